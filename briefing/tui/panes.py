"""How the three panes follow each other: an event shows its article at its sentence, a sentence its event, a cell its acts."""

from __future__ import annotations

from collections.abc import Sequence

from briefing import views
from briefing.board import board
from briefing.model import Event
from briefing.tui.frame import PANES, Frame
from briefing.tui.lines import Lines
from briefing.views import Piece, Row


class Panes(Frame):
    """Three panes that are one instrument."""

    def on_lines_moved(self, message: Lines.Moved) -> None:
        """The three follow each other: an event shows its article at its sentence, a sentence its event."""
        if message.lines.id == "timeline":
            self._follow(message.key)
        elif message.lines.id == "article":
            event = self._event_at(message.key)
            if event is not None:
                timeline = self._lines("timeline")
                timeline.show(timeline.rows, event.id)

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Enter: the evidence of an event or of what is behind a cell; the article as a reader over the whole screen."""
        if message.lines.id == "timeline":
            self._open_event(message.key)
        elif message.lines.id == "board":
            self._evidence(self._behind(message.key))
        elif message.lines.id == "article":
            self._read_on(message.key)

    def _read_on(self, key: str) -> None:
        """The article over the whole screen; where it is that already, the evidence read in the sentence under the cursor."""
        event = self._event_at(key)
        if self._alone():
            self._evidence([event] if event else [])
        else:
            self.action_zoom()

    def _alone(self) -> bool:
        """Has the pane in use the whole screen?"""
        panes = self.query_one("#panes")
        return panes.has_class("zoomed") or panes.has_class("narrow")

    def _follow(self, event_id: str) -> None:
        event = next((e for e in self.events if e.id == event_id), None)
        if event is None:
            return
        report = event.reports[-1]
        places = [i for i, article in enumerate(self.articles_here) if article.id == report.article]
        if not places:
            article = self.store.article(report.article)
            if article is None:
                return
            self.articles_here.append(article)
            places = [len(self.articles_here) - 1]
        self.at = places[0]
        self._draw_article(str(report.mention.evidence.start))

    def _event_at(self, key: str) -> Event | None:
        article = self.article
        for event in self.events:
            for report in event.reports:
                if article and report.article == article.id and str(report.mention.evidence.start) == key:
                    return event
        return None

    def _behind(self, key: str) -> list[Event]:
        """The events behind a line of the board, both directions."""
        name = key.split("|")[0]
        made = board(self.events, self.pair, self.as_of or self.now().date())
        wanted = {event for line in made.lines if line.line == name for event in line.events}
        return [event for event in self.events if event.id in wanted]

    def _evidence(self, events: Sequence[Event]) -> None:
        if not events:
            return
        rows = [
            row
            for e in events
            for row in (*views.evidence_rows(e, self._sheet_width(), self.now(), self.events), Row((Piece(""),)))
        ]
        self._read("Evidence", rows, self._open_article)

    def _open_article(self, key: str | None) -> None:
        article = self.store.article(key) if key else None
        if article is None:
            return
        self.articles_here = [article, *[a for a in self.articles_here if a.id != article.id]]
        self.at = 0
        self.store.mark_read(article.id)
        self._draw_article()
        self.action_focus_pane("article")

    def _open_event(self, key: str | None) -> None:
        event = next((e for e in self.events if e.id == key), None)
        if event is not None:
            self._evidence([event])

    def _chosen(self) -> Event | None:
        """The event under the timeline's cursor."""
        key = self._lines("timeline").key
        return next((event for event in self.events if event.id == key), None)

    # -- keys ---------------------------------------------------------------------------------------------------

    def action_focus_pane(self, name: str) -> None:
        """The pane of that name gets the keys; on a narrow screen it alone is shown."""
        self.shown = name
        self._mark_shown()
        self._lines(name).focus()
        self.call_after_refresh(self._draw)

    def action_pane(self, by: int) -> None:
        """So many panes further, round and round; nothing while a sheet is open."""
        if len(self.screen_stack) > 1:
            return
        self.action_focus_pane(PANES[(PANES.index(self.shown) + by) % len(PANES)])

    def action_zoom(self) -> None:
        """One pane over the whole screen, or all of them again."""
        self.query_one("#panes").toggle_class("zoomed")
        self.call_after_refresh(self._draw)

    def action_article(self, by: int) -> None:
        """So many articles further into the past; a negative number goes towards today."""
        at = self.at + by
        if 0 <= at < len(self.articles_here):
            self.at = at
            self._draw_article()

    def action_next_new(self, by: int) -> None:
        """To the next event that is new since the last visit, or with -1 to the one before."""
        timeline = self._lines("timeline")
        places = [i for i, row in enumerate(timeline.rows) if row.new]
        ahead = [i for i in places if (i > timeline.cursor if by > 0 else i < timeline.cursor)]
        if not ahead:
            self.notify("nothing more is new")
            return
        key = timeline.rows[ahead[0] if by > 0 else ahead[-1]].key
        timeline.show(timeline.rows, key)
        if key is not None:
            self._follow(key)
