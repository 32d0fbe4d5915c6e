"""Add, rename, remove the writer's own prompts, and give them keys. GUI thread.

May import: Qt, its siblings.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from writer_app.ui.controls import control_style, scroll_style
from writer_app.ui.keymap import Keymap
from writer_app.ui.prompts import (
    LONGEST_INSTRUCTION_CHARS,
    LONGEST_NAME_CHARS,
    MOST_PROMPTS,
    Prompt,
    fit_to_keep,
    problem_with,
)
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import tr

_SIZE_PX = (620, 380)
_LIST_PX = 190


class PromptsWindow(QDialog):
    """A list of prompts and the one that is chosen, to be changed; it acts at once.

    What somebody wrote is kept even when something is wrong with it: without a key that
    is another's, under its first words where it has no name. A line says what is wrong.

    Signals:
        changed(tuple[Prompt, ...]): the prompts as they are to be kept.

    Thread: GUI.
    """

    changed = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        prompts: tuple[Prompt, ...],
        keymap: Keymap,
        instruction: str = "",
    ) -> None:
        """Make the window.

        Args:
            instruction: begins a new prompt with these words; empty: none.
        """
        super().__init__(parent)
        self._keymap = keymap
        self._prompts = list(prompts)
        self._is_filling = False
        self.setWindowTitle(tr("Your prompts"))
        self.setFont(interface_font())
        self.resize(*_SIZE_PX)
        self.setStyleSheet(_style_of(theme))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Your prompts"))
        self.list.setFixedWidth(_LIST_PX)
        self.name = QLineEdit(maxLength=LONGEST_NAME_CHARS)
        self.instruction = QPlainTextEdit()
        self.instruction.setTabChangesFocus(True)
        self.key = QKeySequenceEdit()
        self.key.setMaximumSequenceLength(1)
        self.key.setClearButtonEnabled(True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.add = QPushButton(tr("&Add"))
        self.remove = QPushButton(tr("&Remove"))
        self._lay_out()
        self._wire()
        self._fill_list(0)
        if instruction:
            self._add(instruction)
        elif not prompts:
            self._show_problem()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        left = QVBoxLayout()
        left.addWidget(self.list)
        left.addLayout(buttons)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(tr("&Name"), self.name)
        form.addRow(tr("&What to do with the text"), self.instruction)
        form.addRow(tr("&Key"), self.key)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(self.problem)
        done = QPushButton(tr("&Done"))
        done.clicked.connect(self.accept)
        for button in (done, self.add, self.remove):
            button.setAutoDefault(False)  # Return in a field must not press one
        right.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 18, 18, 18)
        row.setSpacing(18)
        row.addLayout(left)
        row.addLayout(right, 1)

    def _wire(self) -> None:
        self.list.currentRowChanged.connect(self._on_row)
        self.name.textEdited.connect(self._on_changed)
        self.instruction.textChanged.connect(self._on_changed)
        self.key.keySequenceChanged.connect(self._on_changed)
        self.add.clicked.connect(lambda: self._add(""))
        self.remove.clicked.connect(self._remove)

    def _fill_list(self, row: int) -> None:
        self._is_filling = True
        self.list.clear()
        for prompt in self._prompts:
            self.list.addItem(prompt.name or tr("New prompt"))
        self._is_filling = False
        self.list.setCurrentRow(min(row, len(self._prompts) - 1))
        self._on_row(self.list.currentRow())

    def _on_row(self, row: int) -> None:
        """Show the prompt that was chosen."""
        if self._is_filling:
            return
        has_prompt = 0 <= row < len(self._prompts)
        prompt = self._prompts[row] if has_prompt else Prompt("", "")
        self._is_filling = True
        self.name.setText(prompt.name)
        self.instruction.setPlainText(prompt.instruction)
        self.key.setKeySequence(QKeySequence(prompt.keys))
        self._is_filling = False
        for part in (self.name, self.instruction, self.key, self.remove):
            part.setEnabled(has_prompt)
        self.add.setEnabled(len(self._prompts) < MOST_PROMPTS)
        self._show_problem()

    def _on_changed(self, *_: object) -> None:
        """Take over what was typed; keep all that are fit."""
        row = self.list.currentRow()
        if self._is_filling or not 0 <= row < len(self._prompts):
            return
        keys = self.key.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        words = self.instruction.toPlainText()[:LONGEST_INSTRUCTION_CHARS]
        self._prompts[row] = Prompt(self.name.text(), words, keys)
        self.list.item(row).setText(self.name.text() or tr("New prompt"))
        self._show_problem()
        self._tell()

    def _add(self, instruction: str) -> None:
        self._prompts.append(Prompt("", instruction))
        self._fill_list(len(self._prompts) - 1)
        self.name.setFocus()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._prompts):
            del self._prompts[row]
            self._fill_list(row)
            self._tell()

    def _problem_of(self, row: int) -> str:
        others = [prompt for number, prompt in enumerate(self._prompts) if number != row]
        return problem_with(self._prompts[row], others, self._keymap)

    def _show_problem(self) -> None:
        row = self.list.currentRow()
        if not self._prompts:
            words = tr("Add an instruction that you give often; Ctrl+R offers it from then on.")
        else:
            words = self._problem_of(row) if row >= 0 else ""
        self.problem.setText(words)

    def _tell(self) -> None:
        self.changed.emit(fit_to_keep(self._prompts, self._keymap))


def _style_of(theme: Theme) -> str:
    """Dress the window like the settings."""
    return (
        f"QDialog {{ background: {theme.page}; }}"
        f" QListWidget, QPlainTextEdit {{ background: {theme.page}; color: {theme.ink};"
        f" border: 1px solid {theme.line}; border-radius: 6px; padding: 5px; outline: 0;"
        f" selection-background-color: {theme.selection}; selection-color: {theme.ink}; }}"
        f" QPlainTextEdit:focus, QListWidget:focus {{ border-color: {theme.accent}; }}"
        f" QListWidget::item {{ padding: 7px 8px; border-radius: 5px; }}"
        f" QListWidget::item:selected {{ background: {theme.selection}; color: {theme.ink}; }}"
        f" QLabel {{ color: {theme.quiet}; }}"
        f"{control_style(theme)}{scroll_style(theme)}"
    )
