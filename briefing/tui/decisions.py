"""The analyst's hand on the desk: every decision about the event under the timeline's cursor, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping

from briefing import views
from briefing.model import Event
from briefing.tui.panes import Panes


class Decisions(Panes):
    """The keys that decide."""

    def action_decide(self, action: str, note: str | None = None) -> None:
        """Put `action` (accept, reject, pin or note) about the event under the timeline's cursor on record."""
        from briefing.ledger import hand

        event = self._chosen()
        if event is None:
            self.notify("choose an event on the timeline first")
            return
        self._take(hand.decision(action, event, note=note), event)

    def action_correct(self) -> None:
        """Ask for a field and its right value, as count=2."""
        if self._chosen() is None:
            self.notify("choose an event on the timeline first")
            return
        self._ask("Correct this event", "count=2, date=2025-09-17, domain=security, ..", self._corrected)

    def _corrected(self, typed: str | None) -> None:
        from briefing.ledger import hand

        event = self._chosen()
        name, _, value = (typed or "").partition("=")
        if event is None or not typed:
            return
        field, told = name.strip(), value.strip()
        entry = hand.decision("correct", event, field=field, value=hand.typed(field, told))
        problem = hand.mistake(entry)
        if problem:
            self.notify(views.safe(problem), severity="warning", markup=False)
            return
        self._take(entry, event)

    def action_join(self) -> None:
        """Choose the event that is the same act as the one under the cursor; those of its own type come first."""
        event = self._chosen()
        if event is None:
            self.notify("choose an event on the timeline first")
            return
        known = {e.id: e for e in self.events if e is not event and (e.actor, e.target) == (event.actor, event.target)}
        alike = sorted(known.values(), key=lambda e: e.type != event.type)
        choices = [(e.id, f"{views.day(e.date)}  {views.act(e)}") for e in alike]
        self._choose("The same act as", choices, lambda key: self._joined(event, known.get(key or "")))

    def _joined(self, event: Event, other: Event | None) -> None:
        from briefing.ledger import hand

        if other is not None:
            self._take(hand.merging(event, other), event)

    def action_part(self) -> None:
        """Choose the report that tells of an act of its own."""
        event = self._chosen()
        if event is None or len(event.reports) < 2:
            self.notify("choose an event with several reports on the timeline first")
            return
        choices = [(r.article, views.safe(f"{r.source}: {r.title}")) for r in event.reports]
        self._choose("An act of its own in", choices, lambda key: self._parted(event, key))

    def _parted(self, event: Event, article: str | None) -> None:
        from briefing.ledger import hand

        if article is not None:
            self._take(hand.decision("split", event, report=article), event)

    def _take(self, entry: Mapping[str, object], event: Event) -> None:
        self.store.decide(entry)
        self._load()
        self._draw()
        self.notify(f"{entry['action']}: {views.act(event)}; u takes it back", markup=False)

    def action_annotate(self) -> None:
        """Ask for a note."""
        if self._chosen() is None:
            self.notify("choose an event on the timeline first")
            return
        self._ask("Note on this event", "why, for whom, to be asked again", self._annotated)

    def _annotated(self, words: str | None) -> None:
        if words:
            self.action_decide("note", words)

    def action_undo(self) -> None:
        """Take the last decision back, whichever pair it was about."""
        taken = self.store.undo()
        self._load()
        self._draw()
        self.notify(f"taken back: {taken['action']}" if taken else "there is no decision to take back", markup=False)
