"""Acts that no listed word tells but the whole sentence does: learnt from labelled sentences, kept apart by their rule.

    "No gas has flowed to Bulgaria since Wednesday: Moscow turned off the tap."   -> cooperation_suspended RUS BGR

The traits of a sentence say which types are likely, the standing of each state in it who and whom. What the frames have read in a
sentence is not asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf

from briefing.coder import weights
from briefing.coder.lexicon import Frame, Language, Lexicon
from briefing.coder.marks import Act, Marked, Thing
from briefing.coder.scene import FAMILIES, Found, Scene
from briefing.coder.slots import of_no_act
from briefing.coder.traits import Traits, of_type, standings
from briefing.coder.weights import Sums, Weights, likelihood
from briefing.model import MATERIAL, Slot

RULE = "likely."
ACTS, SIDES = "weights.acts.json", "weights.sides.json"  # made by tools/learn.py
LEAST = {True: -0.5, False: -0.6}  # the score from which an act is taken for told: material, verbal
SURE = -2.0  # the score of both sides together
UNLIKELY = {True: -4.0, False: -5.0}  # the score below which a sentence does not tell an act though its words look so
ANY = "anything"  # the last label: of articles that tell any material act
UNTOLD = -0.5  # the score below which an article tells no act
CERTAIN = 0.0  # the score above which a sentence of such an article tells one all the same
# Which domain a concept of the thesaurus suggests, for crossings and for cooperation.
_DOMAINS = {
    "crossing": {f"K:{concept}": "airspace" for concept in ("sky", "aircraft", "pilot", "airport", "fly_over")}
    | {f"K:{concept}": "border" for concept in ("frontier", "road", "trucker", "passport")},
    "cooperation": {
        "K:military": "military", "K:security": "security", "K:intelligence": "intelligence", "K:development": "development",
        "K:trade": "trade", "K:culture": "cultural", "K:judicial": "judicial", "K:pipe": "energy", "K:aid_worker": "development",
        "K:goods": "trade", "K:teacher": "cultural",
    },
}  # fmt: skip
_ORDERS = frozenset(
    {"expulsion", "troops_expelled", "mission_closure"}
)  # acts by which somebody must leave, in a given time
_ON_SOMEBODY = frozenset({"detention", "release", "expulsion", "recall", "ambassador_posted"})
_TROOPS = "troops"  # ordered out or withdrawn
FAMILIAR = 0.5  # the share of a sentence's words that were met before, below which nothing is likely
_TELLING = 4  # letters of words that are shown
_SHOWN = 4  # words shown as what a learned act is known by
MUTUAL = frozenset({"talks", "agreement_signed", "relations_restored"})
_ACTOR, _TARGET = 0, 1
Stands = Mapping[str, Collection[str]]


@lru_cache(maxsize=64)
def _frame(kind: str, domain: str | None) -> Frame:
    why = "learnt from labelled sentences"
    return Frame(RULE + kind, kind, frozenset(), frozenset(), "actor", (), (), domain, why=why)


def _domain(kind: str, seen: Traits, at: int) -> str | None:
    """The domain that the concepts of a sentence suggest for an act at a token: the one nearest to it."""
    domains = _DOMAINS.get(kind.split("_")[0], {})
    near = [(abs(seen[concept] - at), concept) for concept in domains if concept in seen]
    return domains[min(near)[1]] if near else "border" if kind.startswith("crossing") else None


def scores(seen: Traits, lexicon: Lexicon) -> dict[str, float]:
    """How likely a sentence with these traits tells an act of each type, as a logit; nothing where nothing was learnt."""
    return weights.load(ACTS).by_label(seen) if lexicon.learned else {}


def family_of(kind: str) -> str:
    """What an act and the one that undoes or answers it are about: of one family a sentence hardly tells two."""
    return _TROOPS if kind.startswith(_TROOPS) else FAMILIES.get(kind, kind)


def tells_any(seen: Iterable[str], lexicon: Lexicon) -> bool:
    """Does an article with these traits, those of all its sentences, tell a material act at all?"""
    return not lexicon.learned or weights.load(ACTS).of_last(seen) > UNTOLD


def likely(
    one: Marked, scene: Scene, seen: Traits, told: Mapping[str, float], language: Language, lexicon: Lexicon
) -> Iterator[Found]:
    """The acts that a sentence tells by its traits `seen`, with their sides; `told` are the scores of the types asked for."""
    if not lexicon.learned or not _familiar(seen, acts := weights.load(ACTS)):
        return
    labels = [i for i, kind in enumerate(acts.labels) if kind != ANY and told.get(kind, -inf) > LEAST[kind in MATERIAL]]
    best: dict[str, int] = {}
    for i in labels:  # of an act and what undoes it a sentence hardly tells both
        family = family_of(acts.labels[i])
        if family not in best or told[acts.labels[i]] > told[acts.labels[best[family]]]:
            best[family] = i
    if not best:
        return
    stands, sides = standings(one, scene, language), weights.load(SIDES)
    parts = {code: sides.sums(found) for code, found in stands.items()}
    for i in sorted(best.values()):
        kind = acts.labels[i]
        pairs = _sides(kind, one, scene, _scored(kind, stands, parts, sides), language)
        telling = [seen[trait] for _, trait in acts.for_label(i, seen) if seen[trait] >= 0]
        act = _act(telling[0] if telling else 0, one)
        if kind in _ORDERS:
            act = replace(act, names=act.names | {"LEAVE_ORDER"})
        frame, signs = _frame(kind, _domain(kind, seen, act.start)), _signs(telling, one, told[kind])
        things = _things(kind, one, lexicon)
        for actor, target in pairs:
            yield Found(frame, act, _nearest(things, act, target), actor, target, signs=signs)


def _familiar(seen: Traits, acts: Weights) -> bool:
    """Are most words of a sentence such as were met before? Not those of another language, of a table, of mere signs."""
    words = [trait for trait in seen if trait.isalpha()]
    return sum(word in acts.table for word in words) >= FAMILIAR * len(words) > 0


def _scored(kind: str, stands: Stands, parts: Mapping[str, Sums], sides: Weights) -> dict[str, list[float]]:
    """How likely each state is the actor, and the target, of an act of a type; `parts` are what its traits mean in all types."""
    return {code: sides.finished(parts[code], sides.sums(of_type(kind, found))) for code, found in stands.items()}


def sole_domain(kind: str, seen: Traits) -> str | None:
    """The one domain that the concepts of a sentence suggest for an agreement; None where they suggest more."""
    if not kind.startswith("agreement"):
        return None
    told = {domain for concept, domain in _DOMAINS["cooperation"].items() if concept in seen}
    return told.pop() if len(told) == 1 else None


def _sides(
    kind: str, one: Marked, scene: Scene, scores: Mapping[str, Sequence[float]], language: Language
) -> list[tuple[str, str]]:
    """Who did it to whom: the likeliest two states, with those joined to either by an "and"."""
    pairs = [
        (scores[one_][_ACTOR] + scores[two][_TARGET], one_, two) for one_ in scores for two in scores if one_ != two
    ]
    score, actor, target = max(pairs, default=(-inf, "", ""))
    if score < SURE:
        return []
    slots = of_no_act(one, scene, language)
    lists = [set(slots.joined(name)) for name in one.free]

    def fellows(code: str, side: int, other: str) -> list[str]:
        beside = {c for found in lists if code in found for c in found}
        return [code, *sorted(c for c in beside - {code, other} if scores.get(c, (-9, -9))[side] > 0)]

    found = [(a, t) for a in fellows(actor, _ACTOR, target) for t in fellows(target, _TARGET, actor) if a != t]
    return found + [(t, a) for a, t in found] if kind in MUTUAL else found


def _act(at: int, one: Marked) -> Act:
    """The word that speaks most for an act, as an act: the verb that it hangs on, or a noun."""
    near = [act for act in one.acts if act.start <= at < max(act.end, act.start + 1)]
    if near:
        return near[0]
    group = one.clauses.group_at(at, at + 1) or one.clauses.ruling(at)
    if group is not None and one.clauses.of[group.head] == one.clauses.of[at]:
        forms = {"participle": "passive", "finite": "active"}
        return Act(group.head, group.head + 1, frozenset(), forms.get(group.form, group.form))
    return Act(at, at + 1, frozenset(), "noun")


def _signs(telling: Sequence[int], one: Marked, score: float) -> Slot:
    """The words that speak most for an act, in the order of the sentence, and how likely it is."""
    places = dict.fromkeys(at for at in telling if len(one.words[at]) >= _TELLING)
    words = " .. ".join(one.words[at] for at in sorted(list(places)[:_SHOWN]))
    return Slot("signs", words, f"{likelihood(score):.0%} likely")


def _things(kind: str, one: Marked, lexicon: Lexicon) -> list[Thing]:
    """What such acts are done to; or the one person who is named."""
    kinds = {name for frame in lexicon.frames if frame.type == kind for name in frame.object}
    near = [thing for thing in one.things if thing.kind in kinds]
    return near or (one.strangers if kind in _ON_SOMEBODY and len(one.strangers) == 1 else [])


def _nearest(things: Sequence[Thing], act: Act, target: str) -> Thing | None:
    """The thing nearest to an act, the target's own before others."""
    return min(things, key=lambda t: (target not in t.owners, abs(t.start - act.start)), default=None)
