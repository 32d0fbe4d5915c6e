"""What people install with Foreword is free for any use: no GPL, no AGPL."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]

# LGPL: used as separate libraries that anyone may replace, which its section 4 asks for.
REPLACEABLE = ("pyside6-essentials", "shiboken6")
PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Zlib|Unlicense|HPND)\b")


def requirements_of(lines: list[str], extra: str = "") -> Iterator[str]:
    """Give the names that apply on this machine."""
    for requirement in map(Requirement, lines):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield re.sub(r"[-_.]+", "-", requirement.name).lower()


def base_tree() -> list[str]:
    """Give every package that a plain installation brings, by walking the metadata."""
    waiting = list(requirements_of(PROJECT["dependencies"]))
    found: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            waiting += requirements_of(metadata.requires(name) or [])
    return sorted(found)


def licence_of(name: str) -> str:
    """Give all that a package's metadata says of its licence."""
    said = metadata.metadata(name)
    first_line = (said.get("License") or "").strip().partition("\n")[0]
    classifiers = [c for c in said.get_all("Classifier") or [] if c.startswith("License")]
    return " ".join([said.get("License-Expression") or "", first_line, *classifiers]).strip()


@pytest.mark.parametrize("name", base_tree())
def test_a_package_of_the_plain_installation_is_permissive(name: str) -> None:
    licence = licence_of(name)
    if name in REPLACEABLE:
        assert "LGPL" in licence
    else:
        assert "GPL" not in licence
        assert PERMISSIVE.search(licence), f"{name} says {licence!r}"


def test_the_tree_is_really_walked() -> None:
    assert {"pyside6-essentials", "shiboken6", "tokenizers", "huggingface-hub"} <= set(base_tree())


def test_the_heavy_tools_stay_out_of_the_plain_installation() -> None:
    assert not {"torch", "transformers", "optimum"} & set(base_tree())
