"""The book as EPUB 3.3, written by hand: XHTML from the rendered pages, a package, a zip file."""
