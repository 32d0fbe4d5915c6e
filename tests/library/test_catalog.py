"""The packaged catalogue is well formed, and promises nothing that was not looked at."""

import re
from pathlib import Path

import pytest

from writer_app import paths
from writer_app.errors import ModelCorrupt
from writer_app.library.catalog import read_catalog


def test_every_entry_names_a_hub_model_its_licence_and_languages() -> None:
    entries = read_catalog(paths.catalog_file())
    assert len({entry.name for entry in entries}) == len(entries) >= 12
    for entry in entries:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", entry.name)
        assert entry.licence
        assert all(re.fullmatch("[a-z]{2}", language) for language in entry.languages)


def test_no_size_or_hash_is_written_from_memory() -> None:
    text = paths.catalog_file().read_text()
    assert not re.search(r"^(size|sha|bytes|hash)", text, re.MULTILINE)


@pytest.mark.parametrize("content", ["", "models = 3", "[[models]]\nname = 'a'", "\0", "[["])
def test_a_damaged_catalogue_is_told_in_words(tmp_path: Path, content: str) -> None:
    (tmp_path / "catalog.toml").write_text(content)
    with pytest.raises(ModelCorrupt, match="catalogue"):
        read_catalog(tmp_path / "catalog.toml")
