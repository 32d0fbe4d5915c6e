"""The heights of a row of paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.ui.heights import RUN, Heights

SOME = st.lists(st.integers(1, 50), max_size=40)


def heights_of(*heights: float) -> Heights:
    made = Heights()
    made.replace(0, 0, heights)
    return made


@given(st.data())
def test_they_are_those_of_a_plain_list_whatever_is_put_in_and_taken_out(
    data: st.DataObject,
) -> None:
    made, plain = Heights(), list[float]()
    for _ in range(6):
        first = data.draw(st.integers(0, len(plain)))
        n_old = data.draw(st.integers(0, len(plain) - first))
        new = [float(one) for one in data.draw(SOME)] * data.draw(st.sampled_from((1, RUN // 4)))
        made.replace(first, n_old, new)
        plain[first : first + n_old] = new
        if plain:
            number = data.draw(st.integers(0, len(plain) - 1))
            made[number] = plain[number] = 7.0
    assert (len(made), made.total) == (len(plain), sum(plain))
    assert [made[number] for number in range(len(plain))] == plain
    assert [made.top(number) for number in range(0, len(plain), 97)] == [
        sum(plain[:number]) for number in range(0, len(plain), 97)
    ]


@pytest.mark.parametrize(
    ("y", "number"), [(-5, 0), (0, 0), (9.9, 0), (10, 1), (29, 1), (30, 2), (99, 2)]
)
def test_a_height_belongs_to_the_one_that_stands_there(y: float, number: int) -> None:
    assert heights_of(10, 20, 5).at(y) == number


def test_a_height_far_down_is_found() -> None:
    made = heights_of(*[2.0] * (5 * RUN))
    assert (made.at(2.0 * 3 * RUN + 1), made.top(3 * RUN)) == (3 * RUN, 6.0 * RUN)


def test_nothing_has_no_height() -> None:
    assert (len(Heights()), Heights().total, Heights().at(3)) == (0, 0.0, 0)
