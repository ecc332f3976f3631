"""Where a state can stand in a sentence: subject, agent, owner of the thing, genitive, place, and what the article is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.coder.clauses import SET_IN, Group
from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Language
from briefing.coder.marks import Act, Marked, Thing
from briefing.coder.orders import REACH
from briefing.coder.scene import Scene

_CASES = frozenset({"by", "against", "with"})  # cases that phrases can mark ("sur ordre de", "at the behest of")
_MISSIONS = frozenset({"embassy", "consulate"})
_PLACES = frozenset({"name", "capital", "city"})
_NEAR = 7  # words after an act in which the place where it happens may stand
_ENVOYS = frozenset({"ambassador", "charge", "consul"})
_STATES = frozenset({"name", "capital", "people", "organisation"})
PEOPLE = frozenset({"person", "staff", "diplomat", "consul", "charge", "ambassador", "military_attache"})
_OF_A_STATE = frozenset({"media", "airline", "institute"})  # names of what is a state's, and does not act for it
VERBAL_ACTS = frozenset(
    {"DENY", "ACCUSE", "INVOKE", "DEMAND", "ASK", "THREATEN", "VOW", "MEET", "TOGETHER", "SAY", "MAINTAIN"}
)


LONGEST_LINK = 6  # words between a minister's name and his counterpart's: "and his Tajik counterpart"


def _links(between: list[str], function: Mapping[str, frozenset[str]]) -> bool:
    """Does an "and" stand first between two names, or nothing at all?"""
    return not between or between[0] in function["and"]


class Slots:
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
        earlier = [n for n in earlier if self.case(n) == ""]
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
        front = [n for n in self.marked.names[:1] if 0 < n.start <= 2 and n.kind != "people" and self.case(n) == "to"]
        if not found and front and self.marked.words[front[0].end : front[0].end + 1] == [","]:
            found = (front[0].actor,)
        return tuple(code for code in found if code not in exclude)

    def _dyad_without(self, exclude: tuple[str, ...]) -> tuple[str, ...]:
        other = self.scene.other(*exclude)
        return (other,) if other else ()

    def joined(self, name: Name) -> tuple[str, ...]:
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
        fellow = set(between) & set(self.language.cues.get("counterparts", ())) and len(between) <= LONGEST_LINK
        linked = [w for w in between if w not in function["of"]]  # "du Mali et du Niger"
        return low < high and (bool(fellow) or all(w in function["and"] for w in linked)) and _links(between, function)

    def case(self, name: Name) -> str:
        """How a name stands: "", or "of", "to", "with", "by", "against"."""
        words, i = self.marked.words, name.start - 1
        while i >= 0 and (words[i] in self.language.function["article"] or words[i].isdigit()):
            i -= 1
        before = words[i] if i >= 0 else ""
        for phrase, key in self.language.function_phrases.get(before, ()):
            if key in _CASES and tuple(words[max(0, i + 1 - len(phrase)) : i + 1]) == phrase:
                return key
        if before in self.language.function["of"] and i in self.marked.officials:
            return self._case_of_officials(i)  # "the foreign ministers of Norway and Iceland" are those two
        if i + 1 in self.marked.officials and i < name.start - 1:
            return self._case_of_officials(i + 1)
        return next((c for c in ("of", "with", "by", "against", "to") if before in self.language.function[c]), "")

    def _case_of_officials(self, at: int) -> str:
        """How the officials stand of whom a state is told: "entre les présidents du Bénin et du Niger" is "with" both."""
        before = self.marked.words[max(0, at - 6) : at]
        apart = [c for c in ("with", "against") if self.language.function[c] & set(before)]
        return apart[0] if apart and not set(before) & {",", ";", ":"} else ""

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
            return self._and_with_it(self._subject_of(group), group.head)
        ruling = self.marked.clauses.ruling(self.act.start) if self.marked.words else None
        if ruling is not None and ruling.head < self.act.start:
            return self._subject_of(ruling)
        found = self._left_of(self.act.start)
        return self.joined(found) if found is not None else ()

    def _and_with_it(self, subject: tuple[str, ...], at: int) -> tuple[str, ...]:
        """The subject with those told to act with it between commas: "which said, together with Mali and Togo, that it"."""
        added: list[str] = []
        for stretch in self.marked.clauses.stretches if subject else ():
            if stretch.groups or stretch.low > at:
                continue
            for name in self.marked.free:
                ahead = self.marked.words[stretch.low : name.start]
                ahead = [w for w in ahead if w not in self.language.function["article"]]
                if stretch.low <= name.start < stretch.high and " ".join(ahead) in self.language.joining:
                    added += self.joined(name)
        return tuple(dict.fromkeys((*subject, *added)))

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
        inside = [n for n in self.marked.free if low <= n.start and n.end <= group.start and self.case(n) == ""]
        if inside:
            return self.joined(inside[-1])
        spokesmen = _MISSIONS | (_ENVOYS if self.act.names & VERBAL_ACTS else frozenset())
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
            if ahead or (linked and self.case(name) == "of"):
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
        between = [n for n in self.marked.free if last <= n.start < group.start and self.case(n) == ""]
        return self.joined(between[-1]) if between and "see" in kinds else ()

    def _inverted(self, group: Group) -> tuple[str, ...]:
        """The subject after a verb of saying that opens its stretch: ", avertit l'Élysée", ", a répliqué Rabat"."""
        stretch = self.marked.clauses.stretches[group.stretch]
        if (
            stretch.opener != "mark"
            or group.start > stretch.low + 1
            or not group.kinds & {"say", "threaten", "deny", "RETORT", "SAY", "MAINTAIN"}
        ):
            return ()
        after = [n for n in self.marked.free if 0 <= n.start - group.end <= 2 and self.case(n) == ""]
        return self.joined(after[0]) if after else ()

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
            return self.joined(near[-1]) if self.case(near[-1]) == "" else (near[-1].actor,)
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
                free = [n for n in names if self.case(n) == ""]
                loose = self.joined(free[0]) if free else loose
            elif other.finite is not None:
                direct = stretch.opener == "and" and number == group.stretch - 1 and not (stretch.apart and other.apart)
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
        inside = [n for n in self.marked.free if low <= n.start and n.end <= at and self.case(n) == ""]
        if inside:
            return inside[-1]
        relative = self._opens(segments[own][0]) if segments else False
        for low, high in reversed(segments[:own]):
            names = [n for n in self.marked.free if low <= n.start and n.end <= high]
            if relative and names:
                return names[-1]
            free = [n for n in names if self.case(n) == ""]
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
            if near and (self.case(name) == "by" or self._by_official(name)):
                return self.joined(name)
        by = self.language.function["by"]
        people = [t for t in self.marked.things if 0 <= t.start - self.act.end <= REACH and t.owners]
        return next((tuple(t.owners) for t in people if self.marked.words[t.start - 1] in by), ())

    def _by_official(self, name: Name) -> bool:
        """Is it the people of an official who acts: "par le président ougandais"?"""
        before = self.marked.words[max(self.act.end, name.start - 5) : name.start]
        adjective = name.kind == "people" and name.start in self.marked.officials
        return adjective and bool(set(before[:-1]) & self.language.function["by"])

    def _object(self) -> tuple[str, ...]:
        """The first state named after the act in its clause, be it by its minister or its ambassador."""
        stretch = self.marked.clauses.of[self.act.start]
        ahead = [n for n in self.marked.names if n.start >= self.act.end and self.marked.clauses.of[n.start] == stretch]
        ahead = [n for n in ahead if self.case(n) != "to" and not self._genitive_of(n)]
        return (ahead[0].actor,) if ahead else ()

    def _next(self) -> tuple[str, ...]:
        """The state that stands right behind the act: "dropped Taipei"."""
        words = self.marked.words
        at = self.act.end + (
            1 if set(words[self.act.end : self.act.end + 1]) & self.language.function["article"] else 0
        )
        beside = [n for n in self.marked.free if n.start == at and not self._genitive_of(n) and n.kind in _STATES]
        nominal = any(n.kind == "people" and n.end < len(words) and words[n.end][:1].isalpha() for n in beside)
        return self.joined(beside[0]) if beside and not nominal else ()

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
            return self.joined(names[-1])
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

    def _there(self) -> tuple[str, ...]:
        """Where somebody suffers something, nobody being told who did it: "was arrested in Istanbul", "suspendue au Mali"."""
        words, low = self.marked.words, self.act.end
        verbs = [g.start for g in self.marked.clauses.groups if g.finite and g.start >= low]
        high = min([low + _NEAR, *verbs[:1]])
        inside = set(self.language.cues.get("inside", ()))
        places = [n for n in (*self.marked.free, *self.marked.cities) if n.kind in _PLACES and low < n.start < high]
        found = [n for n in places if inside & set(words[max(low, n.start - 2) : n.start])]
        passive = self.act.form in {"passive", "noun"} or not self._subject()
        return (min(found, key=lambda n: n.start).actor,) if found and passive else ()

    def _with(self) -> tuple[str, ...]:
        return (
            (tuple(self.thing.partners) if self.thing else ()) or self._bound() or self._tied() or self._cased("with")
        )

    def _bound(self) -> tuple[str, ...]:
        """Whom an agreement binds: "l'accord de défense qui le liait à Paris", "the treaty binding it to Tokyo"."""
        if self.thing is None or self.thing.kind != "agreement":
            return ()
        low, words = self.thing.end, self.marked.words
        verbs = [i for i in range(low, min(low + 7, len(words))) if words[i] in self.language.cues.get("binds", ())]
        after = [n for n in self.marked.free if verbs and 0 <= n.start - verbs[0] <= 4]
        return self.joined(after[0]) if after else ()

    def _tied(self) -> tuple[str, ...]:
        """Whom an agreement ties: the states in the clause that says of it what it does ("the accord that binds it to Mali")."""
        if self.thing is None or self.thing.kind not in {"agreement", "cooperation"}:
            return ()
        for stretch in self.marked.clauses.stretches:
            if stretch.opener in {"relative", "that"} and 0 <= stretch.low - self.thing.end <= 3:
                return tuple(n.actor for n in self.marked.free if stretch.low <= n.start < stretch.high)
        return ()

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
        if "MEET" in self.act.names:
            going = set(self.marked.words[self.act.start : self.act.end]) & set(self.language.cues.get("visits", ()))
            near = near if going else [n for n in near if self.case(n) != "to"]
        return self.joined(near[0]) if near else ()

    def _cased(self, case: str) -> tuple[str, ...]:
        after = [n for n in self.marked.free if 0 <= n.start - self.act.end <= REACH]
        return next((self.joined(n) for n in after if self.case(n) == case and not self._genitive_of(n)), ())

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
            before = [t for t in self.scene.recent if t.owners and (t.kind in _MISSIONS or t.kind in PEOPLE)]
            if before and self._left_of(self.thing.start) is None:
                return tuple(before[0].owners)
        found = self._left_of(self.thing.start)
        if found is not None:
            return self.joined(found)
        return (self.scene.subject,) if self.scene.subject else ()

    def served(self) -> tuple[str, ...]:
        """For whom somebody is said to have worked: "arrested on suspicion of spying for China". It did not arrest him."""
        words, cues = self.marked.words, set(self.language.cues.get("serving", ()))
        wrongs = set(self.language.cues.get("wrongs", ()))
        after = [
            n for n in self.marked.names if n.start >= self.act.end and wrongs & set(words[self.act.end : n.start])
        ]
        return tuple(n.actor for n in after if set(words[max(0, n.start - 3) : n.start]) & cues)

    def _genitive(self) -> tuple[str, ...]:
        near = [n for n in self.marked.names if n.end == self.act.start - 1]
        return tuple(n.actor for n in near if self._followed_by_genitive(n))

    def _home(self) -> tuple[str, ...]:
        """The capital that somebody is called back to: "has been called back to Berlin"."""
        near = [n for n in self.marked.free if 0 < n.start - self.act.end <= 1 and self.case(n) == "to"]
        return (near[0].actor,) if near else ()

    def _followed_by_genitive(self, name: Name) -> bool:
        """Does the name own what follows it: "Moldova's"?"""
        return bool(set(self.marked.words[name.end : name.end + 1]) & self.language.function["genitive"])

    def _organisation(self) -> tuple[str, ...]:
        found = [n for n in self.marked.names if n.kind == "organisation" and n.start >= self.act.end]
        thing = self.thing
        meant = [n for n in self.marked.free if n.kind == "hint" and thing and thing.start <= n.start < thing.end]
        return tuple(n.actor for n in (*found, *meant))[:1]

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
        names = [n for n in names if n.kind not in _OF_A_STATE or n.kind == "airline"]
        names.sort(
            key=lambda n: (n.kind == "airline", -self.scene.weight.get(n.actor, 0), abs(n.start - self.act.start))
        )
        return tuple(n.actor for n in names)

    def _standing(self) -> tuple[str, ...]:
        """As near, without those that are named only as a place."""
        beside = [n for n in self.marked.names if self._beside(n)]
        heard = [t for t in self.marked.things if t.kind == "media"]
        names = [n for n in self.marked.names if self.case(n) != "to" and n.actor not in set(self._owner())]
        names = [n for n in names if not any(t.start <= n.start < t.end for t in heard)]
        names = [n for n in names if n not in beside and n.kind not in _OF_A_STATE]
        names.sort(key=lambda n: (-self.scene.weight.get(n.actor, 0), abs(n.start - self.act.start)))
        return tuple(n.actor for n in names)[:1]

    def _named(self) -> tuple[str, ...]:
        """The states named in the sentence for themselves: not as an owner of a thing, nor as a place."""
        return tuple(n.actor for n in self.marked.free if self.case(n) != "to" and n.kind != "hint")

    def only_beside(self, code: str) -> bool:
        """Is a state told of in the sentence only as one who did the same?"""
        names = [n for n in self.marked.names if n.actor == code]
        return bool(names) and all(self._beside(n) for n in names)

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
        return name.actor not in top and (self.case(name) == "to" or self._genitive_of(name))

    def _dyad(self) -> tuple[str, ...]:
        other = self.scene.other(self._owner()[0] if self._owner() else None)
        return (other,) if other else ()


def of_no_act(marked: Marked, scene: Scene, language: Language) -> Slots:
    """Slots to ask of a sentence itself: the cases of its names, and which are joined."""
    return Slots(Act(0, 1, frozenset(), "active"), None, marked, scene, language)
