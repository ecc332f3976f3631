"""Finding one's way: to a pair, an article, an act, a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from briefing import books, views
from briefing.model import Event
from briefing.tui.panes import Panes

MANY, LISTED = 40, 500  # pairs gone through at once, articles in a list


class Finder(Panes):
    """The keys that choose, search, filter and travel."""

    def action_choose_pair(self) -> None:
        """A list of all watched and known pairs, narrowed by typing."""
        choices = [("-".join(pair), "{0}-{1}  {1}-{0}".format(*pair)) for pair in self.pairs]
        self._choose("Pairs", choices, self._take_pair)

    def _take_pair(self, key: str | None) -> None:
        if key is None:
            return
        if all(self.pair):
            self.store.visit(self.pair, self.now())
        one, _, two = key.partition("-")
        self.pair, self.as_of, self.at = (one, two), None, 0
        self._load()
        self._draw()

    def action_overview(self) -> None:
        """Every pair in a line: what is new there since it was last looked at, an arrow and its latest act; Enter goes there."""
        told = [("-".join(pair), self._line(pair, events)) for pair, events in self._all_events().items()]
        self._choose("All pairs", told, self._take_pair)

    def _line(self, pair: tuple[str, str], events: Sequence[Event]) -> str:
        seen = self.moment if pair == self.pair else self.store.last_visit(pair)
        news = sum(views.is_new(event, seen) for event in events)
        return f"{f'*{news}' if news else '':4} {views.headline(events, pair, self.now().date())}"

    def _all_events(self) -> dict[tuple[str, str], Sequence[Event]]:
        """The events of the pairs watched and most spoken of; those of the pair shown as they are shown."""
        return {
            pair: self.events if pair == self.pair else books.events(self.store, pair) for pair in self.pairs[:MANY]
        }

    def action_filter(self) -> None:
        """Ask for words that an event must hold to stay on the timeline."""
        self._ask("Only events with", "type, state, outlet, year, since:2025-09; nothing for all", self._filtered)

    def _filtered(self, words: str | None) -> None:
        if words is None:
            return
        self.only = words.lower()
        self._draw()

    def action_articles(self) -> None:
        """A list of the newest articles of the whole store, the unread ones marked; to be narrowed by typing."""
        read = self.store.read()
        choices = [
            (
                a.id,
                views.safe(
                    f"{' ' if a.id in read else '*'} {views.age(a.published, self.now())}  {a.source}: {a.title}"
                ),
            )
            for a in self.store.articles(LISTED)
        ]
        self._choose("Articles", choices, self._open_article)

    def action_search(self) -> None:
        """Ask for words, and list the acts of all pairs and the articles of the whole store that hold them."""
        self._ask("Search all articles and acts", "words", self._found)

    def _found(self, words: str | None) -> None:
        if not words:
            return
        pairs = self._all_events()
        acts = [(pair, event) for pair, events in pairs.items() for event in views.only(events, words.lower())]
        places = dict(acts_of(acts))
        choices = [(key, self._act(event)) for key, (_, event) in zip(places, acts, strict=True)]
        choices += [(a.id, views.safe(f"{a.source}: {a.title} - {part}")) for a, part in self.store.search(words, 50)]
        if choices:
            self._choose(f"Found: {views.safe(words)}", choices, partial(self._open_found, places))
        else:
            self.notify(f"nothing holds {views.safe(words)}", markup=False)

    @staticmethod
    def _act(event: Event) -> str:
        return f"{views.sign(event.type)[0]} {views.day(event.date)}  {event.actor} {views.act(event)} ({event.target})"

    def _open_found(self, acts: dict[str, tuple[str, str]], key: str | None) -> None:
        """What was found: the evidence of an act, at its pair; or an article."""
        if key not in acts:
            self._open_article(key)
            return
        pair, event = acts[key]
        if pair != "-".join(self.pair):
            self._take_pair(pair)
        self._lines("timeline").show(self._lines("timeline").rows, event)
        self._open_event(event)

    def action_travel(self) -> None:
        """Ask for the day that the board is to show; that of the event under the timeline's cursor stands there."""
        event = self._chosen()
        exact = event.date if event is not None and event.date_precision == "day" and event.date else ""
        self._ask("The board as of a day", "2025-09-17, or nothing for today", self._travelled, exact)

    def _travelled(self, typed: str | None) -> None:
        if typed is None:
            return
        try:
            self.as_of = date.fromisoformat(typed) if typed else None
        except ValueError:
            self.notify(
                f"{views.safe(typed or '')} is no date; write it like 2025-09-17", severity="warning", markup=False
            )
            return
        self._draw_board()
        self._draw_frame()


def acts_of(found: Sequence[tuple[tuple[str, str], Event]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The acts found, by the key that stands for each in a list: its pair and its id."""
    for pair, event in found:
        name = "-".join(pair)
        yield f"{name} {event.id}", (name, event.id)
