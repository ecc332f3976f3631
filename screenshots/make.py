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

HERE = Path(__file__).parent
PICTURES = [
    ("desk-160x45", (160, 45), []),
    ("desk-120x36", (120, 36), []),
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


async def main() -> None:
    with demo.opened(clock=lambda: 0.0) as stage, Store.open(stage.store) as store:
        async with net.client() as web:
            await refresh(stage.config.sources, web, store, coder.load(), demo.START)
        for name, size, keys in PICTURES:
            svg = steady(await picture(store, stage, size, keys))
            (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
            cairosvg.svg2png(bytestring=svg.encode(), write_to=str(HERE / f"{name}.png"), scale=0.8)
            print(f"{name}: {len(svg)} bytes")


if __name__ == "__main__":
    asyncio.run(main())
