"""The book as PDF, set by Typst: nodes made of the rendered HTML, and a template that prints them."""
