"""Text -> sentences -> tokens, every token with the offsets it had in the text as received.

Nothing here knows a language beyond the abbreviations and habits of writing handed in: a third language brings its own.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

MAX_SENTENCE = 1200  # characters; a longer run without a full stop is cut at a space, so that cost stays linear

_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "`": "'", "´": "'", "\u2010": "-", "\u2011": "-"}
_DROPPED = {"\u00ad", "\u200b", "\u2060", "\ufeff"}
_TOKEN = re.compile(
    r"(?P<dotted>(?:[^\W\d_]\.){2,}(?![^\W\d_]))"
    r"|(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}[-–]\d{2,4}\b)"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f ,.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)(?P<suffix>(?:\s?h\s?\d{2}\b)|(?:h|st|nd|rd|th|ers?|ère|e|ème|°)\b)?"
    r"|(?P<word>[^\W\d_]+(?:(?:['’‘ʼ]|[-\u2010\u2011])[^\W\d_]+|[-\u2010\u2011]\d+)*)"
    r"|(?P<punct>\S)"
)
_END = re.compile(r"([.!?…]+)([\"'»”’)\]]*)(\s+|(?=[A-ZÀ-Ý«][a-zà-ÿ’' ]))")


@dataclass(frozen=True, slots=True)
class Writing:
    """How words are written: what is cut off before and after an apostrophe, what never is, what opens a sentence."""

    elisions: frozenset[str]
    whole: frozenset[str]
    endings: tuple[str, ...]
    starters: frozenset[str]
    articles: frozenset[str]
    particles: frozenset[str]


@lru_cache(maxsize=1)
def written() -> dict[str, Any]:
    """The data of writing.toml."""
    text = resources.files("briefing.coder.data").joinpath("writing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=32)
def writing(elisions: tuple[str, ...] = (), whole: tuple[str, ...] = ()) -> Writing:
    """The writing of all languages, with what a language of its own adds."""
    data = written()
    return Writing(
        elisions=frozenset(data["elisions"]) | frozenset(elisions),
        whole=frozenset(data["whole"]) | frozenset(whole),
        endings=tuple(data["endings"]),
        starters=frozenset(data["starters"]),
        articles=frozenset(data["articles"]),
        particles=frozenset(data["name_particles"]),
    )


@dataclass(frozen=True, slots=True)
class Token:
    """`word` is folded (lower case, straight apostrophe), `text` as written, offsets count characters of the text."""

    word: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """A sentence with its place: `where` is "title" or "text", offsets into that; `paragraph` counts from 0."""

    index: int
    where: str
    paragraph: int
    start: int
    end: int
    text: str
    tokens: list[Token] = field(default_factory=list)


def fold(word: str) -> str:
    """Lower case with plain apostrophes and hyphens, composed, without soft hyphens."""
    if word.isascii():
        return word.lower()
    kept = "".join(_QUOTES.get(c, c) for c in word if c not in _DROPPED)
    return unicodedata.normalize("NFC", kept).lower()


def strip_accents(word: str) -> str:
    """The word without its accents, for text written without them (capitals, telegrams)."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def bare_initial(word: str) -> str:
    """The word as agencies write it with a capital: "Équateur" -> "Equateur", its other accents kept."""
    return strip_accents(word[:1]) + word[1:]


def _split_word(word: str, habits: Writing) -> list[int]:
    """Where a word with apostrophes is cut: after an elided article, before an English possessive."""
    folded = word.replace("’", "'").replace("‘", "'").replace("ʼ", "'").lower()
    if "'" not in folded or folded in habits.whole:
        return []
    cuts = []
    head = folded.find("'")
    if folded[:head] in habits.elisions:
        rest = folded[head + 1 :]
        cuts.append(head + 1)
        if rest in habits.whole:
            return cuts
    ending = next((e for e in habits.endings if folded.endswith(e) and len(folded) > len(e)), "")
    return [*cuts, len(folded) - len(ending)] if ending else cuts


def tokenize(
    text: str, base: int = 0, abbreviations: frozenset[str] = frozenset(), habits: Writing | None = None
) -> list[Token]:
    """The tokens of a text; `base` is added to the offsets, `habits` are those of its language."""
    habits = habits or writing()
    tokens: list[Token] = []
    pending = 0
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if start < pending:
            continue
        if found.lastgroup == "word" or found.group("word"):
            word = found.group("word")
            if end < len(text) and text[end] == "." and fold(word) + "." in abbreviations:
                end += 1
                pending = end
                tokens.append(Token(fold(text[start:end]), text[start:end], base + start, base + end))
                continue
            at = start
            for cut in _split_word(word, habits):
                tokens.append(
                    Token(fold(text[at : start + cut]), text[at : start + cut], base + at, base + start + cut)
                )
                at = start + cut
            if at < end:
                tokens.append(Token(fold(text[at:end]), text[at:end], base + at, base + end))
            continue
        word = text[start:end]
        folded = re.sub(r"[\u00a0\u202f ]", "", word) if found.group("number") else fold(word)
        if folded:
            tokens.append(Token(folded.lower(), word, base + start, base + end))
    return tokens


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of paragraphs. A line that ends mid-sentence before a line in lower case is one paragraph with it."""
    start: int | None = None
    end = 0
    position = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        line_start = position + (len(line) - len(line.lstrip()))
        position += len(line)
        if not bare:
            if start is not None:
                yield start, end
            start = None
            continue
        continues = start is not None and bare[0].islower() and text[end - 1] not in ".!?…:"
        wrapped = (
            start is not None
            and end - start > 50
            and text[end - 1] not in ".!?…:»\"'”"
            and (text[end - 1] in ",;-" or continues)
        )
        if start is not None and not continues and not wrapped:
            yield start, end
            start = None
        if start is None:
            start = line_start
        end = line_start + len(bare)
    if start is not None:
        yield start, end


_INITIALS = re.compile(r"(?:\w\.)+\w")


def _full_stop(word: str, follows: str, after: str, abbreviations: frozenset[str]) -> bool:
    """Does the point after a word end the sentence? After "M." never, after "U.S." when a new sentence plainly starts."""
    if _INITIALS.fullmatch(word):
        first = after.split(None, 1)[0] if after.split() else ""
        return follows == "" or fold(first) in writing().starters
    return not (word + "." in abbreviations or (len(word) == 1 and word.isalpha()))


def _cuts(text: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _END.finditer(text):
        head = text[max(at, found.start() - 16) : found.start()]
        word = fold(head.rsplit(None, 1)[-1]) if head.split() else ""
        follows = text[found.end() : found.end() + 1]
        if found.group(1) == "." and not _full_stop(word, follows, text[found.end() : found.end() + 24], abbreviations):
            continue
        if follows and follows.islower():
            continue
        yield at, found.start(3)
        at = found.end()
    if at < len(text):
        yield at, len(text)


def sentences(
    text: str,
    where: str = "text",
    abbreviations: frozenset[str] = frozenset(),
    first: int = 0,
    habits: Writing | None = None,
) -> list[Sentence]:
    """The sentences of a text in order, with tokens; offsets count characters of `text`."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        for low, high in _cuts(text[start:end], abbreviations):
            for piece, stop in _bounded(text, start + low, start + high):
                body = text[piece:stop]
                if body.strip():
                    made = Sentence(first + len(found), where, number, piece, stop, body)
                    made.tokens = tokenize(body, piece, abbreviations, habits)
                    found.append(made)
    return found


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield start, cut
        start = cut + (1 if cut < end and text[cut] == " " else 0)
    yield start, end
