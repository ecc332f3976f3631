"""The rules with their reasons and examples: listed for people, and tried.

proofs() -> examples of the package        own_proofs(own) -> those of a user's file
told(frame, proofs) -> lines               a rule as a person reads it
broken(proofs, lexicon) -> lines           the examples that are not read as they must be
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.coder.examples import Example, failures, made
from briefing.coder.lexicon import Frame, Lexicon
from briefing.coder.loading import proofs_files
from briefing.coder.own import Own
from briefing.coder.reading import read


@dataclass(frozen=True, slots=True)
class Proof:
    """An example and where it stands: "my.toml:12"."""

    where: str
    example: Example


def of(own: Own) -> tuple[Proof, ...]:
    """The examples of a file that has no mistakes."""
    entries: list[dict[str, Any]] = own.data.get("example", [])
    return tuple(Proof(f"{own.path}:{own.line(('example', n))}", made(entry)) for n, entry in enumerate(entries))


def proofs() -> tuple[Proof, ...]:
    """The examples that come with the package."""
    return tuple(proof for file in proofs_files() for proof in of(file))


def broken(tried: Iterable[Proof], lexicon: Lexicon) -> Iterator[str]:
    """A line for every example that the rules by themselves, without what was learnt, do not read as it must be."""
    alone = replace(lexicon, learned=False)
    for proof in tried:
        for words in failures(proof.example, lambda article: read(article, alone)):
            yield f"{proof.where}: {proof.example.text!r}: {words}"


def told(frame: Frame, tried: Sequence[Proof]) -> Iterator[str]:
    """A rule in lines: id and type, why, what it reads and what it must not."""
    yield f"{frame.id}  ->  {frame.type}"
    if frame.why:
        yield f"    why: {frame.why}"
    yield f"    act: {', '.join(sorted(frame.act))}" + (
        f"  on: {', '.join(sorted(frame.object))}" if frame.object else ""
    )
    for proof in tried:
        example = proof.example
        if example.rule == frame.id:
            marks = [*(f"+ {words}" for words in example.codes), *(f"- never {words}" for words in example.never)]
            yield f"    {example.lang}: {example.text}"
            yield from (f"        {mark}" for mark in marks)


def as_data(frame: Frame, tried: Sequence[Proof]) -> dict[str, Any]:
    """A rule for JSON."""
    shown = [proof.example for proof in tried if proof.example.rule == frame.id]
    return {
        "id": frame.id,
        "type": frame.type,
        "why": frame.why,
        "act": sorted(frame.act),
        "object": sorted(frame.object),
        "examples": [{"lang": e.lang, "text": e.text, "codes": list(e.codes), "never": list(e.never)} for e in shown],
    }
