"""The examples in docstrings hold."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (
        *sorted((ROOT / "writer_app" / "assist").rglob("*.py")),
        ROOT / "writer_app" / "bench" / "typing.py",
        ROOT / "writer_app" / "engine" / "scripted.py",
    )
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
