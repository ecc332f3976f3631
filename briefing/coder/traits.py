"""A sentence -> its traits, by which a learned act is known: words, their beginnings, pairs, acts, things, concepts.

Names, times and numbers count by their kind only, so that nothing is learnt of one state. Of the sentence before it only what was
done and to what is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Language
from briefing.coder.marks import Act, Marked
from briefing.coder.scene import Scene
from briefing.coder.slots import Slots
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

Traits = dict[str, int]  # trait -> the token that it is first found at, -1 where it is of the sentence before


def traits(one: Marked, thesaurus: Thesaurus, before: Iterable[str] = (), topic: Iterable[str] = ()) -> Traits:
    """The traits of a sentence; `before` are those of the one before it, `topic` those of the headline."""
    found: Traits = {_BEFORE + trait: -1 for trait in before if trait[:2] in _OF_ACTS}
    found.update({_TOPIC + trait: -1 for trait in topic if trait[:2] in _OF_ACTS})
    words = _plain(one)
    last = ""
    for at, word in words:
        found.setdefault(word, at)
        if len(word) > _STEM:
            found.setdefault("~" + word[:_STEM], at)
        if last:
            found.setdefault(last + "_" + word, at)
        last = word
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
    for at, concept in thesaurus.concepts([word if word[0] != "§" else "" for _, word in words]):
        found.setdefault("K:" + concept, words[at][0])
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
    slots = Slots(Act(0, 1, frozenset(), "active"), None, one, scene, language)
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
    _told_before(found, order, scene)
    manner = [f"nd={min(len(order), 4)}"]
    manner += ["passive"] if any(act.form == "passive" for act in one.acts) else []
    manner += ["possessive"] if any(thing.possessive for thing in one.things) else []
    for traits_ in found.values():
        traits_ |= {
            f"{trait}|{how}" for trait in traits_ for how in manner if trait[:3] in {"cas", "pos", "ord", "abs"}
        }
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
        f"pos={side}/{case}/{name.kind}",
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


def _told_before(found: dict[str, set[str]], order: list[str], scene: Scene) -> None:
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
    for code, traits_ in found.items():
        if code not in order:
            traits_ |= {"absent", *(f"absent/{trait}" for trait in list(traits_))}


def of_type(kind: str, traits_: Iterable[str]) -> list[str]:
    """Traits of a state as a side of an act of a type: what they mean in all types, and in that one."""
    found = list(traits_)
    return [*found, *(f"{kind} {trait}" for trait in found if not trait.startswith(("left2", "right2")))]


def weighed(found: Iterable[str], table: Mapping[str, float]) -> float:
    """The sum of the weights of traits."""
    return sum(table.get(trait, 0.0) for trait in found)
