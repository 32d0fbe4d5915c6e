"""Sources are cloned at their commits and extracted, from a git repository nearby."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.fetch import read_sources
from writer_app.errors import InputError

FETCH = Path(__file__).resolve().parents[2] / "models" / "fetch.py"
TEXT = "The ferry left at seven, before the fog had lifted from the harbour. " * 8


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def commit(tmp_path: Path) -> str:
    """Make a repository whose first commit is wanted and whose second is not."""
    folder = tmp_path / "remote" / "someone" / "notes"
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    (folder / "a.md").write_text(f"# Ferry\n\n{TEXT}\n")
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "first")
    wanted = git(folder, "rev-parse", "HEAD")
    (folder / "a.md").write_text("Something else.\n")
    git(folder, "commit", "--quiet", "-am", "second")
    return wanted


def sources(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "SOURCES.tsv"
    head = "part\tsplit\trepository\tcommit\tlicence\tkind\ttitle\tauthor\tcharacters\tdocuments"
    path.write_text("\n".join([head, *rows]) + "\n")
    return path


def fetch(tmp_path: Path, path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    base = f"file://{tmp_path / 'remote'}/"
    command = [sys.executable, str(FETCH), str(path), str(tmp_path / "out"), "--base", base, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_source_is_extracted_at_its_commit_and_not_fetched_twice(
    tmp_path: Path, commit: str
) -> None:
    path = sources(tmp_path, f"modern\tvalid\tsomeone/notes\t{commit}\tCC0\tblog\t\t\t\t")
    done = fetch(tmp_path, path)
    assert (done.returncode, done.stderr) == (0, "")
    file = tmp_path / "out" / "valid-modern" / "someone_notes.txt"
    assert file.read_text() == f"Ferry\n\n{TEXT.strip()}\n"
    assert fetch(tmp_path, path).stdout == ""


def test_a_source_that_is_not_there_is_named_and_the_others_go_on(
    tmp_path: Path, commit: str
) -> None:
    rows = [
        f"modern\ttrain\tsomeone/missing\t{commit}\tCC0\tblog\t\t\t\t",
        f"modern\ttrain\tsomeone/notes\t{commit}\tCC0\tblog\t\t\t\t",
    ]
    done = fetch(tmp_path, sources(tmp_path, *rows))
    assert done.returncode == 1
    assert "someone/missing: git failed" in done.stderr
    assert (tmp_path / "out" / "modern" / "someone_notes.txt").exists()


def test_a_partly_open_source_is_left_out_unless_asked_for(tmp_path: Path, commit: str) -> None:
    licence = "CC BY (posts so marked)"
    path = sources(tmp_path, f"modern\ttrain\tsomeone/notes\t{commit}\t{licence}\tblog\t\t\t\t")
    assert "left out" in fetch(tmp_path, path).stdout
    assert "1 documents" in fetch(tmp_path, path, "--partly-open").stdout


@pytest.mark.parametrize(
    "row", ["x\ttrain\t../etc\t{c}", "x\ttrain\ta/b\tmain", "../x\ttrain\ta/b\t{c}"]
)
def test_a_line_that_could_lead_elsewhere_is_refused(tmp_path: Path, row: str) -> None:
    path = sources(tmp_path, row.format(c="a" * 40) + "\tCC0\tblog\t\t\t\t")
    with pytest.raises(InputError, match="damaged line"):
        list(read_sources(path))


def test_the_projects_own_list_can_be_read() -> None:
    found = list(read_sources(FETCH.parent / "SOURCES.tsv"))
    assert len(found) > 300
    assert {source.split for source in found} == {"train", "valid"}
