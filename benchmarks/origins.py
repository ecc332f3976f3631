"""How far near-identical texts lie from each other: the distances in bits behind `briefing/origin.py`.

    .venv/bin/python benchmarks/origins.py [FOLDER ..]

Takes the texts of our labelled cases (`briefing/cases`) and of the demo's dossier, and crises with a `ledger.jsonl` if
folders are given. Each text is rewritten as outlets rewrite agency copy; different reports of one act are articles of a
crisis that tell of it in one language and quote no common agency. Prints a Markdown table.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from statistics import median, quantiles

from briefing import evaluate
from briefing.demo.dossier import load as dossier
from briefing.origin import NEAR, SHORTEST, simhash

WORD = re.compile(r"\w+")
Pair = tuple[str, str]


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def distance(one: str, two: str) -> int:
    """Bits in which the fingerprints of two texts differ, of 64."""
    return (simhash(words(one)) ^ simhash(words(two))).bit_count()


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def signed(text: str) -> str:
    return "PARIS, Sept 19 (Agency) - " + text


def cut(text: str) -> str:
    return " ".join(sentences(text)[:-1])


def opened(text: str) -> str:
    return " ".join(["Our correspondent reports from the capital this evening.", *sentences(text)])


def changed(share: float) -> Callable[[str], str]:
    """A text with that share of its words replaced, evenly by chance; the same on every run."""

    def rewrite(text: str) -> str:
        dice = random.Random(text)
        return re.sub(r"\w+", lambda m: f"other{dice.randrange(999)}" if dice.random() < share else m[0], text)

    return rewrite


REWRITES: dict[str, Callable[[str], str]] = {
    "the same text under another dateline": signed,
    "with one sentence more at the beginning": opened,
    "with the last sentence cut": cut,
    "with one word in twenty replaced": changed(0.05),
    "with one word in ten replaced": changed(0.10),
    "with one word in five replaced": changed(0.20),
}


def texts() -> list[str]:
    """Every text long enough for a fingerprint, of the labelled cases and of the demo."""
    found = [case.article.text for case in evaluate.load_cases("all")] + [report.text for report in dossier()[1]]
    return [text for text in found if len(words(text)) >= SHORTEST]


def of_one_act(folders: list[Path]) -> Iterator[Pair]:
    """Pairs of articles of one language that tell of one act, without a common agency."""
    for folder in folders:
        lines = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
        told = {line["id"]: line for line in lines}
        acts = [json.loads(line) for line in (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
        pairs = {pair for act in acts for pair in combinations(sorted(act["articles"]), 2)}
        for one, two in sorted(pairs):
            a, b = told[one], told[two]
            if a["lang"] == b["lang"] and not (a["agency"] and a["agency"] == b["agency"]):
                yield a["text"], b["text"]


def row(name: str, pairs: list[Pair]) -> str:
    found = [distance(one, two) for one, two in pairs if min(len(words(one)), len(words(two))) >= SHORTEST]
    if not found:
        return f"| {name} | 0 | | |"
    low, middle, high = quantiles(found, n=4) if len(found) > 1 else found * 3
    one = sum(bits <= NEAR for bits in found) / len(found)
    return f"| {name} | {len(found)} | {min(found)}, {low:.0f}, {middle:.0f}, {high:.0f}, {max(found)} | {one:.0%} |"


def main() -> None:
    known = texts()
    middle = round(median(len(words(text)) for text in known))
    print(
        f"fingerprints nearer than {NEAR + 1} bits of 64 are one origin; texts from {SHORTEST} words; half of them have more than {middle}\n"
    )
    print("| two texts | pairs | least, quartiles, most (bits) | taken for one |\n| --- | --- | --- | --- |")
    for name, rewrite in REWRITES.items():
        print(row(name, [(text, rewrite(text)) for text in known]))
    print(row("different reports of one act", list(of_one_act([Path(name) for name in sys.argv[1:]]))))
    print(row("two texts that have nothing in common", list(zip(known, known[7:], strict=False))))


main()
