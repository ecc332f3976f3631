"""The commands, a module for each group that changes for one reason; `briefing.cli` loads the one that is asked for."""
