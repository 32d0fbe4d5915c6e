"""The quiet line under the page: file left, model in the middle, words right.

GUI thread. May import: Qt, theme, messages.
"""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from writer_app.assist.messages import ModelState, Status
from writer_app.ui.eliding import ElidingButton
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import mark_table, tr, translated

HEIGHT_PX = 34
SIDE_PX = 24
DOT_PX = 8
_PLACES = {"cpu": "CPU", "cuda": "CUDA"}
_MODEL_WORDS = {
    ModelState.LOADING: "waking the model",
    ModelState.MISSING: "no model, typing is fine",
    ModelState.FAILED: "the model stopped, typing is fine",
    ModelState.ASIDE: "ghosts rest while another model works",
}
mark_table(_MODEL_WORDS)
_REASONS = {
    "off": "off",
    "resting": "resting",
    "language": "another language",
    "thinking": "thinking",
}
mark_table(_REASONS)


class Dot(QWidget):
    """A small disc that tells the model's state by its colour, and in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(DOT_PX, DOT_PX)
        self._ink = QColor()
        self._is_filled = True

    def set_ink(self, ink: str, is_filled: bool) -> None:
        """Change the colour; an empty ring means rest."""
        self._ink, self._is_filled = QColor(ink), is_filled
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the disc or ring (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ink)
        painter.setBrush(self._ink if self._is_filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(DOT_PX / 2, DOT_PX / 2), DOT_PX / 2 - 1, DOT_PX / 2 - 1)


class StatusLine(QWidget):
    """Tell, without asking for attention.

    Signals: each part was clicked: name_clicked(), model_clicked(), words_clicked(),
        server_clicked().
    Thread: GUI.
    """

    name_clicked = Signal()
    model_clicked = Signal()
    words_clicked = Signal()
    server_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT_PX)
        self._theme = theme
        self._status = Status(ModelState.LOADING)
        self._latency_ms: float | None = None
        self._activity = ""
        self._is_sparing = False
        self._speed = ""
        self._counts: tuple[int, int | None, float | None] = (0, None, None)
        self._dot = Dot()
        self._name = _part(tr("Document"))
        self._model = _part(tr("Model"))
        self._words = _part(tr("Words"))
        self._server = _part(tr("Server"))
        self._server.hide()
        self._is_sending = False
        self._server.clicked.connect(self.server_clicked)
        self._name.clicked.connect(self.name_clicked)
        self._model.clicked.connect(self.model_clicked)
        self._words.clicked.connect(self.words_clicked)
        self._lay_out()
        self.set_theme(theme)
        self.show_name("", is_saved=True)
        self.show_counts(0)

    @property
    def name_words(self) -> str:
        """Give what the left part says."""
        return self._name.text()

    @property
    def model_words(self) -> str:
        """Give what the middle part says."""
        return self._model.text()

    @property
    def server_words(self) -> str:
        """Give what is said of a server; empty where none was switched on."""
        return self._server.text()

    @property
    def count_words(self) -> str:
        """Give what the right part says."""
        return self._words.text()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self.setStyleSheet(
            f"QPushButton {{ color: {theme.quiet}; background: transparent; border: 0;"
            f" padding: 2px 0; }} QPushButton:hover, QPushButton:focus {{ color: {theme.ink}; }}"
        )
        self._show_model()
        self._ink_server()
        self.update()

    def show_name(
        self,
        name: str,
        is_saved: bool,
        is_kept: bool = False,
        *,
        is_read_only: bool = False,
        is_new: bool = False,
    ) -> None:
        """Tell the file's name and whether its text is on disk; empty: no file yet.

        Args:
            is_kept: every letter is on disk soon after it was typed, saved or not.
            is_read_only: another window has the document.
            is_new: there is no file of this name yet.
        """
        state = ""
        if is_read_only:
            state = tr("read only")
        elif name and is_saved and is_new:
            state = tr("not saved yet")
        elif name and is_saved:
            state = tr("saved") if is_kept else ""
        elif name:
            state = tr("edited")
        elif not is_saved:
            state = tr("kept") if is_kept else tr("not saved yet")
        shown = name or tr("Untitled")
        self._name.setText(f"{shown} \u00b7 {state}" if state else shown)

    def show_status(self, status: Status) -> None:
        """Tell the model's state."""
        self._status = status
        self._show_model()

    def show_server(self, words: str, tip: str = "", *, is_sending: bool = True) -> None:
        """Tell what is sent to another machine; empty: none was switched on.

        Args:
            tip: the whole of it. is_sending: text of this document may leave just now.
        """
        self._is_sending = is_sending
        self._server.setText(words)
        self._server.setToolTip(tip)
        self._server.setAccessibleDescription(tip)
        self._server.setVisible(bool(words))
        self._ink_server()

    def show_latency(self, latency_ms: float) -> None:
        """Tell how long the last ghost took."""
        self._latency_ms = latency_ms
        self._show_model()

    def show_speed(self, words: str) -> None:
        """Tell, on a closer look, how fast the model is on this machine; empty: not known."""
        if words != self._speed:
            self._speed = words
            self._show_model()

    def show_sparing(self, *, is_sparing: bool) -> None:
        """Tell whether power is saved."""
        if is_sparing != self._is_sparing:
            self._is_sparing = is_sparing
            self._show_model()

    def show_activity(self, activity: str) -> None:
        """Tell why nothing shows, where that is worth a word."""
        if activity in _REASONS or self._activity in _REASONS:
            self._activity = activity
            self._show_model()

    def show_counts(
        self, n_words: int, n_selected: int | None = None, goal_share: float | None = None
    ) -> None:
        """Tell the number of words, of how many are selected, and how near the goal is.

        Args:
            goal_share: 1.0 when it is reached; None: there is no goal.
        """
        self._counts = (n_words, n_selected, goal_share)
        words = tr("1 word") if n_words == 1 else tr("{n} words").format(n=f"{n_words:,}")
        if n_selected is not None:
            words = tr("{n} of {words}").format(n=f"{n_selected:,}", words=words)
        if goal_share is not None:
            goal = tr("goal reached")
            if goal_share < 1:
                goal = tr("goal {percent} %").format(percent=int(goal_share * 100))
            words = f"{words} \u00b7 {goal}"
        if words != self._words.text():
            self._words.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again in another language (called by Qt)."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_counts(*self._counts)
            self._show_model()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rule above (called by Qt)."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.page))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._theme.line))

    def sizeHint(self) -> QSize:
        """Ask for the line's height (called by Qt)."""
        return QSize(400, HEIGHT_PX)

    def _lay_out(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._dot)
        row.addWidget(self._model)
        row.addSpacing(10)
        row.addWidget(self._server)
        grid = QGridLayout(self)
        grid.setContentsMargins(SIDE_PX, 1, SIDE_PX, 0)
        grid.addWidget(self._name, 0, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(middle, 0, 1, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(
            self._words, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def _ink_server(self) -> None:
        """Colour the sign: nobody may overlook that text leaves."""
        theme = self._theme
        ink = theme.accent if self._is_sending else theme.quiet
        weight = 600 if self._is_sending else 400
        self._server.setStyleSheet(
            f"QPushButton {{ color: {ink}; font-weight: {weight}; border: 0; padding: 2px 0;"
            f" background: transparent; }} QPushButton:hover, QPushButton:focus"
            f" {{ color: {theme.ink}; }}"
        )

    def _show_model(self) -> None:
        """Write the middle part and colour the dot."""
        ink, is_filled = self._theme.accent, True
        if self._status.state is not ModelState.READY:
            words = tr(_MODEL_WORDS[self._status.state])
            is_filled = self._status.state is not ModelState.LOADING
            ink = self._theme.quiet if not is_filled else self._theme.removed_ink
        else:
            words = self._ready_words()
            if self._activity in ("off", "resting", "language"):
                ink, is_filled = self._theme.quiet, False
        self._dot.set_ink(ink, is_filled)
        self._model.setText(words)
        advice = translated(self._status.advice)
        self._model.setToolTip(advice or self._closer_look())
        self._model.setAccessibleDescription(advice)

    def _ready_words(self) -> str:
        info = self._status.info
        if info is None:
            return tr("ready")
        parts = [info.name]
        if not info.host:
            parts.append(_PLACES.get(info.device, info.device))
        if self._activity in _REASONS:
            parts.append(tr(_REASONS[self._activity]))
        elif self._latency_ms is not None:
            parts.append(f"{self._latency_ms:.0f} ms")
        if self._is_sparing:
            parts.append(tr("saving power"))
        return " \u00b7 ".join(parts)

    def _closer_look(self) -> str:
        """Say whose the model is, how fast, and what does the tasks where that is another."""
        lines = [self._licence(), self._speed, self._tasks_words()]
        return "\n".join(line for line in lines if line)

    def _tasks_words(self) -> str:
        tasks = self._status.tasks
        if tasks is None:
            return ""
        if not tasks.device:
            words = tr("Rewrites, summaries and drafts: {name}, loaded when one is asked for")
            return words.format(name=tasks.name)
        words = tr("Rewrites, summaries and drafts: {name}, {place}")
        return words.format(name=tasks.name, place=_PLACES.get(tasks.device, tasks.device))

    def _licence(self) -> str:
        info = self._status.info
        if info is None:
            return ""
        if info.host:
            return tr("{name}, runs on {host}").format(name=info.name, host=info.host)
        words = tr("{name}, {licence}, runs on this machine only")
        return words.format(name=info.name, licence=info.licence)


def _part(name: str) -> QPushButton:
    """Make one clickable part that never takes the focus from the page by a click."""
    part = ElidingButton()
    part.setFlat(True)
    part.setFont(interface_font())
    part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    part.setAccessibleName(name)
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    part.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    part.setCursor(Qt.CursorShape.PointingHandCursor)
    return part
