"""Replies kept by their text."""

from hypothesis import given
from hypothesis import strategies as st

from writer_app.assist.cache import Reply, ReplyCache


def test_typed_letters_find_the_tail() -> None:
    cache = ReplyCache()
    cache.put("It was a", " x", Reply(" dark night", 0.9))
    hit = cache.find("It was a da", " x")
    assert hit is not None
    assert hit.tail == "rk night"


def test_other_letters_or_other_text_after_find_nothing() -> None:
    cache = ReplyCache()
    cache.put("It was a", " x", Reply(" dark night", 0.9))
    assert cache.find("It was a b", " x") is None
    assert cache.find("It was a", " y") is None


def test_reply_for_the_very_text_comes_first() -> None:
    cache = ReplyCache()
    cache.put("It was", "", Reply(" a dark night", 0.9))
    cache.put("It was a", "", Reply(" good day", 0.9))
    hit = cache.find("It was a", "")
    assert hit is not None
    assert hit.tail == " good day"


def test_known_silence_is_a_hit_without_text() -> None:
    cache = ReplyCache()
    cache.put("It was", "", Reply("", 0.0))
    hit = cache.find("It was", "")
    assert hit is not None
    assert hit.tail == ""
    assert cache.find("It was a", "") is None


def test_longest_unused_goes_first() -> None:
    cache = ReplyCache(capacity=2)
    cache.put("a", "", Reply("1", 0.9))
    cache.put("b", "", Reply("2", 0.9))
    cache.find("a", "")
    cache.put("c", "", Reply("3", 0.9))
    assert len(cache) == 2
    assert cache.find("b", "") is None
    assert cache.find("a", "") is not None


def test_discarded_reply_does_not_come_back() -> None:
    cache = ReplyCache()
    cache.put("It was", "", Reply(" dark", 0.9))
    cache.discard("It was x", "")
    assert cache.find("It was", "") is not None
    cache.discard("It was d", "")
    assert cache.find("It was", "") is None


@given(st.text(alphabet="ab ", max_size=6), st.text(alphabet="ab ", min_size=1), st.integers(0, 9))
def test_a_hit_always_completes_the_reply(before: str, reply: str, n_typed: int) -> None:
    cache = ReplyCache()
    cache.put(before, "", Reply(reply, 0.9))
    hit = cache.find(before + reply[:n_typed], "")
    if hit is not None:
        assert before + reply == before + reply[:n_typed] + hit.tail
    else:
        assert n_typed >= len(reply)
