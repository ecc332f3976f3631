"""What an article has told so far: the states in play, who acted last, the people, things and acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.coder.dates import Time
from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Frame, Language
from briefing.coder.marks import Act, Marked, Thing
from briefing.model import Slot

FAMILIES = {
    "recall": "ambassador", "ambassador_posted": "ambassador", "mission_closure": "mission", "mission_reopened": "mission",
    "relations_severed": "relations", "relations_restored": "relations", "relations_downgraded": "relations",
    "cooperation_suspended": "cooperation", "cooperation_resumed": "cooperation", "sanctions_imposed": "sanctions",
    "sanctions_lifted": "sanctions", "visas_restricted": "visas", "visas_restored": "visas", "crossing_closed": "crossing",
    "crossing_reopened": "crossing", "detention": "detention", "release": "detention",
}  # fmt: skip

IN_PLAY = 3  # what a sentence that names a state adds to its weight in that paragraph


@dataclass(slots=True)
class Scene:
    """What the article has told so far: the states in play, most present first, and the last acting state."""

    weight: dict[str, int]
    subject: str | None = None
    latest: str | None = None  # the state named last
    people: Thing | None = None
    hosts: str | None = None  # the state that foreign troops had to leave
    group: tuple[str, ...] = ()
    told: list[tuple[str, str, str]] = field(default_factory=list)  # type, actor, target of what has been read so far
    said: list[tuple[str, str, str]] = field(default_factory=list)  # as told, of words
    issuer: str | None = None  # the state whose ministry or government signs the text
    recent: list[Thing] = field(default_factory=list)  # things of the sentences before, the last one first
    lately: tuple[int, str, str] | None = None  # the sentence that told an act last, its actor and target
    named: dict[str, tuple[int, int]] = field(
        default_factory=dict
    )  # the sentence that named a state last, and its place there
    headed: tuple[str, ...] = ()  # the states of the headline
    present: dict[str, int] = field(default_factory=dict)  # by how much a state is in play just now more than in all
    paragraph: int = 0

    def come_to(self, one: Marked) -> None:
        """Goes on to a sentence: the states of its paragraph are in play more than those of the text before and after."""
        if one.sentence.paragraph != self.paragraph:
            for code, more in self.present.items():
                self.weight[code] -= more - more // 2
                self.present[code] = more // 2
            self.paragraph = one.sentence.paragraph
        for code in dict.fromkeys(name.actor for name in one.names):
            self.weight[code] += IN_PLAY
            self.present[code] = self.present.get(code, 0) + IN_PLAY

    def counterpart(self, kind: str, known: str, missing: str) -> str | None:
        """The other side of an act of which only one is told, as in the acts before: with that one, or of that sort.

        `missing` is "actor" or "target": a third state that joins in acts on whom the others act on.
        """
        family = FAMILIES.get(kind, kind)
        alike = [t for t in self.told if FAMILIES.get(t[0], t[0]) == family]
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
        if kind == "rulers":
            return max(((w, c) for c, w in self.weight.items() if c in groups["junta"]), default=(0, None))[1]
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
    when: Time | None = None  # where the act is told again of others with a time of their own
    signs: Slot | None = None  # of a learned act: the words that speak most for it, and how likely it is


def weights(marked: Sequence[Marked]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for one in marked:
        worth = 4 if one.sentence.where == "title" else 3 if one.sentence.paragraph == 0 else 1
        for name in one.names:
            weights[name.actor] = weights.get(name.actor, 0) + worth
    return weights


def elsewhere(marked: Sequence[Marked], language: Language) -> bool:
    """Is the article about sport, products or migrants, where the same words mean other things?"""
    text = " " + " ".join(word for one in marked for word in one.words) + " "
    return any(
        sum(f" {cue} " in text for cue in language.cues.get(topic, ())) >= 3
        for topic in ("sport", "product", "migration", "fiction")
    )


def of_the_union(marked: Sequence[Marked], language: Language) -> None:
    """Brussels is the Union's where Belgium is spoken of by no other name: all of it where the Union is, else the one who acts."""
    every = [name for one in marked for name in one.names]
    belgian = [n for n in every if n.actor == "BEL"]
    if not belgian or any(name.kind != "capital" for name in belgian):
        return
    union = any(name.actor == "EUU" for name in every)
    seats = frozenset() if union else language.function["to"] | language.function["of"] | language.function["from"]
    for one in marked:
        acting = {n.start for n in one.names if n.actor == "BEL" and one.words[max(0, n.start - 1)] not in seats}
        one.names[:] = [replace(n, actor="EUU") if n.start in acting else n for n in one.names]
        one.free[:] = [replace(n, actor="EUU") if n.start in acting else n for n in one.free]
        for thing in one.things if union else ():
            thing.owners = ["EUU" if code == "BEL" else code for code in thing.owners]
            thing.places = ["EUU" if code == "BEL" else code for code in thing.places]


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
