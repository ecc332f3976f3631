"""How the ledger and the board grow. python benchmarks/ledger.py"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

from briefing.board import Chronicle
from briefing.changes import difference
from briefing.ledger import Ledger, merge
from briefing.model import MATERIAL, Article, Evidence, Mention, Reading

START = date(2000, 1, 1)


def reading(number: int, chance: random.Random) -> Reading:
    day = START + timedelta(days=chance.randrange(9000))
    actor, target = chance.choice([("FRA", "MLI"), ("MLI", "FRA")])
    kind = chance.choice(sorted(MATERIAL))
    said = Mention(
        kind,
        actor,
        target,
        Evidence(f"a{number}", 0, 1, "x"),
        date=day.isoformat(),
        date_precision="day",
        count=chance.randrange(1, 9),
    )
    moment = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=chance.randrange(72))
    return Reading(Article(f"a{number}", "", source=f"s{number % 40}", published=moment), (said,), f"s{number % 40}")


def timed(work: Callable[[], object], runs: int) -> float:
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return 1000 * median(seconds)


def main() -> None:
    chance = random.Random(7)
    print(f"{'reports of a pair':>18} {'events':>8} {'merge ms':>10} {'board ms':>10} {'difference ms':>14}")
    for size in (100, 1_000, 3_000, 10_000):
        readings = [reading(n, chance) for n in range(size)]
        merging = timed(lambda readings=readings: merge(readings), 3 if size < 5_000 else 1)
        events = merge(readings)
        chronicle = Chronicle(events, ("FRA", "MLI"))
        made = chronicle.board
        made(date(2024, 12, 31))
        days = iter([date(2001 + n, 6, 1) for n in range(24)])
        folding = timed(lambda days=days, made=made: made(next(days)), 20)
        old, new = made(date(2015, 1, 1)), made(date(2020, 1, 1))
        comparing = timed(lambda old=old, new=new: difference(old, new), 20)
        print(f"{size:>18,} {len(events):>8,} {merging:>10.1f} {folding:>10.2f} {comparing:>14.3f}")
    print()
    print(f"{'events in all':>18} {'add ms, median':>16} {'worst':>8}    (one article more, and the events it touches)")
    for size in (1_000, 10_000, 100_000):
        growing(size, chance)


STATES = [f"{a}{b}X" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"]


def growing(size: int, chance: random.Random) -> None:
    """What one article more costs a ledger of so many events, spread over the pairs of a hundred states."""
    ledger = Ledger()
    for number in range(size):
        ledger.add(between(number, chance))
    for number in range(0, size, max(1, size // 50)):
        ledger.touched(between(number, random.Random(number)))
    seconds = []
    for number in range(size, size + 200):
        one = between(number, chance)
        start = perf_counter()
        ledger.add(one)
        ledger.touched(one)
        seconds.append(1000 * (perf_counter() - start))
    print(f"{size:>18,} {median(seconds):>16.3f} {max(seconds):>8.2f}")


def between(number: int, chance: random.Random) -> Reading:
    """A report of an act between two states of a hundred."""
    actor, target = chance.sample(STATES, 2)
    made = reading(number, chance)
    return Reading(made.article, tuple(replace(m, actor=actor, target=target) for m in made.mentions), made.origin)


if __name__ == "__main__":
    main()
