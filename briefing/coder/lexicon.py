"""Words and frames as data: TOML -> a frozen `Lexicon` that the coder is handed.

A language is one file `lang.XX.toml`; what acts on what is which event is `frames.toml`, the same for every language.
Everything is checked: an unknown key, class or type is a `DataError` that names file and entry. `loading.load` reads the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.coder.dates import Calendar
from briefing.coder.gazetteer import Gazetteer
from briefing.coder.text import Writing, bare_initial, strip_accents, tokenize, writing
from briefing.errors import DataError
from briefing.model import TYPES

FEATURES = ("inf", "fin", "fut", "cond", "ger", "part")
ALIKE = ("of", "at", "possessive")  # small words of one kind, any of which stands for another in a verb's phrase
GOVERNORS = ("say", "decide", "threaten", "demand", "deny")
FUNCTIONS = [
    "article",
    "possessive",
    "own",
    "of",
    "to",
    "from",
    "with",
    "by",
    "against",
    "and",
    "or",
    "but",
    "relative",
    "complementizer",
    "condition",
    "after",
    "negation",
    "subject_pronoun",
    "object_pronoun",
    "pronoun_self",
    "other_side",
    "same",
    "adverb",
    "reduced_by",
    "pronominal",
    "mass",
    "definite",  # articles and demonstratives that point at what is known
    "few",  # numbers that may stand alone: "the four"
    "nobody",  # "no diplomat", "aucun"
    "nobody_subject",
    "nor",
    "now",  # present forms of "to be" and "to remain": a state of things
    "negation_of_noun",  # negations that never belong to a verb
    "negation_before",  # the two parts of a negation around a verb ("n' .. pas")
    "negation_after",
    "inverted_condition",  # "were it to", "should it": they open a condition at the head of a clause only
    "before_noun",  # prepositions that open a clause only before an infinitive or "que"
    "before",  # "before", and the nouns for the day before
    "just_after",  # "after", "when": what they open was done shortly before, or then
    "short_time",  # "hours after"
    "leaving",  # verbs and prepositions before the place that is left
    "genitive",  # the ending that makes a name an owner: "'s"
    "nominal",  # besides articles: what stands right before a noun, so that no verb follows
    "contracted",  # prepositions with an article inside: a noun follows
    "before_infinitive",  # prepositions that an infinitive follows
    "before_gerund",
    "dative",  # pronouns of the one to whom
    "adverbial_pronoun",  # "en", "y"
    "genitive_pronoun",  # "en": of it
    "after_preposition",  # pronouns after a preposition
    "sentence_pronoun",  # what stands for a whole announcement
    "one_or_other",  # "l'un", "l'autre"
    "floating",  # articles that may follow their noun: "they all left"
    "object_relative",  # "whom", "que"
    "either_relative",  # relatives that are an object where a subject follows
    "at",  # "à" alone and with its articles: one stands for all in a verb's particle ("mettre fin au")
    "like_plural",  # ends of nouns that look like plurals and are none ("d'affaires")
    "also_adjective",  # nouns for people that are adjectives too ("militaire")
]
SLOTS = frozenset(
    [
        "subject",
        "main",
        "patient",
        "object",
        "next",
        "agent",
        "owner",
        "possessor",
        "genitive",
        "home",
        "reporter",
        "near",
        "dyad",
        "from",
        "place",
        "there",
        "to",
        "of",
        "with",
        "after",
        "against",
        "organisation",
    ]
)
# acts that the grammar builds from others: no word names them
BUILT = frozenset({"LEAVE_ORDER", "CLOSE_MUST", "CLOSE_ORDER", "TROOPS_DEMAND", "REDUCE_MUST", "NOT_BACK"})
SECTIONS = frozenset(
    "lang elisions whole abbreviations plural common function auxiliary morphology paradigm irregular plain act govern thing domain "
    "official relational cue".split()
)


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a word as a form of a verb: its class, feature ("part", "fut" ..) and what must follow it."""

    name: str
    lemma: str
    feature: str
    particle: tuple[str, ...] = ()
    reflexive: bool = False
    denied: bool = False  # means this only where it is negated: "ne pas exclure", "not rule out"
    suffers: bool = False  # its subject is the one to whom it is done: "regain one's freedom", "écoper de dix ans"
    lapsed: str = ""  # the adverb that must stand with the negation: "no longer share"


Placed = list[tuple[int, VerbForm, frozenset[str]]]  # a form, its place among its word's, words that must follow
NEAR = 13  # words between a verb and its particle ("put .. on hold")
_FARTHEST = NEAR + 40  # words among which all of a particle stand
_FEW = 4  # forms of a word that are looked through one by one


@dataclass(frozen=True, slots=True)
class Frame:
    """An act on a thing is an event of a type; the slots say where actor and target are looked for, in order."""

    id: str
    type: str
    act: frozenset[str]
    object: frozenset[str]
    lead: str
    actor: tuple[str, ...]
    target: tuple[str, ...]
    domain: str | None = None
    mutual: str = ""  # "joint": one event a direction when both are the subject; "always": whenever it happens
    diplomatic: bool = False
    envoy: bool = False
    carries: frozenset[str] = frozenset()
    strict: bool = False  # both sides must be told in the sentence; none is guessed
    cue: str = ""  # words of this cue must stand near the act
    unless: str = ""  # words of this cue must not
    told: bool = False  # who acts must be told in the sentence, and is not guessed
    retort: bool = False  # only with a quotation, and by one towards whom something has been said or done
    quote: str = ""  # words of this cue must stand in the quotation beside the act, or shortly after it
    answer: bool = False  # only by one towards whom something has been said or done
    why: str = ""  # the construction, and the codebook's reason


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language, ready for look-up by folded form."""

    lang: str
    writing: Writing
    abbreviations: frozenset[str]
    common: frozenset[str]
    verbs: Mapping[str, tuple[VerbForm, ...]]
    governors: Mapping[str, tuple[VerbForm, ...]]
    plain: Mapping[str, tuple[VerbForm, ...]]  # verbs that are no act and govern none: they tell where a clause is
    past_before: frozenset[str]  # auxiliaries of the past before the past
    clitics: frozenset[str]  # words that are article and object pronoun both ("la")
    of_relative: frozenset[str]  # relative pronouns that mean "of which"
    pro_nouns: frozenset[str]  # words that stand for the noun before ("the Cambodian one")
    joining: frozenset[str]  # phrases that join names to a list ("along with")
    adverb_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]  # endings that no noun shares
    agreed_endings: tuple[str, ...]  # of participles that agree with a noun, and so share no auxiliary of having
    head_first: bool  # "accords militaires": the first noun says what it is, not the last
    no_verb: frozenset[str]  # small words that look like verbs ("entre", "sur")
    act_nouns: Mapping[str, Any]
    predicates: Mapping[str, Any]
    things: Mapping[str, Any]
    officials: Mapping[str, Any]
    relational: Mapping[str, Any]
    function: Mapping[str, frozenset[str]]
    function_phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by their last word ("at the behest of")
    auxiliary: Mapping[str, tuple[tuple[str, str], ...]]
    domains: Mapping[str, str]
    domain_phrases: Mapping[str, Any]
    cues: Mapping[str, tuple[str, ...]]
    generic: frozenset[str]
    junta: frozenset[str]
    etre: frozenset[str]
    hearsay: tuple[str, ...]
    unreal: tuple[str, ...]
    unknown_verbs: tuple[tuple[str, tuple[VerbForm, ...]], ...] = ()  # endings that tell the verbs no list names
    no_unknown_verbs: frozenset[str] = frozenset()  # words that only look like such
    alike: frozenset[str] = frozenset()  # every word of those kinds
    numbers: frozenset[str] = frozenset()  # words for numbers, from its calendar
    met: dict[str, tuple[VerbForm, ...]] = field(default_factory=dict, compare=False)  # what `forms` put together
    same: dict[str, frozenset[str]] = field(
        default_factory=dict, compare=False
    )  # words that stand for a word of a phrase
    reach: dict[int, tuple[Placed, dict[str, Placed]]] = field(default_factory=dict, compare=False)  # what `within` met

    def within(self, forms: tuple[VerbForm, ...], words: Sequence[str], at: int) -> tuple[VerbForm, ...]:
        """The forms of the word at a place without a particle, or all words of whose particle may follow it, in order.

        `forms` are a row of this language's own, so that it can be known again.
        """
        if len(forms) <= _FEW:
            return forms
        known = self.reach.get(id(forms))
        if known is None:
            known = self.reach[id(forms)] = _by_first(forms, self.alike)
        anywhere, begun = known
        follow = frozenset(words[at + 1 : at + _FARTHEST])
        found = [entry for entry in anywhere if entry[2] <= follow]
        for other in begun.keys() & frozenset(words[at + 1 : at + NEAR]):
            found += [entry for entry in begun[other] if entry[2] <= follow]
        found.sort(key=_place)
        return tuple(entry[1] for entry in found)

    def forms(self, word: str) -> tuple[VerbForm, ...]:
        """Every reading of a word as a form of a verb; of an unlisted word by its ending, where no noun shares that."""
        met = self.met.get(word)
        if met is not None:
            return met
        known = (*self.verbs.get(word, ()), *self.governors.get(word, ()), *self.plain.get(word, ()))
        if known:
            self.met[word] = known
        if known or word in self.no_unknown_verbs or word in self.things or word in self.officials:
            return known
        return next((forms for ending, forms in self.unknown_verbs if word.endswith(ending)), ())


def _by_first(forms: tuple[VerbForm, ...], alike: frozenset[str]) -> tuple[Placed, dict[str, Placed]]:
    """Forms with their places: those that any words may follow, and the others by the first word of their particle."""
    anywhere: Placed = []
    begun: dict[str, Placed] = {}
    for place, form in enumerate(forms):
        free = not form.particle or form.particle[0] in alike
        row = anywhere if free else begun.setdefault(form.particle[0], [])
        row.append((place, form, frozenset(form.particle) - alike))
    return anywhere, begun


def _place(entry: tuple[int, VerbForm, frozenset[str]]) -> int:
    return entry[0]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the coder reads with: languages, frames, relations between states, names, calendars."""

    languages: Mapping[str, Language]
    frames: tuple[Frame, ...]
    by_act: Mapping[str, tuple[Frame, ...]]
    groups: Mapping[str, frozenset[str]]
    colonial: Mapping[str, frozenset[str]]
    members: Mapping[str, tuple[str, ...]]
    gazetteer: Gazetteer
    calendars: Mapping[str, Calendar]
    learned: bool = True  # are acts read too that only the sentence as a whole tells?
    version: str = ""
    optional: Mapping[str, frozenset[str]] = field(default_factory=dict)  # languages not read yet: their common words
    extra: tuple[Path, ...] = ()  # the user's own files that are in it


def trie(entries: Iterable[tuple[tuple[str, ...], Any]]) -> dict[str, Any]:
    """A tree over words; a value sits under the empty key."""
    root: dict[str, Any] = {}
    for words, value in entries:
        node = root
        for word in words:
            node = node.setdefault(word, {})
        node[""] = value
    return root


def longest(tree: Mapping[str, Any], words: list[str], at: int) -> tuple[int, Any] | None:
    """The longest entry of a tree that starts at a word. -> (end, value)"""
    best = None
    node: Any = tree
    i = at
    while i < len(words) and (node := node.get(words[i])) is not None:
        i += 1
        if "" in node:
            best = i, node[""]
    return best


def tells(words: Iterable[str], phrases: Iterable[str]) -> bool:
    """Does any of the phrases stand whole among the words?"""
    text = " " + " ".join(words) + " "
    known = _SPACED.get(id(phrases))
    if known is None or known[0] is not phrases:
        known = phrases, tuple(f" {phrase} " for phrase in phrases)
        if isinstance(phrases, tuple) and len(_SPACED) < _MOST_KEPT:
            _SPACED[id(phrases)] = known
    return any(phrase in text for phrase in known[1])


_SPACED: dict[int, tuple[Iterable[str], tuple[str, ...]]] = {}  # cues that were asked for, with spaces around
_MOST_KEPT = 1000


def split(phrase: str) -> tuple[str, ...]:
    """A phrase of the data cut as the tokenizer cuts text; one that ends in an elision as before a word."""
    words = tuple(token.word for token in tokenize(phrase + phrase[:1] if phrase.endswith("'") else phrase))
    return words[:-1] if phrase.endswith("'") else words


def _plurals(phrase: tuple[str, ...], rules: list[list[str]], joints: frozenset[str]) -> set[tuple[str, ...]]:
    def plural(word: str) -> str:
        for ending, other in rules:
            if word.endswith(ending):
                return word[: len(word) - len(ending)] + other
        return word

    head = next((i for i, word in enumerate(phrase) if word in joints), len(phrase))
    every = tuple(plural(w) if i < head else w for i, w in enumerate(phrase))
    first = (plural(phrase[0]), *phrase[1:])
    last = tuple(plural(w) if i == head - 1 else w for i, w in enumerate(phrase))
    return {phrase, every, first, last}


def _conjugate(lemma: str, data: Mapping[str, Any]) -> dict[str, list[str]]:
    irregular = data.get("irregular", {})
    if lemma in irregular:
        return dict(irregular[lemma])
    for paradigm in data.get("paradigm", []):
        ending = paradigm["ending"]
        if lemma.endswith(ending):
            stem = lemma[: len(lemma) - len(ending)]
            doubled = stem + _doubled(lemma, data) if not ending else stem
            return {
                feature: list(dict.fromkeys(base + e for e in ends for base in (stem, doubled if e[1:] else stem)))
                for feature, ends in paradigm["forms"].items()
            }
    return {"inf": [lemma]}


def _doubled(lemma: str, data: Mapping[str, Any]) -> str:
    """The last letter of a verb that may be doubled before an ending ("slap", "slapped"): both spellings are made."""
    endings = tuple(data.get("morphology", {}).get("doubling", ()))
    return lemma[-1] if endings and lemma.endswith(endings) else ""


class _Reader:
    """Reads one language file; remembers where it is for the error."""

    def __init__(self, data: dict[str, Any], name: str) -> None:
        self.data, self.name = data, name
        unknown = set(data) - SECTIONS
        if unknown:
            raise DataError(f"{name}: unknown section [{sorted(unknown)[0]}]")
        self.function = {
            key: frozenset(words for words in data["function"].get(key, []) if " " not in words) for key in FUNCTIONS
        }
        odd = set(data["function"]) - set(FUNCTIONS)
        if odd:
            raise DataError(f"{name}: [function] has an unknown key {sorted(odd)[0]!r}")

    def verb_entries(self, phrase: str, name: str, suffers: bool = False) -> Iterable[tuple[str, VerbForm]]:
        words = [w for w in split(phrase.replace("*", " ")) if w]
        reflexive = words[0] in self.function["pronoun_self"]
        if reflexive:
            words = words[1:]
        denied = words[0] in self.function["negation"]
        while words and words[0] in self.function["negation"]:
            words = words[1:]
        lapsed = words[0] if denied and len(words) > 1 and words[0] in self.function["adverb"] else ""
        words = words[1:] if lapsed else words
        if not words:
            raise DataError(f"{self.name}: an empty verb in {name}")
        lemma, particle = words[0], tuple(words[1:])
        for feature, forms in _conjugate(lemma, self.data).items():
            for form in forms:
                yield form, VerbForm(name, lemma, feature, particle, reflexive, denied, suffers, lapsed)

    def verbs(
        self, classes: Mapping[str, list[str]], suffered: Mapping[str, list[str]] | None = None
    ) -> dict[str, tuple[VerbForm, ...]]:
        found: dict[str, dict[VerbForm, None]] = {}
        bare: dict[str, dict[VerbForm, None]] = {}
        for suffers, listed in ((False, classes), (True, suffered or {})):
            for name, phrase in ((name, phrase) for name, phrases in listed.items() for phrase in phrases):
                for form, entry in self.verb_entries(phrase, name, suffers):
                    found.setdefault(form, {})[entry] = None
        for form in list(found):  # as in text written without accents
            plain = strip_accents(form)
            if plain != form and plain not in found:
                bare.setdefault(plain, {}).update(found[form])
        return {form: tuple(entries) for form, entries in {**found, **bare}.items()}

    def nouns(self, classes: Mapping[str, list[str]], plural: bool = True) -> list[tuple[tuple[str, ...], str]]:
        rules, joints = self.data.get("plural", []), self.function["of"] | self.function["to"]
        entries: dict[tuple[str, ...], str] = {}
        for name, phrases in classes.items():
            for phrase in phrases:
                words = split(phrase)
                for form in _plurals(words, rules, joints) if plural else {words}:
                    entries.setdefault(form, name)
                    entries.setdefault(tuple(strip_accents(w) for w in form), name)
                    entries.setdefault((bare_initial(form[0]), *form[1:]), name)
        return list(entries.items())


def _multi(entries: Iterable[tuple[tuple[str, ...], str]]) -> dict[str, Any]:
    """A tree whose values are tuples: one phrase may name several classes."""
    merged: dict[tuple[str, ...], list[str]] = {}
    for words, value in entries:
        known = merged.setdefault(words, [])
        if value not in known:
            known.append(value)
    return trie((words, tuple(values)) for words, values in merged.items())


def language(data: dict[str, Any], name: str) -> Language:
    """One language file, checked. Raises DataError."""
    reader = _Reader(data, name)
    acts = data.get("act", {})
    for act, body in acts.items():
        if set(body) - {"verbs", "suffers", "nouns", "predicates"}:
            raise DataError(f"{name}: [act.{act}] has an unknown key")
    govern = data.get("govern", {})
    things = data.get("thing", {})
    plain = data.get("plain", {})
    act_nouns: list[tuple[tuple[str, ...], str]] = []
    for act, body in acts.items():
        act_nouns += reader.nouns({act: body.get("nouns", [])})
    thing_nouns: list[tuple[tuple[str, ...], str]] = []
    for thing, body in things.items():
        thing_nouns += [(w, "-") for w, _ in reader.nouns({thing: body.get("exclude", [])})]
        thing_nouns += reader.nouns({thing: body["nouns"]})
    official = data.get("official", {})
    auxiliary: dict[str, list[tuple[str, str]]] = {}
    for aux, features in data.get("auxiliary", {}).items():
        for feature, forms in features.items():
            for form in forms:
                auxiliary.setdefault(form, []).append((aux, feature))
    domains: dict[str, str] = {}
    phrases: list[tuple[tuple[str, ...], str]] = []
    for domain, words in data.get("domain", {}).items():
        for word in words:
            cut = split(word)
            if len(cut) == 1:
                domains.setdefault(cut[0], domain)
                domains.setdefault(strip_accents(cut[0]), domain)
            else:
                phrases.append((cut, domain))
    function_phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for key in FUNCTIONS:
        for cut in (split(words) for words in data["function"].get(key, []) if " " in words):
            function_phrases[cut[-1]] = (*function_phrases.get(cut[-1], ()), (cut, key))
    return Language(
        lang=data["lang"],
        writing=writing(tuple(data.get("elisions", [])), tuple(data.get("whole", []))),
        abbreviations=frozenset(data.get("abbreviations", [])),
        common=frozenset(data.get("common", [])),
        verbs=reader.verbs(
            {act: body.get("verbs", []) for act, body in acts.items()},
            {act: body.get("suffers", []) for act, body in acts.items()},
        ),
        governors=reader.verbs({key: govern.get(key, []) for key in GOVERNORS}),
        plain=_plain(reader, plain),
        of_relative=frozenset(data.get("morphology", {}).get("of_relative", [])),
        pro_nouns=frozenset(data.get("morphology", {}).get("pro_nouns", [])),
        joining=frozenset(words for words in data["function"].get("and", []) if " " in words),
        adverb_endings=tuple(data.get("morphology", {}).get("adverb_endings", [])),
        plural_endings=tuple(data.get("morphology", {}).get("plural_endings", [])),
        verb_endings=tuple(data.get("morphology", {}).get("verb_endings", [])),
        agreed_endings=tuple(data.get("morphology", {}).get("agreed_endings", [])),
        head_first=data.get("morphology", {}).get("head") == "first",
        alike=frozenset().union(*(reader.function[key] for key in ALIKE)),
        clitics=reader.function["article"] & reader.function["object_pronoun"],
        no_verb=frozenset().union(
            *(reader.function[key] for key in ("with", "of", "to", "by", "after", "and", "article"))
        ),
        past_before=frozenset(data.get("morphology", {}).get("past_before", [])),
        act_nouns=_multi(act_nouns),
        predicates=_multi((split(p), act) for act, body in acts.items() for p in body.get("predicates", [])),
        things=_first(thing_nouns),
        officials=_first(reader.nouns({"official": official.get("nouns", []) + official.get("junta", [])})),
        relational=_first(reader.nouns(data.get("relational", {}))),
        function=reader.function,
        function_phrases=function_phrases,
        auxiliary={form: tuple(entries) for form, entries in auxiliary.items()},
        domains=domains,
        domain_phrases=trie(phrases),
        cues={key: tuple(words) for key, words in data.get("cue", {}).items()},
        generic=frozenset(w[-1] for w, _ in reader.nouns({"g": official.get("generic", [])})),
        junta=frozenset(" ".join(w) for w, _ in reader.nouns({"j": official.get("junta", [])})),
        etre=frozenset(data.get("morphology", {}).get("etre", [])),
        hearsay=tuple(govern.get("hearsay", [])),
        unreal=tuple(govern.get("unreal", [])),
        unknown_verbs=_by_ending(data.get("morphology", {}).get("unknown_verbs", {})),
        no_unknown_verbs=frozenset(data.get("morphology", {}).get("no_unknown_verbs", [])),
    )


def _by_ending(features: Mapping[str, list[str]]) -> tuple[tuple[str, tuple[VerbForm, ...]], ...]:
    """{"fut": ["eront"]} -> the forms of each ending, the longest endings first."""
    found: dict[str, list[VerbForm]] = {}
    for feature, endings in features.items():
        for ending in endings:
            found.setdefault(ending, []).append(VerbForm("PLAIN", "-" + ending, feature))
    return tuple((ending, tuple(found[ending])) for ending in sorted(found, key=len, reverse=True))


def _plain(reader: _Reader, data: Mapping[str, Any]) -> dict[str, tuple[VerbForm, ...]]:
    """Verbs that are only verbs: by lemma, and by form where a verb is too irregular for a paradigm."""
    found: dict[str, dict[VerbForm, None]] = {}
    for form, entries in reader.verbs({"PLAIN": data.get("verbs", [])}).items():
        found[form] = dict.fromkeys(entries)
    for feature in FEATURES:
        for form in data.get(feature, []):
            found.setdefault(form, {})[VerbForm("PLAIN", form, feature)] = None
    return {form: tuple(entries) for form, entries in found.items()}


def _first(entries: Iterable[tuple[tuple[str, ...], str]]) -> dict[str, Any]:
    merged: dict[tuple[str, ...], str] = {}
    for words, value in entries:
        merged.setdefault(words, value)
    return trie(merged.items())


def frames(data: dict[str, Any], name: str, shared: Mapping[str, list[str]] | None = None) -> tuple[Frame, ...]:
    """The frames of a file, its groups of things, and those `shared` with it, spelled out. Raises DataError."""
    groups: dict[str, list[str]] = {**(shared or {}), **data.get("groups", {})}
    made = []
    for entry in data.get("frame", []):
        where = f"{name}: frame {entry.get('id', '?')!r}"
        unknown = set(entry) - set(Frame.__dataclass_fields__)
        if unknown:
            raise DataError(f"{where}: unknown key {sorted(unknown)[0]!r}")
        if entry["type"] not in TYPES:
            raise DataError(f"{where}: unknown type {entry['type']!r}")
        for slot in (*entry["actor"], *entry["target"]):
            if slot not in SLOTS:
                raise DataError(f"{where}: unknown slot {slot!r}; known are {', '.join(sorted(SLOTS))}")
        made.append(
            Frame(
                id=entry["id"],
                type=entry["type"],
                act=frozenset(entry["act"]),
                object=_spelled(entry.get("object", []), groups),
                lead=entry["lead"],
                actor=tuple(entry["actor"]),
                target=tuple(entry["target"]),
                domain=entry.get("domain"),
                mutual=entry.get("mutual", ""),
                diplomatic=entry.get("diplomatic", False),
                envoy=entry.get("envoy", False),
                strict=entry.get("strict", False),
                cue=entry.get("cue", ""),
                unless=entry.get("unless", ""),
                told=entry.get("told", False),
                retort=entry.get("retort", False),
                quote=entry.get("quote", ""),
                answer=entry.get("answer", False),
                why=entry.get("why", ""),
                carries=_spelled(entry.get("carries", []), groups),
            )
        )
    return tuple(made)


def _spelled(names: list[str], groups: Mapping[str, list[str]]) -> frozenset[str]:
    return frozenset(word for name in names for word in groups.get(name, [name]))
