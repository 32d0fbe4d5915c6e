"""List everything Foreword keeps on this machine: what, where, and how it is forgotten.

Help shows the list; a test holds it against what a whole session leaves behind. GUI
thread. May import: Qt, its siblings, log, paths.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

from writer_app import paths
from writer_app.log import forget_log
from writer_app.ui.translation import mark, tr

_QT_FILE = "QtProject.conf"
_QT = "QtProject"
_DIALOGS = "FileDialog"
_FORGET = mark("File > Forget Kept Text")


@dataclass(frozen=True, slots=True)
class Trace:
    """One kind of thing that is kept.

    Attributes:
        name: what it is. path: its file, or the folder of its files.
        ways: how it goes, each in the words of the menus.
    """

    name: str
    path: Path
    ways: tuple[str, ...]


def traces() -> tuple[Trace, ...]:
    """Give all that is kept, in the interface's language; nothing need be there yet."""
    kept, data, forget = paths.kept_dir(), paths.data_dir(), tr(_FORGET)
    clear = tr("File > Open Recent > Clear the List")
    return (
        Trace(
            tr("text that is not saved yet"),
            kept / "journals",
            (tr("saving and closing the document"), forget),
        ),
        Trace(tr("dated versions of what was saved"), kept / "versions", (forget,)),
        Trace(
            tr("recent files, your place in them, and words you let pass there"),
            kept / "places.json",
            (clear, forget),
        ),
        Trace(
            tr("which documents have a summary; it lies beside the document"),
            kept / "sidecars.json",
            (forget,),
        ),
        Trace(
            tr("which process has a document open, in numbers"),
            kept / "locks",
            (tr("closing the document"),),
        ),
        Trace(tr("how much you wrote, in numbers"), data / "statistics.json", (forget,)),
        Trace(
            tr("what Foreword did: runs and connections, no text"),
            paths.ledger_file(),
            (tr("Help > What Foreword Did"), forget),
        ),
        Trace(
            tr("words you called right"),
            data / "dictionary.txt",
            (tr("Edit > Spelling > My Dictionary"),),
        ),
        Trace(
            tr("documents that are never sent to a server"),
            data / "never-send",
            (tr("File > Never Send This Document"),),
        ),
        Trace(
            tr("settings, your own prompts among them"),
            paths.settings_file(),
            (tr("deleting the file"),),
        ),
        Trace(
            tr("folders last shown by the dialogs for opening and saving"),
            paths.config_dir() / _QT_FILE,
            (forget,),
        ),
        Trace(
            tr("log: times, errors, files that could not be read or written"),
            paths.log_dir(),
            (forget,),
        ),
        Trace(tr("models you added"), paths.models_dir(), (tr("Assist > Models"),)),
    )


def keep_dialogs_private() -> None:
    """Have Qt keep what its file dialogs remember in our own folder, not where all look.

    Qt would write the folders' names to ~/.config/QtProject.conf, readable by others.
    Windows and macOS keep it in the registry and the preferences; it stays there.

    Source: QFileDialogPrivate::saveSettings of Qt 6.11.
    """
    folder = paths.config_dir()
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))
    with contextlib.suppress(OSError):
        # Qt keeps the permissions of a file that is there.
        os.close(os.open(folder / _QT_FILE, os.O_WRONLY | os.O_CREAT, 0o600))


def forget_side_traces() -> None:
    """Forget what the file dialogs and the log remember."""
    remembered = QSettings(QSettings.Scope.UserScope, _QT)
    remembered.remove(_DIALOGS)
    remembered.sync()
    forget_log(paths.log_file())
