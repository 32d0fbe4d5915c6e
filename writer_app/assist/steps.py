"""Work in steps: generators that yield often, so that a keystroke never waits for them.

Thread: any.
"""

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")
Shown = TypeVar("Shown")


def result_of(steps: Generator[object, None, Result]) -> Result:
    """Run steps to their end; give their result."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: Result = done.value
            return result


def instead(shown: Shown, steps: Generator[object, None, Result]) -> Generator[Shown, None, Result]:
    """Run steps, yielding one value for each of theirs; give their result.

    Example:
        >>> def inner():
        ...     yield "inner"
        ...     return 7
        >>> list(instead(None, inner())), result_of(inner())
        ([None], 7)
    """
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: Result = done.value
            return result
        yield shown
