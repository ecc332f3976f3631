"""What was learnt from labelled sentences: how much each trait speaks for each label. Made by tools/learn.py, read from data.

A score is a bias and the sum of the weights of the traits found, each counted by how rare it is, over the length of the sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from math import exp, sqrt

from briefing.errors import DataError

Sums = tuple[int, tuple[tuple[int, int], ...]]  # a length squared, (label, sum) for some labels
_NOTHING: Sums = (0, ())
_UNIT = 1000  # the weights are written as whole numbers of thousandths


@dataclass(frozen=True, slots=True)
class Weights:
    """A table trait -> (its rarity, the places of labels and their weights in turn)."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    table: Mapping[str, Sequence[int]]
    met: dict[str, Sums] = field(default_factory=dict)  # rows that were asked for

    def scores(self, traits: Iterable[str]) -> list[float]:
        """How much speaks for each label, as a logit: above 0 is more likely than not."""
        return self.finished(self.sums(traits))

    def by_label(self, traits: Iterable[str]) -> dict[str, float]:
        """The scores under the names of their labels."""
        return dict(zip(self.labels, self.scores(traits), strict=True))

    def sums(self, traits: Iterable[str]) -> Sums:
        """What `finished` makes scores of; sums of parts can be added before."""
        sums = [0] * len(self.labels)
        length = 0
        for trait in traits:
            row = self.met.get(trait) or self._row(trait)
            length += row[0]
            for label, weight in row[1]:
                sums[label] += weight
        return length, tuple(enumerate(sums))

    def finished(self, *parts: Sums) -> list[float]:
        """The scores of traits that were summed in parts."""
        length = sum(part[0] for part in parts)
        scale = 1 / (sqrt(length) * _UNIT) if length else 0.0
        totals = list(self.bias)
        for _, sums in parts:
            for label, total in sums:
                totals[label] += total * scale
        return totals

    def of_last(self, traits: Iterable[str]) -> float:
        """The score of the last label alone, for traits in their hundreds."""
        total = length = 0
        last = len(self.labels) - 1
        for trait in traits:
            square, row = self.met.get(trait) or self._row(trait)
            length += square
            if row and row[-1][0] == last:
                total += row[-1][1]
        return self.bias[last] + (total / (sqrt(length) * _UNIT) if length else 0.0)

    def _row(self, trait: str) -> Sums:
        """The square of a trait's rarity, and its weight for each label that it has one for; nothing for an unknown one."""
        if trait not in self.table:
            return _NOTHING
        rarity, *rest = self.table[trait]
        row = rarity * rarity, tuple((rest[i], rarity * rest[i + 1]) for i in range(0, len(rest), 2))
        self.met[trait] = row
        return row

    def for_label(self, label: int, traits: Mapping[str, int]) -> list[tuple[float, str]]:
        """The traits that speak for a label, strongest first: (weight, trait)."""
        rows = ((trait, (self.met.get(trait) or self._row(trait))[1]) for trait in traits)
        found = [
            (weight / _UNIT, trait) for trait, row in rows for which, weight in row if which == label and weight > 0
        ]
        return sorted(found, key=lambda entry: (-entry[0], entry[1]))


def likelihood(score: float) -> float:
    """A logit as a probability, 0 to 1."""
    return 1 / (1 + exp(-max(-60.0, min(60.0, score))))


@lru_cache(maxsize=4)
def load(name: str) -> Weights:
    """The weights of a file of the package. Raises DataError when it is none."""
    text = resources.files("briefing.coder.data").joinpath(name).read_text(encoding="utf-8")
    try:
        data = json.loads(text)
        return Weights(tuple(data["labels"]), tuple(data["bias"]), data["traits"])
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{name}: {error}; make it anew with tools/learn.py") from error
