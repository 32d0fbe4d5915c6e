"""Choose how to rewrite: styles, the writer's own prompts, or an instruction of the moment.

What the model in use cannot do stays in the list, quiet, with a line that says why and
what to do. GUI thread. May import: Qt, its siblings, assist.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QObject, Signal

from writer_app.assist.rewriting.wish import Style, obstacle
from writer_app.engine.model import ModelInfo
from writer_app.ui.keymap import Keymap
from writer_app.ui.palette import Entry, Palette
from writer_app.ui.prompts import Prompt
from writer_app.ui.rewrite_styles import STYLES
from writer_app.ui.translation import tr, translated

_FREE, _KEEP, _MANAGE, _MODELS = "free", "keep", "manage", "models"
_STYLE, _PROMPT, _LANGUAGE = "style:", "prompt:", "language:"
_LEAST_INSTRUCTION_CHARS = 2


@dataclass(frozen=True, slots=True)
class Offers:
    """What the palette can be opened with.

    Attributes:
        info: the model in use; None: it is not ready yet.
        is_selection: False: the sentence at the caret is meant.
    """

    info: ModelInfo | None
    keymap: Keymap
    prompts: tuple[Prompt, ...] = ()
    is_selection: bool = False
    has_catalogue: bool = False


class RewritePalette(QObject):
    """The palette of Ctrl+R.

    Signals:
        chosen(object, str, str): style or None, instruction, language.
        kept(str): the instruction in the field is to become a prompt of the writer's own.
        prompts_asked(), catalogue_asked(): their windows are wanted.
        closed(): nothing was chosen.

    Thread: GUI.
    """

    chosen = Signal(object, str, str)
    kept = Signal(str)
    prompts_asked = Signal()
    catalogue_asked = Signal()
    closed = Signal()

    def __init__(self, palette: Palette, offers: Callable[[], Offers]) -> None:
        super().__init__()
        self._palette = palette
        self._offers = offers
        palette.picked.connect(self._on_picked)
        palette.closed.connect(self.closed)

    def open(self) -> None:
        """Offer all ways of rewriting."""
        is_selection = self._offers().is_selection
        prompt = tr("Rewrite the selection...") if is_selection else tr("Rewrite the sentence...")
        self._palette.open(prompt, self._entries)

    def open_languages(self) -> None:
        """Offer the languages that the model can translate to."""
        self._palette.open(tr("Translate to..."), self._languages)

    def _entries(self, query: str) -> Sequence[Entry]:
        return list(entries_for(query, self._offers()))

    def _languages(self, query: str) -> Sequence[Entry]:
        return list(languages_for(query, self._offers().info))

    def _on_picked(self, key: str) -> None:
        query = self._palette.query.strip()
        if key == _FREE:
            self.chosen.emit(None, query, "")
        elif key == _KEEP:
            self.kept.emit(query)
        elif key == _MANAGE:
            self.prompts_asked.emit()
        elif key == _MODELS:
            self.catalogue_asked.emit()
        elif key == f"{_STYLE}{Style.TRANSLATE.value}":
            self.open_languages()
        elif key.startswith(_LANGUAGE):
            self.chosen.emit(Style.TRANSLATE, "", key.removeprefix(_LANGUAGE))
        elif key.startswith(_PROMPT):
            prompt = self._offers().prompts[int(key.removeprefix(_PROMPT))]
            self.chosen.emit(None, prompt.instruction, "")
        else:
            self.chosen.emit(Style(key.removeprefix(_STYLE)), "", "")


def entries_for(query: str, offers: Offers) -> Iterator[Entry]:
    """Yield what fits the field: styles, own prompts, and the words as an instruction."""
    wanted = query.strip()
    for style, words in STYLES.items():
        title = tr(words.title)
        if _fits(wanted, title):
            why = _obstacle(style, offers)
            yield Entry(
                f"{_STYLE}{style.value}", title, offers.keymap.spoken(words.action), why, not why
            )
    why_not_free = _obstacle(None, offers)
    for number, prompt in enumerate(offers.prompts):
        if _fits(wanted, prompt.name):
            yield Entry(
                f"{_PROMPT}{number}",
                prompt.name,
                prompt.spoken_keys,
                why_not_free or prompt.instruction,
                not why_not_free,
            )
    if len(wanted) >= _LEAST_INSTRUCTION_CHARS:
        title = tr("In my own words: {words}").format(words=wanted)
        yield Entry(_FREE, title, "", why_not_free, not why_not_free)
        yield Entry(_KEEP, tr("Keep these words as a prompt of your own..."))
    elif not wanted:
        yield Entry(_MANAGE, tr("Your prompts..."), "", tr("Instructions of your own, with keys."))
    if why_not_free and offers.has_catalogue:
        yield Entry(_MODELS, tr("Models..."), "", tr("Add a model that follows instructions."))


def languages_for(query: str, info: ModelInfo | None) -> Iterator[Entry]:
    """Yield the languages of a model that fit the field."""
    for code in sorted(info.languages if info is not None else ()):
        locale = QLocale(code)
        title = QLocale.languageToString(locale.language())
        own = locale.nativeLanguageName()
        if _fits(query.strip(), f"{title} {own}"):
            yield Entry(f"{_LANGUAGE}{code}", title, own if own != title else "")


def _obstacle(style: Style | None, offers: Offers) -> str:
    """Say why the model cannot do a style; empty while it is not known yet."""
    return translated(obstacle(style, offers.info)) if offers.info is not None else ""


def _fits(wanted: str, title: str) -> bool:
    """Tell whether each word of the field begins a word of the title."""
    words = title.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in wanted.casefold().split())
