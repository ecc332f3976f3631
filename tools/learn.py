#!/usr/bin/env python3
"""Learns from training/*.txt how acts are told without a listed word, and writes what the coder reads of it.

    python tools/learn.py              how well it does on a fifth held back, nothing written
    python tools/learn.py --write      learns from everything and writes briefing/coder/data/weights.*.json

Needs scikit-learn (`pip install scikit-learn`), which the program itself never does. The form of the files: training/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from briefing.coder import likely, load, rules
from briefing.coder.examples import expected
from briefing.coder.likely import ANY, SURE
from briefing.coder.reading import observed
from briefing.coder.traits import CONTEXT, of_type
from briefing.coder.weights import Weights
from briefing.evaluate import load_cases
from briefing.model import MATERIAL, TYPES, Article

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "briefing" / "coder" / "data"
HELD_OF = 5  # one sentence, or article, in so many is held back
CREDIBLE = -3.0  # the score from which a sentence of an article may be the one that tells an act
DAY = datetime(2025, 9, 19, 12, tzinfo=UTC)  # of sentences that stand alone
ACTS = {"C": 40.0, "whole": 10.0, "least": 3, "prune": 4.0}
SIDES = {"C": 6.0, "least": 5, "prune": 0.8}
_LABEL = re.compile(r"(\w+) ([A-Z0-9]{2,3})>([A-Z0-9]{2,3}) ([atdnh])")


@dataclass
class Sample:
    """A labelled sentence: what was seen of it, and (type, actor, target) of what it tells as done."""

    text: str
    held: bool
    acts: set[tuple[str, str, str]]
    unsure: set[str] = field(default_factory=set)  # types that it may or may not tell
    article: str = ""
    traits: set[str] = field(default_factory=set)
    stands: dict[str, set[str]] = field(default_factory=dict)

    def see(self, traits: Iterable[str], stands: Mapping[str, set[str]]) -> None:
        """Adds what the coder sees of it, or of a part of it."""
        self.traits.update(traits)
        for code, how in stands.items():
            self.stands.setdefault(code, set()).update(how)


def labels(line: str, where: str) -> set[tuple[str, str, str]]:
    """The acts that a sentence tells as done. Raises SystemExit with the place of a mistake."""
    found = set()
    for label in line.split(";") if line.strip() != "-" else ():
        match = _LABEL.fullmatch(label.strip())
        if match is None or match[1] not in TYPES or match[2] == match[3]:
            sys.exit(f"{where}: {label!r} is no 'type ACTOR>TARGET mode'")
        if match[4] == "a":
            found.add((match[1], match[2], match[3]))
    return found


def articles(path: Path) -> Iterator[tuple[Article, list[Sample]]]:
    """The articles of a file, each with its labelled sentences in order; a sentence alone is one too."""
    lang = path.name.split(".")[1][:2]
    title, day, told = "", DAY, list[tuple[set[tuple[str, str, str]], str]]()
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "==="], 1):
        if line.startswith("==="):
            if told:
                yield article(lang, title, day, told)
            when, _, title = line[3:].partition("|")
            title, told = title.strip(), []
            day = datetime.fromisoformat(when.strip()).replace(hour=12, tzinfo=UTC) if when.strip() else DAY
        elif " :: " in line:
            marks, text = line.split(" :: ", 1)
            acts = labels(marks, f"{path.name}:{number}")
            before, _, text = text.rpartition(" || ")
            if path.name.startswith("articles"):
                told.append((acts, f"{before} {text}".strip()))
            else:
                yield article(lang, "", DAY, [*([(set(), before)] if before else []), (acts, text)], before != "")


def article(lang: str, title: str, day: datetime, told: Sequence[tuple[set[Any], str]], context: bool = False) -> Any:
    text = "\n\n".join(part for _, part in told) if context else " ".join(part for _, part in told)
    key = title or told[-1][1]
    held = int(hashlib.sha1(key.encode()).hexdigest(), 16) % HELD_OF == 0
    samples = [Sample(part, held, acts) for acts, part in told]
    return Article("x", text, title, lang, day), samples


def samples(paths: Sequence[Path]) -> list[Sample]:
    """Every labelled sentence with what the coder sees of it."""
    lexicon = replace(load(), learned=False)
    found = []
    for path in paths:
        for text, told in articles(path):
            ends = []
            at = 0
            for sample in told:
                at = text.text.index(sample.text, at) + len(sample.text)
                ends.append(at)

            def place(one: Any, ends: list[int] = ends) -> int:
                return next((i for i, end in enumerate(ends) if one.sentence.start < end), len(ends) - 1)

            def acts(one: Any, told: list[Sample] = told, place: Any = place) -> list[tuple[str, str]]:
                return sorted(act[1:] for act in told[place(one)].acts)

            for one, traits, stands in observed(text, lexicon, acts):
                if one.sentence.where == "text":
                    told[place(one)].see(traits, stands)
            told = told if path.name.startswith("articles") else told[-1:]
            for sample in told:
                sample.article = f"{path.name} {len(found)}" if sample is told[0] else told[0].article
            found += told
    return found


def cases() -> list[tuple[list[Sample], set[tuple[str, str, str]]]]:
    """The sentences of the labelled articles to develop on, with the acts of the whole article: which tells which is not said."""
    lexicon = replace(load(), learned=False)
    found = []
    for case in load_cases("dev"):
        every = [(label.type, label.actor, label.target) for label in (*case.events, *case.verbal)]
        told = [
            Sample(one.sentence.text, False, set(), set(), case.id, set(traits), stands)
            for one, traits, stands in observed(case.article, lexicon)
            if one.sentence.where == "text"
        ]
        found.append((told, set(every)))
    return found


def examples() -> list[Sample]:
    """The proofs of the rules: what must be read and what must not; of other types they say nothing."""
    lexicon = replace(load(), learned=False)
    found = []
    for proof in rules.proofs():
        example = proof.example
        if example.lang not in lexicon.languages or example.title:
            continue
        acts = [expected(words) for words in example.codes]
        done = [act for act in acts if dict(act.fields).get("mode", "actual") == "actual"]
        sides = {(act.type, *act.sides) for act in done if act.sides}
        settled = {act.type for act in acts} | {expected(words).type for words in example.never}
        sample = Sample(example.text, False, sides, set(TYPES) - settled, f"example {len(found)}")
        for _, traits, stands in observed(example.article(), lexicon):
            sample.see(traits, stands)
        found.append(sample)
    return found


def placed(told: list[Sample], acts: set[tuple[str, str, str]], table: Weights) -> None:
    """Puts each act of an article into the sentence that most likely tells it; others that may tell it too are left open."""
    scores = [table.by_label(sample.traits) for sample in told]
    for sample in told:
        sample.acts, sample.unsure = set(), {act[0] for act in acts}
    for act in sorted(acts):
        able = [n for n, s in enumerate(told) if act[1] in s.stands and act[2] in s.stands]
        best = max(able, key=lambda n: scores[n][act[0]], default=None)
        if best is not None and scores[best][act[0]] > CREDIBLE:
            told[best].acts.add(act)
    for sample, score in zip(told, scores, strict=True):
        sample.unsure = {kind for kind in sample.unsure if score[kind] > CREDIBLE} - {act[0] for act in sample.acts}


Whole = tuple[
    list[list[str]], list[bool], list[float]
]  # traits of articles, whether any act is told in each, what each counts


def learn(
    rows: list[list[str]],
    truth: np.ndarray,
    how: dict[str, float],
    sure: np.ndarray | None,
    names: Sequence[str],
    whole: Whole | None = None,
) -> Weights:
    """The weights of traits for each column of `truth`, and one more for `whole` articles, under these names."""
    count = CountVectorizer(analyzer=lambda row: row, binary=True, min_df=int(how["least"]))
    found = count.fit_transform(rows)
    rarity = TfidfTransformer().fit(found)
    scaled = rarity.transform(found)
    bias, columns = [], []
    for label in range(truth.shape[1]):
        model = LogisticRegression(C=how["C"], max_iter=300, solver="liblinear", random_state=1)
        model.fit(scaled, truth[:, label], None if sure is None else sure[:, label])
        bias.append(round(float(model.intercept_[0]), 3))
        columns.append(model.coef_[0])
    if whole is not None:
        model = LogisticRegression(C=how["whole"], max_iter=500, solver="liblinear", random_state=1)
        model.fit(rarity.transform(count.transform(whole[0])), whole[1], whole[2])
        bias.append(round(float(model.intercept_[0]), 3))
        columns.append(model.coef_[0])
    weight = np.array(columns)
    table = {}
    for trait, at in sorted(count.vocabulary_.items()):
        row: list[int] = [round(float(rarity.idf_[at]) * 100)]
        for label in np.flatnonzero(np.abs(weight[:, at]) * rarity.idf_[at] >= how["prune"]):
            row += [int(label), round(float(weight[label, at]) * 1000)]
        table[trait] = tuple(row)
    return Weights(tuple(names), tuple(bias), table)


def write(name: str, learnt: Weights, made: str) -> None:
    """One line a trait, so that a difference between two versions can be read."""
    lines = ",\n".join(
        f"{json.dumps(trait, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for trait, row in learnt.table.items()
    )
    head = f'"made":{json.dumps(made)},\n"labels":{json.dumps(learnt.labels)},\n"bias":{json.dumps(learnt.bias)}'
    (DATA / name).write_text(f'{{{head},\n"traits":{{\n{lines}\n}}}}\n', encoding="utf-8")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--write", action="store_true")
    ask.add_argument("--some", action="store_true", help="write, but learn nothing from what is held back")
    asked = ask.parse_args()
    paths = sorted((ROOT / "training").glob("*.txt"))
    every = samples(paths)
    used = [s for s in every if not s.held or (asked.write and not asked.some)]
    kinds = sorted(TYPES)
    acts = learned_acts(used, kinds)
    whole = cases()
    for told, labelled in whole:
        placed(told, labelled, acts)
    used += [sample for told, _ in whole for sample in told]
    used += examples()
    acts = learned_acts(used, kinds)
    both = learned_sides(used)
    made = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
    print(
        f"{len(every)} sentences, {len(used)} learnt from; {len(acts.table)} traits of acts, {len(both.table)} of sides"
    )
    if asked.write or asked.some:
        write(likely.ACTS, acts, made)
        write(likely.SIDES, both, made)
    if not asked.write or asked.some:
        measure([s for s in every if s.held], kinds, acts, both)


def articles_told(used: list[Sample]) -> Whole:
    """What is seen in each article, and whether it tells any material act; one counts as much as three sentences alone."""
    every: dict[str, list[Sample]] = {}
    for sample in used:
        every.setdefault(sample.article, []).append(sample)
    rows = [sorted({t for s in told for t in s.traits if t[0] not in CONTEXT}) for told in every.values()]
    truth = [any(act[0] in MATERIAL for s in told for act in s.acts) for told in every.values()]
    return rows, truth, [3.0 if len(told) > 1 else 1.0 for told in every.values()]


def learned_acts(used: list[Sample], kinds: list[str]) -> Weights:
    truth = np.array([[any(act[0] == kind for act in s.acts) for kind in kinds] for s in used])
    sure = np.array([[float(kind not in s.unsure) for kind in kinds] for s in used])
    return learn([sorted(s.traits) for s in used], truth, ACTS, sure, [*kinds, ANY], articles_told(used))


def learned_sides(used: list[Sample]) -> Weights:
    rows, sides = [], []
    for s in used:
        for kind in sorted({act[0] for act in s.acts}):
            for code, how in s.stands.items():
                rows.append(sorted([*how, *of_type(kind, how)]))
                sides.append(
                    [any(a[:2] == (kind, code) for a in s.acts), any((a[0], a[2]) == (kind, code) for a in s.acts)]
                )
    return learn(rows, np.array(sides), SIDES, None, ["actor", "target"])


def measure(held: list[Sample], kinds: list[str], table: Weights, sides: Weights) -> None:
    """Prints how many of the types and of the sides are found in sentences held back."""
    scores = np.array([table.scores(s.traits) for s in held])
    truth = np.array([[any(act[0] == kind for act in s.acts) for kind in kinds] for s in held])
    whole = articles_told(held)
    any_ = [table.of_last(row) for row in whole[0]]
    for least in (-1.5, -1.0, -0.5, 0.0):
        lost = sum(score < least for score, true in zip(any_, whole[1], strict=True) if true) / sum(whole[1])
        kept = sum(score >= least for score, true in zip(any_, whole[1], strict=True) if not true) / (
            len(any_) - sum(whole[1])
        )
        print(f"articles least {least:+.1f}: {lost:.3f} of those with an act lost, {kept:.3f} of those without kept")
    for name, columns in (
        ("material", [i for i, k in enumerate(kinds) if k in MATERIAL]),
        ("verbal", [i for i, k in enumerate(kinds) if k not in MATERIAL]),
    ):
        for least in (-2.2, -1.8, -1.4, -1.0, -0.6, -0.2, 0.2):
            got, true = scores[:, columns] > least, truth[:, columns]
            right = (got & true).sum()
            print(
                f"{name} least {least:+.1f}: P {right / max(1, got.sum()):.3f} R {right / true.sum():.3f} F1 {2 * right / (got.sum() + true.sum()):.3f}"
            )
    right = total = there = 0
    for s in held:
        for kind in {act[0] for act in s.acts}:
            pairs = {act[1:] for act in s.acts if act[0] == kind}
            found = {code: sides.scores([*how, *of_type(kind, how)]) for code, how in s.stands.items()}
            best = max(((found[a][0] + found[b][1], a, b) for a in found for b in found if a != b), default=(0, "", ""))
            total, right = total + 1, right + (best[1:] in pairs and best[0] > SURE)
            there += any(a in found and b in found for a, b in pairs)
    print(f"sides: {right} right of {total}, both named or known in {there}")


if __name__ == "__main__":
    main()
