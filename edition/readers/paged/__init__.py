"""The `paged` reader: what PDF extractors leave, hard-wrapped lines with pages and their notes."""

from edition.readers.paged.reader import evidence, read

__all__ = ["evidence", "read"]
