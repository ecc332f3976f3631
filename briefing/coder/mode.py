"""Was it done, or only threatened, demanded, denied or thought of? Only what was done or decided is `actual`."""

from __future__ import annotations

from briefing.coder.attribution import hearsay
from briefing.coder.clauses import Group
from briefing.coder.dating import said_beside
from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Language, tells
from briefing.coder.marks import Act, Marked, Thing
from briefing.coder.scene import Found
from briefing.model import MATERIAL, Mode

_WHEN_DONE = frozenset(
    {"ambassador_posted", "mission_reopened", "crossing_reopened", "agreement_signed"}
)  # told for later, they are not yet

_HALTS = frozenset(
    {"SUSPEND", "END", "BAN", "REFUSE", "DENY", "DEMAND", "ASK", "OPEN"}
)  # what is done to talks instead of holding them


def mode_of(found: Found, marked: Marked, language: Language) -> Mode:
    """The mode of an act: the first question that finds an answer decides; what none doubts was done."""
    return next((mode for ask in _QUESTIONS if (mode := ask(found, marked, language)) is not None), "actual")


def _in_another_world(found: Found, marked: Marked, language: Language) -> Mode | None:
    """A film's plot, a quiz, a forged note: nothing told there was done, said or threatened."""
    return marked.world


def _denied(found: Found, marked: Marked, language: Language) -> Mode | None:
    """Not, nor, nobody, no rumour of it."""
    act, thing = found.act, found.thing
    stretch = marked.clauses.stretches[marked.clauses.of[act.start]]
    owns = set(marked.words[max(0, thing.start - 1) : thing.start + 1]) if thing else set()
    denied = (
        act.negated
        or _without(act, marked, language)
        or _turned_down(act, marked)
        or (thing is not None and _none_yet(thing, marked, language))
        or _shares_negation(act, marked, language)
        or set(marked.words[act.end : act.end + 6]) & set(language.cues.get("rumour", ()))
        or _called_false(act, marked, language)
        or set(marked.words[max(0, stretch.low, act.start - 3) : act.start]) & language.function["nor"]
        or owns & language.function["nobody"]
    )
    return "denied" if denied else None


def _called_false(act: Act, marked: Marked, language: Language) -> bool:
    """ "A letter saying that they had been expelled is a forgery": what is told of the whole at the end of the sentence."""
    after = marked.words[act.end :]
    return any(
        w in language.cues.get("falsehood", ()) and set(after[max(0, i - 3) : i]) & language.function["now"]
        for i, w in enumerate(after)
    )


def _without(act: Act, marked: Marked, language: Language) -> bool:
    """Does "without" open the clause: "sans qu'aucun des deux aille jusqu'à fermer", "without either closing"?"""
    without = set(language.cues.get("without", ()))
    low = marked.clauses.stretches[marked.clauses.of[act.start]].low
    opened = low > 0 and marked.words[low - 1] in without and act.form != "noun"
    reach = 4 if act.form in {"gerund", "infinitive"} else 1
    between = [w for w in marked.words[max(0, act.start - reach) : act.start] if w in without or w in {",", ";"}]
    return opened or bool(between and between[-1] in without)


def _turned_down(act: Act, marked: Marked) -> bool:
    """A measure that its own sentence says was refused: "le renvoi de l'envoyé rejeté par les députés"."""
    group = marked.clauses.ruling(act.start) if act.form == "noun" else None
    if group is None or "deny" not in group.kinds or group.start < act.end:
        return False
    participle = group.form == "participle" or group.start < group.head
    return participle and marked.clauses.before_in(group) is None


def _none_yet(thing: Thing, marked: Marked, language: Language) -> bool:
    """ "A nommé un chargé d'affaires mais pas d'ambassadeur": a negation right before the noun and its "of"."""
    function = language.function
    at = thing.start - 1
    while at > 0 and (marked.words[at] in function["of"] or marked.words[at] in function["adverb"]):
        at -= 1
    apart = at < thing.start - 1 and marked.words[thing.start - 1] in function["of"]
    before = marked.words[max(0, at - 1) : at]
    joined = bool(set(before) & (function["and"] | function["but"] | {","}))
    return apart and joined and at >= 0 and marked.words[at] in function["negation_after"]


def _threat_itself(found: Found, marked: Marked, language: Language) -> Mode | None:
    """A threat is made whatever its condition: that is part of it."""
    return "actual" if found.frame.type == "threat" and not found.act.modal else None


def _not_yet(found: Found, marked: Marked, language: Language) -> Mode | None:
    """ "Until it reopens", "had it closed": what is only waited for or imagined."""
    act = found.act
    stretch = marked.clauses.stretches[marked.clauses.of[act.start]]
    if set(marked.words[:1]) & language.function["inverted_condition"] and marked.clauses.of[act.start] == 0:
        return "hypothetical"
    if _done_later(act, marked, language):
        return None
    waited = stretch.opener == "when" and marked.words[stretch.low] in language.cues.get("not_yet", ())
    meant = act.form == "infinitive" and found.frame.type in {"ambassador_posted", "mission_reopened"}
    meant = meant and not _just_done(act, marked, language)
    return "hypothetical" if (waited and stretch.groups) or meant else None


def _just_done(act: Act, marked: Marked, language: Language) -> bool:
    """ "Vient de nommer", "a fini par rouvrir": an infinitive that is told as done."""
    return tells(marked.words[max(0, act.start - 4) : act.start], language.cues.get("just_done", ()))


def _only_told(found: Found, marked: Marked, language: Language) -> Mode | None:
    """Hearsay, intentions, motions, the acts of companies and crowds, a measure that is not of now."""
    act = found.act
    end = max(act.end, found.thing.end if found.thing else 0)
    put_off = act.form == "noun" and set(marked.words[act.end : end + 8]) & set(language.cues.get("not_now", ()))
    told = hearsay(act, marked, language) or unreal(act, marked, language) or _by_company(found, marked, language)
    return "hypothetical" if told or put_off else None


def _called_off(found: Found, marked: Marked, language: Language) -> Mode | None:
    """Are talks only what is suspended, put off, wanted or still to come: "suspends talks on", "a meeting is planned"?"""
    act = found.act
    if found.frame.type != "talks":
        return None
    over = [a for a in marked.acts if a.names & _HALTS and 0 <= act.start - a.end <= 4]
    after = act.form == "noun" and set(marked.words[act.end : act.end + 8]) & set(language.cues.get("not_held", ()))
    coming = act.future or act.must or act.form == "infinitive"
    return "hypothetical" if over or after or coming else None


def _by_nobody(found: Found, marked: Marked, language: Language) -> Mode | None:
    low = marked.clauses.stretches[marked.clauses.of[found.act.start]].low
    return "denied" if set(marked.words[low : found.act.start]) & language.function["nobody_subject"] else None


def _thought_of(found: Found, marked: Marked, language: Language) -> Mode | None:
    """An act that hangs on no verb that does it: listed in the conditional, wanted before a comma, a bare infinitive."""
    act = found.act
    if _in_a_conditional_list(act, marked, language):
        return "hypothetical"
    across = _governed_across(act, marked)
    if across is not None:
        return across
    group = marked.clauses.group_at(act.start, act.end)
    alone = group is not None and not any(g.head < group.head for g in marked.clauses.groups)
    if act.form == "infinitive" and alone and not _decided(act, marked, language):
        return "hypothetical"  # "to close the sky is another option": nobody does it
    opening = " " + " ".join(marked.words[:6]) + " "
    return "hypothetical" if any(f" {word} " in opening for word in language.unreal if " " in word) else None


def _decided(act: Act, marked: Marked, language: Language) -> bool:
    """ "Lisbon's decision to expel", "la décision de rompre": a noun that says that it is settled stands before the infinitive."""
    return bool(set(marked.words[max(0, act.start - 5) : act.start]) & set(language.cues.get("decision", ())))


def _conditional(found: Found, marked: Marked, language: Language) -> Mode | None:
    """What will be done if, or as somebody vows; a question."""
    act = found.act
    group = marked.clauses.group_at(act.start, act.end)
    beside = said_beside(group, marked) if group is not None else None
    vowed = beside is not None and beside.kinds & {"threaten", "VOW"} and "say" not in beside.kinds
    if (act.future or act.modal) and _under_condition(act, marked, language):
        return "threatened"
    if act.future and (vowed or set(marked.words[act.end :]) & _conditions(language)):
        return "threatened"
    before = set(marked.words[max(0, act.start - 12) : act.start])
    return "hypothetical" if before & _conditions(language) or "?" in marked.words[act.end :] else None


def _under_condition(act: Act, marked: Marked, language: Language) -> bool:
    """Does a clause that opens with "if" go with it, be it in one word with its subject: "S'il est élu, il fermera"?"""
    own = marked.clauses.of[act.start]
    conditions = language.function["condition"] - language.function["inverted_condition"]
    return any(
        stretch.opener == "when" and stretch.groups and marked.words[stretch.low] in conditions
        for number, stretch in enumerate(marked.clauses.stretches)
        if number != own
    )


def _governed(found: Found, marked: Marked, language: Language) -> Mode | None:
    """What the verb over it makes of it: threatened, demanded, denied."""
    act = found.act
    reach = 5 if act.form == "active" else 7
    at = _row_start(act, marked)
    for start, end, name in reversed(marked.governors):
        if ";" in marked.words[end : act.start]:
            return None
        if (
            start < act.start
            and (0 <= act.start - end <= reach or 0 <= at - end <= 5)
            and not _only_tells_whom(act, end, marked)
        ):
            ordered = name == "demand" and bool(act.names & {"LEAVE_ORDER", "CLOSE_ORDER"})
            return None if ordered else _BY_GOVERNOR.get(name)
    return None


def _row_start(act: Act, marked: Marked) -> int:
    """Where a row of verbs begins that a verb without subject of its own ends: "wants X to halt visas and freeze aid"."""
    clauses = marked.clauses
    group = clauses.group_at(act.start, act.end)
    if group is None or clauses.stretches[group.stretch].opener != "and" or group.host is not None:
        return act.start
    stretch = clauses.stretches[group.stretch]
    named = any(stretch.low <= name.start < group.start for name in marked.free)
    before = clauses.stretches[group.stretch - 1] if group.stretch else None
    set_in = before is not None and before.opener == "that" and before.groups
    return before.groups[0].start if before is not None and set_in and not named else act.start


def _to_be_done(found: Found, marked: Marked, language: Language) -> Mode | None:
    announced = found.act.modal and _said_of_itself(found, marked, language)
    later = (found.act.future or found.act.must or announced) and found.frame.type in _WHEN_DONE
    modal = (found.act.modal and not announced) or _shares_modal(found.act, marked, language)
    return "hypothetical" if modal or later else None


def _said_of_itself(found: Found, marked: Marked, language: Language) -> bool:
    """ "Oslo said it would close its embassy": what a state says of itself is decided, told in the past. Not where a condition follows."""
    act, clauses = found.act, marked.clauses
    group = clauses.group_at(act.start, act.end)
    asked = "LEAVE_ORDER" in act.names or found.frame.type not in MATERIAL
    said = _saying(group, marked) if group is not None and group.finite and not asked else None
    if group is None or said is None or set(marked.words[act.end :]) & _conditions(language):
        return False
    own = {i for name in marked.free if name.actor == found.actor for i in range(name.start, name.end)}
    teller = any(i < said.start for i in own | marked.officials)
    between = set(marked.words[said.end : group.start])
    return (
        teller
        and _in_the_conditional(group, marked, language)
        and bool(between & language.function["subject_pronoun"] or any(said.end <= i < group.start for i in own))
    )


def _saying(group: Group, marked: Marked) -> Group | None:
    """The verb of saying that a finite verb is told under: right before it, or of the clause around."""
    over = marked.clauses.parent(group)
    return over if over is not None and "say" in over.kinds and over.finite else None


def _in_the_conditional(group: Group, marked: Marked, language: Language) -> bool:
    """ "Would close", "fermerait": not "could", nor "should"."""
    words = marked.words[group.start : group.head + 1]
    features = {feature for word in words for _, feature in language.auxiliary.get(word, ())}
    features |= {form.feature for form in language.forms(words[-1])} if words else set()
    return "cond" in features and "modal" not in features


def _shares_modal(act: Act, marked: Marked, language: Language) -> bool:
    """Is a bare verb joined to one that may or would be done: "might ask for .., or send the ambassador away"?"""
    group = marked.clauses.group_at(act.start, act.end)
    if group is None or not any(form.feature == "inf" for form in language.forms(marked.words[group.head])):
        return False
    stretch = marked.clauses.stretches[group.stretch]
    joins = language.function["and"] | language.function["or"] | language.function["adverb"]
    if stretch.opener != "and" or any(word not in joins for word in marked.words[stretch.low : group.head]):
        return False
    for before in reversed([g for g in marked.clauses.groups if g.head < stretch.low][-4:]):
        features = {f for w in marked.words[before.start : before.head + 1] for _, f in language.auxiliary.get(w, ())}
        if before.finite and not before.kinds & {"say"}:
            return bool(features & {"modal", "cond"})
    return False


_BY_GOVERNOR: dict[str, Mode] = {"threaten": "threatened", "demand": "demanded", "deny": "denied"}
_QUESTIONS = (
    _in_another_world,
    _denied,
    _threat_itself,
    _not_yet,
    _only_told,
    _called_off,
    _by_nobody,
    _thought_of,
    _conditional,
    _governed,
    _to_be_done,
)


def _done_later(act: Act, marked: Marked, language: Language) -> bool:
    """ "Avait fermé le pont avant de le rouvrir": the second of two acts, where the first is told as past and done."""
    clauses = marked.clauses
    stretch = clauses.stretches[clauses.of[act.start]]
    opens = stretch.opener == "when" and marked.words[stretch.low] in language.function["before"]
    main = clauses.main_before(clauses.of[act.start])
    if not opens or main is None or act.form not in {"infinitive", "gerund"}:
        return False
    having = [k for w in marked.words[main.start : main.head + 1] for k in language.auxiliary.get(w, ())]
    return ("have", "fin") in having and not any(feature in {"modal", "fut", "cond"} for _, feature in having)


def _governed_across(act: Act, marked: Marked) -> Mode | None:
    """The mode of an infinitive whose verb is told before a comma: "l'un veut geler l'aide, l'autre renvoyer le consul"."""
    group = marked.clauses.group_at(act.start, act.end)
    bare = group is not None and "infinitive" in {act.form, group.form}
    if group is None or not bare or marked.clauses.before_in(group) is not None:
        return None
    if marked.clauses.stretches[group.stretch].opener not in {"mark", "and"}:
        return None
    verb = marked.clauses.main_before(group.stretch)
    wanted = verb is not None and verb.kinds & {"threaten", "demand"} and not verb.kinds & {"say", "decide"}
    return "hypothetical" if wanted else None


def _in_a_conditional_list(act: Act, marked: Marked, language: Language) -> bool:
    """Is a noun of action listed after a colon by a verb in the conditional: "irait plus loin : rappel de l'ambassadeur"?"""
    clauses = marked.clauses
    number = clauses.of[act.start]
    while number > 0 and clauses.stretches[number].finite is None and clauses.stretches[number].opener != "hard":
        number -= 1
    stretch = clauses.stretches[number]
    before = clauses.main_before(number)
    if act.form != "noun" or stretch.opener != "hard" or stretch.finite is not None or before is None:
        return False
    words = marked.words[before.start : before.head + 1]
    forms = [form.feature for form in language.forms(words[-1])]
    return "cond" in forms or any(f == "cond" for w in words for _, f in language.auxiliary.get(w, ()))


def _conditions(language: Language) -> frozenset[str]:
    """The words that always open a condition: not "s'", not "were"."""
    return language.function["condition"] - language.function["pronoun_self"] - language.function["inverted_condition"]


def _only_tells_whom(act: Act, governed: int, marked: Marked) -> bool:
    """ "Demands the release of the agent arrested in May": the participle is of whom another act, governed before it, is about."""
    group = marked.clauses.group_at(act.start, act.end)
    bare = group is not None and group.form == "participle" and not group.finite
    return bare and any(governed <= other.start < act.start for other in marked.acts)


def unreal(act: Act, marked: Marked, language: Language) -> bool:
    """Is the act only meant, moved or whispered of: "no intention of", "a motion to", "il faudrait que .., que .."?"""
    at = act.start
    clauses = marked.clauses
    for stretch in reversed(clauses.stretches[: clauses.of[act.start] + 1]):
        if stretch.opener == "that":
            at = stretch.low
    before = marked.words[max(0, act.start - 6) : act.start]
    cut = max((i + 1 for i, word in enumerate(before) if word == ","), default=0)
    near = " " + " ".join(before[cut:]) + " "
    near += " ".join(marked.words[max(0, at - 6) : at]) + " " if at != act.start else ""
    return any(f" {word} " in near for word in language.unreal)


def _by_company(found: Found, marked: Marked, language: Language) -> bool:
    """Is it a company, a club, a parliament or a crowd that acts? Its name stands before the verb that the act hangs on."""
    acting = set(language.cues.get("company", ()))
    if found.frame.type not in {"agreement_signed", "agreement_ended", "detention"}:
        acting |= set(language.cues.get("assembly", ()))
    clauses = marked.clauses
    group = clauses.group_at(found.act.start, found.act.end) or clauses.ruling(found.act.start)
    if found.act.form == "passive" or group is None:
        return False
    group = group.host or group
    for _ in range(5):
        low = clauses.stretches[group.stretch].low
        earlier = clauses.before_in(group)
        low = earlier.end if earlier is not None and earlier.finite else low
        before = marked.words[low : group.start]
        named = [n for n in marked.free if low <= n.start < group.start and n.kind not in {"people", "hint"}]
        if any(not _names_a_body(name, marked, acting, language) for name in named):
            return False
        if set(before) & acting:
            return True
        parent = clauses.parent(group)
        if parent is None or parent is group:
            return False
        group = parent
    return False


def _row_of_participles(act: Act, marked: Marked, language: Language) -> int:
    """Where the row of participles begins that an act stands in: "had never been broken, suspended or downgraded"."""
    at = act.start
    joins = language.function["and"] | language.function["or"] | {","}
    if act.form != "passive" or not any(form.feature == "part" for form in language.forms(marked.words[at])):
        return at
    while at > 2 and marked.words[at - 1] in joins:
        if not any(form.feature == "part" for form in language.forms(marked.words[at - 2])):
            break
        at -= 2
    return at


def _names_a_body(name: Name, marked: Marked, bodies: set[str], language: Language) -> bool:
    """Is a name only part of a body's: "the city of Prague", "l'université de Gand", "Sweden's truck maker Volvo"?"""
    i = name.start - 1
    while i >= 0 and marked.words[i] in language.function["of"] | language.function["article"]:
        i -= 1
    if 0 <= i < name.start - 1 and marked.words[i] in bodies:
        return True
    owns = bool(set(marked.words[name.end : name.end + 1]) & language.function["genitive"])
    return owns and bool(set(marked.words[name.end + 1 : name.end + 4]) & bodies)


def _shares_negation(act: Act, marked: Marked, language: Language) -> bool:
    """Is the act joined by "and" or "or" to a verb that is denied: "would not follow and recall its envoy"?"""
    joins = language.function["and"] | language.function["or"]
    group = marked.clauses.group_at(act.start, act.end)
    features = {form.feature for form in language.forms(marked.words[group.head])} if group is not None else set()
    if features and features <= {"fin", "fut"}:
        return False  # "ne reconnaît plus l'île et rompt": a finite verb has a negation of its own
    row = _row_of_participles(act, marked, language)
    if act.form == "noun" or act.start == 0 or not (row < act.start or marked.words[act.start - 1] in joins):
        return False
    low = max((i for i in range(row) if marked.words[i] in {",", ";", ":"}), default=0)
    words = language.function["negation"] - language.function["negation_of_noun"]
    own = {i for other in marked.acts for i in (*range(other.start, other.end), *other.particle) if not other.negated}
    return any(marked.words[i] in words and i not in own for i in range(low, act.start))  # "non grata" denies nothing
