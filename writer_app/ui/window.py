"""The window: page, menus, status line, bars, and the wires between them.

GUI thread. May import: Qt, its siblings, settings, assist.
"""

import dataclasses
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QCursor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from writer_app.assist.manners import spared
from writer_app.assist.messages import Message, ModelState, Status
from writer_app.assist.session import Manners, Mode, Session
from writer_app.assist.words import next_step
from writer_app.documents.never_send import NeverSend
from writer_app.errors import SettingsError
from writer_app.settings import Settings, save_settings
from writer_app.ui import help_pages
from writer_app.ui.announce import announce
from writer_app.ui.bridge import Bridge, WorkerHandle
from writer_app.ui.comfort import (
    is_motion_reduced,
    set_interface_size,
    set_motion,
    set_title_bars,
)
from writer_app.ui.commands import Commands
from writer_app.ui.context_menu import ContextMenu
from writer_app.ui.counting import Counting
from writer_app.ui.desk import Desk, Dialogs
from writer_app.ui.dialogs import QtDialogs, about_window
from writer_app.ui.document_privacy import DocumentPrivacy
from writer_app.ui.document_row import DocumentRow
from writer_app.ui.drafts import Drafts
from writer_app.ui.editor import Editor
from writer_app.ui.exports import Exports
from writer_app.ui.finder import Finder
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.ideas import IdeaList
from writer_app.ui.keeping import Keeping
from writer_app.ui.kept_texts import KeptTexts
from writer_app.ui.keymap import Action, make_keymap
from writer_app.ui.learning import Learning
from writer_app.ui.ledger import Ledger
from writer_app.ui.marks import Marks
from writer_app.ui.menus import Menus
from writer_app.ui.outline import Outline
from writer_app.ui.outline_panel import OutlinePanel
from writer_app.ui.paper import Paper
from writer_app.ui.recent_files import RecentFiles
from writer_app.ui.rewrite_room import RewriteRoom
from writer_app.ui.server_sign import ServerSign
from writer_app.ui.servers import Servers
from writer_app.ui.settings_window import SettingsDoor
from writer_app.ui.shaping_commands import shaping_commands
from writer_app.ui.shelf import OneDocument, Shelf
from writer_app.ui.side_column import PageAndColumn
from writer_app.ui.slim_bar import SlimBar
from writer_app.ui.spellers import Spellers, no_spellers
from writer_app.ui.spelling import Spelling
from writer_app.ui.status_line import StatusLine
from writer_app.ui.summaries import Summaries
from writer_app.ui.summary_panel import SummaryPanel
from writer_app.ui.theme import THEMES, Theme, interface_font, qt_palette, theme_named
from writer_app.ui.translation import mark, tr
from writer_app.ui.view_modes import ViewModes
from writer_app.ui.welcome import Welcome
from writer_app.ui.window_place import place_window

_LOG = logging.getLogger(__name__)
MARK_LAYERS = ("find",)
"""What marks places of the text, lowest first."""
ANNOUNCE_AFTER_MS = 400
"""Stillness after which a screen reader speaks a ghost."""
_MODES = {
    "typing": Mode.AS_YOU_TYPE,
    "pause": Mode.ON_PAUSE,
    "peek": Mode.PEEK,
    "off": Mode.OFF,
}


class Window(QMainWindow):
    """One document and its assistant.

    Args:
        settings: the writer's choices. settings_path: where they are kept; None: nowhere.
        make_worker: gives the worker that will deliver to the function it is given.
        blocklist: casefolded words never to show.
        dialogs: asks the writer; None: with the desktop's dialogs.
        kept_folder: where journals and versions are kept; None: nowhere.
        shelf: where other documents stand; None: there is only this one.
        servers: knows servers of the writer's; None: none can be set up.
        never_send: the documents that no server gets; None: nothing is remembered.

    Signals:
        named(): the title tells another name or state.
        settings_changed(Settings): the writer chose something here.

    Thread: GUI.
    """

    named = Signal()
    settings_changed = Signal(object)
    _is_sparing = False

    def __init__(
        self,
        settings: Settings,
        settings_path: Path | None,
        make_worker: Callable[[Callable[[Message], None]], WorkerHandle],
        blocklist: frozenset[str] = frozenset(),
        dialogs: Dialogs | None = None,
        kept_folder: Path | None = None,
        shelf: Shelf | None = None,
        spellers: Spellers | None = None,
        ledger: Ledger | None = None,
        servers: Servers | None = None,
        never_send: NeverSend | None = None,
    ) -> None:
        super().__init__()
        self.shelf: Shelf = shelf or OneDocument(self)
        self._settings = settings
        self._settings_path = settings_path
        self._languages = self.shelf.languages
        self._languages.use(settings.language)
        self._mode_before_off = settings.ghost_mode if settings.ghost_mode != "off" else "typing"
        self._theme = theme_named(settings.theme)
        self._status = Status(ModelState.LOADING)
        self._keymap = make_keymap(settings.keys, settings.no_tab)
        self.keys = GhostKeys(self._keymap, next_step)
        self.editor = Editor(self._theme, settings, self.keys)
        self.editor.setAccessibleName(tr("Text"))
        self.status_line = StatusLine(self._theme)
        self.bar = SlimBar(
            *(self.editor, self._theme),
            is_above=True,
            closing="\u2715",
            answer_keys=lambda: self._keymap.spoken(Action.ANSWER),
        )
        self.hint = SlimBar(
            *(self.editor, self._theme),
            is_above=False,
            closing=tr("Got it"),
            is_lasting=True,
        )
        self.ideas = IdeaList(self.editor, self._theme)
        self._make_tools(spellers or no_spellers())
        self.row = DocumentRow(self._theme, self.menuBar())
        self._dialogs: Dialogs = dialogs or QtDialogs(self)
        self.keeping: Keeping | None = None
        if kept_folder is not None:
            self.keeping = Keeping(self.editor, kept_folder, settings.autosave)
        self.desk = Desk(self.editor, self._dialogs, self.keeping, self.shelf.fetch)
        self.counting = self._make_counting(ledger or Ledger(None))
        self.kept_texts: KeptTexts | None = None
        self.exports = Exports(self.editor.font)
        session = Session(manners_of(settings), blocklist)
        self.bridge = Bridge(self.editor, self.keys, session, make_worker)
        self._make_private(never_send or NeverSend(None))
        self.welcome = Welcome(
            self.editor, self.desk, self.bridge, self.keys, lambda: self._keymap, self._theme
        )
        self.drafts = Drafts(self.editor, self.bridge, self._theme, lambda: self._keymap, blocklist)
        panel = SummaryPanel(self._theme, self.editor.font())
        self._beside = PageAndColumn(self.editor, panel, settings.side_width_px)
        self.summaries = Summaries(
            self.editor, self.bridge, panel, self._theme, self.desk, self.keeping, self._beside,
            blocklist,
        )  # fmt: skip
        self.rewrites = RewriteRoom(self.editor, self.bridge, blocklist, self._theme, settings)
        self._announcing = QTimer(self, singleShot=True, interval=ANNOUNCE_AFTER_MS)
        self._menus = self._make_menus()
        self.settings_door = SettingsDoor(
            self, lambda: (self._settings, self._theme), self.change, servers
        )
        self.context_menu = ContextMenu(self.editor, self._menus.editing_lines())
        self.spelling.join(self.context_menu)
        self.recent_files = RecentFiles(
            self._menus.recent, self.editor, self.shelf, self._theme, lambda: self.desk.is_blank
        )
        self.context_menu.add_section(self.rewrites.menu_section)
        self._lay_out()
        self._wire()
        if self.keeping is not None:
            self._wire_keeping(self.keeping)
        self._dress()
        self._show_choices()
        self._show_name()

    def _make_private(self, never_send: NeverSend) -> None:
        """Make what decides, and tells, whether text may leave this machine."""
        self.privacy = DocumentPrivacy(self.editor, self.desk, never_send, self._settings)
        self.server_sign = ServerSign(self.status_line, self.privacy, self._settings)
        self.bridge.may_leave = self.privacy.may_leave
        self.privacy.changed.connect(self.bridge.follow_privacy)
        self.privacy.told.connect(self.bar.say)

    def _make_tools(self, spellers: Spellers) -> None:
        """Make what finds, leads through the text, and checks its words."""
        editor, theme = self.editor, self._theme
        self.marks = Marks(editor, MARK_LAYERS)
        self.finder = Finder(editor, self.marks, theme)
        self.outline = Outline(editor)
        self.outline_panel = OutlinePanel(editor, self.outline, theme)
        self.spellers = spellers
        self.spelling = Spelling(self, editor, theme, spellers)
        self.commands = Commands(
            self.editor,
            self._theme,
            self.menuBar(),
            self.outline,
            self._settings.recent_commands,
            lambda keys: self.change(recent_commands=keys),
        )

    def _make_counting(self, ledger: Ledger) -> Counting:
        """Make what counts; a goal of sessions is one of the settings."""
        self._ledger = ledger
        return Counting(
            self.editor,
            self.status_line,
            self._theme,
            ledger,
            path=lambda: self.desk.path,
            session_goal=lambda: self._settings.session_goal_words,
            on_session_goal=lambda n_words: self.change(session_goal_words=n_words),
        )

    @property
    def settings(self) -> Settings:
        """Give the writer's choices as they now are."""
        return self._settings

    @property
    def theme(self) -> Theme:
        """Give the inks in use."""
        return self._theme

    def start(self, *, is_looking: bool = True) -> None:
        """Let the model load; the page can already be written on.

        Args:
            is_looking: look for text that was not saved; one window does it for all.
        """
        self.bridge.start()
        if self.keeping is not None and is_looking:
            self.keeping.look()

    def say(self, words: str) -> None:
        """Show a line over the page, never in the way of typing."""
        self.bar.say_urgently(words)

    def change(self, **choices: object) -> None:
        """Change settings, act on them and keep them.

        Args:
            choices: fields of `Settings`.
        """
        self.follow(dataclasses.replace(self._settings, **choices))  # type: ignore[arg-type]
        if self._settings_path is not None:
            try:
                save_settings(self._settings, self._settings_path)
            except SettingsError as error:
                self.say(str(error))
        self.settings_changed.emit(self._settings)

    def follow(self, settings: Settings) -> None:
        """Act on settings, wherever they were chosen."""
        old, self._settings = self._settings, settings
        self._keymap = make_keymap(self._settings.keys, self._settings.no_tab)
        self.keys.set_keymap(self._keymap)
        self._menus.set_keymap(self._keymap)
        self.rewrites.set_settings(self._settings)
        if look_of(self._settings) != look_of(old):
            self._dress()
        self._languages.use(self._settings.language)
        self.privacy.follow(self._settings)
        self.server_sign.follow(self._settings)
        self._show_choices()
        if self.keeping is not None and self._settings.autosave != old.autosave:
            self.keeping.set_autosave(self._settings.autosave)
        self.settings_door.follow(self._settings, self._theme)
        if manners_of(self._settings) != manners_of(old):
            self.bridge.set_manners(manners_of(self._settings, is_sparing=self._is_sparing))

    def set_sparing(self, *, is_sparing: bool) -> None:
        """Save power from now on, or no longer."""
        self.status_line.show_sparing(is_sparing=is_sparing)
        if is_sparing != self._is_sparing:
            self._is_sparing = is_sparing
            self.bridge.set_manners(manners_of(self._settings, is_sparing=is_sparing))

    def toggle_ghosts(self) -> None:
        """Switch ghosts off, or back to the way they were shown."""
        if self._settings.ghost_mode == "off":
            self.change(ghost_mode=self._mode_before_off)
        else:
            self._mode_before_off = self._settings.ghost_mode
            self.change(ghost_mode="off")

    def export(self) -> None:
        """Ask for a name, and write the text there in that name's kind."""
        path = self.desk.path_to_export()
        if path is not None:
            self.exports.start(path, self.editor.text(), is_markdown=self.desk.has_markdown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close a bar once the page has no use for it (called by Qt)."""
        is_escape = self._keymap.action_for(event, (Action.DISMISS,)) is not None
        if is_escape and (self.finder.close() or self.drafts.close()):
            return
        if is_escape and self.bar.isVisible():
            self.bar.hide()
        elif not (is_escape and self.views.leave_focus()):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Look, when the window comes to the front, whether its file changed (called by Qt)."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._menus.set_keymap(self._keymap)
            self._show_choices()
            self._show_name()
            self.server_sign.show()
        is_activation = event.type() == QEvent.Type.ActivationChange
        if is_activation and self.isActiveWindow():
            self.came_to_front()

    def came_to_front(self) -> None:
        """Look whether another program changed the file, and what waits to be brought back."""
        self._show_found()
        if self.keeping is not None:
            self.keeping.check_disk()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save, keep or ask about unsaved text, end the threads, then go (called by Qt)."""
        if not self.desk.may_leave(is_closing=True):
            event.ignore()
            return
        self.hide()
        self.finish()
        super().closeEvent(event)

    def finish(self) -> None:
        """End what works for this document; what was asked for is done first."""
        self.finder.shut_down()
        self.spelling.shut_down()
        self.counting.shut_down()
        self.exports.close()
        self.paper.shut_down()
        if not self.bridge.close():
            _LOG.warning("the worker was still busy when the window closed")
        if self.keeping is not None and not self.keeping.close():
            _LOG.warning("the disk did not answer when the window closed")

    def _make_menus(self) -> Menus:
        self.paper = Paper(self, self.editor, self.desk, self.say)
        self.views = ViewModes(self, self.editor, lambda: self._settings, self.change)
        self.views.changed.connect(lambda: self.row.set_away(self.views.is_focused))
        editor, desk, shelf = self.editor, self.desk, self.shelf
        commands: dict[Action, Callable[[], object]] = {
            Action.NEW: shelf.new,
            Action.OPEN: shelf.choose,
            Action.CLOSE: shelf.close_document,
            Action.NEXT_DOCUMENT: lambda: shelf.go(1),
            Action.PREVIOUS_DOCUMENT: lambda: shelf.go(-1),
            Action.SAVE: desk.save,
            Action.SAVE_AS: desk.save_as,
            Action.VERSIONS: self._show_versions,
            Action.RECOVERED: shelf.show_found,
            Action.FORGET: self._forget_kept_text,
            Action.NEVER_SEND: self.privacy.toggle,
            Action.EXPORT: self.export,
            **self.paper.commands(),
            Action.QUIT: shelf.quit,
            Action.SETTINGS: lambda: self.settings_door.open(self._menus.commands),
            Action.UNDO: editor.undo_step,
            Action.REDO: editor.redo_step,
            Action.CUT: editor.cut_selection,
            Action.COPY: editor.copy,
            Action.PASTE: editor.paste_clipboard,
            Action.PASTE_PLAIN: editor.paste_plain,
            Action.SELECT_ALL: editor.selectAll,
            Action.FIND: self.finder.open,
            Action.REPLACE: lambda: self.finder.open(is_replacing=True),
            Action.FIND_NEXT: lambda: self.finder.step(1),
            Action.FIND_PREVIOUS: lambda: self.finder.step(-1),
            **shaping_commands(editor.shaping),
            Action.NEXT_MISSPELLING: self.spelling.go_to_next,
            Action.OWN_WORDS: self.spelling.show_own_words,
            Action.COMMANDS: self.commands.open,
            Action.ANSWER: self.bar.answer,
            Action.OUTLINE: self.outline_panel.toggle,
            Action.COUNTS: self.counting.toggle,
            **self.views.commands(),
            Action.TAKE_GHOST: lambda: editor.take(editor.ghost_text),
            Action.TAKE_WORD: lambda: editor.take(next_step(editor.ghost_text)),
            Action.DISMISS: self.keys.dismissed.emit,
            Action.NEXT_ALTERNATIVE: lambda: self.keys.cycled.emit(1),
            Action.PREVIOUS_ALTERNATIVE: lambda: self.keys.cycled.emit(-1),
            Action.ASK: self.keys.asked.emit,
            Action.TOGGLE_GHOSTS: self.toggle_ghosts,
            Action.SUMMARISE: self.summaries.toggle,
            Action.MODELS: shelf.show_models,
            Action.DEEDS: shelf.show_deeds,
            **self.rewrites.commands(),
            Action.DRAFT: self.rewrites.leaving_first(self.drafts.draft),
            Action.DRAFT_BRIEF: self.rewrites.leaving_first(self.drafts.draft_by_brief),
        }
        menus = Menus(
            self.menuBar(),
            self._keymap,
            commands,
            on_theme=lambda name: self.change(theme=name),
            on_mode=lambda name: self.change(ghost_mode=name),
            on_tab=lambda is_used: self.change(no_tab=not is_used),
            on_autosave=lambda is_on: self.change(autosave=is_on),
            on_language=lambda name: self.change(language=name),
            on_spelling=lambda name: self.change(spelling=name),
            on_ideas=self.bridge.ask_ideas,
            help_commands={
                mark("&Welcome"): self._show_welcome,
                mark("&Keys"): self._show_keys,
                mark("&Privacy"): self._show_privacy,
                Action.DEEDS: shelf.show_deeds,
                mark("About the &Model"): self._show_model,
                mark("&About Foreword"): self._show_about,
            },
        )
        self.views.fill(menus.view, menus.format, menus.actions)
        menus.show_found(0)
        menus.file.aboutToShow.connect(self._show_found)
        self.privacy.show_in(menus.actions[Action.NEVER_SEND])
        return menus

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self._beside, 1)
        column.addWidget(self.status_line)
        self.setCentralWidget(middle)
        self.menuBar().setFont(interface_font())
        self.menuBar().setNativeMenuBar(True)
        place_window(self, self._settings.window_place)
        self.editor.setFocus()

    def _wire(self) -> None:
        """Connect the parts; each does its own work."""
        Learning(self.editor, self.bridge, lambda: self._settings.learns_phrases)
        editor, status_line, bridge = self.editor, self.status_line, self.bridge
        editor.saved_changed.connect(self._show_name)
        editor.ghost_shown.connect(self._on_ghost_shown)
        editor.files_dropped.connect(self._on_files_dropped)
        editor.menu_asked.connect(self.context_menu.open)
        editor.edited.connect(self._on_edited)
        self.keys.taken.connect(self._on_taken)
        self.desk.renamed.connect(self._show_name)
        self.desk.failed.connect(self.bar.say_urgently)
        self.desk.told.connect(self.bar.say_next)
        self.desk.mended.connect(self.bar.take_back)
        self.exports.finished.connect(self.bar.say)
        self.exports.failed.connect(self.say)
        self.spelling.told.connect(self.bar.say)
        bridge.status_changed.connect(self._on_status)
        bridge.latency_measured.connect(status_line.show_latency)
        bridge.activity_changed.connect(status_line.show_activity)
        bridge.ideas_arrived.connect(self._on_ideas)
        self.ideas.picked.connect(editor.take)
        self.ideas.closed.connect(editor.setFocus)
        self.ideas.key_passed.connect(editor.keyPressEvent)
        self.hint.closed.connect(self._send_hint_away)
        self._beside.width_chosen.connect(lambda width_px: self.change(side_width_px=width_px))
        self.rewrites.refused.connect(self.say)
        self.rewrites.model_wanted.connect(self._offer_models)
        self.rewrites.rewriting.started.connect(self.drafts.close)
        self.rewrites.has_catalogue = not isinstance(self.shelf, OneDocument)
        self.rewrites.catalogue_asked.connect(self.shelf.show_models)
        self.rewrites.prompts_changed.connect(self._on_prompts_changed)
        self._announcing.timeout.connect(self._announce_ghost)
        status_line.name_clicked.connect(self._menu_above(self._menus.file))
        status_line.model_clicked.connect(self._menu_above(self._menus.ghost))
        status_line.words_clicked.connect(self.counting.toggle)
        status_line.server_clicked.connect(
            lambda: self.settings_door.open(self._menus.commands, tr("Server"))
        )
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_scheme)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._on_scheme)
        for problem in self._keymap.problems[:1]:
            self.bar.say(problem)

    def _wire_keeping(self, keeping: Keeping) -> None:
        """Connect what is kept with the desk, the bar and its windows."""
        desk = self.desk
        self.kept_texts = KeptTexts(
            self, self.editor, desk, keeping, self.bar, lambda: self._theme, self.shelf
        )
        desk.compare = self.kept_texts.show_disk
        self.kept_texts.found_changed.connect(self._show_found)
        keeping.saved.connect(desk.adopt)
        keeping.save_failed.connect(desk.tell_unsaved)
        keeping.disk_changed.connect(desk.tell_changed)
        keeping.told.connect(self.bar.say_urgently)
        keeping.state_changed.connect(self._show_name)

    def _dress(self) -> None:
        """Put on the theme and fonts of the settings."""
        set_title_bars(THEMES.get(self._settings.theme))
        theme = self._theme = theme_named(self._settings.theme)
        set_interface_size(self._settings.interface_percent)
        set_motion(is_reduced=is_motion_reduced(self._settings.reduced_motion))
        QApplication.setPalette(qt_palette(theme))
        self.views.dress_menu_bar()
        self.paper.set_look(theme, self._settings.column_chars)
        self.context_menu.set_theme(theme)
        self.editor.set_look(theme, self._settings)
        tools = (self.spelling, self.finder, self.commands, self.outline_panel, self.rewrites)
        quiet = (self.status_line, self.bar, self.hint, self.row, self.welcome, self.counting)
        for part in (*quiet, *tools):
            part.set_theme(theme)
        self.ideas.set_look(theme, self.editor.font())
        self.recent_files.set_theme(theme)
        self.summaries.set_look(theme)
        self.drafts.set_look(theme)

    def follow_motion(self) -> None:
        """Act on what the system says about motion."""
        set_motion(is_reduced=is_motion_reduced(self._settings.reduced_motion))
        self.views.still_caret()

    def _show_choices(self) -> None:
        """Tell in menus and on the empty page what is chosen."""
        settings, take = self._settings, self._keymap.spoken(Action.TAKE_GHOST)
        self._menus.show_choices(
            settings.theme,
            settings.ghost_mode,
            is_tab_used=not settings.no_tab,
            is_autosaving=settings.autosave,
        )
        self._menus.languages[settings.language].setChecked(True)
        self._menus.spellings[settings.spelling].setChecked(True)
        self.spellers.choose(settings.spelling)
        invitation = tr("Begin to write; grey words are suggestions, and {take} takes them.")
        self.editor.invite(invitation.format(take=take))
        self.views.show()

    def _show_name(self, *_: object) -> None:
        """Tell the file's name and whether it is saved."""
        is_saved = self.editor.is_saved
        self.setWindowTitle(f"{self.desk.name or tr('Untitled')}[*] \u2013 Foreword")
        self.setWindowModified(not is_saved)
        is_kept = self.keeping is not None and self.keeping.is_kept
        is_locked = self.editor.isReadOnly()
        is_new = self.desk.is_new
        self.status_line.show_name(
            self.desk.name, is_saved, is_kept, is_read_only=is_locked, is_new=is_new
        )
        self._menus.show_keeping(self.keeping is not None, self.desk.path is not None)
        self.recent_files.show_list()
        self.named.emit()

    def _on_status(self, status: Status) -> None:
        self._status = status
        self.status_line.show_status(status)

    def _offer_models(self, words: str) -> None:
        """Say that another model is needed, with the way to one where there is a catalogue."""
        if isinstance(self.shelf, OneDocument):
            self.say(words)
        else:
            self.bar.say_urgently(words, tr("Models..."), self.shelf.show_models)

    def _on_edited(self, _: object) -> None:
        if self.ideas.isVisible():
            self.ideas.hide()

    def _on_ghost_shown(self, shown: str) -> None:
        """Tell a screen reader, and the first time everyone, that a ghost stands there."""
        if shown and QAccessible.isActive():
            self._announcing.start()
        if shown and not self._settings.hint_seen and not self.hint.isVisible():
            take, word = (
                self._keymap.spoken(Action.TAKE_GHOST),
                self._keymap.spoken(Action.TAKE_WORD),
            )
            away = self._keymap.spoken(Action.DISMISS)
            words = tr("{take} to take it     {word} for one word     {away} to send it away")
            self.hint.say(words.format(take=take, word=word, away=away))

    def _announce_ghost(self) -> None:
        announce(self.editor, self.editor.ghost_text)

    def _on_taken(self) -> None:
        if not self._settings.hint_seen:
            self._send_hint_away()

    def _send_hint_away(self) -> None:
        self.hint.hide()
        self.change(hint_seen=True)

    def _on_prompts_changed(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        self.change(prompts=rows)

    def _on_ideas(self, texts: tuple[str, ...]) -> None:
        """Open the list of continuations under the caret."""
        column = self.editor.viewport().geometry()
        caret = self.editor.cursorRect().translated(column.topLeft())
        self.ideas.offer(texts, caret, column)

    def _on_files_dropped(self, paths: list[Path]) -> None:
        for path in paths:
            self.shelf.open(path)

    def _on_scheme(self, *_: object) -> None:
        if self._settings.theme == "system":
            self._dress()
            self.settings_door.follow(self._settings, self._theme)

    def _menu_above(self, menu: QMenu) -> Callable[[], None]:
        """Give a slot that opens a menu over the status line."""

        def open_menu() -> None:
            corner = self.status_line.mapToGlobal(self.status_line.rect().topLeft())
            corner.setX(max(corner.x() + 24, QCursor.pos().x() - 40))
            menu.popup(corner - QPoint(0, menu.sizeHint().height()))

        return open_menu

    def _show_versions(self) -> None:
        if self.kept_texts is not None:
            self.kept_texts.show_versions()

    def _show_found(self) -> None:
        self._menus.show_found(self.shelf.n_found)

    def _forget_kept_text(self) -> None:
        if self.keeping is not None and self._dialogs.may_forget():
            self.shelf.forget_kept_text()
            self._ledger.forget()

    def _show_welcome(self) -> None:
        """Give the lesson of the first start on a page of its own."""
        self.shelf.new()
        self.shelf.current.begin_welcome()

    def begin_welcome(self) -> None:
        """Teach the keys on the empty page; once is enough for the hint too."""
        if self.desk.is_blank:
            self.change(welcome_seen=True, hint_seen=True)
            self.hint.hide()
            self.welcome.begin()

    def _show_keys(self) -> None:
        help_pages.keys_window(self, self._theme, self._keymap).show()

    def _show_privacy(self) -> None:
        help_pages.privacy_window(self, self._theme).show()

    def _show_model(self) -> None:
        from writer_app.library.shelf import writers_shelf

        folder = writers_shelf().folder_of(self._settings.model)
        help_pages.model_window(self, self._theme, self._status.info, folder).show()

    def _show_about(self) -> None:
        info = self._status.info
        about_window(self, f"{info.name} ({info.licence})" if info else tr("none")).open()


def look_of(settings: Settings) -> tuple[object, ...]:
    """Give what of the settings can be seen on the page."""
    return (
        *(settings.theme, settings.font_family, settings.font_size_px, settings.column_chars),
        *(settings.interface_percent, settings.reduced_motion),
    )


def manners_of(settings: Settings, *, is_sparing: bool = False) -> Manners:
    """Give the assistant's manners that the settings ask for."""
    manners = Manners(
        mode=_MODES[settings.ghost_mode],
        pause_ms=settings.pause_ms,
        threshold=settings.threshold,
        learns=settings.learns_phrases,
    )
    return spared(manners) if is_sparing else manners
