"""Makes the pictures of the desk from the demo: make screenshots. The same dossier and clock give the same SVG each time."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import cairosvg

from briefing import coder, demo, net
from briefing.refresh import refresh
from briefing.store import Store
from briefing.tui.app import Desk

COLUMN = 12.2  # units of a column in the library's pictures
PIXELS = 10  # of a column in ours: whole ones, since the converter rounds the width of letters
ADVANCE = 0.60205  # of DejaVu Sans Mono: the width of a letter, in parts of the font's size
HERE = Path(__file__).parent
PICTURES = [
    ("desk-160x45", (160, 45), ["down", "down"]),
    ("desk-120x36", (120, 36), ["down", "down"]),
    ("desk-80x24", (80, 24), []),
    ("board-80x24", (80, 24), ["3"]),
    ("evidence-120x36", (120, 36), ["enter"]),
]


async def picture(store: Store, stage: demo.Stage, size: tuple[int, int], keys: list[str]) -> str:
    desk = Desk(store, stage.config.pairs, now=lambda: demo.START, zone=stage.zone)
    async with desk.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause()
        return desk.export_screenshot(title="briefing")


def steady(svg: str) -> str:
    """The picture without the number that the library draws anew each time, and without fonts from elsewhere."""
    number = re.search(r"terminal-(\d+)-", svg)
    svg = svg.replace(f"terminal-{number[1]}-", "terminal-") if number else svg
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    return svg.replace("Fira Code", "DejaVu Sans Mono")


def drawn(svg: str) -> str:
    """The picture for the converter to PNG, which spaces letters wrongly by `textLength`: the size of the font does it alone."""
    return re.sub(r' textLength="[^"]*"', "", svg).replace("font-size: 20px", f"font-size: {COLUMN / ADVANCE:.3f}px")


async def main() -> None:
    with demo.opened(clock=lambda: 0.0) as stage, Store.open(stage.store) as store:
        async with net.client() as web:
            await refresh(stage.config.sources, web, store, coder.load(), demo.START)
        for name, size, keys in PICTURES:
            svg = steady(await picture(store, stage, size, keys))
            (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
            cairosvg.svg2png(bytestring=drawn(svg).encode(), write_to=str(HERE / f"{name}.png"), scale=PIXELS / COLUMN)
            print(f"{name}: {len(svg)} bytes")


if __name__ == "__main__":
    asyncio.run(main())
