"""Which language a text is in, by its commonest small words."""

from __future__ import annotations

from briefing.coder.lexicon import Lexicon
from briefing.model import Article

PLAINLY, BARELY = 0.2, 0.04  # shares of a language's commonest words in a text that is of it


def guess(text: str, lexicon: Lexicon) -> tuple[str | None, float]:
    """The language of a text by its commonest small words, and what share of the words they are.

    A headline without any is told by the verbs and things in it.
    """
    words = [word.strip('.,;:!?"«»“”()') for word in text[:6000].lower().replace("’", "'").split()]
    common = {code: language.common for code, language in lexicon.languages.items()} | dict(lexicon.optional)
    scores = {code: sum(word in small for word in words) for code, small in common.items()}
    if words and not any(scores.values()):
        scores = {
            code: sum(word in language.verbs or word in language.things for word in words)
            for code, language in lexicon.languages.items()
        }
    best = max(scores, key=lambda code: scores[code], default=None)
    return (best, scores[best] / len(words)) if best and scores[best] else (None, 0.0)


def spoken(article: Article, lexicon: Lexicon) -> str | None:
    """The language to read an article in: the one it says, "fr-CA" as "fr"; else the one its words are of.

    An article that says a language without data is read only where its words plainly are of another.
    """
    told = (article.lang or "").lower().replace("_", "-").split("-")[0]
    if told in lexicon.languages or told in lexicon.optional:
        return told
    found, share = guess(article.title + " " + article.text, lexicon)
    return found if share >= (PLAINLY if told else BARELY) else None
