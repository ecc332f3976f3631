"""Many reports, one act: readings -> events. A pure function of the set of readings, whatever the order of arrival."""

from briefing.ledger.merging import merge

__all__ = ["merge"]
