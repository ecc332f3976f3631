"""What the commands print: mentions as JSON with the fields of the codebook, and as lines for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefing.model import Article, Mention

_FIELDS = (
    "type actor target date date_precision count rank ambassador_included owner site form stage partial bilateral domain "
    "deadline mode attribution rule"
).split()


def fields(mention: Mention) -> dict[str, Any]:
    """A mention as JSON, its evidence with article, offsets and sentence."""
    evidence = mention.evidence
    found = {name: getattr(mention, name) for name in _FIELDS}
    found["evidence"] = {
        "article": evidence.article,
        "where": evidence.where,
        "start": evidence.start,
        "end": evidence.end,
        "sentence": evidence.sentence,
    }
    return found


def line(article: Article, mentions: Sequence[Mention], lang: str | None = None) -> str:
    """One JSON line for an article."""
    body = {"id": article.id, "lang": article.lang or lang, "events": [fields(mention) for mention in mentions]}
    return json.dumps(body, ensure_ascii=False)


def text(article: Article, mentions: Sequence[Mention], explain: bool = False) -> str:
    """The mentions of an article for a person, a line each; with `explain` the rule and the words of each slot."""
    rows = [safe(article.title or article.id)]
    for mention in mentions:
        rows.append("  " + _row(mention))
        if explain:
            rows += [f"      {slot.name}: “{safe(slot.words)}” ({slot.how})" for slot in mention.slots]
            rows += [f"      rule: {mention.rule}", f"      “{safe(mention.evidence.sentence)}”"]
    return "\n".join(rows if mentions else [*rows, "  no event"])


def _row(mention: Mention) -> str:
    parts = [mention.date or "no date", f"{mention.type} {mention.actor} -> {mention.target}"]
    parts += [f"count {mention.count}"] if mention.count is not None else []
    parts += [mention.domain] if mention.domain else []
    parts += [f"until {mention.deadline}"] if mention.deadline else []
    parts += [mention.mode] if mention.mode != "actual" else []
    return "  ".join(parts)


def safe(words: str) -> str:
    """Text from outside on one line, without anything that a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in words)
