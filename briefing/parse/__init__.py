"""Bytes of a source -> articles, safe to show. What cannot be read is a complaint in words, never an exception."""

from briefing.parse.documents import Parsed, full_text, parse

__all__ = ["Parsed", "full_text", "parse"]
