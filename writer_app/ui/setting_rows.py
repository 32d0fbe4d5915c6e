"""The rows of the settings window: words at the left, a control at the right.

GUI thread. May import: Qt, its siblings, settings.
"""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from writer_app.settings import Settings
from writer_app.ui.controls import Chooser, Stepper, Switch
from writer_app.ui.settings_table import Deed, Item, Kind, Note, default_of, limits_of
from writer_app.ui.theme import interface_font
from writer_app.ui.translation import tr

HELP_PX = 12
_NUMBER_PX = 160
_WORDS_PX = 190


class Row(QWidget):
    """Words and a control beside them, or under them where the window is narrow.

    Args:
        title, help_words: in the interface's language. searched: more words that find it.
    """

    def __init__(self, title: str, help_words: str, searched: str = "") -> None:
        super().__init__()
        self.words = f"{title} {help_words} {searched}".casefold()
        self.line: QBoxLayout | None = None
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 9, 0, 9)
        self.box.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(3)
        self.title = QLabel(title)
        self.title.setFont(interface_font())
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        if help_words:
            self.help = QLabel(help_words)
            self.help.setObjectName("help")
            self.help.setFont(interface_font(HELP_PX))
            self.help.setWordWrap(True)
            column.addWidget(self.help)
        self.box.addLayout(column, 1)

    def set_narrow(self, is_narrow: bool) -> None:
        """Put the control under the words, or beside them."""
        directions = QBoxLayout.Direction
        self.box.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        self.box.setSpacing(8 if is_narrow else 24)
        if self.line is not None:
            self.line.setDirection(directions.RightToLeft if is_narrow else directions.LeftToRight)

    def add_control(self, *widgets: QWidget) -> None:
        """Add the control; several stand in a line."""
        line = self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(6)
        line.addStretch(1)
        for widget in widgets:
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.box.addLayout(line)


class SettingRow(Row):
    """One setting, and a way back to its default.

    Signals: changed(str, object): the field and its new value.
    """

    changed = Signal(str, object)

    def __init__(self, item: Item) -> None:
        names = " ".join(item.choices().values()) if item.control is Kind.CHOICE else ""
        super().__init__(tr(item.title) if item.title else "", _said(item.help), names)
        self.item = item
        self._value: object = default_of(item.field)
        self.control = self._make_control()
        self.control.setFont(interface_font())
        self.control.setAccessibleName(tr(item.title))
        self.control.setAccessibleDescription(_said(item.help))
        if isinstance(self.control, Chooser):
            self.control.view().setAccessibleName(tr(item.title))
        self.title.setBuddy(self.control)
        self.back = back_button(tr(item.title))
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self.back.clicked.connect(lambda: self.changed.emit(item.field, default_of(item.field)))
        self.add_control(self.back, self.control)

    @property
    def value(self) -> object:
        """Give the value that is shown."""
        return self._value

    def show_settings(self, settings: Settings) -> None:
        """Show a setting as it now is; nothing is told."""
        self._value = getattr(settings, self.item.field)
        self.back.setVisible(self._value != default_of(self.item.field))
        control = self.control
        inner = control.number if isinstance(control, Stepper) else control
        with QSignalBlocker(inner):
            if isinstance(control, Switch):
                control.setChecked(bool(self._value))
            elif isinstance(control, Stepper):
                control.number.setValue(self._as_number(self._value))
            elif isinstance(control, Chooser):
                row = control.findData(self._value)
                if row < 0:
                    control.addItem(str(self._value), self._value)
                    row = control.count() - 1
                control.setCurrentIndex(row)

    def _make_control(self) -> QWidget:
        makers: dict[Kind, Callable[[], QWidget]] = {
            Kind.SWITCH: self._make_switch,
            Kind.CHOICE: self._make_chooser,
            Kind.FACE: self._make_chooser,
            Kind.NUMBER: self._make_stepper,
            Kind.SHARE: self._make_stepper,
        }
        return makers[self.item.control]()

    def _make_switch(self) -> Switch:
        switch = Switch()
        switch.toggled.connect(lambda is_on: self.changed.emit(self.item.field, is_on))
        return switch

    def _make_chooser(self) -> Chooser:
        chooser = Chooser()
        for value, words in self.item.choices().items():
            chooser.addItem(words, value)
            if self.item.control is Kind.FACE and value:
                chooser.setItemData(chooser.count() - 1, QFont(value), Qt.ItemDataRole.FontRole)
        chooser.activated.connect(
            lambda row: self.changed.emit(self.item.field, chooser.itemData(row))
        )
        return chooser

    def _make_stepper(self) -> Stepper:
        item, stepper = self.item, Stepper()
        low, high = limits_of(item.field)["range"]
        number = stepper.number
        if item.control is Kind.SHARE:
            number.setRange(-item.step, round(100 * high))
            number.setSpecialValueText(tr(item.nothing))
            stepper.setFixedWidth(_WORDS_PX)
        else:
            number.setRange(low, high)
            stepper.setFixedWidth(_NUMBER_PX)
        number.setSingleStep(item.step)
        number.setAccessibleName(tr(item.title))
        if item.unit:
            number.setSuffix(f" {tr(item.unit)}")
        stepper.changed.connect(lambda shown: self.changed.emit(item.field, self._of_number(shown)))
        return stepper

    def _as_number(self, value: object) -> int:
        if self.item.control is not Kind.SHARE:
            assert isinstance(value, int)
            return value
        return -self.item.step if value is None else round(100 * float(str(value)))

    def _of_number(self, shown: int) -> float | None:
        if self.item.control is not Kind.SHARE:
            return shown
        return None if shown < 0 else shown / 100


class DeedRow(Row):
    """One command among the settings."""

    def __init__(self, deed: Deed, command: Callable[[], object]) -> None:
        super().__init__(tr(deed.title), _said(deed.help), tr(deed.button))
        self.button = QPushButton(tr(deed.button))
        self.button.setFont(interface_font())
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(f"{tr(deed.title)}: {tr(deed.button)}")
        self.button.setAccessibleDescription(_said(deed.help))
        self.command = command
        self.button.clicked.connect(self._run)
        self.add_control(self.button)

    def _run(self) -> None:
        self.command()


class NoteRow(Row):
    """Words that explain a section."""

    def __init__(self, note: Note) -> None:
        super().__init__("", tr(note.words))
        self.title.hide()
        self.help.setFont(interface_font())


def back_button(name: str) -> QPushButton:
    """Make the small button that leads back to a default."""
    back = QPushButton("\u21ba")
    back.setObjectName("quiet")
    back.setAutoDefault(False)
    back.setFont(interface_font())
    back.setFixedWidth(26)
    back.setToolTip(tr("Back to the default"))
    back.setAccessibleName(tr("Back to the default: {name}").format(name=name))
    return back


def _said(words: str) -> str:
    """Translate words that may be missing."""
    return tr(words) if words else ""
