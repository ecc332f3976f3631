"""A sentence -> its traits, by which a learned act is known: words, their beginnings, pairs, acts, things, concepts.

Names, times and numbers count by their kind only, so that nothing is learnt of one state. Of the sentence before it only what was
done and to what is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Language
from briefing.coder.marks import Marked
from briefing.coder.scene import Scene
from briefing.coder.slots import Slots, of_no_act
from briefing.coder.text import strip_accents
from briefing.coder.thesaurus import Thesaurus

_STEM = 5  # letters that words of one family share
_KINDS = {"people": "§p", "organisation": "§o", "leader": "§l", "media": "§m", "airline": "§i"}
_STATE, _TOWN, _TIME, _NUMBER = "§s", "§c", "§t", "§n"
_OF_ACTS = ("A:", "T:", "K:")  # traits that the next sentence sees
_BEFORE, _TOPIC = "^", "="
CONTEXT = frozenset({_BEFORE, _TOPIC})  # how traits begin that are not of the sentence itself
READ = "R:"  # the trait of a type that a frame has read in the sentence
_MOST_PRESENT = 3  # states of an article that may be meant though a sentence does not name them

_LONG = 3  # sentences after which it does not count how many, and places in one

Traits = dict[str, int]  # trait -> the token that it is first found at, -1 where it is of the sentence before


def traits(one: Marked, thesaurus: Thesaurus, before: Iterable[str] = (), topic: Iterable[str] = ()) -> Traits:
    """The traits of a sentence; `before` are those of the one before it, `topic` those of the headline."""
    found: Traits = {_BEFORE + trait: -1 for trait in before if trait[:2] in _OF_ACTS}
    found.update({_TOPIC + trait: -1 for trait in topic if trait[:2] in _OF_ACTS})
    words = _plain(one)
    backwards = words[::-1]  # so that of words told twice the first place is kept
    found.update({word: at for at, word in backwards})
    found.update({"~" + word[:_STEM]: at for at, word in backwards if len(word) > _STEM})
    found.update({one_ + "_" + two: at for (at, two), (_, one_) in pairwise(backwards)})
    for act in one.acts:
        for name in act.names:
            found.setdefault("A:" + name + ":" + act.form, act.start)
            found.setdefault("A:" + name + "-" * act.negated + "?" * act.modal + "+" * act.future, act.start)
    kinds = {thing.kind: thing.start for thing in one.things}
    found.update({"T:" + kind: at for kind, at in kinds.items()})
    for act in one.acts:
        for name in act.names:
            for kind in kinds:
                found.setdefault("A:" + name + "*" + kind, act.start)
    found.update({"H:" + hint.kind: hint.start for hint in one.hints})
    found.update({"G:" + kind: start for start, _, kind in one.governors})
    told = thesaurus.concepts([word for _, word in words])
    found.update({"K:" + concept: words[at][0] for at, concept in reversed(told)})
    return found


def _plain(one: Marked) -> list[tuple[int, str]]:
    """The words without accents, a name, time or number by its kind; (token, word)."""
    masks: dict[int, str] = {}
    for time in one.times:
        masks.update(dict.fromkeys(range(time.start, time.end), _TIME))
    for name in (*one.cities, *one.names):
        mask = _TOWN if name.kind == "city" else _KINDS.get(name.kind, _STATE)
        masks.update(dict.fromkeys(range(name.start, name.end), mask))
    found: list[tuple[int, str]] = []
    for at, word in enumerate(one.words):
        mask = masks.get(at) or (_NUMBER if word.isdigit() or word in one.numbers else "")
        if not mask:
            found.append((at, strip_accents(word)))
        elif not found or found[-1][1] != mask:
            found.append((at, mask))
    return found


def standings(one: Marked, scene: Scene, language: Language) -> dict[str, set[str]]:
    """How each state stands that a sentence names or that the article is about: its traits as a side of an act."""
    slots = of_no_act(one, scene, language)
    names = sorted({*one.names, *one.free, *one.cities}, key=lambda name: (name.start, name.end, name.actor, name.kind))
    order = list(dict.fromkeys(name.actor for name in names))
    found: dict[str, set[str]] = {code: set() for code in order}
    for name in names:
        found[name.actor] |= _place(name, one, slots)
    for rank, code in enumerate(order):
        found[code] |= {f"ord={min(rank, 3)}/{min(len(order), 4)}", *(["last"] if rank == len(order) - 1 else [])}
    for thing in one.things:
        for how, codes in (("=own", thing.owners), ("=place", thing.places), ("=partner", thing.partners)):
            for code in codes:
                found.setdefault(code, set()).update((how, f"{how} {thing.kind}"))
    _told_before(found, order, scene, one.sentence.index)
    return found


def _place(name: Name, one: Marked, slots: Slots) -> set[str]:
    """Where a name stands: its kind and case, its side of the first verb, the words beside it."""
    words = one.words
    verbs = [group for group in one.clauses.groups if group.finite]
    side = "<" if not verbs or name.end <= verbs[0].start else ">"
    case = slots.case(name)
    left = [strip_accents(word) for word in words[max(0, name.start - 2) : name.start]]
    right = [strip_accents(word) for word in words[name.end : name.end + 2]]
    found = {
        f"kind={name.kind}",
        f"case={case}",
        f"case={case}/{name.kind}",
        f"pos={side}",
    }
    found |= {f"left={left[-1] if left else ''}", f"right={right[0] if right else ''}"}
    found |= {f"left2={' '.join(left)}", f"right2={' '.join(right)}"}
    found.add("free" if name in one.free else "inside")
    ruled = next((group for group in verbs if group.start >= name.end), None)
    if ruled is not None:
        found.add("verb=" + strip_accents(words[ruled.head])[:_STEM])
    if any(abs(end - name.start) <= 1 or end == name.end for end in one.officials):
        found.add("official")
    return found


def _told_before(found: dict[str, set[str]], order: list[str], scene: Scene, at: int) -> None:
    """What the article has told of the states: how present each is, who acted last, and on whom."""
    top = sorted(scene.weight, key=lambda code: -scene.weight[code])[:_MOST_PRESENT]
    for rank, code in enumerate(top):
        if code in found or rank < _MOST_PRESENT - 1 or not order:
            found.setdefault(code, set()).add(f"weight={rank}")
    told: tuple[str | None, ...] = scene.told[-1][1:] if scene.told else (None, None)
    parts = ((scene.subject, "subject"), (scene.latest, "latest"), (told[0], "acted"), (told[1], "suffered"))
    for part, how in parts:
        if part is not None:
            found.setdefault(part, set()).add("was=" + how)
    if scene.lately is not None:
        when, *sides = scene.lately
        for code, how in zip(sides, ("actor", "target"), strict=True):
            found.setdefault(code, set()).update((f"late={how}", f"late={how}/{min(at - when, _LONG)}"))
    for code, traits_ in found.items():
        when, place = scene.named.get(code, (at - _LONG, _LONG))
        traits_ |= {f"ago={min(at - when, _LONG)}", f"ago={min(at - when, _LONG)}/{min(place, _LONG)}"}
        traits_.add(
            f"title={scene.headed.index(code) if code in scene.headed else '-'}/{min(len(scene.headed), _LONG)}"
        )
        if code not in order:
            traits_ |= {"absent", *(f"absent/{trait}" for trait in list(traits_))}


def of_type(kind: str, traits_: Iterable[str]) -> list[str]:
    """Traits of a state as a side of acts of that type alone."""
    return [f"{kind} {trait}" for trait in traits_ if not trait.startswith(("left2", "right2"))]
