"""What the commands print: mentions as JSON with the fields of the codebook, and as lines for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from briefing.model import Article, Board, Event, Line, Mention
from briefing.views import answered, differing, many, safe, told_steps

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


def event_line(event: Event) -> str:
    """One JSON line for an event: the fields of the codebook, its reports, and where they differ."""
    found: dict[str, Any] = {name: getattr(event, name) for name in _FIELDS if hasattr(event, name)}
    found["id"] = event.id
    found["sources"] = event.origins
    found["answers"], found["lag"] = event.answers, event.lag
    found["pinned"], found["note"] = event.pinned, event.note
    found["life"] = [list(step) for step in event.life]
    found["versions"] = {name: [[value, list(told)] for value, told in values] for name, values in event.versions}
    found["reports"] = [
        {
            "article": told.article,
            "source": told.source,
            "published": told.published.isoformat() if told.published else None,
            "origin": told.origin,
            "official": told.official,
            "title": told.title,
            "url": told.url,
            "mention": fields(told.mention),
        }
        for told in event.reports
    ]
    return json.dumps(found, ensure_ascii=False)


def event_text(event: Event, others: Sequence[Event] = ()) -> str:
    """An event for a person: the act, its reports and origins, its id after a `#`, the doubts, and the outlets."""
    parts = [event.date or "no date", f"{event.type} {event.actor} -> {event.target}"]
    parts += [f"count {event.count}"] if event.count is not None else []
    parts += [event.domain] if event.domain else []
    parts += [f"until {event.deadline}"] if event.deadline else []
    parts += [event.mode] if event.mode != "actual" else []
    parts.append(f"{many(len(event.reports), 'report')}, {many(event.origins, 'origin')}  #{event.id}")
    rows = ["  ".join(parts)]
    rows += [f"    note: {safe(event.note)}"] if event.note else []
    if event.answers:
        rows.append("    " + answered(event, next((other for other in others if other.id == event.answers), None)))
    rows += [f"    {state} on {day}" for state, day in told_steps(event)]
    rows += [f"    {words}" for words in differing(event)]
    rows += [
        f"    {told.published.date() if told.published else 'undated'}  {safe(told.source)}: {safe(told.title)}"
        for told in event.reports
    ]
    return "\n".join(rows)


def board_text(made: Board) -> str:
    """The board for a person: a line each, a mark where reports differ; unknown lines are not shown."""
    head = f"{made.pair[0]}-{made.pair[1]} as of {made.as_of}"
    return "\n".join(
        [head, *("  " + _cell(line) for line in made.lines)] if made.lines else [head, "  nothing is known"]
    )


def _cell(line: Line) -> str:
    value = line.state or line.deadline or line.demand or ("at least " if line.at_least else "") + str(line.count)
    marks = "".join([" ?" if line.disputed else "", " (not confirmed since)" if line.stale else ""])
    return f"{line.actor} -> {line.target}  {line.line}: {value}{marks}  since {line.since}  {many(line.sources, 'source')}"


def article_line(article: Article) -> str:
    """An article as one JSON line, in the form that `code` and `import` take."""
    body = {
        "id": article.id,
        "lang": article.lang,
        "published": article.published.isoformat() if article.published else None,
        "published_text": article.published_text,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "author": article.author,
        "agency": article.agency,
        "removed": article.removed,
    }
    return json.dumps(body, ensure_ascii=False)


def cases(article: Callable[[str], Article | None], decided: Mapping[str, Sequence[Event]]) -> Iterator[str]:
    """Articles with the events that they tell of after the analyst's decisions, as `import --labelled` takes them."""
    for name, events in decided.items():
        found = article(name)
        if found is None:
            continue
        body = json.loads(article_line(found)) | {"source": found.source}
        yield json.dumps(body | {"events": [_as_mention(event, name) for event in events]}, ensure_ascii=False)


def _as_mention(event: Event, article: str) -> dict[str, Any]:
    """An event as one article has it: what the article says, with what the analyst corrected."""
    told = next(report for report in event.reports if report.article == article)
    said = fields(told.mention)
    return said | {
        name: getattr(event, name)
        for name in ("type", "date", "date_precision", "count", "rank", "domain", "deadline", "mode")
    }
