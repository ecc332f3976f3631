"""The desk: three panes over one store. `briefing.tui.app.Desk` takes everything it needs as arguments."""
