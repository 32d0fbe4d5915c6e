"""The settings of a server: where it is, its key, its model, what it may do, and consent.

Nothing is sent by writing an address here: the button asks for the names of models, and
text leaves only once the writer has agreed, host by host. GUI thread. May import: Qt, its
siblings, settings, errors.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from writer_app.errors import RemoteError
from writer_app.settings import Settings
from writer_app.ui.announce import announce
from writer_app.ui.controls import Chooser, Switch
from writer_app.ui.servers import Trial
from writer_app.ui.setting_rows import Row
from writer_app.ui.theme import interface_font
from writer_app.ui.translation import mark, mark_table, tr, translated

_FIELD_PX = 250
_EXAMPLE = "http://localhost:8080/v1"
USE_NAMES = {
    "off": mark("Nothing: it is off"),
    "ghosts": mark("Grey words"),
    "tasks": mark("Rewrites, summaries, drafts"),
    "both": mark("Both"),
}
mark_table(USE_NAMES)
_INTRODUCTION = mark(
    "Foreword needs no server: everything runs on this machine. If you have one that speaks "
    "OpenAI's dialect (llama.cpp, Ollama, vLLM), its larger model can do the work instead. It "
    "is off until you agree below, and while it is away this machine goes on by itself."
)
_SENT = {
    "ghosts": mark(
        "Up to some 3,000 characters before the caret, again and again while you write."
    ),
    "tasks": mark(
        "The passage that you rewrite or draft from, when you ask for it; for a summary, all of "
        "what it sums up."
    ),
}
mark_table(_SENT)
_AGREE = mark(
    "{host} gets:\n{sent}\nNever a file's name, and nothing of a document that you keep back "
    "(File, Never Send This Document). Whoever runs {host} can read and keep what it gets. The "
    "line under the page says so while it is on."
)
_AGREE_HERE = mark(
    "The server at {host} gets:\n{sent}\nNever a file's name, and nothing of a document that "
    "you keep back (File, Never Send This Document). It runs on this machine; what it does with "
    "the text is up to that program. The line under the page says so while it is on."
)

_SEARCHED = ("openai", "vllm", "ollama", "llama.cpp", "remote")

Change = Callable[..., None]


class _StackedRow(Row):
    """Words with their buttons under them, in a wide window too."""

    def set_narrow(self, is_narrow: bool) -> None:
        """Keep the buttons under the words."""
        super().set_narrow(is_narrow=True)


class ServerRows(QObject):
    """All rows of the section, and what they do together.

    Args:
        trial: looks at servers. settings: gives them as they now are. change: changes them.

    Attributes: rows: in their order.

    Signals: came_up(QWidget): something new that the writer should see.
    """

    came_up = Signal(object)

    def __init__(self, trial: Trial, settings: Callable[[], Settings], change: Change) -> None:
        super().__init__()
        self._trial = trial
        self._settings = settings
        self._change = change
        self._wanted = ""
        self._models: tuple[str, ...] = ()
        self.address, self.key = QLineEdit(), QLineEdit()
        self.look = QPushButton()
        self.result = QLabel()
        self.model, self.use = Chooser(), Chooser()
        self.proxy = Switch()
        self.agreement = QLabel()
        self.agree, self.refuse = QPushButton(), QPushButton()
        self.rows = self._make_rows()
        self._wire()
        self.show_settings(settings())

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        if not self.address.hasFocus():
            self.address.setText(settings.remote_address)
        names = self._models or tuple(filter(None, (settings.remote_model,)))
        if settings.remote_model and settings.remote_model not in names:
            names = (settings.remote_model, *names)
        with QSignalBlocker(self.model):
            self.model.clear()
            for name in names or (tr("Look for them first"),):
                self.model.addItem(name, name if names else "")
            self.model.setCurrentIndex(max(0, self.model.findData(settings.remote_model)))
        self.model.setEnabled(bool(names))
        with QSignalBlocker(self.use):
            self.use.setCurrentIndex(self.use.findData(self._wanted or settings.remote_use))
        with QSignalBlocker(self.proxy):
            self.proxy.setChecked(settings.remote_proxy)
        self._show_proxy()

    def _make_rows(self) -> list[Row]:
        """Make the widgets and lay each in its row."""
        introduction = Row("", tr(_INTRODUCTION))
        introduction.title.hide()
        self.address.setPlaceholderText(_EXAMPLE)
        self.key.setPlaceholderText(tr("none"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.look.setText(tr("Look for Its Models"))
        for value, words in USE_NAMES.items():
            self.use.addItem(tr(words), value)
        self.agree.setObjectName("agree")
        self.refuse.setText(tr("Not Now"))
        rows = [introduction]
        help_key = tr("If it asks for one. Kept in this system's keyring, never in the settings.")
        help_look = tr("Asks the server for the names of its models; none of your text is sent.")
        for title, help_words, control in (
            (tr("Address"), tr("With https, unless it runs on this machine."), self.address),
            (tr("Key"), help_key, self.key),
            (tr("Proxy"), " ", self.proxy),
            (tr("Try it"), help_look, self.look),
            (tr("Model"), "", self.model),
            (tr("It does"), "", self.use),
        ):
            row = Row(title, help_words, " ".join(_SEARCHED))
            control.setFont(interface_font())
            control.setAccessibleName(title)
            control.setAccessibleDescription(help_words.strip())
            row.title.setBuddy(control)
            row.add_control(control)
            rows.append(row)
        for field in (self.address, self.key):
            field.setFixedWidth(_FIELD_PX)
        self._proxy_row = rows[3]
        rows.insert(5, self._make_result())
        rows.append(self._make_agreement())
        for button in (self.look, self.agree, self.refuse):
            button.setFont(interface_font())
            button.setAutoDefault(False)
        return rows

    def _make_result(self) -> Row:
        """Make the line that tells what came of a look."""
        row = Row("", " ")
        row.title.hide()
        row.help.hide()
        row.box.setContentsMargins(0, 0, 0, 0)
        self.result = row.help
        self.result.setFont(interface_font())
        return row

    def _make_agreement(self) -> Row:
        """Make the words that are agreed to, with the buttons."""
        row = _StackedRow("", " ")
        row.title.hide()
        self.agreement = row.help
        self.agreement.setObjectName("agreement")
        self.agreement.setFont(interface_font())
        row.add_control(self.refuse, self.agree)
        self._agreement_row = row
        for widget in (self.agreement, self.agree, self.refuse):
            widget.hide()
        return row

    def _wire(self) -> None:
        self.address.editingFinished.connect(self._on_address)
        self.look.clicked.connect(self._on_look)
        self.key.returnPressed.connect(self._on_look)
        self.address.returnPressed.connect(self._on_look)
        self.model.activated.connect(self._on_model)
        self.use.activated.connect(self._on_use)
        self.proxy.toggled.connect(self._on_proxy)
        self.agree.clicked.connect(self._on_agreed)
        self.refuse.clicked.connect(self._on_refused)
        self._trial.found.connect(self._on_found)
        self._trial.failed.connect(self._on_failed)
        self._trial.key_kept.connect(self._on_key_kept)

    def _on_address(self) -> None:
        """Keep an address; another one is switched off until it is agreed to."""
        typed = self.address.text().strip()
        if typed == self._settings().remote_address:
            return
        self._models = ()
        self._hide_agreement()
        self._tell("")
        self._trial.forget()
        self._change(
            remote_address=typed, remote_use="off", remote_model="", remote_agreed="",
            remote_proxy=False,
        )  # fmt: skip

    def _on_look(self) -> None:
        """Ask the server for its models."""
        self._on_address()
        typed = self.address.text().strip()
        try:
            _, host, _ = self._trial.servers.base_of(typed)
        except RemoteError as error:
            self._tell(translated(str(error)))
            return
        self._tell(tr("Asking {host}...").format(host=host))
        self.look.setEnabled(False)
        key = self.key.text() or None
        self._trial.start(typed, key, use_proxy=self._settings().remote_proxy)

    def _on_found(self, names: tuple[str, ...]) -> None:
        self.look.setEnabled(True)
        self._models = names
        n = len(names)
        words = tr("It is there, with {n} models.")
        if n == 1:
            words = tr("It is there, with 1 model.")
        self._tell(words.format(n=n) if n else tr("It is there, but has no models."))
        if names and self._settings().remote_model not in names:
            self._change(remote_model=names[0])
        self.show_settings(self._settings())

    def _on_failed(self, words: str) -> None:
        self.look.setEnabled(True)
        self._tell(translated(words))

    def _on_key_kept(self, is_kept: bool) -> None:
        self.key.clear()
        words = tr("kept") if is_kept else tr("known until Foreword ends")
        self.key.setPlaceholderText(words)
        if not is_kept:
            self.key.setToolTip(tr("This system has no keyring that would keep it."))

    def _on_model(self, row: int) -> None:
        self._change(remote_model=str(self.model.itemData(row) or ""))

    def _on_use(self, row: int) -> None:
        """Switch off at once; switch on once it is agreed to."""
        use, settings = str(self.use.itemData(row)), self._settings()
        self._wanted = ""
        self._hide_agreement()
        if use == "off":
            self._change(remote_use="off")
            return
        if not settings.remote_model:
            self._tell(tr("Look for its models first."))
            self.show_settings(settings)
            return
        base, host, is_here = self._trial.servers.base_of(settings.remote_address)
        if settings.remote_agreed == base and use in (settings.remote_use, "off"):
            return
        self._wanted = use
        sent = "\n".join(f"\u2022 {tr(_SENT[one])}" for one in _SENT if use in (one, "both"))
        words = tr(_AGREE_HERE if is_here else _AGREE).format(host=host, sent=sent)
        self.agreement.setText(words)
        self.agree.setText(tr("Send It to {host}").format(host=host))
        for widget in (self.agreement, self.agree, self.refuse):
            widget.show()
        announce(self.agreement, words)
        self.refuse.setFocus()  # a stray key must not agree
        self.came_up.emit(self._agreement_row)

    def _on_agreed(self) -> None:
        use, self._wanted = self._wanted, ""
        base, _, _ = self._trial.servers.base_of(self._settings().remote_address)
        self._hide_agreement()
        self._change(remote_use=use, remote_agreed=base)
        self.use.setFocus()

    def _on_refused(self) -> None:
        self._wanted = ""
        self._hide_agreement()
        self.show_settings(self._settings())
        self.use.setFocus()

    def _hide_agreement(self) -> None:
        for widget in (self.agreement, self.agree, self.refuse):
            widget.hide()

    def _on_proxy(self, is_on: bool) -> None:
        self._change(remote_proxy=is_on)

    def _show_proxy(self) -> None:
        """Offer the system's proxy where it names one."""
        proxy = self._trial.servers.proxy_of(self._settings().remote_address)
        words = tr(
            "This system names {proxy}. It sees which server is asked, and not the text. Off: the "
            "server is asked directly."
        )
        self._proxy_row.help.setText(words.format(proxy=proxy))
        self._proxy_row.setMaximumHeight(16_777_215 if proxy else 0)
        self._proxy_row.setEnabled(bool(proxy))

    def _tell(self, words: str) -> None:
        self.result.setText(words)
        self.result.setVisible(bool(words))
        announce(self.result, words)
