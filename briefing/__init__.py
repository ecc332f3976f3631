"""briefing: the state of relations between states, from the reports that say so."""

__version__ = "0.1.0"
