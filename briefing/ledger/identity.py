"""When two mentions tell of one act (rule 9 of the codebook)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from briefing.model import Mention, span

SLACK = timedelta(days=1)  # reports of one act differ by a day: time zones, night sessions, the day of the announcement
NO_DAY = timedelta(0)
_ALLIED = frozenset({"military", "security", "intelligence"})
_HEADS = frozenset({"ambassador", "charge"})
_APART = frozenset({"soldier", "journalist"})  # whom nobody takes for people of an embassy; "national" is said of all
_ANYBODY = frozenset({"national", "military_attache"})
_PARTIAL = frozenset({"sanctions_lifted", "visas_restored"})


def same_domain(one: str | None, two: str | None) -> bool:
    """Equal, compatible, or one of them not said."""
    return one is None or two is None or one == two or (one in _ALLIED and two in _ALLIED)


def same_people(one: Mention, two: Mention) -> bool:
    """An ambassador is never one of the staff, unless the group includes one, or is only that day's single diplomat.

    Soldiers, journalists and people of the embassy are different people where their numbers differ too.
    """
    ranks = {one.rank, two.rank}
    if None in ranks or len(ranks) == 1 or one.ambassador_included or two.ambassador_included:
        return True
    if ranks & _HEADS:
        single = {m.count for m in (one, two) if m.rank == "diplomat"} == {1} and near(one, two)
        return single and not any((m.count or 1) > 1 for m in (one, two))
    apart = bool(ranks & _APART) and not ranks & _ANYBODY
    return not apart or one.count is None or two.count is None or one.count == two.count


def same_place(one: Mention, two: Mention) -> bool:
    """Of missions: the same owner and the same sort of site, as far as told."""
    owners = one.owner is None or two.owner is None or one.owner == two.owner
    return owners and (one.site is None or two.site is None or one.site == two.site)


def same_stage(one: Mention, two: Mention) -> bool:
    """Of withdrawals of troops: the same stage, as far as told; each stage is an event of its own (rule 8 of the codebook)."""
    if one.type != "troops_withdrawn":
        return True
    return one.stage is None or two.stage is None or one.stage == two.stage


def same_part(one: Mention, two: Mention) -> bool:
    """A part and the whole are lifted or restored one after the other; on one day they are the same act."""
    return one.partial == two.partial or one.type not in _PARTIAL or near(one, two)


def compatible(one: Mention, two: Mention) -> bool:
    """Do the fields that say which act it is agree, dates and most counts aside?"""
    return same_act(one, two) and same_people(one, two)


def same_act(one: Mention, two: Mention) -> bool:
    """As `compatible`, whoever the people are."""
    return same_domain(one.domain, two.domain) and same_place(one, two) and same_stage(one, two) and same_part(one, two)


def exact(mention: Mention) -> date | None:
    """The day that a mention gives, where it gives one."""
    return date.fromisoformat(mention.date) if mention.date and mention.date_precision == "day" else None


def near(one: Mention, two: Mention) -> bool:
    """Do both give a day, and the days differ by the slack at most?"""
    first, second = exact(one), exact(two)
    return first is not None and second is not None and abs(first - second) <= SLACK


def gap(one: Mention, two: Mention) -> timedelta:
    """How far two dates lie apart, each within its precision; nothing where one is not told."""
    first, second = span(one.date, one.date_precision), span(two.date, two.date_precision)
    if first is None or second is None:
        return NO_DAY
    return max(first[0] - second[1], second[0] - first[1], NO_DAY)


def overlap(one: Mention, two: Mention) -> bool:
    """Can the two dates be those of one act? A day may lie one day beside another day, or beside a month or year."""
    slack = SLACK if "day" in (one.date_precision, two.date_precision) else NO_DAY
    return gap(one, two) <= slack


def distance(mention: Mention, days: Iterable[date], fallback: date) -> int:
    """How many days lie between a mention's date (or the day of its report) and the nearest of the days given."""
    found = span(mention.date, mention.date_precision)
    low, high = found if found else (fallback, fallback)
    return min((max((low - day).days, (day - high).days, 0) for day in days), default=10_000)
