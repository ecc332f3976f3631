"""Who did what to whom: for every act of a sentence the thing it is done to, the frame, and actor and target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.coder.fitting import fitted
from briefing.coder.lexicon import Frame, Language, Lexicon, tells
from briefing.coder.marks import Act, Marked, Thing
from briefing.coder.orders import ordered
from briefing.coder.scene import FAMILIES, Found, Scene
from briefing.coder.slots import PEOPLE, Slots
from briefing.model import MATERIAL

_OTHERS_PEOPLE = frozenset({"expulsion", "detention", "release", "troops_expelled", "summons"})  # never one's own
_ALL_REACH = 8  # words after an act among which it says that it is for all
_GUESSES = ("near", "dyad")
_MANY = 4  # states in an article among which two are no longer guessed


def find(marked: Marked, scene: Scene, language: Language, lexicon: Lexicon) -> Iterator[Found]:
    """The acts of a sentence that a frame fits, with their roles."""
    _recognise(marked, scene, language)
    for act in (*ordered(marked, language), *marked.sayings):
        for frame, thing in fitted(act, marked, scene, language, lexicon):
            if frame.type == "expulsion" and thing is not None and thing.owners:
                scene.people = thing
            for actor, target in _roles(frame, act, thing, marked, scene, language):
                (scene.told if frame.type in MATERIAL else scene.said).append((frame.type, actor, target))
                if frame.type == "troops_expelled":  # whose troops had to go: others leave the same place
                    scene.hosts = actor
                yield Found(frame, act, thing, actor, target)
                if frame.mutual == "always":
                    yield Found(frame, act, thing, target, actor)
            yield from _gapped(frame, act, thing, marked, scene, lexicon)


def _gapped(
    frame: Frame, act: Act, thing: Thing | None, marked: Marked, scene: Scene, lexicon: Lexicon
) -> Iterator[Found]:
    """The same act told of others by a number alone: "Estonia expelled two consuls, Latvia one and Lithuania four"."""
    if frame.type != "expulsion" or thing is None or not thing.owners or act.form != "active":
        return
    numbers = lexicon.calendars[marked.lang].numbers
    for name in marked.free:
        count = marked.words[name.end] if name.start >= thing.end and name.end < len(marked.words) else ""
        after = marked.words[name.end + 1] if name.end + 1 < len(marked.words) else "."
        alone = not after[:1].isalnum() or after in lexicon.languages[marked.lang].function["and"]
        if (count.isdigit() or count in numbers) and alone and name.actor not in thing.owners:
            people = replace(thing, count=int(count) if count.isdigit() else numbers[count])
            scene.told.append((frame.type, name.actor, thing.owners[0]))
            own = [t for t in marked.times if thing.end <= t.start < name.start and t.value and t.role == "point"]
            yield Found(frame, act, people, name.actor, thing.owners[0], own[-1] if own else None)


def _recognise(marked: Marked, scene: Scene, language: Language) -> None:
    """ "The two men" are the two told before: people in the same number take whose they are from those."""
    known = scene.people
    for thing in marked.things:
        if known is None or known.count is None or thing.count != known.count or thing.kind not in PEOPLE:
            continue
        if marked.words[thing.start] in language.function["definite"] and not (
            thing.owners or thing.places or thing.possessive
        ):
            thing.owners = list(known.owners)
            thing.kind = known.kind if thing.kind in {"person", "staff"} else thing.kind


def _roles(
    frame: Frame, act: Act, thing: Thing | None, marked: Marked, scene: Scene, language: Language
) -> list[tuple[str, str]]:
    """Actors and targets of an act: the lead slot first, the other one different from it."""
    slots = Slots(act, thing, marked, scene, language)
    if _called_off(frame, slots) or _against_all(frame, slots) or (frame.type not in MATERIAL and slots.of_nobody()):
        return []
    both = _each_other(frame, slots)
    if both:
        return both
    first, second = (frame.actor, frame.target) if frame.lead == "actor" else (frame.target, frame.actor)
    lead = slots.first(_told(first), (), False)
    lead = slots.not_themselves(lead) if frame.type in _OTHERS_PEOPLE else lead
    rest = slots.first(_told(second), lead, False)
    if _names_too_few(frame, lead, rest, slots):
        return []
    if frame.type in MATERIAL and slots.act.form == "noun" and not lead and not rest and _indefinite(slots):
        return []
    known = {*lead, *rest}
    if frame.type == "detention" and not rest and set(slots.first(("there",), (), False)) & set(lead):
        return []  # Germans arrested in Munich are no other state's affair
    lead, rest = _filled(frame, lead, rest, slots)
    if frame.type == "detention":
        lead = tuple(code for code in lead if code in known or code not in slots.served())
        rest = tuple(code for code in rest if code in known or code not in slots.served())
    pairs = [(one, two) for one in lead for two in rest if one != two]
    return pairs if frame.lead == "actor" else [(actor, target) for target, actor in pairs]


_FOR_ALL = frozenset(
    {"crossing_closed", "visas_restricted", "sanctions_imposed", "crossing_reopened", "visas_restored"}
)


def _against_all(frame: Frame, slots: Slots) -> bool:
    """A measure against everybody ("closed its sky to all aircraft, wherever they come from") is against nobody (rule 8)."""
    if frame.type not in _FOR_ALL or slots.thing is None:
        return False
    words = slots.marked.words
    near = " " + " ".join(words[slots.act.start : max(slots.act.end, slots.thing.end) + _ALL_REACH]) + " "
    everybody = any(f" {cue} " in near for cue in slots.language.cues.get("everybody", ()))
    subject = slots.first(("subject", "agent"), (), False)
    high = max(slots.act.end, slots.thing.end) + _ALL_REACH + _ALL_REACH
    named = [n for n in slots.marked.names if slots.act.end <= n.start < high and n.actor not in subject]
    return everybody and not named


def _indefinite(slots: Slots) -> bool:
    """Is it some act on somebody's thing, and no side told: "plus de bruit qu'un renvoi d'ambassadeurs", "an expulsion of envoys"?"""
    thing = slots.thing
    return thing is None or not (thing.count or thing.owners or thing.places or thing.possessive)


def _called_off(frame: Frame, slots: Slots) -> bool:
    """An airline's flights are called off every day: that no state does."""
    passive = frame.type == "crossing_closed" and slots.act.form == "passive"
    flights = passive and _flights(slots.thing, slots.marked, slots.language)
    return flights and not slots.first(("agent", "subject"), (), False)


def _each_other(frame: Frame, slots: Slots) -> list[tuple[str, str]]:
    """Two states that do it to each other: by the sort of act, by the words, or since the article is about just these."""
    scene = slots.scene
    between = _between(frame, slots)
    if between:
        return between
    pair = tuple(dict.fromkeys(slots.first(("subject", "agent"), (), False)))
    top = set(sorted(scene.weight, key=lambda code: -scene.weight[code])[:2])
    met = any(set(told[1:]) == set(pair) for told in scene.told) or set(pair) == top
    if not (frame.mutual or (len(pair) == 2 and met) or _reciprocal(slots.act, slots.marked, slots.language)):
        return []
    subject = tuple(dict.fromkeys(slots.first(("subject", "agent", "owner", "with"), (), False)))
    aimed = ("with", "after", *(("object",) if frame.strict else ()))
    named = aimed if frame.mutual else (*_told(frame.target), "with")
    partner = [code for code in slots.first(named, subject, False) if code not in subject]
    mutual = len(subject) == 2 and not partner and not _third(subject, scene)
    return [(subject[0], subject[1]), (subject[1], subject[0])] if mutual else []


def _between(frame: Frame, slots: Slots) -> list[tuple[str, str]]:
    """ "The border between X and Y has reopened": nobody is said to do it, so both did."""
    thing = slots.thing
    if thing is None or len(thing.partners) != 2 or thing.owners or frame.lead != "actor":
        return []
    told = slots.first(("subject", "agent", "main", "possessor", "genitive", "reporter"), (), False)
    one, two = thing.partners
    return [(one, two), (two, one)] if one != two and not told else []


def _names_too_few(frame: Frame, lead: tuple[str, ...], rest: tuple[str, ...], slots: Slots) -> bool:
    """Do the words name fewer sides than the frame asks for? Then nothing is guessed."""
    if (frame.strict and not (lead and rest)) or (frame.told and not lead):
        return True
    scene = slots.scene
    if (frame.retort or frame.answer) and not (lead and any(told[2] == lead[0] for told in (*scene.said, *scene.told))):
        return True
    if frame.type not in MATERIAL:
        return False
    if slots.thing is None and not _named_after(slots.act, slots.marked, slots.language):
        return True
    return not lead and not rest and _of_anybody(slots)


def _of_anybody(slots: Slots) -> bool:
    """Does an act of which the words name no side lie open to too many guesses: in a heading, without a passive, among many?"""
    heading = not any(group.finite for group in slots.marked.clauses.groups)
    own = slots.thing is not None and slots.thing.possessive
    if own and len({name.actor for name in slots.marked.names}) == 2:
        return heading  # "Kenya's embassy in Mogadishu must cut its staff": of these two
    return heading or ((slots.act.form != "passive" or len(slots.scene.weight) > _MANY) and not slots.setting())


def _filled(
    frame: Frame, lead: tuple[str, ...], rest: tuple[str, ...], slots: Slots
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides of an act, what the words do not tell guessed from where it happens and from what was told before."""
    passive, scene = slots.act.form == "passive", slots.scene
    sides = ("actor", "target") if frame.lead == "actor" else ("target", "actor")
    if frame.type == "threat" and lead and not rest:
        rest = scene.against(lead[0])
    if passive and frame.type == "troops_withdrawn":
        rest = rest or slots.setting(lead)
    elif passive and frame.lead == "actor":
        lead = lead or slots.setting()
    elif passive:
        rest = rest or slots.setting(lead)
    lead = lead or _guessed(slots, frame.type, rest, sides[0], scene)
    return lead, rest or _guessed(slots, frame.type, lead, sides[1], scene)


def _guessed(slots: Slots, kind: str, known: tuple[str, ...], missing: str, scene: Scene) -> tuple[str, ...]:
    """A side that the words do not tell: one named nearby, the other side of the acts told before, of the article."""
    if not known and scene.told and not slots.first(("named",), (), False):
        family = FAMILIES.get(kind, kind)
        alike = [told for told in scene.told if FAMILIES.get(told[0], told[0]) == family]
        return ((alike or scene.told)[-1][1 if missing == "actor" else 2],)  # no side is told: it goes on as it was
    found = scene.counterpart(kind, known[0], missing) if known else None
    if kind == "troops_withdrawn" and scene.hosts and scene.hosts not in known:
        return (scene.hosts,)
    found = None if found in known or (found and slots.only_beside(found)) else found
    top = set(sorted(scene.weight, key=lambda code: -scene.weight[code])[:2])
    free = slots.first(("standing",), known, False)
    if found is not None and _done_alike(kind, known[0], found, missing, scene):
        return (found,)
    if free and free[0] in top:
        return free
    if found is not None:
        return (found,)
    return free or slots.first(("near",), known, False) or slots.first(("dyad",), known)


def _done_alike(kind: str, known: str, found: str, missing: str, scene: Scene) -> bool:
    """Has the very same been told of these two: of the one that is known, by or to the one that is missing?"""
    return (kind, *((found, known) if missing == "actor" else (known, found))) in scene.told


def _told(order: tuple[str, ...]) -> tuple[str, ...]:
    """The slots of an order that the words themselves fill: what is told of either side comes before any guess."""
    return tuple(slot for slot in order if slot not in _GUESSES)


def _flights(thing: Thing | None, marked: Marked, language: Language) -> bool:
    """Is the thing so many flights, which an airline stops, and not the sky?"""
    words = set(marked.words[thing.start : thing.end]) if thing is not None and thing.count else set()
    return bool(words & set(language.cues.get("flights", ())))


def _reciprocal(act: Act, marked: Marked, language: Language) -> bool:
    """Is it done to each other: "se ferment leur ciel", "expel each other's envoys"?"""
    group = marked.clauses.group_at(act.start, act.end)
    own = marked.words[group.start : group.head] if group is not None else []
    if set(own) & language.function["pronoun_self"] and act.form == "active":
        return True
    return tells(marked.words[max(0, act.start - 4) : act.end + 8], language.cues.get("each_other", ()))


def _named_after(act: Act, marked: Marked, language: Language) -> bool:
    """Does a state or a pronoun follow the act ("broke with Israel", "a rompu avec lui")? Else nobody is meant by it."""
    after = marked.words[act.end : act.end + 1]
    pronouns = language.function["object_pronoun"] | language.function["after_preposition"]
    return bool(set(after) & pronouns) or any(act.start < name.start <= act.end + 8 for name in marked.names)


def _third(subject: tuple[str, ...], scene: Scene) -> bool:
    """Is the article about another state more than about the two? Then both acted towards that one."""
    most = max(scene.weight, key=lambda code: scene.weight[code], default="")
    return bool(most) and most not in subject and scene.weight[most] >= 2 * max(scene.weight.get(c, 0) for c in subject)
