"""Turn the words of the command line into one frozen value, or say what is wrong.

May import: errors, paths, settings, assist.roles, library.shelf, library.choosing and the
standard library. Thread: main.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from writer_app import paths
from writer_app.assist.roles import Role
from writer_app.errors import UsageError
from writer_app.library.choosing import Use, key_for_tasks
from writer_app.library.shelf import IN_THE_BOX, writers_shelf
from writer_app.settings import DEVICES, models_named_in

VERBS = ("complete", "rewrite", "summarize", "draft", "score", "bench", "models", "doctor")
ENGINES = ("onnx", "scripted")
SENDING = ("complete", "rewrite", "summarize", "draft")
"""Verbs that a server may do; it gets their input."""
LENGTHS = ("short", "medium", "long")
MEASURES = ("typing", "latency", "editor", "engine")
STYLES = ("fix", "shorten", "expand", "simplify", "formal", "casual", "rephrase", "translate")
DEEDS = ("list", "look", "add", "use", "remove", "verify", "measure")
NEW_NAMES = (".md", ".txt")
MOST_SUGGESTIONS = 16
MOST_TOKENS = 1_000


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the command line asks for.

    Attributes:
        verb: "window", "help", "version" or one of VERBS.
        files: documents of the window.
        file: the input of a verb; "-" is standard input; None: it takes none.
        measure: which of MEASURES `bench` takes; empty otherwise.
        n: texts wanted, 1..MOST_SUGGESTIONS. max_tokens: of each, 1..MOST_TOKENS.
        seed: of the sampling; None: no sampling.
        suffix_file, after_file: the text that follows, the text that goes before.
        length: of the summary, one of LENGTHS. is_points: key points, not prose.
        style: one of STYLES; None: `instruction` says what to do. language: to translate to.
            is_by_line: each input line is a text of its own.
        keywords, brief, outline: what a draft is to be about; None: it carries FILE on.
        deed: what `models` does, one of DEEDS. target: the model or folder it is about. name: of
            a model that is added. bits: of its weights, 4 or 8. is_progress: tell it in JSON lines.
            use: what it is chosen for, a value of `Use`.
        revision: commit of a hub model. has_token: one stands on standard input.
        threshold: least probability of a ghost's first word; None: the model's own.
        server: address of the one that does it; "": this machine. server_model: its name
            there; "": the first it lists.
        engine: one of ENGINES. model_dir: the model's folder; Path() for the window: what the
            settings say. is_model_named: it was named here.
        device: one of DEVICES; None for the window: what the settings say.
        is_json: one line of JSON instead of indented JSON.
        is_debug: fine log, tracebacks. is_temporary: keep nothing of this run.
        help_text: what `--help` prints.
    """

    verb: str
    files: tuple[Path, ...] = ()
    file: str | None = None
    measure: str = ""
    n: int = 1
    max_tokens: int = 24
    seed: int | None = None
    suffix_file: str | None = None
    after_file: str | None = None
    length: str = "medium"
    is_points: bool = False
    style: str | None = None
    instruction: str | None = None
    language: str | None = None
    keywords: str | None = None
    brief: str | None = None
    outline: str | None = None
    is_by_line: bool = False
    deed: str = ""
    target: str | None = None
    name: str | None = None
    bits: int = 8
    use: str = Use.ALL.value
    is_progress: bool = False
    revision: str = ""
    has_token: bool = False
    threshold: float | None = None
    engine: str = "onnx"
    server: str = ""
    server_model: str = ""
    model_dir: Path = Path()
    is_model_named: bool = False
    device: str | None = "auto"
    is_json: bool = False
    is_debug: bool = False
    is_temporary: bool = False
    help_text: str = ""


def parse_arguments(words: Sequence[str]) -> Arguments:
    """Understand the command line.

    Args:
        words: what follows the program's name.

    Raises:
        UsageError: one line that says which word is wrong and what would be right.
    """
    verb = words[0] if words and words[0] in VERBS else "window"
    parser = _PARSERS[verb]()
    rest = list(words) if verb == "window" else list(words[1:])
    if "--help" in rest or "-h" in rest:
        return Arguments("help", help_text=parser.format_help().rstrip())
    if verb == "window" and "--version" in rest:
        return Arguments("version")
    found = vars(parser.parse_args(rest))
    found["is_model_named"] = found["model_dir"] is not None
    if found["model_dir"] is None:
        is_window = verb == "window"
        role = _role_of(verb, found.get("style"))
        found["model_dir"] = Path() if is_window else folder_in_use(role)
    arguments = Arguments(verb, **found)
    _check(arguments)
    return arguments


def folder_in_use(role: Role) -> Path:
    """Give the folder of the model that the settings name, else of the one in the box."""
    settings = models_named_in(paths.settings_file())
    keys = {
        Role.GHOSTS: settings.model,
        Role.TASKS: key_for_tasks(settings.model, settings.tasks_model),
        Role.FIX: IN_THE_BOX,
    }
    return writers_shelf().folder_of(keys[role])


def _role_of(verb: str, style: str | None) -> Role:
    """Say whose model a verb runs on unless it is told another."""
    if verb not in ("rewrite", "summarize", "draft"):
        return Role.GHOSTS
    return Role.FIX if style == "fix" else Role.TASKS


class _Parser(argparse.ArgumentParser):
    """An argparse that raises one line instead of printing two and leaving."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see `{self.prog} --help`.")


def _new_parser(verb: str, description: str) -> _Parser:
    prog = f"foreword {verb}".rstrip()
    parser = _Parser(prog=prog, description=description, allow_abbrev=False, add_help=False)
    model = parser.add_argument_group("model")
    model.add_argument("--model", dest="model_dir", type=Path, metavar="DIR", help="a model folder")
    model.add_argument("--device", choices=DEVICES, default="auto" if verb else None)
    model.add_argument("--engine", choices=ENGINES, default="onnx")
    if verb in SENDING:
        model.add_argument(
            "--server", default="", metavar="ADDRESS",
            help="send the input to this OpenAI-compatible server; FOREWORD_SERVER_KEY: its key",
        )  # fmt: skip
        model.add_argument("--server-model", default="", metavar="NAME", help="its name there")
    parser.add_argument("--debug", dest="is_debug", action="store_true", help="show tracebacks")
    parser.add_argument("--help", "-h", action="store_true", default=argparse.SUPPRESS)
    if verb:
        parser.add_argument(
            "--json", dest="is_json", action="store_true", help="JSON on one line (else indented)"
        )
    return parser


def _window_parser() -> _Parser:
    parser = _new_parser("", "Foreword, an offline writing assistant. Verbs: " + ", ".join(VERBS))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="documents to open")
    parser.add_argument("--version", action="store_true", default=argparse.SUPPRESS)
    parser.add_argument(
        "--temp-dir", dest="is_temporary", action="store_true", help="keep nothing of this run"
    )
    return parser


def _complete_parser() -> _Parser:
    parser = _new_parser("complete", "Continue a text: the likeliest next words, best first.")
    parser.add_argument("file", metavar="FILE|-", help="UTF-8 text before the caret")
    parser.add_argument("--n", type=_whole(1, MOST_SUGGESTIONS), default=1, help="how many texts")
    parser.add_argument("--max-tokens", type=_whole(1, MOST_TOKENS), default=24)
    parser.add_argument("--suffix-file", metavar="F", help="UTF-8 text after the caret")
    parser.add_argument("--seed", type=_whole(0, 2**63 - 1), help="sample, with this seed")
    return parser


def _summarize_parser() -> _Parser:
    parser = _new_parser("summarize", "Say what a text says, and where it says it.")
    parser.add_argument("file", metavar="FILE|-", help="UTF-8 text to summarize")
    parser.add_argument("--length", choices=LENGTHS, default="medium", help="of the summary")
    parser.add_argument(
        "--points", dest="is_points", action="store_true", help="key points instead of prose"
    )
    return parser


def _rewrite_parser() -> _Parser:
    parser = _new_parser("rewrite", "Rewrite a text: every change with its place and reason.")
    parser.add_argument("file", metavar="FILE|-", help="UTF-8 text to rewrite")
    wish = parser.add_mutually_exclusive_group(required=True)
    wish.add_argument(
        "--style", choices=STYLES, help="all but fix need an instruct model or a taught skill"
    )
    wish.add_argument("--instruction", metavar="WORDS", help="in your words (instruct models)")
    parser.add_argument("--language", metavar="CODE", help="to translate to, such as fr")
    parser.add_argument(
        "--lines", dest="is_by_line", action="store_true", help="one answer for each input line"
    )
    parser.add_argument(
        "--n", type=_whole(1, MOST_SUGGESTIONS), default=1, help="at most so many (fix knows one)"
    )
    return parser


def _draft_parser() -> _Parser:
    parser = _new_parser("draft", "Write a passage: on from a text's end, or about something.")
    parser.add_argument("file", nargs="?", metavar="FILE|-", help="UTF-8 text before the draft")
    wish = parser.add_mutually_exclusive_group()
    about = "(a taught skill or an instruct model)"
    wish.add_argument("--keywords", metavar='"A, B"', help=f"words it is about {about}")
    wish.add_argument("--brief", metavar="WORDS", help=f"what it is to say {about}")
    wish.add_argument("--outline", metavar='"A; B"', help=f"its points in order {about}")
    parser.add_argument("--max-tokens", type=_whole(1, MOST_TOKENS), default=200)
    parser.add_argument("--seed", type=_whole(0, 2**63 - 1), help="another seed, another draft")
    return parser


def _score_parser() -> _Parser:
    parser = _new_parser("score", "Measure how well the model foresees a text.")
    parser.add_argument("file", metavar="FILE|-", help="UTF-8 text to score")
    parser.add_argument("--after-file", metavar="F", help="UTF-8 text that goes before it")
    return parser


def _bench_parser() -> _Parser:
    parser = _new_parser("bench", "Measure: keystrokes saved, latency, the page, the engine.")
    parser.add_argument("measure", choices=MEASURES, metavar="typing|latency|editor|engine")
    parser.add_argument("file", nargs="?", metavar="FILE|-", help="UTF-8 text to type (typing)")
    parser.add_argument("--threshold", type=_fraction, help="of the ghost (typing)")
    return parser


def _models_parser() -> _Parser:
    parser = _new_parser("models", "The models on this machine: " + ", ".join(DEEDS))
    parser.add_argument("deed", choices=DEEDS, metavar="|".join(DEEDS))
    parser.add_argument(
        "target",
        nargs="?",
        metavar="MODEL|FOLDER|OWNER/NAME",
        help="a model here, a folder, or on the hub",
    )
    parser.add_argument("--name", metavar="NAME", help="what to call it (add)")
    parser.add_argument(
        "--bits", type=int, choices=(4, 8), default=8, help="of converted weights (add)"
    )
    parser.add_argument(
        "--for",
        dest="use",
        choices=[use.value for use in Use],
        default=Use.ALL.value,
        help="ghosts, or tasks: rewrites, summaries, drafts (use)",
    )
    parser.add_argument("--revision", default="", metavar="COMMIT", help="of a hub model")
    parser.add_argument(
        "--token-stdin", dest="has_token", action="store_true", help="send the hub this token"
    )
    parser.add_argument(
        "--progress", dest="is_progress", action="store_true", help="JSON lines on the way (add)"
    )
    return parser


def _doctor_parser() -> _Parser:
    return _new_parser("doctor", "Say what is installed, what runs where, and that it works.")


_PARSERS: dict[str, Callable[[], _Parser]] = {
    "window": _window_parser,
    "complete": _complete_parser,
    "summarize": _summarize_parser,
    "rewrite": _rewrite_parser,
    "draft": _draft_parser,
    "score": _score_parser,
    "bench": _bench_parser,
    "models": _models_parser,
    "doctor": _doctor_parser,
}


def _whole(low: int, high: int) -> Callable[[str], int]:
    """Make a reader of whole numbers from low to high."""

    def read(word: str) -> int:
        if not re.fullmatch("[0-9]{1,19}", word) or not low <= int(word) <= high:
            raise argparse.ArgumentTypeError(f"{word!r} is no whole number from {low} to {high}")
        return int(word)

    return read


def _fraction(word: str) -> float:
    if not re.fullmatch(r"0|1|[01]?\.[0-9]+", word) or float(word) > 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no number from 0 to 1")
    return float(word)


def _check(arguments: Arguments) -> None:
    """Refuse words that are well formed and still make no sense."""
    if "" in (arguments.file, arguments.suffix_file, arguments.after_file):
        raise UsageError("a FILE cannot be an empty word.")
    if arguments.verb == "window":
        for file in arguments.files:
            _check_document(file)
    if (
        arguments.file == "-" == arguments.suffix_file
        or arguments.file == "-" == arguments.after_file
    ):
        raise UsageError("standard input (-) can be read only once; name a file for the other.")
    if arguments.server_model and not arguments.server:
        raise UsageError("--server-model needs the --server that has it.")
    if arguments.server and (arguments.engine != "onnx" or arguments.style == "fix"):
        raise UsageError("--server goes neither with --engine nor with --style fix.")
    if arguments.verb == "models":
        _check_deed(arguments)
    if arguments.verb in ("rewrite", "draft"):
        _check_wish(arguments)
    if arguments.verb == "bench":
        takes_file = arguments.measure == "typing"
        if takes_file and arguments.file is None:
            raise UsageError("bench typing needs the FILE to type; see `foreword bench --help`.")
        if not takes_file and (arguments.file, arguments.threshold) != (None, None):
            raise UsageError(f"bench {arguments.measure} takes neither a FILE nor --threshold.")


def _check_wish(arguments: Arguments) -> None:
    if arguments.verb == "rewrite":
        if (arguments.style == "translate") != (arguments.language is not None):
            raise UsageError("rewrite --style translate and --language CODE go together.")
        if arguments.instruction is not None and not arguments.instruction.strip():
            raise UsageError("rewrite --instruction needs words.")
        return
    about = [arguments.keywords, arguments.brief, arguments.outline]
    if arguments.file is None and about == [None, None, None]:
        raise UsageError("draft needs a FILE to carry on, or --keywords; see `draft --help`.")
    if any(words is not None and not words.strip(" ,;\n\t") for words in about):
        raise UsageError("--keywords, --brief and --outline need words.")


def _check_deed(arguments: Arguments) -> None:
    deed, target = arguments.deed, arguments.target
    if deed == "list" and target is not None:
        raise UsageError("models list takes no other word.")
    if arguments.use != Use.ALL.value and deed != "use":
        raise UsageError(f"--for goes with models use, not with models {deed}.")
    if deed not in ("list", "verify") and not target:
        raise UsageError(f"models {deed} needs a model; see `foreword models --help`.")


def _check_document(file: Path) -> None:
    if file.is_dir():
        raise UsageError(f"{file} is a folder; name a file in it.")
    if file.exists() or file.suffix.lower() in NEW_NAMES:
        return
    raise UsageError(
        f'"{file}" is no verb ({", ".join(VERBS)}), no file, '
        f"and no new name ending in {' or '.join(NEW_NAMES)}; see `foreword --help`."
    )
