"""Article -> mentions. `load` reads the words and rules, `code` is the one door; the same text gives the same mentions."""

from briefing.coder.lexicon import Lexicon, load
from briefing.coder.reading import read as code

VERSION = "1"

__all__ = ["VERSION", "Lexicon", "code", "load"]
