"""Every action has keys; the writer's own go first where nobody else holds them."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from tests.ui.hands import ALT, CTRL, NO_MODIFIER, SHIFT
from writer_app.ui.keymap import CHANGE_ACTIONS, DEFAULT_KEYS, DIFF_ACTIONS, Action, make_keymap


def key_event(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


@pytest.mark.parametrize("actions", [set(Action) - CHANGE_ACTIONS, DIFF_ACTIONS])
def test_no_two_actions_of_one_place_share_a_default_key(actions: set[Action]) -> None:
    keys = sorted(QKeySequence(k).toString() for a in actions for k in DEFAULT_KEYS[a])
    assert all(one != other for one, other in pairwise(keys))


def test_key_may_mean_one_thing_on_the_page_and_another_over_a_diff() -> None:
    keymap = make_keymap([("keep_change", "Ctrl+S"), ("refuse_change", "Esc")])
    assert keymap.keys_of(Action.KEEP_CHANGE) == ("Ctrl+S",)
    assert keymap.keys_of(Action.REFUSE_CHANGE) == ("N",)
    assert "Esc" in keymap.problems[0]


@pytest.mark.parametrize(
    ("action", "key", "modifiers"),
    [
        (Action.TAKE_GHOST, Qt.Key.Key_Tab, NO_MODIFIER),
        (Action.TAKE_WORD, Qt.Key.Key_Right, CTRL),
        (Action.TAKE_WORD, Qt.Key.Key_Right, CTRL | Qt.KeyboardModifier.KeypadModifier),
        (Action.DISMISS, Qt.Key.Key_Escape, NO_MODIFIER),
        (Action.NEXT_ALTERNATIVE, Qt.Key.Key_BracketRight, ALT),
        (Action.NEXT_ALTERNATIVE, Qt.Key.Key_Period, CTRL),
        (Action.PREVIOUS_ALTERNATIVE, Qt.Key.Key_BracketLeft, ALT),
        (Action.PREVIOUS_ALTERNATIVE, Qt.Key.Key_Comma, CTRL),
        (Action.ASK, Qt.Key.Key_Space, CTRL),
        (Action.ASK, Qt.Key.Key_Semicolon, CTRL),
        (Action.TOGGLE_GHOSTS, Qt.Key.Key_G, CTRL | ALT),
        (Action.SAVE_AS, Qt.Key.Key_S, CTRL | SHIFT),
    ],
)
def test_default_key_finds_its_action(
    action: Action, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    assert make_keymap().action_for(key_event(key, modifiers), Action) is action


def test_own_keys_take_the_place_of_the_defaults() -> None:
    keymap = make_keymap([("take_ghost", "F2"), ("take_ghost", "F4")])
    assert keymap.keys_of(Action.TAKE_GHOST) == ("F2", "F4")
    assert keymap.problems == ()


def test_key_of_another_action_is_refused_in_words() -> None:
    keymap = make_keymap([("take_ghost", "Ctrl+S")])
    assert keymap.keys_of(Action.TAKE_GHOST) == ("Tab",)
    assert "Ctrl+S" in keymap.problems[0]


def test_two_actions_may_change_places() -> None:
    keymap = make_keymap([("take_ghost", "Ctrl+Right"), ("take_word", "Tab")])
    assert keymap.keys_of(Action.TAKE_GHOST) == ("Ctrl+Right",)
    assert keymap.keys_of(Action.TAKE_WORD) == ("Tab",)


def test_two_wishes_for_one_key_cannot_both_be_granted() -> None:
    keymap = make_keymap([("take_ghost", "F2"), ("take_word", "F2")])
    assert keymap.keys_of(Action.TAKE_GHOST) == ("F2",)
    assert keymap.keys_of(Action.TAKE_WORD) == ("Ctrl+Right",)
    assert len(keymap.problems) == 1


def test_unknown_action_and_unreadable_key_are_told() -> None:
    keymap = make_keymap([("fly", "F2"), ("save", "Ctrl+Nonsense")])
    assert len(keymap.problems) == 2
    assert keymap.keys_of(Action.SAVE) == ("Ctrl+S",)


def test_empty_sequence_takes_the_keys_away() -> None:
    assert make_keymap([("take_word", "")]).keys_of(Action.TAKE_WORD) == ()


def test_without_tab_the_right_arrow_takes() -> None:
    assert make_keymap(is_no_tab=True).keys_of(Action.TAKE_GHOST) == ("Right",)
