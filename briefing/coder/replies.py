"""Acts without a verb of their own: "a fait de même", "responded in kind" is the last act again, by the one who answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefing.coder.dating import A_YEAR, date_of
from briefing.coder.details import place_of, precision_of
from briefing.coder.lexicon import Language
from briefing.coder.marks import Act, Marked
from briefing.coder.mode import unreal
from briefing.coder.scene import Scene
from briefing.model import MATERIAL, Mention, span


def answers_itself(one: Marked) -> bool:
    """Does what is answered stand in the same sentence: "on Monday X expelled two, and on Tuesday Y did likewise"?"""
    same = next((act.start for act in one.acts if "SAME" in act.names), 0)
    acting = [act for act in one.acts if act.start < same and not act.names <= {"SAME", "GRANT", "LEAVE", "ISSUE"}]
    groups = [group for act in acting if act.form != "noun" and (group := one.clauses.group_at(act.start, act.end))]
    return any(g.finite and not g.before and one.clauses.stretches[g.stretch].opener != "relative" for g in groups)


def replies(
    one: Marked, mentions: Sequence[Mention], scene: Scene, anchor: date | None, language: Language
) -> list[Mention]:
    """Acts without a verb of their own ("a fait de même", "responded in kind"): the last act again, by the one who answers."""
    same = [act for act in one.acts if "SAME" in act.names and not (act.negated or act.modal or act.future)]
    same = [act for act in same if not _followed(act, one, language) and not unreal(act, one, language)]
    same = [act for act in same if act.form != "infinitive" or _promptly(act, one, language)]
    last = next((m for m in reversed(mentions) if m.type in MATERIAL and m.mode == "actual"), None)
    if not same or last is None:
        return []
    act = same[0]
    before = [name for name in one.free if name.end <= act.start]
    actor = before[-1].actor if before else scene.other(last.actor)
    if act.form == "noun":
        actor = _whose(act, one, language)
    target = last.actor if actor == last.target else last.target
    if actor is None or actor == target:
        return []
    when = date_of(act, one, _answered_day(last, one) or anchor, language)
    count = next((t.count for t in one.things if 0 <= t.start - act.end <= 4 and target in t.owners), None)
    beside = when is None and last.evidence.start == one.sentence.start and last.date_precision in {"month", "year"}
    sentence = one.sentence
    evidence = replace(
        last.evidence, start=sentence.start, end=sentence.end, sentence=sentence.text, where=place_of(one)
    )
    return [
        replace(
            last, actor=actor, target=target, evidence=evidence, date=last.date if beside else when.value if when else None, deadline=None,
            date_precision=last.date_precision if beside else precision_of(when),
            count=count or (1 if last.count == 1 else None), rule="answer.in-kind", answers=True,
        )
    ]  # fmt: skip


def _whose(act: Act, one: Marked, language: Language) -> str | None:
    """Whose move a noun tells: "une décision identique prise la veille par Bakou", "the similar move by Ankara"."""
    marks = language.function["by"] | language.function["of"]
    after = [name for name in one.free if 0 <= name.start - act.end <= 8]
    cased = [name for name in after if set(one.words[max(0, name.start - 2) : name.start]) & marks]
    return cased[0].actor if cased else None


def _followed(act: Act, one: Marked, language: Language) -> bool:
    """Does an infinitive follow ("l'a fait savoir"), so that it is another verb?"""
    word = one.words[act.end] if act.end < len(one.words) else ""
    forms = language.forms(word)
    return any(form.feature == "inf" for form in forms)


def _answered_day(last: Mention, one: Marked) -> date | None:
    """What the time of an answer counts from: the day of the act answered; "the year after" counts from its year too."""
    period = span(last.date, last.date_precision)
    years = any(time.anchored and abs(time.days or 0) >= A_YEAR for time in one.times)
    return period[0] if period and (last.date_precision == "day" or years) else None


def _promptly(act: Act, one: Marked, language: Language) -> bool:
    """Was it done at once ("n'a pas tardé à", "was quick to"), and not only meant ("does not intend to")?"""
    near = " ".join(one.words[max(0, act.start - 5) : act.end])
    return any(cue in near for cue in language.cues.get("promptly", ()))
