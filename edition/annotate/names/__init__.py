"""Mentions of registered names, found in the texts of an edition and told apart."""

from edition.annotate.names.model import Proposal
from edition.annotate.names.propose import Proposals, propose
from edition.annotate.names.register import Register, register

__all__ = ["Proposal", "Proposals", "Register", "propose", "register"]
