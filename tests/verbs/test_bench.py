"""`bench` hands its words on and prints the fields of the contract."""

import json

from tests.command_line import run_foreword

TEXT = b"It was a dark night, and the rain fell on the roof of the house."


def test_typing_prints_the_fields_of_the_contract() -> None:
    ended = run_foreword("bench", "typing", "-", "--json", given=TEXT)
    answer = json.loads(ended.out)
    names = {"characters", "keys", "keystrokes_saved", "shown_rate", "precision"}
    assert set(answer) >= names | {"wrong_show_rate", "model_ms"}
    assert answer["characters"] == len(TEXT)
    assert answer["keystrokes_saved"] == round(1 - answer["keys"] / len(TEXT), 4)


def test_a_threshold_of_one_keeps_all_ghosts_away() -> None:
    ended = run_foreword("bench", "typing", "-", "--threshold", "1", given=TEXT)
    answer = json.loads(ended.out)
    assert (answer["shown_rate"], answer["keys"]) == (0, len(TEXT))
