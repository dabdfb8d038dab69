"""The `markdown` reader, and what only sources in Markdown need."""

from edition.readers.markdown.reader import evidence, read

__all__ = ["evidence", "read"]
