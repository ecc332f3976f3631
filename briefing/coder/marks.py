"""A sentence with everything in it marked: actors, things, acts and times. What the roles are found among."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from briefing.coder.clauses import QUOTES, Clauses, cut, particle_of
from briefing.coder.dates import Time, find_times
from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import NEAR, Language, Lexicon, VerbForm, longest
from briefing.coder.text import Sentence
from briefing.model import Mode

_SAID = frozenset({"SAY", "MAINTAIN"})  # verbs that only say: what they tell is looked for in what is said


@dataclass(slots=True)
class Thing:
    """A noun phrase that acts are done to: its class, whose it is, where it is, how many."""

    start: int
    end: int
    kind: str
    owners: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    count: int | None = None
    possessive: bool = False
    domain: str | None = None
    domains: tuple[str, ...] = ()  # where adjectives joined by "and" name several
    head_included: bool = False  # an ambassador is one of the group


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that stand for a state named elsewhere: "the kingdom", "son voisin", "la junte", "it"."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Act:
    """A verb group or a noun of action: its classes and how it stands (active, passive, infinitive, gerund, noun)."""

    start: int
    end: int
    names: frozenset[str]
    form: str
    negated: bool = False
    modal: bool = False
    future: bool = False
    must: bool = False
    particle: tuple[int, ...] = ()


@dataclass(slots=True)
class Marked:
    """A sentence and what was found in it. `free` are the names that are no part of a thing."""

    sentence: Sentence
    words: list[str]
    names: list[Name]
    things: list[Thing]
    acts: list[Act]
    governors: list[tuple[int, int, str]]
    times: list[Time]
    sayings: list[Act] = field(default_factory=list)  # verbs of saying: an accusation or a denial by what is said
    hints: list[Hint] = field(default_factory=list)
    cities: list[Name] = field(default_factory=list)  # towns: where something is, never who acts
    lang: str = ""
    officials: set[int] = field(default_factory=set)  # where a word for those who act for a state ends
    rebels: frozenset[str] = frozenset()  # words for those who are no state
    possessive: frozenset[str] = frozenset()
    one_flight: frozenset[str] = frozenset()  # words for a flight that is no traffic
    proper: frozenset[int] = frozenset()  # words that name somebody or something the gazetteer does not know
    small: frozenset[str] = frozenset()  # words that are no subject of their own
    numbers: Mapping[str, int] = field(default_factory=dict)  # words for numbers
    strangers: list[Thing] = field(default_factory=list)  # people by name whose state nobody has told
    runs: list[tuple[int, int]] | None = None  # words with a capital that may name somebody, once they were looked for
    world: Mode | None = None  # the mode of whatever is told where all of it is imagined or untrue
    diplomatic: bool = True  # does the article speak of diplomats or missions at all?
    free: list[Name] = field(default_factory=list)
    clauses: Clauses = field(default_factory=lambda: Clauses([], [], []))


def mark(
    sentence: Sentence, language: Language, lexicon: Lexicon, published: date | None, years: Collection[int] = ()
) -> Marked:
    """Everything the coder needs of one sentence, `years` being those told in its paragraph. Linear in its length."""
    words = [token.word for token in sentence.tokens]
    found = lexicon.gazetteer.find(words, [token.text for token in sentence.tokens], published, years)
    opening = _dateline(sentence, words, found)
    names = [name for name in found if name.start >= opening and name.kind != "city"]
    cities = [name for name in found if name.start >= opening and name.kind == "city"]
    times = find_times(words, lexicon.calendars[language.lang], published)
    times = [time for time in times if time.start >= opening]
    held = _held(names) | _held(times) | _held(cities)
    written = [token.text for token in sentence.tokens]
    things = _things(words, written, names, cities, held, language, lexicon)
    proper = _proper(sentence, held)
    acts, governors = _acts(words, held | proper, things, language)
    sayings = [act for act in acts if act.names <= _SAID]
    acts[:] = [replace(act, names=act.names - _SAID) for act in acts if act not in sayings]
    marked = Marked(sentence, words, names, things, acts, governors, times, sayings)
    marked.lang, marked.cities = language.lang, cities
    marked.numbers = lexicon.calendars[language.lang].numbers
    marked.proper = frozenset(proper)
    marked.rebels = frozenset(language.cues.get("rebels", ()))
    marked.possessive = language.function["possessive"]
    marked.one_flight = frozenset(language.cues.get("one_flight", ()))
    marked.small = language.function["subject_pronoun"] | language.function["adverb"] | language.function["article"]
    compounds = {i for t in things if t.kind not in _COUNTED for i in range(t.start, t.end - 1)}
    marked.hints = _hints(words, names, held, compounds, language)
    inside = {i for thing in things if thing.kind != "leader" for i in range(thing.start, thing.end)}
    marked.officials = _officials(words, language)
    particles = (
        {i for act in acts for i in act.particle}
        | _spent(acts)
        | {i for start, end, _ in governors for i in range(start + 1, end)}
    )
    asides = _asides(words, proper, held)
    marked.clauses = cut(words, held | proper, inside | particles, _held(times), asides, language)
    acts[:] = [act for act in acts if _founded(act, words, marked.clauses, language)]
    sayings[:] = [act for act in sayings if _founded(act, words, marked.clauses, language)]
    heads = {group.head for group in marked.clauses.groups}
    marked.governors = [governor for governor in governors if governor[0] in heads or governor[0] in particles]
    _stand(acts, words, marked.clauses, language)
    marked.free = [name for name in names if name.start not in inside]
    return marked


def _proper(sentence: Sentence, held: set[int]) -> set[int]:
    """The words with a capital inside a sentence that is not all written so: names of people and houses, no verbs."""
    tokens = sentence.tokens
    capital = [token.text[:1].isupper() and token.text[1:2].islower() for token in tokens]
    if sum(capital) > len(tokens) // 2:
        return set()
    opens = {
        i for i in range(len(tokens)) if i == 0 or (not tokens[i - 1].text[:1].isalnum() and tokens[i - 1].text != ",")
    }
    return {i for i, upper in enumerate(capital) if upper and i not in opens and i not in held}


def _asides(words: list[str], proper: set[int], held: set[int]) -> set[int]:
    """The commas around a mere name set in: "its ambassador, Mudassir Tipu, home from Tehran"."""
    found: set[int] = set()
    commas = [i for i, word in enumerate(words) if word == ","]
    for one, two in pairwise(commas):
        inside = range(one + 1, two)
        if 1 <= len(inside) <= 5 and sum(i in proper for i in inside) >= len(inside) - 1 and one + 1 in proper:
            found |= {one, two}
    return found


def _spent(acts: list[Act]) -> set[int]:
    """The words of phrases that only look like acts or verbs: "à compter du"."""
    return {i for act in acts if act.names == {"NONE"} for i in range(act.start, act.end)}


def _officials(words: list[str], language: Language) -> set[int]:
    """The places right after "government", "foreign ministers", "le président"."""
    ends = set()
    for at in range(len(words)):
        hit = longest(language.officials, words, at)
        if hit is not None:
            ends.add(hit[0])
    return ends


def _founded(act: Act, words: list[str], clauses: Clauses, language: Language) -> bool:
    """Is a word that looks like a verb one here? Not in "attaché de presse", "la demande"."""
    if act.form == "noun" or not any(word in language.verbs for word in words[act.start : act.end]):
        return True
    return clauses.group_at(act.start, act.end) is not None or act.end - act.start > 1


def _stand(acts: list[Act], words: list[str], clauses: Clauses, language: Language) -> None:
    """How an act stands, now that it is known which verb shares whose auxiliary and which participle is only one."""
    for act in acts:
        if act.form == "noun" and _undergone(act, words, language):
            act.form = "passive"
            continue
        group = clauses.group_at(act.start, act.end) if act.form in {"passive", "active"} else None
        if group is not None and group.host is not None:
            being = any(k == "be" for w in words[group.start : group.head] for k, _ in language.auxiliary.get(w, ()))
            act.form = "passive" if being else "active"
            host = next((a for a in acts if a.start <= group.host.head < a.end), None)
            act.negated = act.negated or (host is not None and host.negated)
        elif group is not None and group.form == "participle" and act.form == "active":
            act.form = "passive"


def _undergone(act: Act, words: list[str], language: Language) -> bool:
    """ "A fait l'objet d'une mesure d'expulsion": a noun of action whose subject suffers it."""
    function = language.function
    i = act.start - 1
    while i > 0 and (words[i] in function["article"] or words[i] in function["of"]):
        i -= 1
    return 0 <= i < act.start - 1 and words[i] in language.cues.get("undergoing", ())


def _hints(words: list[str], names: list[Name], held: set[int], compounds: set[int], language: Language) -> list[Hint]:
    """The words that stand for a state without naming it. A noun with a nationality beside it is no hint."""
    found: list[Hint] = []
    seats = language.function["to"] - language.function["of"]  # "the minister in Algiers" is a hint all the same
    owners = [name for name in names if words[max(0, name.start - 1)] not in seats or name.kind == "people"]
    beside = {i for name in owners for i in (name.start - 1, name.start - 2, name.end, name.end + 1)}
    at = 0
    while at < len(words):
        hit = longest(language.relational, words, at) if at not in held else None
        if hit is None and at not in held and at not in beside and at not in compounds:  # "state assets"
            official = longest(language.officials, words, at)
            hit = (official[0], "official") if official else None
            if official and " ".join(words[at : official[0]]) in language.junta:
                hit = (official[0], "junta")
        if hit is None and _of_number(at, words, language):
            hit = (at + 2, "four")
        if hit is None and at not in held and words[at] in language.function["subject_pronoun"]:
            hit = (at + 1, "pronoun")
        if hit is None:
            at += 1
            continue
        found.append(Hint(hit[1], at, hit[0]))
        at = hit[0]
    return found


def _of_number(at: int, words: list[str], language: Language) -> bool:
    """ "The four", "all seven", "les trois": a number that no noun follows."""
    if (
        words[at] not in language.function["article"]
        or at + 1 >= len(words)
        or words[at + 1] not in language.function["few"]
    ):
        return False
    after = words[at + 2] if at + 2 < len(words) else "."
    verb = after in language.auxiliary or bool(language.forms(after))
    return verb or not after[0].isalpha() or after in language.function["and"]


def _dateline(sentence: Sentence, words: list[str], names: list[Name]) -> int:
    """How many words are a dateline ("LONDON —", "Bamako (AFP) -", "PARIS, Feb 1 (Reuters) -"): a place, no actor."""
    if sentence.where != "text" or sentence.paragraph > 1:
        return 0
    for i, word in enumerate(words[:14]):
        if word in {"—", "–", "-"}:
            before = [name for name in names if name.end <= i]
            place = not before or (before[0].start == 0 and before[0].kind != "people")
            return i + 1 if place and (before or "(" in words[:i]) else 0
        if word in {".", ";"}:
            return 0
    return 0


def _held(spans: list[Name] | list[Time]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _things(
    words: list[str],
    written: list[str],
    names: list[Name],
    cities: list[Name],
    held: set[int],
    language: Language,
    lexicon: Lexicon,
) -> list[Thing]:
    found: list[Thing] = []
    by_start = {name.start: name for name in (*names, *cities)}
    by_end = {name.end: name for name in names}
    barred = held | _phrases(words, held, language)
    at = 0
    while at < len(words):
        hit = longest(language.things, words, at) if at not in held else None
        if hit is None and found and _stands_for(at, words, by_start, language):
            hit = at + 1, found[-1].kind
        if hit is None or hit[1] == "-" or _only_why(at, words, language):
            at = hit[0] if hit else at + 1
            continue
        thing = Thing(at, hit[0], hit[1])
        thing.possessive = words[at] in language.function["pronominal"] and words[at + 1 : at + 2] != []
        _look_left(thing, words, by_end, barred, language, lexicon)
        _look_right(thing, words, by_start, held, language)
        if thing.count is None and hit[1] in _COUNTED and _single(thing.start, at, hit[0], words, language):
            thing.count = 1
        if _own_man(thing, at, words, language):
            thing.kind = "ambassador"
        inside = set(words[max(0, thing.start - 2) : thing.start]) & language.function["of"]
        if thing.kind == "embassy" and words[at] in language.cues.get("force", ()) and _of_many(thing, names, inside):
            thing.kind = "troops"  # "the UN mission" is a force
        if _own_men(thing, at, words, language):
            thing.kind = "troops"
        thing.domain = _domain(_around(at, thing.end, words, language), language)
        if found and found[-1].end > thing.start:
            thing.start = found[-1].end
        found.append(thing)
        at = max(hit[0], at + 1)
    for thing in found:
        _serving(thing, words, by_start, language)
        _namely(thing, words, by_start, language)
    found += _named_things(names, words, written, language, lexicon)
    found.sort(key=lambda thing: thing.start)
    kept = _without_asides(_nested(found, words, language), words, language)
    for thing in kept:
        thing.domains = _joined_domains(thing, words, language) if thing.kind == "cooperation" else ()
    return kept


def _only_why(at: int, words: list[str], language: Language) -> bool:
    """ "Recalled for consultations": not the consultations that two states hold and break off, which have their article."""
    marks = language.function["article"] | language.function["possessive"] | language.function["of"]
    return at > 0 and words[at] in language.cues.get("consultations", ()) and words[at - 1] not in marks


def _serving(thing: Thing, words: list[str], by_start: Mapping[int, Name], language: Language) -> None:
    """People told by where they serve: "twelve agents serving in the Algerian network", "two men stationed at the Togolese mission"."""
    if thing.kind not in _COUNTED or thing.owners or words[thing.end : thing.end + 1] == []:
        return
    if words[thing.end] not in language.cues.get("serving", ()):
        return
    for i in range(thing.end + 1, min(thing.end + 10, len(words))):
        if not words[i][0].isalpha() or words[i] in language.auxiliary:
            return
        if i in by_start and by_start[i].kind == "people":
            thing.owners.append(by_start[i].actor)
            return


def _namely(thing: Thing, words: list[str], by_start: Mapping[int, Name], language: Language) -> None:
    """Whose and where envoys are, told in a list behind them: "its members' ambassadors, namely Mali and Togo, accredited in Algiers"."""
    if thing.kind not in _SENT or thing.owners or thing.places:
        return
    small = language.function["article"] | language.function["and"] | {","}
    at = thing.end
    for cue in language.cues.get("namely", ()):
        ahead = cue.split()
        at = next((i + len(ahead) for i in (at, at + 1) if words[i : i + len(ahead)] == ahead), at)
    while at > thing.end and at < len(words) and (words[at] in small or at in by_start):
        name = by_start.get(at)
        thing.owners += [name.actor] if name is not None else []
        at = name.end if name is not None else at + 1
    if thing.owners and words[at : at + 1] and words[at] in language.cues.get("serving", ()):
        place = next((by_start[i] for i in range(at + 1, at + 4) if i in by_start), None)
        thing.places += [place.actor] if place is not None else []


def _of_many(thing: Thing, names: list[Name], inside: set[str]) -> bool:
    """Is a thing the United Nations', or another organisation's, and no part of another ("a base of the UN mission")?"""
    return (
        not inside
        and any(n.kind == "organisation" and thing.start <= n.start < thing.end for n in names)
        and bool(thing.owners)
    )


def _own_man(thing: Thing, at: int, words: list[str], language: Language) -> bool:
    """ "Its own man", "Rabat's man in Tunis": a state's man is its ambassador."""
    owned = thing.possessive or (thing.owners and set(words[thing.start : at]) & language.function["genitive"])
    return thing.kind == "person" and bool(owned) and words[at] in language.cues.get("own_man", ())


def _own_men(thing: Thing, at: int, words: list[str], language: Language) -> bool:
    """ "Its 300 men", "leurs hommes": a state's men are its soldiers."""
    owned = thing.possessive or thing.owners
    return thing.kind == "person" and bool(owned) and words[at] in language.cues.get("own_men", ())


def _without_asides(things: list[Thing], words: list[str], language: Language) -> list[Thing]:
    """Things but for those told only as some of the people before: "douze marins, dont un prêtre,", "among them"."""
    openers = set(language.cues.get("consular_group", ()))
    kept: list[Thing] = []
    for thing in things:
        before = words[max(0, thing.start - 2) : thing.start]
        whole = kept[-1] if kept else None
        some = whole is not None and whole.kind in _COUNTED and (whole.count or 2) > 1 and thing.kind in _COUNTED
        ends = " ".join(words[thing.end : thing.end + 3]) + " "
        among = any(ends.startswith(cue + " ") for cue in language.cues.get("among", ()))
        if whole is not None and some and (among or set(before) & openers) and 0 < thing.start - whole.end <= 4:
            whole.head_included = whole.head_included or thing.kind == "ambassador"
            continue
        kept.append(thing)
    return kept


def _named_things(
    names: list[Name], words: list[str], written: list[str], language: Language, lexicon: Lexicon
) -> list[Thing]:
    """Forces and broadcasters by name, and people told by number and nation: "Barkhane", "RFI", "deux Kényans"."""
    numbers = lexicon.calendars[language.lang].numbers
    made = []
    for name in names:
        before = words[name.start - 1] if name.start else ""
        if name.kind == "leader":
            made.append(Thing(name.start, name.end, "leader", [name.actor], count=1))
        elif name.kind in _OF_NAMES:
            made.append(Thing(name.start, name.end, _OF_NAMES[name.kind], [name.actor]))
        elif name.kind == "institute":
            made.append(Thing(name.start, name.end, "ngo", [name.actor], domain="cultural"))
        elif name.kind == "organisation" and _left_behind(name, words, language):
            made.append(Thing(name.start, name.end, "organisation", [name.actor]))
        elif name.kind == "people" and language.head_first and _named_citizen(name, names, written, language):
            made.append(Thing(name.start - 1, name.end, "person", [name.actor], count=1))
        elif name.kind == "people" and (count := number_of(before, numbers)) is not None:
            after = words[name.end] if name.end < len(words) else ""
            noun = before in language.function["article"] and after.isalpha() and not _goes_on(after, language)
            if not noun and not longest(language.things, words, name.end):
                made.append(Thing(name.start - 1, name.end, "person", [name.actor], count=count))
    return made


def _named_citizen(name: Name, names: list[Name], written: list[str], language: Language) -> bool:
    """ "La Française Fariba Adelkhah": a people's noun in the singular before the name of somebody who leads no state."""
    if not name.start or name.end >= len(written) or any(other.start == name.end for other in names):
        return False
    capital = written[name.start][:1].isupper() and written[name.end][:1].isupper() and written[name.end].isalpha()
    return capital and written[name.start - 1].lower() in language.cues.get("single", ())


def _goes_on(word: str, language: Language) -> bool:
    """Does a word go on after a noun: "a Frenchman was", "deux Kényans à", and not "a French sports journalist"?"""
    small = (
        "of",
        "to",
        "by",
        "from",
        "with",
        "and",
        "or",
        "but",
        "relative",
        "complementizer",
        "after",
        "adverb",
        "against",
    )
    return (
        any(word in language.function[key] for key in small) or word in language.auxiliary or bool(language.forms(word))
    )


_SENT = frozenset("ambassador charge consul military_attache diplomat staff".split())
_COUNTED = frozenset("ambassador charge consul military_attache diplomat staff person journalist".split())


def _single(start: int, at: int, end: int, words: list[str], language: Language) -> bool:
    """A noun in the singular after an article, a possessive or an owner, adjectives between: one person."""
    marks = language.function["article"] | language.function["possessive"] | language.function["genitive"]
    marks |= language.function["contracted"]
    if not set(words[max(0, min(start, at - 1)) : at]) & marks:
        return False
    heads = words[at : at + 1] if language.head_first or end - at == 1 else [words[at], words[end - 1]]
    if any(word in language.function["mass"] for word in words[at:end]):
        return False
    return not any(
        word.endswith(language.plural_endings) and word not in language.function["like_plural"] for word in heads
    )


_OF_NAMES = {"forces": "troops", "media": "media", "airline": "aircraft"}


def _stands_for(at: int, words: list[str], by_start: dict[int, Name], language: Language) -> bool:
    """Is this "le sien", "celui de l'Algérie", "that of Niger"? Then it is one more of the thing before it."""
    if words[at] in language.pro_nouns:
        name = next((n for n in by_start.values() if n.end == at), None)
        return name is not None and (
            name.kind == "people" or words[max(0, name.start - 1)] in language.function["article"]
        )
    if words[at] not in language.function["pronominal"]:
        return False
    if at and words[at - 1] in language.clitics:
        return True
    return any(words[i] in language.function["of"] for i in range(at + 1, min(at + 2, len(words))))


def _nested(things: list[Thing], words: list[str], language: Language) -> list[Thing]:
    """ "Members of the French embassy": the people take the embassy's owner and place."""
    kept: list[Thing] = []
    for thing in things:
        outer = kept[-1] if kept else None
        between = words[outer.end : thing.start] if outer else []
        adjective = thing.kind == "troops" and words[thing.start] in language.function["also_adjective"]
        loose = (
            (not (outer.owners or outer.places) or outer.kind == "cooperation") and not thing.possessive
            if outer
            else False
        )
        if outer and not between and outer.kind != thing.kind and (loose or adjective) and not thing.count:
            kept[-1] = _compound(outer, thing, language.head_first)
            continue
        if outer and thing.kind in {"embassy", "consulate", "staff", "diplomat"} and 0 < len(between) <= 3:
            joins = between[0] in language.function["of"] or between[0] in language.function["to"]
            if joins and outer.kind in {"staff", "diplomat", "person", "charge", "consul", "military_attache"}:
                outer.owners, outer.places = outer.owners or thing.owners, outer.places or thing.places
                outer.possessive = outer.possessive or (thing.possessive and not thing.owners)
                outer.kind = "staff" if outer.kind == "person" and thing.kind in _MISSIONS else outer.kind
                outer.end = thing.end
                continue
        if outer and outer.kind == "agreement" and thing.kind in _AGREED and _of_sort(between, language):
            kept[-1] = _compound(outer, thing, True)
            continue
        served = outer is not None and (outer.kind in _COUNTED or (outer.kind, thing.kind) == ("troops", "embassy"))
        if outer and served and thing.kind in _HOUSES and _of_that(outer, thing, words, language):
            outer.kind = "troops" if thing.kind == "troops" else outer.kind
            outer.owners, outer.places, outer.end = outer.owners or thing.owners, thing.places, thing.end
            continue
        if outer and _one_group(outer, thing, words, language):
            _grouped(outer, thing)
            continue
        kept.append(thing)
    return kept


_MISSIONS = frozenset({"embassy", "consulate"})
_HOUSES = frozenset({"embassy", "consulate", "troops"})
_AGREED = frozenset({"cooperation", "trade", "energy", "aid"})  # what an agreement may be of


def _of_sort(between: list[str], language: Language) -> bool:
    """Is there only an "of" between, so that the second noun says of what sort the first is: "accord de coopération"?"""
    return len(between) == 1 and between[0] in language.function["of"]


def _of_that(people: Thing, house: Thing, words: list[str], language: Language) -> bool:
    """ "Six employees of the Togolese embassy": do the people end where the word for where they serve begins?"""
    inner = words[people.start : people.end]
    return (
        people.end == house.start
        and bool(set(inner) & language.function["of"])
        and inner[-1] not in language.function["genitive"]
    )


def _one_group(first: Thing, second: Thing, words: list[str], language: Language) -> bool:
    """ "The high commissioner and five other diplomats", "two diplomats and a consul": people to whom one thing is done."""
    alike = first.kind in _SENT and second.kind in _SENT | {"person"} and first.kind != second.kind
    others = bool(set(words[max(0, second.start - 3) : second.end]) & set(language.cues.get("others", ())))
    alike = alike or (first.kind in _SENT and second.kind == first.kind and (others or second.possessive))
    strangers = bool(first.owners and second.owners and set(first.owners) != set(second.owners))
    if not alike or strangers or (second.kind == "person" and not (others or second.possessive)):
        return False
    return _and_between(words[first.end : second.start], bool(second.count), language)


def _and_between(between: list[str], counted: bool, language: Language) -> bool:
    """Is there an "and", or an "along with", and before it no more than a name ("X and five others", "X, along with two")?"""
    small = language.function["article"] | language.function["possessive"]
    while between and between[-1] in small:
        between = between[:-1]
    for joining in ("and", *language.joining):
        last = between[-len(joining.split()) :]
        if " ".join(last) == joining or (joining == "and" and last and last[0] in language.function["and"]):
            name = between[: -len(last)]
            name = name[:-1] if name[-1:] == [","] and counted else name
            return len(name) <= 4 and not any(w in language.verbs or not w[0].isalpha() for w in name)
    return False


def _grouped(first: Thing, second: Thing) -> None:
    """Makes one group of two: the number of both, the rank of the more numerous, and whether an ambassador is one of them."""
    more, one = second.count or 0, first.count or (1 if first.kind == "ambassador" else 0)
    first.head_included = first.head_included or first.kind == "ambassador"
    if more > one:
        first.kind = second.kind
    first.count = one + more if one and (more or one > 1) else first.count
    first.end, first.owners = second.end, first.owners or second.owners
    first.places = first.places or second.places


def _compound(first: Thing, second: Thing, head_first: bool) -> Thing:
    """ "A cooperation agreement", "un accord militaire": one noun says what it is, the other of what sort."""
    if head_first:
        first.end = second.end
        first.domain = first.domain or second.domain
        first.owners, first.places = first.owners or second.owners, first.places or second.places
        first.partners = first.partners or second.partners
        return first
    second.start = first.start
    second.possessive = first.possessive
    second.owners = second.owners or first.owners
    second.domain = first.domain or second.domain
    return second


def _phrases(words: list[str], held: set[int], language: Language) -> set[int]:
    """Where words stand that go with a verb ("renvoyer | dans leurs foyers"): no thing reaches back over them."""
    inside: set[int] = set()
    for i, word in enumerate(words):
        forms = language.verbs.get(word, ()) if i not in held else ()
        for form in language.within(forms, words, i):
            if len(form.particle) > 1:
                inside.update(particle_of(i, words, form.particle, language) or ())
    return inside


def _look_left(
    thing: Thing, words: list[str], by_end: dict[int, Name], held: set[int], language: Language, lexicon: Lexicon
) -> None:
    stop = language.function["of"] | language.function["to"] | language.function["with"] | language.function["by"]
    numbers = lexicon.calendars[language.lang].numbers
    i = thing.start
    while i > 0 and thing.start - i <= 6:
        word = words[i - 1]
        name = by_end.get(i)
        if name is None and word in language.function["genitive"] and i - 1 in by_end:
            name = by_end[i - 1]
            thing.owners.insert(0, name.actor)
            i = name.start
            continue
        if name is not None:
            thing.owners.append(name.actor)
            i = name.start
            continue
        if i - 1 in held:
            break  # a time, or words of a verb: "in December 2023 Khartoum's diplomats"
        if word in QUOTES and thing.start - i <= 1:
            i -= 1
            continue
        if word in language.function["possessive"]:
            thing.possessive = True
            i -= 1
            break
        value = number_of(word, numbers)
        if value is not None:
            if (
                value == 1
                and i >= 3
                and words[i - 2] in language.function["and"]
                and numbers.get(words[i - 3], 0) >= 20
            ):
                thing.count = numbers[words[i - 3]] + 1
                i -= 3
                continue
            if word in language.function["article"] and thing.count is None:
                thing.count = value
                i -= 1
                break
            if _FIRST_YEAR <= value <= _LAST_YEAR and word.isdecimal() and len(word) == len(str(_LAST_YEAR)):
                i -= 1  # "a 1961 accord"
                continue
            hundreds = thing.count in {100, 1000} and value < 100 and (words[i] in numbers)
            if thing.count is not None and not hundreds:
                break  # another number, as the year in "in April 2023 four employees"
            thing.count = value * (thing.count or 1) if hundreds else value
            i -= 1
            continue
        if word in language.function["article"]:
            i -= 1
            break
        if word in stop or word in language.verbs or word in language.auxiliary or not word[0].isalpha():
            break
        if word in language.function["and"] or word in language.function["relative"]:
            break
        if word in language.function["complementizer"] or word in language.function["subject_pronoun"]:
            break
        i -= 1
    part = _part_of(i, words, language, numbers)
    if part is not None and (thing.count is not None or thing.possessive or thing.owners):
        thing.count, i = part
    while (
        i < thing.start
        and words[i] not in language.function["article"]
        and not _useful(i, words, by_end, language, numbers)
    ):
        i += 1
    thing.start = i


_FIRST_YEAR, _LAST_YEAR = 1900, 2099  # a number of four digits between them is a year


def number_of(word: str, numbers: Mapping[str, int]) -> int | None:
    """The number that a word writes: "13", "13,000", "thirteen"."""
    if word in numbers:
        return numbers[word]
    digits = word.replace(",", "") if word[-4:-3] == "," else word
    return int(digits) if digits.isdecimal() else None


def _part_of(i: int, words: list[str], language: Language, numbers: Mapping[str, int]) -> tuple[int, int] | None:
    """The number of those meant among more, and where it stands: "forty-one of the 62 diplomats", "deux des cinq agents"."""
    if i < 2 or words[i - 1] not in language.function["of"]:
        return None
    at = i - 3 if i > 2 and words[i - 2] in language.cues.get("others", ()) else i - 2  # "five more of its"
    count = number_of(words[at], numbers)
    return (count, at) if count is not None else None


def _useful(i: int, words: list[str], by_end: dict[int, Name], language: Language, numbers: object) -> bool:
    word = words[i]
    return (
        word in language.function["possessive"]
        or word[:1].isdigit()
        or (isinstance(numbers, dict) and word in numbers)
        or any(name.start <= i < name.end for name in by_end.values())
    )


def _look_right(thing: Thing, words: list[str], by_start: dict[int, Name], held: set[int], language: Language) -> None:
    function = language.function
    i, gap, slot, last = thing.end, 0, "owner", ""
    while i < len(words) and gap <= 4:
        word = words[i]
        name = by_start.get(i)
        if name is not None:
            told = (
                words[i - 1] in language.cues.get("soil", ())
                or thing.possessive
                or (thing.kind == "troops" and thing.owners and name.kind != "people")
            )
            slot = "place" if (slot == "owner" and told) or name.kind == "city" else slot
            target = {"owner": thing.owners, "place": thing.places, "with": thing.partners}[slot]
            target.append(name.actor)
            i, gap, last = name.end, 0, slot
            thing.end = i
            slot = slot if name.kind != "people" else "owner"
            continue
        if word in function["of"]:
            slot = slot if words[i - 1] in function["to"] else "owner"  # "auprès du Qatar"
        elif word in function["with"]:
            slot = "with"
        elif word in function["to"] or word in function["from"] or word in function["against"]:
            slot = "place"
        elif word in function["after"] or word in function["condition"]:
            break
        elif (word in function["and"] or word == ",") and last and _more_names(i, words, by_start, language):
            slot = last
        elif word in function["and"] and not _more_names(i, words, by_start, language):
            break
        elif word in function["article"] or word in function["genitive"]:
            pass
        elif (
            word in language.verbs
            or word in language.auxiliary
            or not word[0].isalpha()
            or i in held
            or word in function["by"]
            or word in function["relative"]
            or word in function["complementizer"]
        ):
            break
        else:
            gap += 1
            if longest(language.things, words, i):
                break
        i += 1


def _joined_domains(thing: Thing, words: list[str], language: Language) -> tuple[str, ...]:
    """ "Coopération militaire et sécuritaire": the domains that adjectives joined by "and" name."""
    for i in range(thing.start, min(thing.end + 1, len(words) - 1)):
        if words[i] in language.function["and"] and i > thing.start:
            pair = (language.domains.get(words[i - 1]), language.domains.get(words[i + 1]))
            if pair[0] and pair[1] and pair[0] != pair[1]:
                return (pair[0], pair[1])
    return ()


def _around(at: int, end: int, words: list[str], language: Language) -> list[str]:
    """The words of a thing with the adjectives on either side, up to a verb or a comma."""
    low, high = at, max(end, at + 1)
    while low > 0 and at - low < 4 and words[low - 1][0].isalpha() and words[low - 1] not in language.verbs:
        low -= 1
    while high < len(words) and high - end < 6 and words[high][0].isalpha() and words[high] not in language.auxiliary:
        high += 1
    return [*words[at:high], *words[low:at]] if language.head_first else [*words[low:end], *words[end:high]]


def _left_behind(name: Name, words: list[str], language: Language) -> bool:
    """Is an organisation what one leaves: "de la Cédéao", "from ECOWAS", "quit ECOWAS"?"""
    i = name.start - 1
    while i > 0 and words[i] in language.function["article"]:
        i -= 1
    before = words[i] if i >= 0 else ""
    if before in language.function["from"] or _quits(i, words, language):
        return True
    near = words[max(0, i - 5) : i + 1] if before in language.function["of"] else [before]
    return any(_leaves(word, language) for word in near)


def _quits(i: int, words: list[str], language: Language) -> bool:
    """Does a phrase of ending or leaving end here: "slammed the door on", "a claqué la porte de"?"""
    for at in range(max(0, i - 6), i):
        for form in language.verbs.get(words[at], ()):
            places = particle_of(at, words, form.particle, language) if form.name in {"END", "LEAVE"} else None
            if places and places[-1] == i:
                return True
    return False


def _leaves(word: str, language: Language) -> bool:
    """Is a word a verb or a noun of leaving or ending?"""
    named = {form.name for form in language.verbs.get(word, ())}
    nouns = [value for _, value in _endings(language.act_nouns.get(word, {}))]
    return bool((named | {name for value in nouns for name in value}) & {"END", "LEAVE", "WITHDRAW"})


def _endings(tree: Mapping[str, Any], depth: int = 3) -> list[tuple[str, Any]]:
    """The values of a tree, down to a few words."""
    found = [("", tree[""])] if "" in tree else []
    if depth:
        found += [end for key, node in tree.items() if key for end in _endings(node, depth - 1)]
    return found


def _more_names(i: int, words: list[str], by_start: dict[int, Name], language: Language) -> bool:
    """Does a name follow within a preposition and an article, as in "au Mali, au Niger et en Guinée"?

    After a comma not one that a verb follows: it is the subject of what comes ("two Kenyan diplomats, Nairobi has expelled").
    """
    small = language.function["article"] | language.function["to"] | language.function["of"]
    for j in range(i + 1, min(i + 4, len(words))):
        if j in by_start:
            after = words[by_start[j].end] if by_start[j].end < len(words) else ""
            acts = after in language.auxiliary or any(form.feature in {"fin", "fut"} for form in language.forms(after))
            return not (words[i] == "," and acts)
        if words[j] not in small:
            return False
    return False


def _domain(words: list[str], language: Language) -> str | None:
    return next((language.domains[word] for word in words if word in language.domains), None)


def _acts(
    words: list[str], held: set[int], things: list[Thing], language: Language
) -> tuple[list[Act], list[tuple[int, int, str]]]:
    acts: list[Act] = []
    governors: list[tuple[int, int, str]] = []
    inside = {i for thing in things if thing.kind != "measure" for i in range(thing.start, thing.end)}
    spent: set[int] = set()
    for i, word in enumerate(words):
        if i in held or i in spent:
            continue
        noun = longest(language.act_nouns, words, i)
        if noun and (i not in inside) and _is_noun(i, words, language) and not _known(i, words, language):
            spent.update(range(i, noun[0]) if "NONE" in noun[1] else ())
            first = language.act_nouns.get(word, {}).get("", ())
            acts.append(Act(i, noun[0] if not first else i + 1, frozenset(noun[1]) | frozenset(first), "noun"))
            continue
        forms = language.verbs.get(word, ())
        if forms and i not in inside:
            act = _verb(i, words, forms, held, language)
            if act is not None and _bare(act, words, things, language):
                act.form = "passive"
            if act is not None:
                acts.append(act)
                spent.update(act.particle if len(act.particle) == 1 or act.end > i + 1 else ())
        for entry in language.within(language.governors.get(word, ()), words, i):
            end = particle_of(i, words, entry.particle, language)
            if end is not None:
                governors.append((i, end[-1] + 1 if end else i + 1, entry.name))
        predicate = longest(language.predicates, [w for w in words[i : i + 6] if w not in QUOTES], 0)
        if predicate and acts and predicate[0] > 1 and acts[-1].particle == (i,):
            acts.pop()  # "has been off limits" is not "be off"
        if predicate and not any(i in act.particle or act.start <= i < act.end for act in acts):
            acts.append(Act(i, i + predicate[0], frozenset(predicate[1]), "passive"))
    return acts, governors


_ON_PEOPLE = frozenset({"DETAIN", "EXPEL", "RELEASE", "SUMMON", "RECALL", "PNG"})  # nobody does these without an object


def _bare(act: Act, words: list[str], things: list[Thing], language: Language) -> bool:
    """ "A citizen kidnapped in Dubai by agents": past tense or participle, right behind people and with no object, is the latter."""
    function = language.function
    behind = act.form == "active" and act.end - act.start == 1 and bool(act.names & _ON_PEOPLE)
    if not behind or not any(form.feature == "part" for form in language.verbs.get(words[act.start], ())):
        return False
    case = function["to"] | function["by"] | function["from"] | function["after"]
    follows = set(words[act.end : act.end + 1]) & case
    return bool(follows) and any(t.end == act.start and (t.kind in _COUNTED or t.kind == "troops") for t in things)


def _known(i: int, words: list[str], language: Language) -> bool:
    """ "Ces accusations", "this closure": told before, and not told again."""
    return i > 0 and words[i - 1] in language.cues.get("this", ())


def _is_noun(i: int, words: list[str], language: Language) -> bool:
    """Is a word that could be a verb a noun: after an article, or as the first word of a heading ("Levée des sanctions")?"""
    if words[i] not in language.verbs:
        return True
    before = words[i - 1] if i else ""
    opens = i == 0 or before in {":", ";", ",", *QUOTES}
    if opens and language.head_first and set(words[i + 1 : i + 2]) & language.function["of"]:
        return True
    marks = language.function["article"] | language.function["possessive"] | language.function["of"]
    return before in marks or before in language.function["genitive"]


# A bare participle of these tells which thing is meant ("l'accord signé en 2001"), not what is done now.
_HELPING = frozenset({"COME_HOME", "HAND_OVER"})
_ATTRIBUTES = frozenset({"POST", "TAKE_UP", "SIGN", "MEET"})


def _verb(i: int, words: list[str], forms: tuple[VerbForm, ...], held: set[int], language: Language) -> Act | None:
    names: set[str] = set()
    features: set[str] = set()
    particle: tuple[int, ...] = ()
    suffers = False
    near = language.within(forms, words, i)
    longest_particle = max(
        (len(f.particle) for f in near if particle_of(i, words, f.particle, language) is not None), default=-1
    )
    phrasal = longest_particle == 1 and any(_beside(i, words, entry, language) for entry in near)
    etre = _done_to_itself(i, forms, words, language)
    for entry in near:
        places = particle_of(i, words, entry.particle, language)
        if places is None or (len(entry.particle) < longest_particle and (longest_particle > 1 or phrasal)):
            continue
        if entry.reflexive and not _of_itself(i, entry, words, language):
            continue
        if entry.lapsed and entry.lapsed not in words[max(0, i - 5) : i + 3]:
            continue
        names.add(entry.name)
        features.add(entry.feature)
        etre = etre or entry.lemma in language.etre
        suffers = entry.suffers if len(places) >= len(particle) else suffers
        particle = places if len(places) > len(particle) else particle
    stays = i > 0 and words[i - 1] in language.cues.get("stays", ())
    done = "REOPEN" in names and "part" in features and i > 0 and words[i - 1] in language.auxiliary
    if stays and names <= {"OPEN", "REOPEN"} and not done and not _was_done(i, words, features, language):
        return None
    if not names or (stays and "inf" in features and "part" not in features and not particle):
        return None  # "remains open" tells how a thing is
    aux, negated, start = _auxiliaries(i, words, held, language)
    itself = bool(set(words[max(0, start - 2) : i]) & language.function["pronoun_self"])
    names -= (
        {e.name for e in forms if e.reflexive} - {e.name for e in forms if not e.reflexive} if not itself else set()
    )
    only_denied = {entry.name for entry in forms if entry.denied} & names
    names -= only_denied if not negated else set()
    if not names:
        return None
    limited = names <= {"SUSPEND", "DOWNGRADE", "REDUCE"} and not any(entry.reflexive for entry in forms)
    if limited and i and words[i - 1] in language.function["pronoun_self"]:
        return None  # "se limitait à" is a state of things
    if not aux and features <= {"part", "fin"} and "part" in features:
        aux = _shared_auxiliary(start, words, language)
    done_by = set(words[i + 1 : i + 2]) & language.function["by"]
    if features == {"part"} and not aux and names - _HELPING <= _ATTRIBUTES and not (done_by and "MEET" in names):
        return None
    kinds = {kind for kind, _ in aux}
    tenses = {tense for _, tense in aux}
    reflexive = itself and "see" not in kinds  # "s'est entretenu": done by the subject
    passive = "part" in features and bool(kinds & {"be", "get", "see"}) and not etre and not reflexive
    form = "passive" if passive or (features == {"part"} and "have" not in kinds and not etre) else "active"
    if itself and form == "active" and "inf" in features and "see" in kinds:
        form = "passive"  # "s'est vu intimer l'ordre": it was done to the subject
    to_do = ("to", "inf") in aux and "be" not in kinds  # "is to close" will do it
    if form == "active" and "inf" in features and (to_do or (not aux and "fin" not in features)):
        form = "infinitive"
    elif form == "active" and features == {"ger"} and "be" not in kinds:
        form = "gerund"
    form = "passive" if suffers and form in {"active", "gerund"} else form
    end = max((*particle, i)) + 1 if particle and particle[0] == i + 1 else i + 1
    return Act(
        start, end, frozenset(names), form, negated and not only_denied,
        modal=bool(tenses & {"modal", "cond"}) or features == {"cond"},
        future="fut" in tenses or features == {"fut"} or {"be", "to"} <= kinds,
        must="must" in tenses or {"have", "to"} <= kinds, particle=particle,
    )  # fmt: skip


def _was_done(i: int, words: list[str], features: set[str], language: Language) -> bool:
    """ "Was opened" tells an act, "is opened" and "stays open" a state of things."""
    before = words[i - 1]
    return "part" in features and before in language.auxiliary and before not in language.function["now"]


def _beside(i: int, words: list[str], entry: VerbForm, language: Language) -> bool:
    """ "Cut off relations" is not "cut": does a verb's particle, an adverb and no preposition, stand right behind it?"""
    function = language.function
    prepositions = function["to"] | function["from"] | function["of"] | function["with"] | function["by"]
    return words[i + 1 : i + 2] == list(entry.particle) and not prepositions & {*entry.particle}


def _only_restricted(start: int, i: int, words: list[str], language: Language) -> bool:
    """ "Ne l'a rouverte que lundi" says that it was: the first part of a negation, no second one, and a "que" after it."""
    function = language.function
    around = set(words[start : i + 2])
    second = (function["negation"] | function["negation_after"]) - function["negation_before"]
    if not around & function["negation_before"] or around & second:
        return False
    for at in range(i + 1, min(i + 10, len(words))):
        if words[at] in function["complementizer"]:
            return not any(word in language.auxiliary or word in language.verbs for word in words[at + 1 : at + 5])
    return False


def _done_to_itself(i: int, forms: tuple[VerbForm, ...], words: list[str], language: Language) -> bool:
    """Has a verb that needs it its pronoun, so that "be" makes its past and no passive: "se sont serré la main"?"""
    itself = bool(set(words[max(0, i - 5) : i]) & language.function["pronoun_self"])
    near = language.within(forms, words, i) if itself else ()
    return any(f.reflexive and particle_of(i, words, f.particle, language) is not None for f in near)


def _of_itself(i: int, entry: VerbForm, words: list[str], language: Language) -> bool:
    """Does a verb that needs one have its pronoun: "se retire", "s'est retiré", "retirarse"? A bare participle has none."""
    pronouns = language.function["pronoun_self"]
    if entry.feature == "part" and not any(word in language.auxiliary for word in words[max(0, i - 3) : i]):
        return True
    joined = entry.feature == "inf" and words[i].endswith(tuple(pronouns))
    return joined or any(word in pronouns for word in words[max(0, i - 5) : i])


def _shared_auxiliary(start: int, words: list[str], language: Language) -> list[tuple[str, str]]:
    """The auxiliary of the verb before, where this one is joined to it: "a convoqué l'envoyé et rappelé le sien"."""
    j = start - 1
    while j > 0 and words[j] in language.function["adverb"]:
        j -= 1
    if j <= 0 or words[j] not in language.function["and"]:
        return []
    for k in range(j - 1, max(-1, j - 22), -1):
        if words[k] in language.auxiliary:
            kinds = {kind for kind, _ in language.auxiliary[words[k]]}
            return list(language.auxiliary[words[k]]) if kinds & {"have", "be"} else []
        if words[k] in {";", ":"}:
            return []
    return []


def _auxiliaries(
    i: int, words: list[str], held: set[int], language: Language
) -> tuple[list[tuple[str, str]], bool, int]:
    found: list[tuple[str, str]] = []
    negated = False
    start = i
    adverbs = language.function["adverb"]
    for j in range(i - 1, max(-1, i - NEAR), -1):
        word = words[j]
        if j in held:
            break
        if word in language.auxiliary:
            found += language.auxiliary[word]
            start = j
        elif word in language.function["negation"]:
            negated = True
            start = j
        elif word in adverbs or word.endswith(language.adverb_endings) or word in language.function["pronoun_self"]:
            continue
        else:
            break
    around = language.function
    if negated and _only_restricted(start, i, words, language):
        negated = False
    if (
        set(words[i + 1 : i + 2]) & around["negation_after"]
        and set(words[max(0, i - 3) : i]) & around["negation_before"]
    ):
        negated = True
    return found, negated, start
