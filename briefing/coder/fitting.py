"""Which frame an act and a thing make: the thing is looked for where the grammar puts what an act is done to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.coder.clauses import QUOTES, SET_IN, Group
from briefing.coder.dating import opens
from briefing.coder.lexicon import Frame, Language, Lexicon
from briefing.coder.marks import Act, Marked, Thing
from briefing.coder.orders import ORDERED, REACH
from briefing.coder.scene import Scene
from briefing.coder.slots import PEOPLE, VERBAL_ACTS

_COMMON = frozenset({"airspace", "border"})  # things that a pronoun may stand for though nobody's
_ON_PEOPLE = frozenset({"EXPEL", "RELEASE"})  # acts that a number alone may follow: "en a libéré deux"
_ON_SOMEBODY = frozenset(
    {"EXPEL", "PNG", "LEAVE_ORDER", "DETAIN", "RELEASE", "RECALL"}
)  # acts on one told by name alone
_WEAK = frozenset({"ASK", "INVOKE", "VOW", "MAINTAIN"})  # words that are tried after those that say more
_LESSER = frozenset({"DOWNGRADE"})  # "cut": ties cut are cut off, a representation cut is lowered
_ANTECEDENT = 12  # words between a relative clause's verb and the thing that it is about
LONGEST_QUOTE = 40  # words before an act of saying among which its quotation is looked for
CUE_REACH = 12  # words after an act among which a cue is looked for
_INTRANSITIVE = frozenset({"TAKE_UP", "LEAVE", "LEAVE_HOME", "CLOSE_MUST", "OFF_AIR", "FREED", "HELD"})
_OBJECT_AT = 3  # words between a weak verb and its object
_FORCES = frozenset({"troops", "base"})
_ENDING = frozenset({"END_STAY", "CLOSE"})
_GOING = frozenset({"WITHDRAW", "RECALL", "LEAVE", "HAND_OVER"})  # words that tell of a withdrawal without an end
_EITHER = frozenset(
    {"RESTORE", "REOPEN", "OPEN", "CLOSE"}
)  # what somebody does to a thing or it does itself: "flights resumed"


def fitted(
    act: Act, marked: Marked, scene: Scene, language: Language, lexicon: Lexicon
) -> list[tuple[Frame, Thing | None]]:
    """The frames and things of an act: told in the sentence, a number of people told before, or what a pronoun stands for."""
    fits = _fits(act, marked, language, lexicon)
    if any(thing is not None for _, thing in fits):
        return fits
    return (
        _of_those(act, marked, scene, language, lexicon)
        or _of_pronoun(act, marked, scene, language, lexicon)
        or _of_stranger(act, marked, lexicon)
        or fits
    )


def _fits(act: Act, marked: Marked, language: Language, lexicon: Lexicon) -> list[tuple[Frame, Thing | None]]:
    """The frames that an act and the things around it fill: the nearest on the side that the grammar says, and those joined."""
    for thing in _candidates(act, marked, language):
        frame = _frame(act, thing, marked, lexicon)
        if frame is not None:
            return [(frame, thing), *_joined_things(act, thing, marked, lexicon)]
    for name in sorted(act.names, key=lambda name: (name in _WEAK, name)):
        for frame in lexicon.by_act.get(name, ()):
            if not frame.object and not _of_a_noun(act, marked, lexicon) and _cued(frame, act, marked, lexicon):
                return [(frame, None)]
    return []


def _cued(frame: Frame, act: Act, marked: Marked, lexicon: Lexicon) -> bool:
    """Do the words that a frame asks for stand near the act?"""
    language = lexicon.languages.get(marked.lang)
    if language is None:
        return True
    verbs = [g.start for g in marked.clauses.groups if g.finite and g.start >= act.end and "DENY" in g.kinds]
    near = set(marked.words[act.end : min([act.end + CUE_REACH, *verbs[:1]])])
    if frame.unless and set(marked.words[act.end : act.end + 6]) & set(language.cues.get(frame.unless, ())):
        return False
    if frame.retort and not _quoted(act, marked):
        return False
    if frame.quote and not _says(act, marked, near, language.cues.get(frame.quote, ())):
        return False
    return not frame.cue or bool(near & set(language.cues.get(frame.cue, ())))


def _says(act: Act, marked: Marked, near: set[str], cues: Sequence[str]) -> bool:
    """Do words of a cue stand after an act of saying, or in the quotation that ends before it: "Nonsense," said Minsk?"""
    low = act.start
    while low > 0 and act.start - low < LONGEST_QUOTE and marked.words[low - 1] not in {";", ":"}:
        low -= 1
    quoted = marked.words[low : act.start] if _quoted(act, marked) or _set_behind(act, marked) else []
    opened = [i for i, word in enumerate(quoted) if word in QUOTES]
    said = set(quoted[opened[-2] + 1 : opened[-1]]) if len(opened) > 1 else set(quoted)
    return not (near | said).isdisjoint(cues)


def _set_behind(act: Act, marked: Marked) -> bool:
    """Is a verb of saying told after what is said: ".., a déclaré Moscou", ".., the ministry said"?"""
    stretch = marked.clauses.stretches[marked.clauses.of[act.start]]
    return stretch.opener == "mark" and (act.end >= stretch.high - 1 or act.start <= stretch.low + 1)


def _quoted(act: Act, marked: Marked) -> bool:
    """Does a quotation end right before an act of saying?"""
    return bool(set(marked.words[max(0, act.start - 3) : act.start]) & QUOTES)


def _of_a_noun(act: Act, marked: Marked, lexicon: Lexicon) -> bool:
    """ "A rompu la trêve": an act that needs no thing has another one than ours."""
    language = lexicon.languages.get(marked.lang)
    after = marked.words[act.end] if act.end < len(marked.words) else ""
    if language is None:
        return False
    small = language.function["article"] | language.function["possessive"]
    between = marked.words[act.end : act.particle[0]] if act.particle else [""]
    apart = any(word not in small for word in between)  # "rompt des lances avec", not "cut its ties with"
    if not act.names & {"BREAK_WITH", "RECONCILE"} or not apart:
        return False
    if len(act.particle) > 1 or (act.particle and act.end > act.particle[0]):
        return False  # "a rompu avec le Mali": the article is the state's
    marks = language.function["article"] | language.function["possessive"] | language.function["contracted"]
    return after in marks  # "rompt des lances avec"


def _of_pronoun(
    act: Act, marked: Marked, scene: Scene, language: Language, lexicon: Lexicon
) -> list[tuple[Frame, Thing | None]]:
    """A pronoun stands for the last thing that can be meant: "elle avait été rappelée", "l'a fermé", "recalled her"."""
    group = marked.clauses.group_at(act.start, act.end)
    if (
        group is None
        or act.form not in {"active", "passive", "infinitive"}
        or (act.names & VERBAL_ACTS and not act.names & {"RECALL", "SUMMON"})
    ):
        return []
    own = marked.words[max(0, group.start - 1) : group.head]
    after = marked.words[act.end : act.end + 1]
    stretch = marked.clauses.stretches[group.stretch]
    meant = language.function["subject_pronoun"] | set(language.cues.get("meant", ()))
    before = set(own) | set(marked.words[stretch.low : group.start]) | _row_words(group, marked, language)
    subject = act.form == "passive" and bool(before & meant)
    of_it = set(marked.words[max(0, group.start - 1) : act.end]) & language.function["genitive_pronoun"]
    clitics = language.clitics | (language.function["dative"] if act.particle else frozenset())
    ahead = bool(set(own) & clitics or of_it) and act.form != "passive"
    behind = not language.clitics and bool(set(after) & language.function["object_pronoun"]) and act.form != "passive"
    if not (subject or ahead or behind):
        return []
    earlier = [thing for thing in reversed(marked.things) if thing.end <= group.start]
    here = [replace(thing, start=group.start, end=group.start) for thing in scene.recent]
    for thing in [*earlier, *here]:
        frame = _frame(act, thing, marked, lexicon)
        if "EXPEL" in act.names and thing.kind == "journalist":
            continue
        known = thing.owners or thing.places or (thing in earlier and (thing.possessive or thing.kind not in PEOPLE))
        if frame is not None and (known or thing.kind in _COMMON):
            return [(frame, replace(thing, start=group.start, end=group.start) if thing in earlier else thing)]
    return []


def _of_stranger(act: Act, marked: Marked, lexicon: Lexicon) -> list[tuple[Frame, Thing | None]]:
    """Somebody named whom nobody introduced, where diplomats are spoken of: "since Joel Meyer was thrown out"."""
    if not marked.diplomatic or act.form == "noun" or not act.names & _ON_SOMEBODY:
        return []
    near = [t for t in marked.strangers if _beside(act, t)]
    frames = (f for name in sorted(act.names & _ON_SOMEBODY) for f in lexicon.by_act.get(name, ()))
    frame = next((f for f in frames if f.object & {"person", "ambassador"}), None)
    house = next((t for t in marked.things if t.kind == "embassy" and t.end <= act.start and t.owners), None)
    if frame is None or not near:
        return []
    return [(frame, replace(near[0], owners=house.owners, places=house.places) if house is not None else near[0])]


def _beside(act: Act, somebody: Thing) -> bool:
    """Does a name stand right where the one stands that an act is done to?"""
    if act.form == "passive":
        return 0 <= act.start - somebody.end <= 1
    return 0 <= somebody.start - act.end <= 1


def _row_words(group: Group, marked: Marked, language: Language) -> set[str]:
    """The words before the verb that a verb without a subject is joined to: "he had gone there and was arrested"."""
    stretch = marked.clauses.stretches[group.stretch]
    first = marked.clauses.stretches[group.stretch - 1] if group.stretch else None
    if stretch.opener != "and" or first is None or first.finite is None or not opens(stretch, marked, language):
        return set()
    return set(marked.words[first.low : first.finite.start])


def _frame(act: Act, thing: Thing, marked: Marked, lexicon: Lexicon) -> Frame | None:
    own = thing.possessive and bool(act.names & {"RECALL", "POST"})
    lesser = (frozenset() if _to_a_level(act, marked, lexicon) else _LESSER) | {"BAN"}
    order = sorted(act.names, key=lambda n: (own and n not in {"RECALL", "POST"}, n in lesser, n != "LEAVE_ORDER", n))
    for name in order:
        for frame in lexicon.by_act.get(name, ()):
            if thing.kind in frame.object and not _unfounded(frame, act, thing, marked):
                return frame
    return None


def _to_a_level(act: Act, marked: Marked, lexicon: Lexicon) -> bool:
    """ "Cut its relations to the lowest level": lowered, where "cut its relations" alone breaks them off."""
    language = lexicon.languages.get(marked.lang)
    cues = language.cues.get("lower_level", ()) if language is not None else ()
    return bool(set(marked.words[act.end : act.end + CUE_REACH]) & set(cues))


def _joined_things(act: Act, thing: Thing, marked: Marked, lexicon: Lexicon) -> list[tuple[Frame, Thing | None]]:
    """The things that share the act: "closed its embassy and its consulates", "aid and trade are suspended"."""
    found: list[tuple[Frame, Thing | None]] = []
    last = thing
    language = lexicon.languages.get(marked.lang)
    first = _frame(act, thing, marked, lexicon)
    types = {first.type} if first is not None else set()
    for other in marked.things:
        between = marked.words[last.end : other.start]
        if other.start < last.end or language is None or not 0 < len(between) <= 4:
            continue
        joins = language.function["and"] | {","}
        joins |= language.function["of"] | language.function["to"] if last.kind == "measure" else frozenset()
        small = joins | language.function["article"] | language.function["of"] | language.function["possessive"]
        if between[0] not in joins or any(word not in small for word in between):
            continue
        frame = _frame(act, other, marked, lexicon)
        if other.kind == "measure":
            last = other  # "the ban on flights and the freeze of assets": what it was put on follows
            continue
        if frame is None or (between[0] == "," and other.kind != thing.kind and frame.type not in types):
            break
        other.owners, other.places = other.owners or thing.owners, other.places or thing.places
        other.partners, other.possessive = other.partners or thing.partners, other.possessive or thing.possessive
        found.append((frame, other))
        last = other
    return found


def _of_those(
    act: Act, marked: Marked, scene: Scene, language: Language, lexicon: Lexicon
) -> list[tuple[Frame, Thing | None]]:
    """A number alone stands for people told before: "en expulsant deux d'entre eux", "sent home four each"."""
    known = _people_told(act, scene)
    frame = next((f for name in sorted(act.names & _ON_PEOPLE) for f in lexicon.by_act.get(name, ())), None)
    if known is None or frame is None:
        return []
    numbers = lexicon.calendars[language.lang].numbers
    before = range(max(0, act.start - 2), act.start) if act.form == "passive" else range(0)
    for i in [*range(act.end, min(act.end + 3, len(marked.words))), *before]:
        word = marked.words[i]
        timed = any(time.start <= i < time.end for time in marked.times)  # "les renvoyer huit mois plus tard"
        if not timed and word not in language.function["article"] and (word.isdigit() or word in numbers):
            count = int(word) if word.isdigit() else numbers[word]
            return [(frame, replace(known, start=i, end=i + 1, count=count, places=[]))]
    return []


def _people_told(act: Act, scene: Scene) -> Thing | None:
    """The people that a number alone can stand for: those expelled, or for a release those told last whose state is known."""
    if "EXPEL" in act.names:
        return scene.people
    return next((t for t in scene.recent if t.owners and t.kind in {"person", "journalist", "troops"}), None)


def _unfounded(frame: Frame, act: Act, thing: Thing, marked: Marked) -> bool:
    """Is it nobody's person, or a person "recalled" as an adjective? A state's people are told by whose or where they are."""
    whose = bool(thing.owners or thing.places or thing.possessive)
    own = thing.possessive and not thing.owners
    if thing.kind in _FORCES and frame.act & _ENDING and act.names & _ENDING:
        other = "CLOSE" in act.names and thing.kind == "troops"
        return not whose or other or bool(act.names & _GOING) or own == (frame.type == "troops_expelled")
    if "LEAVE_ORDER" in frame.act and frame.type in {"recall", "expulsion"}:
        home = "COME_HOME" in act.names and own and act.form != "passive"
        if home == (frame.type == "expulsion"):
            return True
    if "HELD" in act.names and not thing.owners:
        return True
    if frame.type == "recall" and act.form == "noun" and "LEAVE" in act.names:
        return True  # "le départ de l'envoyé": nobody says that he was called home
    if frame.type == "visas_restricted" and "IMPOSE" in act.names and thing.start - act.end > _OBJECT_AT:
        return True  # "a annoncé que .. les visas"
    if "REFUSE" in frame.act and "REFUSE" in act.names and _verb_after(act, marked):
        return True
    if "HAND_OVER" in frame.act and not whose and not marked.names:
        return True
    bare = act.form == "passive" and act.end - act.start == 1 and act.start == thing.end
    if bare and not whose and not marked.times:
        return True
    if "POST" in act.names and frame.type == "expulsion" and thing.kind == "ambassador" and not thing.owners:
        return bool(thing.places) or _sent_to(act, thing, marked)  # one's own ambassador is not expelled but sent
    if (thing.kind == "goods" and not whose) or (thing.kind == "aircraft" and thing.count == 1):
        return True
    if thing.kind == "airspace" and own and set(marked.words[thing.start : thing.end]) & marked.one_flight:
        return True  # "broke off its flight"
    if frame.type == "troops_expelled" and "LEAVE" in act.names and not _told_by_others(thing, marked):
        return True  # "the soldiers had to be gone by May": nobody else is told to say so
    if frame.type == "visas_restricted" and thing.kind == "person" and thing.count:
        return True  # people by number are meant one by one
    kinds = {other.kind for other in marked.things}
    if frame.carries and not kinds & frame.carries and kinds & {"journalist", "media"}:
        return True  # a journalist's accreditation is no diplomat's
    if thing.kind == "agreement" and set(marked.words[thing.start : thing.end + 8]) & marked.rebels:
        return True
    if frame.type == "agreement_signed" and _attribute(act, thing, marked):
        return True
    if frame.type == "troops_withdrawn" and act.form == "noun" and not whose:
        return not _its_own(act, marked)
    if frame.type == "expulsion" and thing.kind == "person" and not marked.diplomatic:
        return True  # people sent home are no expulsion between states where no diplomat is spoken of
    return frame.diplomatic and thing.kind in {"person", "staff"} and not whose


def _told_by_others(thing: Thing, marked: Marked) -> bool:
    """Is a state told for itself, other than the one whose people they are?"""
    return any(name.actor not in thing.owners and name.kind != "people" for name in marked.free)


def _sent_to(act: Act, thing: Thing, marked: Marked) -> bool:
    """Does a place stand between the verb and the ambassador: "a renvoyé à Téhéran un ambassadeur"?"""
    return any(act.end <= n.start and n.end <= thing.start and n.kind in {"capital", "name"} for n in marked.free)


def _attribute(act: Act, thing: Thing, marked: Marked) -> bool:
    """Does the act only say which thing another act is done to: "a mis fin à l'accord qu'il avait signé en 2017"?"""
    group = marked.clauses.group_at(act.start, act.end)
    apart = group is not None and marked.clauses.stretches[group.stretch].opener in {"relative", "that"}
    return apart and any(a.end <= thing.start and a is not act and thing.start - a.end <= 4 for a in marked.acts)


def _its_own(act: Act, marked: Marked) -> bool:
    """ "A achevé son retrait de la base": a possessive before the noun of action, and a verb whose subject it stands for."""
    ruling = marked.clauses.ruling(act.start)
    before = marked.words[act.start - 1] if act.start else ""
    return before in marked.possessive and ruling is not None and ruling.head < act.start


def _verb_after(act: Act, marked: Marked) -> bool:
    """ "Refuse d'éconduire l'envoyé": what is refused is to do something, not the envoy."""
    if act.particle:
        return False
    return any(g.form == "infinitive" and 0 <= g.start - act.end <= 1 for g in marked.clauses.groups)


def _candidates(act: Act, marked: Marked, language: Language) -> list[Thing]:
    """The things an act can be done to, the likeliest first: those of its own clause, on the side that its form says."""
    after, before = _after(act, marked), _before(act, marked)
    inside = [t for t in marked.things if act.start <= t.start < act.end or t.start in act.particle]
    if "ONLY_CHARGE" in act.names:
        return inside
    if act.form == "active" and act.names & _INTRANSITIVE:
        return [*before[:2], *after[:1]]
    if act.form == "passive":
        suffering = [t for t in after if not _case(t, marked, language.function["by"], language)]
        return [*before[:1], *suffering[:1], *before[1:2]]
    if act.form == "noun":
        return [*inside, *after[:2], *[t for t in before if t.end == act.start]]
    if act.form == "active" and not after and act.names & _EITHER and not _done_to_other(act, marked, language):
        return before[:1] or _subject_things(marked.clauses.of[act.start], marked)
    manner = language.function["to"] | language.function["by"] | language.function["with"]
    after.sort(key=lambda t: _case(t, marked, manner, language))  # "denounced in a joint statement the treaty"
    return [*after[:2], *(before[:1] if _relative_between(act, before, marked, language) else [])]


def _case(thing: Thing, marked: Marked, words: frozenset[str], language: Language) -> bool:
    """Does one of these prepositions stand right before a thing, or before its article?"""
    i = thing.start
    if marked.words[i] in language.function["article"]:
        return bool(i) and marked.words[i - 1] in words
    return bool(i) and (
        marked.words[i - 1] in words
        or (i > 1 and marked.words[i - 2] in words and marked.words[i - 1] in language.function["article"])
    )


def _done_to_other(act: Act, marked: Marked, language: Language) -> bool:
    """ "Make the mission shut", "closed the gate": what a thing is made to do, or is done to no thing of ours, is no act of its own."""
    group = marked.clauses.group_at(act.start, act.end)
    earlier = marked.clauses.before_in(group) if group is not None else None
    made = earlier is not None and not earlier.finite
    follows = set(marked.words[act.end : act.end + 1])
    other = bool(follows & (language.function["article"] | language.function["possessive"]))
    timed = any(time.start == act.end for time in marked.times)
    return "CLOSE" in act.names and (made or (other and not timed and not act.particle))


def _after(act: Act, marked: Marked) -> list[Thing]:
    """The things after an act up to the next verb: of its stretch and of the stretches without a verb that follow."""
    clauses = marked.clauses
    number = clauses.of[act.start]
    own = clauses.group_at(act.start, act.end)
    high = clauses.stretches[number].high
    for stretch in clauses.stretches[number + 1 :]:
        if stretch.finite is not None and _runs_on(act, stretch.finite, marked):
            high = stretch.high
            continue
        if stretch.finite is not None or stretch.opener not in {"mark", "and"}:
            break
        high = stretch.groups[0].start if stretch.groups else stretch.high
        if stretch.groups:
            break
    for group in clauses.groups:
        if group.head >= act.end and group is not own and _stops(group, marked) and not _runs_on(act, group, marked):
            high = min(high, group.start)
            break
    return [t for t in marked.things if act.start < t.start < high and t.end > act.end and t.start - act.end <= REACH]


def _runs_on(act: Act, group: Group, marked: Marked) -> bool:
    """Does what an act is done to stand in a clause of its own: whom a ban hit, or who must go ("exige que l'attaché parte")?"""
    stretch = marked.clauses.stretches[group.stretch]
    ordered = "LEAVE_ORDER" in act.names and stretch.opener == "that" and 0 <= stretch.low - act.end <= 1
    return ordered or _told_of(act, group, marked)


def _told_of(act: Act, group: Group, marked: Marked) -> bool:
    """Does the next verb only say whom a measure that is lifted hit: "a levé l'interdiction qui frappait les avions"?"""
    stretch = marked.clauses.stretches[group.stretch]
    measure = any(t.kind == "measure" and act.end <= t.start and t.end <= stretch.low for t in marked.things)
    return measure and stretch.opener == "relative" and "LIFT_BAN" in act.names and stretch.low - act.end <= 5


def _stops(group: Group, marked: Marked) -> bool:
    """Does a verb end what stands to the right of an act? Not "to leave" after an order, nor a noun's own participle."""
    helping = [a for a in marked.acts if a.start <= group.head < a.end and a.names & set(ORDERED)]
    return group.finite and not helping


def _before(act: Act, marked: Marked) -> list[Thing]:
    """The things before an act, nearest first: its subject, or what its relative clause or its participle hangs on."""
    clauses = marked.clauses
    group = clauses.group_at(act.start, act.end)
    number = clauses.of[act.start]
    stretch = clauses.stretches[number]
    low = stretch.low
    if group is not None:
        earlier = clauses.before_in(group)
        if earlier is not None and (group.finite or earlier.finite) and group.form != "participle":
            low = max(low, earlier.end) if group.finite and earlier.form != "participle" else low
    found = [t for t in reversed(marked.things) if low < t.end <= act.start and act.start - t.end <= REACH]
    if found:
        return found
    near = [t for t in reversed(marked.things) if t.end <= act.start and act.start - t.end <= _ANTECEDENT][:1]
    if group is not None and group.finite and stretch.opener == "when" and marked.words[stretch.low + 1 : group.start]:
        alone = {w for w in marked.words[stretch.low + 1 : group.start] if w not in marked.small}
        return near if not alone else []  # "once trust is restored"
    if group is not None and group.form == "participle" and not near:
        following = clauses.main_after(number)
        high = following.start if following is not None else len(marked.words)
        ahead = [t for t in marked.things if stretch.high <= t.start < high][:1]
        return ahead or (_subject_things(number, marked) if stretch.opener == "mark" else [])
    if act.form == "passive" and group is not None and group.finite and stretch.opener in {"and", "mark", "back", ""}:
        return _subject_things(number, marked)
    return near


def _subject_things(number: int, marked: Marked) -> list[Thing]:
    """The things that are the subject of a verb that has none in its own stretch: of a loose stretch, or a verb before."""
    clauses = marked.clauses
    for at in range(number - 1, -1, -1):
        stretch = clauses.stretches[at]
        if stretch.opener in SET_IN and (stretch.groups or stretch.opener == "relative"):
            continue
        head = stretch.finite.start if stretch.finite is not None else stretch.high
        found = [t for t in marked.things if stretch.low <= t.start < head]
        if found:
            return found[:1]
        if stretch.opener == "hard":
            break
    return []


def _relative_between(act: Act, before: list[Thing], marked: Marked, language: Language) -> bool:
    """Is the thing before the object of a relative clause: "the officer whom Mali has held", "l'agent que Bamako détient"?"""
    between = marked.words[before[0].end : act.start] if before else []
    named = any(before[0].end < name.start < act.start for name in marked.free) if before else False
    function = language.function
    pronouns = function["object_relative"] | (function["either_relative"] if named else frozenset())
    contact = named and len(between) <= 3 and act.form == "active" and not set(between) & ({",", ";"} | function["and"])
    return contact or (len(between) <= _ANTECEDENT and bool(set(between) & pronouns))
