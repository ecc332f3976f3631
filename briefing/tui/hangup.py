"""A terminal that is gone ends the desk: where no signal says so, and where the thread that reads keys would go on asking for them."""

from __future__ import annotations

import os
import select
import signal
import threading
import time
from collections.abc import Callable

GRACE = 2.0  # seconds in which the desk may close its store before the process ends


def watch(descriptor: int, leave: Callable[[], object]) -> None:
    """Calls `leave` once the terminal behind a descriptor is gone, and ends the process if that does not.

    Waits in a thread of its own without waking; does nothing where the system cannot tell.
    """
    if hasattr(select, "poll"):
        threading.Thread(target=_wait, args=(descriptor, leave), name="hang-up", daemon=True).start()


def _wait(descriptor: int, leave: Callable[[], object]) -> None:
    poll = select.poll()
    poll.register(descriptor, 0)  # a hang-up is told without being asked for
    poll.poll()
    try:
        leave()
    finally:
        time.sleep(GRACE)
        os._exit(128 + signal.SIGHUP)
