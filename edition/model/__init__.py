"""Typed read-only views over TEI trees: the edition, its documents, their pages, notes, ids and links."""

from edition.model.document import Document
from edition.model.edition import Edition
from edition.model.pages import Limits, Page

__all__ = ["Document", "Edition", "Limits", "Page"]
