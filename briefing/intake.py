"""Articles that a person hands in -> the store: read by the coder, or with the mentions that came with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing import articles, books
from briefing.model import Reading
from briefing.store import Store

if TYPE_CHECKING:
    from briefing.coder import Lexicon


def take(store: Store, body: bytes, name: str, lexicon: Lexicon | None, now: datetime | None = None) -> list[str]:
    """Everything in a file into the store, in one transaction; what could not be taken comes back in words.

    With a lexicon the articles are read by the coder; without, the mentions that came with them are taken. With `now`
    the journal tells what it changed.
    """
    complaints: list[str] = []
    arrived: list[str] = []
    replaced: list[Reading] = []
    with store.transaction():
        for reading in _coded(body, name, lexicon, complaints) if lexicon else _labelled(body, name, complaints):
            kept = store.keep(reading.article)
            before = store.reading(kept.id)
            if lexicon:
                books.keep_reading(store, kept.id, reading.article, reading.mentions, reading.coder)
            else:
                store.code(kept.id, reading.mentions, reading.origin, reading.correction, reading.coder)
            if before is None or store.reading(kept.id) != before:
                arrived.append(kept.id)
                replaced += [before] if before else []
        if now is not None:
            books.note(store, arrived, now, replaced)
    return complaints


def _labelled(body: bytes, name: str, complaints: list[str]) -> Iterator[Reading]:
    from briefing.coder.gazetteer import load
    from briefing.ledger import labelled

    codes = frozenset(load().codes())
    for number, line in enumerate(body.decode("utf-8-sig", errors="replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry: Any = json.loads(line)
        except (ValueError, RecursionError) as error:
            complaints.append(f"{name}:{number}: {error}; the line is left out")
            continue
        reading, wrong = labelled.read(entry, f"{name}:{number}", codes)
        complaints += wrong
        if reading is not None:
            yield reading


def _coded(body: bytes, name: str, lexicon: Lexicon, complaints: list[str]) -> Iterator[Reading]:
    from briefing import coder

    found, wrong = articles.read(body, name)
    complaints += wrong
    for article in sorted(found, key=lambda a: a.published.timestamp() if a.published else 0.0):
        yield Reading(article, coder.code(article, lexicon), coder=lexicon.version)
