from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode

from nkgraph import ontology
from nkgraph.flat import flat
from nkgraph.identify import BASE
from nkgraph.model import Actor, Claim, Figure, Modality, Span, When
from nkgraph.vocab import LABEL, NK, nk

PRK = Actor(id="government/PRK", kind="government", label="Pyongyang", country="PRK", known=True)
RUS = Actor(id="country/RUS", kind="country", label="Russia", country="RUS", known=True)
KURSK = Actor(id="place/kursk", kind="place", label="Kursk", country="RUS", known=True)
NIS = Actor(id="organization/nis", kind="organization", label="NIS", country="KOR", known=True)
TREATY = Actor(id="agreement/pact", kind="agreement", label="pact")
DRONES = Actor(id="weapon/drones", kind="weapon", label="drones")
HAMAS = Actor(id="group/hamas", kind="group", label="Hamas", country="PSE", known=True)

AGENT, PATIENT, RECIPIENT, PLACE, THEME = "agent", "patient", "recipient", "place", "theme"


def claim(kind: str, *roles: tuple[str, Actor], **more: object) -> Claim:
    plain = Claim(type=kind, evidence=Span(0, 1), trigger=Span(0, 1), roles=roles)
    return replace(plain, **more)  # type: ignore[arg-type]


def when(edtf: str) -> When:
    return When(span=Span(0, 1), text="", edtf=edtf)


TROOPS = Figure(
    span=Span(0, 1),
    text="over 10,000",
    quantity="troops",
    low=10000,
    high=10000,
    comparator="moreThan",
    of=PRK,
)
DEAD = replace(TROOPS, quantity="killed", low=600, high=600, comparator="exactly")


def words(one: Claim) -> set[str]:
    """Return the flat triples as text, nodes by label where the view gives one."""
    found = set()
    for each in flat(one, BASE):
        labels = {
            fact.subject.value: fact.object.value
            for fact in each.described
            if fact.predicate == LABEL
            and isinstance(fact.object, Literal)
            and isinstance(fact.subject, NamedNode)
        }
        subject, predicate, value = each.triple
        assert isinstance(subject, NamedNode)
        assert isinstance(value, NamedNode | Literal)
        shown = labels.get(value.value, value.value.removeprefix(BASE))
        found.add(f"{subject.value.removeprefix(BASE)} {predicate.value.removeprefix(NK)} {shown}")
    return found


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            claim("Deployment", (AGENT, PRK), (RECIPIENT, RUS), (PLACE, KURSK), figure=TROOPS),
            {
                "country/PRK deploys more than 10,000 North Korean troops",
                "country/PRK deploysTo country/RUS",
                "country/PRK deploysTo place/kursk",
            },
        ),
        (
            claim("Deployment", (AGENT, PRK)),
            {"country/PRK deploys North Korean troops (number not given)"},
        ),
        (
            claim("Deployment", figure=replace(TROOPS, high=12000, comparator="between")),
            {"country/PRK deploys 10,000 to 12,000 North Korean troops"},
        ),
        (
            claim("Deployment", (AGENT, HAMAS)),
            {"group/hamas deploys Hamas troops (number not given)"},
        ),
        (
            claim("Casualties", (PATIENT, PRK), figure=DEAD, claimants=(NIS,)),
            {"country/PRK suffers 600 killed", "organization/nis estimates 600 killed"},
        ),
        (
            claim("Death", (AGENT, RUS), figure=DEAD),
            {
                "country/PRK suffers 600 killed",
            },
        ),
        (
            claim(
                "AgreementSigning",
                (AGENT, PRK),
                (RECIPIENT, RUS),
                (THEME, TREATY),
                time=when("XXXX-06"),
            ),
            {
                "agreement/pact signed XXXX-06",
                "country/PRK signatoryOf agreement/pact",
                "country/RUS signatoryOf agreement/pact",
                "country/PRK agreesWith country/RUS",
                "country/RUS agreesWith country/PRK",
            },
        ),
        (
            claim("EntryIntoForce", (THEME, TREATY), time=when("2024-12-04")),
            {"agreement/pact inForceFrom 2024-12-04"},
        ),
        (
            claim("ArmsTransfer", (AGENT, PRK), (RECIPIENT, RUS), (THEME, DRONES)),
            {"country/PRK suppliesArmsTo country/RUS", "country/PRK supplies weapon/drones"},
        ),
        (claim("Attack", (AGENT, RUS), (PLACE, KURSK)), {"country/RUS attacks place/kursk"}),
        (
            claim("Attack", (AGENT, RUS), (PATIENT, HAMAS), (PLACE, KURSK)),
            {"country/RUS attacks group/hamas"},
        ),
        (claim("Attack", (AGENT, RUS), (PATIENT, RUS)), set()),
        (
            claim("Repatriation", (AGENT, PRK), (PATIENT, PRK)),
            {
                "country/PRK repatriates country/PRK",
            },
        ),
        (claim("Attack", (PATIENT, RUS)), set()),
        (claim("Statement", (AGENT, RUS)), set()),
        (claim("Deployment", (AGENT, PRK), polarity="negative"), set()),
    ],
)
def test_flat_triples(given: Claim, expected: set[str]) -> None:
    assert words(given) == expected


@pytest.mark.parametrize(
    ("modality", "seen"),
    [
        ("asserted", True),
        ("estimated", True),
        ("alleged", True),
        ("planned", False),
        ("possible", False),
        ("requested", False),
    ],
)
def test_which_modalities_enter_the_view(modality: Modality, seen: bool) -> None:  # noqa: FBT001 - a cell
    assert bool(flat(claim("Deployment", (AGENT, PRK), modality=modality), BASE)) is seen


def test_a_statement_says_its_triple_and_is_named_by_it() -> None:
    (one,) = flat(claim("Attack", (AGENT, RUS), (PATIENT, PRK)), BASE)
    facts = {(fact.predicate.value.rpartition("#")[2], fact.object) for fact in one.described}
    assert {("subject", one.triple.subject), ("object", one.triple.object)} <= facts
    assert ("predicate", nk("attacks")) in facts
    (again,) = flat(claim("Attack", (AGENT, RUS), (PATIENT, PRK), cue="said"), BASE)
    assert again == one
    (elsewhere,) = flat(claim("Attack", (AGENT, RUS), (PATIENT, PRK)), "https://example.org/")
    assert elsewhere.statement.value.rpartition("/")[2] == one.statement.value.rpartition("/")[2]


def test_every_flat_property_of_every_class_can_be_read_off_a_full_claim() -> None:
    roles = [(role, actor) for role in (AGENT, PATIENT, RECIPIENT) for actor in (PRK, RUS)]
    roles += [(THEME, TREATY), (PLACE, KURSK)]
    for kind, patterns in ontology.load().flat.items():
        full = claim(kind, *roles, figure=TROOPS, claimants=(NIS,), time=when("2024-06"))
        made = {one.triple.predicate for one in flat(full, BASE)}
        assert made == {nk(pattern.name) for pattern in patterns}, kind
