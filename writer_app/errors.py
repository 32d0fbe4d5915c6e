"""Every exception Foreword raises on purpose.

    WriterError
    +-- UsageError            wrong words or flags on the command line (exit 2)
    +-- InputError            a file or text that cannot be read as asked (exit 1)
    +-- ModelError
    |   +-- ModelMissing      no model folder, or a part of it is not there
    |   +-- ModelCorrupt      damaged, truncated, foreign, or its hash does not match
    |   +-- ModelRunFailed    the graph ran and failed
    |   +-- RemoteError       a server of the writer's that cannot be used
    |       +-- RemoteUnreachable  it does not answer, or not in time; later it may
    |       +-- RemoteRefused      it wants another key, model or address: the writer must act
    |       +-- RemoteBroken       what it answers is no answer of such a server
    +-- DocumentError         a document that cannot be opened or saved; the text in hand is safe
    |   +-- DocumentChanged   another program changed the file since it was opened
    +-- SettingsError         settings that cannot be read; defaults are used instead
    +-- SearchError
        +-- PatternWrong      a pattern, or its replacement, that means nothing
        +-- SearchTooSlow     a search that would take too long

Messages are one line for the writer, say what to do next, and never hold the
writer's text. May import: standard library only. Thread: any.
"""


class WriterError(Exception):
    """Base of all; `str()` of it can be shown to the writer as it is."""


class UsageError(WriterError):
    """The command line asks for something that does not exist."""


class InputError(WriterError):
    """The input cannot be read as UTF-8 text from a readable file."""


class ModelError(WriterError):
    """The model cannot be used; typing and saving go on without it."""


class ModelMissing(ModelError):
    """The model folder or one of its files is not there."""


class ModelCorrupt(ModelError):
    """The model folder holds something that must not be run."""


class ModelRunFailed(ModelError):
    """The runtime failed inside a run that was not cancelled."""


class RemoteError(ModelError):
    """A server of the writer's cannot be used; the model on this machine goes on."""


class RemoteUnreachable(RemoteError):
    """The server does not answer, is busy, or broke off; it may be back later."""


class RemoteRefused(RemoteError):
    """The server, or our own rules, refuse: the writer has something to change."""


class RemoteBroken(RemoteError):
    """The server's answer cannot be read."""


class DocumentError(WriterError):
    """A document cannot be opened or saved; nothing was changed on disk."""


class DocumentChanged(DocumentError):
    """The file on disk is not the one that was read; ask before replacing it."""


class SettingsError(WriterError):
    """The settings file cannot be used; it was set aside."""


class SearchError(WriterError):
    """A search that finds nothing because it cannot be made."""


class PatternWrong(SearchError):
    """The pattern or its replacement cannot be read; `str()` of it says where."""


class SearchTooSlow(SearchError):
    """The search took longer than a writer would wait, and was ended."""
