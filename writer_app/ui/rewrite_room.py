"""All that rewriting needs in one window: palette, diff, own prompts and their keys.

GUI thread. May import: Qt, its siblings, assist, paths.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from writer_app import paths
from writer_app.assist.rewriting.wish import Style
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.settings import Settings
from writer_app.ui.bridge import Bridge
from writer_app.ui.diff_view import DiffView
from writer_app.ui.editor import Editor
from writer_app.ui.keymap import Action, make_keymap
from writer_app.ui.notice import Notice
from writer_app.ui.palette import Palette
from writer_app.ui.prompts import Prompt, fit_to_keep, read_prompts, rows_of
from writer_app.ui.prompts_window import PromptsWindow
from writer_app.ui.rewrite_palette import Offers, RewritePalette
from writer_app.ui.rewrite_styles import STYLES
from writer_app.ui.rewriting import Rewriting
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr


class RewriteRoom(QObject):
    """The rewriting of one window.

    Args:
        blocklist: casefolded words that no rewrite may bring in.
        settings: the writer's choices; `set_settings` tells of others.

    Signals:
        refused(str), model_wanted(str): as `Rewriting`; what else comes of it is said
            beside the caret.
        prompts_changed(rows): own prompts, as the settings keep them.
        catalogue_asked(): the writer wants other models.

    Thread: GUI.
    """

    refused = Signal(str)
    model_wanted = Signal(str)
    prompts_changed = Signal(object)
    catalogue_asked = Signal()

    def __init__(
        self,
        editor: Editor,
        bridge: Bridge,
        blocklist: frozenset[str],
        theme: Theme,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._editor = editor
        self._theme = theme
        self.has_catalogue = False
        self._keymap = make_keymap(settings.keys, settings.no_tab)
        self._prompts: tuple[Prompt, ...] = ()
        self._shortcuts: list[QShortcut] = []
        self._window: PromptsWindow | None = None
        self.view = DiffView(editor, theme, lambda: self._keymap)
        self.rewriting = Rewriting(editor, bridge, Workshop(blocklist, _resource), self.view)
        self._palette = Palette(editor, theme, tr("Rewrite"))
        self.palette = RewritePalette(self._palette, self._offers)
        self.notice = Notice(editor, theme)
        self.rewriting.told.connect(self.notice.say)
        self.rewriting.refused.connect(self._on_refused)
        self.rewriting.model_wanted.connect(self._on_model_wanted)
        self.palette.chosen.connect(self._on_chosen)
        self.palette.closed.connect(editor.setFocus)
        self.palette.kept.connect(self.open_prompts)
        self.palette.prompts_asked.connect(self.open_prompts)
        self.palette.catalogue_asked.connect(self.catalogue_asked)
        self.set_settings(settings)

    def commands(self) -> dict[Action, Callable[[], object]]:
        """Give what each of its actions does."""
        styles: dict[Action, Callable[[], object]] = {
            words.action: partial(self.rewriting.start, style)
            for style, words in STYLES.items()
            if style is not Style.TRANSLATE
        }
        return {
            Action.REWRITE: self.open_palette,
            Action.TRANSLATE: self._translate,
            Action.PROMPTS: self.open_prompts,
            **styles,
        }

    def leaving_first(self, command: Callable[[], object]) -> Callable[[], object]:
        """Give a command that takes the diff away before it acts on the page below."""

        def run() -> None:
            self.rewriting.leave()
            command()

        return run

    def set_settings(self, settings: Settings) -> None:
        """Follow the writer's keys and own prompts."""
        self._keymap = make_keymap(settings.keys, settings.no_tab)
        prompts = fit_to_keep(read_prompts(settings.prompts), self._keymap)
        if prompts == self._prompts:
            return
        self._prompts = prompts
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = [self._shortcut(prompt) for prompt in prompts if prompt.keys]

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self.view.set_theme(theme)
        self._palette.set_theme(theme)
        self.notice.set_theme(theme)

    def open_palette(self) -> None:
        """Let the writer choose how to rewrite."""
        self.rewriting.leave()
        self.palette.open()

    def open_prompts(self, instruction: str = "") -> None:
        """Open the window of the writer's own prompts.

        Args:
            instruction: of a new one to begin with; empty: none.
        """
        parent = self._editor.window()
        window = PromptsWindow(parent, self._theme, self._prompts, self._keymap, instruction)
        window.changed.connect(lambda prompts: self.prompts_changed.emit(rows_of(prompts)))
        window.finished.connect(self._editor.setFocus)
        self._window = window
        window.open()

    def menu_section(self, menu: QMenu, _pos_u16: int) -> None:
        """Add what concerns rewriting to the page's context menu."""
        is_selection = self._editor.textCursor().hasSelection()
        fix = tr("Fix the Selection") if is_selection else tr("Fix This Sentence")
        for title, action in ((tr("Rewrite..."), Action.REWRITE), (fix, Action.FIX)):
            line = QAction(title, menu)
            line.setShortcuts([QKeySequence(keys) for keys in self._keymap.keys_of(action)])
            line.triggered.connect(partial(_call, self.commands()[action]))
            menu.addAction(line)

    def _offers(self) -> Offers:
        return Offers(
            self.rewriting.info,
            self._keymap,
            self._prompts,
            self._editor.textCursor().hasSelection(),
            self.has_catalogue,
        )

    def _translate(self) -> None:
        """Ask for the language, or say why there is none to ask for."""
        info = self.rewriting.info
        if info is not None and info.is_instruct:
            self.rewriting.leave()
            self.palette.open_languages()
        else:
            self.rewriting.start(Style.TRANSLATE)

    def _shortcut(self, prompt: Prompt) -> QShortcut:
        shortcut = QShortcut(QKeySequence(prompt.keys), self._editor)
        shortcut.activated.connect(partial(self.rewriting.start, None, prompt.instruction))
        return shortcut

    def _on_chosen(self, style: Style | None, instruction: str, language: str) -> None:
        self._editor.setFocus()
        self.rewriting.start(style, instruction, language)

    def _on_model_wanted(self, words: str) -> None:
        self._editor.setFocus()
        self.model_wanted.emit(words)

    def _on_refused(self, words: str) -> None:
        self._editor.setFocus()
        self.refused.emit(words)


def _resource(name: str) -> str:
    return paths.resource(name).read_text(encoding="utf-8")


def _call(command: Callable[[], object], *_: object) -> None:
    command()
