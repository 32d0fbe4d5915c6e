"""The packaged list of well-known open models: names, kinds, languages, licences.

No size or hash stands in it: those are read from the hub when the writer asks. May
import: errors. Thread: any.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from writer_app.errors import ModelCorrupt

KINDS = ("base", "instruct")


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One model of the catalogue.

    Attributes:
        name: on the hub, e.g. "HuggingFaceTB/SmolLM2-135M". kind: one of KINDS.
        languages: ISO 639-1 codes. licence: for people.
        is_checked: False: the languages were written from memory, not from the card.
    """

    name: str
    kind: str
    languages: tuple[str, ...]
    licence: str
    is_checked: bool = False


def read_catalog(path: Path) -> tuple[CatalogEntry, ...]:
    """Read the catalogue.

    Raises: ModelCorrupt: it is damaged; install Foreword again.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_entry(values) for values in content["models"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelCorrupt("The catalogue of models is damaged; install Foreword again.") from error


def _entry(values: dict[str, object]) -> CatalogEntry:
    kind, languages = values["kind"], values["languages"]
    if kind not in KINDS or not isinstance(languages, list):
        raise ValueError("no kind of model")
    return CatalogEntry(
        name=str(values["name"]),
        kind=str(kind),
        languages=tuple(map(str, languages)),
        licence=str(values["licence"]),
        is_checked=values.get("languages_checked") is True,
    )
