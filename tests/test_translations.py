"""Every word that a writer can see is translated, and no word escapes it.

`python packaging/translations.py update` writes new texts into the file.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def load_tool() -> ModuleType:
    path = Path(__file__).parents[1] / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()


@pytest.mark.parametrize("language", TOOL.FILES)
def test_every_text_of_the_interface_is_translated(language: str) -> None:
    known = TOOL.read(TOOL.FILES[language])
    missing = [t for t in TOOL.collect() if (t.context, t.source) not in known]
    listed = "\n".join(f"{text.place}: {text.source!r}" for text in missing)
    assert not missing, f"run `python packaging/translations.py update`, then translate:\n{listed}"


def test_no_visible_text_escapes_translation() -> None:
    listed = "\n".join(f"{text.place}: {text.source!r}" for text in TOOL.unwrapped())
    assert not listed, f"wrap in tr() or mark() of writer_app/ui/translation.py:\n{listed}"


@pytest.mark.parametrize("language", TOOL.FILES)
def test_translations_keep_the_holes_of_their_texts(language: str) -> None:
    for (_, source), other in TOOL.read(TOOL.FILES[language]).items():
        assert TOOL.holes(source) == TOOL.holes(other), source


def test_chinese_uses_chinese_punctuation() -> None:
    for (_, source), other in TOOL.read(TOOL.FILES["zh_CN"]).items():
        bare = TOOL.bare(other)
        assert not any(mark in bare for mark in ",;?!"), f"{source!r}: {other!r}"
