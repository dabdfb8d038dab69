"""TEI trees: the only parser, the only serialiser, names, and the builder from tokens to a tree."""
