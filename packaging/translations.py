"""Collect the words of the interface and keep the translation files complete.

    python packaging/translations.py          say what is missing, unused or unwrapped
    python packaging/translations.py update   write new texts into the files, unfinished

`resources/translations/zh_CN.ts` is in Qt Linguist's format; edit it there or by hand
(take `type="unfinished"` away once a text is translated). Two contexts: "Foreword" holds
what `tr("...")`, `mark("...")` and `mark_table(TABLE)` name in the window's code;
"Sentences" what the Qt-free rooms say, f-strings as templates with holes `{1}`, `{2}`.
"""

import ast
import itertools
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "writer_app"
FILES = {"zh_CN": ROOT / "resources" / "translations" / "zh_CN.ts"}
WINDOW, SENTENCES = "Foreword", "Sentences"
SILENT = (
    "writer_app/verbs/",
    "writer_app/bench/",
    "writer_app/cli.py",
    "writer_app/ui/bench_",
    "writer_app/ui/display.py",
    "writer_app/assist/rewriting/prompts.py",
    "writer_app/assist/drafting/prompts.py",
    "writer_app/assist/abstracting/prompts.py",
)
"""Never seen in the window."""
_MARKS = {"tr", "mark"}
NO_WORDS = ("writer_app/ui/theme.py", "writer_app/ui/fonts.py", "writer_app/ui/welcome_sample.py")
"""Modules of the window that say nothing (names of fonts, a sample that is measured)."""
_FAULTS = {"ValueError", "TypeError", "RuntimeError", "AssertionError", "cast", "NamedTuple"}
_WORDS = re.compile(r"[A-Za-z]{2,}")
_SENTENCE = re.compile(r"""^\s?["\u201c{\w].*\s.*[.]$""", re.DOTALL)
TABLES_OF_WORDS = {
    "writer_app/documents/formats/losses.py": "Kind",
    "writer_app/documents/formats/kinds.py": "NAMES",
    "writer_app/assist/drafting/wish.py": "_ADVICE",
    "writer_app/assist/rewriting/wish.py": "_ADVICE",
    "writer_app/documents/formats/foreign.py": "_OLD_KINDS",
}
"""Tables and enumerations of Qt-free rooms whose words are parts of sentences."""
FRAGMENTS = {
    "writer_app/assist/drafting/wish.py": ("Keywords need", "A brief or an outline needs"),
    "writer_app/assist/rewriting/judge.py": (
        "the model gave no answer",
        "the answer was far too long or too short",
        "the model found nothing to shorten",
        "the model found nothing to add",
        "the model repeated itself",
        "the answer said something else than the text",
        "the answer brought in numbers that are not in the text",
        "the answer was in another language",
        "the answer held words that Foreword does not bring in",
        "the answer lost a link or code of the text",
        "the answer turned a yes into a no, or a no into a yes",
        "the answer brought in what is not in the text",
        "the model would not do it",
    ),
    "writer_app/documents/safe.py": ("its folder", "the disk, and its folder with it"),
    "writer_app/documents/formats/foreign.py": ("no document that Foreword reads",),
    "writer_app/documents/encodings.py": (
        "this is not a text file; Foreword opens text and Markdown.",
        "its encoding is not known; convert it to UTF-8 and open it again.",
    ),
}
"""Parts of sentences that stand alone in the code."""


@dataclass(frozen=True)
class Text:
    """One text of the interface and where it stands."""

    context: str
    source: str
    place: str


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Give every module whose words can be seen in the window."""
    for path in sorted(APP.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(SILENT):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def is_window(name: str) -> bool:
    """Tell whether a module speaks to the writer by itself, in Qt."""
    return name.startswith("writer_app/ui/") or name == "writer_app/app.py"


def collect() -> list[Text]:
    """Collect every text, each once per context."""
    found: dict[tuple[str, str], Text] = {}
    for name, tree in modules():
        context = WINDOW if is_window(name) else SENTENCES
        texts = marked(tree) if is_window(name) else said(name, tree)
        for source, line in texts:
            found.setdefault((context, source), Text(context, source, f"{name}:{line}"))
    return list(found.values())


def marked(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Give what a module of the window hands to `tr`, `mark` and `mark_table`."""
    tables = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Action":
            yield from ((value.replace("_", " "), line) for value, line in _values(node))
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        first = node.args[0]
        if node.func.id in _MARKS and isinstance(first, ast.Constant):
            yield first.value, first.lineno
        elif node.func.id == "mark_table" and isinstance(first, ast.Name):
            table = tables[first.id]
            assert isinstance(table, ast.Dict), f"{first.id} is no table"
            for value in table.values:
                yield from _literals(value)


def said(name: str, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Give the sentences that a Qt-free room makes, names and numbers as holes."""
    skipped = _not_said(tree)
    fragments = set(FRAGMENTS.get(name, ()))
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        template = _template(node)
        if template is None:
            continue
        has_words = _WORDS.search(re.sub(r"\{\w+\}", "", template)) is not None
        if template in fragments or (has_words and _SENTENCE.match(template)):
            yield template.strip(), node.lineno  # type: ignore[attr-defined]
    for node in tree.body:
        if TABLES_OF_WORDS.get(name) in _names_of(node):
            yield from _literals(node)


def unwrapped() -> list[Text]:
    """Find words in the window's code that look as if a writer sees them, outside `tr`."""
    return [
        Text(WINDOW, source, f"{name}:{line}")
        for name, tree in modules()
        if is_window(name) and name not in NO_WORDS
        for source, line in _naked(tree)
    ]


_TELLS = {
    *("setText", "setWindowTitle", "setToolTip", "setStatusTip", "setAccessibleName"),
    *("setAccessibleDescription", "setPlaceholderText", "setInformativeText", "setTitle"),
    *("setLabelText", "setDetailedText", "addAction", "addMenu", "addItem", "addItems", "addTab"),
    *("addRow", "addButton", "setItemText", "setHeaderLabels", "setSuffix", "setPrefix", "say"),
    *("say_urgently", "announce", "emit", "invite", "offer", "QLabel", "QPushButton"),
    *("QAction", "QCheckBox", "QRadioButton", "QGroupBox", "QToolButton", "QMessageBox"),
    *("QListWidgetItem", "setSpecialValueText", "drawText", "information", "warning", "question"),
    *("getOpenFileName", "getSaveFileName", "getText", "getItem", "DocumentError"),
    *("SettingsError", "ModelError", "show_words", "insertSection", "setButtonText"),
}
"""Functions that show what they are given."""
_NEVER_TELLS = {
    *("setStyleSheet", "setObjectName", "setProperty", "property", "getattr", "setattr", "debug"),
    *("error", "exception", "warning", "info", "QKeySequence", "resource", "setFamilies"),
    *("getLogger", "metadata", "field", "inherits", "startswith", "endswith", "strftime"),
}
_PROSE = re.compile(r"^[\s\W]*[A-Z][a-z]+.*\s.*[a-z]{2,}|[a-z]{2,}\s[a-z]{2,}")
_NO_PROSE = re.compile(r"[{}<>=]|\w\[|[a-z]: |^Ctrl|^\W*$|^#|px\b|https?:")
NAMES = ("Foreword", "Ctrl+Alt", "Markdown", "English", "hf_")
"""What is the same in every language."""


def _naked(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Give strings that are shown, or read like prose, and were not handed to `tr`."""
    covered = _not_said(tree)
    for name in _tables_marked(tree):
        covered |= {
            id(inner) for node in tree.body if name in _names_of(node) for inner in ast.walk(node)
        }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = _called(node)
            if called in _MARKS | {"translated"} | (_NEVER_TELLS - _TELLS):
                covered |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in _TELLS:
            if isinstance(node.func, ast.Attribute) and _owner(node.func) == "_LOG":
                continue
            for inner in (part for argument in node.args for part in ast.walk(argument)):
                if id(inner) in covered or not _is_text(inner) or not _has_words(inner.value):
                    continue
                if _called(node) != "emit" or " " in inner.value:
                    covered.add(id(inner))
                    yield inner.value, inner.lineno
        elif id(node) not in covered and _is_text(node) and _is_prose(node.value):
            covered.add(id(node))
            yield node.value, node.lineno


def _is_prose(text: str) -> bool:
    """Tell whether a string reads like words for people."""
    return _PROSE.search(text) is not None and not _NO_PROSE.search(text) and _has_words(text)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _has_words(text: str) -> bool:
    """Tell whether a text shown has words of a language, not only names or markup."""
    bare = re.sub(r"<[^>]*>|&\w+;|\*?\.\w+", " ", text)
    for name in NAMES:
        bare = bare.replace(name, " ")
    return _WORDS.search(bare) is not None


def _tables_marked(tree: ast.Module) -> list[str]:
    return [
        node.args[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) == "mark_table"
        if isinstance(node.args[0], ast.Name)
    ]


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _owner(attribute: ast.Attribute) -> str:
    return attribute.value.id if isinstance(attribute.value, ast.Name) else ""


def _not_said(tree: ast.Module) -> set[int]:
    """Give what is never shown: docstrings, parts of f-strings, what goes to the log."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        skipped |= {id(part) for part in _parts_not_said(node)}
        for whole in _wholes_not_said(node):
            skipped |= {id(inner) for inner in ast.walk(whole)}
    return skipped


def _parts_not_said(node: ast.AST) -> Iterable[ast.AST | None]:
    """Give the strings right inside a node that nobody reads."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return [node.value]
        case ast.JoinedStr() if any(isinstance(one, ast.FormattedValue) for one in node.values):
            return [one for one in node.values if isinstance(one, ast.Constant)]
        case ast.ClassDef() if any("Enum" in ast.unparse(base) for base in node.bases):
            return [one.value for one in node.body if isinstance(one, ast.Assign)]
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.Dict():
            return node.keys
    return []


def _wholes_not_said(node: ast.AST) -> Iterator[ast.AST]:
    """Give the parts of a node in which nothing is read by a writer."""
    for hint in (getattr(node, "annotation", None), getattr(node, "returns", None)):
        if isinstance(hint, ast.AST):
            yield hint
    if isinstance(node, ast.Assert) and node.msg is not None:
        yield node.msg
    if isinstance(node, ast.Call):
        is_log = isinstance(node.func, ast.Attribute) and _owner(node.func) == "_LOG"
        if is_log or _called(node) in _FAULTS:
            yield node


def _numbered(text: str) -> str:
    """Give holes without a name their numbers."""
    numbers = itertools.count(1)
    return re.sub(r"\{\}", lambda _: f"{{{next(numbers)}}}", text)


def _template(node: ast.AST) -> str | None:
    """Give a literal as it is, an f-string with numbered holes."""
    if isinstance(node, ast.Constant):
        return _numbered(node.value) if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts: list[str] = []
    held: list[str] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
            continue
        assert isinstance(part, ast.FormattedValue)
        said_by = ast.unparse(part.value)
        if said_by not in held:
            held.append(said_by)
        parts.append(f"{{{held.index(said_by) + 1}}}")
    return "".join(parts)


def _values(enum: ast.ClassDef) -> Iterator[tuple[str, int]]:
    for node in enum.body:
        if isinstance(node, ast.Assign):
            yield from _literals(node.value)


def _literals(node: ast.AST) -> Iterator[tuple[str, int]]:
    docstrings = _not_said(node) if isinstance(node, ast.Module | ast.ClassDef) else set()
    keys = {
        id(key) for inner in ast.walk(node) if isinstance(inner, ast.Dict) for key in inner.keys
    }
    for inner in ast.walk(node):
        if _is_text(inner) and id(inner) not in docstrings | keys and _WORDS.search(inner.value):
            yield inner.value, inner.lineno


def _names_of(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return {node.target.id}
    return set()


def read(path: Path) -> dict[tuple[str, str], str]:
    """Read a file's finished translations by context and source."""
    if not path.exists():
        return {}
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): element.text or ""
        for context in ET.parse(path).getroot().iter("context")  # noqa: S314  (our own file)
        for message in context.iter("message")
        if (element := message.find("translation")) is not None and element.get("type") is None
    }


def write(
    path: Path, language: str, texts: Iterable[Text], known: dict[tuple[str, str], str]
) -> None:
    """Write a file anew: what is known is kept, what is new is marked unfinished."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{language}" sourcelanguage="en">')
    for context in (WINDOW, SENTENCES):
        lines += ["<context>", f"    <name>{context}</name>"]
        for text in sorted(texts, key=lambda one: (one.place.rpartition(":")[0], one.source)):
            if text.context != context:
                continue
            other = known.get((context, text.source), "")
            mark = "" if other else ' type="unfinished"'
            lines += [
                "    <message>",
                f"        <source>{_xml(text.source)}</source>",
                f"        <translation{mark}>{_xml(other)}</translation>",
                "    </message>",
            ]
        lines.append("</context>")
    lines.append("</TS>")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _xml(text: str) -> str:
    return escape(text).replace("\n", "&#10;").replace("\t", "&#9;")


def holes(text: str) -> set[str]:
    """Give the names of a text's holes."""
    return set(re.findall(r"\{(\w*)\}", text))


def bare(text: str) -> str:
    """Give a text without holes, file patterns and code."""
    return re.sub(r"\{\w*\}|`[^`]*`|\([a-z, ]+\)|\*?\.\w+|\d,\d", "", text)


def main() -> int:
    """Update the files, or say what is wrong with them."""
    texts = collect()
    n_faults = 0
    for language, path in FILES.items():
        known = read(path)
        if sys.argv[1:] == ["update"]:
            write(path, language, texts, known)
        for text in texts:
            if (text.context, text.source) not in known:
                print(f"{text.place}: not translated into {language}: {text.source!r}")  # noqa: T201
                n_faults += 1
    for text in unwrapped():
        print(f"{text.place}: not wrapped in tr(): {text.source!r}")  # noqa: T201
        n_faults += 1
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
