"""The head of the card, which the Hub and `datasets` read: tables, features, sizes, licence, languages, tags."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import yaml

from release.configs import DEFAULT
from release.edition import TITLE
from release.features import feature
from release.licenses import License
from release.tables import WrittenConfig

TAGS: Final = ["reviews", "software", "comparisons", "ratings", "agreement"]
_SIZES: Final = (
    (10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"),
    (10**8, "10M<n<100M"), (10**9, "100M<n<1B"),
)  # fmt: skip
# ISO 639-1: a page may declare what is no language, and the Hub refuses that.
_LANGUAGES: Final = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)


def metadata(configs: Sequence[WrittenConfig], license: License, languages: Iterable[str]) -> str:
    """Return the YAML. A table without rows is none of `datasets`: that library refuses to load it."""
    filled = [each for each in configs if each.rows]
    head: dict[str, Any] = {
        "pretty_name": TITLE,
        "license": license.id,
        "language": languages_of(languages),
        "tags": TAGS,
        "size_categories": [_size(sum(each.rows for each in configs))],
        "configs": [_config(each) for each in filled],
        "dataset_info": [_info(each) for each in filled],
    }
    known = {key: value for key, value in head.items() if value}
    written: str = yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=1000)
    return written


def languages_of(declared: Iterable[str]) -> list[str]:
    """Languages of what pages declare (`en-US`), as the Hub names them (`en`)."""
    return sorted({tag.replace("_", "-").partition("-")[0].lower() for tag in declared} & _LANGUAGES)


def _config(config: WrittenConfig) -> dict[str, Any]:
    is_default = {"default": True} if config.name == DEFAULT else {}
    return {"config_name": config.name, **is_default, "data_files": [{"split": "train", "path": config.path}]}


def _info(config: WrittenConfig) -> dict[str, Any]:
    return {
        "config_name": config.name,
        "features": [feature(field) for field in config.plan.schema],
        "splits": [{"name": "train", "num_bytes": config.arrow_bytes, "num_examples": config.rows}],
        "download_size": config.file.bytes,
        "dataset_size": config.arrow_bytes,
    }


def _size(rows: int) -> str:
    return next((name for end, name in _SIZES if rows < end), "n>1T" if rows >= 10**12 else "1B<n<10B")
