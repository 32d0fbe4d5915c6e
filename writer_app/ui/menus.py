"""Make the menu bar: every command, its keys beside it. GUI thread. May import: Qt, keymap."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from writer_app.ui.keymap import GHOST_ACTIONS, Action, Keymap, spoken_name
from writer_app.ui.languages import LANGUAGE_NAMES
from writer_app.ui.translation import mark_table, tr

Commands = Mapping[Action, Callable[[], object]]

THEME_NAMES = {
    "system": "As the system",
    "light": "Light",
    "dark": "Dark",
    "sepia": "Sepia",
    "contrast": "High contrast",
}
mark_table(THEME_NAMES)
MODE_NAMES = {
    "typing": "As I type",
    "pause": "When I pause",
    "peek": "While I hold Ctrl+Alt",
    "off": "Off",
}
mark_table(MODE_NAMES)
SPELLING_NAMES = {
    "any": "&English",
    "us": "&American English",
    "uk": "&British English",
    "off": "&Off",
}
mark_table(SPELLING_NAMES)
_TITLES = {
    Action.NEW: "&New",
    Action.OPEN: "&Open...",
    Action.CLOSE: "&Close",
    Action.NEXT_DOCUMENT: "Ne&xt Document",
    Action.PREVIOUS_DOCUMENT: "Pre&vious Document",
    Action.SAVE: "&Save",
    Action.SAVE_AS: "Save &As...",
    Action.VERSIONS: "&Versions...",
    Action.RECOVERED: "Recovered &Texts...",
    Action.FORGET: "&Forget Kept Text...",
    Action.EXPORT: "&Export...",
    Action.PREVIEW: "Pre&view",
    Action.PRINT: "&Print...",
    Action.PRINT_PREVIEW: "Print Previe&w...",
    Action.QUIT: "&Quit",
    Action.SETTINGS: "Settin&gs...",
    Action.UNDO: "&Undo",
    Action.REDO: "&Redo",
    Action.CUT: "Cu&t",
    Action.COPY: "&Copy",
    Action.PASTE: "&Paste",
    Action.PASTE_PLAIN: "Paste as &Plain Text",
    Action.SELECT_ALL: "Select &All",
    Action.FIND: "&Find...",
    Action.REPLACE: "&Replace...",
    Action.FIND_NEXT: "Find &Next",
    Action.FIND_PREVIOUS: "Find Pre&vious",
    Action.BOLD: "&Bold",
    Action.ITALIC: "&Italic",
    Action.LINK: "&Link",
    Action.BODY: "Body &Text",
    Action.HEADING_1: "Heading &1",
    Action.HEADING_2: "Heading &2",
    Action.HEADING_3: "Heading &3",
    Action.HEADING_4: "Heading &4",
    Action.HEADING_5: "Heading &5",
    Action.HEADING_6: "Heading &6",
    Action.NEXT_MISSPELLING: "&Next Misspelling",
    Action.OWN_WORDS: "My &Dictionary...",
    Action.COMMANDS: "&Commands...",
    Action.ANSWER: "&Do What the Line Offers",
    Action.OUTLINE: "&Outline",
    Action.COUNTS: "Counts and &Goal",
    Action.LARGER: "&Larger Text",
    Action.SMALLER: "&Smaller Text",
    Action.USUAL_SIZE: "Us&ual Size",
    Action.WIDER: "&Wider Column",
    Action.NARROWER: "&Narrower Column",
    Action.FOCUS: "Fo&cus Mode",
    Action.TYPEWRITER: "T&ypewriter Scrolling",
    Action.FULL_SCREEN: "&Full Screen",
    Action.TAKE_GHOST: "&Take It",
    Action.TAKE_WORD: "Take the Next &Word",
    Action.DISMISS: "Send It A&way",
    Action.NEXT_ALTERNATIVE: "&Next Alternative",
    Action.PREVIOUS_ALTERNATIVE: "&Previous Alternative",
    Action.ASK: "&Ask Now",
    Action.TOGGLE_GHOSTS: "Ghosts &On or Off",
    Action.MODELS: "&Models...",
    Action.NEVER_SEND: "Never Se&nd This Document",
    Action.DEEDS: "What Foreword &Did...",
    Action.SUMMARISE: "Su&mmarise",
    Action.REWRITE: "Re&write...",
    Action.FIX: "&Fix Spelling and Grammar",
    Action.SHORTEN: "&Shorten",
    Action.EXPAND: "&Expand",
    Action.SIMPLIFY: "S&implify",
    Action.FORMAL: "More F&ormal",
    Action.CASUAL: "More &Casual",
    Action.REPHRASE: "&Rephrase",
    Action.TRANSLATE: "&Translate to...",
    Action.PROMPTS: "Your &Prompts...",
    Action.DRAFT: "&Draft On from Here",
    Action.DRAFT_BRIEF: "Draft by a &Brief...",
}
mark_table(_TITLES)
_FILE = (
    Action.NEW, Action.OPEN, Action.CLOSE, None, Action.SAVE, Action.SAVE_AS, None, Action.EXPORT,
    Action.PRINT_PREVIEW, Action.PRINT,
)  # fmt: skip
_KEPT = (Action.VERSIONS, Action.RECOVERED, Action.FORGET, None, Action.NEVER_SEND)
_EDIT = (
    Action.UNDO, Action.REDO, None, Action.CUT, Action.COPY, Action.PASTE, Action.PASTE_PLAIN, None,
    Action.SELECT_ALL, None, Action.FIND, Action.REPLACE, Action.FIND_NEXT, Action.FIND_PREVIOUS,
    None, Action.SETTINGS,
)  # fmt: skip
_FORMAT = (
    Action.BOLD, Action.ITALIC, Action.LINK, None, Action.BODY, Action.HEADING_1, Action.HEADING_2,
    Action.HEADING_3, Action.HEADING_4, Action.HEADING_5, Action.HEADING_6,
)  # fmt: skip
_REWRITE = (
    Action.REWRITE, None, Action.FIX, Action.SHORTEN, Action.EXPAND, Action.SIMPLIFY, Action.FORMAL,
    Action.CASUAL, Action.REPHRASE, Action.TRANSLATE, None, Action.PROMPTS,
)  # fmt: skip
_VIEW = (
    Action.FOCUS, Action.TYPEWRITER, Action.FULL_SCREEN, Action.PREVIEW, None,
    Action.OUTLINE, Action.COUNTS, Action.COMMANDS, Action.ANSWER, None,
    Action.NEXT_DOCUMENT, Action.PREVIOUS_DOCUMENT, None, Action.LARGER, Action.SMALLER,
    Action.USUAL_SIZE, Action.WIDER, Action.NARROWER, None,
)  # fmt: skip
_CONTEXT = (
    Action.CUT, Action.COPY, Action.PASTE, Action.PASTE_PLAIN, None, Action.SELECT_ALL,
)  # fmt: skip
_ASSIST = (Action.DRAFT, Action.DRAFT_BRIEF, None, Action.SUMMARISE, None, Action.MODELS)
_GHOST = (
    Action.ASK, None, Action.TAKE_GHOST, Action.TAKE_WORD, Action.NEXT_ALTERNATIVE,
    Action.PREVIOUS_ALTERNATIVE, Action.DISMISS, None, Action.TOGGLE_GHOSTS,
)  # fmt: skip


class Menus:
    """The menus of one window.

    Args:
        commands: what each action does.
        on_theme, on_mode, on_language, on_spelling: called with the name chosen.
        on_tab: called with True when Tab may take ghosts.
        on_autosave: called with True when files are saved as they are written.
        help_commands: title and command of each line of the help menu; or an action.

    Thread: GUI.
    """

    def __init__(
        self,
        bar: QMenuBar,
        keymap: Keymap,
        commands: Commands,
        on_theme: Callable[[str], None],
        on_mode: Callable[[str], None],
        on_tab: Callable[[bool], None],
        on_autosave: Callable[[bool], None],
        on_language: Callable[[str], None],
        on_spelling: Callable[[str], None],
        on_ideas: Callable[[], None],
        help_commands: Mapping[str | Action, Callable[[], None]],
    ) -> None:
        self.commands = commands
        self.actions: dict[Action, QAction] = {}
        self.file = bar.addMenu(tr("&File"))
        self.edit = bar.addMenu(tr("&Edit"))
        self.format = bar.addMenu(tr("F&ormat"))
        self.view = bar.addMenu(tr("&View"))
        assist = bar.addMenu(tr("&Assist"))
        self.ghost = bar.addMenu(tr("&Ghost"))
        help_menu = bar.addMenu(tr("&Help"))
        self._fill(self.file, _FILE)
        self.recent = QMenu(tr("Open &Recent"), self.file)
        self.file.insertMenu(self.actions[Action.CLOSE], self.recent)
        self.autosave = self.file.addAction(tr("Save as I &Write"))
        self.autosave.setCheckable(True)
        self.autosave.toggled.connect(on_autosave)
        self.file.addSeparator()
        self._fill(self.file, _KEPT)
        self.file.addSeparator()
        self._fill(self.file, (Action.QUIT,))
        self._fill(self.edit, _EDIT)
        self.edit.addSeparator()
        spelling = self.edit.addMenu(tr("&Spelling"))
        self.spellings = choices(spelling, SPELLING_NAMES, on_spelling)
        spelling.addSeparator()
        self._fill(spelling, (Action.NEXT_MISSPELLING, Action.OWN_WORDS))
        self._fill(self.format, _FORMAT)
        self._fill(self.view, _VIEW)
        self.themes = choices(self.view.addMenu(tr("&Theme")), THEME_NAMES, on_theme)
        languages = self.view.addMenu(tr("Lan&guage"))
        self.languages = choices(languages, LANGUAGE_NAMES, on_language)
        self._fill(assist, _REWRITE)
        assist.addSeparator()
        self._fill(assist, _ASSIST)
        self.modes = choices(self.ghost, MODE_NAMES, on_mode)
        self.ghost.addSeparator()
        self._fill(self.ghost, _GHOST)
        self.ghost.addAction(tr("&Ideas (hold ask)"), on_ideas)
        self.tab = self.ghost.addAction(tr("Ta&b Takes the Ghost"))
        self.tab.setCheckable(True)
        self.tab.toggled.connect(on_tab)
        for line, command in help_commands.items():
            if isinstance(line, Action):
                self._fill(help_menu, (line,))
            else:
                help_menu.addAction(tr(line), command)
        self.set_keymap(keymap)

    def editing_lines(self) -> list[QAction | None]:
        """Give the lines that a context menu always has; None stands for a rule."""
        return [self.actions[action] if action else None for action in _CONTEXT]

    def set_keymap(self, keymap: Keymap) -> None:
        """Show, and where the menu acts itself use, these keys."""
        for action, item in self.actions.items():
            title = tr(_TITLES[action])
            if action in GHOST_ACTIONS or action is Action.ASK:
                # The page acts on these; a shortcut here would take them from it.
                keys = keymap.spoken(action)
                item.setText(f"{title}\t{keys}" if keys else title)
            else:
                item.setShortcuts([QKeySequence(keys) for keys in keymap.keys_of(action)])

    def show_choices(
        self, theme: str, mode: str, *, is_tab_used: bool, is_autosaving: bool
    ) -> None:
        """Mark what is chosen."""
        self.themes[theme].setChecked(True)
        self.modes[mode].setChecked(True)
        for line, is_on in ((self.tab, is_tab_used), (self.autosave, is_autosaving)):
            was_blocked = line.blockSignals(True)
            line.setChecked(is_on)
            line.blockSignals(was_blocked)

    def show_keeping(self, is_keeping: bool, has_file: bool) -> None:
        """Offer what concerns kept text only where text is kept."""
        self.autosave.setEnabled(is_keeping)
        self.actions[Action.FORGET].setEnabled(is_keeping)
        self.actions[Action.VERSIONS].setEnabled(is_keeping and has_file)

    def show_found(self, n_texts: int) -> None:
        """Offer texts that were not saved while there are any."""
        self.actions[Action.RECOVERED].setVisible(n_texts > 0)

    def _fill(self, menu: QMenu, actions: tuple[Action | None, ...]) -> None:
        for action in actions:
            if action is None:
                menu.addSeparator()
                continue
            item = menu.addAction(tr(_TITLES[action]))
            item.setObjectName(action.value)
            item.triggered.connect(_without_arguments(self.commands[action]))
            self.actions[action] = item


def title_of(action: Action) -> str:
    """Give an action's name as the menus write it, without marks for the keyboard.

    Example: title_of(Action.SAVE_AS) -> "Save As"
    """
    if action not in _TITLES:
        return spoken_name(action).capitalize()
    return plain(tr(_TITLES[action])).removesuffix("...").strip()


def plain(title: str) -> str:
    """Give a menu's words without the mark of its letter.

    Example: plain("F&ont...") -> "Font..."
    """
    return re.sub(r"\(&.\)", "", title).replace("&", "")


def choices(
    menu: QMenu, names: Mapping[str, str], on_choice: Callable[[str], None]
) -> dict[str, QAction]:
    """Add lines of which one is chosen."""
    group = QActionGroup(menu)
    lines = {}
    for name, title in names.items():
        line = menu.addAction(tr(title))
        line.setCheckable(True)
        group.addAction(line)
        line.triggered.connect(_without_arguments(partial(on_choice, name)))
        lines[name] = line
    return lines


def _without_arguments(command: Callable[[], object]) -> Callable[[], None]:
    """Drop the "checked" that Qt passes along."""

    def run(*_: object) -> None:
        command()

    return run
