"""Which work a citation cites: compared with the bibliography, short forms resolved, works drafted."""
