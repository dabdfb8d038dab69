"""TEI element -> HTML element: one behaviour per TEI element, a medium that says how links and notes look."""

from edition.render.library import library
from edition.render.medium import Medium
from edition.render.page import Record, Rendered, render
from edition.render.walk import Heading

__all__ = ["Heading", "Medium", "Record", "Rendered", "library", "render"]
