"""Help as pages to read: keys, privacy and how to check it, the model and its card.

Pages are Markdown or HTML made here or packaged; nothing they name is loaded, and a
click on a link only copies its address. GUI thread. May import: Qt, its siblings, paths.
"""

import os
import sys
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QGuiApplication,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from writer_app.engine.model import ModelInfo
from writer_app.ui.announce import announce
from writer_app.ui.controls import control_style, scroll_style
from writer_app.ui.keymap import Action, Keymap
from writer_app.ui.menus import title_of
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.traces import traces
from writer_app.ui.translation import tr

SIZE_PX = (640, 620)
LEAST_PX = (360, 300)
TEXT_PX = 14
MARGIN_PX = 22
INDENT_PX = 20
HEADING_ABOVE_PX = {1: 24, 2: 24, 3: 14}
PARAGRAPH_BELOW_PX, ITEM_BELOW_PX = 8, 5
LINE_PERCENT = 118.0
SIZE_STEP = QTextFormat.Property.FontSizeAdjustment
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
MOST_CARD_BYTES = 200_000
"""Most of a model card that is shown: some hubs' cards hold whole benchmarks."""
_CARDS = ("MODEL_CARD.md", "README.md")


class _Pages(QTextBrowser):
    """A browser that loads nothing, whatever its text names."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Give nothing (called by Qt)."""
        return None


class ReadingWindow(QDialog):
    """One page to read; it blocks nothing and stays beside the text.

    Args:
        parent: the window it belongs to. title: of the window.

    Thread: GUI.
    """

    def __init__(self, parent: QWidget, theme: Theme, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumSize(*LEAST_PX)
        room = parent.screen().availableGeometry()
        self.resize(min(SIZE_PX[0], room.width()), min(SIZE_PX[1], room.height()))
        self.page = _Pages()
        self.page.setAccessibleName(title)
        self.page.setFont(interface_font(TEXT_PX))
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.document().setDocumentMargin(MARGIN_PX)
        self.page.document().setDefaultStyleSheet(
            f"a {{ color: {theme.accent}; }} th {{ text-align: left; color: {theme.quiet}; }}"
        )
        self.page.anchorClicked.connect(self._copy)
        self.note = QLabel()
        self.note.setObjectName("note")
        self.note.setFont(interface_font())
        closing = QPushButton(tr("Close"))
        closing.setFont(interface_font())
        closing.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN_PX, 0, 16, 0)
        foot.addWidget(self.note, 1)
        foot.addWidget(closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.addWidget(self.page, 1)
        column.addLayout(foot)
        self.setStyleSheet(
            f"QDialog, QTextBrowser {{ background: {theme.page}; color: {theme.ink}; border: 0;"
            f" selection-background-color: {theme.selection}; selection-color: {theme.ink}; }}"
            f" QLabel#note {{ color: {theme.quiet}; }}{control_style(theme)}{scroll_style(theme)}"
        )

    def show_markdown(self, text: str) -> None:
        """Show a page, with room between its parts."""
        self.page.setMarkdown(text)
        let_breathe(self.page.document())
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _copy(self, address: QUrl) -> None:
        """Copy a link's address: this program opens none."""
        QGuiApplication.clipboard().setText(address.toString())
        self.note.setText(tr("The address is copied; nothing was opened."))
        announce(self.note, self.note.text())


def let_breathe(document: QTextDocument) -> None:
    """Give a page's headings, paragraphs and items room; Qt sets Markdown without any."""
    document.setIndentWidth(INDENT_PX)
    cursor, block = QTextCursor(document), document.begin()
    while block.isValid():
        level, room, letters = block.blockFormat().headingLevel(), block.blockFormat(), None
        is_first = block == document.begin()
        if level:
            room.setTopMargin(0 if is_first else HEADING_ABOVE_PX[min(level, 3)])
            letters = QTextCharFormat()
            letters.setProperty(SIZE_STEP, max(0, 3 - level))
        room.setBottomMargin(ITEM_BELOW_PX if block.textList() else PARAGRAPH_BELOW_PX)
        room.setLineHeight(LINE_PERCENT, _PROPORTIONAL)
        cursor.setPosition(block.position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeBlockFormat(room)
        if letters is not None:
            cursor.mergeCharFormat(letters)
        block = block.next()


def keys_window(parent: QWidget, theme: Theme, keymap: Keymap) -> ReadingWindow:
    """Make the window that lists every key."""
    window = ReadingWindow(parent, theme, tr("Keys"))
    held = (
        (tr("Ideas"), tr("hold {keys}").format(keys=keymap.spoken(Action.ASK))),
        (tr("Peek"), tr("hold {keys}").format(keys="Ctrl+Alt")),
    )
    listed = [
        (title_of(action), " \u00a0 ".join(keymap.keys_of(action)))
        for action in keymap.sequences
        if keymap.keys_of(action)
    ]
    rows = "".join(
        f"<tr><td style='padding: 4px 36px 4px 0'>{escape(name)}</td>"
        f"<td style='padding: 4px 0'>{escape(keys)}</td></tr>"
        for name, keys in (*listed, *held)
    )
    hint = tr("Every key can be changed in the settings.")
    window.page.setHtml(f"<table>{rows}</table><p>{escape(hint)}</p>")
    return window


def privacy_window(parent: QWidget, theme: Theme) -> ReadingWindow:
    """Make the window that says what stays here, and how to check it."""
    window = ReadingWindow(parent, theme, tr("Privacy"))
    window.show_markdown(privacy_page())
    return window


def privacy_page() -> str:
    """Give what stays on this machine and how to check it, as Markdown."""
    parts = (
        f"## {tr('What stays here')}",
        tr(
            "All of it, as long as you switch no server on. Your text, the suggestions and what "
            "you take of them never leave this machine. There is no account, no telemetry and no "
            "look for updates."
        ),
        tr(
            "Two things use the network, and only when you ask: adding a model, and a server of "
            "your own choice that you switched on; while that is on, the status line says so."
        ),
        tr("Help > What Foreword Did lists every connection ever made, and every run of a model."),
        f"## {tr('Check it yourself')}",
        tr(
            "Take the machine off the network: everything goes on working. Or ask the system. This "
            "process has number {pid}; a download is a process of its own, `foreword models`."
        ).format(pid=os.getpid()),
        *_checks(),
        tr(
            "Or read the test that runs Foreword under a filter of the Linux kernel which ends the "
            "process at the first attempt to open a connection: `tests/test_privacy.py`."
        ),
        f"## {tr('What is kept, and where')}",
        "\n".join(
            f"- **{trace.name}**: `{trace.path}`; {tr('goes by')}: {', '.join(trace.ways)}"
            for trace in traces()
        ),
        tr(
            "All of it is readable by you alone, and `foreword --temp-dir` keeps nothing at all. "
            "Foreword does not rule what the system keeps: its own list of recent documents, its "
            "swap file, your backups."
        ),
    )
    return "\n\n".join(parts)


def _checks() -> tuple[str, ...]:
    """Give the ways to look at this very process, for each system."""
    pid = os.getpid()
    refusing = (
        "New-NetFirewallRule -DisplayName Foreword -Direction Outbound -Action Block "
        f'-Program "{sys.executable}"'
    )
    ways = {
        tr("Linux"): (
            (tr("its connections now; an empty answer means none"), f"ss -tupn | grep pid={pid}"),
            (
                tr("every attempt from its start on; no line means none"),
                "strace -f -e trace=socket foreword 2>&1 | grep AF_INET",
            ),
            (tr("let it run without any network"), "unshare -r -n foreword"),
        ),
        tr("Windows"): (
            (
                tr("its connections now, in PowerShell; an error means none"),
                f"Get-NetTCPConnection -OwningProcess {pid}",
            ),
            (tr("watch it: the Network page of"), "resmon"),
            (
                tr("let the firewall refuse it, as administrator"),
                refusing,
            ),
        ),
        tr("macOS"): (
            (tr("its connections now; an empty answer means none"), f"lsof -nP -i -a -p {pid}"),
            (tr("watch it"), f"nettop -p {pid}"),
            (tr("be asked at every attempt: a firewall for outgoing connections, such as"), "LuLu"),
        ),
    }
    return tuple(
        f"### {system}\n\n" + "\n".join(f"- {words}: `{command}`" for words, command in lines)
        for system, lines in ways.items()
    )


def model_window(
    parent: QWidget, theme: Theme, info: ModelInfo | None, folder: Path | None
) -> ReadingWindow:
    """Make the window about the model in use.

    Args:
        info: what it says of itself; None: there is none. folder: holds its card.
    """
    window = ReadingWindow(parent, theme, tr("About the Model"))
    window.show_markdown(model_page(info, folder))
    return window


def model_page(info: ModelInfo | None, folder: Path | None) -> str:
    """Give what is known of the model in use, its card below, as Markdown."""
    if info is None:
        return tr("No model is in use; typing is fine without one.")
    facts = (
        (tr("name"), info.name),
        (tr("licence"), info.licence),
        (tr("languages"), ", ".join(info.languages) or "\u2013"),
        (tr("runs on"), {"cpu": "CPU", "cuda": "CUDA"}.get(info.device, info.device)),
        (tr("reads at most"), tr("{n} tokens").format(n=f"{info.context_tokens:,}")),
    )
    listed = "\n".join(f"- {name}: {value}" for name, value in facts)
    card = card_of(folder) if folder is not None else ""
    if not card:
        return f"{listed}\n\n{tr('This model brought no card.')}"
    return f"{listed}\n\n---\n\n{card}"


def card_of(folder: Path) -> str:
    """Read a model's card; empty where it has none. Its front matter is left out."""
    for name in _CARDS:
        try:
            with (folder / name).open("rb") as file:
                text = file.read(MOST_CARD_BYTES).decode("utf-8", "replace")
        except OSError:
            continue
        if text.startswith("---\n"):
            text = text.partition("\n---\n")[2] or text
        return text.strip()
    return ""
