"""An article -> its mentions: every sentence marked and read, then each act kept once (rule 9 of the codebook)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from briefing.coder import dating, people, roles
from briefing.coder.attribution import attribution, hearsay
from briefing.coder.clauses import Group
from briefing.coder.dates import Time, counted_from
from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Language, Lexicon, longest
from briefing.coder.loading import speaking
from briefing.coder.marks import Act, Hint, Marked, Thing, mark
from briefing.coder.roles import Found, Scene
from briefing.coder.text import sentences, tokenize
from briefing.model import MATERIAL, Article, Evidence, Mention, Mode, Precision, Slot, span

PLAINLY, BARELY = 0.2, 0.04  # shares of a language's commonest words in a text that is of it
MAX_TEXT = 2_000_000  # characters of an article that are read; the rest is left
LONGEST_NOTICE = 31  # days: what is longer is not the term of an expulsion
_OLDEST = "1945"
_WHEN_DONE = frozenset(
    {"ambassador_posted", "mission_reopened", "crossing_reopened"}
)  # told for later, they are not yet
_BY_MEMBERS = frozenset({"recall", "ambassador_posted", "expulsion", "agreement_ended"})
_OWNED = frozenset("ambassador charge consul diplomat staff embassy consulate airspace border".split())
_DIPLOMATIC = frozenset("ambassador charge consul military_attache diplomat embassy consulate".split())
A_YEAR = 365  # days
_REDUCED = 20  # words after an order to cut a staff in which its number is looked for
_RANKS = {"ambassador", "charge", "consul", "military_attache", "diplomat", "staff", "journalist"}
_PEOPLE = {"expulsion", "recall", "detention", "release", "ambassador_posted", "troops_withdrawn", "troops_expelled"}
_DOMAINED = {"cooperation_suspended", "cooperation_resumed", "agreement_ended", "agreement_signed"}
_BY_THING = {"aid": "development", "trade": "trade", "energy": "energy", "ngo": "development"}
_CROSSINGS = {"airspace": "airspace", "aircraft": "airspace", "border": "border"}


def guess(text: str, lexicon: Lexicon) -> tuple[str | None, float]:
    """The language of a text by its commonest small words, and what share of the words they are.

    A headline without any is told by the verbs and things in it.
    """
    words = [word.strip('.,;:!?"«»“”()') for word in text[:6000].lower().replace("’", "'").split()]
    common = {code: language.common for code, language in lexicon.languages.items()} | dict(lexicon.optional)
    scores = {code: sum(word in small for word in words) for code, small in common.items()}
    if words and not any(scores.values()):
        scores = {
            code: sum(word in language.verbs or word in language.things for word in words)
            for code, language in lexicon.languages.items()
        }
    best = max(scores, key=lambda code: scores[code], default=None)
    return (best, scores[best] / len(words)) if best and scores[best] else (None, 0.0)


def spoken(article: Article, lexicon: Lexicon) -> str | None:
    """The language to read an article in: the one it says, "fr-CA" as "fr"; else the one its words are of.

    An article that says a language without data is read only where its words plainly are of another.
    """
    told = (article.lang or "").lower().replace("_", "-").split("-")[0]
    if told in lexicon.languages or told in lexicon.optional:
        return told
    found, share = guess(article.title + " " + article.text, lexicon)
    return found if share >= (PLAINLY if told else BARELY) else None


def read(article: Article, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of an article, each act once, in the order of the text. A language without words gives none."""
    lang = spoken(article, lexicon)
    if lang is None:
        return ()
    lexicon = speaking(lexicon, lang)
    language = lexicon.languages[lang]
    published = article.published.date() if article.published else None
    marked = [
        mark(sentence, language, lexicon, published)
        for where, text in (("title", article.title), ("text", article.text[:MAX_TEXT]))
        for sentence in sentences(text, where, language.abbreviations, habits=language.writing)
    ]
    for index, one in enumerate(marked):
        one.sentence.index = index
    dating.settle(marked, language)
    _of_the_union(marked)
    diplomatic = any(thing.kind in _DIPLOMATIC for one in marked for thing in one.things)
    for one in marked:
        one.diplomatic = diplomatic
    known = people.registry(marked, language)
    for one in marked:
        people.add(one, known, language)
    scene = Scene(_weights(marked), issuer=_issuer(article, language, lexicon))
    if _elsewhere(marked, language):
        return ()
    mentions: list[Mention] = []
    anchor: date | None = _communique(marked)
    told = 10_000 if anchor else -9
    day, sides = anchor, set[str]()  # the states that acted on the anchor's day
    held: Act | None = None  # the act that was dated so last: told of several states, it is of one day
    for one in marked:
        if any(f" {cue} " in " " + " ".join(one.words) + " " for cue in language.cues.get("own_report", ())):
            continue
        _resolve(one, scene, lexicon, language)
        _own_ones(one, scene, language)
        if (written := _document(one, language)) is not None:
            anchor, told, sides = written, one.sentence.index, set()
        late = _answers_itself(one)
        mentions += [] if late else _answers(one, mentions, scene, anchor, language)
        for found in roles.find(one, scene, language, lexicon):
            mention = _mention(found, one, article, day or anchor, language)
            if _old(mention) or _lasting(found.act, one, language) or _known_people(found, mention, one, language):
                continue
            if (
                mention.date is None
                and anchor
                and one.sentence.index - told <= _reach(one, language)
                and (not sides or {mention.actor, mention.target} <= sides or found.act is held)
                and _told_now(found.act, one, language)
            ):
                mention, held = replace(mention, date=anchor.isoformat(), date_precision="day"), found.act
            mention = _with_term(mention, found.act, one, mentions, language)
            mention = _as_many(mention, found.thing, one, mentions, language)
            mentions += _of_members(mention, lexicon)
            others = found.thing.domains[1:] if found.thing and mention.type.startswith("cooperation") else ()
            mentions += [replace(mention, domain=domain) for domain in others]
            if mention.date_precision == "day" and mention.date and one.times:
                sides = {mention.actor, mention.target} | (sides if told == one.sentence.index else set())
                anchor, told = date.fromisoformat(mention.date), one.sentence.index
        mentions += _answers(one, mentions, scene, anchor, language) if late else []
        mentions = _done_now(_announced(mentions, one, language), one, language)
        lead = [name for name in one.free if one.words[max(0, name.start - 1)] not in language.function["to"]]
        scene.subject = lead[0].actor if lead else scene.subject
        scene.latest = max(one.names, key=lambda name: name.end).actor if one.names else scene.latest
        scene.recent = [*reversed([replace(t, owners=_owned(t, scene)) for t in one.things]), *scene.recent][:8]
        dated = [
            m.date for m in mentions if m.evidence.start == one.sentence.start and m.date_precision == "day" and m.date
        ]
        day = date.fromisoformat(dated[0]) if dated and one.times else _last_day(one) or day
    return tuple(_general(mention) for mention in once(_headlines_dated(mentions, marked)))


def _done_now(mentions: list[Mention], one: Marked, language: Language) -> list[Mention]:
    """What the sentence before told as not done is done: "Jamais Oslo n'avait rappelé .. C'est chose faite depuis lundi"."""
    text = " " + " ".join(one.words) + " "
    if not any(f" {cue} " in text for cue in language.cues.get("done_now", ())):
        return mentions
    last = next((m for m in reversed(mentions) if m.evidence.start < one.sentence.start), None)
    if last is None or last.mode == "actual":
        return mentions
    day = next((t for t in one.times if t.value and t.role in {"point", "since"}), None)
    date_ = {"date": day.value, "date_precision": day.precision} if day else {}
    return [replace(m, mode="actual", **date_) if m is last else m for m in mentions]  # type: ignore[arg-type]


def _announced(mentions: list[Mention], one: Marked, language: Language) -> list[Mention]:
    """The day of an act told without one, where the next sentence says when it was made known: "l'a fait savoir mercredi"."""
    last = next((m for m in reversed(mentions) if m.evidence.start < one.sentence.start), None)
    days = [t for t in one.times if t.role == "point" and t.precision == "day" and t.value and not t.anchored]
    if last is None or last.date or not days or last.evidence.start >= one.sentence.start:
        return mentions
    owner = one.clauses.owner(days[0].start)
    own = one.words[max(0, owner.start - 1) : owner.head + 4] if owner is not None else []
    told = (
        owner is not None
        and "say" in owner.kinds
        and bool(set(own) & (language.clitics | language.function["sentence_pronoun"]))
    )
    if not told or one.sentence.index == 0 or last.evidence.where != "text":
        return mentions
    same = [m.evidence.start == last.evidence.start and m.date is None for m in mentions]
    return [
        replace(m, date=days[0].value, date_precision="day") if hit else m
        for m, hit in zip(mentions, same, strict=True)
    ]


def _issuer(article: Article, language: Language, lexicon: Lexicon) -> str | None:
    """The state whose own words these are: a ministry that signs speaks of "the government" without saying whose."""
    tokens = tokenize(article.source)
    words = [token.word for token in tokens]
    codes = {name.actor for name in lexicon.gazetteer.find(words, [token.text for token in tokens], None)}
    official = article.official or any(longest(language.officials, words, at) for at in range(len(words)))
    return next(iter(codes)) if official and len(codes) == 1 else (article.side if article.official else None)


def _own_ones(one: Marked, scene: Scene, language: Language) -> None:
    """ "Le sien", "theirs": one more of what was told in the sentence before, and one's own."""
    inside = {i for thing in one.things for i in range(thing.start, thing.end)}
    last = next((thing for thing in scene.recent if thing.kind in _OWNED), None)
    for i, word in enumerate(one.words):
        if last is not None and i and i not in inside and word in language.cues.get("own_one", ()):
            one.things.append(Thing(i - 1, i + 1, last.kind, possessive=True, count=1, domain=last.domain))
    one.things.sort(key=lambda thing: thing.start)


def _document(one: Marked, language: Language) -> date | None:
    """The day of a note or statement that a sentence speaks of without an act: what it says next was done that day."""
    days = [t for t in one.times if t.role == "point" and t.precision == "day" and t.value and not t.anchored]
    papers = set(one.words) & set(language.cues.get("documents", ()))
    acting = [act for act in one.acts if act.names - {"GRANT", "MEET", "ORDER", "ISSUE", "POST"}]
    return date.fromisoformat(days[0].value) if len(days) == 1 and papers and not acting and days[0].value else None


def _owned(thing: Thing, scene: Scene) -> list[str]:
    """Whose a thing is once its sentence is over: a possessive's owner is the state that acted there."""
    return thing.owners or ([scene.subject] if thing.possessive and scene.subject else [])


def _last_day(one: Marked) -> date | None:
    """The last day that a sentence tells: what "the day before" in the next one counts from."""
    days = [t.value for t in one.times if t.role == "point" and t.precision == "day" and t.value]
    return date.fromisoformat(days[-1]) if days else None


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


def _lasting(act: Act, one: Marked, language: Language) -> bool:
    """A state of things that has lasted for years ("est fermée depuis 1994") is no act that is told."""
    since = [t for t in one.times if t.role == "since" and t.precision == "year" and 0 <= t.start - act.end <= 3]
    return (
        act.form == "passive"
        and bool(since)
        and not language.function["now"].isdisjoint(one.words[act.start : act.end])
    )


def _known_people(found: Found, mention: Mention, one: Marked, language: Language) -> bool:
    """ "The four nationals charged with it": a participle that says who is meant, of people told of before."""
    thing, act = found.thing, found.act
    if mention.type != "detention" or thing is None or mention.date or act.form != "passive":
        return False
    group = one.clauses.group_at(act.start, act.end)
    return group is not None and not group.finite and one.words[thing.start] in language.function["definite"]


def _of_members(mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """What an alliance of states does with its members' own envoys, each member does (rule 3 of the codebook)."""
    members = lexicon.members.get(mention.actor, ())
    if mention.type not in _BY_MEMBERS or not members:
        return [mention]
    return [replace(mention, actor=code) for code in members if code != mention.target]


def _general(mention: Mention) -> Mention:
    """Cooperation whose domain no sentence of the article tells is cooperation in general."""
    unsaid = mention.domain is None and mention.type.startswith("cooperation")
    return replace(mention, domain="general") if unsaid else mention


def _with_term(mention: Mention, act: Act, one: Marked, earlier: Sequence[Mention], language: Language) -> Mention:
    """The term of an order counted from its day, where that day was told before: "They have 48 hours to leave"."""
    known = [
        m for m in earlier if (m.type, m.actor, m.target) == (mention.type, mention.actor, mention.target) and m.date
    ]
    start = mention if mention.date else known[-1] if known else None
    if start is None or start.date_precision != "day" or not start.date:
        return mention
    day = Time(0, 0, start.date, "day", "point", "", "")
    return replace(mention, deadline=_deadline(act, one, day, language) or mention.deadline)


def _as_many(
    mention: Mention, thing: Thing | None, one: Marked, earlier: Sequence[Mention], language: Language
) -> Mention:
    """ "An equal number of Kenyans", "autant de diplomates": as many as were told last of an act of this kind."""
    told = next((m.count for m in reversed(earlier) if m.type == mention.type and m.count), None)
    if thing is None or told is None or (mention.count or 1) > 1:
        return mention
    near = " " + " ".join(one.words[max(0, thing.start - 5) : thing.end]) + " "
    return (
        replace(mention, count=told) if any(f" {cue} " in near for cue in language.cues.get("as_many", ())) else mention
    )


def _reach(one: Marked, language: Language) -> int:
    """For how many sentences the day of an announcement holds: for one, for more where "the same note" goes on."""
    return 4 if set(one.words[:4]) & set(language.cues.get("same_text", ())) else 1


def _told_now(act: Act, one: Marked, language: Language) -> bool:
    """Is the act part of the news of the sentence before? Not with a time of its own, nor told as what had been before."""
    dated = any(time.role in {"point", "since"} for time in one.times)
    later = set(one.words[act.start : act.end]) & set(language.cues.get("since_then", ()))
    return not dated and not later and not set(one.words[act.start : act.end]) & language.past_before


def _headlines_dated(mentions: Sequence[Mention], marked: Sequence[Marked]) -> list[Mention]:
    """A headline's act gets the day of the first act of the lead, else the first day told there: it is that announcement."""
    lead = [one for one in marked if one.sentence.where == "text" and one.sentence.paragraph <= 1]
    first = {one.sentence.start for one in lead}
    acts = [
        m for m in mentions if m.date_precision == "day" and m.evidence.where == "text" and m.evidence.start in first
    ]
    times = [t for one in lead for t in one.times if t.role == "point" and t.precision == "day" and t.value]

    def days(title: Mention) -> list[str | None]:
        own = [m.date for m in acts if m.actor == title.actor]
        return [*own, *[t.value for t in times], *[m.date for m in acts]]

    told = {(m.type, m.actor, m.target) for m in mentions if m.evidence.where == "text" and m.date}
    return [
        replace(m, date=days(m)[0], date_precision="day")
        if m.evidence.where == "title" and m.date is None and days(m) and (m.type, m.actor, m.target) not in told
        else m
        for m in mentions
    ]


def _resolve(one: Marked, scene: Scene, lexicon: Lexicon, language: Language) -> None:
    """Puts names in the place of words that stand for a state, or for several, as far as the article has told which."""
    group = roles.longest_list(one, language)
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
    known = replace(scene, subject=before[-1].actor) if before and hint.kind in {"other", "pronoun"} else scene
    place = None
    if hint.kind in {"official", "junta"}:
        place = _seat(hint, one, language) or _front(hint, one, language)
    return place or known.stand_in(hint.kind, lexicon.groups, lexicon.colonial)


def _other_than_subject(before: list[Name], scene: Scene, one: Marked, language: Language) -> str | None:
    """Whom "with him", "contre elle" means: not the one who acts, but the subject of the clause or sentence before."""
    if not before:
        return scene.subject
    acting = before[-1].actor
    cased = language.function["of"] | language.function["to"] | language.function["with"] | language.function["after"]
    free = [n for n in before if not set(one.words[max(0, n.start - 2) : n.start]) & cased and n.actor != acting]
    together = roles.longest_list(one, language)
    free = [name for name in free if acting not in together or name.actor not in together]
    joined = {acting, *(together if acting in together else ())}
    last = scene.subject if scene.subject not in joined else None
    return free[-1].actor if free else last or scene.other(*joined)


def _front(hint: Hint, one: Marked, language: Language) -> str | None:
    """The place that a sentence opens with and that its officials sit in: "À Moscou, le ministère s'étrangle"."""
    for name in one.names[:1]:
        opens = 0 < name.start <= 2 and one.words[name.start - 1] in language.function["to"]
        comma = one.words[name.end : name.end + 1] == [","]
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


def _answers_itself(one: Marked) -> bool:
    """Does what is answered stand in the same sentence: "on Monday X expelled two, and on Tuesday Y did likewise"?"""
    same = next((act.start for act in one.acts if "SAME" in act.names), 0)
    acting = [act for act in one.acts if act.start < same and not act.names <= {"SAME", "GRANT", "LEAVE", "ISSUE"}]
    groups = [group for act in acting if act.form != "noun" and (group := one.clauses.group_at(act.start, act.end))]
    return any(g.finite and not g.before and one.clauses.stretches[g.stretch].opener != "relative" for g in groups)


def _answers(
    one: Marked, mentions: Sequence[Mention], scene: Scene, anchor: date | None, language: Language
) -> list[Mention]:
    """Acts without a verb of their own ("a fait de même", "responded in kind"): the last act again, by the one who answers."""
    same = [act for act in one.acts if "SAME" in act.names and not (act.negated or act.modal or act.future)]
    same = [act for act in same if not _followed(act, one, language)]
    same = [act for act in same if act.form != "infinitive" or _promptly(act, one, language)]
    last = next((m for m in reversed(mentions) if m.type in MATERIAL and m.mode == "actual"), None)
    if not same or last is None:
        return []
    act = same[0]
    before = [name for name in one.free if name.end <= act.start]
    actor = before[-1].actor if before else scene.other(last.actor)
    target = last.actor if actor == last.target else last.target
    if actor is None or actor == target:
        return []
    when = _when(act, one, _answered_day(last, one) or anchor, language)
    sentence = one.sentence
    evidence = replace(last.evidence, start=sentence.start, end=sentence.end, sentence=sentence.text, where=_where(one))
    return [
        replace(
            last, actor=actor, target=target, evidence=evidence, date=when.value if when else None, deadline=None,
            date_precision=_precision(when), count=1 if last.count == 1 else None, rule="answer.in-kind", answers=True,
        )
    ]  # fmt: skip


def _followed(act: Act, one: Marked, language: Language) -> bool:
    """Does an infinitive follow ("l'a fait savoir"), so that it is another verb?"""
    word = one.words[act.end] if act.end < len(one.words) else ""
    forms = (*language.verbs.get(word, ()), *language.governors.get(word, ()), *language.plain.get(word, ()))
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


def _where(one: Marked) -> Literal["title", "text"]:
    return "title" if one.sentence.where == "title" else "text"


def _of_the_union(marked: Sequence[Marked]) -> None:
    """Brussels is the Union's where the Union is spoken of and Belgium by no other name."""
    every = [name for one in marked for name in one.names]
    belgian = [n for n in every if n.actor == "BEL"]
    union = any(name.actor == "EUU" for name in every)
    if not union or not belgian or any(name.kind != "capital" for name in belgian):
        return
    for one in marked:
        one.names[:] = [replace(n, actor="EUU") if n.actor == "BEL" else n for n in one.names]
        one.free[:] = [replace(n, actor="EUU") if n.actor == "BEL" else n for n in one.free]
        for thing in one.things:
            thing.owners = ["EUU" if code == "BEL" else code for code in thing.owners]
            thing.places = ["EUU" if code == "BEL" else code for code in thing.places]


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
        count=_reduced(act, people, marked, language) if "REDUCE" in act.names else _count(kind, people),
        rank=_rank(kind, people),
        domain=found.frame.domain or _domain(kind, thing),
        owner=_owner(kind, thing, found.actor),
        site=thing.kind if thing and kind.startswith("mission") else None,
        form="reduction" if "REDUCE" in act.names else None,
        stage=_stage(act, marked, language) if kind == "troops_withdrawn" else None,
        bilateral=_bilateral(kind, thing),
        deadline=_deadline(act, marked, when, language),
        partial=_partial(kind, act, marked, language),
        ambassador_included=bool(people and people.head_included),
        mode=_mode(found, marked, language),
        attribution=attribution(act, _chain(act, marked, language), marked, language),
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
    if people.kind == "ambassador" and kind in {"recall", "ambassador_posted"}:
        return 1  # a state has one ambassador in another
    return people.count or (1 if people.kind == "ambassador" else None)


def _reduced(act: Act, people: Thing | None, marked: Marked, language: Language) -> int | None:
    """By how many a staff is cut: "by 40", "de 40 personnes", "shed 24 of its staff"; not "to 350"."""
    function = language.function
    for at in range(act.end, min(act.end + _REDUCED, len(marked.words) - 1)):
        word = marked.words[at + 1]
        counted = next((t.count for t in marked.things if at <= t.start <= at + 1 and t.count and t.count > 1), None)
        count = int(word) if word.isdigit() else counted or marked.numbers.get(word)
        timed = any(time.start <= at + 1 < time.end for time in marked.times)
        if count and count > 1 and not timed and marked.words[at] in function["by"] | function["of"]:
            return count
    return people.count if people is not None and people.count != 1 else None


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
        return thing.domain or _BY_THING.get(thing.kind)
    return None


def _when(act: Act, marked: Marked, anchor: date | None, language: Language) -> Time | None:
    """The day of an act: the time its own verb has, else that of the verbs it hangs on, up to the announcement.

    One that counts from another event needs that event's day.
    """
    times = [_told_back(t, act, marked) for t in marked.times]
    points = [t for t in times if t.role == "point" or (t.role == "since" and _begins(t, act, marked))]
    points = [
        t for t in points if not _to_leave(t, act, marked, language) and not _of_a_thing(t, act, marked, language)
    ]
    points = [t for t in points if not _opens_clause(t, marked)]
    points = [t for t in points if not (t.anchored and set(marked.words[t.end : t.end + 1]) & language.function["of"])]
    apart = _day_after(act, marked, points, language)
    if apart is not None:
        return apart
    past = dating.behind(act, marked, language)
    points = [t for t in points if t.start >= act.end] if past else points
    first: Group | None = None
    for group in _chain(act, marked, language):
        shifted = _shifted(group, marked, points, language)
        if shifted is not None:
            return shifted
        own = [t for t in points if any(_rules(o, group, act, marked) for o in marked.clauses.owners(t.start, t.end))]
        own.sort(
            key=lambda t: (
                t.start < act.start and act.form == "noun",
                min(abs(t.start - act.end), abs(act.start - t.end)),
            )
        )
        for time in own:
            if time.anchored:
                since = _before_it(time, points) or anchor
                if since is not None:
                    return counted_from(time, since)
            if time.value:
                return time
        if first is None:
            first = group or first
            if (ahead := dating.shared_ahead(group, marked, points, language)) is not None:
                return ahead
    return _of_the_report(points, act, marked) or dating.coarse(first, marked, points, language)


def _begins(time: Time, act: Act, marked: Marked) -> bool:
    """Does a "since" tell when something was done: a day or month; a year where "when" or a bare participle says of what?"""
    bare = act.form == "passive" and act.end - act.start == 1 and 0 <= time.start - act.end <= 2
    return time.precision != "year" or bare or len(marked.clauses.owners(time.start, time.end)) > 1


def _told_back(time: Time, act: Act, marked: Marked) -> Time:
    """A day without a year that could be to come is the one gone by where the verb is in the past."""
    owner = marked.clauses.owner(time.start) if time.past else None
    past = owner is not None and owner.finite and (owner.before or act.form in {"active", "passive"}) and not act.future
    return replace(time, value=time.past, role="point") if past and time.past and not act.must else time


def _before_it(time: Time, points: list[Time]) -> date | None:
    """The day told last before a time in its own sentence: what "le lendemain" there counts from."""
    days = [t.value for t in points if t.end <= time.start and t.precision == "day" and t.value]
    return date.fromisoformat(days[-1]) if days else None


def _day_after(act: Act, marked: Marked, points: list[Time], language: Language) -> Time | None:
    """The day of an act told as what another came after: "announced on Tuesday, a day after the expulsion of"."""
    for time in marked.times:
        if not time.days or not 0 <= act.start - time.end <= 3 or act.form != "noun":
            continue
        days = [t for t in points if t.value and t.precision == "day" and t.end <= time.start and not t.anchored]
        base = next(iter(days), None)
        if base is None or base.value is None or time.value:
            continue
        day = date.fromisoformat(base.value)
        words = set(marked.words[time.start : act.start])
        earlier = (
            day + timedelta(abs(time.days)) if words & language.function["before"] else day - timedelta(abs(time.days))
        )
        return replace(base, value=earlier.isoformat(), how=f"{(earlier - day).days:+d} days from {base.value}")
    return None


def _of_the_report(points: list[Time], act: Act, marked: Marked) -> Time | None:
    """The day on which the whole sentence was said, where the act is in no clause apart: ".., said an order published on .."."""
    clauses = marked.clauses
    if clauses.stretches[clauses.of[act.start]].opener in {"relative", "when"}:
        return None
    for time in points:
        owner = clauses.owner(time.start)
        apart = owner is not None and clauses.stretches[owner.stretch].opener in {"relative", "when"}
        if owner is not None and "say" in owner.kinds and not apart and time.value and not time.anchored:
            return time
    return None


def _opens_clause(time: Time, marked: Marked) -> bool:
    """ "One day after its neighbour closed": a distance that says when the clause after it was, not when this one."""
    after = marked.clauses.stretches[marked.clauses.of[max(time.start, time.end - 1)]]
    return time.anchored and bool(time.days) and after.opener == "when" and after.low == time.end - 1


def _of_a_thing(time: Time, act: Act, marked: Marked, language: Language) -> bool:
    """Does a time say which thing is meant ("les accords de 1968", "last year's election")?"""
    if set(marked.words[time.end : time.end + 1]) & language.function["genitive"]:
        return not time.end < act.start <= time.end + 4
    if time.precision != "year" or time.start < 2 or marked.words[time.start - 1] not in language.function["of"]:
        return False
    return any(thing.start <= time.start - 2 < thing.end for thing in marked.things)


def _rules(owner: Group, group: Group | None, act: Act, marked: Marked) -> bool:
    """Does a time of one verb hold for another? Of its own, and of what hangs on it without being an act itself."""
    helping = {"ISSUE", "GRANT", "ORDER", "LEAVE", "NONE"}
    others = [a for a in marked.acts if a is not act and not a.names <= helping]
    acting = {g.head for a in others if (g := marked.clauses.group_at(a.start, a.end))}
    seen = 0
    current: Group | None = owner
    while current is not None and current is not group and seen < 4:
        if current.finite or current.head in acting:
            return False
        current = marked.clauses.parent(current)
        seen += 1
    return current is not None and current is group


def _shifted(group: Group | None, marked: Marked, points: list[Time], language: Language) -> Time | None:
    """The day of a clause told as some days after or before: "on Thursday .., one day after its neighbour closed"."""
    stretch = dating.row_head(group, marked, language) if group is not None else None
    if stretch is None or stretch.opener != "when":
        return None
    length = next((t for t in marked.times if t.end - stretch.low in {0, 1} and t.days and not t.value), None)
    mains = _mains(marked.clauses.main_before(marked.clauses.stretches.index(stretch)), marked)
    days = [t for t in points if t.value and t.precision == "day"]
    base = next((t for t in days if any(marked.clauses.owner(t.start) is main for main in mains)), None)
    hours = bool(set(marked.words[max(0, stretch.low - 1) : stretch.low]) & language.function["short_time"])
    if (length is None and not hours) or base is None or base.value is None:
        return None
    far = abs(length.days or 0) if length is not None else 0
    sign = 1 if marked.words[stretch.low] in language.function["before"] else -1
    distance = Time(base.start, base.end, None, None, "point", base.words, "", anchored=True, days=sign * far)
    return counted_from(distance, date.fromisoformat(base.value))


def _mains(group: Group | None, marked: Marked) -> list[Group]:
    """A verb with those that it is joined to: "cut its ties on Thursday and ordered its staff home"."""
    found: list[Group] = []
    while group is not None and len(found) < 4:
        found.append(group)
        group = marked.clauses.parent(group)
    return found


def _chain(act: Act, marked: Marked, language: Language) -> Iterator[Group | None]:
    """The verb of an act, then those it is told under: its matrix, what it is joined to, a verb of saying set in beside it."""
    clauses = marked.clauses
    group = clauses.group_at(act.start, act.end)
    if group is None and marked.words:
        group = clauses.ruling(act.start) or clauses.owner(act.start)
    yield group
    seen = 0
    while group is not None and seen < 6:
        beside = _said_beside(group, marked)
        if beside is not None:
            yield beside
        group = clauses.parent(group) or dating.answered(group, marked, language)
        seen += 1
        if group is not None:
            yield group


def _said_beside(group: Group, marked: Marked) -> Group | None:
    """A verb of saying in the stretch after the clause, or before its end: ".., the ministry said on Monday"."""
    for stretch in marked.clauses.stretches[group.stretch + 1 : group.stretch + 6]:
        said = stretch.finite
        if said is not None and said.kinds & {"say", "threaten"} and stretch.opener in {"mark", "and"}:
            return said
        if stretch.opener == "hard":
            return None
    return None


def _deadline(act: Act, marked: Marked, when: Time | None, language: Language) -> str | None:
    start = span(when.value, when.precision) if when else None
    for time in [_told_back(t, act, marked) for t in marked.times]:
        if time.start < act.start - 3 or _of_another(time, act, marked):
            continue
        if _to_leave(time, act, marked, language):
            return _ahead(time, when)
        if time.role == "deadline" and time.precision == "day":
            return counted_from(time, start[0]).value if time.days is not None and start else _ahead(time, when)
        if time.role == "duration" and start and when and when.precision == "day" and _is_term(time, act):
            return counted_from(time, start[0]).value
    return None


def _is_term(time: Time, act: Act) -> bool:
    """Is a length of time the term of an order ("given 48 hours", "expelled with two days' notice")?"""
    if "LEAVE_ORDER" in act.names:
        return True
    return bool(act.names & {"EXPEL", "PNG", "TROOPS_DEMAND"}) and 0 < (time.days or 0) <= LONGEST_NOTICE


def _of_another(time: Time, act: Act, marked: Marked) -> bool:
    """Does another act stand between the act and a term, so that the term is the other's?"""
    inner = {"LEAVE", "ORDER", "GRANT", "DEMAND", "REDUCE"}
    between = [a for a in marked.acts if act.end < a.start < time.start and a.form != "noun"]
    return any(not a.names & inner or _of_others(a, marked) for a in between)


def _of_others(act: Act, marked: Marked) -> bool:
    """Has an order a subject of its own that is people of a state: "while six Kenyans were given until Monday"?"""
    group = marked.clauses.group_at(act.start, act.end)
    if group is None or not group.finite:
        return False
    low = marked.clauses.stretches[group.stretch].low
    return any(low <= thing.start and thing.end <= act.start and thing.owners for thing in marked.things)


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
    day, start = date.fromisoformat(time.value), date.fromisoformat(when.value)
    return (start + timedelta((day - start).days % 7)).isoformat()


def _partial(kind: str, act: Act, marked: Marked, language: Language) -> bool:
    """Is only a part lifted or given back: "une partie des sanctions", "visas in four categories"?"""
    if not kind.endswith(("lifted", "restored", "resumed")):
        return False
    near = " " + " ".join(marked.words[max(0, act.start - 4) : act.end + 8]) + " "
    return any(f" {cue} " in near for cue in language.cues.get("partial", ()))


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
    if words & set(language.cues.get("under_way", ())):
        return "under_way"
    if words & set(language.cues.get("completed", ())):
        return "completed"
    return "announced" if act.future or words & set(language.cues.get("announced", ())) else None


def _mode(found: Found, marked: Marked, language: Language) -> Mode:
    act = found.act
    low = marked.clauses.stretches[marked.clauses.of[act.start]].low
    if act.negated or _shares_negation(act, marked, language):
        return "denied"
    if set(marked.words[act.end : act.end + 6]) & set(language.cues.get("rumour", ())):
        return "denied"
    if set(marked.words[max(0, low, act.start - 3) : act.start]) & language.function["nor"]:
        return "denied"
    if (
        found.thing
        and set(marked.words[max(0, found.thing.start - 1) : found.thing.start + 1]) & language.function["nobody"]
    ):
        return "denied"
    if found.frame.type == "threat" and not act.modal:
        return "actual"  # its condition is part of it
    before = set(marked.words[max(0, act.start - 12) : act.start])
    stretch = marked.clauses.stretches[marked.clauses.of[act.start]]
    later = _done_later(act, marked, language)
    not_yet = stretch.opener == "when" and marked.words[stretch.low] in language.cues.get("not_yet", ())
    if not_yet and stretch.groups and not later:
        return "hypothetical"
    if act.form == "infinitive" and not later and found.frame.type in {"ambassador_posted", "mission_reopened"}:
        return "hypothetical"
    if set(marked.words[:1]) & language.function["inverted_condition"] and marked.clauses.of[act.start] == 0:
        return "hypothetical"
    if hearsay(act, marked, language):
        return "hypothetical"
    if _unreal(act, marked, language) or _by_company(found, marked, language):
        return "hypothetical"
    told = max(act.end, found.thing.end if found.thing else 0)
    if act.form == "noun" and set(marked.words[act.end : told + 8]) & set(language.cues.get("not_now", ())):
        return "hypothetical"
    stretch = marked.clauses.stretches[marked.clauses.of[act.start]]
    if set(marked.words[stretch.low : act.start]) & language.function["nobody_subject"]:
        return "denied"
    if _in_a_conditional_list(act, marked, language):
        return "hypothetical"
    across = _governed_across(act, marked)
    if across is not None:
        return across
    group = marked.clauses.group_at(act.start, act.end)
    if act.form == "infinitive" and group is not None and not any(g.head < group.head for g in marked.clauses.groups):
        return "hypothetical"  # "to close the sky is another option": nobody does it
    opening = " " + " ".join(marked.words[:6]) + " "
    if any(f" {word} " in opening for word in language.unreal if " " in word):
        return "hypothetical"
    beside = _said_beside(group, marked) if group is not None else None
    if act.future and beside is not None and beside.kinds & {"threaten", "VOW"}:
        return "threatened"
    if act.future and set(marked.words[act.end :]) & _conditions(language):
        return "threatened"
    if before & _conditions(language) or "?" in marked.words[act.end :]:
        return "hypothetical"
    reach = 5 if act.form == "active" else 7
    for start, end, name in reversed(marked.governors):
        if ";" in marked.words[end : act.start]:
            break
        if start < act.start and 0 <= act.start - end <= reach and not _only_tells_whom(act, end, marked):
            if name == "threaten":
                return "threatened"
            if name == "demand" and "LEAVE_ORDER" not in act.names:
                return "demanded"
            if name == "deny":
                return "denied"
            break
    if act.modal or (act.future and found.frame.type in _WHEN_DONE):
        return "hypothetical"
    return "actual"


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
    if group is None or act.form != "infinitive" or marked.clauses.before_in(group) is not None:
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
    forms = [form.feature for form in (*language.verbs.get(words[-1], ()), *language.plain.get(words[-1], ()))]
    return "cond" in forms or any(f == "cond" for w in words for _, f in language.auxiliary.get(w, ()))


def _conditions(language: Language) -> frozenset[str]:
    """The words that always open a condition: not "s'", not "were"."""
    return language.function["condition"] - language.function["pronoun_self"] - language.function["inverted_condition"]


def _only_tells_whom(act: Act, governed: int, marked: Marked) -> bool:
    """ "Demands the release of the agent arrested in May": the participle is of whom another act, governed before it, is about."""
    group = marked.clauses.group_at(act.start, act.end)
    bare = group is not None and group.form == "participle" and not group.finite
    return bare and any(governed <= other.start < act.start for other in marked.acts)


def _unreal(act: Act, marked: Marked, language: Language) -> bool:
    """Is the act only meant, moved or whispered of: "no intention of", "a motion to", "il faudrait que .., que .."?"""
    at = act.start
    clauses = marked.clauses
    for stretch in reversed(clauses.stretches[: clauses.of[act.start] + 1]):
        if stretch.opener == "that":
            at = stretch.low
    near = " " + " ".join(marked.words[max(0, act.start - 6) : act.start]) + " "
    near += " ".join(marked.words[max(0, at - 6) : at]) + " "
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
        if any(low <= name.start < group.start for name in marked.free if name.kind not in {"people", "hint"}):
            return False
        if set(before) & acting:
            return True
        parent = clauses.parent(group)
        if parent is None or parent is group:
            return False
        group = parent
    return False


def _shares_negation(act: Act, marked: Marked, language: Language) -> bool:
    """Is the act joined by "and" or "or" to a verb that is denied: "would not follow and recall its envoy"?"""
    joins = language.function["and"] | language.function["or"]
    if act.form == "noun" or act.start == 0 or marked.words[act.start - 1] not in joins:
        return False
    low = max((i for i in range(act.start) if marked.words[i] in {",", ";", ":"}), default=0)
    words = language.function["negation"] - language.function["negation_of_noun"]
    own = {i for other in marked.acts for i in (*range(other.start, other.end), *other.particle) if not other.negated}
    return any(marked.words[i] in words and i not in own for i in range(low, act.start))  # "non grata" denies nothing


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
    if one.owner and two.owner and one.owner != two.owner:
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
        form=one.form or two.form,
        stage=one.stage or two.stage,
        bilateral=one.bilateral if one.bilateral is not None else two.bilateral,
        attribution=one.attribution or two.attribution,
    )
