"""Acts that two words tell: "order .. to leave", "give .. 48 hours", "demand the withdrawal of" the troops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.coder.lexicon import Language, tells
from briefing.coder.marks import Act, Marked

REACH = 14  # words between an act and the thing it is done to
ORDERED = ("ORDER", "GRANT")
_CUT = frozenset({"staff", "diplomat", "consul"})  # what an order to reduce is about
_LIST = 24  # words over which one verb lifts a list of measures
REDUCING = frozenset({"REDUCE"})
_MISSIONS = frozenset({"embassy", "consulate"})
_ENVOYS = frozenset("ambassador charge consul military_attache diplomat staff".split())


def ordered(marked: Marked, language: Language) -> Iterator[Act]:
    """The acts, with "order .. to leave" and "give .. 48 hours" read as one order to leave."""
    for act in _joined_up(marked, language):
        yield _named_anew(act, marked, language)


def _named_anew(act: Act, marked: Marked, language: Language) -> Act:
    """An act by what the words beside it make of it: gone "for consultations", back where it is posted, sold "again"."""
    if act.names & _GOING and _beside(act, "consultations", marked, language):
        return replace(act, names=frozenset({"LEAVE_HOME"}), form="active")
    if "COME_HOME" in act.names and "LEAVE_ORDER" not in act.names and _back_there(act, marked):
        return replace(act, names=frozenset({"TAKE_UP"}))
    supplied = act.names & {"ISSUE", "SUPPLY", "ALLOW"}
    if supplied and not act.negated and _beside(act, "again", marked, language, 4):
        return replace(act, names=frozenset({"RESTORE"}))
    if "SUPPLY" in act.names and act.negated and _beside(act, "no_longer", marked, language, 1):
        return replace(act, names=frozenset({"SUSPEND"}), negated=False)
    if "ONLY_CHARGE" in act.names and act.negated:
        return replace(act, names=frozenset({"ONLY_CHARGE"}), negated=False, future=False)
    return act


_GOING = frozenset({"LEAVE", "COME_HOME"})


def _beside(act: Act, cue: str, marked: Marked, language: Language, reach: int = 12) -> bool:
    """Does one of a cue's phrases stand around or right after an act?"""
    return tells(marked.words[max(0, act.start - 2) : act.end + reach], language.cues.get(cue, ()))


def _back_there(act: Act, marked: Marked) -> bool:
    """ "The ambassador of X has returned to" a place that is not X's: to his post."""
    envoy = next((t for t in reversed(marked.things) if t.end <= act.start and t.kind == "ambassador"), None)
    name = next((n for n in marked.names if 0 <= n.start - act.end <= 4), None)
    if envoy is None or name is None or act.start - envoy.end > 12:
        return False
    return bool(envoy.owners) and name.kind != "people" and name.actor not in envoy.owners


def _empties_house(act: Act, marked: Marked) -> bool:
    """Is it their own mission that somebody must leave: "gave China 72 hours to vacate its consulate"?"""
    houses = [t for t in marked.things if t.kind in {"embassy", "consulate"}]
    return any(t.start == act.end and t.possessive for t in houses)


def _own_home(act: Act, marked: Marked) -> bool:
    """Is an envoy told to go to the country that is his own: "the ambassador of X was ordered back to X"?"""
    envoy = next((t for t in reversed(marked.things) if t.end <= act.start and t.owners), None)
    name = next((n for n in marked.names if 0 <= n.start - act.end <= 4), None)
    return envoy is not None and name is not None and name.actor in envoy.owners


def _joined_up(marked: Marked, language: Language) -> Iterator[Act]:
    orders = [act for act in marked.acts if act.names & set(ORDERED) and not _helps(act, marked, language)]
    orders = [act for act in orders if "DETAIN" not in act.names]  # "gave him six years"
    leaving = {
        id(act): order
        for act in marked.acts
        if "LEAVE" in act.names or _of_staff(act, marked)
        if (order := _order_of(act, orders))
    }
    asking = {id(demand) for act in marked.acts if (demand := _asked(act, marked)) is not None}
    used = {id(order) for order in leaving.values()} | asking
    for act in marked.acts:
        if _lifted(act, marked):
            continue
        if "RUN" in act.names and any(t.kind == "charge" for t in marked.things):
            act = replace(act, names=frozenset({"TO_CHARGE"}))
        order = leaving.get(id(act))
        if order is None and _sent_home(act, marked):
            yield replace(act, names=frozenset({"LEAVE_ORDER"}))
            continue
        asked = _asked(act, marked)
        if asked is not None:
            yield replace(asked, names=frozenset({"TROOPS_DEMAND"}), end=act.end)
        elif order is not None:
            own = set(marked.words[order.start : order.end]) - language.function["of"]
            receives = "GRANT" in order.names and own <= set(language.cues.get("receives", ()))
            receives = receives or bool(own & set(language.cues.get("received", ())))
            form = "passive" if receives or _alone(order, marked, language) else order.form
            if act.form == "infinitive" and _empties_house(act, marked):
                yield replace(act, names=frozenset({"CLOSE_ORDER"}))
                continue
            less = act.names & (REDUCING | {"COME_HOME"})
            home = "COME_HOME" in act.names and _own_home(act, marked)
            yield replace(order, names=frozenset({"RECALL"}) if home else frozenset({"LEAVE_ORDER"}) | less, form=form)
        elif _stays_away(act, marked, language):
            yield replace(act, names=frozenset({"NOT_BACK"}), form="passive", negated=False, future=False)
        elif "CLOSE" in act.names and "LEAVE" not in act.names and (act.must or _will_be_shut(act, marked)):
            yield replace(act, names=frozenset({"CLOSE_MUST"}))
        elif (shut := _shut(act, orders, marked, language)) is not None:
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
    for other in marked.acts:
        between = [g for g in marked.clauses.groups if g.finite and other.end <= g.head < act.start]
        if other.names & {"LIFT", "LIFT_BAN"} and 0 <= act.start - other.end <= _LIST and not between:
            return True
    return False


def _shut(act: Act, orders: list[Act], marked: Marked, language: Language) -> Act | None:
    """The order that a mission be closed: "ordered the consulate to shut", "enjoint à la Russie de fermer ses consulats"."""
    if "CLOSE" not in act.names or act.form not in {"infinitive", "passive", "active"}:
        return None
    for order in orders:
        between = [t for t in marked.things if order.end <= t.start and t.end <= act.start]
        if 0 <= act.start - order.end <= REACH and any(t.kind in _MISSIONS for t in between):
            return order
        if act.form == "infinitive" and _told_to(order, act, marked, language):
            return order
    return None


def _will_be_shut(act: Act, marked: Marked) -> bool:
    """ "Le consulat de Finlande cessera ses activités, a décrété Moscou": another than its owner says that it will close."""
    before = [t for t in marked.things if t.kind in _MISSIONS and t.owners and t.end <= act.start][-1:]
    after = any(t.kind in _MISSIONS and t.start >= act.end for t in marked.things)
    if not act.future or act.form != "active" or after or not before or act.start - before[0].end > 3:
        return False
    saying = [end for _, end, kind in marked.governors if kind in {"say", "decide"} and end > act.end]
    return any(0 <= n.start - end <= 3 and n.actor not in before[0].owners for n in marked.free for end in saying)


def _told_to(order: Act, act: Act, marked: Marked, language: Language) -> bool:
    """Is it a state that is ordered, and told to close a mission of its own?"""
    told = any(order.end <= name.start and name.end < act.start for name in marked.free)
    own = [t for t in marked.things if t.kind in _MISSIONS and t.possessive and 0 <= t.start - act.end <= 3]
    return told and bool(own) and act.start - order.end <= REACH


def _sent_home(act: Act, marked: Marked) -> bool:
    """ "Riyad a sévi : départ de l'ambassadeur sous 48 heures": a departure with a term, told as a measure, is an order."""
    envoys = any(t.kind in _ENVOYS and t.owners and 0 <= t.start - act.end <= 3 for t in marked.things)
    terms = (t for t in marked.times if t.role == "deadline" and 0 <= t.start - act.end <= REACH)
    return act.form == "noun" and "LEAVE" in act.names and envoys and any(terms)


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
    near = [order for order in orders if order is not act and -1 <= act.start - order.end <= REACH]
    return max(near, key=lambda order: order.end, default=None)


def _term(act: Act, marked: Marked) -> bool:
    return any(t.role in {"duration", "deadline"} and 0 <= t.start - act.end <= 8 for t in marked.times)
