"""What is wrong with the files of an edition: rules over one file, rules over all, the schema's.

A rule is a function in one of the registries of `checks.rules`; each has a code of `edition.problems`.
"""
