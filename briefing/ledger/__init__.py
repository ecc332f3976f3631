"""Many reports, one act: readings -> events. A pure function of the set of readings, whatever the order of arrival."""

from briefing.ledger.merging import Ledger, merge

__all__ = ["Ledger", "merge"]
