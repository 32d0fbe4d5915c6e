"""Say what Foreword did as rows of a table: when, what for, with what, how much, how long.

Words are made as rows come into sight, so a long ledger costs what a screenful does. GUI
thread. May import: Qt, its siblings, deeds, documents.
"""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from writer_app.deeds import Connection, Deed, ModelRun
from writer_app.documents.ledger_lines import Deeds
from writer_app.ui.kept_window import spoken_time
from writer_app.ui.translation import mark, mark_table, tr

PURPOSE_NAMES = {
    "ghost": "Ghost text",
    "ideas": "Other ways to go on",
    "ahead": "Looking ahead",
    "fix": "Fix",
    "rewrite": "Rewrite",
    "summary": "Summary",
    "draft": "Draft",
    "task": "Rewrite, summary or draft",
    "score": "Score of a text",
    "look": "Asked about a model",
    "download": "Downloaded a model",
    "test": "Tried a server",
}
mark_table(PURPOSE_NAMES)
DEVICE_NAMES = {"cpu": "CPU", "cuda": "CUDA", "remote": "a server"}
mark_table(DEVICE_NAMES)
_MS_PER_S = 1_000
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from the left."""

    WHEN = 0
    WHAT = 1
    WITH = 2
    HOW_MUCH = 3
    TOOK = 4


_HEADINGS = {
    Column.WHEN: mark("When"),
    Column.WHAT: mark("What for"),
    Column.WITH: mark("Model or host"),
    Column.HOW_MUCH: mark("How much"),
    Column.TOOK: mark("Took"),
}


class DeedRows(QAbstractTableModel):
    """The deeds that pass the filter, the newest first. Thread: GUI."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: list[Deed] = []

    def show(self, deeds: tuple[Deed, ...], kind: type[Deed] | None, words: str) -> None:
        """Show those of a kind (None: both) that hold all the words."""
        wanted = words.casefold().split()
        self.beginResetModel()
        self._shown = [
            deed
            for deed in reversed(deeds)
            if (kind is None or isinstance(deed, kind)) and _holds(deed, wanted)
        ]
        self.endResetModel()

    def text_of(self, rows: list[int]) -> str:
        """Give rows as text, a tab between columns."""
        lines = ("\t".join(cell(self._shown[row], column) for column in Column) for row in rows)
        return "\n".join(lines)

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows (called by Qt)."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns (called by Qt)."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell (called by Qt)."""
        deed, column = self._shown[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell(deed, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.TOOK:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Give a column's heading (called by Qt)."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if section == Column.TOOK
                else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return tr(_HEADINGS[Column(section)]) if role == Qt.ItemDataRole.DisplayRole else None


def cell(deed: Deed, column: Column) -> str:
    """Give the words of one cell."""
    match column:
        case Column.WHEN:
            return _when(deed)
        case Column.WHAT:
            name = (
                tr(PURPOSE_NAMES[deed.purpose]) if deed.purpose in PURPOSE_NAMES else deed.purpose
            )
            return f"{name} \u00d7 {_number(deed.n)}" if deed.n > 1 else name
        case Column.WITH:
            return _with(deed)
        case Column.HOW_MUCH:
            return _how_much(deed)
        case _:
            return _took(deed.ms) if isinstance(deed, ModelRun) else ""


def headline_of(deeds: Deeds) -> str:
    """Say the most important of it in a line or two."""
    if not deeds.all:
        return tr("Nothing is noted: no connection, and no run of a model.")
    since = _day(deeds.all[0].at_s)
    n_runs = sum(run.n for run in deeds.runs)
    ran = tr("a model ran once") if n_runs == 1 else tr("models ran {n} times")
    ran = ran.format(n=_number(n_runs))
    n_connections = sum(one.n for one in deeds.connections)
    if not n_connections:
        return tr("Since {day}: no connection was made, {ran}.").format(day=since, ran=ran)
    hosts = sorted({one.host for one in deeds.connections})
    named = ", ".join(hosts[:3]) + ("\u2026" if len(hosts) > 3 else "")
    made = (
        tr("one connection was made, to {hosts}")
        if n_connections == 1
        else tr("{n} connections were made, to {hosts}")
    ).format(n=_number(n_connections), hosts=named)
    return tr("Since {day}: {made}; {ran}.").format(day=since, made=made, ran=ran)


def _holds(deed: Deed, wanted: list[str]) -> bool:
    if not wanted:
        return True
    words = " ".join(cell(deed, column) for column in (Column.WHAT, Column.WITH)).casefold()
    return all(word in words for word in wanted)


def _when(deed: Deed) -> str:
    """Say when; of a sum, the day it begins with."""
    if deed.n <= 1:
        return spoken_time(deed.at_s)
    return tr("from {day}").format(day=_day(deed.at_s))


def _day(at_s: float) -> str:
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(at_s)).date(), tr("d MMMM yyyy"))


def _with(deed: Deed) -> str:
    if isinstance(deed, Connection):
        return f"{deed.host} \u00b7 {deed.about}" if deed.about else deed.host
    known = DEVICE_NAMES.get(deed.device)
    return f"{deed.model} \u00b7 {tr(known) if known is not None else deed.device}"


def _how_much(deed: Deed) -> str:
    if isinstance(deed, ModelRun):
        words = tr("{n_in} tokens in, {n_out} out")
        return words.format(n_in=_number(deed.n_tokens_in), n_out=_number(deed.n_tokens_out))
    received = tr("{size} received").format(size=_size(deed.n_bytes_received))
    if not deed.n_bytes_sent:
        return received
    sent = tr("{size} sent").format(size=_size(deed.n_bytes_sent))
    return tr("{sent}, {received}").format(sent=sent, received=received)


def _size(n_bytes: int) -> str:
    return QLocale().formattedDataSize(n_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _took(ms: float) -> str:
    if ms < _MS_PER_S:
        return tr("{n} ms").format(n=f"{ms:.0f}")
    return tr("{n} s").format(
        n=_number(round(ms / _MS_PER_S)) if ms > 10 * _MS_PER_S else f"{ms / _MS_PER_S:.1f}"
    )


def _number(n: int) -> str:
    return f"{n:,}"
