"""Article -> mentions. `load` reads the words and rules, `code` is the one door; the same text gives the same mentions."""

from briefing.coder.lexicon import Lexicon
from briefing.coder.loading import load
from briefing.coder.reading import read as code

__all__ = ["Lexicon", "code", "load"]
