"""Finding one's way: to a pair, an article, an act, a day."""

from __future__ import annotations

from datetime import date

from briefing import books, views
from briefing.tui.panes import Panes


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
        """Every watched pair in a line: an arrow and its latest act; Enter goes there."""
        today = self.now().date()
        told = [(pair, views.headline(books.events(self.store, pair), pair, today)) for pair in self.pairs]
        self._choose("All pairs", [("-".join(pair), words) for pair, words in told], self._take_pair)

    def action_filter(self) -> None:
        """Ask for words that an event must hold to stay on the timeline."""
        self._ask("Only events with", "a type, a state, an outlet, a year; nothing for all", self._filtered)

    def _filtered(self, words: str | None) -> None:
        if words is None:
            return
        self.only = words.lower()
        self._draw()

    def action_articles(self) -> None:
        """A list of the pair's articles, the unread ones marked."""
        read = self.store.read()
        choices = [
            (
                a.id,
                views.safe(
                    f"{' ' if a.id in read else '*'} {views.age(a.published, self.now())}  {a.source}: {a.title}"
                ),
            )
            for a in self.articles_here
        ]
        self._choose("Articles", choices, self._open_article)

    def action_search(self) -> None:
        """Ask for words, and list the acts of the pair and the articles of the whole store that hold them."""
        self._ask("Search all articles and the acts of this pair", "words", self._found)

    def _found(self, words: str | None) -> None:
        if not words:
            return
        acts = views.only(self.events, words.lower())
        choices = [
            (e.id, f"{views.sign(e.type)[0]} {views.day(e.date)}  {e.actor} {views.act(e)} ({e.target})") for e in acts
        ]
        choices += [(a.id, views.safe(f"{a.source}: {a.title} - {part}")) for a, part in self.store.search(words, 50)]
        self._choose(f"Found: {words}", choices, self._open_found)

    def _open_found(self, key: str | None) -> None:
        """What was found: the evidence of an act, or an article."""
        if any(event.id == key for event in self.events):
            self._open_event(key)
        else:
            self._open_article(key)

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
