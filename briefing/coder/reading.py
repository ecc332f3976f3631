"""An article -> its mentions: every sentence marked and read, then each act kept once (rule 9 of the codebook)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefing.coder import people, thesaurus, worlds
from briefing.coder.clauses import QUOTES
from briefing.coder.corrections import is_correction, taken_back
from briefing.coder.dates import Time
from briefing.coder.dating import settle
from briefing.coder.details import as_many, mention_of, precision_of
from briefing.coder.lexicon import Language, Lexicon, longest, tells
from briefing.coder.likely import CERTAIN, UNLIKELY, family_of, likely, scores, sole_domain, tells_any
from briefing.coder.loading import speaking
from briefing.coder.marks import Act, Marked, Thing, mark
from briefing.coder.once import once
from briefing.coder.replies import answers_itself, replies
from briefing.coder.roles import find
from briefing.coder.scene import Found, Scene, elsewhere, of_the_union, weights
from briefing.coder.standins import own_ones, resolve
from briefing.coder.terms import Key, counted, in_order, key_of, open_term, with_term
from briefing.coder.text import Sentence, sentences, tokenize
from briefing.coder.tongue import spoken
from briefing.coder.traits import CONTEXT, READ, Traits, standings, traits
from briefing.model import MATERIAL, Article, Mention

MAX_TEXT = 2_000_000  # characters of an article that are read; the rest is left
_OLDEST = "1945"
_OPENING = 5  # words among which a line says that it leads elsewhere
_YEAR = 4  # figures of a year
_BY_MEMBERS = frozenset({"recall", "ambassador_posted", "expulsion", "agreement_ended"})
_DIPLOMATIC = frozenset("ambassador charge consul military_attache diplomat embassy consulate".split())


def read(article: Article, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of an article, each act once, in the order of the text. A language without words gives none."""
    lang = spoken(article, lexicon)
    if lang is None:
        return ()
    lexicon = speaking(lexicon, lang)
    language = lexicon.languages[lang]
    marked = _marked(article, language, lexicon)
    if elsewhere(marked, language):
        return ()
    corrects = is_correction(article)
    story = _Story(article, marked, language, replace(lexicon, learned=lexicon.learned and not corrects))
    for one in marked:
        if _leads_elsewhere(one, language):
            continue
        if not _of_the_outlet(one, language) or (corrects and not QUOTES & set(one.words)):
            story.go_on(one)
    story.doubt()
    mentions = _headlines_dated(_borne_out(_shared_out(story.mentions)), marked)
    if corrects:
        text = [one for one in marked if one.sentence.where == "text"]
        mentions = taken_back(mentions, text, {one.sentence.start for one in text if _of_the_outlet(one, language)})
    return tuple(in_order(_general(mention)) for mention in once(counted(mentions, story.terms)))


def _marked(article: Article, language: Language, lexicon: Lexicon) -> list[Marked]:
    """The sentences of headline and text with everything marked in them that one sentence, and then the whole text, can tell."""
    published = article.published.date() if article.published else None
    told = [
        sentence
        for where, text in (("title", article.title), ("text", article.text[:MAX_TEXT]))
        for sentence in sentences(text, where, language.abbreviations, habits=language.writing)
    ]
    years = _years(told)
    marked = [mark(one, language, lexicon, published, years[one.where, one.paragraph]) for one in told]
    settle(marked, language, published)
    of_the_union(marked, language)
    diplomatic = any(thing.kind in _DIPLOMATIC for one in marked for thing in one.things)
    for index, one in enumerate(marked):
        one.sentence.index, one.diplomatic = index, diplomatic
    worlds.place(marked, language)
    people.unseat(marked)
    known = people.registry(marked, language)
    for one in marked:
        people.add(one, known, language)
    return marked


def _years(told: Sequence[Sentence]) -> dict[tuple[str, int], set[int]]:
    """The years that each paragraph names."""
    years: dict[tuple[str, int], set[int]] = {}
    for one in told:
        named = {int(token.word) for token in one.tokens if len(token.word) == _YEAR and token.word.isdigit()}
        years.setdefault((one.where, one.paragraph), set()).update(named)
    return years


def _heading(one: Marked) -> tuple[int, Time] | None:
    """The time that a paragraph of a chronicle opens with, and nothing more: "1976. Morocco breaks ..", "June 2023: .."."""
    if one.sentence.where != "text" or not one.times or one.times[0].start > 1 or not one.times[0].value:
        return None
    end = one.times[0].end
    alone = one.words[end : end + 1] in ([":"], ["."], [")"], []) and one.times[0].role == "point"
    return (
        (one.sentence.paragraph, one.times[0])
        if alone and (len(one.words) <= end + 1 or one.words[end] == ":")
        else None
    )


def _of_the_outlet(one: Marked, language: Language) -> bool:
    """Does a sentence speak of the outlet's own report ("our article of Monday said"), and not of the world?"""
    return tells(one.words, language.cues.get("own_report", ()))


def _leads_elsewhere(one: Marked, language: Language) -> bool:
    """Is it a line that leads to another article ("SEE ALSO: Envoy recalled"), and tells nothing of this one?"""
    opening = " ".join(one.words[:_OPENING]) + " "
    return any(opening.startswith(f"{cue} ") for cue in language.cues.get("see_also", ()))


class _Story:
    """An article as it is read, sentence by sentence: its mentions so far, and the day that its news is of.

    `anchor` is the day of the latest announcement, told in sentence number `told`, on which the states in `sides` acted;
    `held` is the act that was dated so last: told of several states, it is of one day. `day` is the last day told at all.
    """

    def __init__(self, article: Article, marked: Sequence[Marked], language: Language, lexicon: Lexicon) -> None:
        learned = lexicon.learned and bool(thesaurus.load(language.lang).whole)  # nothing is learnt of other languages
        self.article, self.language, self.lexicon = article, language, replace(lexicon, learned=learned)
        self.trusted = bool(lexicon.extra)  # what a user's own words and rules read is not doubted
        self.scene = Scene(weights(marked), issuer=_issuer(article, language, lexicon))
        self.mentions: list[Mention] = []
        self.anchor = _communique(marked)
        self.told = 10_000 if self.anchor else -9
        self.day = self.anchor
        self.sides: set[str] = set()
        self.held: Act | None = None
        self.terms: dict[Key, int] = {}  # lengths of time to leave of orders whose day was not told yet
        self.seen: Traits = {}
        self.every: set[str] = set()  # the traits of all sentences
        self.scored: dict[tuple[str, int], dict[str, float]] = {}  # how likely each sentence tells each type
        self.topic: Traits = {}  # the traits of the headline
        self.likely: dict[str, float] = {}  # how likely the sentence tells an act of each type
        self.heading: tuple[int, Time] | None = None  # a paragraph of a chronicle and the time that it opens with

    def go_on(self, one: Marked) -> None:
        """Reads the next sentence."""
        self.come_to(one)
        self.read(one)

    def come_to(self, one: Marked) -> None:
        """Looks at the next sentence: which states its words stand for, by which traits its acts may be known."""
        self.scene.come_to(one)
        resolve(one, self.scene, self.lexicon, self.language)
        own_ones(one, self.scene, self.language)
        self.seen = traits(one, thesaurus.load(self.language.lang), self.seen, self.topic)
        if one.sentence.where == "title":
            self.topic = self.seen

    def read(self, one: Marked) -> None:
        """Reads the sentence that it has come to."""
        if (written := _document(one, self.language) or _setting(one)) is not None:
            self.anchor, self.told, self.sides = written, one.sentence.index, set()
        self.heading = _heading(one) or self.heading
        late = answers_itself(one)
        self._reply(one, not late)
        every = list(find(one, self.scene, self.language, self.lexicon))
        self.seen.update({READ + found.frame.type: found.act.start for found in every})
        self.likely = scores(self.seen, self.lexicon)
        self.scored[one.sentence.where, one.sentence.start] = self.likely
        self.every.update(trait for trait in self.seen if trait[0] not in CONTEXT)
        for found in every:
            self._take(found, one)
        self._reply(one, late)
        self._likely(one)
        self.mentions = _done_now(_announced(self.mentions, one, self.language), one, self.language)
        self._remember(one)

    def doubt(self) -> None:
        """Keeps of an article that tells no act by all that stands in it only what its own sentence makes certain."""
        if not self.trusted and not tells_any(self.every, self.lexicon):
            self.mentions = [
                m for m in self.mentions if m.type not in MATERIAL or m.mode != "actual" or self._certain(m)
            ]

    def _doubted(self, mention: Mention) -> bool:
        """Does the sentence as a whole make very unlikely that an act is told as done?"""
        score = self.likely.get(mention.type, 0.0)
        return mention.mode == "actual" and not self.trusted and score <= UNLIKELY[mention.type in MATERIAL]

    def _certain(self, mention: Mention) -> bool:
        return self.scored.get((mention.evidence.where, mention.evidence.start), {}).get(mention.type, 0.0) > CERTAIN

    def _likely(self, one: Marked) -> None:
        """Adds the acts that no frame has read in the sentence though its words as a whole tell them."""
        if one.sentence.where == "title" or one.world is not None:
            return
        told = {family_of(mention.type) for mention in self.mentions if mention.evidence.start == one.sentence.start}
        known = {key_of(mention) for mention in self.mentions if mention.mode == "actual"}
        asked = {kind: score for kind, score in self.likely.items() if family_of(kind) not in told}
        for found in likely(one, self.scene, self.seen, asked, self.language, self.lexicon):
            if (found.frame.type, found.actor, found.target) not in known:
                self._take(found, one)

    def _reply(self, one: Marked, now: bool) -> None:
        answers = replies(one, self.mentions, self.scene, self.anchor, self.language) if now else []
        self.mentions += answers
        if answers and answers[0].date_precision == "day" and answers[0].date:
            self.sides = {answers[0].actor, answers[0].target}
            self.anchor, self.told = date.fromisoformat(answers[0].date), one.sentence.index

    def _take(self, found: Found, one: Marked) -> None:
        """Adds what one act says, dated and with its term, once for each domain and member state."""
        mention = mention_of(found, one, self.article, self.day or self.anchor, self.language)
        if (
            _old(mention)
            or self._doubted(mention)
            or _lasting(found.act, one, self.language)
            or _known_people(found, mention, one, self.language)
        ):
            return
        mention = replace(mention, domain=mention.domain or sole_domain(mention.type, self.seen))
        mention = self._at_that_time(self._dated(mention, found.act, one), found.act, one)
        mention = with_term(mention, found.act, one, self.mentions, self.language)
        if mention.date is None and (days := open_term(found.act, one, self.language)) is not None:
            self.terms[key_of(mention)] = days
        mention = as_many(mention, found.thing, one, self.mentions, self.language)
        self.mentions += _of_members(mention, self.lexicon)
        others = found.thing.domains[1:] if found.thing and mention.type.startswith("cooperation") else ()
        self.mentions += [replace(mention, domain=domain) for domain in others]
        if mention.date_precision == "day" and mention.date and one.times:
            self.sides = {mention.actor, mention.target} | (self.sides if self.told == one.sentence.index else set())
            self.anchor, self.told = date.fromisoformat(mention.date), one.sentence.index

    def _dated(self, mention: Mention, act: Act, one: Marked) -> Mention:
        """An act without a time of its own that goes on with the announcement is of its day."""
        if mention.date is None and self.heading is not None and self.heading[0] == one.sentence.paragraph:
            time = self.heading[1]
            return replace(mention, date=time.value, date_precision=precision_of(time))
        away = one.sentence.index - self.told
        state = set(one.words[act.start : act.end]) & set(self.language.cues.get("state_reached", ()))
        near = away <= _reach(one, self.language) and not (away > 1 and state)
        sides = not self.sides or {mention.actor, mention.target} <= self.sides or act is self.held
        if mention.date or not self.anchor or not near or not sides or not _told_now(act, one, self.language):
            return mention
        self.held = act
        return replace(mention, date=self.anchor.isoformat(), date_precision="day")

    def _at_that_time(self, mention: Mention, act: Act, one: Marked) -> Mention:
        """What was done "then", "alors", before the past was over, is of the time told last: a month, a year."""
        words = one.words[max(0, act.start - 3) : act.end + 2]
        before = [m for m in self.mentions if m.date and m.evidence.start < one.sentence.start]
        past = set(words) & self.language.past_before and set(words) & set(self.language.cues.get("back_then", ()))
        if mention.date or one.times or not past or not before:
            return mention
        return replace(mention, date=before[-1].date, date_precision=before[-1].date_precision)

    def _remember(self, one: Marked) -> None:
        """Keeps what the next sentence may refer to: the acting state, the one named last, the things, the day."""
        scene = self.scene
        lead = [name for name in one.free if one.words[max(0, name.start - 1)] not in self.language.function["to"]]
        scene.subject = lead[0].actor if lead else scene.subject
        scene.latest = max(one.names, key=lambda name: name.end).actor if one.names else scene.latest
        scene.recent = [*reversed([replace(t, owners=_owned(t, scene)) for t in one.things]), *scene.recent][:8]
        here = [m for m in self.mentions if m.evidence.start == one.sentence.start]
        acts = [(m.actor, m.target) for m in here if m.mode == "actual" and m.evidence.where == one.sentence.where]
        scene.lately = (one.sentence.index, *acts[-1]) if acts else scene.lately
        order = tuple(dict.fromkeys(name.actor for name in one.names))
        scene.named.update({code: (one.sentence.index, place) for place, code in enumerate(order)})
        scene.headed = order if one.sentence.where == "title" else scene.headed
        dated = [m.date for m in here if m.date_precision == "day" and m.date]
        self.day = date.fromisoformat(dated[0]) if dated and one.times else _last_day(one) or self.day


def _shared_out(mentions: Sequence[Mention]) -> list[Mention]:
    """A headline's "three Western ambassadors" are the three of whom the text tells one by one: they are not told again."""
    kept = []
    for title in mentions:
        told = [m for m in mentions if m.evidence.where == "text" and (m.type, m.actor) == (title.type, title.actor)]
        each = {m.target: m.count or 1 for m in told if m.mode == title.mode}
        shared = len(each) > 1 and title.count == sum(each.values())
        if title.evidence.where != "title" or not shared:
            kept.append(title)
    return kept


def _done_now(mentions: list[Mention], one: Marked, language: Language) -> list[Mention]:
    """What the sentence before told as not done is done: "Jamais Oslo n'avait rappelé .. C'est chose faite depuis lundi"."""
    if not tells(one.words, language.cues.get("done_now", ())):
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


def _document(one: Marked, language: Language) -> date | None:
    """The day of a note or statement that a sentence speaks of without an act: what it says next was done that day."""
    days = [t for t in one.times if t.role == "point" and t.precision == "day" and t.value and not t.anchored]
    papers = set(one.words) & set(language.cues.get("documents", ()))
    acting = [act for act in one.acts if act.names - {"GRANT", "MEET", "ORDER", "ISSUE", "POST"}]
    return date.fromisoformat(days[0].value) if len(days) == 1 and papers and not acting and days[0].value else None


def _setting(one: Marked) -> date | None:
    """The day that a sentence without a verb opens with and sets the scene by: "Dimanche, 20 heures, deux chaînes."."""
    if one.sentence.where != "text" or any(group.finite for group in one.clauses.groups) or not one.times:
        return None
    first = one.times[0]
    day = first.start <= 1 and first.role == "point" and first.precision == "day" and not first.anchored
    return date.fromisoformat(first.value) if day and first.value and not one.acts else None


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


def _reach(one: Marked, language: Language) -> int:
    """For how many sentences the day of an announcement holds; for more where "the same note" goes on."""
    return 4 if set(one.words[:4]) & set(language.cues.get("same_text", ())) else 2


def _told_now(act: Act, one: Marked, language: Language) -> bool:
    """Is the act part of the news of the sentence before? Not with a time of its own, nor told as what had been before."""
    dated = any(time.role in {"point", "since"} for time in one.times)
    later = set(one.words[act.start : act.end]) & set(language.cues.get("since_then", ()))
    return not dated and not later and not set(one.words[act.start : act.end]) & language.past_before


def _borne_out(mentions: Sequence[Mention]) -> list[Mention]:
    """Without what a headline says was done and the text only as denied, meant or reported: "X ends visas, report"."""

    text = [m for m in mentions if m.evidence.where == "text"]
    done = {key_of(m) for m in text if m.mode == "actual"}
    doubted = {key_of(m) for m in text} - done
    return [m for m in mentions if m.evidence.where == "text" or m.mode != "actual" or key_of(m) not in doubted]


def _headlines_dated(mentions: Sequence[Mention], marked: Sequence[Marked]) -> list[Mention]:
    """A headline's act gets the day of the first act of the lead, else the first day told there: it is that announcement."""
    lead = [one for one in marked if one.sentence.where == "text" and one.sentence.paragraph <= 1]
    first = {one.sentence.start for one in lead}
    acts = [
        m for m in mentions if m.date_precision == "day" and m.evidence.where == "text" and m.evidence.start in first
    ]
    times = [t for one in lead for t in one.times if t.role == "point" and t.precision == "day" and t.value]

    opening = {one.sentence.start for one in lead if one.sentence.paragraph == 0}

    def days(title: Mention) -> list[str | None]:
        own = [m.date for m in acts if m.actor == title.actor and (m.type == title.type or m.evidence.start in opening)]
        return [*own, *[t.value for t in times], *[m.date for m in acts]]

    told = {(m.type, m.actor, m.target) for m in mentions if m.evidence.where == "text" and m.date}
    return [
        replace(m, date=days(m)[0], date_precision="day")
        if m.evidence.where == "title" and m.date is None and days(m) and (m.type, m.actor, m.target) not in told
        else m
        for m in mentions
    ]


Told = Callable[[Marked], Sequence[tuple[str, str]]]


def observed(
    article: Article, lexicon: Lexicon, told: Told | None = None
) -> Iterator[tuple[Marked, Traits, dict[str, set[str]]]]:
    """What is seen of each sentence before it is read: itself, its traits, how the states in it stand. To learn from.

    `told` gives the (actor, target) of the acts that a sentence really tells, by which the next one is understood.
    """
    lang = spoken(article, lexicon)
    if lang is None:
        return
    lexicon = speaking(lexicon, lang)
    marked = _marked(article, lexicon.languages[lang], lexicon)
    story = _Story(article, marked, lexicon.languages[lang], lexicon)
    for one in marked:
        story.come_to(one)
        stands = standings(one, story.scene, story.language)
        before = story.scene.lately
        story.read(one)
        if told is not None and one.sentence.where == "text":
            acts = told(one)
            story.scene.lately = (one.sentence.index, *acts[-1]) if acts else before
        yield one, story.seen, stands
