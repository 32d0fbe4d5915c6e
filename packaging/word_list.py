"""Make resources/words-en.txt and its regions from SCOWL's lists (Debian package `scowl`).

    python packaging/word_list.py /usr/share/dict/scowl resources/words-en.txt
    python packaging/word_list.py --regions /usr/share/dict/scowl resources/words-en-regions.txt

SCOWL grades words by how well known they are: 10 are the commonest, 70 a large
dictionary. American and British spellings both count as right. Run by hand.
"""

import sys
from pathlib import Path

# What counts as known, and the largest grade taken of each kind.
_LISTS = {
    **{f"{region}-words": 70 for region in ("english", "american", "british", "british_z")},
    **{f"{region}-contractions": 70 for region in ("english", "american", "british")},
    **{f"{region}-upper": 70 for region in ("english", "american", "british")},
    "english-proper-names": 70,
    "american-proper-names": 70,
    "british-proper-names": 70,
    "canadian-words": 60,
    "australian-words": 60,
    "variant_1-words": 50,
}
_HEADER = """\
# English words with their SCOWL grade (10: commonest ... 70: large dictionary), made by
# packaging/word_list.py from SCOWL 2020.12.07. American and British spellings, possessives
# left out. Licence: words-en.LICENSE.
"""
_REGIONS_HEADER = """\
# Words of words-en.txt that are right in American (us) or British (uk) spelling only, made by
# packaging/word_list.py --regions from SCOWL 2020.12.07. Licence: words-en.LICENSE.
"""


def graded_words(folder: Path) -> dict[str, int]:
    """Give each word its smallest grade."""
    grades: dict[str, int] = {}
    for kind, largest in _LISTS.items():
        for path in sorted(folder.glob(f"{kind}.*")):
            grade = int(path.suffix[1:])
            if grade > largest:
                continue
            for word in path.read_text(encoding="utf-8").split():
                if word.endswith("'s") and "contractions" not in kind:
                    continue
                grades[word] = min(grade, grades.get(word, 99))
    return grades


def regional_words(folder: Path) -> dict[str, str]:
    """Give the words that are right in one region only: "us" or "uk"."""
    common = _words_of(folder, "english")
    american = _words_of(folder, "american")
    british = _words_of(folder, "british") | _words_of(folder, "british_z")
    only = dict.fromkeys(american - british - common, "us")
    return only | dict.fromkeys(british - american - common, "uk")


def _words_of(folder: Path, region: str) -> set[str]:
    """Give the words of a region up to the grades that are known."""
    return {
        word
        for kind, largest in _LISTS.items()
        for path in folder.glob(f"{kind}.*")
        if kind.rpartition("-")[0].removesuffix("-proper") == region
        and int(path.suffix[1:]) <= largest
        for word in path.read_text(encoding="utf-8").split()
        if not word.endswith("'s")
    }


def write_regions(source: Path, target: Path) -> None:
    """Write the words of one region only, in order, one a line: word, tab, region."""
    lines = (f"{word}\t{region}\n" for word, region in sorted(regional_words(source).items()))
    target.write_text(_REGIONS_HEADER + "".join(lines), encoding="utf-8")


def main() -> None:
    """Write the list, words in order, one a line: word, tab, grade."""
    if sys.argv[1] == "--regions":
        write_regions(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    lines = (f"{word}\t{grade}\n" for word, grade in sorted(graded_words(source).items()))
    target.write_text(_HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
