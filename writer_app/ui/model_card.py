"""One model looked at closely: what is known of it, and what can be done.

GUI thread. May import: Qt, its siblings.
"""

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from writer_app.library.choosing import Use
from writer_app.library.progress import Progress
from writer_app.ui.announce import announce
from writer_app.ui.model_library import Choice, ModelLibrary, Place
from writer_app.ui.model_words import facts_of, progress_words
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import mark_table, tr, translated

_TITLE_PX = 19
_LABEL_PX = 86
_BAR_PX = 4


class Deed(Enum):
    """What a button asks for."""

    USE = "use"
    USE_FOR_GHOSTS = "use for ghosts"
    USE_FOR_TASKS = "use for tasks"
    LOOK = "look"
    ADD = "add"
    PAUSE = "pause"
    MEASURE = "measure"
    VERIFY = "verify"
    REMOVE = "remove"


_TITLES = {
    Deed.USE: "&Use It",
    Deed.USE_FOR_GHOSTS: "Only for &Ghosts",
    Deed.USE_FOR_TASKS: "Only for Re&writing",
    Deed.LOOK: "Ask the &Hub",
    Deed.ADD: "&Download",
    Deed.PAUSE: "&Pause",
    Deed.MEASURE: "&Measure",
    Deed.VERIFY: "&Check Files",
    Deed.REMOVE: "&Remove...",
}
mark_table(_TITLES)
_TITLES_TOO = {
    Deed.USE_FOR_GHOSTS: "Use for &Ghosts Too",
    Deed.USE_FOR_TASKS: "Use for Re&writing Too",
}
mark_table(_TITLES_TOO)
USES_ASKED = {
    Deed.USE: Use.ALL,
    Deed.USE_FOR_GHOSTS: Use.GHOSTS,
    Deed.USE_FOR_TASKS: Use.TASKS,
}
"""What each of the buttons chooses a model for."""
_FIRSTS = (*USES_ASKED, Deed.LOOK, Deed.ADD, Deed.PAUSE)
"""Deeds that stand out; the others are there for those who look for them."""


class ModelCard(QWidget):
    """Facts and buttons of one model.

    Signals: asked(Deed): a button was pressed.  Thread: GUI.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.title = QLabel()
        self.title.setFont(interface_font(_TITLE_PX))
        self.lead = _wrapped()
        self.facts = QWidget()
        self._grid = QGridLayout(self.facts)
        self.bits_row, self._eight, self._four = _bits_row()
        self.token_row, self._token = _token_row()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_BAR_PX)
        self.bar.setAccessibleName(tr("Progress"))
        self.state = _wrapped()
        self.trouble = _wrapped()
        self.buttons = {deed: self._button(deed) for deed in Deed}
        self._first = Deed.USE
        self._lay_out()
        self.set_theme(theme)

    @property
    def bits(self) -> int:
        """Give the bits of the weights that were chosen."""
        return 4 if self._four.isChecked() else 8

    @property
    def token(self) -> str:
        """Give the token that was typed; it is kept nowhere."""
        return self._token.text().strip()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self.setStyleSheet(
            f"QLabel {{ color: {theme.ink}; }} QLabel[quiet='true'] {{ color: {theme.quiet}; }}"
            f" QLabel[trouble='true'] {{ color: {theme.removed_ink}; }}"
            f" QRadioButton {{ color: {theme.ink}; spacing: 8px; }}"
            f" QRadioButton::indicator {{ width: 9px; height: 9px; border-radius: 6px;"
            f" border: 2px solid {theme.quiet}; background: {theme.page}; }}"
            f" QRadioButton::indicator:checked {{ border-color: {theme.accent};"
            f" background: {theme.accent}; }}"
            f" QRadioButton:focus {{ color: {theme.accent}; }}"
            f" QProgressBar {{ background: {theme.line}; border: 0; border-radius: 2px; }}"
            f" QProgressBar::chunk {{ background: {theme.accent}; border-radius: 2px; }}"
        )

    def press_first(self) -> None:
        """Do the first thing that can be done with the model, but pause nothing by Return."""
        if self._first is not Deed.PAUSE:
            self.buttons[self._first].click()

    def show_choice(self, choice: Choice, library: ModelLibrary) -> None:
        """Show a model, and what can be done with it now."""
        listing = library.listings.get(choice.word)
        self.title.setText(choice.name)
        self.lead.setText(_lead(choice, is_listed=listing is not None, library=library))
        self._show_facts(choice, library)
        is_busy_here = library.is_busy and library.busy_word == choice.word
        is_fused = listing is not None and listing.get("route") == "converted here"
        self.bits_row.setVisible(is_fused and not is_busy_here)
        is_gated = listing is not None and bool(listing.get("gated"))
        problem = library.problems.get(choice.word, "")
        needs_token = is_gated or "token" in problem
        self.token_row.setVisible(choice.place is not Place.HERE and needs_token)
        own = choice.installed.problem if choice.installed else ""
        self.trouble.setText(translated(problem or own))
        self.trouble.setVisible(bool(problem or own))
        self.bar.setVisible(is_busy_here)
        self.state.setVisible(is_busy_here)
        if is_busy_here:
            self.show_progress(library.progress)
        elif library.problems.get(choice.word) == "" and choice.place is Place.HERE:
            self.state.setText(tr("Every file is as it was when it was added."))
            self.state.setVisible(True)
        self._show_buttons(choice, library, is_listed=listing is not None)

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far the job is."""
        is_counted = progress is not None and progress.total > 0
        self.bar.setRange(0, 1000 if is_counted else 0)
        if progress is not None and is_counted:
            self.bar.setValue(1000 * progress.done // progress.total)
        words = progress_words(progress)
        stage = words.partition(" \u00b7 ")[0]
        if stage != self.state.text().partition(" \u00b7 ")[0]:
            announce(self, stage)
        self.state.setText(words)

    def _show_facts(self, choice: Choice, library: ModelLibrary) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, (label, words) in enumerate(facts_of(choice, library.listings.get(choice.word))):
            name, value = _quiet(label), _wrapped()
            name.setFixedWidth(_LABEL_PX)
            value.setText(words)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, row, 0, top)
            self._grid.addWidget(value, row, 1, top)

    def _show_buttons(self, choice: Choice, library: ModelLibrary, *, is_listed: bool) -> None:
        for deed, button in self.buttons.items():
            button.setVisible(False)
            button.setProperty("first", False)
            button.setText(tr(_TITLES[deed]))
        deeds = _deeds(choice, library, is_listed=is_listed)
        for deed in deeds:
            button = self.buttons[deed]
            button.setVisible(True)
            is_always = deed in USES_ASKED or deed is Deed.PAUSE
            button.setEnabled(is_always or not library.is_busy)
            if deed in _TITLES_TOO and Deed.USE not in deeds:
                button.setText(tr(_TITLES_TOO[deed]))
        if deeds:
            self._first = deeds[0]
            self.buttons[deeds[0]].setProperty("first", deeds[0] in _FIRSTS)
        if choice.place is Place.BEGUN:
            self.buttons[Deed.ADD].setText(tr("&Go On"))
        elif is_listed:
            size_mb = library.listings[choice.word].get("size_mb", 0)
            words = tr("&Download {size} MB").format(size=f"{size_mb:,.0f}")
            self.buttons[Deed.ADD].setText(words)
        for button in self.buttons.values():
            button.style().unpolish(button)
            button.style().polish(button)

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 1)
        self.lead.setProperty("quiet", True)
        self.state.setProperty("quiet", True)
        self.trouble.setProperty("trouble", True)
        uses, row = QHBoxLayout(), QHBoxLayout()
        for line in (uses, row):
            line.setSpacing(8)
        for deed, button in self.buttons.items():
            (uses if deed in USES_ASKED else row).addWidget(button)
        for line in (uses, row):
            line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(14)
        for part in (self.title, self.lead, self.facts, self.bits_row, self.token_row):
            column.addWidget(part)
        column.addStretch(1)
        for part in (self.trouble, self.state, self.bar):
            column.addWidget(part)
        column.addLayout(uses)
        column.addLayout(row)

    def _button(self, deed: Deed) -> QPushButton:
        button = QPushButton(tr(_TITLES[deed]))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.asked.emit(deed))
        return button


def _deeds(choice: Choice, library: ModelLibrary, *, is_listed: bool) -> tuple[Deed, ...]:
    """Give what can be done with a model, the first being what one most likely wants."""
    if library.is_busy and library.busy_word == choice.word:
        return (Deed.PAUSE,)
    if choice.installed is not None:
        model = choice.installed
        deeds = [] if model.problem else _uses_left(library.uses_of(model.key))
        deeds += [Deed.MEASURE, Deed.VERIFY] if not model.problem else []
        return (*deeds, *((Deed.REMOVE,) if model.key else ()))
    if choice.place is Place.BEGUN:
        return (Deed.ADD, Deed.REMOVE)
    return (Deed.ADD,) if is_listed else (Deed.LOOK,)


def _uses_left(uses: frozenset[Use]) -> list[Deed]:
    """Give what a model that is used so can be chosen for besides."""
    left = [deed for deed, use in USES_ASKED.items() if use is not Use.ALL and use not in uses]
    return left if uses else [Deed.USE, *left]


def _lead(choice: Choice, *, is_listed: bool, library: ModelLibrary) -> str:
    """Say in a sentence where a model stands."""
    if choice.installed is not None:
        uses = library.uses_of(choice.installed.key)
        if not choice.installed.key:
            came = tr("The model in the box; it came with Foreword.")
            return f"{came} {tr(_WORKS[uses])}" if uses else came
        here = tr("It is here and can be used at once, without a restart.")
        return tr(_WORKS[uses]) if uses else here
    if library.is_busy and library.busy_word == choice.word:
        return tr("You can close this window and write on; it goes on by itself.")
    if choice.place is Place.BEGUN:
        return tr("A part of it is here already; the download goes on from there.")
    if is_listed:
        return tr("Nothing of it is downloaded before you say so.")
    return tr(
        "Its size and files are not known here. Asking opens a connection to the hub, which "
        "learns this model's name and nothing of your text."
    )


_WORKS = {
    frozenset({Use.GHOSTS, Use.TASKS}): "Ghosts, rewrites, summaries and drafts are its work.",
    frozenset({Use.GHOSTS}): "The ghost text is its work.",
    frozenset({Use.TASKS}): "Rewrites, summaries and drafts are its work; it is loaded when one "
    "is asked for.",
}
mark_table(_WORKS)


def _bits_row() -> tuple[QWidget, QRadioButton, QRadioButton]:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(18)
    eight = QRadioButton(tr("8 bits: closest to the original"))
    four = QRadioButton(tr("4 bits: half the size, faster"))
    eight.setChecked(True)
    group = QButtonGroup(row)
    for button in (eight, four):
        group.addButton(button)
        line.addWidget(button)
    line.addStretch(1)
    return row, eight, four


def _token_row() -> tuple[QWidget, QLineEdit]:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    words = _wrapped()
    words.setProperty("quiet", True)
    words.setText(
        tr(
            "Its makers want your consent first: agree to their terms on its page of the hub, "
            "make a read token there, and paste it here. It is sent to the hub and kept nowhere."
        )
    )
    field = QLineEdit()
    field.setAccessibleName(tr("Token for the hub"))
    field.setPlaceholderText("hf_\u2026")
    field.setEchoMode(QLineEdit.EchoMode.Password)
    column.addWidget(words)
    column.addWidget(field)
    return row, field


def _quiet(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("quiet", True)
    return label


def _wrapped() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
