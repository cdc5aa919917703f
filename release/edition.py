"""One edition of the dataset: what the person who publishes has decided, where it will lie, how it is cited."""

import re
from dataclasses import dataclass
from typing import Final

from normalize import __version__
from release.licenses import License
from release.manifest import Quotes

TITLE: Final = "Tool comparisons"
_PLAIN: Final = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Edition:
    """What the person who publishes has decided, and where the release will lie."""

    version: str
    license: License
    quotes: Quotes
    repo: str | None
    folder: str

    @property
    def address(self) -> str:
        """What `load_dataset` is given."""
        return self.repo or (self.folder if _PLAIN.fullmatch(self.folder) else "FOLDER")

    @property
    def files(self) -> str:
        """What stands before the path of a file, for those who read files."""
        return f"hf://datasets/{self.repo}" if self.repo else self.address

    @property
    def url(self) -> str:
        """Address of the dataset's page; of a folder, the folder itself."""
        return f"https://huggingface.co/datasets/{self.repo}" if self.repo else "."

    @property
    def citation(self) -> str:
        """How to cite it, as BibTeX."""
        year = self.version.partition(".")[0]
        where = f"  url = {{{self.url}}},\n" if self.repo else ""
        return (
            f"@misc{{comparisons_{self.version.replace('.', '_')},\n"
            "  author = {{comparisons contributors}},\n"
            f"  title = {{{TITLE}}},\n  year = {{{year}}},\n  version = {{v{self.version}}},\n{where}"
            f"  note = {{Made with comparisons {__version__}}}\n}}"
        )
