"""The judge learns from cases what makes a change right."""

import random
from pathlib import Path

from models.fit_judge import Case, fit, with_bar, write_judge
from tests.assist.fix.lexicon import RESOURCES, english
from writer_app.assist.fix.judge import KINDS, Evidence
from writer_app.assist.fix.lexicon import read_lexicon


def cases(n: int) -> list[Case]:
    """Make changes that are right where they gain much and bring in no rare word."""
    source = random.Random(3)
    found = []
    for _ in range(n):
        gain, grade = source.uniform(1, 12), source.choice((10, 60))
        evidence = Evidence(source.choice(KINDS), gain, gain / 2, 2.5, 10, grade, False)
        found.append(Case(evidence, gain > 6 and grade == 10, is_clean=False))
    return found


def test_what_speaks_for_a_change_weighs_for_it() -> None:
    judge = fit(cases(400))
    assert judge.weights["gain"] > 0
    assert judge.weights["new_is_very_rare"] < 0


def test_the_bar_leaves_clean_text_alone_as_often_as_promised() -> None:
    quiet = cases(500)
    judge = with_bar(fit(cases(400)), quiet, n_words=5000)
    assert sum(judge.sureness(case.evidence) > 0 for case in quiet) <= 3


def test_the_fitted_judge_is_read_back_with_the_rules(tmp_path: Path) -> None:
    rules = (RESOURCES / "fix-en.toml").read_text(encoding="utf-8")
    path = tmp_path / "fix-en.toml"
    judge = fit(cases(100))
    write_judge(path, rules, judge)
    lexicon = read_lexicon("", path.read_text(encoding="utf-8"))
    assert lexicon.judge.bar == judge.bar
    assert lexicon.judge.weights["gain"] == judge.weights["gain"]
    assert lexicon.confused == english().confused
