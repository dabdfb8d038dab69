"""TEI to TEI: citations and mentions of names proposed in the texts; what an editor decided stays."""
