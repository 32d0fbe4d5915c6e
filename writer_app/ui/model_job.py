"""One deed of the model library in a process of its own, heard line by line.

The window's own process never opens a connection nor loads a checkpoint: it starts
`foreword models ... --progress`, whose words this is the ear for. GUI thread. May import:
Qt, paths, library.progress.
"""

import json
import os
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from writer_app.library.progress import Progress
from writer_app.paths import own_command
from writer_app.ui.translation import tr

_PATIENCE_MS = 3_000
_LONGEST_LINE_BYTES = 4_000_000


class ModelJob(QObject):
    """A child process that looks, adds, measures or checks.

    Signals:
        progressed(Progress): how far it is.
        finished(dict): its answer. failed(str): why there is none, in words.
        ended(): it was ended on the writer's word.

    Thread: GUI.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, parent: QObject, words: list[str], token: str = "") -> None:
        """Make the job; it begins with `start`.

        Args:
            words: what follows `foreword models`. token: for the hub; "": none.
        """
        super().__init__(parent)
        self._token = token
        self._rest = b""
        self._errors = b""
        self._answer: dict[str, Any] | None = None
        self._is_ended = False
        command = own_command()
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in command.environment.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setProgram(command.words[0])
        tail = ["--progress", *(["--token-stdin"] if token else [])]
        self._process.setArguments([*command.words[1:], "models", *words, *tail])
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.readyReadStandardError.connect(self._on_errors)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        """Begin."""
        self._process.start()
        if self._token:
            self._process.write(f"{self._token}\n".encode())
        self._process.closeWriteChannel()

    def end(self) -> None:
        """End it: what was fetched stays, what was half made goes."""
        self._is_ended = True
        if os.name == "nt":  # a console process hears no gentler word there
            self._process.kill()
            return
        self._process.terminate()
        QTimer.singleShot(_PATIENCE_MS, self._process.kill)

    def end_now(self) -> None:
        """End it before the window goes, and wait for that."""
        self._is_ended = True
        self._process.kill()
        self._process.waitForFinished(_PATIENCE_MS)

    def _on_output(self) -> None:
        self._rest += bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = self._rest.split(b"\n")
        if len(self._rest) > _LONGEST_LINE_BYTES:
            self._rest = b""
        for line in lines:
            self._hear(line)

    def _hear(self, line: bytes) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        if isinstance(said.get("progress"), dict):
            self.progressed.emit(Progress(**said["progress"]))
        else:
            self._answer = said

    def _on_errors(self) -> None:
        self._errors = (self._errors + bytes(self._process.readAllStandardError().data()))[-4000:]

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        self._on_errors()
        if self._is_ended:
            self.ended.emit()
        elif code == 0 and status == QProcess.ExitStatus.NormalExit and self._answer is not None:
            self.finished.emit(self._answer)
        else:
            self.failed.emit(self._last_words())

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            words = tr("{program} cannot be started.")
            self.failed.emit(words.format(program=self._process.program()))

    def _last_words(self) -> str:
        """Give the last line of its error stream; "" when it fell silent (out of memory, say)."""
        lines = self._errors.decode("utf-8", "replace").strip().splitlines()
        return lines[-1].removeprefix("foreword: ") if lines else ""
