"""sources.toml as written: the models that hold it. Apart from `config`, since checking loads more than a first paint needs."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# The desk's actions, by the names under which [keys] gives them other keys. A test holds them to the desk's own.
ACTIONS = (
    "quit", "help", "pane.next", "pane.before", "pane.right", "pane.left", "pane.article", "pane.timeline", "pane.board",
    "pair", "overview", "article.older", "article.newer", "articles", "search", "filter", "new.next", "new.before", "travel",
    "refresh", "tension", "sources", "link", "cite", "mark", "export", "zoom", "back", "accept", "reject", "note", "undo",
    "correct", "merge", "split", "pin", "suspend", "lines.up", "lines.down", "lines.page_up", "lines.page_down", "lines.first",
    "lines.last", "lines.open",
)  # fmt: skip
_SCHEMES = ("http://", "https://")


class SourceModel(BaseModel):
    """One [[source]] table as written."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1)
    url: str | None = None
    path: str | None = None
    kind: Literal["auto", "feed", "page", "text", "folder"] = "auto"
    language: str | None = None
    side: str | None = Field(default=None, pattern=r"^[A-Z][A-Z0-9]{1,2}$")
    official: bool = False
    interval: int = Field(default=900, ge=60)
    enabled: bool = True

    @field_validator("interval", mode="before")
    @classmethod
    def _seconds(cls, value: object) -> object:
        found = re.fullmatch(r"(\d+)\s*([smhd])", value) if isinstance(value, str) else None
        return int(found[1]) * _UNITS[found[2]] if found else value

    @field_validator("url")
    @classmethod
    def _web(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(_SCHEMES):
            raise ValueError("must begin with http:// or https://")
        return value


class FileModel(BaseModel):
    """The whole file as written."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    sources: list[SourceModel] = Field(default_factory=list, alias="source")
    pairs: list[str] = Field(default_factory=list)
    rules: list[str] = Field(default_factory=list)
    keys: dict[str, str] = Field(default_factory=dict)
    theme: Literal["auto", "dark", "light", "dark-16", "light-16"] = "auto"
