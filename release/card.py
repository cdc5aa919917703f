"""The card: what strangers read before they load anything. Prose from a template, every figure from the dataset."""

from collections.abc import Sequence
from importlib.resources import files
from string import Template
from typing import Final

from analysis.report.wording import counted
from release import card_figures
from release.card_metadata import metadata
from release.configs import DEFAULT, LEFT_OUT, meaning
from release.edition import TITLE, Edition
from release.facts import Facts
from release.licenses import QUOTES_SAID, rights
from release.manifest import Quotes
from release.markdown import escaped, table
from release.tables import WrittenConfig

_EXAMPLE: Final = "quotes"


def card(configs: Sequence[WrittenConfig], facts: Facts, edition: Edition, has_picture: bool) -> str:
    """Return README.md: a head of YAML, then the prose."""
    template = Template(files(__package__).joinpath("card.md").read_text(encoding="utf-8"))
    prose = template.substitute(
        title=TITLE,
        default=DEFAULT,
        **_contents(configs, facts),
        **_loading(configs, edition),
        collected=card_figures.collected(facts),
        sites=card_figures.sites(facts),
        agreement=card_figures.agreement(facts, has_picture),
        quality=card_figures.quality(facts),
        columns="\n".join(line for each in configs for line in _columns(each)),
        gaps=_gaps(facts, edition.quotes),
        rights=rights(edition.license).replace(
            edition.license.name, f"[{edition.license.name}]({edition.license.url})"
        ),
        quotes=QUOTES_SAID[edition.quotes],
        cite=_cite(edition),
        removal=_removal(edition),
    )
    return f"---\n{metadata(configs, edition.license, facts.languages)}---\n\n{prose}"


def _contents(configs: Sequence[WrittenConfig], facts: Facts) -> dict[str, str]:
    empty = [f"`{each.name}`" for each in configs if not each.rows]
    last = max(row["last_fetched_at"] for row in facts.sites)
    rows = [[f"`{each.name}`", meaning(each.plan.record), f"{each.rows:,}"] for each in configs]
    keys = [each.plan.schema.names[0] for each in configs]
    shared = [f"`{key}`" for key in dict.fromkeys(keys) if sum(key in each.plan.schema.names for each in configs) > 1]
    return {
        "ids": ", ".join(shared),
        "n_comparisons": counted(facts.gaps["n_comparisons"], "comparison"),
        "n_listings": counted(facts.gaps["n_listings"], "listing"),
        "n_sites": counted(len(facts.sites), "site"),
        "until": f"{last:%d %B %Y}",
        "contents": "\n".join(table(["table", "what a row is", "rows"], rows, n_words=2)),
        "empty": f"\n\nWithout rows, so that `datasets` does not know them: {', '.join(empty)}." if empty else "",
    }


def _loading(configs: Sequence[WrittenConfig], edition: Edition) -> dict[str, str]:
    filled = [each.name for each in configs if each.rows]
    return {
        "address": edition.address,
        "files": edition.files,
        "example": _EXAMPLE if _EXAMPLE in filled else next(iter(filled), DEFAULT),
        "names": repr([each.name for each in configs]).replace("'", '"'),
        "where": _where(edition),
    }


def _where(edition: Edition) -> str:
    if edition.repo is None:
        return f"Run the examples where the folder `{edition.address}` lies."
    return (
        f'What is shown reads the latest release. To stay with this one, give `revision="v{edition.version}"` to '
        f"`load_dataset`, and write `hf://datasets/{edition.repo}@v{edition.version}` elsewhere."
    )


def _columns(config: WrittenConfig) -> list[str]:
    rows = [
        [f"`{field.name}`", escaped(field.type).replace("element: string not null", "string"), _said(field.metadata)]
        for field in config.plan.schema
    ]
    summary = f"<summary><code>{config.name}</code>: {meaning(config.plan.record)}</summary>"
    return ["<details>", summary, "", *table(["column", "type", "meaning"], rows, n_words=3), "", "</details>", ""]


def _said(field_metadata: dict[bytes, bytes]) -> str:
    return escaped(field_metadata[b"description"].decode())


def _gaps(facts: Facts, quotes: Quotes) -> str:
    left_out = ", ".join(f"`{each}`" for each in sorted(LEFT_OUT))
    n_other, n = facts.gaps["n_other"], facts.gaps["n_comparisons"]
    lines = [
        f"What every crawl changes ({left_out}), and crawls that found everything as it was.",
        f"In `{DEFAULT}`, comparisons of more than two tools ({n_other:,} of {n:,}): they are in `comparisons`.",
        "What a page does not print. Nothing is guessed: no verdict is read out of the tone of a quote.",
        "Pages and quotes that somebody has asked to be taken down.",
    ]
    if quotes != "full":
        lines.append("The whole of quoted texts. Positions in a text (`start`, `end`) count in the whole.")
    return "\n".join(f"- {line}" for line in lines)


def _cite(edition: Edition) -> str:
    return f"```bibtex\n{edition.citation}\n```\n\n`v{edition.version}` names this release for good."


def _removal(edition: Edition) -> str:
    where = f"[open a discussion]({edition.url}/discussions)" if edition.repo else "ask whoever gave you this folder"
    return (
        f"To have a page, a quote or a listing removed, {where} and name the page's address, the `quote_id` or the "
        "`tool_id`. It is then in no later release, also when its page is read again."
    )
