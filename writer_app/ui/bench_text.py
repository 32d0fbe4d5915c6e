"""Make plain English prose from seeded words, any length, the same every time.

Read by measures only. May import: standard library. Thread: any.
"""

import random

_SENTENCES = (
    "The {a} {n} {v} near the {p}, and nobody in the {p} could say why",
    "{w}, the {n} {v} again, and for a while it was as if the {p} had never changed",
    "She had always thought that the {n} would {b} one day, but it did not happen there",
    "It was the {a} {n} that he remembered best, and the way it {v} at the end of the day",
    "There was a {a} {n} at the end of the {p}, and beside it stood a {a} {n}",
    "When the {n} {v}, everyone in the {p} stopped to listen for a moment",
    "He told them about the {n} and about the {p}, and then he said nothing more",
    "They walked through the {p} until the {a} {n} was out of sight",
    "Nothing in the {p} was as {a} as the {n} that her mother had given to her",
    "What the {n} had done in the {p} was not known to most of the people who lived there",
    "If the {n} had not {v} on that day, the {p} would have been a very different place",
    "In the {p} there was only one {n}, and it belonged to a {a} man from across the {p}",
)
_WORDS = {
    "a": "old small quiet dark broken early green heavy long narrow pale strange warm empty",
    "n": "keeper boat letter door lamp teacher river horse clock child song window garden fire "
    "road stranger doctor bell coat map picture tree captain soldier story bridge",
    "p": "harbour village kitchen station forest market church valley library square house "
    "mountain school street field hospital room city island garden",
    "v": "waited stood opened returned fell disappeared moved began slept ended shone",
    "b": "return open begin fall change speak leave arrive stop break",
    "w": "Today Yesterday Later Outside Suddenly Slowly Afterwards Still",
}


def make_prose(n_words: int, seed: int) -> str:
    """Give at least so many words in paragraphs of a few sentences.

    Example: make_prose(100, 1) == make_prose(100, 1)
    """
    draw = random.Random(seed)
    paragraphs: list[str] = []
    n_made = 0
    while n_made < n_words:
        sentences = [_sentence(draw) for _ in range(draw.randint(3, 8))]
        paragraphs.append(" ".join(sentences))
        n_made += sum(sentence.count(" ") + 1 for sentence in sentences)
    return "\n".join(paragraphs)


def _sentence(draw: random.Random) -> str:
    pattern = draw.choice(_SENTENCES)
    for slot, words in _WORDS.items():
        while "{" + slot + "}" in pattern:
            pattern = pattern.replace("{" + slot + "}", draw.choice(words.split()), 1)
    return pattern[0].upper() + pattern[1:] + "."
