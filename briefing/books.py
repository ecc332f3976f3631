"""The ledger of a pair as a store holds it, after the analyst's hand; and the journal of what each arrival changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from briefing.board import board
from briefing.changes import difference, words
from briefing.ledger import Ledger, merge
from briefing.ledger.hand import apply
from briefing.model import Event, JournalEntry, Reading
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


def note(store: Store, arrived: Iterable[str], now: datetime) -> list[JournalEntry]:
    """What the articles that have just arrived changed, pair by pair, into the journal; nothing is ever taken out of it."""
    new = frozenset(arrived)
    pairs = {_pair(m.actor, m.target) for name in new for m in store.mentions(name)}
    entries = [entry for pair in sorted(pairs) for entry in _changed(store.readings(pair), new, pair, now)]
    store.journal(entries)
    return entries


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def _changed(readings: list[Reading], new: frozenset[str], pair: Pair, now: datetime) -> list[JournalEntry]:
    """The new events of a pair and the lines of its board that differ, with and without what has arrived."""
    today: date = now.date()
    old_events = merge(reading for reading in readings if reading.article.id not in new)
    all_events = merge(readings)
    known = {event.id for event in old_events}
    told = [event for event in all_events if event.id not in known and event.mode == "actual"]
    lines = difference(board(old_events, pair, today), board(all_events, pair, today))
    entries = [JournalEntry(now, "event", _act(event), pair, event.id) for event in told]
    return entries + [JournalEntry(now, "board", words(change), pair) for change in lines]


def _act(event: Event) -> str:
    number = f" {event.count}" if event.count is not None else ""
    return f"{event.type} {event.actor} -> {event.target}{number}, {event.date or 'no date'}"
