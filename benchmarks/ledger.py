"""How the ledger and the board grow. python benchmarks/ledger.py"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

from briefing.board import Chronicle
from briefing.changes import difference
from briefing.ledger import merge
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


if __name__ == "__main__":
    main()
