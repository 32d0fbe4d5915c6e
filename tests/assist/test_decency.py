"""The blocklist and its reader."""

from pathlib import Path

from writer_app.assist.decency import Decency, read_blocklist

LIST = Path(__file__).parents[2] / "resources" / "blocklist-en.txt"


def test_packaged_list_reads_as_plain_small_words() -> None:
    words = read_blocklist(LIST.read_text(encoding="utf-8"))
    assert 300 <= len(words) <= 2000
    assert all(word == word.casefold() and word.isalpha() for word in words)


def test_packaged_list_leaves_harmless_words_alone() -> None:
    words = read_blocklist(LIST.read_text(encoding="utf-8"))
    harmless = "scunthorpe assess class cockpit dick hoe nip prick penis homo the and gay"
    assert not words & set(harmless.split())


def test_comments_are_no_words() -> None:
    assert read_blocklist("# only talk\n one # two\n") == frozenset({"one"})


def test_word_in_the_document_is_the_writers_own() -> None:
    decency = Decency(frozenset({"darn"}))
    assert not decency.allows(" DARN it", "so", "")
    assert decency.allows(" darn it", "Darn. so", "")
    assert decency.allows(" darn it", "so", "\nDarn.")


def test_only_whole_words_count() -> None:
    assert Decency(frozenset({"darn"})).allows(" darning socks", "so", "")


def test_possessive_of_a_word_counts_as_the_word() -> None:
    assert not Decency(frozenset({"darn"})).allows(" the darn\u2019s end", "so", "")
