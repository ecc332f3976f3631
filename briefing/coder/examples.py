"""Examples of rules: sentences and what they must, or must not, be read as. They are tests, of the package and of users.

    [[example]]
    rule = "expulsion.expel"            the rule that it proves (may be left out)
    lang = "en"
    text = "Kenya expelled two Somali diplomats on Tuesday."
    codes = "expulsion KEN->SOM count=2 date=2025-09-16"     type, actor->target, fields; mode=actual if not given
    never = "recall"                                         the same, for what must not come out

`codes` and `never` may be lists. `published` is the day of publication, Friday 19 September 2025 where it is not given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from briefing.model import MODES, TYPES, Article, Mention

PUBLISHED = date(2025, 9, 19)
FIELDS = frozenset(
    "mode date precision count rank domain deadline owner site stage form partial bilateral ambassador_included rule".split()
)
_KEYS = ("rule", "lang", "text", "title", "published", "codes", "never", "why")
_SIDES = re.compile(r"([A-Z][A-Z0-9]{1,2})->([A-Z][A-Z0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that must or must not come out: a type, perhaps its sides and some fields."""

    type: str
    sides: tuple[str, str] | None
    fields: tuple[tuple[str, str], ...]

    def fits(self, mention: Mention) -> bool:
        """Is this what a mention says? Without a mode, one that was done."""
        told = dict(self.fields)
        same = mention.type == self.type and self.sides in {None, (mention.actor, mention.target)}
        return same and all(_value(mention, key) == value for key, value in {"mode": "actual", **told}.items())


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, and what it must and must not be read as."""

    text: str
    lang: str
    codes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    rule: str | None = None
    title: str = ""
    published: date = PUBLISHED

    def article(self) -> Article:
        moment = datetime.combine(self.published, time(12), UTC)
        return Article("example", self.text, title=self.title, lang=self.lang, published=moment)


def _value(mention: Mention, key: str) -> str:
    found = getattr(mention, {"precision": "date_precision"}.get(key, key))
    return "none" if found is None else str(found).lower() if isinstance(found, bool) else str(found)


def expected(words: str) -> Expected:
    """ "expulsion KEN->SOM count=2" taken apart. Raises ValueError with a sentence."""
    kind, *rest = words.split() or [""]
    if kind not in TYPES:
        raise ValueError(f"{kind!r} is no type of event")
    sides = _SIDES.fullmatch(rest[0]) if rest and "=" not in rest[0] else None
    if rest and "=" not in rest[0] and (sides is None or sides[1] == sides[2]):
        raise ValueError(f"{rest[0]!r} is not ACTOR->TARGET, as in KEN->SOM")
    fields = [tuple(part.partition("=")[::2]) for part in rest[1 if sides else 0 :]]
    odd = next((key for key, value in fields if key not in FIELDS or not value), None)
    if odd is not None:
        raise ValueError(f"{odd!r} is no field of a mention; known are {', '.join(sorted(FIELDS))}")
    if any(key == "mode" and value not in MODES for key, value in fields):
        raise ValueError(f"there is no such mode; known are {', '.join(sorted(MODES))}")
    return Expected(kind, (sides[1], sides[2]) if sides else None, tuple((key, value) for key, value in fields))


def problems(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with an [[example]]: (key, words)."""
    yield from ((key, f"unknown key; known are {', '.join(_KEYS)}") for key in entry if key not in _KEYS)
    yield from ((key, "is missing") for key in ("lang", "text") if not isinstance(entry.get(key), str))
    if "codes" not in entry and "never" not in entry:
        yield "text", 'says neither what it codes nor what it never must; write codes = "expulsion KEN->SOM"'
    for key in ("codes", "never"):
        for words in _many(entry.get(key, [])):
            try:
                expected(words)
            except ValueError as error:
                yield key, str(error)
    if "published" in entry and _day(entry["published"]) is None:
        yield "published", "is no day; write it like 2025-09-19"


def _many(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def made(entry: Mapping[str, Any]) -> Example:
    """An [[example]] that has no problems, as a value."""
    return Example(
        text=entry["text"],
        lang=entry["lang"],
        codes=_many(entry.get("codes", [])),
        never=_many(entry.get("never", [])),
        rule=entry.get("rule"),
        title=entry.get("title", ""),
        published=_day(entry.get("published")) or PUBLISHED,
    )


def failures(example: Example, read: Callable[[Article], Sequence[Mention]]) -> list[str]:
    """What a reader of articles gets wrong of an example, in words; nothing where all is as it must be."""
    mentions = read(example.article())
    missed = [w for w in example.codes if not any(_is(w, m, example.rule) for m in mentions)]
    wrong = [w for w in example.never if any(_is(w, m, None) for m in mentions)]
    said = "; ".join(describe(m) for m in mentions) or "nothing"
    return [f"not read as {w} but as {said}" for w in missed] + [f"read as {w}, which it never must be" for w in wrong]


def _is(words: str, mention: Mention, rule: str | None) -> bool:
    return expected(words).fits(mention) and rule in {None, mention.rule}


def describe(mention: Mention) -> str:
    """A mention in a few words: "expulsion KEN->SOM mode=denied (expulsion.expel)"."""
    mode = "" if mention.mode == "actual" else f" mode={mention.mode}"
    return f"{mention.type} {mention.actor}->{mention.target}{mode} ({mention.rule})"
