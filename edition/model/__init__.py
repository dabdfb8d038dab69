"""Typed read-only views over TEI trees: the edition, its documents, their pages, notes, ids and links."""

from edition.limits import Limits
from edition.model.document import Document
from edition.model.edition import Edition
from edition.model.pages import Page

__all__ = ["Document", "Edition", "Limits", "Page"]
