"""Make resources/words-en.txt from the lists of SCOWL (Debian package `scowl`).

    python packaging/word_list.py /usr/share/dict/scowl resources/words-en.txt

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


def main() -> None:
    """Write the list, words in order, one a line: word, tab, grade."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    lines = (f"{word}\t{grade}\n" for word, grade in sorted(graded_words(source).items()))
    target.write_text(_HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
