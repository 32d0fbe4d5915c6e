"""The ghost's threshold: what is saved against what is wrongly shown. Pure."""

from collections.abc import Sequence
from typing import Any

THRESHOLDS = tuple(round(0.15 + 0.05 * i, 2) for i in range(14))
# Source: KeyType's public bench, precision when shown 0.581 and wrong shows 0.180, of which
# 0.02 stay in hand: other texts show more (MEASURED(2026-11-22): 0.184 where 0.167 was chosen).
LEAST_PRECISION = 0.58
MOST_WRONG = 0.16


def choose_threshold(
    curve: Sequence[dict[str, Any]], texts: Sequence[Sequence[dict[str, Any]]] = ()
) -> dict[str, Any]:
    """Choose the point that saves most among those that are right often enough.

    Where none is, the most precise point. Each point: a result of `bench typing`
    with its "threshold".

    Args: texts: curves of the texts whose mean `curve` is; it must be right often enough
        in each of them, too.
    """
    fit = [
        point
        for point, *others in zip(curve, *texts, strict=True)
        if all(_is_right_often(one) for one in (point, *others))
    ]
    if fit:
        return max(fit, key=lambda point: float(point["keystrokes_saved"]))
    return max(curve, key=lambda point: float(point["precision"]))


def _is_right_often(point: dict[str, Any]) -> bool:
    is_precise = float(point["precision"]) >= LEAST_PRECISION
    return is_precise and float(point["wrong_show_rate"]) <= MOST_WRONG


def mean_curve(curves: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Average the curves of several texts, point by point."""
    names = ("keystrokes_saved", "shown_rate", "precision", "wrong_show_rate")
    return [
        {
            "threshold": points[0]["threshold"],
            **{n: round(sum(float(p[n]) for p in points) / len(points), 4) for n in names},
        }
        for points in zip(*curves, strict=True)
    ]
