"""Makes briefing/coder/data/actors.toml from the `world-countries` data set (ODbL 1.0) and CLDR by way of Babel.

    npm pack world-countries && tar xzf world-countries-*.tgz
    python tools/make_actors.py package/countries.json > briefing/coder/data/actors.toml

Babel is needed here only, never at run time. What the sources lack or get wrong belongs in actors.hand.toml.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
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


def main(path: str) -> None:
    locales = {"en": Locale("en"), "fr": Locale("fr")}
    countries = json.loads(Path(path).read_text(encoding="utf-8"))
    sovereign = {form for c in countries if c.get("unMember") for form in demonyms(c)}
    for country in countries:  # a territory's people are called after their state: the word stands for the state
        if not country.get("unMember") and demonyms(country) & sovereign:
            country["demonyms"] = {}
    print(
        "# Made by tools/make_actors.py; do not edit. Sources: world-countries (ODbL 1.0), Unicode CLDR (Unicode License)."
    )
    for country in sorted(countries, key=lambda c: c["cca3"]):
        print(f"\n[{CODES.get(country['cca3'], country['cca3'])}]")
        for key, names in entry(country, locales).items():
            if names:
                print(f"{key} = {json.dumps(names, ensure_ascii=False)}")


if __name__ == "__main__":
    main(sys.argv[1])
