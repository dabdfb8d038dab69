"""Records of back matter: glossaries, chronologies, biographies, bibliographies."""

from edition.readers.records.sections import recognise, unread

__all__ = ["recognise", "unread"]
