"""When two mentions tell of one act (rule 9 of the codebook)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from briefing.model import Mention, span

SLACK = timedelta(days=1)  # reports of one act differ by a day: time zones, night sessions, the day of the announcement
_ALLIED = frozenset({"military", "security", "intelligence"})
_HEADS = frozenset({"ambassador", "charge"})
# Acts that are told by their site or owner, and those told by the stage they have reached.
_STAGED = frozenset({"troops_withdrawn"})


def same_domain(one: str | None, two: str | None) -> bool:
    """Equal, compatible, or one of them not said."""
    return one is None or two is None or one == two or (one in _ALLIED and two in _ALLIED)


def same_people(one: Mention, two: Mention) -> bool:
    """An ambassador is never one of the staff, unless the group that was told includes one."""
    if one.rank is None or two.rank is None or one.rank == two.rank:
        return True
    if one.ambassador_included or two.ambassador_included:
        return True
    return not ({one.rank, two.rank} & _HEADS)


def same_place(one: Mention, two: Mention) -> bool:
    """Of missions: the same owner and the same sort of site, as far as told."""
    owners = one.owner is None or two.owner is None or one.owner == two.owner
    return owners and (one.site is None or two.site is None or one.site == two.site)


def same_stage(one: Mention, two: Mention) -> bool:
    """Of withdrawals of troops: the same stage, as far as told; each stage is an event of its own (rule 8 of the codebook)."""
    if one.type not in _STAGED:
        return True
    return one.stage is None or two.stage is None or one.stage == two.stage


def compatible(one: Mention, two: Mention) -> bool:
    """Do the fields that say which act it is agree, dates and counts aside?"""
    return (
        same_domain(one.domain, two.domain)
        and same_people(one, two)
        and same_place(one, two)
        and same_stage(one, two)
        and (one.partial == two.partial or not one.type.endswith(("lifted", "restored")))
    )


def overlap(one: Mention, two: Mention) -> bool:
    """Can the two dates, each within its precision, be the same day? Two days that differ by one can."""
    first, second = span(one.date, one.date_precision), span(two.date, two.date_precision)
    if first is None or second is None:
        return True
    slack = SLACK if one.date_precision == two.date_precision == "day" else timedelta(0)
    return first[0] - slack <= second[1] and second[0] - slack <= first[1]


def distance(mention: Mention, days: Iterable[date], fallback: date) -> int:
    """How many days lie between a mention's date (or the day of its report) and the nearest of the days given."""
    found = span(mention.date, mention.date_precision)
    low, high = found if found else (fallback, fallback)
    return min((max((low - day).days, (day - high).days, 0) for day in days), default=10_000)
