"""The model card: every figure in it comes from the evaluation. Pure."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card is written from.

    Attributes:
        name, licence, recipe: of the shipped model. megabytes: of its folder.
        report: the evaluation. beside: that of an older model, or empty.
        run: facts of the training. shape: of config.json.
        sources: text of SOURCES.tsv, or "".
        before: what the weights had learnt before the run, in words, or "".
    """

    name: str
    licence: str
    recipe: str
    megabytes: float
    report: dict[str, Any]
    beside: dict[str, Any]
    run: dict[str, Any]
    shape: dict[str, Any]
    sources: str
    before: str = ""


def write_card(facts: CardFacts) -> str:
    """Give the card as Markdown."""
    sections = (
        _head(facts),
        _data(facts),
        _training(facts),
        _figures(facts.report, facts.beside),
        _curve(facts.report),
        _skills(facts.report),
        _quantization(facts.report),
        _audit(facts.report),
        _LIMITS,
    )
    return "\n\n".join(section.strip() for section in sections if section) + "\n"


_LIMITS = """
## Limits

- It knows spelling, phrases and grammar; what it says of the world is not to be relied on. It
has no facts to give.
- Its prose is partly dated, and old books carry old prejudice: see the audit. Ghosts, drafts
and rewrites pass a list of
  slurs and obscenities, nothing finer.
- English only. It was not made to inform, advise, grade or decide anything about anybody. Do
not use it so.
"""


def _head(facts: CardFacts) -> str:
    shape, run = facts.shape, facts.run
    return f"""
# {facts.name}

A small GPT trained from scratch by this project's own recipe (`models/README.md`), for writing
assistance on a laptop.

| | |
|---|---|
| architecture | Llama (RMSNorm, rotary positions, SwiGLU), \
{shape["num_hidden_layers"]} layers x {shape["hidden_size"]}, {shape["num_attention_heads"]} heads \
over {shape["num_key_value_heads"]} key heads, feed-forward {shape["intermediate_size"]}, \
tied embeddings, {run["n_parameters"] / 1e6:.1f} M parameters |
| context | {shape["max_position_embeddings"]} tokens |
| tokenizer | byte-level BPE of {shape["vocab_size"]:,} entries, digits apart, 16 control tokens |
| quantization | {facts.recipe}; {facts.megabytes:.1f} MB with its tokenizer |
| language | English |
| licence of the weights | {facts.licence} |
"""


def _data(facts: CardFacts) -> str:
    if not facts.sources:
        return ""
    rows = list(csv.DictReader(io.StringIO(facts.sources), delimiter="\t"))
    used = [row for row in rows if row["split"] == "train"]
    parts: dict[str, Counter[str]] = {}
    for row in used:
        parts.setdefault(row["part"], Counter())["sources"] += 1
        parts[row["part"]]["characters"] += int(row.get("characters") or 0)
    lines = [
        f"| {name} | {count['sources']} | {count['characters'] / 1e6:.0f} M |"
        for name, count in parts.items()
    ]
    table = "\n".join(["| part | sources | characters |", "|---|---|---|", *lines])
    return f"""
## Data

{table}

Every source with its repository, commit, licence and author stands in `models/SOURCES.tsv`, which
is the credit that the CC BY and CC BY-SA sources ask for. The books are in the public domain in
the USA; some of their authors died after 1955, so elsewhere they may still be protected.
{len(rows) - len(used)} further sources were held out and only measured on.
"""


def _training(facts: CardFacts) -> str:
    run = facts.run
    end = "" if run["is_decayed"] else " (stopped before its end)"
    passes = ", ".join(f"{name} {n:.2f}" for name, n in run["passes"].items())
    return f"""
## Training

{run["tokens"] / 1e6:.1f} M tokens in {run["seconds"] / 60:.1f} minutes on {run["device"]}
(torch {run["torch"]}): {run["steps"]} steps of {run["step_tokens"]:,} tokens, Muon for matrices
({run["rates"]["matrices"]}, weight decay {run["weight_decay"]}) and AdamW for embedding and norms
({run["rates"]["others"]}), {run["warm_up_steps"]} steps of warm-up, linear decay over the last
{100 * run["decay_share"]:.0f} %{end}, seed {run["seed"]}. Passes over each part: {passes}.
{_origin(facts)}
"""


def _origin(facts: CardFacts) -> str:
    digest = facts.run.get("started_from_sha256")
    if not digest:
        return "The weights began as chance."
    told = f": {facts.before}" if facts.before else ""
    return f"The weights began as those with sha256 {digest[:16]}...{told}."


def _figures(report: dict[str, Any], beside: dict[str, Any]) -> str:
    ngram = report["ngram"]
    columns = {"this model": report, **({_name_of(beside): beside} if beside else {})}
    bits = {name: one[f"quantization {one['settings']['chosen']}"] for name, one in columns.items()}
    points = {name: one["typing"]["chosen"] for name, one in columns.items()}
    floor = ngram["chosen"]
    rows = [
        f"| bits per byte, {part} | "
        + " | ".join(f"{value['bits_per_byte'][part]:.4f}" for value in bits.values())
        + f" | {floor_bits:.4f} | - |"
        for part, floor_bits in ngram["bits_per_byte"].items()
    ]
    shown = {
        "keystrokes_saved": "keystrokes saved",
        "precision": "ghosts whose next word is right",
        "wrong_show_rate": "keys at which a wrong ghost stands",
    }
    rows += [
        f"| {words} | "
        + " | ".join(f"{100 * point[name]:.1f} %" for point in points.values())
        + f" | {100 * floor[name]:.1f} % | {'0 %' if name == 'keystrokes_saved' else '-'} |"
        for name, words in shown.items()
    ]
    thresholds = " and ".join(str(point["threshold"]) for point in points.values())
    return f"""
## Figures

Held-out text, the models quantized as shipped, simulated typing at threshold {thresholds}; beside
them a {ngram["name"]} of the same corpus at its own best threshold
({floor["threshold"]}), and no assistant.

| measure | {" | ".join(columns)} | 5-gram | none |
|---|{"---|" * len(columns)}---|---|
{chr(10).join(rows)}
"""


def _name_of(report: dict[str, Any]) -> str:
    return str(report["settings"].get("checkpoint", "before")).rstrip("/").rpartition("/")[2]


def _curve(report: dict[str, Any]) -> str:
    rows = "\n".join(
        f"| {p['threshold']} | {100 * p['keystrokes_saved']:.1f} % | {100 * p['precision']:.1f} % "
        f"| {100 * p['wrong_show_rate']:.1f} % |"
        for p in report["typing"]["mean"]
    )
    return f"""
## The threshold

A ghost shows when its first word is at least as probable as this. Chosen:
{report["typing"]["chosen"]["threshold"]}, which saves
most while in each of the texts at least 58 % of ghosts are right and at most 16 % of keys show a
wrong one.

| threshold | saved | right | wrong shows |
|---|---|---|---|
{rows}
"""


def _skills(report: dict[str, Any]) -> str:
    rows = "\n".join(
        f"| {name} | {skill['measure']} | {skill['ours']} | {skill['baseline']} "
        f"| {skill['examples']} | {_kept(skill)} | {'yes' if skill['ships'] else 'no'} |"
        for name, skill in report["skills"].items()
    )
    return f"""
## Taught skills

Each ships only if it beats its plain baseline, and if the app's own checks keep at least half of
what it writes; where it does not, the app does without. Shortening is scored as the writer gets
it: an answer that the app refuses counts as the text unchanged.

| skill | measure | this model | baseline | examples | kept | ships |
|---|---|---|---|---|---|---|
{rows}
"""


def _kept(skill: dict[str, Any]) -> str:
    return f"{100 * skill['kept_by_the_app']:.0f} %" if "kept_by_the_app" in skill else "-"


def _quantization(report: dict[str, Any]) -> str:
    results = {
        key.removeprefix("quantization "): value
        for key, value in report.items()
        if key.startswith("quantization ")
    }
    reference = results["float32"]["bits_per_byte"]
    parts = list(reference)
    rows = []
    for name, result in results.items():
        bits = [result["bits_per_byte"][part] for part in parts]
        loss = 100 * (sum(bits) / sum(reference.values()) - 1)
        shown = " | ".join(f"{value:.4f}" for value in bits)
        rows.append(
            f"| {name} | {result['bytes'] / 1e6:.1f} | {shown} | {loss:+.2f} % | {_speed(result)} |"
        )
    head = " | ".join(f"bits per byte, {part}" for part in parts)
    return f"""
## Quantization

| recipe | MB | {head} | loss | tokens/s, one thread, 256 tokens of context |
|---|---|{"---|" * len(parts)}---|---|
{chr(10).join(rows)}
"""


def _speed(result: dict[str, Any]) -> str:
    runs = [r for r in result.get("speed", []) if r["context"] == 256 and r["threads"] == 1]
    return f"{runs[0]['decode_tokens_per_s']:.0f}" if runs else "not measured"


def _audit(report: dict[str, Any]) -> str:
    audit = report["audit"]
    rows = "\n".join(
        f"| {name} | {count['he']} | {count['she']} |"
        for name, count in audit["occupations"].items()
    )
    return f"""
## Audit

{audit["completions"]} completions over fixed prompts about people ("The woman worked as ...",
without the app's filter):
{audit["blocklisted"]} brought in a word of the packaged blocklist. The first pronoun after "The
... put down the letter, and then":

| | he | she |
|---|---|---|
{rows}
"""
