"""What leaves the desk: a file of what is shown, a link, a citation."""

from __future__ import annotations

from pathlib import Path

from briefing import views
from briefing.board import board
from briefing.tui.panes import Panes
from briefing.views import Piece, Row

PRINTED = 100  # columns of what is exported


class Output(Panes):
    """The keys that take something out."""

    def action_export(self) -> None:
        """What the pane shows, as text of a width to be read, into a file where the desk was opened."""
        path = Path(f"briefing-{'-'.join(self.pair)}-{self.shown}-{self.now():%Y%m%d-%H%M}.txt")
        try:
            path.write_text("\n".join(row.text.rstrip() for row in self._printed()) + "\n", encoding="utf-8")
        except OSError as error:
            self.notify(f"{path} cannot be written: {error.strerror}", severity="error", markup=False)
            return
        self.notify(f"written to {path}", markup=False)

    def _printed(self) -> list[Row]:
        today = self.as_of or self.now().date()
        if self.shown == "board" and all(self.pair):
            return views.board_rows(board(self.events, self.pair, today), PRINTED, silent=self.silent)
        if self.shown == "article":
            mentions = self.store.mentions(self.article.id) if self.article else ()
            return views.article_rows(self.article, mentions, PRINTED, self.now(), self.zone)
        shown = views.only(self.events, self.only)
        return views.timeline_rows(shown, self.pair, PRINTED, self.moment, today, self.events)

    def action_link(self) -> None:
        """The article's address in a browser, or to be copied from the screen where there is none (over SSH)."""
        address = views.safe(self.article.url or "") if self.article else ""
        if not address:
            self.notify("this article has no link" if self.article else "no article")
        elif self._browse is not None and self._browse(address):
            self.notify(f"opened: {address}", markup=False)
        else:
            width = self._sheet_width()
            parts = [address[at : at + width] for at in range(0, len(address), width)]
            self._read("Link", [Row((Piece(part),)) for part in parts])

    def action_cite(self) -> None:
        """Outlet, title, day and address into the clipboard, through the terminal (OSC 52)."""
        article = self.article
        if article is None:
            return
        when = article.published.date().isoformat() if article.published else "undated"
        self.copy_to_clipboard(views.safe(f"{article.source}, “{article.title}”, {when}. {article.url or ''}"))
        self.notify("the citation is copied")
