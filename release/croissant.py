"""croissant.json: the release in Croissant 1.1, which catalogues read: files by hash, a record set per table."""

import json
from collections.abc import Sequence
from typing import Any, Final

from release.card_metadata import TAGS
from release.configs import meaning
from release.edition import TITLE, Edition
from release.features import croissant_type
from release.tables import WrittenConfig

_SPEC: Final = "http://mlcommons.org/croissant/1.1"
# The context that the specification gives; a reader that knows it needs no network.
_CONTEXT: Final[dict[str, Any]] = {
    "@language": "en", "@vocab": "https://schema.org/", "arrayShape": "cr:arrayShape", "citeAs": "cr:citeAs",
    "column": "cr:column", "conformsTo": "dct:conformsTo", "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/", "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"}, "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field",
    "fileObject": "cr:fileObject", "fileProperty": "cr:fileProperty", "fileSet": "cr:fileSet", "format": "cr:format",
    "includes": "cr:includes", "isArray": "cr:isArray", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath",
    "key": "cr:key", "md5": "cr:md5", "name": {"@container": "@language"}, "parentField": "cr:parentField",
    "path": "cr:path", "rai": "http://mlcommons.org/croissant/RAI/", "recordSet": "cr:recordSet",
    "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace",
    "samplingRate": "cr:samplingRate", "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source",
    "subField": "cr:subField", "transform": "cr:transform",
}  # fmt: skip


def croissant(configs: Sequence[WrittenConfig], edition: Edition) -> str:
    """Return the file. Addresses of files are relative to it, so that it holds for a folder and on the Hub alike."""
    year, month, day, *again = edition.version.split(".")
    described = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _SPEC,
        "name": "comparisons",
        "alternateName": TITLE,
        "description": "Pages that compare software tools side by side, as tables.",
        "url": edition.url,
        "license": edition.license.url,
        "creator": {"@type": "sc:Organization", "name": "comparisons contributors"},
        "datePublished": f"{year}-{month}-{day}",
        "version": f"{int(year)}.{int(month)}.{int(day)}" + (f"-{again[0]}" if again else ""),
        "keywords": TAGS,
        "citeAs": edition.citation,
        "isLiveDataset": True,
        "distribution": [_file(each) for each in configs],
        "recordSet": [_record_set(each) for each in configs],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _file(config: WrittenConfig) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": config.path,
        "name": config.name,
        "contentUrl": config.path,
        "contentSize": f"{config.file.bytes} B",
        "encodingFormat": "application/x-parquet",
        "sha256": config.file.sha256,
    }


def _record_set(config: WrittenConfig) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": config.name,
        "name": config.name,
        "description": meaning(config.plan.record),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{config.name}/{field.name}",
                "name": field.name,
                "description": field.metadata[b"description"].decode(),
                **croissant_type(field),
                "source": {"fileObject": {"@id": config.path}, "extract": {"column": field.name}},
            }
            for field in config.plan.schema
        ],
    }
