"""What else is told of an act: how many, of which rank, in which domain, whose mission, how far, in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from briefing.coder.attribution import attribution
from briefing.coder.dates import Time
from briefing.coder.dating import chain, date_of
from briefing.coder.lexicon import Language, tells
from briefing.coder.marks import Act, Marked, Thing
from briefing.coder.mode import mode_of
from briefing.coder.scene import Found
from briefing.coder.terms import deadline_of
from briefing.model import Article, Evidence, Mention, Mode, Precision, Slot

_REDUCED = 20  # words after an order to cut a staff in which its number is looked for
_RANKS = {"ambassador", "charge", "consul", "military_attache", "diplomat", "staff", "journalist"}
_PEOPLE = {"expulsion", "recall", "detention", "release", "ambassador_posted", "troops_withdrawn", "troops_expelled"}
_IN_WAVES = {"expulsion", "detention", "release", "recall"}  # acts of which a second soon follows a first
_JOINED = {"person", "staff", "diplomat", "ambassador", "charge", "consul", "military_attache", "journalist"}
_BESIDE = 8  # words between people told of together
_OF_PERSONS = {"detention", "release"}  # acts on somebody of whom later acts are told
_ANSWERS = frozenset({"SAME", "RETORT", "SAY", "MAINTAIN", "ORDER", "GRANT"})  # acts that only help to tell another one
_ANSWER_REACH = 10  # words around an act among which it is said to be an answer
_DOMAINED = {"cooperation_suspended", "cooperation_resumed", "agreement_ended", "agreement_signed"}
_BY_THING = {"aid": "development", "trade": "trade", "energy": "energy", "ngo": "development"}
_CROSSINGS = {"airspace": "airspace", "aircraft": "airspace", "border": "border"}


def mention_of(found: Found, marked: Marked, article: Article, anchor: date | None, language: Language) -> Mention:
    kind, thing, act = found.frame.type, found.thing, found.act
    when = (
        found.when or date_of(act, marked, anchor, language) or (_only_time(marked, language) if found.signs else None)
    )
    people = thing if thing and (kind in _PEOPLE or thing.kind == "leader") else None
    sentence = marked.sentence
    return Mention(
        type=kind,
        actor=found.actor,
        target=found.target,
        evidence=Evidence(
            article.id, sentence.start, sentence.end, sentence.text, "title" if sentence.where == "title" else "text"
        ),
        date=when.value if when else None,
        date_precision=precision_of(when),
        count=_reduced(act, people, marked, language)
        if "REDUCE" in act.names
        else _in_all(_count(kind, people), people, marked, language),
        rank=_rank(kind, people),
        domain=found.frame.domain or _domain(kind, thing),
        owner=_owner(kind, thing, found.actor),
        site=thing.kind if thing and kind.startswith("mission") else None,
        form="reduction" if "REDUCE" in act.names and kind == "expulsion" else None,
        stage=_stage(act, marked, language) if kind == "troops_withdrawn" else None,
        bilateral=_bilateral(kind, thing),
        deadline=deadline_of(kind, act, marked, when, language),
        partial=_partial(kind, act, marked, language),
        ambassador_included=bool(people and people.head_included),
        answers=tells(_around(act, marked, language), language.cues.get("answer", ())),
        further=kind in _IN_WAVES and tells(_told_apart(act, people, marked), language.cues.get("further", ())),
        proceedings=kind == "detention"
        and tells(_around(act, marked, language, 4), language.cues.get("proceedings", ())),
        mode=_mode(found, marked, language),
        attribution=attribution(act, chain(act, marked, language), marked, language),
        rule=found.frame.id,
        slots=_slots(found, marked, when),
    )


def _mode(found: Found, marked: Marked, language: Language) -> Mode:
    """The mode of an act; of a learned one a negation may be the very sign: "no gas has flowed since Wednesday"."""
    mode = mode_of(found, marked, language)
    return "actual" if mode == "denied" and found.signs and marked.world is None else mode


def _only_time(marked: Marked, language: Language) -> Time | None:
    """The one time that a sentence tells, of an act that all of it tells: "El Salvador, August 2018."; not "the coup of 26 July"."""
    of = language.function["of"]
    times = [t for t in marked.times if t.role == "point" and marked.words[max(0, t.start - 1)] not in of]
    return times[0] if len(times) == 1 and times[0].value else None


def _around(act: Act, marked: Marked, language: Language, reach: int = _ANSWER_REACH) -> list[str]:
    """The words around an act that are of its clause, or set in beside it, and not of another act."""
    stretches, own = marked.clauses.stretches, marked.clauses.of[act.start]
    first = last = own
    while first > 0 and not stretches[first - 1].groups:
        first -= 1
    while last + 1 < len(stretches) and not stretches[last + 1].groups and not _goes_on(last, marked, language):
        last += 1
    before = [other.end for other in marked.acts if other.end <= act.start and _apart(other)]
    after = [other.start for other in marked.acts if other.start >= act.end and _apart(other)]
    low = max([act.start - reach, stretches[first].low, *before])
    return marked.words[low : min([act.end + reach, stretches[last].high, *after])]


def _goes_on(number: int, marked: Marked, language: Language) -> bool:
    """Does the clause end in an "and", so that what is set in after it is of the next one?"""
    high = marked.clauses.stretches[number].high
    return not language.function["and"].isdisjoint(marked.words[max(0, high - 2) : high])


def _apart(act: Act) -> bool:
    return act.form != "noun" and not act.names <= _ANSWERS


def _told_apart(act: Act, people: Thing | None, marked: Marked) -> list[str]:
    """The words that may tell people from those of an earlier act: in their noun phrase, around a verb."""
    beside = marked.words[max(0, act.start - 2) : act.end + 1]
    return [*beside, ".", *(marked.words[max(0, people.start - 2) : people.end + 1] if people else ())]


def _slots(found: Found, marked: Marked, when: Time | None) -> tuple[Slot, ...]:
    words = marked.words
    slots = [Slot("act", " ".join(words[found.act.start : found.act.end]), found.act.form)]
    if found.signs:
        slots.append(found.signs)
    if found.thing:
        slots.append(Slot("object", " ".join(words[found.thing.start : found.thing.end]), found.thing.kind))
    if found.frame.type in _OF_PERSONS and marked.proper:
        slots.append(Slot("person", " ".join(words[i] for i in sorted(marked.proper)), "named in the sentence"))
    if when:
        slots.append(Slot("date", when.words, when.how))
    return tuple(slots)


def precision_of(when: Time | None) -> Precision | None:
    return when.precision if when and when.value else None  # type: ignore[return-value]


def _count(kind: str, people: Thing | None) -> int | None:
    if people is None or kind.startswith("troops"):
        return people.count if people else None
    if people.kind == "ambassador" and kind in {"recall", "ambassador_posted"}:
        return 1  # a state has one ambassador in another
    return people.count or (1 if people.kind in {"ambassador", "leader"} else None)


def _in_all(count: int | None, people: Thing | None, marked: Marked, language: Language) -> int | None:
    """With those told beside them: "a diplomat and the spouse of another", "the ambassador, along with three of his officials"."""
    if people is None or count is None or people.kind not in _JOINED:
        return count
    last = people
    for other in (t for t in marked.things if t.start >= people.end and t.kind in _JOINED):
        between = marked.words[last.end : other.start]
        verbs = any(g.finite and last.end <= g.head < other.start for g in marked.clauses.groups)
        same = not other.owners or not people.owners or set(other.owners) == set(people.owners)
        if verbs or not same or len(between) > _BESIDE or not _joins(between, language):
            break
        count += other.count or 1
        last = other
    return count


def _joins(between: list[str], language: Language) -> bool:
    """Do the words between two nouns end in an "and", an "along with", but for an article?"""
    small = language.function["article"] | language.function["possessive"] | language.function["of"]
    while between and between[-1] in small:
        between = between[:-1]
    text = " " + " ".join(between)
    return any(text.endswith(f" {phrase}") for phrase in (*language.joining, *language.function["and"]))


def _reduced(act: Act, people: Thing | None, marked: Marked, language: Language) -> int | None:
    """By how many a staff is cut: "by 40", "de 40 personnes", "shed 24 of its staff"; not "to 350"."""
    function = language.function
    for at in range(act.end, min(act.end + _REDUCED, len(marked.words) - 1)):
        word = marked.words[at + 1]
        counted = next((t.count for t in marked.things if at <= t.start <= at + 1 and t.count and t.count > 1), None)
        count = int(word) if word.isdigit() else counted or marked.numbers.get(word)
        timed = any(time.start <= at + 1 < time.end for time in marked.times)
        if count and count > 1 and not timed and marked.words[at] in function["by"] | function["of"]:
            return count
    return people.count if people is not None and people.count != 1 else None


def _rank(kind: str, people: Thing | None) -> str | None:
    if people is None:
        return None
    if people.kind in _RANKS:
        return people.kind
    return {"troops": "soldier", "person": "national"}.get(people.kind)


def _domain(kind: str, thing: Thing | None) -> str | None:
    if thing is None:
        return None
    if kind.startswith("crossing"):
        return _CROSSINGS.get(thing.kind)
    if kind in _DOMAINED:
        return thing.domain or _BY_THING.get(thing.kind)
    return None


def _partial(kind: str, act: Act, marked: Marked, language: Language) -> bool:
    """Is only a part lifted or given back: "une partie des sanctions", "visas in four categories"?"""
    if not kind.endswith(("lifted", "restored", "resumed")):
        return False
    return tells(marked.words[max(0, act.start - 4) : act.end + 8], language.cues.get("partial", ()))


def _owner(kind: str, thing: Thing | None, actor: str) -> str | None:
    """Whose mission it is, as far as the words say."""
    if thing is None or not kind.startswith("mission"):
        return None
    return actor if thing.possessive and not thing.owners else next(iter(thing.owners), None)


def _bilateral(kind: str, thing: Thing | None) -> bool | None:
    if kind not in {"agreement_ended", "agreement_signed"} or thing is None:
        return None
    return thing.kind == "agreement"


def _stage(act: Act, marked: Marked, language: Language) -> str | None:
    """How far a withdrawal is: begun, announced, or done when the last have left."""
    near = " ".join(marked.words[max(0, act.start - 8) : act.end + 8])
    words = set(near.split())
    if words & set(language.cues.get("under_way", ())):
        return "under_way"
    if words & set(language.cues.get("completed", ())):
        return "completed"
    return "announced" if act.future or words & set(language.cues.get("announced", ())) else None


def as_many(
    mention: Mention, thing: Thing | None, one: Marked, earlier: Sequence[Mention], language: Language
) -> Mention:
    """ "An equal number of Kenyans", "autant de diplomates": as many as were told last of an act of this kind."""
    told = next((m.count for m in reversed(earlier) if m.type == mention.type and m.count), None)
    if thing is None or told is None or (mention.count or 1) > 1:
        return mention
    near = " " + " ".join(one.words[max(0, thing.start - 5) : thing.end]) + " "
    return (
        replace(mention, count=told) if any(f" {cue} " in near for cue in language.cues.get("as_many", ())) else mention
    )


def place_of(one: Marked) -> Literal["title", "text"]:
    return "title" if one.sentence.where == "title" else "text"
