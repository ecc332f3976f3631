"""Who did what to whom: for every act of a sentence the thing it is done to, the frame, and actor and target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Frame, Language, Lexicon
from briefing.coder.marks import Act, Marked, Thing
from briefing.model import MATERIAL

REACH = 14  # words between an act and the thing it is done to
_INTRANSITIVE = frozenset({"TAKE_UP", "LEAVE"})
_ORDERED = ("ORDER", "GRANT")


@dataclass(slots=True)
class Scene:
    """What the article has told so far: the states in play, most present first, and the last acting state."""

    weight: dict[str, int]
    subject: str | None = None
    people: Thing | None = None

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
    _recognise(marked, scene)
    for act in _ordered(marked, language):
        for frame, thing in _fits(act, marked, lexicon) or _of_those(act, marked, scene, language, lexicon):
            if frame.type == "expulsion" and thing is not None and thing.owners:
                scene.people = thing
            for actor, target in _roles(frame, act, thing, marked, scene, language):
                yield Found(frame, act, thing, actor, target)
                if frame.mutual == "always":
                    yield Found(frame, act, thing, target, actor)


_PEOPLE = frozenset({"person", "staff", "diplomat", "consul", "charge", "ambassador", "military_attache"})


def _recognise(marked: Marked, scene: Scene) -> None:
    """ "The two men" are the two told before: people in the same number take whose they are from those."""
    known = scene.people
    for thing in marked.things:
        if known is None or known.count is None or thing.count != known.count or thing.kind not in _PEOPLE:
            continue
        if not (thing.owners or thing.places or thing.possessive):
            thing.owners = list(known.owners)
            thing.kind = known.kind


def _ordered(marked: Marked, language: Language) -> Iterator[Act]:
    """The acts, with "order .. to leave" and "give .. 48 hours" read as one order to leave."""
    orders = [act for act in marked.acts if act.names & set(_ORDERED) and not _helps(act, marked, language)]
    leaving = {id(act): order for act in marked.acts if "LEAVE" in act.names if (order := _order_of(act, orders))}
    used = {id(order) for order in leaving.values()}
    for act in marked.acts:
        if _lifted(act, marked):
            continue
        order = leaving.get(id(act))
        asked = _asked(act, marked)
        if asked is not None:
            yield replace(asked, names=frozenset({"TROOPS_DEMAND"}), end=act.end)
        elif order is not None:
            form = "passive" if _alone(order, marked, language) else order.form
            yield replace(order, names=frozenset({"LEAVE_ORDER"}), form=form)
        elif act.must and "CLOSE" in act.names:
            yield replace(act, names=frozenset({"CLOSE_MUST"}))
        elif (shut := _shut(act, orders, marked)) is not None:
            yield replace(shut, names=frozenset({"CLOSE_ORDER"}))
        elif act.must and "LEAVE" in act.names:
            yield replace(act, names=act.names | {"LEAVE_ORDER"}, form="passive")
        elif act in orders and id(act) not in used and "GRANT" in act.names and _term(act, marked):
            yield replace(act, names=frozenset({"LEAVE_ORDER"}))
        elif id(act) not in used and not _helps(act, marked, language):
            stopped = act.negated and "ISSUE" in act.names
            yield replace(act, names=frozenset({"SUSPEND"}), negated=False) if stopped else act


def _lifted(act: Act, marked: Marked) -> bool:
    """Is the act what is lifted: "la levée de la fermeture", "lifted a ban on"?"""
    if act.form != "noun" or not act.names & {"CLOSE", "SUSPEND", "BAN", "IMPOSE"}:
        return False
    return any(other.names & {"LIFT", "LIFT_BAN"} and 0 <= act.start - other.end <= 6 for other in marked.acts)


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
    near = [a for a in marked.acts if a.names & {"DEMAND", "ORDER"} and 0 <= act.start - a.end <= 4]
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


def _fits(act: Act, marked: Marked, lexicon: Lexicon) -> list[tuple[Frame, Thing | None]]:
    """The frames that an act and the things around it fill: the nearest on the side that the grammar says, and those joined."""
    for thing in _candidates(act, marked):
        frame = _frame(act, thing, marked, lexicon)
        if frame is not None:
            return [(frame, thing), *_joined_things(act, thing, marked, lexicon)]
    for name in sorted(act.names):
        for frame in lexicon.by_act.get(name, ()):
            if not frame.object:
                return [(frame, None)]
    return []


def _frame(act: Act, thing: Thing, marked: Marked, lexicon: Lexicon) -> Frame | None:
    for name in sorted(act.names):
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
    if "EXPEL" not in act.names or scene.people is None:
        return []
    numbers = lexicon.calendars[language.lang].numbers
    for i in range(act.end, min(act.end + 3, len(marked.words))):
        word = marked.words[i]
        if word not in language.function["article"] and (word.isdigit() or word in numbers):
            count = int(word) if word.isdigit() else numbers[word]
            frame = next(f for f in lexicon.by_act["EXPEL"] if f.type == "expulsion")
            return [(frame, replace(scene.people, start=i, end=i + 1, count=count, places=[]))]
    return []


def _unfounded(frame: Frame, act: Act, thing: Thing, marked: Marked) -> bool:
    """Is it nobody's person, or a person "recalled" as an adjective? A state's people are told by whose or where they are."""
    whose = bool(thing.owners or thing.places or thing.possessive)
    bare = act.form == "passive" and act.end - act.start == 1 and act.start == thing.end
    if bare and not whose and not marked.times:
        return True
    if "POST" in act.names and frame.type == "expulsion" and thing.kind == "ambassador" and not thing.owners:
        return thing.possessive and bool(thing.places)  # one's own ambassador is not expelled but sent ("renvoyer")
    if frame.type == "troops_withdrawn" and act.form == "noun" and not whose:
        return True
    return frame.diplomatic and thing.kind in {"person", "staff"} and not whose


def _candidates(act: Act, marked: Marked) -> list[Thing]:
    after = [t for t in marked.things if 0 <= t.start - act.end <= REACH]
    before = [t for t in reversed(marked.things) if 0 <= act.start - t.end <= REACH]
    blocked = [a.start for a in marked.acts if a.start > act.end and a.form != "noun" and not a.names & set(_ORDERED)]
    near = [t for t in after if not any(stop < t.start for stop in blocked)]
    if act.form == "active" and act.names & _INTRANSITIVE:
        return [*before[:2], *near[:1]]
    if act.form == "passive":
        return [*before[:1], *near[:1], *before[1:2]]
    if act.form == "noun":
        return [*near[:2], *[t for t in before if t.end == act.start]]
    return [*near[:2], *(before[:1] if _relative_between(act, before, marked) else [])]


def _relative_between(act: Act, before: list[Thing], marked: Marked) -> bool:
    """Is the thing before the object of a relative clause: "the officer whom Mali has held", "l'agent que Bamako détient"?"""
    between = marked.words[before[0].end : act.start] if before else []
    return len(between) <= 8 and bool(set(between) & {"whom", "que", "qu'", "that"})


def _roles(
    frame: Frame, act: Act, thing: Thing | None, marked: Marked, scene: Scene, language: Language
) -> list[tuple[str, str]]:
    """Actors and targets of an act: the lead slot first, the other one different from it."""
    slots = _Slots(act, thing, marked, scene, language)
    if frame.mutual:
        subject = tuple(dict.fromkeys(slots.first(("subject", "owner", "with"), (), False)))
        partner = [code for code in slots.first(("with", "after"), subject, False) if code not in subject]
        if len(subject) == 2 and not partner and not _third(subject, scene):
            return [subject, subject[::-1]]
    first, second = (frame.actor, frame.target) if frame.lead == "actor" else (frame.target, frame.actor)
    lead = slots.first(_told(first), (), False)
    rest = slots.first(_told(second), lead, False)
    lead = lead or slots.first(_GUESSES, rest)
    rest = rest or slots.first(_GUESSES, lead)
    if thing is None and frame.type in MATERIAL and not _named_after(act, marked, language):
        return []
    pairs = []
    for one in lead:
        for two in rest:
            if one != two:
                pairs.append((one, two) if frame.lead == "actor" else (two, one))
    return pairs


def _named_after(act: Act, marked: Marked, language: Language) -> bool:
    """Does a state or a pronoun follow the act ("broke with Israel", "a rompu avec lui")? Else nobody is meant by it."""
    after = marked.words[act.end : act.end + 1]
    pronouns = language.function["object_pronoun"] | {"lui", "elle", "eux"}
    return bool(set(after) & pronouns) or any(-3 <= name.start - act.end <= 8 for name in marked.names)


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

    def _dyad_without(self, exclude: tuple[str, ...]) -> tuple[str, ...]:
        other = self.scene.other(*exclude)
        return (other,) if other else ()

    def _joined(self, name: Name) -> tuple[str, ...]:
        """A name with those joined to it by commas and "and"."""
        codes, names = [name.actor], self.marked.free
        at = names.index(name)
        for step in (-1, 1):
            i = at
            while 0 <= i + step < len(names):
                one, two = sorted((names[i], names[i + step]), key=lambda n: n.start)
                between = [
                    w for w in self.marked.words[one.end : two.start] if w not in self.language.function["article"]
                ]
                if not between or any(w != "," and w not in self.language.function["and"] for w in between):
                    break
                codes.append(names[i + step].actor)
                i += step
        return tuple(codes)

    def _case(self, name: Name) -> str:
        words, i = self.marked.words, name.start - 1
        while i >= 0 and words[i] in self.language.function["article"]:
            i -= 1
        before = words[i] if i >= 0 else ""
        return next((c for c in ("of", "with", "by", "against", "to") if before in self.language.function[c]), "")

    def _subject(self) -> tuple[str, ...]:
        if self.act.form == "passive":
            return ()
        found = self._left_of(self.act.start)
        if found is not None:
            return self._joined(found)
        pronoun = set(self.marked.words[max(0, self.act.start - 4) : self.act.start])
        if self.scene.subject and pronoun & self.language.function["subject_pronoun"]:
            return (self.scene.subject,)
        return ()

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
            if name.start >= self.act.end and name.start - self.act.end <= REACH and self._case(name) == "by":
                return self._joined(name)
        return ()

    def _owner(self) -> tuple[str, ...]:
        return tuple(self.thing.owners) if self.thing else ()

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
        leaving = self.language.function["of"] | {"from", "quitter", "leave", "hors"}
        return tuple(n.actor for n in after if self.marked.words[n.start - 1] in leaving)[:1]

    def _after(self) -> tuple[str, ...]:
        near = [n for n in self.marked.free if 0 <= n.start - self.act.end <= 5 and not self._genitive_of(n)]
        return self._joined(near[0]) if near else ()

    def _cased(self, case: str) -> tuple[str, ...]:
        after = [n for n in self.marked.free if 0 <= n.start - self.act.end <= REACH]
        return next((self._joined(n) for n in after if self._case(n) == case and not self._genitive_of(n)), ())

    def _genitive_of(self, name: Name) -> bool:
        """Is the name only the owner of what follows, as in "with China's help"?"""
        return self.marked.words[name.end : name.end + 1] == ["'s"]

    def _possessor(self) -> tuple[str, ...]:
        if self.thing is None or not self.thing.possessive:
            return ()
        found = self._left_of(self.thing.start)
        if found is not None:
            return self._joined(found)
        return (self.scene.subject,) if self.scene.subject else ()

    def _genitive(self) -> tuple[str, ...]:
        words = self.marked.words
        return tuple(n.actor for n in self.marked.names if n.end == self.act.start - 1 and words[n.end] == "'s")

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
        names = [n for n in self.marked.names if n.actor not in taken]
        names.sort(key=lambda n: (-self.scene.weight.get(n.actor, 0), abs(n.start - self.act.start)))
        return tuple(n.actor for n in names)

    def _dyad(self) -> tuple[str, ...]:
        other = self.scene.other(self._owner()[0] if self._owner() else None)
        return (other,) if other else ()
