"""Which model does what, as the settings keep it."""

import pytest

from writer_app.library.choosing import Use, chosen, key_for_tasks, without


@pytest.mark.parametrize(
    ("before", "key", "use", "after"),
    [
        (("", ""), "mine", Use.ALL, ("mine", "")),
        (("", ""), "mine", Use.GHOSTS, ("mine", "default")),
        (("", ""), "mine", Use.TASKS, ("", "mine")),
        (("mine", ""), "other", Use.GHOSTS, ("other", "mine")),
        (("mine", "other"), "other", Use.GHOSTS, ("other", "")),
        (("mine", "other"), "mine", Use.TASKS, ("mine", "")),
        (("mine", "other"), "", Use.TASKS, ("mine", "default")),
        (("mine", "other"), "", Use.GHOSTS, ("", "other")),
        (("mine", "default"), "", Use.ALL, ("", "")),
    ],
)
def test_what_a_model_was_not_chosen_for_stays_as_it_was(
    before: tuple[str, str], key: str, use: Use, after: tuple[str, str]
) -> None:
    found = chosen(*before, key, use)
    assert (found["model"], found["tasks_model"]) == after


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        (("mine", ""), "mine", ("", "")),
        (("mine", "other"), "mine", ("", "other")),
        (("mine", "other"), "other", ("mine", "default")),
        (("", "mine"), "mine", ("", "")),
        (("mine", "other"), "third", ("mine", "other")),
    ],
)
def test_the_box_does_the_work_of_a_model_that_is_gone(
    before: tuple[str, str], gone: str, after: tuple[str, str]
) -> None:
    found = without(*before, gone)
    assert (found["model"], found["tasks_model"]) == after


def test_tasks_are_ghosts_model_s_work_unless_another_is_named() -> None:
    named = [key_for_tasks("mine", word) for word in ("", "other", "default")]
    assert named == ["mine", "other", ""]
