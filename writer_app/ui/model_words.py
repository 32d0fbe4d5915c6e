"""What the window of models says of each: lines, facts, verdicts. GUI thread.

May import: Qt (names of languages), translation, library.
"""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QLocale

from writer_app.library.choosing import Use
from writer_app.library.progress import Progress
from writer_app.ui.model_library import Choice, Place
from writer_app.ui.translation import mark_table, tr

_MOST_LANGUAGES = 3
_BYTES_PER_MB = 1e6
VERDICTS = {
    "fast": "fast for ghost text",
    "fine": "fine for ghost text",
    "slow": "slow for ghost text",
}
mark_table(VERDICTS)
USES = {
    frozenset({Use.GHOSTS, Use.TASKS}): "in use",
    frozenset({Use.GHOSTS}): "in use for ghosts",
    frozenset({Use.TASKS}): "in use for rewriting",
}
mark_table(USES)
STAGES = {
    "looking": "Asking the hub",
    "downloading": "Downloading",
    "converting": "Converting",
    "comparing": "Comparing with the original",
    "measuring": "Measuring its speed",
}
mark_table(STAGES)
ROUTES = {
    "made by Foreword": "ready for Foreword",
    "ready ONNX graph": "a ready ONNX graph",
    "converted here": "a checkpoint, converted on this machine",
    "exported with optimum": "a checkpoint, exported with optimum on this machine",
}
mark_table(ROUTES)


def line_of(choice: Choice, uses: frozenset[Use]) -> str:
    """Give the quiet line under a model's name in the list.

    Args: uses: what it is used for.
    """
    parts = []
    if choice.installed is not None:
        model = choice.installed
        if uses:
            parts.append(tr(USES[uses]))
        if model.problem:
            parts.append(tr("cannot be used"))
        else:
            verdict = _speed(model.measured).get("verdict")
            if len(uses) != 1:  # there is room for two facts
                parts.append(_kind(is_instruct=model.is_instruct))
            parts += [tr(VERDICTS[verdict])] if verdict in VERDICTS else []
    elif choice.begun is not None:
        percent = 100 * choice.begun.n_done // max(1, choice.begun.n_total)
        parts.append(tr("{percent} % here").format(percent=percent))
    elif choice.entry is not None:
        parts.append(_kind(is_instruct=choice.entry.kind == "instruct"))
        parts.append(languages_named(choice.entry.languages, most=1))
    else:
        parts.append(tr("named by you"))
    return " \u00b7 ".join(part for part in parts if part)


def facts_of(choice: Choice, listing: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Yield what is known of a model, label and words."""
    if choice.installed is not None:
        yield from _installed_facts(choice)
    elif listing is not None:
        yield from _listed_facts(listing)
    elif choice.entry is not None:
        yield tr("Licence"), choice.entry.licence
        spoken = languages_named(choice.entry.languages, most=20)
        if not choice.entry.is_checked:
            spoken = tr("{languages} (from memory, not yet checked)").format(languages=spoken)
        yield tr("Languages"), spoken
        yield tr("Kind"), _kind(is_instruct=choice.entry.kind == "instruct")


def _installed_facts(choice: Choice) -> Iterator[tuple[str, str]]:
    model = choice.installed
    assert model is not None
    speed, parity = _speed(model.measured), (model.measured or {}).get("parity")
    yield tr("Kind"), _kind(is_instruct=model.is_instruct)
    yield tr("Languages"), languages_named(model.languages, most=20) or tr("not told")
    yield tr("Licence"), model.licence
    yield tr("Space"), tr("{size} MB on disk").format(size=f"{model.size_mb:,.1f}")
    yield tr("Weights"), model.quantization or tr("not told")
    if speed:
        yield tr("Speed"), speed_words(speed)
    if isinstance(parity, dict):
        yield tr("Closeness"), parity_words(parity)
    elif model.key:
        yield tr("Closeness"), tr("nothing to compare with: it came ready to run")
    if model.source:
        yield tr("From"), model.source
    if model.key:
        yield tr("Folder"), str(model.folder)


def _listed_facts(listing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    files = listing.get("files", [])
    yield tr("Licence"), str(listing.get("license", ""))
    languages = tuple(map(str, listing.get("languages", ())))
    yield tr("Languages"), languages_named(languages, most=20) or tr("not told")
    size = tr("{size} MB in {n} files; {free} GB are free on the disk")
    yield (
        tr("Space"),
        size.format(
            size=f"{listing.get('size_mb', 0):,.1f}",
            n=len(files),
            free=f"{listing.get('free_mb', 0) / 1000:,.1f}",
        ),
    )
    route = ROUTES.get(str(listing.get("route", "")))
    yield tr("Form"), tr(route) if route else str(listing.get("route", ""))
    yield tr("Host"), str(listing.get("host", ""))
    names = [str(file.get("name", "")) for file in files if isinstance(file, dict)]
    yield tr("Files"), ", ".join(names)


def speed_words(speed: dict[str, Any]) -> str:
    """Say how fast a model is on this machine."""
    verdict = VERDICTS.get(str(speed.get("verdict")), "")
    words = tr("{verdict}: {ms} ms from a typed word to a ghost, {rate} tokens a second")
    return words.format(
        verdict=tr(verdict),
        ms=f"{speed.get('ghost_ms', 0):,.0f}",
        rate=f"{speed.get('decode_tokens_per_s', 0):,.0f}",
    )


def parity_words(parity: dict[str, Any]) -> str:
    """Say how close a converted model is to its original."""
    words = tr(
        "the same next word as the original in {share} % of {n} places; "
        "{built} bits a byte, the original {original}"
    )
    return words.format(
        share=f"{100 * parity.get('agreement', 0):.1f}",
        n=parity.get("n_tokens", 0),
        built=f"{parity.get('bits_per_byte', 0):.3f}",
        original=f"{parity.get('original_bits_per_byte', 0):.3f}",
    )


def progress_words(progress: Progress | None) -> str:
    """Say how far a job is, how fast, and how long it will take."""
    if progress is None:
        return tr("Starting\u2026")
    stage = tr(STAGES[progress.stage]) if progress.stage in STAGES else progress.stage
    if not progress.total:
        return f"{stage}\u2026"
    if progress.stage != "downloading":
        return f"{stage} \u00b7 {100 * progress.done // progress.total} %"
    amount = tr("{done} of {total} MB").format(
        done=f"{progress.done / _BYTES_PER_MB:,.0f}", total=f"{progress.total / _BYTES_PER_MB:,.0f}"
    )
    parts = [stage, amount]
    if progress.per_second:
        speed = f"{progress.per_second / _BYTES_PER_MB:,.1f}"
        parts.append(tr("{speed} MB a second").format(speed=speed))
    if progress.seconds_left is not None:
        parts.append(time_left(progress.seconds_left))
    return " \u00b7 ".join(parts)


def time_left(seconds: float) -> str:
    """Say how long something will still take."""
    if seconds < 90:
        return tr("{n} s left").format(n=max(1, round(seconds)))
    if seconds < 5400:
        return tr("{n} min left").format(n=round(seconds / 60))
    return tr("{n} h left").format(n=round(seconds / 3600))


def languages_named(codes: tuple[str, ...], most: int = _MOST_LANGUAGES) -> str:
    """Name languages, a few of many."""
    names = [_language(code) for code in codes[:most]]
    more = len(codes) - len(names)
    if more > 0:
        return tr("{names} and {n} more").format(names=", ".join(names), n=more)
    return ", ".join(names)


def place_words(place: Place) -> str:
    """Name a part of the list."""
    if place is Place.HERE:
        return tr("On this machine")
    return tr("Begun") if place is Place.BEGUN else tr("On the hub")


def _language(code: str) -> str:
    language = QLocale(code).language()
    is_known = language != QLocale.Language.C
    return QLocale.languageToString(language) if is_known else code


def _kind(*, is_instruct: bool) -> str:
    return tr("follows instructions") if is_instruct else tr("continues text")


def _speed(measured: dict[str, Any] | None) -> dict[str, Any]:
    speed = (measured or {}).get("speed")
    return speed if isinstance(speed, dict) else {}
