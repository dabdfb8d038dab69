"""Which work a citation cites: citations compared with the bibliography, short forms resolved, works drafted."""
