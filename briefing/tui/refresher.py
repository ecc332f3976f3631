"""News behind the reader's back: a worker asks the sources, the panes take in what it brought."""

from __future__ import annotations

from textual.worker import Worker, WorkerState

from briefing import views
from briefing.errors import ConfigError
from briefing.tui.frame import Frame, Refresh


class Refresher(Frame):
    """Asks the sources a second after the first paint, every `poll` seconds, and when it is told to."""

    def on_mount(self) -> None:
        if self._fetcher is not None:
            self.set_timer(1.0, self.action_refresh_now)
            if self._poll:
                self.set_interval(self._poll, self.action_refresh_now)

    def action_refresh_now(self) -> None:
        """Ask all sources in the background; one refresh at a time, which is not begun again while it lasts."""
        if self._fetcher is None:
            self.notify("there is nothing to refresh from here")
        elif not any(worker.group == "refresh" and not worker.is_finished for worker in self.workers):
            self.run_worker(self._fetch(self._fetcher), group="refresh", exit_on_error=False)

    async def _fetch(self, refresh: Refresh) -> None:
        self._tell("refreshing ..")
        await refresh(self._tell)

    def _tell(self, words: str) -> None:
        self.progress = views.safe(words)
        self._draw_frame()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A refresh has ended: show what it brought, or say why it broke off."""
        if event.worker.group != "refresh" or event.state not in {WorkerState.SUCCESS, WorkerState.ERROR}:
            return
        self.progress, self.asked = "", True
        error = event.worker.error if event.state is WorkerState.ERROR else None
        if isinstance(error, ConfigError):
            self.exit(return_code=error.exit_code, message=f"briefing: {error}")
            return
        if error is not None:
            self.notify(views.safe(f"the refresh broke off: {event.worker.error}"), severity="error", markup=False)
        seen = self.moment
        self._load()
        self.moment = seen
        self._draw()
