"""The ledger of a pair as a store holds it, after the analyst's hand; and the journal of what each arrival changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from briefing.board import board
from briefing.changes import difference, words
from briefing.ledger import Ledger, merge
from briefing.ledger.hand import apply
from briefing.model import ELSEWHERE, Article, Correction, Event, JournalEntry, Mention, Reading
from briefing.origin import origin
from briefing.store import Store

Pair = tuple[str, str]


class Book:
    """The ledger of one pair over the life of a desk: what a refresh brings is merged in, the rest stays as it is."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self._ledger = Ledger()
        self._known: dict[str, Reading] = {}

    def events(self, store: Store) -> tuple[Event, ...]:
        """As `events` of this pair, for the cost of what has changed since the last time."""
        found = {reading.article.id: reading for reading in store.readings(self.pair)}
        if any(name not in found for name in self._known):
            self._ledger, self._known = Ledger(), {}
        for name, reading in found.items():
            if self._known.get(name) != reading:
                self._ledger.add(reading)
        self._known = found
        return apply(self._ledger.events(self.pair), _about(store, self.pair))[0]


def events(store: Store, pair: Pair) -> tuple[Event, ...]:
    """The events of a pair: merged from what was read, then as the analyst decided."""
    return with_complaints(store, pair)[0]


def with_complaints(store: Store, pair: Pair) -> tuple[tuple[Event, ...], list[str]]:
    """As `events`, and a sentence for each decision about the pair that no event answers to any more."""
    return apply(merge(store.readings(pair)), _about(store, pair))


def _about(store: Store, pair: Pair) -> list[dict[str, Any]]:
    """The decisions about a pair."""
    return [entry for entry in store.decisions() if {entry.get("actor"), entry.get("target")} == set(pair)]


def keep_reading(store: Store, key: str, article: Article, mentions: tuple[Mention, ...], version: str) -> None:
    """What was read in an article into the store, with the outlet's own correction where it is one.

    Where a correction came in before the article that it corrects, it is looked at again.
    """
    from briefing.coder.corrections import WITHIN

    _keep(store, key, article, mentions, version)
    if not article.source or article.published is None:
        return
    for later in store.corrections_of_source(article.source, article.published, article.published + WITHIN):
        read = store.reading(later.id) if later.id != key else None
        if read is not None and read.coder != ELSEWHERE:
            _keep(store, later.id, later, read.mentions, read.coder)


def _keep(store: Store, key: str, article: Article, mentions: tuple[Mention, ...], version: str) -> None:
    from briefing.coder.corrections import WITHIN, correction, is_correction

    back = None
    if article.source and is_correction(article):
        since = article.published - WITHIN if article.published else None
        earlier = store.readings_of_source(article.source, since)
        back = correction(article, mentions, earlier) or Correction("")
    store.code(key, mentions, origin(article), back, version)


def note(store: Store, arrived: Iterable[str], now: datetime, replaced: Iterable[Reading] = ()) -> list[JournalEntry]:
    """What the articles that have just arrived changed, pair by pair, into the journal; nothing is ever taken out of it.

    `replaced` is what was read before in those that were there already.
    """
    new, old = frozenset(arrived), list(replaced)
    pairs = {pair for name in new for pair in store.touched(name)}
    pairs |= {_pair(m.actor, m.target) for reading in old for m in reading.mentions}
    entries = [entry for pair in sorted(pairs) for entry in _changed(store.readings(pair), new, old, pair, now)]
    store.journal(entries)
    return entries


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def _changed(
    readings: list[Reading], new: frozenset[str], old: list[Reading], pair: Pair, now: datetime
) -> list[JournalEntry]:
    """The acts of a pair that are new or gone and the lines of its board that differ, with and without what has arrived."""
    today: date = now.date()
    known = [reading for reading in readings if reading.article.id not in new]
    known += [replace(r, mentions=tuple(m for m in r.mentions if {m.actor, m.target} == set(pair))) for r in old]
    before, after = merge(known), merge(readings)
    entries = [JournalEntry(now, "event", _act(e), pair, e.id) for e in _without(after, before)]
    entries += [JournalEntry(now, "event", f"no longer: {_act(e)}", pair, e.id) for e in _without(before, after)]
    lines = difference(board(before, pair, today), board(after, pair, today))
    return entries + [JournalEntry(now, "board", words(change), pair) for change in lines]


def _without(events: Iterable[Event], others: Iterable[Event]) -> list[Event]:
    """The acts of which none of the other events holds a report: an act that is only told anew is the same."""
    told = {where for event in others if event.mode == "actual" for where in _places(event)}
    return [event for event in events if event.mode == "actual" and not told & _places(event)]


def _places(event: Event) -> set[tuple[str, str, str, str]]:
    return {(event.type, event.actor, event.target, report.article) for report in event.reports}


def _act(event: Event) -> str:
    number = f" {event.count}" if event.count is not None else ""
    return f"{event.type} {event.actor} -> {event.target}{number}, {event.date or 'no date'}"
