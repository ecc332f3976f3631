"""Words that stand for a state named elsewhere: "the kingdom", "son voisin", "ce dernier", "the two", "le sien"."""

from __future__ import annotations

from dataclasses import replace

from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Language, Lexicon
from briefing.coder.marks import Hint, Marked, Thing
from briefing.coder.scene import Scene, longest_list

_OWNED = frozenset("ambassador charge consul diplomat staff embassy consulate airspace border visas".split())


def resolve(one: Marked, scene: Scene, lexicon: Lexicon, language: Language) -> None:
    """Puts names in the place of words that stand for a state, or for several, as far as the article has told which."""
    group = longest_list(one, language)
    for hint in one.hints:
        before = sorted((name for name in one.free if name.end <= hint.start), key=lambda name: name.start)
        if hint.kind in {"both", "four"}:
            numbers = lexicon.calendars[language.lang].numbers
            size = next((numbers[w] for w in one.words[hint.start : hint.end] if numbers.get(w, 0) > 1), None)
            codes = scene.several(2 if hint.kind == "both" else size)
            one.free += [Name(code, "hint", hint.start, hint.end) for code in codes]
            for thing in one.things:
                if thing.start <= hint.start < thing.end:
                    thing.owners = list(dict.fromkeys([*codes, *thing.owners]))
            continue
        actor = _meant(hint, one, before, scene, lexicon, language)
        if actor is not None:
            one.free.append(Name(actor, "hint", hint.start, hint.end))
    one.free.sort(key=lambda name: name.start)
    if len(group) > 1:
        scene.group = group


def _meant(
    hint: Hint, one: Marked, before: list[Name], scene: Scene, lexicon: Lexicon, language: Language
) -> str | None:
    """The state that a hint stands for, by what has been named before it in its sentence and in the article."""
    if hint.kind == "latter":
        named = [name for name in [*one.names, *before] if name.end <= hint.start]
        return max(named, key=lambda name: name.end).actor if named else scene.latest
    if hint.kind == "tonic":
        return _other_than_subject(before, scene, one, language)
    if hint.kind == "one":
        last = before[-1].actor if before else scene.subject
        return _seat(hint, one, language) or _front(hint, one, language) or last
    alone = [name for name in before if not _beside(name, one, language)] or before
    known = replace(scene, subject=alone[-1].actor) if alone and hint.kind in {"other", "pronoun"} else scene
    place = None
    if hint.kind in {"official", "junta"}:
        place = _seat(hint, one, language) or _front(hint, one, language)
    return place or known.stand_in(hint.kind, lexicon.groups, lexicon.colonial)


def _beside(name: Name, one: Marked, language: Language) -> bool:
    """Is a state named only as one who acts with another: "said, together with Mali and Togo, that it .."?"""
    stretch = one.clauses.stretches[one.clauses.of[name.start]]
    words = [w for w in one.words[stretch.low : name.end] if w not in language.function["article"]]
    opens = any(words[: len(phrase.split())] == phrase.split() for phrase in language.joining)
    return opens and not stretch.groups


def _other_than_subject(before: list[Name], scene: Scene, one: Marked, language: Language) -> str | None:
    """Whom "with him", "contre elle" means: not the one who acts, but the subject of the clause or sentence before."""
    if not before:
        return scene.subject
    acting = before[-1].actor
    cased = language.function["of"] | language.function["to"] | language.function["with"] | language.function["after"]
    free = [n for n in before if not set(one.words[max(0, n.start - 2) : n.start]) & cased and n.actor != acting]
    together = longest_list(one, language)
    free = [name for name in free if acting not in together or name.actor not in together]
    joined = {acting, *(together if acting in together else ())}
    last = scene.subject if scene.subject not in joined else None
    return free[-1].actor if free else last or scene.other(*joined)


def _front(hint: Hint, one: Marked, language: Language) -> str | None:
    """The place that a sentence opens with and that its officials sit in: "À Moscou, le ministère s'étrangle"."""
    for name in one.names[:1]:
        opens = 0 < name.start <= 2 and one.words[name.start - 1] in language.function["to"]
        comma = one.words[name.end : name.end + 1] == [","] or 0 <= hint.start - name.end <= 1
        if opens and comma and name.end <= hint.start and name.kind != "people":
            return name.actor
    return None


def _seat(hint: Hint, one: Marked, language: Language) -> str | None:
    """The state that officials are told to sit in: "the junta in neighbouring Mali", "les autorités à Niamey"."""
    for name in one.names:
        between = one.words[hint.end : name.start]
        if 0 < len(between) <= 3 and between[0] in language.function["to"] and "," not in between:
            return name.actor
    return None


def own_ones(one: Marked, scene: Scene, language: Language) -> None:
    """ "Le sien", "theirs": one more of what was told in the sentence before, and one's own."""
    inside = {i for thing in one.things for i in range(thing.start, thing.end)}
    last = next((thing for thing in scene.recent if thing.kind in _OWNED), None)
    for i, word in enumerate(one.words):
        if last is not None and i and i not in inside and word in language.cues.get("own_one", ()):
            one.things.append(Thing(i - 1, i + 1, last.kind, possessive=True, count=1, domain=last.domain))
    one.things.sort(key=lambda thing: thing.start)
