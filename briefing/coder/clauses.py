"""A sentence cut into clauses: where its verbs stand, which stretch each of them rules, whose subject is whose.

    clauses = cut(words, held, nouns, moments, language)

`held` are the places of names and times, which are no verbs whatever they look like. Linear in the number of words.
A stretch ends at punctuation, at a word that opens a clause ("qui", "that", "after" before a verb), and at an "and" that
joins two verbs. A stretch without a verb of its own ("par la voix de X", "on Monday") belongs to what stands around it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from briefing.coder.lexicon import ALIKE, NEAR, Language, VerbForm

HARD = frozenset({";", ":"})  # what is said after these has a subject of its own
SOFT = frozenset({",", "—", "–", "-", "(", ")", "[", "]", "«", "»", "“", "”", '"'})
SET_IN = frozenset({"relative", "that", "when"})  # clauses set into another
QUOTES = frozenset('«»"“”')
REACH = 8  # words between an auxiliary and its verb


@dataclass(slots=True)
class Group:
    """A verb with its auxiliaries: words [start, end), `head` the verb itself; `kinds` what sort of verb it is."""

    start: int
    head: int
    end: int
    finite: bool
    form: str  # finite, infinitive, gerund, participle
    kinds: frozenset[str]
    before: bool = False  # told as what had been before ("avait suspendu", "had suspended")
    stretch: int = 0
    maybe: bool = False  # past tense or participle, which the form alone does not tell
    host: Group | None = None  # the verb before it that its auxiliary stands with


@dataclass(slots=True)
class Stretch:
    """The words [low, high) between two cuts; `opener` tells how it begins: "", and, relative, that, when, hard, mark."""

    low: int
    high: int
    opener: str
    groups: list[Group]
    same_time: bool = False  # "when", "lorsque": told of the time just named
    apart: bool = False  # a comma stands before it

    @property
    def finite(self) -> Group | None:
        return next((group for group in self.groups if group.finite), None)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The verbs and stretches of a sentence, and the stretch of every word."""

    groups: list[Group]
    stretches: list[Stretch]
    of: list[int]

    def group_at(self, start: int, end: int) -> Group | None:
        """The verb group that has its head among these words."""
        return next((g for g in self.groups if start <= g.head < end), None)

    def before_in(self, group: Group) -> Group | None:
        """The verb before this one in the same stretch."""
        groups = self.stretches[group.stretch].groups
        at = groups.index(group)
        return groups[at - 1] if at else None

    def main_before(self, number: int) -> Group | None:
        """The finite verb of the nearest earlier stretch that is no clause set into another."""
        for stretch in reversed(self.stretches[:number]):
            if stretch.finite is not None and stretch.opener not in SET_IN:
                return stretch.finite
        return None

    def main_after(self, number: int) -> Group | None:
        """The finite verb of the next stretch that is no clause set into another."""
        for stretch in self.stretches[number + 1 :]:
            if stretch.finite is not None and stretch.opener not in SET_IN:
                return stretch.finite
        return None

    def parent(self, group: Group) -> Group | None:
        """The verb whose announcement this one is part of: its matrix, or the one it is joined to; None for a clause apart.

        "said it had expelled" -> said; "to expel" -> decided; "and recalled" -> expelled; "which expelled", "after
        expelling" -> None.
        """
        stretch = self.stretches[group.stretch]
        earlier = self.before_in(group)
        if group.host is not None:
            return group.host
        if earlier is not None:
            return None if group.form == "participle" else earlier
        if not group.finite and not any(s.groups for s in self.stretches[: group.stretch]) and stretch.opener != "when":
            return self.main_after(group.stretch)
        if stretch.opener in {"relative", "when"}:
            return None
        if stretch.opener == "that":
            before = [g for g in self.groups if g.head < stretch.low]
            return before[-1] if before else None
        if group.form == "participle" and stretch.opener != "and":
            said = group.kinds & {"say", "decide"}
            return self.main_before(group.stretch) if said else None
        if stretch.opener == "and":
            for other in reversed(self.stretches[: group.stretch]):
                if other.groups and not (stretch.apart and other.apart and other.opener == "relative"):
                    return (other.finite or other.groups[0]) if other.opener not in SET_IN else other.groups[0]
            return None
        return self.main_before(group.stretch) or (None if group.finite else self.main_after(group.stretch))

    def owners(self, at: int, end: int) -> list[Group]:
        """The verbs that a time at these words is told of: its own, and that of a clause that says "when"."""
        own = self.owner(at)
        found = [own] if own is not None else []
        number = self.of[at]
        following = self.stretches[number + 1] if number + 1 < len(self.stretches) else None
        if following is not None and following.same_time and following.finite is not None:
            found.append(following.finite)
        stretch = self.stretches[number]
        main = self.main_before(number) if stretch.same_time and stretch.opener == "when" else None
        return [*found, main] if main is not None and main not in found else found

    def owner(self, at: int) -> Group | None:
        """The verb that a time at this place belongs to."""
        number = self.of[at]
        if self.stretches[number].groups:
            return self.ruling(at)
        ahead = self.main_after(number)
        behind = next((s.groups[-1] for s in reversed(self.stretches[:number]) if s.groups), None)
        if ahead is None:
            return behind
        loose = all(not s.groups for s in self.stretches[self._run(number) : number])
        return ahead if loose or behind is None or not self.stretches[number - 1].groups else behind

    def _run(self, number: int) -> int:
        """Where the run of stretches before this one begins that a hard mark or the sentence's start closes off."""
        while number > 0 and self.stretches[number].opener != "hard":
            number -= 1
        return number

    def ruling(self, at: int) -> Group | None:
        """The verb that a word hangs on: the nearest before it in its stretch, else the first after it there."""
        stretch = self.stretches[self.of[at]]
        before = [g for g in stretch.groups if g.head < at]
        if before:
            return before[-1]
        return next((g for g in stretch.groups if g.head >= at), None)


def cut(
    words: list[str], held: Set[int], nouns: Set[int], moments: Set[int], asides: Set[int], language: Language
) -> Clauses:
    """The clauses of a sentence; `nouns` are the places inside noun phrases, whose words are no verbs, `moments` where a
    time begins: "until Monday" opens no clause; `asides` are commas around a mere name, which cut nothing.
    """
    groups = _groups(words, held, nouns, language)
    stretches = _stretches(words, groups, moments, asides, language)
    of = [0] * (len(words) + 1)
    for number, stretch in enumerate(stretches):
        for i in range(stretch.low, min(stretch.high, len(words) + 1)):
            of[i] = number
    if stretches:
        of[len(words)] = len(stretches) - 1
    for group in groups:
        group.stretch = of[group.head]
        stretches[group.stretch].groups.append(group)
    stretches = _since_whole(stretches, words, moments, language)
    _demote(stretches, words, language)
    _share(groups, stretches, words, language)
    stretches = _parted(stretches)
    of = [number for number, stretch in enumerate(stretches) for _ in range(stretch.low, stretch.high)] + [
        len(stretches) - 1
    ]
    for number, stretch in enumerate(stretches):
        for group in stretch.groups:
            group.stretch = number
    return Clauses(groups, stretches, of)


def _since_whole(stretches: list[Stretch], words: list[str], moments: Set[int], language: Language) -> list[Stretch]:
    """ "Men held since a crash in May were let go": a time right before the verb ends a phrase, it is no subject of a clause."""
    found: list[Stretch] = []
    for stretch in stretches:
        last = found[-1].groups[-1] if found and found[-1].groups else None
        first = stretch.finite
        phrase = stretch.opener == "when" and first is not None and first.start - 1 in moments and last is not None
        if phrase and last is not None and last.maybe and not _object_follows(last.head, words, language):
            found[-1].high = stretch.high
            found[-1].groups += stretch.groups
        else:
            found.append(stretch)
    for number, stretch in enumerate(found):
        for group in stretch.groups:
            group.stretch = number
    return found


def _demote(stretches: list[Stretch], words: list[str], language: Language) -> None:
    """ "Members held since May were let go": of two verbs side by side the one that may be a participle is one."""
    small = language.function["complementizer"] | language.function["subject_pronoun"]
    for stretch in stretches:
        for group, following in zip(stretch.groups, stretch.groups[1:], strict=False):
            apart = set(words[group.end : following.start]) & small
            if "ORDER" in group.kinds and group.finite and following.maybe and following.head == following.start:
                following.finite, following.form = False, "participle"  # "ordered the border closed"
                continue
            if group.finite and group.maybe and following.finite and not apart and not group.kinds & {"say"}:
                group.finite, group.form = False, "participle"


def _parted(stretches: list[Stretch]) -> list[Stretch]:
    """A relative clause ends where the verb of the clause around it comes: "the generals who hold him | have banned"."""
    found: list[Stretch] = []
    for stretch in stretches:
        finite = [group for group in stretch.groups if group.finite]
        second = finite[1] if len(finite) > 1 else None
        if stretch.opener != "relative" or second is None or "say" in finite[0].kinds:
            found.append(stretch)
            continue
        inner = [group for group in stretch.groups if group.head < second.head]
        rest = [group for group in stretch.groups if group.head >= second.head]
        found += [
            Stretch(stretch.low, second.start, "relative", inner),
            Stretch(second.start, stretch.high, "back", rest),
        ]
    return found


def _share(groups: list[Group], stretches: list[Stretch], words: list[str], language: Language) -> None:
    """Participles in a row share the auxiliary of the first: "a dénoncé l'accord, exigé le retrait et ouvert la porte"."""
    last: Group | None = None
    for group in groups:
        if group.finite:
            have = any(
                kind == "have" for w in words[group.start : group.head + 1] for kind, _ in language.auxiliary.get(w, ())
            )
            last = group if have else None
        elif last is not None and group.form == "participle" and _joined(last, group, stretches, words, language):
            group.finite, group.form, group.before, group.host = True, "finite", last.before, last
            last = group


def _joined(last: Group, group: Group, stretches: list[Stretch], words: list[str], language: Language) -> bool:
    """Does a participle go with the auxiliary of the verb before it?"""
    split_off = any(kind == "have" for kind, _ in language.auxiliary.get(words[last.head], ()))
    agreed = language.agreed_endings and words[group.head].endswith(language.agreed_endings)
    if agreed and not words[last.head].endswith(language.agreed_endings):
        return False  # "avait rouvert son ambassade, fermée en 2012": it tells of the embassy
    if split_off and last.stretch == group.stretch:
        return not any(word in language.function["relative"] for word in words[last.end : group.head])
    opener = stretches[group.stretch].opener
    if opener not in {"and", "mark"} or not _first_of(group, stretches, words, language):
        return False
    return split_off or opener == "and" or _object_follows(group.head, words, language)


def _first_of(group: Group, stretches: list[Stretch], words: list[str], language: Language) -> bool:
    """Does the group open its stretch, nothing but small words before it?"""
    small = language.function["and"] | language.function["adverb"] | language.function["or"] | language.function["but"]
    low = stretches[group.stretch].low
    return all(word in small for word in words[low : group.start])


def _groups(words: list[str], held: Set[int], nouns: Set[int], language: Language) -> list[Group]:
    found: list[Group] = []
    spent: set[int] = set()
    for i, word in enumerate(words):
        if i in held or i in nouns or word in language.no_verb:
            continue
        forms = _forms(i, words, language)
        phrase = any(form.particle for form in forms)
        if word in language.auxiliary and not (forms and (phrase or _closes(i, words, language))):
            continue
        if not forms or _as_noun(i, words, language) or _after_adjective(i, words, forms, held, language):
            continue
        group = _group(i, words, forms, held, language)
        found.append(group)
        spent.update(range(group.start, group.end))
    for i, word in enumerate(words):
        if i in spent or i in held or i in nouns or word not in language.auxiliary:
            continue
        features = {feature for _, feature in language.auxiliary[word]}
        if features & {"fin", "fut", "cond", "modal", "must"} and not _as_noun(i, words, language):
            found.append(Group(i, i, i + 1, True, "finite", frozenset({"AUX"})))
    found.sort(key=lambda group: group.head)
    return found


def particle_of(i: int, words: list[str], particle: tuple[str, ...], language: Language) -> tuple[int, ...] | None:
    """The places of a verb's particle after it, or None where it is missing. "de" stands for "du", "des", "d'" too.

    Its first word may stand a few words off and more than once: "intimer à l'ambassadeur l'ordre" has "l'ordre", not "l'".
    """
    if not particle:
        return ()
    if particle[0] not in language.alike and particle[0] not in words[i + 1 : i + NEAR]:
        return None  # most calls end here: a third of the coder's time without it
    opens = _same_word(particle[0], language)
    helping = words[i] in language.auxiliary
    for position in range(i + 1, min(len(words), i + (3 if helping else NEAR))):
        if words[position] in opens:
            places = _run_on(position, words, particle, language)
            if places is None and words[position - 1] not in language.function["to"]:
                return None  # "décider la levée de la fermeture": what is decided is another thing
            if places is not None:
                return None if helping and _participle(places[-1] + 1, words, language) else places
        elif helping and language.forms(words[position]):
            return None  # "has been called back": it is not "be back"
    return None


def _participle(i: int, words: list[str], language: Language) -> bool:
    """ "A de nouveau autorisé": what follows shows that the word before was only an auxiliary."""
    if i >= len(words) or words[i] in language.auxiliary:
        return False  # "has again got an ambassador"
    return any(form.feature == "part" for form in language.forms(words[i]))


def _same_word(word: str, language: Language) -> frozenset[str]:
    """The words that a word of a particle stands for: any "of" for "de", any possessive for one."""
    same = language.same.get(word)
    if same is None:
        same = next((language.function[k] for k in ALIKE if word in language.function[k]), frozenset({word}))
        language.same[word] = same
    return same


def _run_on(first: int, words: list[str], particle: tuple[str, ...], language: Language) -> tuple[int, ...] | None:
    """The places of a particle's words from its first, quotation marks and pronouns between them, or None."""
    passed = (QUOTES, language.function["object_pronoun"], language.function["adverbial_pronoun"])
    places = [first]
    for wanted in particle[1:]:
        same = _same_word(wanted, language)
        position = places[-1] + 1
        limit = min(len(words), position + 3)
        while position < limit and words[position] not in same:
            if not any(words[position] in kind for kind in passed):
                return None
            position += 1
        if position >= limit:
            return None
        places.append(position)
    return tuple(places)


def _forms(i: int, words: list[str], language: Language) -> tuple[VerbForm, ...]:
    """The verbs that a word can be a form of here: one that needs a particle only where it has it."""
    word = words[i]
    found = language.within(language.forms(word), words, i)
    return tuple(f for f in found if not f.particle or particle_of(i, words, f.particle, language) is not None)


def _closes(i: int, words: list[str], language: Language) -> bool:
    """Is a word that can be an auxiliary the verb itself, no other verb following it?"""
    for j in range(i + 1, min(i + REACH, len(words))):
        word = words[j]
        if any(f.particle and f.feature == "part" for f in _forms(j, words, language)):
            return False  # "a fait de même": an auxiliary too, but here the verb
        if word in language.function["adverb"] or word in language.function["negation"] or word in language.auxiliary:
            continue
        forms = language.forms(word)
        return not any(form.feature in {"part", "inf", "ger"} for form in forms)
    return True


def _as_noun(i: int, words: list[str], language: Language) -> bool:
    """Does an article, a possessive or "of" stand right before it, so that it is a noun ("la mesure", "its order")?"""
    before = words[i - 1] if i else ""
    if before in language.clitics:
        return _after_article(i, words, language)
    if i >= 2 and words[i - 2] in language.clitics and before in language.function["one_or_other"]:
        return False
    nominal = (
        language.function["article"]
        | language.function["possessive"]
        | language.function["of"]
        | language.function["nominal"]
    )
    forms = language.forms(words[i])
    features = {form.feature for form in forms}
    after = words[i + 1] if i + 1 < len(words) else ""
    if before in language.function["before_gerund"] and "ger" in features:
        return False
    if before in language.function["by"]:
        return not ("ger" in features or features == {"inf"})  # "by order of": no verb in a form of its own
    if (
        before in language.function["dative"]
        and "fin" in features
        and after in language.function["article"] | language.function["of"]
    ):
        return i < 2 or words[i - 2] in language.function["to"] | language.function["of"]
    if before in language.function["of"] or (
        before in language.function["to"] and before not in language.function["before_infinitive"]
    ):
        return not features & {"inf", "ger"} or before in language.function["contracted"]
    return (
        before in nominal and before not in language.function["floating"]
    )  # they may follow their noun: "they all left"


def _after_adjective(i: int, words: list[str], forms: tuple[VerbForm, ...], held: Set[int], language: Language) -> bool:
    """ "The Belarusian reply", "three sentences": a form that is also a noun, after a nationality with its article or a number."""
    if language.head_first or i < 1 or not {form.feature for form in forms} & {"inf", "fin"}:
        return False
    before = words[i - 1]
    if before in language.function["few"] and words[i].endswith(language.plural_endings):
        return True
    low = i - 1
    if low in held and before.endswith(language.plural_endings) and _object_follows(i, words, language):
        return False  # "the Americans put their ..": a people, no adjective
    while low > 0 and low in held:
        low -= 1
    if low < i - 1 and words[low] in language.function["few"] and words[i].endswith(language.plural_endings):
        return True  # "three Somali judges"
    base = any(form.feature == "inf" for form in forms) and not _takes_object(i, words, language)
    floating = language.function["floating"] - language.function["complementizer"]
    return base and low < i - 1 and words[low] in language.function["article"] - floating


def _takes_object(i: int, words: list[str], language: Language) -> bool:
    """ "The Netherlands cut its aid": a possessive, or a thing of ours right behind, is what the verb is done to."""
    after = words[i + 1 : i + 2]
    return bool(after) and (after[0] in language.function["possessive"] or after[0] in language.things)


def _after_article(i: int, words: list[str], language: Language) -> bool:
    """ "La demande" or "(il) la demande": after a word that is article and pronoun, only an infinitive or a clear subject."""
    forms = language.forms(words[i])
    features = {form.feature for form in forms}
    if "inf" in features:
        return False
    subject = language.function["subject_pronoun"] | language.function["relative"] | language.function["negation"]
    noun = any(words[i] in tree for tree in (language.officials, language.things, language.act_nouns))
    if not noun and not features & {"inf", "part"} and words[i].endswith(language.verb_endings):
        return False
    return not (features & {"fin", "fut", "cond"} and i >= 2 and words[i - 2] in subject)


def _group(i: int, words: list[str], forms: tuple[VerbForm, ...], held: Set[int], language: Language) -> Group:
    features = {form.feature for form in forms}
    kinds = frozenset(form.name for form in forms)
    start, tenses, auxiliaries = i, set[str](), set[str]()
    for j in range(i - 1, max(-1, i - REACH), -1):
        word = words[j]
        if j in held:
            break  # "May" is a month here
        if word in language.auxiliary:
            start = j
            tenses |= {tense for _, tense in language.auxiliary[word]}
            auxiliaries.add(word)
        elif word in language.function["negation"] or word in language.function["pronoun_self"]:
            start = j
        elif word in language.function["adverb"] or word.endswith(language.adverb_endings):
            continue
        else:
            break
    before = bool(auxiliaries & language.past_before)
    if tenses & {"fin", "fut", "cond", "modal", "must"}:
        return Group(start, i, i + 1, True, "finite", kinds, before)
    if tenses:
        form = "infinitive" if "inf" in tenses else "gerund" if "ger" in tenses else "participle"
        return Group(start, i, i + 1, False, form, kinds)
    bare = "part" in features and _bare_participle(i, words, language)
    if features & {"fin", "fut", "cond"} and not bare:
        return Group(start, i, i + 1, True, "finite", kinds, maybe="part" in features)
    features = features - {"inf", "ger"} if bare and "fin" in features else features
    form = "infinitive" if "inf" in features else "gerund" if "ger" in features else "participle"
    return Group(start, i, i + 1, False, form, kinds)


def _bare_participle(i: int, words: list[str], language: Language) -> bool:
    """Is a form that may be past tense or participle the latter: its agent follows, or it opens a stretch without an object?"""
    after = words[i + 1] if i + 1 < len(words) else ""
    if after in language.function["by"]:
        return not _gerund(i + 2, words, language)  # "responded by closing": how, not by whom
    if words[i] in language.cues.get("inverts", ()):
        return False
    opens = i == 0 or words[i - 1] in SOFT
    return opens and not _object_follows(i, words, language)


def _gerund(i: int, words: list[str], language: Language) -> bool:
    word = words[i] if i < len(words) else ""
    forms = language.forms(word)
    return any(form.feature == "ger" for form in forms)


def _object_follows(i: int, words: list[str], language: Language) -> bool:
    """Does what follows look like the thing that the verb is done to: an article, a possessive, a number?"""
    after = words[i + 1] if i + 1 < len(words) else ""
    after = words[i + 2] if after in language.function["adverb"] and i + 2 < len(words) else after
    determiner = language.function["article"] | language.function["possessive"]
    return after in determiner or after.isdigit() or after in language.numbers or after in language.things


def _stretches(
    words: list[str], groups: list[Group], moments: Set[int], asides: Set[int], language: Language
) -> list[Stretch]:
    heads = [group.head for group in groups]
    finite = [group.start for group in groups if group.finite]
    cuts: list[tuple[int, str]] = [(0, "")]
    for i, word in enumerate(words):
        kind = _opener(i, words, language)
        if word in HARD:
            cuts.append((i + 1, "hard"))
        elif word in SOFT:
            if i not in asides:
                cuts.append((i + 1, "mark"))
        elif kind in {"relative", "that"}:
            if any(head > i for head in heads) and cuts[-1] != (i - 1, "when"):  # "après que" opens one clause
                cuts.append((i, kind))
        elif kind == "when":
            if i + 1 not in moments and _verb_follows(i, words, heads):
                cuts.append((i, kind))
        elif kind == "and":
            low = cuts[-1][0]
            ruled = any(low <= head < i for head in heads) or cuts[-1][0] == i
            if ruled and (i + 1 in heads or (any(i < at for at in finite) and _verb_follows(i, words, heads))):
                cuts.append((i, kind))
    merged: list[tuple[int, str]] = []
    for at, kind in cuts:
        if merged and at - merged[-1][0] == 0 and kind:
            merged[-1] = (at, kind)
        else:
            merged.append((at, kind))
    ends = [at for at, _ in merged[1:]] + [len(words)]
    then = language.cues.get("at_that_time", ())
    return [
        Stretch(
            at, end, kind, [], same_time=at < len(words) and words[at] in then, apart=at > 0 and words[at - 1] == ","
        )
        for (at, kind), end in zip(merged, ends, strict=True)
    ]


def _verb_follows(i: int, words: list[str], heads: list[int]) -> bool:
    """Is there a verb before the next mark of punctuation?"""
    for head in heads:
        if head > i:
            return not any(word in SOFT or word in HARD for word in words[i + 1 : head])
    return False


def _told_before(i: int, words: list[str], language: Language) -> bool:
    """Does a word that is relative and complementizer both ("que") follow a verb of saying, asking or deciding?"""
    for word in reversed(words[max(0, i - REACH) : i]):
        if word in language.governors:
            return True
        if word in SOFT or word in HARD or word in language.function["relative"]:
            return False
    return False


def _opener(i: int, words: list[str], language: Language) -> str:
    word = words[i]
    function = language.function
    if word in function["relative"] and not (word in function["complementizer"] and _told_before(i, words, language)):
        return "relative"
    if word in function["complementizer"]:
        return "that" if word not in function["article"] or (i and words[i - 1] not in function["article"]) else ""
    if word in function["and"] or word in function["but"] or word in function["or"]:
        return "and"
    if word in function["condition"] and word in function["pronoun_self"]:
        return "when" if set(words[i + 1 : i + 2]) & function["subject_pronoun"] else ""
    if word in function["inverted_condition"]:
        return "when" if i == 0 or words[i - 1] in HARD else ""
    if word in function["before_noun"] and not _opens_clause(i, words, language):
        return ""
    if word in function["after"] or word in function["condition"]:
        return "when"
    return ""


def _opens_clause(i: int, words: list[str], language: Language) -> bool:
    """Does a clause follow a preposition, not a noun: "pour fermer", "après avoir fermé", "avant qu'il", "dès que"?"""
    small = language.clitics | language.function["dative"] | language.function["adverbial_pronoun"]
    small |= language.function["pronoun_self"] | language.function["negation"]
    follows = i + 1
    while follows < min(i + 5, len(words)) and words[follows] in small | language.function["of"]:
        follows += 1
    word = words[follows] if follows < len(words) else ""
    if words[i + 1 : i + 2] and words[i + 1] in language.function["complementizer"]:
        return True
    forms = language.forms(word)
    return any(form.feature == "inf" for form in forms) or any(f == "inf" for _, f in language.auxiliary.get(word, ()))
