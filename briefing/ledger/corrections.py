"""What an outlet takes back of an earlier article of its own, laid over that article's mentions before anything is merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from briefing.ledger.identity import compatible, overlap
from briefing.model import Mention, Reading, span

NEVER = datetime(1, 1, 1, tzinfo=UTC)


def corrected(reading: Reading, corrections: Iterable[Reading]) -> list[Mention]:
    """An article's mentions after the corrections of its outlet, in the order of their publication."""
    mentions = list(reading.mentions)
    for later in sorted(corrections, key=lambda r: (r.article.published or NEVER, r.article.id)):
        if later.correction is not None and _own(reading, later):
            mentions = _after(mentions, later, reading)
    return mentions


def _own(reading: Reading, later: Reading) -> bool:
    """Only the outlet that made a report takes it back."""
    one, two = reading.article, later.article
    return not one.source or not two.source or one.source == two.source


def _after(mentions: list[Mention], later: Reading, reading: Reading) -> list[Mention]:
    made = later.correction
    if made is None:
        return mentions
    gone = [found for key in made.withdraws if (found := _meant(mentions, key, later, reading)) is not None]
    kept = [mention for mention in mentions if not any(mention is one for one in gone)]
    day = later.article.published.date().isoformat() if later.article.published else ""
    for key, fields in made.changes:
        known = {name: value for name, value in fields if name in Mention.__dataclass_fields__}
        wrong = [m for m in kept if any(getattr(m, name) != value for name, value in known.items())]
        meant = _meant(wrong, key, later, reading, known)
        if meant is not None:
            changed = replace(meant, **known, corrected=day)  # type: ignore[arg-type]
            kept = [changed if mention is meant else mention for mention in kept]
    return kept


def _meant(
    mentions: Sequence[Mention],
    key: tuple[str, str, str],
    later: Reading,
    reading: Reading,
    new: dict[str, object] | None = None,
) -> Mention | None:
    """Of several acts of one kind in an article the one that its correction is about.

    What is withdrawn is not what the correction itself tells again; what is changed fits it. Else it is the latest: the news, no recap.
    """
    alike = [m for m in mentions if (m.type, m.actor, m.target) == key]
    alike = [m for m in alike if m.mode == "actual"] or alike
    told = [m for m in later.mentions if (m.type, m.actor, m.target) == key and m.mode == "actual"]
    if new is None:
        narrowed = [m for m in alike if not any(_same(m, one) and m.count == one.count for one in told)]
    else:
        told = [one for one in told if all(getattr(one, name) in (None, value) for name, value in new.items())]
        narrowed = [m for m in alike if any(_same(m, one) for one in told)]
    return max(narrowed or alike, key=lambda m: _day(m, reading), default=None)


def _same(one: Mention, two: Mention) -> bool:
    return compatible(one, two) and overlap(one, two)


def _day(mention: Mention, reading: Reading) -> tuple[date, int]:
    """When an act was done, as far as told; the last told of one day."""
    known = span(mention.date, mention.date_precision)
    published = reading.article.published.date() if reading.article.published else date.max
    return (min(known[1], max(published, known[0])) if known else published), -mention.evidence.start
