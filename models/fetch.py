"""Fetch the sources that the shipped model saw, and extract their text.

    python models/fetch.py models/SOURCES.tsv scratch/texts [--only standardebooks/*]

Each repository is cloned at its commit with git; books (XHTML), textbooks (CNXML) and
Markdown become UTF-8 text, one file a source, in a folder for its part. Sources done
are not fetched again. A source whose licence covers some of its files only is left
out unless --partly-open is given: choose among its documents by hand then.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.recipe.extract import documents_of
from models.recipe.step import InputError, run_step

_COLUMNS = ("part", "split", "repository", "commit", "licence", "kind")
_REPOSITORY = re.compile(r"\w[\w.-]*/\w[\w.-]*")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_PARTLY_OPEN = re.compile(r"\bmarked\b|\bfrom no\.|\beach\b")


@dataclass(frozen=True, slots=True)
class Source:
    """One line of SOURCES.tsv."""

    part: str
    split: str
    repository: str
    commit: str
    licence: str
    kind: str

    @property
    def file(self) -> Path:
        """Give where its text goes, below the output folder."""
        part = f"valid-{self.part}" if self.split == "valid" else self.part
        return Path(part) / f"{self.repository.replace('/', '_')}.txt"


def main() -> None:
    """Read the flags, fetch, say what failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sources", type=Path, help="SOURCES.tsv")
    parser.add_argument("folder", type=Path, help="written")
    parser.add_argument("--base", default="https://github.com/", help="where repositories are")
    parser.add_argument("--only", default="*", help="pattern of repositories")
    parser.add_argument("--partly-open", action="store_true")
    arguments = parser.parse_args()
    failed = []
    for source in read_sources(arguments.sources):
        if not fnmatchcase(source.repository, arguments.only):
            continue
        if _PARTLY_OPEN.search(source.licence) and not arguments.partly_open:
            print(f"{source.repository}: left out, only partly open ({source.licence})")
            continue
        try:
            fetch(source, arguments.folder, arguments.base)
        except InputError as error:
            failed.append(source.repository)
            print(f"{source.repository}: {error}", file=sys.stderr)
    if failed:
        raise InputError(f"{len(failed)} sources failed; run it again to try those once more.")


def read_sources(path: Path) -> Iterator[Source]:
    """Yield the lines of a sources file. Raises: InputError: it is not one."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read; name a SOURCES.tsv.") from error
    if not rows or not set(_COLUMNS) <= set(rows[0]):
        raise InputError(f"{path} is no list of sources; it needs {', '.join(_COLUMNS)}.")
    for row in rows:
        source = Source(*(str(row[name]) for name in _COLUMNS))
        is_sound = _REPOSITORY.fullmatch(source.repository) and _COMMIT.fullmatch(source.commit)
        if not is_sound or not re.fullmatch(r"[\w-]+", source.part):
            raise InputError(f"{path} has a damaged line: {source.repository} {source.commit}.")
        yield source


def fetch(source: Source, folder: Path, base: str) -> None:
    """Clone one source and write its text, unless it is there.

    Raises: InputError: git failed, or nothing could be read.
    """
    path = folder / source.file
    if path.exists():
        return
    with tempfile.TemporaryDirectory() as place:
        checkout = Path(place) / source.repository.partition("/")[2]
        _clone(f"{base}{source.repository}", source.commit, checkout)
        documents = documents_of(checkout, source.kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n\n\f\n\n".join(documents) + "\n"
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
    print(f"{source.repository}: {len(documents)} documents, {len(text):,} characters", flush=True)


def _clone(address: str, commit: str, folder: Path) -> None:
    """Check out one commit and nothing of its history."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet")
    _git(folder, "fetch", "--quiet", "--depth", "1", address, commit)
    _git(folder, "-c", "advice.detachedHead=false", "checkout", "--quiet", "FETCH_HEAD")


def _git(folder: Path, *words: str) -> None:
    # Nothing of the repository runs: no hooks, no filters, no prompts.
    safe = ("-c", "core.hooksPath=/dev/null", "-c", "filter.lfs.smudge=", "-c", "core.symlinks=no")
    try:
        subprocess.run(
            ["git", *safe, *words],
            cwd=folder,
            check=True,
            capture_output=True,
            env=_environment(),
        )
    except FileNotFoundError as error:
        raise InputError("git is not installed; install it first.") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
        last = reason[-1] if reason else "no reason given"
        raise InputError(f"git failed ({last}).") from error


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_LFS_SKIP_SMUDGE": "1"}


if __name__ == "__main__":
    sys.exit(run_step(main))
