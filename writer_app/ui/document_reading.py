"""Read a document of any kind, so that a desk can show it.

GUI thread. May import: translation, documents.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from writer_app.documents.formats.kinds import format_of
from writer_app.documents.text_file import TextFile, read_text_file
from writer_app.errors import DocumentError
from writer_app.ui.translation import tr

if TYPE_CHECKING:
    from writer_app.documents.formats.foreign import WorkingCopy


def is_foreign(path: Path) -> bool:
    """Tell whether a file that is there is another program's document."""
    return path.is_file() and (format_of(path) is not None or path.suffix.lower() == ".doc")


def read_document(path: Path, *, is_aside: bool = False) -> "tuple[TextFile, WorkingCopy | None]":
    """Read a document of any kind; one that is not there yet is empty.

    Args:
        is_aside: another program's document is read in a process of its own.

    Raises: DocumentError in words.
    """
    if not path.exists():
        return _file_to_be(path), None
    if is_foreign(path):
        copy = _copy_of(path, is_aside=is_aside)
        return copy.file, copy
    return read_text_file(path), None


def _copy_of(path: Path, *, is_aside: bool) -> "WorkingCopy":
    if is_aside:
        from writer_app.documents.formats.aside import read_aside

        return read_aside(path)
    from writer_app.documents.formats.foreign import read_foreign

    return read_foreign(path)


def _file_to_be(path: Path) -> TextFile:
    """Give the empty document of a name that is not on disk yet.

    Raises: DocumentError when there is no folder to hold it.
    """
    if not path.parent.is_dir():
        words = tr("There is no folder {folder}; check the name.")
        raise DocumentError(words.format(folder=path.parent))
    return TextFile(path=path)
