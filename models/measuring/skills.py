"""Each taught skill against its plain baseline, on held-out text and public sets.

May import: recipe, teaching, measuring, engine. Thread: worker.
"""

import json
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.measuring.app_answers import AppAnswers
from models.measuring.asking import Asker
from models.measuring.jfleg import detokenize, retokenize
from models.measuring.metrics import gleu, rouge, sari
from models.measuring.speller import Speller
from models.recipe.control import DRAFT, EXPAND, FIX, SHORTEN, SUMMARY, TITLE
from models.recipe.documents import paragraphs
from models.teaching.makers import Limits, cut_for_filling, make_samples, shorten
from models.teaching.noise import add_noise
from models.teaching.text import WordCounts, count_words, is_clean, sentences
from writer_app.assist.rewriting.wish import Style
from writer_app.errors import InputError

LEAST_KEPT = 0.5
"""A skill whose answers the app mostly refuses makes the writer wait for nothing."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the skills are measured on.

    Attributes:
        documents: held out. speller: of the training text. n: examples of each skill.
        public: folder with jfleg-dev/ and summaries-valid.jsonl, or None. limits: sizes.
    """

    documents: list[str]
    speller: Speller
    n: int
    public: Path | None
    limits: Limits


def measure_skills(asker: Asker, app: AppAnswers, material: Material) -> dict[str, Any]:
    """Measure every skill; each result has "ours", "baseline", "measure" and "ships"."""
    counts = count_words(material.documents)
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "fill": lambda: _fill(asker, material),
        "fix": lambda: _fix(asker, material),
        "shorten": lambda: _shorten(asker, app, material, counts),
        "expand": lambda: _expand(asker, app, material, counts),
        "summary": lambda: _summary(asker, material),
        "draft": lambda: _costs("draft", DRAFT, asker, material, counts),
        "title": lambda: _title(asker, material, counts),
    }
    results = {}
    for name, measure in measures.items():
        results[name] = measure()
        print(f"{name}: {json.dumps(results[name])}", flush=True)
    return results


def _result(
    measure: str, ours: float, baseline: float, n: int, *, is_less_better: bool = False, **more: Any
) -> dict[str, Any]:
    is_better = ours < baseline if is_less_better else ours > baseline
    return {
        "measure": measure,
        "ours": round(ours, 4),
        "baseline": round(baseline, 4),
        "examples": n,
        "ships": bool(n and is_better),
        **more,
    }


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def _fill(asker: Asker, material: Material) -> dict[str, Any]:
    """Weigh the middle of passages with the text after the caret, and without."""
    source = random.Random(7)
    with_suffix, without = [], []
    for document in _shuffled(material.documents, source):
        passage = document[: material.limits.passage // 2].strip()
        if len(passage) < 200:
            continue
        whole, suffix = cut_for_filling(passage, material.limits, source)
        n_middle = min(len(whole) - 20, source.randrange(8, 80))
        prefix, middle = whole[:-n_middle], whole[-n_middle:]
        with_suffix.append(asker.nats_of_middle(prefix, middle, suffix))
        without.append(asker.nats_of_middle(prefix, middle, ""))
        if len(without) == material.n:
            break
    measure = "nats of a middle and its end, with and without the text after it"
    return _result(measure, _mean(with_suffix), _mean(without), len(without), is_less_better=True)


def _fix(asker: Asker, material: Material) -> dict[str, Any]:
    """Restore noised sentences, leave clean ones alone; GLEU on JFLEG where it is at hand."""
    source = random.Random(11)
    clean = _clean_sentences(material, source)
    noisy = [add_noise(sentence, source) for sentence in clean]
    fixed = [asker.answer(FIX, sentence, _room(sentence)) for sentence in noisy]
    spelt = [material.speller.correct(sentence) for sentence in noisy]
    kept = [asker.answer(FIX, sentence, _room(sentence)) for sentence in clean]
    more: dict[str, Any] = {
        "restored_by_nothing": _share_equal(noisy, clean),
        "restored_by_speller": _share_equal(spelt, clean),
        "clean_left_alone": _share_equal(kept, clean),
    }
    ours, nothing = _share_equal(fixed, clean), more["restored_by_nothing"]
    baseline, measure = max(nothing, more["restored_by_speller"]), "noised sentences restored"
    if material.public is not None:
        more["restored"] = ours
        ours, more["gleu_of_speller"], more["gleu_of_nothing"] = _jfleg(asker, material)
        baseline = max(more["gleu_of_speller"], more["gleu_of_nothing"])
        measure = "GLEU on JFLEG dev, best baseline of doing nothing and a speller"
    return _result(measure, ours, baseline, len(clean), **more)


def _room(sentence: str) -> int:
    return 16 + len(sentence) // 2


def _share_equal(answers: list[str], wanted: list[str]) -> float:
    pairs = zip(answers, wanted, strict=True)
    return round(_mean([float(a.strip() == b.strip()) for a, b in pairs]), 4)


def _jfleg(asker: Asker, material: Material) -> tuple[float, float, float]:
    """Give GLEU of the model, of the speller, and of the lines as they came."""
    assert material.public is not None
    folder = material.public / "jfleg-dev"
    lines = _lines(folder / "dev.src")[: max(1, 5 * material.n)]
    references = list(zip(*(_lines(folder / f"dev.ref{i}") for i in range(4)), strict=True))

    def corrected(fix: Callable[[str], str]) -> list[str]:
        answers = []
        for line in lines:
            text = detokenize(line)
            answer = fix(text)
            answers.append(line if answer == text else retokenize(answer))
        return answers

    ours = corrected(lambda text: asker.answer(FIX, text, _room(text)) or text)
    spelt = corrected(material.speller.correct)
    used = references[: len(lines)]
    return gleu(lines, ours, used), gleu(lines, spelt, used), gleu(lines, lines, used)


def _lines(path: Path) -> list[str]:
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read; leave --public away to go without.") from error


def _summary(asker: Asker, material: Material) -> dict[str, Any]:
    """Compare with printed summaries, or with the centrality rule where there are none."""
    pairs = _printed_pairs(material)
    ours: dict[str, list[float]] = {"1": [], "2": [], "L": []}
    first: dict[str, list[float]] = {"1": [], "2": [], "L": []}
    for text, summary in pairs:
        read = text[: material.limits.passage]
        answer = asker.answer(SUMMARY, read, 160)
        beginning = read[: max(1, len(answer))]
        for name, value in rouge(answer, summary).items():
            ours[name].append(value)
        for name, value in rouge(beginning, summary).items():
            first[name].append(value)
    more: dict[str, Any] = {f"rouge_{k}": round(_mean(v), 4) for k, v in ours.items()}
    more |= {f"rouge_{k}_of_first_sentences": round(_mean(v), 4) for k, v in first.items()}
    measure = "ROUGE-2 F against printed summaries; baseline: the beginning, as long"
    return _result(measure, _mean(ours["2"]), _mean(first["2"]), len(pairs), **more)


def _printed_pairs(material: Material) -> list[tuple[str, str]]:
    if material.public is None:
        return []
    rows = [json.loads(line) for line in _lines(material.public / "summaries-valid.jsonl")]
    return [(row["text"], row["summary"]) for row in rows][: material.n]


def _title(asker: Asker, material: Material, counts: WordCounts) -> dict[str, Any]:
    ours, first = [], []
    for asked, heading in _requests("title", material, counts):
        ours.append(rouge(asker.answer(TITLE, asked, 24), heading)["1"])
        first.append(rouge(" ".join(asked.split()[: len(heading.split())]), heading)["1"])
    measure = "ROUGE-1 F against the heading; baseline: the first words"
    return _result(measure, _mean(ours), _mean(first), len(ours))


def _costs(
    kind: str, control: str, asker: Asker, material: Material, counts: WordCounts
) -> dict[str, Any]:
    """Weigh the right answer when asked for, unasked, and after the request as plain text."""
    asked_nats, unasked, plain = [], [], []
    for asked, answer in _requests(kind, material, counts):
        asked_nats.append(asker.nats_of_answer(control, asked, answer) / len(answer))
        unasked.append(asker.nats_of_middle("", answer, "") / len(answer))
        plain.append(asker.nats_of_middle(f"{asked}\n\n", answer, "") / len(answer))
    measure = "nats a character of the right answer; baseline: unasked, or after it as plain text"
    ours, baseline = _mean(asked_nats), min(_mean(unasked), _mean(plain))
    return _result(measure, ours, baseline, len(asked_nats), is_less_better=True)


def _expand(
    asker: Asker, app: AppAnswers, material: Material, counts: WordCounts
) -> dict[str, Any]:
    """Weigh the right answers, and tell how many of its own the app would keep."""
    result = _costs("expand", EXPAND, asker, material, counts)
    texts = [asked for asked, _ in _requests("expand", material, counts)]
    return _if_kept(result, texts, app.rewritings(Style.EXPAND, texts))


def _if_kept(result: dict[str, Any], texts: list[str], given: list[str]) -> dict[str, Any]:
    kept = round(_mean([float(a != b) for a, b in zip(texts, given, strict=True)]), 4)
    return {**result, "kept_by_the_app": kept, "ships": result["ships"] and kept >= LEAST_KEPT}


def _shorten(
    asker: Asker, app: AppAnswers, material: Material, counts: WordCounts
) -> dict[str, Any]:
    """Compare with people's simplifications, where they are at hand; else with the rule."""
    if material.public is None:
        pairs = _requests("shorten", material, counts)
        ours = [asker.answer(SHORTEN, asked, _room(asked)) for asked, _ in pairs]
        share = _share_equal(ours, [answer for _, answer in pairs])
        # The rule that taught it gives this answer always, so it cannot be beaten here.
        return _result("the rule's own answer given", share, 1.0, len(pairs))
    folder = material.public / "asset-valid"
    lines = _lines(folder / "orig")[: material.n]
    references = list(zip(*(_lines(folder / f"simp.{i}") for i in range(10)), strict=True))
    used = references[: len(lines)]
    answers = app.rewritings(Style.SHORTEN, lines)
    by_rule = [shorten(line) for line in lines]
    ours_sari, rule_sari = sari(lines, answers, used), sari(lines, by_rule, used)
    nothing = sari(lines, lines, used)
    measure = "SARI on ASSET, best baseline of doing nothing and the rule that taught it"
    more: dict[str, Any] = {
        "sari_of_rule": round(rule_sari, 2),
        "sari_of_nothing": round(nothing, 2),
    }
    result = _result(measure, ours_sari, max(rule_sari, nothing), len(lines), **more)
    return _if_kept(result, lines, answers)


def _requests(kind: str, material: Material, counts: WordCounts) -> list[tuple[str, str]]:
    """Give (input, output) pairs of a skill from held-out documents."""
    source, found = random.Random(13), []
    for document in _shuffled(material.documents, source):
        for sample in make_samples(kind, document, counts, material.limits, source):
            _, _, asked, _, answer, _ = sample
            found.append((asked.text, answer.text))
            if len(found) == material.n:
                return found
    return found


def _clean_sentences(material: Material, source: random.Random) -> list[str]:
    found = []
    for document in _shuffled(material.documents, source):
        for paragraph in paragraphs(document)[:40]:
            found += [s for s in sentences(paragraph) if is_clean(s)][:2]
            if len(found) >= material.n:
                return found[: material.n]
    return found


def _shuffled(documents: list[str], source: random.Random) -> list[str]:
    return source.sample(documents, len(documents))
