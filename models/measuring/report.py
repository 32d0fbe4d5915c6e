"""Figures on disk: each section is kept as soon as it is measured.

A stopped evaluation goes on where it was; a section is measured again only when the
weights, the settings or its name changed. Standard library only.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from writer_app.errors import InputError


class Report:
    """A JSON file of named sections.

    Args:
        path: written after each section. fingerprint: of all that the figures hang on.

    Raises: InputError: the file is there and is no report.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path = path
        self.content: dict[str, Any] = {"fingerprint": fingerprint}
        if path.exists():
            old = read_report(path)
            if old.get("fingerprint") == fingerprint:
                self.content = old

    def section(self, name: str, measure: Callable[[], Any]) -> Any:
        """Give a section's figures, measured now or earlier."""
        if name not in self.content:
            print(f"== {name}", flush=True)
            self.content[name] = measure()
            self._path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = self._path.with_suffix(".tmp")
            unfinished.write_text(json.dumps(self.content, indent=1) + "\n", encoding="utf-8")
            unfinished.replace(self._path)
        return self.content[name]


def read_report(path: Path) -> dict[str, Any]:
    """Read what an evaluation wrote. Raises: InputError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is no evaluation; run the evaluate step again.") from error
    if not isinstance(content, dict):
        raise InputError(f"{path} is no evaluation; run the evaluate step again.")
    return content
