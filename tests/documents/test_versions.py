"""Dated versions: kept, listed, pruned, forgotten."""

import stat
from pathlib import Path

import pytest

from writer_app.documents import versions as versions_module
from writer_app.documents.versions import Version, Versions, read_version
from writer_app.errors import DocumentError

DOCUMENT = Path("/home/writer/novel.md")


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path / "versions")


def test_versions_come_back_newest_first_with_their_times(versions: Versions) -> None:
    versions.keep(DOCUMENT, "one", 1000.25)
    versions.keep(DOCUMENT, "two \ud83d", 2000.5)
    listed = versions.list_of(DOCUMENT)
    assert [read_version(version) for version in listed] == ["two \ud83d", "one"]
    assert [version.kept_s for version in listed] == [2000.5, 1000.25]


def test_same_text_is_kept_once(versions: Versions) -> None:
    assert versions.keep(DOCUMENT, "one", 1000)
    assert not versions.keep(DOCUMENT, "one", 2000)


def test_two_texts_of_one_moment_are_both_kept(versions: Versions) -> None:
    versions.keep(DOCUMENT, "one", 1000)
    versions.keep(DOCUMENT, "two", 1000)
    assert [read_version(v) for v in versions.list_of(DOCUMENT)] == ["two", "one"]


def test_other_documents_have_their_own(versions: Versions) -> None:
    versions.keep(DOCUMENT, "one", 1000)
    assert versions.list_of(DOCUMENT.with_name("other.md")) == ()


def test_oldest_go_past_the_limit_of_number(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions_module, "MAX_VERSIONS", 3)
    for n in range(5):
        versions.keep(DOCUMENT, f"text {n}", 1000 + n)
    assert [read_version(v) for v in versions.list_of(DOCUMENT)] == ["text 4", "text 3", "text 2"]


def test_oldest_go_past_the_limit_of_size_but_the_newest_stays(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions_module, "MAX_BYTES", 1)
    versions.keep(DOCUMENT, "one", 1000)
    versions.keep(DOCUMENT, "two", 2000)
    assert [read_version(v) for v in versions.list_of(DOCUMENT)] == ["two"]


def test_limit_of_all_spares_the_newest_of_each_document(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = DOCUMENT.with_name("other.md")
    versions.keep(other, "other", 1)
    versions.keep(DOCUMENT, "one", 1000)
    monkeypatch.setattr(versions_module, "MAX_BYTES_OF_ALL", 1)
    versions.keep(DOCUMENT, "two", 2000)
    assert [read_version(v) for v in versions.list_of(DOCUMENT)] == ["two"]
    assert [read_version(v) for v in versions.list_of(other)] == ["other"]


def test_only_the_writer_may_read_them(versions: Versions, tmp_path: Path) -> None:
    versions.keep(DOCUMENT, "one", 1000)
    for path in (tmp_path / "versions").rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted


def test_forgetting_leaves_nothing(versions: Versions, tmp_path: Path) -> None:
    versions.keep(DOCUMENT, "one", 1000)
    versions.forget_all()
    assert list((tmp_path / "versions").rglob("*")) == []


def test_forgetting_beside_another_window_that_forgets_is_no_error(
    versions: Versions, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    versions.keep(DOCUMENT, "one", 1000)
    folders = versions._folders()
    monkeypatch.setattr(versions, "_folders", lambda: [tmp_path / "gone", *folders])
    versions.forget_all()
    assert list((tmp_path / "versions").rglob("*")) == []


def test_damaged_version_is_told_in_words(versions: Versions) -> None:
    versions.keep(DOCUMENT, "one", 1000)
    version = versions.list_of(DOCUMENT)[0]
    Path(version.file).write_bytes(b"damage")
    with pytest.raises(DocumentError, match="choose another"):
        read_version(version)
    assert versions.keep(DOCUMENT, "one", 2000)


def test_foreign_files_are_no_versions(versions: Versions) -> None:
    versions.keep(DOCUMENT, "one", 1000)
    folder = Path(versions.list_of(DOCUMENT)[0].file).parent
    (folder / "notes.text.z").write_bytes(b"")
    assert [type(version) for version in versions.list_of(DOCUMENT)] == [Version]
