"""sources.toml -> frozen sources and pairs. A mistake names file, line and key; all mistakes are told at once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from briefing.errors import ConfigError
from briefing.model import Source

NAME = "sources.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What was configured, and in which file."""

    sources: tuple[Source, ...]
    pairs: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    path: Path
    rules: tuple[Path, ...] = ()


class Glance(NamedTuple):
    """What is taken from a file before it is checked: pairs, own keys by the names of their actions, the theme."""

    pairs: tuple[tuple[str, str], ...] = ()
    keys: Mapping[str, str] = MappingProxyType({})
    theme: str = "auto"


def find(given: Path | None = None) -> Path:
    """The file in use: the one given, ./sources.toml, the one in the configuration directory, else the packaged default."""
    if given is not None:
        return given
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    packaged = (Path(__file__).with_name(NAME), Path(__file__).parent.parent / NAME)
    for path in (Path(NAME), home / "briefing" / NAME, *packaged):
        if path.is_file():
            return path
    raise ConfigError(f"no {NAME} was found; give one with --sources")


def load(given: Path | None = None) -> Config:
    """The configuration. Raises ConfigError with every mistake, a line each."""
    path = find(given)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: this is no text in UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}; give another file with --sources") from error
    return parse(text, path)


def glance(given: Path | None = None) -> Glance:
    """What the desk's first paint needs of the file in use, unchecked and quickly; `load` tells of mistakes right after."""
    try:
        data = tomllib.loads(find(given).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Glance()
    pairs, keys, theme = data.get("pairs", []), data.get("keys", {}), data.get("theme", "auto")
    told = [pair for pair in pairs if isinstance(pair, str) and pair.count("-") == 1] if isinstance(pairs, list) else []
    own = {str(name): key for name, key in keys.items() if isinstance(key, str)} if isinstance(keys, dict) else {}
    return Glance(tuple(_pair(pair) for pair in told), own, theme if isinstance(theme, str) else "auto")


def glance_rules(given: Path | None = None) -> tuple[Path, ...]:
    """The files of own rules that the file in use names, without checking the rest of it: reading an article needs no more."""
    try:
        path = find(given)
        rules = tomllib.loads(path.read_text(encoding="utf-8")).get("rules", [])
    except FileNotFoundError as error:
        raise ConfigError(f"{given}: {error.strerror}; give another file with --sources") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ()
    return (
        tuple(path.parent / Path(rule).expanduser() for rule in rules if isinstance(rule, str))
        if isinstance(rules, list)
        else ()
    )


def parse(text: str, path: Path) -> Config:
    """The configuration in a text; `path` is for the words of an error. Raises ConfigError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(f"{path}:{line[1] if line else 1}: {error}") from error
    from briefing.mistakes import mistakes
    from briefing.sourcefile import FileModel

    told = mistakes(data, text, path)
    if told:
        raise ConfigError("\n".join(told))
    model = FileModel.model_validate(data)
    sources = tuple(Source(**entry.model_dump() | {"path": _beside(path, entry.path)}) for entry in model.sources)
    rules = tuple(path.parent / Path(rule).expanduser() for rule in model.rules)
    return Config(sources, tuple(_pair(pair) for pair in model.pairs), tuple(model.keys.items()), path, rules)


def _beside(file: Path, named: str | None) -> str | None:
    """A file or folder as the configuration names it: a relative one lies beside the configuration, `~` is at home."""
    return None if named is None else str(file.parent / Path(named).expanduser())


def _pair(text: str) -> tuple[str, str]:
    one, two = sorted(text.upper().split("-"))
    return one, two
