"""Makes briefing/coder/data/actors.toml from the `world-countries` data set (ODbL 1.0) and CLDR by way of Babel.

    npm pack world-countries && tar xzf world-countries-*.tgz
    python tools/make_actors.py package/countries.json > briefing/coder/data/actors.toml
    python tools/make_actors.py package/countries.json es spa > briefing/coder/data/actors.es.toml

With two codes of a further language (of CLDR and of the data set): its names of states, and its names of those capitals
that give a time zone its name. The sources know no other languages' words for peoples: those are added by hand.
Babel is needed here only, never at run time. What the sources lack or get wrong belongs in actors.hand.toml.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from babel import Locale

CODES = {"UNK": "XKX"}  # the data set's code for Kosovo is not the one in use


def inflected(masculine: str, feminine: str) -> list[str]:
    """The four forms of a French demonym, lower case: singular and plural, masculine and feminine."""
    forms = []
    for word in (masculine.lower(), feminine.lower()):
        plural = word if word.endswith(("s", "x", "z")) else word + "s"
        forms += [word, plural]
    return list(dict.fromkeys(form for form in forms if form))


def english(demonym: str) -> list[str]:
    """An English demonym and its plural, as written."""
    if not demonym:
        return []
    if demonym.endswith(("ese", "ish", "sh", "ch", "ss", "s", "oi", "é")):
        return [demonym]
    return [demonym, demonym + "s"]


def demonyms(country: dict[str, Any]) -> set[str]:
    """The words for a country's people, in both languages."""
    return {form for words in (country.get("demonyms") or {}).values() for form in words.values() if form}


def unique(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def entry(country: dict[str, Any], locales: dict[str, Locale]) -> dict[str, list[str]]:
    """The lists of one state: names, capitals and adjectives in both languages."""
    french = country["translations"].get("fra", {})
    two = country["cca2"]
    people = country.get("demonyms") or {}
    fra, eng = people.get("fra", {}), people.get("eng", {})
    name = country["name"]
    return {
        "en": unique([locales["en"].territories.get(two), name["common"], name["official"]]),
        "fr": unique([locales["fr"].territories.get(two), french.get("common"), french.get("official")]),
        "capital": unique(country.get("capital", [])),
        "en_adjective": unique([*english(eng.get("m", "")), *english(eng.get("f", ""))]),
        "fr_adjective": inflected(fra.get("m", ""), fra.get("f", "")),
    }


def cities(locale: Locale) -> dict[str, str]:
    """English names of cities that give a time zone its name -> their names in a language, where those differ."""
    found = {}
    for zone, body in locale.time_zones.items():
        english = zone.rsplit("/", 1)[-1].replace("_", " ")
        if body.get("city") and body["city"] != english:
            found[english] = body["city"]
    return found


def further(country: dict[str, Any], locale: Locale, three: str, known: dict[str, str]) -> dict[str, list[str]]:
    """The lists of one state in a further language: its names, and its capitals by their names there."""
    told = country["translations"].get(three, {})
    names = [locale.territories.get(country["cca2"]), told.get("common"), told.get("official")]
    return {locale.language: unique(names), "capital": unique(known.get(city) for city in country.get("capital", []))}


def write(countries: list[dict[str, Any]], lists: Callable[[dict[str, Any]], dict[str, list[str]]]) -> None:
    """The file on standard output, state by state."""
    print(
        "# Made by tools/make_actors.py; do not edit. Sources: world-countries (ODbL 1.0), Unicode CLDR (Unicode License)."
    )
    for country in sorted(countries, key=lambda c: c["cca3"]):
        print(f"\n[{CODES.get(country['cca3'], country['cca3'])}]")
        for key, names in lists(country).items():
            if names:
                print(f"{key} = {json.dumps(names, ensure_ascii=False)}")


def main(path: str, two: str = "", three: str = "") -> None:
    if two:
        locale = Locale(two)
        known = cities(locale)
        countries = json.loads(Path(path).read_text(encoding="utf-8"))
        write(countries, lambda country: further(country, locale, three, known))
        return
    locales = {"en": Locale("en"), "fr": Locale("fr")}
    countries = json.loads(Path(path).read_text(encoding="utf-8"))
    sovereign = {form for c in countries if c.get("unMember") for form in demonyms(c)}
    for country in countries:  # a territory's people are called after their state: the word stands for the state
        if not country.get("unMember") and demonyms(country) & sovereign:
            country["demonyms"] = {}
    write(countries, lambda country: entry(country, locales))


if __name__ == "__main__":
    main(*sys.argv[1:])
