"""Articles that a person hands in -> the store: read by the coder, or with the mentions that came with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing import articles, books
from briefing.model import Reading
from briefing.origin import origin
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
    with store.transaction():
        for reading in _coded(store, body, name, lexicon, complaints) if lexicon else _labelled(body, name, complaints):
            kept = store.keep(reading.article)
            store.code(kept.id, reading.mentions, reading.origin, reading.correction, reading.coder)
            if kept.outcome != "same":
                arrived.append(kept.id)
        if now is not None:
            books.note(store, arrived, now)
    return complaints


def _labelled(body: bytes, name: str, complaints: list[str]) -> Iterator[Reading]:
    from briefing.ledger import labelled

    for number, line in enumerate(body.decode("utf-8-sig", errors="replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry: Any = json.loads(line)
        except (ValueError, RecursionError) as error:
            complaints.append(f"{name}:{number}: {error}; the line is left out")
            continue
        reading, wrong = labelled.read(entry, f"{name}:{number}")
        complaints += wrong
        if reading is not None:
            yield reading


def _coded(store: Store, body: bytes, name: str, lexicon: Lexicon, complaints: list[str]) -> Iterator[Reading]:
    from briefing import coder
    from briefing.coder.corrections import correction, is_correction

    found, wrong = articles.read(body, name)
    complaints += wrong
    for article in sorted(found, key=lambda a: a.published.timestamp() if a.published else 0.0):
        mentions = coder.code(article, lexicon)
        taken_back = None
        if article.source and is_correction(article):
            taken_back = correction(article, mentions, store.readings_of_source(article.source))
        yield Reading(article, mentions, origin(article), taken_back, lexicon.version)
