"""A refresh of the demo's feeds over real HTTP: articles a second, and where the time goes.

python benchmarks/fetch.py
"""

from __future__ import annotations

import asyncio
import resource
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from briefing import coder, demo, net
from briefing.refresh import Outcome, refresh
from briefing.store import Store

RUNS = 5
STEPS = ("fetching", "parsing", "coding", "storing")


def once() -> tuple[float, list[Outcome]]:
    """One refresh into an empty store. -> seconds of the whole, and what became of each source"""
    with demo.opened() as stage, tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.db") as store:
        lexicon = coder.load()

        async def run() -> list[Outcome]:
            async with net.client() as web:
                return await refresh(stage.config.sources, web, store, lexicon, stage.now(), force=True)

        start = perf_counter()
        outcomes = asyncio.run(run())
        return perf_counter() - start, outcomes


def main() -> None:
    once()  # loads what is loaded once
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    runs = [once() for _ in range(RUNS)]
    seconds = median(whole for whole, _ in runs)
    articles = sum(told.new for told in runs[0][1])
    failed = [told.source for told in runs[0][1] if told.failure]
    print(
        f"{articles} articles of {len(runs[0][1])} sources in {seconds:.2f} s: {articles / seconds:.0f} articles a second"
    )
    print(f"failed: {', '.join(failed) or 'none'}")
    sums = {step: median(sum(getattr(told, step) for told in outcomes) for _, outcomes in runs) for step in STEPS}
    every = sum(sums.values())
    print(f"{'':12}{'seconds':>10}{'share':>8}    (summed over the sources, which run side by side)")
    for step, spent in sums.items():
        print(f"{step:12}{spent:>10.3f}{100 * spent / every:>7.0f}%")
    print(f"peak memory {memory:.0f} MB (of one refresh, the server of the feeds included)")


if __name__ == "__main__":
    main()
