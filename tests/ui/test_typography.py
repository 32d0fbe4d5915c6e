"""Quotes, dashes and dots as each language prints them; source text as it was typed."""

import pytest

from writer_app.ui.typography import dressed, language_of, replacement


def typed(text: str, language: str, line: str = "") -> str:
    """Type characters one by one, each followed by what it asks for."""
    for sign in text:
        found = replacement(line, sign, language)
        line += sign
        if found is not None:
            line = line[: len(line) - found.n_chars] + found.text
    return line


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("en", '"Come," he said. "Now."', "\u201cCome,\u201d he said. \u201cNow.\u201d"),
        ("en", "'Come'", "\u2018Come\u2019"),
        ("en", "don't, the boys' dog", "don\u2019t, the boys\u2019 dog"),
        ("en", "\"'Yes,' she said,\" he said", "\u201c\u2018Yes,\u2019 she said,\u201d he said"),
        ("en", '("so")', "(\u201cso\u201d)"),
        ("en", '**"bold"**', "**\u201cbold\u201d**"),
        ("en", "so--he went", "so\u2014he went"),
        ("en", "so---he went", "so\u2014he went"),
        ("en", "well...", "well\u2026"),
        ("en", "'Tis late, in the '90s ", "\u2019Tis late, in the \u201990s "),
        ("en", "rock 'n' roll", "rock \u2019n\u2019 roll"),
        ("de", '"Komm", sagte er', "\u201eKomm\u201c, sagte er"),
        (
            "de",
            "'s war 'ne \"'gute' Zeit\"",
            "\u2019s war \u2019ne \u201e\u201agute\u2018 Zeit\u201c",
        ),
        ("de", "er -- sie", "er \u2013 sie"),
        ("de", "er --- sie", "er \u2014 sie"),
        ("fr", '"Viens"', "\u00ab\u202fViens\u202f\u00bb"),
        ("fr", "Viens !", "Viens\u202f!"),
        ("fr", "Note : rien", "Note\u00a0: rien"),
        ("fr", "l'eau", "l\u2019eau"),
        ("sv", '"Kom"', "\u201dKom\u201d"),
        ("zh", '\u4ed6\u8bf4"\u6765"\u3002', "\u4ed6\u8bf4\u201c\u6765\u201d\u3002"),
        ("zh", "\u6765...", "\u6765\u2026\u2026"),
        ("zh", "\u6765--", "\u6765\u2014\u2014"),
        ("ja", '"\u306f\u3044"', "\u300c\u306f\u3044\u300d"),
    ],
)
def test_signs_are_set(language: str, text: str, printed: str) -> None:
    assert typed(text, language) == printed


@pytest.mark.parametrize(
    "text",
    [
        'say `"x"` now',
        "see https://a.org/it's",
        '<a href="x">',
        "[a](b'c)",
        "---",
        "- - -",
        "| a | -- |",
        "<!-- note",
        "...",
        "12:30; \u2026",
        "me@a.org",
    ],
)
def test_source_text_stays_as_typed(text: str) -> None:
    assert typed(text, "fr" if ":" in text and "/" not in text else "en") == text


@pytest.mark.parametrize(
    ("before", "language"),
    [
        ("The rain fell on the roof and it was the end of it", "en"),
        ("Der Regen fiel auf das Dach und es war nicht das Ende", "de"),
        ("La pluie est dans les rues et nous ne sommes pas avec", "fr"),
        ("\u4ed6\u5728\u95e8\u53e3\u7ad9\u4e86\u4e00\u4f1a\u513f", "zh"),
        ("\u5f7c\u306f\u3057\u3070\u3089\u304f\u7acb\u3063\u3066\u3044\u305f", "ja"),
        ("Hm", "it"),
    ],
)
def test_language_is_that_of_the_text(before: str, language: str) -> None:
    assert language_of(before, "it") == language


def test_ghost_is_dressed_without_changing_its_length() -> None:
    assert dressed("", '"I don\'t" -- x', "en") == "\u201cI don\u2019t\u201d -- x"
    assert dressed("", '"l\'eau"', "fr") == '"l\u2019eau"'
