"""Measure Fix: GLEU on learners' sentences, false changes on clean prose. Run by hand.

    python -m tests.bench.fix_quality jfleg JFLEG_DEV_DIR JFLEG_TEXT.PY OUT.json
    python -m tests.bench.fix_quality clean CLEAN.txt[.xz] OUT.json [--show]

JFLEG (CC BY-NC-SA) and the clean text are not part of this repository. Lines left
alone are scored as they came. "Dictionary alone" replaces each word that the word
list lacks by its nearest, commonest neighbour. `--show` writes the changes to read.
"""

import importlib.util
import json
import lzma
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.bench.gleu import corpus_gleu
from writer_app.assist.fix.fixer import Fixer
from writer_app.assist.fix.lexicon import Lexicon, read_lexicon
from writer_app.assist.fix.revision import Edit, apply_edits
from writer_app.assist.fix.sentence import like, words_of
from writer_app.assist.fix.spelling import is_misspelt
from writer_app.engine.gpt import open_model
from writer_app.engine.model import StopFlag

ROOT = Path(__file__).resolve().parents[2]
CLEAN_CHARS = 100_000
Fix = Callable[[str], list[Edit]]


def load(path: Path) -> Any:
    """Import the detokenizer that goes with the data."""
    spec = importlib.util.spec_from_file_location("jfleg_text", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dictionary_alone(lexicon: Lexicon) -> Fix:
    """Make a fixer that knows words and nothing around them."""

    def fix(text: str) -> list[Edit]:
        found = []
        for word in words_of(text):
            near = lexicon.dictionary.near(word.lower, 1)
            if near and is_misspelt(word, lexicon, frozenset()):
                found.append(Edit(word.start, word.end, like(word.text, near[0][0]), "spelling"))
        return found

    return fix


def clean_prose(path: Path) -> str:
    """Give whole prose paragraphs from all over the text, CLEAN_CHARS in all."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode()
    documents = text.split("\f")
    paragraphs = [
        paragraph.strip()
        for document in documents
        for paragraph in document.split("\n\n")
        if len(paragraph) > 300 and paragraph.count("\n") < 3
    ]
    step = max(1, sum(map(len, paragraphs)) // CLEAN_CHARS)
    return "\n\n".join(paragraphs[::step])


def measure_jfleg(fix: Fix, folder: Path, text: Any) -> dict[str, Any]:
    """Fix every source line and score it against the four references."""
    sources = (folder / "dev.src").read_text(encoding="utf-8").splitlines()
    references = [p.read_text(encoding="utf-8").splitlines() for p in sorted(folder.glob("*.ref?"))]
    reasons: Counter[str] = Counter()
    answers, seconds = [], []
    for source in sources:
        plain = text.detokenize(source)
        started_s = time.perf_counter()
        edits = fix(plain)
        seconds.append(time.perf_counter() - started_s)
        reasons.update(edit.reason for edit in edits)
        answers.append(text.retokenize(apply_edits(plain, edits)) if edits else source)
    seconds.sort()
    return {
        "gleu": round(corpus_gleu(sources, references, answers), 2),
        "gleu_source": round(corpus_gleu(sources, references, sources), 2),
        "edits": dict(reasons.most_common()),
        "ms_p50": round(1000 * seconds[len(seconds) // 2], 1),
        "ms_p95": round(1000 * seconds[len(seconds) * 95 // 100], 1),
    }


def measure_clean(fix: Fix, prose: str, shown: Path | None = None) -> dict[str, Any]:
    """Count the changes of text that is right; `shown` gets them for a person to read."""
    edits = fix(prose)
    n_words = len(prose.split())
    if shown is not None:
        lines = [
            f"{edit.reason}: {prose[max(0, edit.start - 50) : edit.start]}"
            f"[{prose[edit.start : edit.end]} -> {edit.replacement}]"
            f"{prose[edit.end : edit.end + 40]}".replace("\n", " ")
            for edit in edits
        ]
        shown.write_text("\n".join(lines), encoding="utf-8")
    return {
        "words": n_words,
        "changes": len(edits),
        "per_1000_words": round(1000 * len(edits) / n_words, 2),
        "edits": dict(Counter(edit.reason for edit in edits).most_common()),
    }


def measure(name: str, words: list[str], fix: Fix, shown: Path | None) -> dict[str, Any]:
    """Run one of the two measures with the paths that it takes."""
    if name == "jfleg":
        return measure_jfleg(fix, Path(words[0]), load(Path(words[1])))
    return measure_clean(fix, clean_prose(Path(words[0])), shown)


def machine() -> dict[str, Any]:
    """Tell where it was measured."""
    versions = {name: metadata.version(name) for name in ("onnxruntime-gpu", "rapidfuzz", "numpy")}
    return {"platform": platform.platform(), "cores": os.cpu_count(), "versions": versions}


def main() -> None:
    """Measure the fixer and the dictionary alone, and add both to the record."""
    name, *words, out_name = [word for word in sys.argv[1:] if word != "--show"]
    out = Path(out_name)
    lexicon = read_lexicon(
        (ROOT / "resources" / "words-en.txt").read_text(encoding="utf-8"),
        (ROOT / "resources" / "fix-en.toml").read_text(encoding="utf-8"),
    )
    model = open_model(ROOT / "models" / "default")
    fixer = Fixer(model, lexicon)
    fixes: dict[str, Fix] = {
        "fix": lambda text: list(fixer.edits(text, StopFlag())),
        "dictionary_alone": dictionary_alone(lexicon),
    }
    found = {}
    for kind, fix in fixes.items():
        shown = out.with_suffix(f".{kind}.txt") if "--show" in sys.argv else None
        found[kind] = measure(name, words, fix, shown)
    record = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    record |= {"model": model.info.name, name: found, "machine": machine()}
    out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
