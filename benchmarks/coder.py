"""How fast the coder reads: sentences a second, growth with the length of a text, start-up, memory. python benchmarks/coder.py"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from time import perf_counter

from briefing import evaluate
from briefing.coder import code, load
from briefing.coder.text import sentences
from briefing.model import Article


def main() -> None:
    start = perf_counter()
    lexicon = load()
    print(f"start-up: lexicon in {1000 * (perf_counter() - start):.0f} ms")
    cases = evaluate.load_cases("all")
    count = sum(len(sentences(c.article.text)) + 1 for c in cases)
    best = min(timed(lambda: [code(c.article, lexicon) for c in cases]) for _ in range(3))
    print(f"{len(cases)} articles, {count} sentences: {count / best:,.0f} sentences a second (best of 3)")
    body = " ".join(c.article.text for c in cases if c.article.lang == "en")
    print(f"{'characters':>12} {'seconds':>9} {'us/char':>9}")
    for size in (10_000, 100_000, 1_000_000):
        text = (body * (size // len(body) + 1))[:size]
        seconds = timed(lambda text=text: code(Article("x", text, lang="en"), lexicon))
        print(f"{size:>12,} {seconds:>9.2f} {1e6 * seconds / size:>9.2f}")
    chance = random.Random(1)
    words = body.split()
    worst = 0.0
    for _ in range(300):
        text = " ".join(chance.choice(words) for _ in range(200)).replace(".", "")
        worst = max(worst, timed(lambda text=text: code(Article("x", text, lang="en"), lexicon)) / len(text))
    print(f"fuzzing, 300 texts of 200 random words without a full stop: at most {1e6 * worst:.2f} us/char")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    whole = timed(
        lambda: subprocess.run(
            [sys.executable, "-m", "briefing", "code"], input=b"Kenya expelled two.", check=True, capture_output=True
        )
    )
    print(f"whole process for one sentence: {1000 * whole:.0f} ms")


def timed(work: object) -> float:
    start = perf_counter()
    work()  # type: ignore[operator]
    return perf_counter() - start


if __name__ == "__main__":
    main()
