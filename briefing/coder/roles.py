"""Who did what to whom: for every act of a sentence the thing it is done to, the frame, and actor and target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefing.coder.clauses import QUOTES, SET_IN, Group
from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Frame, Language, Lexicon
from briefing.coder.marks import Act, Marked, Thing
from briefing.model import MATERIAL

_MISSIONS = frozenset({"embassy", "consulate"})
_ENVOYS = frozenset({"ambassador", "charge", "consul"})
_COMMON = frozenset({"airspace", "border"})  # things that a pronoun may stand for though nobody's
_ON_PEOPLE = frozenset({"EXPEL", "RELEASE"})  # acts that a number alone may follow: "en a libéré deux"
_WEAK = frozenset({"ASK", "INVOKE", "VOW"})  # words that are tried after those that say more
CUE_REACH = 12  # words after an act among which a cue is looked for
REACH = 14  # words between an act and the thing it is done to
_VERBAL = frozenset({"DENY", "ACCUSE", "INVOKE", "DEMAND", "ASK", "THREATEN", "VOW", "MEET"})
_INTRANSITIVE = frozenset({"TAKE_UP", "LEAVE", "LEAVE_HOME", "CLOSE_MUST"})
_EITHER = frozenset({"RESTORE", "REOPEN", "OPEN"})  # what somebody does to a thing or it does itself: "flights resumed"
_ORDERED = ("ORDER", "GRANT")
_CUT = frozenset({"staff", "diplomat", "consul"})  # what an order to reduce is about
REDUCING = frozenset({"REDUCE"})
_OTHERS_PEOPLE = frozenset({"expulsion", "detention", "release", "troops_expelled", "summons"})  # never one's own


_FAMILIES = {
    "recall": "ambassador", "ambassador_posted": "ambassador", "mission_closure": "mission", "mission_reopened": "mission",
    "relations_severed": "relations", "relations_restored": "relations", "relations_downgraded": "relations",
    "cooperation_suspended": "cooperation", "cooperation_resumed": "cooperation", "sanctions_imposed": "sanctions",
    "sanctions_lifted": "sanctions", "visas_restricted": "visas", "visas_restored": "visas", "crossing_closed": "crossing",
    "crossing_reopened": "crossing", "detention": "detention", "release": "detention",
}  # fmt: skip


@dataclass(slots=True)
class Scene:
    """What the article has told so far: the states in play, most present first, and the last acting state."""

    weight: dict[str, int]
    subject: str | None = None
    latest: str | None = None  # the state named last
    people: Thing | None = None
    group: tuple[str, ...] = ()
    told: list[tuple[str, str, str]] = field(default_factory=list)  # type, actor, target of what has been read so far
    said: list[tuple[str, str, str]] = field(default_factory=list)  # as told, of words
    issuer: str | None = None  # the state whose ministry or government signs the text
    recent: list[Thing] = field(default_factory=list)  # things of the sentences before, the last one first

    def counterpart(self, kind: str, known: str, missing: str) -> str | None:
        """The other side of an act of which only one is told, as in the acts before: with that one, or of that sort.

        `missing` is "actor" or "target": a third state that joins in acts on whom the others act on.
        """
        family = _FAMILIES.get(kind, kind)
        alike = [t for t in self.told if _FAMILIES.get(t[0], t[0]) == family]
        answered = self.said if kind in {"denial", "accusation", "demand", "threat"} else []
        for told in (answered, alike, self.told):
            both = [t for t in told if known in t[1:]]
            if both:
                return both[-1][2] if both[-1][1] == known else both[-1][1]
            others = [t[1] if missing == "actor" else t[2] for t in told]
            if others:
                return max(reversed(others), key=others.count)
        return None

    def against(self, code: str) -> tuple[str, ...]:
        """Who has acted against a state so far: whom it means when it promises a response."""
        return tuple(dict.fromkeys(t[1] for t in self.told if t[2] == code))

    def several(self, size: int | None) -> tuple[str, ...]:
        """The states that "the two", "the four" stand for: the list told last, or for two the most present ones."""
        if self.group and (size is None or len(self.group) == size):
            return self.group
        if size == 2 and self.told:
            return self.told[-1][1:]
        if size == 2 and len(self.weight) >= 2:
            return tuple(sorted(self.weight, key=lambda code: -self.weight[code])[:2])
        return ()

    def stand_in(
        self, kind: str, groups: Mapping[str, frozenset[str]], colonial: Mapping[str, frozenset[str]]
    ) -> str | None:
        """The state that a hint stands for: the most present one of its group, the acting one, or the other side."""
        if kind in groups:
            inside = [(weight, code) for code, weight in self.weight.items() if code in groups[kind]]
            return max(inside)[1] if inside else self.subject
        if kind == "colonial":
            return next((c for c in self.weight if colonial.get(c, frozenset()) & set(self.weight)), None)
        if kind == "other":
            return self.other(self.subject)
        if kind == "official" and self.issuer is not None:
            return self.issuer
        return self.subject if kind in {"official", "pronoun", "junta"} else None

    def other(self, *codes: str | None) -> str | None:
        """The state most present in the article besides those given."""
        rest = [(weight, name) for name, weight in self.weight.items() if name not in codes]
        return max(rest)[1] if rest else None


@dataclass(frozen=True, slots=True)
class Found:
    """An act with its roles, before mode and date."""

    frame: Frame
    act: Act
    thing: Thing | None
    actor: str
    target: str


def find(marked: Marked, scene: Scene, language: Language, lexicon: Lexicon) -> Iterator[Found]:
    """The acts of a sentence that a frame fits, with their roles."""
    _recognise(marked, scene, language)
    for act in _ordered(marked, language):
        for frame, thing in _meant(act, marked, scene, language, lexicon):
            if frame.type == "expulsion" and thing is not None and thing.owners:
                scene.people = thing
            for actor, target in _roles(frame, act, thing, marked, scene, language):
                (scene.told if frame.type in MATERIAL else scene.said).append((frame.type, actor, target))
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
            yield Found(frame, act, people, name.actor, thing.owners[0])


def _meant(
    act: Act, marked: Marked, scene: Scene, language: Language, lexicon: Lexicon
) -> list[tuple[Frame, Thing | None]]:
    """The frames and things of an act: told in the sentence, a number of people told before, or what a pronoun stands for."""
    fits = _fits(act, marked, language, lexicon)
    if any(thing is not None for _, thing in fits):
        return fits
    return (
        _of_those(act, marked, scene, language, lexicon) or _of_pronoun(act, marked, scene, language, lexicon) or fits
    )


def longest_list(marked: Marked, language: Language) -> tuple[str, ...]:
    """The longest list of states named in a sentence ("Riyadh, along with Bahrain and Egypt"), or nothing."""
    best: tuple[str, ...] = ()
    run: list[Name] = []
    for name in marked.names:
        if run and not listed(run[-1].end, name.start, marked, language):
            run = []
        run.append(name)
        codes = tuple(dict.fromkeys(n.actor for n in run))
        best = codes if len(codes) > max(1, len(best)) else best
    return best


def listed(low: int, high: int, marked: Marked, language: Language) -> bool:
    """Is there nothing between two names but a comma, an "and", an "along with", prepositions and articles?"""
    function = language.function
    small = function["article"] | function["of"] | function["to"] | {","}
    between = [w for w in marked.words[low:high] if w not in small]
    if " ".join(between) in language.joining:
        return True
    return low < high and all(w in function["and"] for w in between)


_PEOPLE = frozenset({"person", "staff", "diplomat", "consul", "charge", "ambassador", "military_attache"})


def _recognise(marked: Marked, scene: Scene, language: Language) -> None:
    """ "The two men" are the two told before: people in the same number take whose they are from those."""
    known = scene.people
    for thing in marked.things:
        if known is None or known.count is None or thing.count != known.count or thing.kind not in _PEOPLE:
            continue
        if marked.words[thing.start] in language.function["definite"] and not (
            thing.owners or thing.places or thing.possessive
        ):
            thing.owners = list(known.owners)
            thing.kind = known.kind if thing.kind in {"person", "staff"} else thing.kind


def _ordered(marked: Marked, language: Language) -> Iterator[Act]:
    """The acts, with "order .. to leave" and "give .. 48 hours" read as one order to leave."""
    orders = [act for act in marked.acts if act.names & set(_ORDERED) and not _helps(act, marked, language)]
    leaving = {
        id(act): order
        for act in marked.acts
        if "LEAVE" in act.names or _of_staff(act, marked)
        if (order := _order_of(act, orders))
    }
    used = {id(order) for order in leaving.values()}
    for act in marked.acts:
        if _lifted(act, marked):
            continue
        order = leaving.get(id(act))
        asked = _asked(act, marked)
        if asked is not None:
            yield replace(asked, names=frozenset({"TROOPS_DEMAND"}), end=act.end)
        elif order is not None:
            own = set(marked.words[order.start : order.end]) - language.function["of"]
            receives = "GRANT" in order.names and own <= set(language.cues.get("receives", ()))
            form = "passive" if receives or _alone(order, marked, language) else order.form
            less = act.names & REDUCING
            yield replace(order, names=frozenset({"LEAVE_ORDER"}) | less, form=form)
        elif _stays_away(act, marked, language):
            yield replace(act, names=frozenset({"NOT_BACK"}), form="passive", negated=False, future=False)
        elif act.must and "CLOSE" in act.names:
            yield replace(act, names=frozenset({"CLOSE_MUST"}))
        elif (shut := _shut(act, orders, marked)) is not None:
            yield replace(shut, names=frozenset({"CLOSE_ORDER"}))
        elif act.must and _of_staff(act, marked):
            yield replace(act, names=frozenset({"REDUCE_MUST"}) | REDUCING)
        elif act.must and "LEAVE" in act.names and act.form != "passive":
            yield replace(act, names=act.names | {"LEAVE_ORDER"}, form="passive")
        elif act in orders and id(act) not in used and "GRANT" in act.names and _term(act, marked):
            yield replace(act, names=frozenset({"LEAVE_ORDER"}))
        elif id(act) not in used and not _helps(act, marked, language):
            stopped = act.negated and "ISSUE" in act.names
            yield replace(act, names=frozenset({"SUSPEND"}), negated=False) if stopped else act


def _stays_away(act: Act, marked: Marked, language: Language) -> bool:
    """ "The ambassador will not return to his post": who does not go back is recalled for good; not "until", "before"."""
    after = set(marked.words[act.end : act.end + 6]) & set(language.cues.get("not_yet", ()))
    return act.negated and act.future and bool(act.names & {"TAKE_UP", "POST"}) and not after


def _of_staff(act: Act, marked: Marked) -> bool:
    """Is it a mission's staff that is cut: "reduce its embassy staff by 40", "réduire de 40 personnes ses effectifs"?"""
    near = [t for t in marked.things if 0 <= t.start - act.end <= REACH and t.kind in _CUT]
    return bool(act.names & REDUCING) and bool(near)


def _lifted(act: Act, marked: Marked) -> bool:
    """Is the act what is lifted: "la levée de la fermeture", "lifted a ban on"?"""
    if act.form != "noun" or not act.names & {"CLOSE", "SUSPEND", "BAN", "IMPOSE"}:
        return False
    return any(other.names & {"LIFT", "LIFT_BAN"} and 0 <= act.start - other.end <= 9 for other in marked.acts)


def _shut(act: Act, orders: list[Act], marked: Marked) -> Act | None:
    """The order that a mission be closed, where the mission stands between the two: "ordered the consulate to shut"."""
    if "CLOSE" not in act.names or act.form not in {"infinitive", "passive", "active"}:
        return None
    for order in orders:
        between = [t for t in marked.things if order.end <= t.start and t.end <= act.start]
        if 0 <= act.start - order.end <= REACH and any(t.kind in {"embassy", "consulate"} for t in between):
            return order
    return None


def _asked(act: Act, marked: Marked) -> Act | None:
    """The demand or order that troops leave, where the act is their withdrawal or departure."""
    troops = any(t.kind == "troops" and 0 <= t.start - act.end <= 5 for t in marked.things)
    if not troops or act.form not in {"noun", "infinitive"} or not act.names & {"WITHDRAW", "LEAVE", "RECALL"}:
        return None
    near = [a for a in marked.acts if a.names & {"DEMAND", "ORDER", "ASK"} and 0 <= act.start - a.end <= 4]
    return near[-1] if near else None


def _helps(act: Act, marked: Marked, language: Language) -> bool:
    """Is the word only an auxiliary? "a 48 heures" has a term of its own, "a annoncé" has not."""
    return _alone(act, marked, language) and not any(
        t.role in {"duration", "deadline"} and 0 <= t.start - act.end <= 3 for t in marked.times
    )


def _alone(act: Act, marked: Marked, language: Language) -> bool:
    """Is the act nothing but a word that can be an auxiliary: "they have", "ils ont"?"""
    return act.end - act.start == 1 and marked.words[act.start] in language.auxiliary


def _order_of(act: Act, orders: list[Act]) -> Act | None:
    """The order that a departure belongs to: the nearest before it."""
    if act.form == "passive":
        return None
    near = [order for order in orders if order is not act and 0 <= act.start - order.end <= REACH]
    return max(near, key=lambda order: order.end, default=None)


def _term(act: Act, marked: Marked) -> bool:
    return any(t.role in {"duration", "deadline"} and 0 <= t.start - act.end <= 8 for t in marked.times)


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
    if frame.unless and set(marked.words[act.end : act.end + 5]) & set(language.cues.get(frame.unless, ())):
        return False
    if frame.retort and not _quoted(act, marked):
        return False
    return not frame.cue or bool(near & set(language.cues.get(frame.cue, ())))


def _quoted(act: Act, marked: Marked) -> bool:
    """Does a quotation end right before an act of saying?"""
    return bool(set(marked.words[max(0, act.start - 3) : act.start]) & QUOTES)


def _of_a_noun(act: Act, marked: Marked, lexicon: Lexicon) -> bool:
    """ "A rompu la trêve": an act that needs no thing has another one than ours."""
    language = lexicon.languages.get(marked.lang)
    after = marked.words[act.end] if act.end < len(marked.words) else ""
    if "BREAK_WITH" not in act.names or language is None or act.particle:
        return False
    return after in language.function["article"] | language.function["possessive"]


def _of_pronoun(
    act: Act, marked: Marked, scene: Scene, language: Language, lexicon: Lexicon
) -> list[tuple[Frame, Thing | None]]:
    """A pronoun stands for the last thing that can be meant: "elle avait été rappelée", "l'a fermé", "recalled her"."""
    group = marked.clauses.group_at(act.start, act.end)
    if (
        group is None
        or act.form not in {"active", "passive", "infinitive"}
        or (act.names & _VERBAL and not act.names & {"RECALL", "SUMMON"})
    ):
        return []
    own = marked.words[max(0, group.start - 1) : group.head]
    after = marked.words[act.end : act.end + 1]
    stretch = marked.clauses.stretches[group.stretch]
    meant = language.function["subject_pronoun"] | set(language.cues.get("meant", ()))
    subject = act.form == "passive" and bool((set(own) | set(marked.words[stretch.low : group.start])) & meant)
    of_it = set(marked.words[max(0, group.start - 1) : act.end]) & language.function["genitive_pronoun"]
    ahead = bool(set(own) & language.clitics or of_it) and act.form != "passive"
    behind = not language.clitics and bool(set(after) & language.function["object_pronoun"]) and act.form != "passive"
    if not (subject or ahead or behind):
        return []
    earlier = [thing for thing in reversed(marked.things) if thing.end <= group.start]
    here = [replace(thing, start=group.start, end=group.start) for thing in scene.recent]
    for thing in [*earlier, *here]:
        frame = _frame(act, thing, marked, lexicon)
        known = thing.owners or thing.places or (thing in earlier and thing.possessive) or thing.kind in _COMMON
        if frame is not None and known:
            return [(frame, thing)]
    return []


def _frame(act: Act, thing: Thing, marked: Marked, lexicon: Lexicon) -> Frame | None:
    own = thing.possessive and bool(act.names & {"RECALL", "POST"})
    for name in sorted(act.names, key=lambda name: (own and name not in {"RECALL", "POST"}, name)):
        for frame in lexicon.by_act.get(name, ()):
            if thing.kind in frame.object and not _unfounded(frame, act, thing, marked):
                return frame
    return None


def _joined_things(act: Act, thing: Thing, marked: Marked, lexicon: Lexicon) -> list[tuple[Frame, Thing | None]]:
    """The things that share the act: "closed its embassy and its consulates", "aid and trade are suspended"."""
    found: list[tuple[Frame, Thing | None]] = []
    last = thing
    language = lexicon.languages.get(marked.lang)
    for other in marked.things:
        between = marked.words[last.end : other.start]
        if other.start < last.end or language is None or not 0 < len(between) <= 4:
            continue
        joins = language.function["and"] | {","}
        small = joins | language.function["article"] | language.function["of"] | language.function["possessive"]
        if between[0] not in joins or any(word not in small for word in between):
            continue
        frame = _frame(act, other, marked, lexicon)
        if frame is None:
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
        if word not in language.function["article"] and (word.isdigit() or word in numbers):
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
    bare = act.form == "passive" and act.end - act.start == 1 and act.start == thing.end
    if bare and not whose and not marked.times:
        return True
    if "POST" in act.names and frame.type == "expulsion" and thing.kind == "ambassador" and not thing.owners:
        return bool(thing.places) or _sent_to(act, thing, marked)  # one's own ambassador is not expelled but sent
    if thing.kind == "goods" and not whose:
        return True
    kinds = {other.kind for other in marked.things}
    if frame.carries and not kinds & frame.carries and kinds & {"journalist", "media"}:
        return True  # a journalist's accreditation is no diplomat's
    if thing.kind == "agreement" and set(marked.words[thing.start : thing.end + 8]) & marked.rebels:
        return True
    if frame.type == "agreement_signed" and _attribute(act, thing, marked):
        return True
    if frame.type == "troops_withdrawn" and act.form == "noun" and not whose:
        return True
    if frame.type == "expulsion" and thing.kind == "person" and not marked.diplomatic:
        return True  # people sent home are no expulsion between states where no diplomat is spoken of
    return frame.diplomatic and thing.kind in {"person", "staff"} and not whose


def _sent_to(act: Act, thing: Thing, marked: Marked) -> bool:
    """Does a place stand between the verb and the ambassador: "a renvoyé à Téhéran un ambassadeur"?"""
    return any(act.end <= n.start and n.end <= thing.start and n.kind in {"capital", "name"} for n in marked.free)


def _attribute(act: Act, thing: Thing, marked: Marked) -> bool:
    """Does the act only say which thing another act is done to: "a mis fin à l'accord qu'il avait signé en 2017"?"""
    group = marked.clauses.group_at(act.start, act.end)
    apart = group is not None and marked.clauses.stretches[group.stretch].opener in {"relative", "that"}
    return apart and any(a.end <= thing.start and a is not act and thing.start - a.end <= 4 for a in marked.acts)


def _candidates(act: Act, marked: Marked, language: Language) -> list[Thing]:
    """The things an act can be done to, the likeliest first: those of its own clause, on the side that its form says."""
    after, before = _after(act, marked), _before(act, marked)
    if act.form == "active" and act.names & _INTRANSITIVE:
        return [*before[:2], *after[:1]]
    if act.form == "passive":
        return [*before[:1], *after[:1], *before[1:2]]
    if act.form == "noun":
        return [*after[:2], *[t for t in before if t.end == act.start]]
    itself = act.names & _EITHER or (act.future and "CLOSE" in act.names)
    if act.form == "active" and not after and itself:
        return before[:1]
    return [*after[:2], *(before[:1] if _relative_between(act, before, marked, language) else [])]


def _after(act: Act, marked: Marked) -> list[Thing]:
    """The things after an act up to the next verb: of its stretch and of the stretches without a verb that follow."""
    clauses = marked.clauses
    number = clauses.of[act.start]
    own = clauses.group_at(act.start, act.end)
    high = clauses.stretches[number].high
    for stretch in clauses.stretches[number + 1 :]:
        if stretch.finite is not None or stretch.opener not in {"mark", "and"}:
            break
        high = stretch.groups[0].start if stretch.groups else stretch.high
        if stretch.groups:
            break
    for group in clauses.groups:
        if group.head >= act.end and group is not own and _stops(group, marked):
            high = min(high, group.start)
            break
    return [t for t in marked.things if act.end <= t.start < high and t.start - act.end <= REACH]


def _stops(group: Group, marked: Marked) -> bool:
    """Does a verb end what stands to the right of an act? Not "to leave" after an order, nor a noun's own participle."""
    helping = [a for a in marked.acts if a.start <= group.head < a.end and a.names & set(_ORDERED)]
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
    near = [t for t in reversed(marked.things) if t.end <= act.start and act.start - t.end <= 8][:1]
    if group is not None and group.form == "participle" and not near:
        following = clauses.main_after(number)
        high = following.start if following is not None else len(marked.words)
        return [t for t in marked.things if stretch.high <= t.start < high][:1]
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
    return contact or (len(between) <= 9 and bool(set(between) & pronouns))


def _roles(
    frame: Frame, act: Act, thing: Thing | None, marked: Marked, scene: Scene, language: Language
) -> list[tuple[str, str]]:
    """Actors and targets of an act: the lead slot first, the other one different from it."""
    slots = _Slots(act, thing, marked, scene, language)
    if (
        frame.type == "crossing_closed"
        and act.form == "passive"
        and _flights(thing, marked, language)
        and not slots.first(("agent", "subject"), (), False)
    ):
        return []  # an airline's flights are called off every day
    pair = len(told_pair := tuple(dict.fromkeys(slots.first(("subject", "agent"), (), False)))) == 2
    met = pair and any(set(t[1:]) == set(told_pair) for t in scene.told)
    central = met or (pair and set(told_pair) == set(sorted(scene.weight, key=lambda c: -scene.weight[c])[:2]))
    if frame.mutual or central or _reciprocal(act, marked, language):
        subject = tuple(dict.fromkeys(slots.first(("subject", "agent", "owner", "with"), (), False)))
        named = (
            ("with", "after", *(("object",) if frame.strict else ()))
            if frame.mutual
            else (*_told(frame.target), "with")
        )
        partner = [code for code in slots.first(named, subject, False) if code not in subject]
        if len(subject) == 2 and not partner and not _third(subject, scene):
            return [subject, subject[::-1]]
    if frame.type not in MATERIAL and slots.of_nobody():
        return []
    first, second = (frame.actor, frame.target) if frame.lead == "actor" else (frame.target, frame.actor)
    lead = slots.first(_told(first), (), False)
    lead = slots.not_themselves(lead) if frame.type in _OTHERS_PEOPLE else lead
    rest = slots.first(_told(second), lead, False)
    sides = ("actor", "target") if frame.lead == "actor" else ("target", "actor")
    if frame.strict and not (lead and rest):
        return []
    if frame.told and not lead:
        return []
    if frame.retort and not (lead and any(told[2] == lead[0] for told in (*scene.said, *scene.told))):
        return []
    if not lead and not rest and frame.type in MATERIAL and not any(g.finite for g in marked.clauses.groups):
        return []  # a heading that names nobody
    if frame.type == "threat" and lead and not rest:
        rest = scene.against(lead[0])
    if sides[0] == "actor" and act.form == "passive":
        lead = lead or slots.setting()
    elif act.form == "passive":
        rest = rest or slots.setting(lead)
    lead = lead or _guessed(slots, frame.type, rest, sides[0], scene)
    rest = rest or _guessed(slots, frame.type, lead, sides[1], scene)
    if thing is None and frame.type in MATERIAL and not _named_after(act, marked, language):
        return []
    pairs = []
    for one in lead:
        for two in rest:
            if one != two:
                pairs.append((one, two) if frame.lead == "actor" else (two, one))
    return pairs


def _guessed(slots: _Slots, kind: str, known: tuple[str, ...], missing: str, scene: Scene) -> tuple[str, ...]:
    """A side that the words do not tell: one named nearby, the other side of the acts told before, of the article."""
    if not known and scene.told and not slots.first(("named",), (), False):
        family = _FAMILIES.get(kind, kind)
        alike = [told for told in scene.told if _FAMILIES.get(told[0], told[0]) == family]
        return ((alike or scene.told)[-1][1 if missing == "actor" else 2],)  # no side is told: it goes on as it was
    found = scene.counterpart(kind, known[0], missing) if known else None
    found = None if found in known else found
    top = set(sorted(scene.weight, key=lambda code: -scene.weight[code])[:2])
    free = slots.first(("standing",), known, False)
    if free and free[0] in top:
        return free
    if found is not None:
        return (found,)
    return free or slots.first(("near",), known, False) or slots.first(("dyad",), known)


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
    near = " " + " ".join(marked.words[max(0, act.start - 4) : act.end + 8]) + " "
    return any(f" {cue} " in near for cue in language.cues.get("each_other", ()))


def _named_after(act: Act, marked: Marked, language: Language) -> bool:
    """Does a state or a pronoun follow the act ("broke with Israel", "a rompu avec lui")? Else nobody is meant by it."""
    after = marked.words[act.end : act.end + 1]
    pronouns = language.function["object_pronoun"] | language.function["after_preposition"]
    return bool(set(after) & pronouns) or any(act.start < name.start <= act.end + 8 for name in marked.names)


def _third(subject: tuple[str, ...], scene: Scene) -> bool:
    """Is the article about another state more than about the two? Then both acted towards that one."""
    most = max(scene.weight, key=lambda code: scene.weight[code], default="")
    return bool(most) and most not in subject and scene.weight[most] >= 2 * max(scene.weight.get(c, 0) for c in subject)


_GUESSES = ("near", "dyad")


def _told(order: tuple[str, ...]) -> tuple[str, ...]:
    """The slots of an order that the words themselves fill: what is told of either side comes before any guess."""
    return tuple(slot for slot in order if slot not in _GUESSES)


class _Slots:
    """Looks for states in the places that a frame names, in its order."""

    def __init__(self, act: Act, thing: Thing | None, marked: Marked, scene: Scene, language: Language) -> None:
        self.act, self.thing, self.marked, self.scene, self.language = act, thing, marked, scene, language

    def first(self, order: tuple[str, ...], exclude: tuple[str, ...], always: bool = True) -> tuple[str, ...]:
        for slot in order:
            look: Callable[[], tuple[str, ...]] = getattr(self, "_" + slot)
            found = tuple(code for code in dict.fromkeys(look()) if code not in exclude)
            if found:
                return found[:1] if slot == "near" else found
        return self._dyad_without(exclude) if always else ()

    def not_themselves(self, target: tuple[str, ...]) -> tuple[str, ...]:
        """Nobody expels "its diplomats" of its own: they are of one named before, "Algiers says Bamako expelled three of its".

        -> the target, or where the possessive was taken for the subject's the name before it, if any.
        """
        thing = self.thing
        if thing is None or thing.owners or not thing.possessive or self.act.form in {"passive", "noun"}:
            return target
        subject = self._subject()
        if not subject or not set(subject) & set(target):
            return target
        earlier = [n for n in self.marked.free if n.end <= self.act.start and n.actor not in subject]
        earlier = [n for n in earlier if self._case(n) == ""]
        return (earlier[-1].actor,) if earlier else ()

    def of_nobody(self) -> bool:
        """Is the subject of an act a noun that stands for no state: "the harbour denied it", "les tribunes l'exigent"?"""
        group = self._group()
        if group is None or not group.finite or self.act.form != "active":
            return False
        clauses = self.marked.clauses
        low = clauses.stretches[group.stretch].low
        joined = set(self.marked.words[low : group.start]) & self.language.function["and"]
        if (
            joined
            or clauses.before_in(group) is not None
            or any(low < end <= group.start for end in self.marked.officials)
        ):
            return False
        whose = [t for t in self.marked.things if low <= t.start < group.start and t.owners]
        named = [n for n in self.marked.free if low <= n.start < group.start]
        return not whose and not named and self._noun_before(low, group.start)

    def setting(self, exclude: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Who acts where a passive does not say: what stands before the colon, or the place that the sentence opens with."""
        clauses = self.marked.clauses
        number = clauses.of[self.act.start]
        while number > 0 and clauses.stretches[number].opener != "hard":
            number -= 1
        said = clauses.main_before(number) if clauses.stretches[number].opener == "hard" else None
        found = self._subject_of(said) if said is not None and said.finite else ()
        front = [n for n in self.marked.names[:1] if 0 < n.start <= 2 and n.kind != "people" and self._case(n) == "to"]
        if not found and front and self.marked.words[front[0].end : front[0].end + 1] == [","]:
            found = (front[0].actor,)
        return tuple(code for code in found if code not in exclude)

    def _dyad_without(self, exclude: tuple[str, ...]) -> tuple[str, ...]:
        other = self.scene.other(*exclude)
        return (other,) if other else ()

    def _joined(self, name: Name) -> tuple[str, ...]:
        """A name with those joined to it by commas and "and"."""
        codes, names = [name.actor], self.marked.free
        at = names.index(name)
        joined = False
        for step in (-1, 1):
            i = at
            while 0 <= i + step < len(names):
                one, two = sorted((names[i], names[i + step]), key=lambda n: n.start)
                if one.start != two.start and not self._listed(one.end, two.start):
                    break
                bare = [w for w in self.marked.words[one.end : two.start] if w not in self.language.function["article"]]
                joined = joined or one.start == two.start or bare != [","]
                codes.append(names[i + step].actor)
                i += step
        following = self.marked.words[max(n.end for n in names if n.actor in codes) :][:1]
        joined = joined or bool(set(following) & self.language.function["and"])
        return tuple(codes) if joined or len(codes) > 2 else (name.actor,)

    def _listed(self, low: int, high: int) -> bool:
        """Is there nothing between two names but a comma, an "and", an "along with" and articles?"""
        function = self.language.function
        between = [w for w in self.marked.words[low:high] if w not in function["article"] and w != ","]
        if " ".join(between) in self.language.joining:
            return True
        return low < high and all(w in function["and"] for w in between)

    def _case(self, name: Name) -> str:
        words, i = self.marked.words, name.start - 1
        while i >= 0 and words[i] in self.language.function["article"]:
            i -= 1
        before = words[i] if i >= 0 else ""
        if before in self.language.function["of"] and i in self.marked.officials:
            return ""  # "the foreign ministers of Norway and Iceland" are those two
        return next((c for c in ("of", "with", "by", "against", "to") if before in self.language.function[c]), "")

    def _main(self) -> tuple[str, ...]:
        """The subject of the clause that a participle hangs on: who resumes an aid "frozen in 2020" had frozen it."""
        group = self._group()
        if self.act.form != "passive" or group is None or group.finite:
            return ()
        if self.thing is None:
            main = self.marked.clauses.main_before(group.stretch)
            suffering = self._patient()
            return tuple(c for c in self._subject_of(main) if c not in suffering) if main and suffering else ()
        ruling = self.marked.clauses.ruling(self.thing.start)
        ruling = ruling if ruling is not group else self.marked.clauses.main_before(group.stretch)
        if ruling is None or ruling is group or ruling.head > self.thing.start:
            return ()
        suffered = any(k == "see" for k, _ in self.language.auxiliary.get(self.marked.words[ruling.head], ()))
        return () if suffered else self._subject_of(ruling)

    def _subject(self) -> tuple[str, ...]:
        if self.act.form == "passive":
            return ()
        group = self._group()
        if group is not None and self.act.form != "noun":
            return self._subject_of(group)
        ruling = self.marked.clauses.ruling(self.act.start) if self.marked.words else None
        if ruling is not None and ruling.head < self.act.start:
            return self._subject_of(ruling)
        found = self._left_of(self.act.start)
        return self._joined(found) if found is not None else ()

    def _group(self) -> Group | None:
        return self.marked.clauses.group_at(self.act.start, self.act.end)

    def _subject_of(self, group: Group, depth: int = 0) -> tuple[str, ...]:
        """The states that are the subject of a verb: named before it in its clause, or shared with the clause it hangs on."""
        clauses = self.marked.clauses
        stretch = clauses.stretches[group.stretch]
        earlier = clauses.before_in(group)
        low = stretch.low if earlier is None else earlier.end
        if depth > 6:
            return ()
        if not group.finite:
            return self._subject_of_dependent(group, earlier, depth)
        inside = [n for n in self.marked.free if low <= n.start and n.end <= group.start and self._case(n) == ""]
        if inside:
            return self._joined(inside[-1])
        spokesmen = _MISSIONS | (_ENVOYS if self.act.names & _VERBAL else frozenset())
        missions = [t for t in self.marked.things if low <= t.start < group.start and t.kind in spokesmen and t.owners]
        if missions and group.form == "finite":
            return tuple(missions[-1].owners)
        if earlier is not None and earlier.finite and "say" not in earlier.kinds:
            return self._subject_of(earlier, depth + 1)
        if stretch.opener == "relative" and not self._noun_before(stretch.low + 1, group.start):
            return self._antecedent(stretch.low)
        if self._noun_before(low, group.start):
            return ()
        return self._inverted(group) or self._shared(group, depth)

    def _subject_of_dependent(self, group: Group, earlier: Group | None, depth: int) -> tuple[str, ...]:
        """The subject of an infinitive, a gerund or a participle: that of the verb it hangs on."""
        clauses = self.marked.clauses
        decided = self._decision(group) or self._seen(group)
        if decided:
            return decided
        if earlier is not None:
            return self._subject_of(earlier, depth + 1)
        stretch = clauses.stretches[group.stretch]
        near = [s.finite or s.groups[0] for s in clauses.stretches[: group.stretch] if s.groups]
        if stretch.opener in {"and", "when", "relative"} and near:
            return self._subject_of(near[-1], depth + 1)
        ruling = clauses.main_before(group.stretch) or clauses.main_after(group.stretch)
        if ruling is not None:
            return self._subject_of(ruling, depth + 1)
        return self._subject_of(near[-1], depth + 1) if near else ()

    def _decision(self, group: Group) -> tuple[str, ...]:
        """Whose decision an infinitive is: "Warsaw's decision to close", "la décision de Varsovie de fermer"."""
        words = self.marked.words
        if group.form != "infinitive":
            return ()
        for name in self.marked.names:
            ahead = self._followed_by_genitive(name) and 2 <= group.start - name.end <= 4
            linked = name.end == group.start - 1 and words[name.end] in self.language.function["of"]
            if ahead or (linked and self._case(name) == "of"):
                return (name.actor,)
        return ()

    def _seen(self, group: Group) -> tuple[str, ...]:
        """Who is seen or let do something: "Vilnius a vu la Chine abaisser", "saw China lower"."""
        clauses = self.marked.clauses
        ruling = clauses.before_in(group) or clauses.main_before(group.stretch)
        if ruling is None or group.form != "infinitive" or clauses.stretches[group.stretch].opener in SET_IN:
            return ()
        last = max(g.end for g in clauses.stretches[ruling.stretch].groups if g.head < group.head)
        words = self.marked.words[ruling.start : last]
        kinds = {kind for word in words for kind, _ in self.language.auxiliary.get(word, ())}
        between = [n for n in self.marked.free if last <= n.start < group.start and self._case(n) == ""]
        return self._joined(between[-1]) if between and "see" in kinds else ()

    def _inverted(self, group: Group) -> tuple[str, ...]:
        """The subject after a verb of saying that opens its stretch: ", avertit l'Élysée", ", a répliqué Rabat"."""
        stretch = self.marked.clauses.stretches[group.stretch]
        if (
            stretch.opener != "mark"
            or group.start > stretch.low + 1
            or not group.kinds & {"say", "threaten", "deny", "RETORT"}
        ):
            return ()
        after = [n for n in self.marked.free if 0 <= n.start - group.end <= 2 and self._case(n) == ""]
        return self._joined(after[0]) if after else ()

    def _noun_before(self, low: int, high: int) -> bool:
        """Does a noun phrase that names no state stand there as a subject: an article or a number and then a word?"""
        function = self.language.function
        marks = function["article"] | function["possessive"]
        for i in range(low, high - 1):
            if self.marked.words[i] in marks and self.marked.words[i + 1][0].isalpha():
                before = self.marked.words[i - 1] if i > low else ""
                cased = any(before in function[c] for c in ("of", "to", "with", "by", "against", "after", "from"))
                pronoun = function["subject_pronoun"] | function["complementizer"]
                if not cased and self.marked.words[i] not in pronoun:
                    return True
        return False

    def _antecedent(self, at: int) -> tuple[str, ...]:
        """The state that a relative pronoun stands for: the name that ends just before it."""
        near = [n for n in self.marked.free if n.end <= at and at - n.end <= 3]
        if near:
            return self._joined(near[-1]) if self._case(near[-1]) == "" else (near[-1].actor,)
        return ()

    def _shared(self, group: Group, depth: int) -> tuple[str, ...]:
        """The subject of a verb that has none in its own stretch: set off by commas before it, or shared with another verb."""
        clauses = self.marked.clauses
        stretch = clauses.stretches[group.stretch]
        loose: tuple[str, ...] = ()
        for number in range(group.stretch - 1, -1, -1):
            other = clauses.stretches[number]
            if not other.groups:
                names = [n for n in self.marked.free if other.low <= n.start and n.end <= other.high]
                free = [n for n in names if self._case(n) == ""]
                loose = self._joined(free[0]) if free else loose
            elif other.finite is not None:
                direct = stretch.opener == "and" and number == group.stretch - 1
                if other.opener in SET_IN and not (direct and clauses.stretches[number].groups):
                    continue
                if loose:
                    return loose
                return self._subject_of(other.finite, depth + 1)
            if other.opener == "hard":
                break
        return loose

    def _left_of(self, at: int) -> Name | None:
        """The name that can be the subject of a verb: nearest in its own clause, then in the clauses it is set into."""
        segments = self._segments()
        own = next((i for i, (low, high) in enumerate(segments) if low <= at < high), 0)
        low = segments[own][0] if segments else 0
        inside = [n for n in self.marked.free if low <= n.start and n.end <= at and self._case(n) == ""]
        if inside:
            return inside[-1]
        relative = self._opens(segments[own][0]) if segments else False
        for low, high in reversed(segments[:own]):
            names = [n for n in self.marked.free if low <= n.start and n.end <= high]
            if relative and names:
                return names[-1]
            free = [n for n in names if self._case(n) == ""]
            if free and not self._opens(low):
                return free[0]
        return None

    def _opens(self, at: int) -> bool:
        """Does a relative clause open here? One word may stand before it ("dont", "with whom")."""
        words = self.marked.words[at : at + 2]
        return bool(set(words) & self.language.function["relative"])

    def _segments(self) -> list[tuple[int, int]]:
        """The stretches between commas, dashes and semicolons; a comma inside a list of names does not count."""
        cuts = [0]
        names = self.marked.free
        lists = {n.end for n in names} & {n.start - 1 for n in names}
        for i, word in enumerate(self.marked.words):
            if word in {",", ";", "—", "–", "(", ")", ":"} and not (word == "," and i in lists):
                cuts.append(i + 1)
        return list(zip(cuts, [*cuts[1:], len(self.marked.words) + 1], strict=True))

    def _agent(self) -> tuple[str, ...]:
        for name in self.marked.free:
            near = name.start >= self.act.end and name.start - self.act.end <= REACH
            if near and (self._case(name) == "by" or self._by_official(name)):
                return self._joined(name)
        return ()

    def _by_official(self, name: Name) -> bool:
        """Is it the people of an official who acts: "par le président ougandais"?"""
        before = self.marked.words[max(self.act.end, name.start - 5) : name.start]
        adjective = name.kind == "people" and name.start in self.marked.officials
        return adjective and bool(set(before[:-1]) & self.language.function["by"])

    def _object(self) -> tuple[str, ...]:
        """The first state named after the act in its clause, be it by its minister or its ambassador."""
        stretch = self.marked.clauses.of[self.act.start]
        ahead = [n for n in self.marked.names if n.start >= self.act.end and self.marked.clauses.of[n.start] == stretch]
        ahead = [n for n in ahead if self._case(n) != "to" and not self._genitive_of(n)]
        return (ahead[0].actor,) if ahead else ()

    def _patient(self) -> tuple[str, ...]:
        """Who suffers an act without a thing: the one before a passive ("Bruxelles, accusée de"), its people's state."""
        if self.act.form != "passive":
            return ()
        things = [t for t in self.marked.things if 0 <= self.act.start - t.end <= 2 and (t.owners or t.partners)]
        if things:
            return tuple(things[-1].partners or things[-1].owners)
        reach = 5 if "MEET" in self.act.names else 3
        names = [n for n in self.marked.free if 0 <= self.act.start - n.end <= reach]
        if names:
            return self._joined(names[-1])
        group = self._group()
        main = self.marked.clauses.main_after(group.stretch) if group is not None and not group.finite else None
        opens = main is not None and group is not None and group.start <= 1
        return self._subject_of(main) if opens and main is not None else ()

    def _owner(self) -> tuple[str, ...]:
        if self.thing is None or self.thing.owners:
            return tuple(self.thing.owners) if self.thing else ()
        stretch = self.marked.clauses.stretches[self.marked.clauses.of[self.thing.start]]
        if stretch.opener == "relative" and self.marked.words[stretch.low] in self.language.of_relative:
            return self._antecedent(stretch.low)
        return ()

    def _place(self) -> tuple[str, ...]:
        return tuple(self.thing.places) if self.thing else ()

    def _with(self) -> tuple[str, ...]:
        return (tuple(self.thing.partners) if self.thing else ()) or self._cased("with")

    def _to(self) -> tuple[str, ...]:
        return self._cased("to")

    def _of(self) -> tuple[str, ...]:
        return self._cased("of")

    def _against(self) -> tuple[str, ...]:
        return self._cased("against")

    def _from(self) -> tuple[str, ...]:
        after = [n for n in self.marked.free if n.start >= self.act.end and n.start - self.act.end <= REACH]
        leaving = self.language.function["of"] | self.language.function["leaving"]
        return tuple(n.actor for n in after if self.marked.words[n.start - 1] in leaving)[:1]

    def _after(self) -> tuple[str, ...]:
        near = [n for n in self.marked.free if 0 <= n.start - self.act.end <= 5 and not self._genitive_of(n)]
        verbs = [g.head for g in self.marked.clauses.groups if g.head >= self.act.end]
        parted = "BREAK_WITH" in self.act.names and bool(verbs)
        near = [n for n in near if n.start < verbs[0]] if parted else near
        if self.act.form == "noun" and "MEET" in self.act.names:
            going = set(self.marked.words[self.act.start : self.act.end]) & set(self.language.cues.get("visits", ()))
            near = near if going else [n for n in near if self._case(n) != "to"]
        return self._joined(near[0]) if near else ()

    def _cased(self, case: str) -> tuple[str, ...]:
        after = [n for n in self.marked.free if 0 <= n.start - self.act.end <= REACH]
        return next((self._joined(n) for n in after if self._case(n) == case and not self._genitive_of(n)), ())

    def _genitive_of(self, name: Name) -> bool:
        """Is the name only the owner of what follows, as in "with China's help"? "Moldova's president" is Moldova."""
        if not self._followed_by_genitive(name):
            return False
        return not any(name.end + 1 < end <= name.end + 4 for end in self.marked.officials)

    def _possessor(self) -> tuple[str, ...]:
        if self.thing is None or not self.thing.possessive:
            return ()
        fellows = set(self.marked.words[self.thing.start : self.thing.end]) & set(
            self.language.cues.get("colleagues", ())
        )
        if fellows and self.scene.told and self._left_of(self.thing.start) is None:
            return (self.scene.told[-1][2],)  # colleagues of those to whom it was done last
        if fellows or (self.thing.kind in {"staff", "diplomat"} and self.act.form == "passive"):
            before = [t for t in self.scene.recent if t.owners and (t.kind in _MISSIONS or t.kind in _PEOPLE)]
            if before and self._left_of(self.thing.start) is None:
                return tuple(before[0].owners)
        found = self._left_of(self.thing.start)
        if found is not None:
            return self._joined(found)
        return (self.scene.subject,) if self.scene.subject else ()

    def _genitive(self) -> tuple[str, ...]:
        near = [n for n in self.marked.names if n.end == self.act.start - 1]
        return tuple(n.actor for n in near if self._followed_by_genitive(n))

    def _home(self) -> tuple[str, ...]:
        """The capital that somebody is called back to: "has been called back to Berlin"."""
        near = [n for n in self.marked.free if 0 < n.start - self.act.end <= 1 and self._case(n) == "to"]
        return (near[0].actor,) if near else ()

    def _followed_by_genitive(self, name: Name) -> bool:
        """Does the name own what follows it: "Moldova's"?"""
        return bool(set(self.marked.words[name.end : name.end + 1]) & self.language.function["genitive"])

    def _organisation(self) -> tuple[str, ...]:
        return tuple(n.actor for n in self.marked.names if n.kind == "organisation" and n.start >= self.act.end)[:1]

    def _reporter(self) -> tuple[str, ...]:
        """The state that says so: before the verb of saying, or after it ("a annoncé Alger")."""
        for start, end, kind in self.marked.governors:
            if kind != "say":
                continue
            for name in self.marked.free:
                if 0 <= start - name.end <= 2 or 0 <= name.start - end <= 2:
                    return (name.actor,)
        return ()

    def _near(self) -> tuple[str, ...]:
        taken = set(self._owner())
        names = [n for n in self.marked.names if n.actor not in taken and not self._only_place(n)]
        names.sort(key=lambda n: (-self.scene.weight.get(n.actor, 0), abs(n.start - self.act.start)))
        return tuple(n.actor for n in names)

    def _standing(self) -> tuple[str, ...]:
        """As near, without those that are named only as a place."""
        beside = [n for n in self.marked.names if self._beside(n)]
        names = [n for n in self.marked.names if self._case(n) != "to" and n.actor not in set(self._owner())]
        names = [n for n in names if n not in beside]
        names.sort(key=lambda n: (-self.scene.weight.get(n.actor, 0), abs(n.start - self.act.start)))
        return tuple(n.actor for n in names)[:1]

    def _named(self) -> tuple[str, ...]:
        """The states named in the sentence for themselves: not as an owner of a thing, nor as a place."""
        return tuple(n.actor for n in self.marked.free if self._case(n) != "to" and n.kind != "hint")

    def _beside(self, name: Name) -> bool:
        """Is it only one who did the same: "en même temps que le Mali"?"""
        i = name.start - 1
        while i >= 0 and self.marked.words[i] in self.language.function["article"]:
            i -= 1
        alone = not self.marked.clauses.stretches[self.marked.clauses.of[name.start]].groups
        return alone and i >= 0 and self.marked.words[i] in self.language.function["complementizer"]

    def _only_place(self, name: Name) -> bool:
        """Is it only where something happens ("à Pékin", "in Riyadh", "with China's help")?"""
        top = sorted(self.scene.weight, key=lambda code: -self.scene.weight[code])[:2]
        return name.actor not in top and (self._case(name) == "to" or self._genitive_of(name))

    def _dyad(self) -> tuple[str, ...]:
        other = self.scene.other(self._owner()[0] if self._owner() else None)
        return (other,) if other else ()
