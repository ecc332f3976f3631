"""Each act of an article once (rule 9 of the codebook): mentions that agree are joined, what one leaves open the other fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model import Mention, span


def once(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Each act of an article once: mentions that agree are joined, what one leaves open the other fills."""
    kept: list[Mention] = []
    for mention in mentions:
        for i, known in enumerate(kept):
            if _same(known, mention):
                kept[i] = _joined(known, mention)
                break
        else:
            kept.append(mention)
    return tuple(kept)


def _same(one: Mention, two: Mention) -> bool:
    if (one.type, one.actor, one.target, one.mode) != (two.type, two.actor, two.target, two.mode):
        return False
    if one.domain and two.domain and one.domain != two.domain:
        return False
    if one.owner and two.owner and one.owner != two.owner:
        return False
    if one.count and two.count and one.count != two.count and one.date != two.date:
        return False
    first, second = span(one.date, one.date_precision), span(two.date, two.date_precision)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def _joined(one: Mention, two: Mention) -> Mention:
    dated = one if one.date and (not two.date or len(one.date) >= len(two.date)) else two
    return replace(
        one,
        evidence=two.evidence if one.evidence.where == "title" else one.evidence,
        date=dated.date,
        date_precision=dated.date_precision,
        count=_more(one, two),
        rank=one.rank or two.rank,
        domain=one.domain or two.domain,
        deadline=one.deadline or two.deadline,
        owner=one.owner or two.owner,
        site=one.site or two.site,
        form=one.form or two.form,
        stage=one.stage or two.stage,
        bilateral=one.bilateral if one.bilateral is not None else two.bilateral,
        attribution=one.attribution or two.attribution,
    )


def _more(one: Mention, two: Mention) -> int | None:
    """How many: of an ambassador in a headline and the group that the text tells of him, the group."""
    return two.count if one.evidence.where == "title" and one.count == 1 and two.count else one.count or two.count
