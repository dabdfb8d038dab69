"""The `plain` reader: a paragraph a line, and no markup at all."""

from edition.readers.plain.reader import evidence, read

__all__ = ["evidence", "read"]
