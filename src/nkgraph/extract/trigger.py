"""The word that names an event, and the verb that carries it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that names an event.

    Attributes:
        token: the verb or noun.
        verb: the verb itself, or the light verb that carries the noun; None for a bare noun.
        verbal: whether the word itself is a verb.
        subject: whether the carrier's subject is a participant of the noun's event.
        patient: what a reduced relative clause is about, where it is not the noun it hangs on.
    """

    token: Token
    verb: Token | None
    verbal: bool
    subject: bool = False
    patient: Token | None = None
