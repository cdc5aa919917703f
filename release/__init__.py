"""From tables to a release: a folder that strangers load, cite and compare with the one before it."""

from release.folder import Options, write_release
from release.manifest import Manifest, next_version, read_manifest
from release.plan import Plan, compare, refusals

__all__ = ["Manifest", "Options", "Plan", "compare", "next_version", "read_manifest", "refusals", "write_release"]
