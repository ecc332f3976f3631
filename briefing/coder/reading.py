"""An article -> its mentions: every sentence marked and read, then each act kept once (rule 9 of the codebook)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from briefing.coder import roles
from briefing.coder.dates import Time, counted_from
from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Language, Lexicon
from briefing.coder.marks import Act, Marked, Thing, mark
from briefing.coder.roles import Found, Scene
from briefing.coder.text import sentences
from briefing.model import MATERIAL, Article, Evidence, Mention, Mode, Precision, Slot, span

MAX_TEXT = 2_000_000  # characters of an article that are read; the rest is left
_NOBODY = frozenset({"aucun", "aucune", "no", "ni", "neither", "nul", "nulle"})
_OLDEST = "1945"
_NOW = frozenset({"est", "sont", "is", "are", "remains", "reste"})
_BY_MEMBERS = frozenset({"recall", "ambassador_posted", "expulsion", "agreement_ended"})
_BEFORE = frozenset({"had", "avait", "avaient", "eut", "eurent"})
_RANKS = {"ambassador", "charge", "consul", "military_attache", "diplomat", "staff", "journalist"}
_PEOPLE = {"expulsion", "recall", "detention", "release", "ambassador_posted", "troops_withdrawn", "troops_expelled"}
_DOMAINED = {"cooperation_suspended", "cooperation_resumed", "agreement_ended", "agreement_signed"}
_BY_THING = {"aid": "development", "trade": "trade", "energy": "energy", "ngo": "development"}
_CROSSINGS = {"airspace": "airspace", "aircraft": "airspace", "border": "border"}


def guess(text: str, lexicon: Lexicon) -> str | None:
    """The language of a text by its commonest small words, or None where none is seen."""
    words = text[:6000].lower().replace("’", "'").split()
    scores = {code: sum(word in language.common for word in words) for code, language in lexicon.languages.items()}
    best = max(scores, key=lambda code: scores[code], default=None)
    return best if best and scores[best] else None


def read(article: Article, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of an article, each act once, in the order of the text. A language without words gives none."""
    lang = article.lang if article.lang in lexicon.languages else guess(article.title + " " + article.text, lexicon)
    if lang is None:
        return ()
    language = lexicon.languages[lang]
    published = article.published.date() if article.published else None
    marked = [
        mark(sentence, language, lexicon, published)
        for where, text in (("title", article.title), ("text", article.text[:MAX_TEXT]))
        for sentence in sentences(text, where, language.abbreviations)
    ]
    for index, one in enumerate(marked):
        one.sentence.index = index
    scene = Scene(_weights(marked))
    if _elsewhere(marked, language):
        return ()
    mentions: list[Mention] = []
    anchor: date | None = _communique(marked)
    told = 10_000 if anchor else -9
    for one in marked:
        _resolve(one, scene, lexicon)
        mentions += _answers(one, mentions, scene, anchor, language)
        for found in roles.find(one, scene, language, lexicon):
            mention = _mention(found, one, article, anchor, language)
            if _old(mention) or _lasting(found.act, one):
                continue
            if mention.date is None and anchor and one.sentence.index - told <= 1 and _told_now(found.act, one):
                mention = replace(mention, date=anchor.isoformat(), date_precision="day")
            mentions += _of_members(mention, lexicon)
            if mention.date_precision == "day" and mention.date and one.times:
                anchor, told = date.fromisoformat(mention.date), one.sentence.index
        lead = [name for name in one.free if one.words[max(0, name.start - 1)] not in language.function["to"]]
        scene.subject = lead[0].actor if lead else scene.subject
    return once(_headlines_dated(mentions, marked))


def _communique(marked: Sequence[Marked]) -> date | None:
    """The day that an official text bears on a line of its own ("Bamako, le 18 février 2022", "Fait le 6 avril 2025")."""
    for one in marked:
        days = [t for t in one.times if t.role == "point" and t.precision == "day" and t.how == "as written"]
        if one.sentence.where == "text" and len(days) == 1 and days[0].value and len(one.words) <= 9 and not one.acts:
            return date.fromisoformat(days[0].value)
    return None


def _old(mention: Mention) -> bool:
    """Before the order of today's states nothing is coded."""
    return mention.date is not None and mention.date < _OLDEST


def _lasting(act: Act, one: Marked) -> bool:
    """A state of things that has lasted for years ("est fermée depuis 1994") is no act that is told."""
    since = [t for t in one.times if t.role == "since" and t.precision == "year" and 0 <= t.start - act.end <= 3]
    return act.form == "passive" and bool(since) and set(one.words[act.start : act.end]) & _NOW != set()


def _of_members(mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """What an alliance of states does with its members' own envoys, each member does (rule 3 of the codebook)."""
    members = lexicon.members.get(mention.actor, ())
    if mention.type not in _BY_MEMBERS or not members:
        return [mention]
    return [replace(mention, actor=code) for code in members if code != mention.target]


def _told_now(act: Act, one: Marked) -> bool:
    """Is the act part of the news of the sentence before? Not with a time of its own, nor told as what had been before."""
    return not one.times and not set(one.words[act.start : act.end]) & _BEFORE


def _headlines_dated(mentions: Sequence[Mention], marked: Sequence[Marked]) -> list[Mention]:
    """A headline's act gets the first day told in the lead: it belongs to that announcement."""
    lead = [one for one in marked if one.sentence.where == "text" and one.sentence.paragraph <= 1]
    days = [t.value for one in lead for t in one.times if t.role == "point" and t.precision == "day" and t.value]
    told = {(m.type, m.actor, m.target) for m in mentions if m.evidence.where == "text" and m.date}
    return [
        replace(m, date=days[0], date_precision="day")
        if m.evidence.where == "title" and m.date is None and days and (m.type, m.actor, m.target) not in told
        else m
        for m in mentions
    ]


def _resolve(one: Marked, scene: Scene, lexicon: Lexicon) -> None:
    """Puts names in the place of words that stand for a state, as far as the article has told which."""
    for hint in one.hints:
        before = [name for name in one.free if name.end <= hint.start]
        known = replace(scene, subject=before[-1].actor) if before and hint.kind in {"other", "pronoun"} else scene
        actor = known.stand_in(hint.kind, lexicon.groups, lexicon.colonial)
        if actor is not None:
            one.free.append(Name(actor, "hint", hint.start, hint.end))
    one.free.sort(key=lambda name: name.start)


def _answers(
    one: Marked, mentions: Sequence[Mention], scene: Scene, anchor: date | None, language: Language
) -> list[Mention]:
    """Acts without a verb of their own ("a fait de même", "responded in kind"): the last act again, by the one who answers."""
    same = [act for act in one.acts if "SAME" in act.names and not act.negated and not act.modal]
    last = next((m for m in reversed(mentions) if m.type in MATERIAL and m.mode == "actual"), None)
    if not same or last is None:
        return []
    act = same[0]
    before = [name for name in one.free if name.end <= act.start]
    actor = before[-1].actor if before else scene.other(last.actor)
    target = last.actor if actor == last.target else last.target
    if actor is None or actor == target:
        return []
    when = _when(act, one, anchor, language)
    sentence = one.sentence
    evidence = replace(last.evidence, start=sentence.start, end=sentence.end, sentence=sentence.text, where=_where(one))
    return [
        replace(
            last, actor=actor, target=target, evidence=evidence, date=when.value if when else None, deadline=None,
            date_precision=_precision(when), count=1 if last.count == 1 else None, rule="answer.in-kind", answers=True,
        )
    ]  # fmt: skip


def _where(one: Marked) -> Literal["title", "text"]:
    return "title" if one.sentence.where == "title" else "text"


def _weights(marked: Sequence[Marked]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for one in marked:
        worth = 4 if one.sentence.where == "title" else 3 if one.sentence.paragraph == 0 else 1
        for name in one.names:
            weights[name.actor] = weights.get(name.actor, 0) + worth
    return weights


def _elsewhere(marked: Sequence[Marked], language: Language) -> bool:
    """Is the article about sport, products or migrants, where the same words mean other things?"""
    text = " " + " ".join(word for one in marked for word in one.words) + " "
    return any(
        sum(f" {cue} " in text for cue in language.cues.get(topic, ())) >= 3
        for topic in ("sport", "product", "migration")
    )


def _mention(found: Found, marked: Marked, article: Article, anchor: date | None, language: Language) -> Mention:
    kind, thing, act = found.frame.type, found.thing, found.act
    when = _when(act, marked, anchor, language)
    people = thing if thing and kind in _PEOPLE else None
    sentence = marked.sentence
    return Mention(
        type=kind,
        actor=found.actor,
        target=found.target,
        evidence=Evidence(
            article.id, sentence.start, sentence.end, sentence.text, "title" if sentence.where == "title" else "text"
        ),
        date=when.value if when else None,
        date_precision=_precision(when),
        count=_count(kind, people),
        rank=_rank(kind, people),
        domain=found.frame.domain or _domain(kind, thing),
        owner=_owner(kind, thing, found.actor),
        site=thing.kind if thing and kind.startswith("mission") else None,
        stage=_stage(act, marked, language) if kind == "troops_withdrawn" else None,
        bilateral=_bilateral(kind, thing),
        deadline=_deadline(act, marked, when, language),
        mode=_mode(found, marked, language),
        rule=found.frame.id,
        slots=_slots(found, marked, when),
    )


def _slots(found: Found, marked: Marked, when: Time | None) -> tuple[Slot, ...]:
    words = marked.words
    slots = [Slot("act", " ".join(words[found.act.start : found.act.end]), found.act.form)]
    if found.thing:
        slots.append(Slot("object", " ".join(words[found.thing.start : found.thing.end]), found.thing.kind))
    if when:
        slots.append(Slot("date", when.words, when.how))
    return tuple(slots)


def _precision(when: Time | None) -> Precision | None:
    return when.precision if when and when.value else None  # type: ignore[return-value]


def _count(kind: str, people: Thing | None) -> int | None:
    if people is None or kind.startswith("troops"):
        return people.count if people else None
    return people.count or (1 if people.kind == "ambassador" else None)


def _rank(kind: str, people: Thing | None) -> str | None:
    if people is None:
        return None
    if people.kind in _RANKS:
        return people.kind
    return {"troops": "soldier", "person": "national"}.get(people.kind)


def _domain(kind: str, thing: Thing | None) -> str | None:
    if thing is None:
        return None
    if kind.startswith("crossing"):
        return _CROSSINGS.get(thing.kind)
    if kind in _DOMAINED:
        return thing.domain or _BY_THING.get(thing.kind) or ("general" if kind.startswith("coop") else None)
    return None


def _when(act: Act, marked: Marked, anchor: date | None, language: Language) -> Time | None:
    """The time nearest to the act in its sentence that can be its day; one that counts from an event needs that event."""
    points = [t for t in marked.times if t.role == "point" or (t.role == "since" and t.precision != "year")]
    points = [t for t in points if not _to_leave(t, act, marked, language)]
    points.sort(key=lambda t: min(abs(t.start - act.end), abs(act.start - t.end)))
    for time in points:
        if time.anchored and anchor is not None:
            return counted_from(time, anchor)
        if time.value:
            return time
    return None


def _deadline(act: Act, marked: Marked, when: Time | None, language: Language) -> str | None:
    start = span(when.value, when.precision) if when else None
    for time in marked.times:
        if time.start < act.start - 3:
            continue
        if _to_leave(time, act, marked, language):
            return _ahead(time, when)
        if time.role == "deadline" and time.precision == "day":
            return counted_from(time, start[0]).value if time.days is not None and start else time.value
        if time.role == "duration" and "LEAVE_ORDER" in act.names and start and when and when.precision == "day":
            return counted_from(time, start[0]).value
    return None


def _to_leave(time: Time, act: Act, marked: Marked, language: Language) -> bool:
    """Is a plain day the term of an order ("devront avoir quitté le pays samedi")? It follows the departure."""
    if "LEAVE_ORDER" not in act.names or time.role != "point" or time.precision != "day":
        return False
    before = marked.words[max(act.start, time.start - 5) : time.start]
    return "," not in before and any(form.name == "LEAVE" for word in before for form in language.verbs.get(word, ()))


def _ahead(time: Time, when: Time | None) -> str | None:
    """A weekday that is a term is the next one, not the last."""
    if time.value is None or "weekday" not in time.how or when is None or not when.value or when.precision != "day":
        return time.value
    day = date.fromisoformat(time.value)
    return (day + timedelta(7)).isoformat() if day < date.fromisoformat(when.value) else time.value


def _owner(kind: str, thing: Thing | None, actor: str) -> str | None:
    """Whose mission it is, as far as the words say."""
    if thing is None or not kind.startswith("mission"):
        return None
    return actor if thing.possessive and not thing.owners else next(iter(thing.owners), None)


def _bilateral(kind: str, thing: Thing | None) -> bool | None:
    if kind not in {"agreement_ended", "agreement_signed"} or thing is None:
        return None
    return thing.kind == "agreement"


def _stage(act: Act, marked: Marked, language: Language) -> str | None:
    """How far a withdrawal is: begun, announced, or done when the last have left."""
    near = " ".join(marked.words[max(0, act.start - 8) : act.end + 8])
    words = set(near.split())
    if words & set(language.cues["under_way"]):
        return "under_way"
    if words & set(language.cues["completed"]):
        return "completed"
    return "announced" if act.future or words & set(language.cues["announced"]) else None


def _mode(found: Found, marked: Marked, language: Language) -> Mode:
    act = found.act
    if act.negated or _shares_negation(act, marked, language):
        return "denied"
    if set(marked.words[act.end : act.end + 6]) & set(language.cues.get("rumour", ())):
        return "denied"
    if set(marked.words[max(0, act.start - 3) : act.start]) & {"ni", "nor"}:
        return "denied"
    if found.thing and set(marked.words[max(0, found.thing.start - 1) : found.thing.start + 1]) & _NOBODY:
        return "denied"
    before = set(marked.words[max(0, act.start - 12) : act.start])
    if _unreal(act, marked, language) or _by_company(found, marked, language):
        return "hypothetical"
    if act.future and set(marked.words[act.end :]) & (language.function["condition"] - {"s'", "were", "should"}):
        return "threatened"
    if before & language.function["condition"] - {"s'", "were", "should"} or "?" in marked.words[act.end :]:
        return "hypothetical"
    reach = 5 if act.form == "active" else 7
    for start, end, name in reversed(marked.governors):
        if start < act.start and 0 <= act.start - end <= reach and start != act.start:
            if name == "threaten":
                return "threatened"
            if name == "demand" and "LEAVE_ORDER" not in act.names:
                return "demanded"
            if name == "deny":
                return "denied"
            break
    if act.modal or (act.future and found.frame.type in {"ambassador_posted", "mission_reopened"}):
        return "hypothetical"
    return "actual"


def _unreal(act: Act, marked: Marked, language: Language) -> bool:
    """Is the act only meant, moved or whispered of: "no intention of", "a motion to", "il faudrait que"?"""
    near = " " + " ".join(marked.words[max(0, act.start - 6) : act.start]) + " "
    return any(f" {word} " in near for word in language.unreal)


def _by_company(found: Found, marked: Marked, language: Language) -> bool:
    """Is it a company, club or school that acts? Its name stands before the verb, in the same clause."""
    if found.frame.type in {"expulsion", "detention", "release"} or found.act.form in {"passive", "noun"}:
        return False
    low = max((i for i in range(found.act.start) if marked.words[i] in {",", ";", ":"}), default=0)
    return bool(
        set(marked.words[max(low, found.act.start - 8) : found.act.start]) & set(language.cues.get("company", ()))
    )


def _shares_negation(act: Act, marked: Marked, language: Language) -> bool:
    """Is the act joined by "and" or "or" to a verb that is denied: "would not follow and recall its envoy"?"""
    joins = language.function["and"] | language.function["or"]
    if act.form == "noun" or act.start == 0 or marked.words[act.start - 1] not in joins:
        return False
    low = max((i for i in range(act.start) if marked.words[i] in {",", ";", ":"}), default=0)
    return bool(set(marked.words[low : act.start]) & (language.function["negation"] - {"no", "sans", "without"}))


def once(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Each act of an article once: mentions that agree are joined, what one leaves open the other fills."""
    kept: list[Mention] = []
    for mention in mentions:
        for i, known in enumerate(kept):
            if _same(known, mention):
                kept[i] = _joined(known, mention)
                break
        else:
            kept.append(mention)
    return tuple(kept)


def _same(one: Mention, two: Mention) -> bool:
    if (one.type, one.actor, one.target, one.mode) != (two.type, two.actor, two.target, two.mode):
        return False
    if one.domain and two.domain and one.domain != two.domain:
        return False
    if one.count and two.count and one.count != two.count and one.date != two.date:
        return False
    first, second = span(one.date, one.date_precision), span(two.date, two.date_precision)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def _joined(one: Mention, two: Mention) -> Mention:
    dated = one if one.date and (not two.date or len(one.date) >= len(two.date)) else two
    return replace(
        one,
        evidence=two.evidence if one.evidence.where == "title" else one.evidence,
        date=dated.date,
        date_precision=dated.date_precision,
        count=one.count or two.count,
        rank=one.rank or two.rank,
        domain=one.domain or two.domain,
        deadline=one.deadline or two.deadline,
        owner=one.owner or two.owner,
        site=one.site or two.site,
        stage=one.stage or two.stage,
        bilateral=one.bilateral if one.bilateral is not None else two.bilateral,
    )
