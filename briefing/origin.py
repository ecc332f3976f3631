"""Who wrote it first: an agency that is named, else the outlet with a fingerprint of its text, so that copies show.

    origin(article) -> "AFP", or "La Vigie#a3f1.."     kept with each reading
    independent(origins) -> 2                           how many first writers these are

A fingerprint is a simhash of 64 bits over runs of three words (Charikar 2002): texts that share most of their words differ
in few bits. The distances of labelled pairs are in docs/ledger.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Article

NEAR = 16  # bits: copies with small cuts lie below (docs/ledger.md), the nearest independent reports of one act at 21
SHORTEST = 30  # words: of a shorter text a fingerprint says nothing
_WORD = re.compile(r"\w+")


def origin(article: Article) -> str:
    """The name under which an article's reports are counted."""
    if article.agency:
        return article.agency
    name = article.source or article.id
    words = _WORD.findall(article.text.lower())
    return name if len(words) < SHORTEST else f"{name}#{simhash(words):016x}"


def simhash(words: list[str]) -> int:
    """64 bits, each the majority vote of the hashes of all runs of three words."""
    votes = [0] * 64
    for i in range(len(words) - 2):
        run = hashlib.blake2b(" ".join(words[i : i + 3]).encode("utf-8", "replace"), digest_size=8).digest()
        value = int.from_bytes(run)
        for bit in range(64):
            votes[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit in range(64) if votes[bit] > 0)


def independent(origins: Iterable[str]) -> int:
    """How many first writers there are: an agency or an outlet counts once, and so do outlets with nearly one text."""
    names: set[str] = set()
    prints: list[set[tuple[str, int]]] = []
    for told in sorted(set(origins)):
        name, _, mark = told.rpartition("#")
        if not name or len(mark) != 16:
            names.add(told)
            continue
        value = int(mark, 16)
        mine = {(name, value)}
        for group in [g for g in prints if any(n == name or (v ^ value).bit_count() <= NEAR for n, v in g)]:
            prints.remove(group)
            mine |= group
        prints.append(mine)
    known = [group for group in prints if not {name for name, _ in group} & names]
    return len(names) + len(known)
