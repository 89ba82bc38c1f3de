"""Where an entry of the ontology stands: file, line and the keys that lead to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from nkgraph.extract.syntax import lemma
from nkgraph.resources import load_yaml, ontology_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from nkgraph.extract.attribution import Attribution
    from nkgraph.extract.modality import Reason
    from nkgraph.frames import Frame
    from nkgraph.model import Actor

    Keys = tuple[str | int, ...]

_GAZETTEER = {
    "country": "demonyms.yaml",
    "government": "demonyms.yaml",
    "organization": "organizations.yaml",
    "force": "forces.yaml",
    "person": "persons.yaml",
    "group": "groups.yaml",
    "agreement": "agreements.yaml",
    "weapon": "weapons.yaml",
}


def place(name: str, *keys: str | int) -> str:
    """Return ``ontology/NAME:LINE: key / key``, as deep as the keys lead.

    Args:
        name: a YAML file, relative to the ontology's folder.
        keys: of mappings, offsets in lists, words of lists; offsets are not shown.
    """
    node = _tree(name)
    line, shown = None, []
    for key in keys:
        below = _below(node, key)
        if below is None:
            break
        line, node = below
        if isinstance(key, str) and key not in ("lemmas", "words"):
            shown.append(key)
    where = f"ontology/{name}" + (f":{line}" if line is not None else "")
    return f"{where}: {' / '.join(shown)}" if shown else where


def of_frame(frame: Frame, token: Token, particle: str = "") -> str:
    """Return where a frame stands that lists a word, with its particle if one is given."""
    file, kind, listed, index = frame.where
    known = lemmas(frame)
    forms = words(token)
    wanted = [f"{form} {particle}" for form in forms] if particle else forms
    alike = [lemma for lemma in known if lemma.split()[0] in forms]
    shown = [lemma for lemma in alike if lemma in wanted] or alike
    return place(f"frames/{file}", kind, listed, index, "lemmas", *shown[:1])


def lemmas(frame: Frame) -> list[str]:
    """Return the words that a frame lists, as its file has them."""
    file, kind, listed, index = frame.where
    found: list[str] = load_yaml(f"frames/{file}")[kind][listed][index]["lemmas"]
    return found


def words(token: Token) -> list[str]:
    """Return the forms by which a word is looked up, each once."""
    return list(dict.fromkeys((lemma(token), token.lemma_.lower(), token.lower_)))


def of_reason(reason: Reason) -> str:
    """Return where the word stands that hedges or denies; empty for a rule of grammar."""
    known = load_yaml("lexicon/hedges.yaml").get(reason.entry)
    words = (reason.word.lemma_.lower(), reason.word.lower_)
    if isinstance(known, dict):
        group = known.get(reason.modality, ())
        return _listed("lexicon/hedges.yaml", (reason.entry, str(reason.modality)), group, words)
    return _listed("lexicon/hedges.yaml", (reason.entry,), known or (), words)


def of_cue(source: Attribution) -> str:
    """Return where the words stand that attribute."""
    name, entry = "lexicon/reporting.yaml", source.entry
    words = (source.cue.lemma_.lower(), source.cue_text.lower())
    groups = load_yaml(name)[entry]
    if entry in ("cite-verbs", "speaking"):
        return _listed(name, (entry,), groups, words)
    key = "words" if entry == "phrases" else "lemmas"
    for index in reversed(range(len(groups))):  # the last group that holds a word decides
        if found := _listed(name, (entry, index, key), groups[index][key], words):
            return found
    return f"ontology/{name}: {entry}"


def of_comparator(cue: str, comparator: str) -> str:
    """Return where the words stand that bind a number; empty when they are none of the lists'."""
    name = "lexicon/figures.yaml"
    data = load_yaml(name)
    words = tuple(cue[: len(cue) - at] for at in range(len(cue)))  # idle words stand at the end
    for key in ("comparators", "after"):
        if found := _listed(name, (key, comparator), data[key].get(comparator, ()), words):
            return found
    return ""


def of_actor(actor: Actor) -> str:
    """Return where somebody or something is listed; empty when only the article names it."""
    kind, slug = actor.id.split("/", 1)
    if not actor.known:
        return ""
    if kind == "place":
        listed = {item["id"] for item in load_yaml("gazetteer/places_extra.yaml")["entries"]}
        return f"ontology/gazetteer/places{'_extra.yaml' if slug in listed else '.tsv'}: {slug}"
    file = "demonyms.yaml" if slug.startswith("people-") else _GAZETTEER.get(kind)
    return f"ontology/gazetteer/{file}: {slug}" if file else ""


def _listed(name: str, keys: Keys, known: Iterable[str], words: Iterable[str]) -> str:
    """Return where the first of some words stands that a list holds; empty for none."""
    held = set(known)
    word = next((word for word in words if word in held), None)
    return place(name, *keys, word) if word is not None else ""


@cache
def _tree(name: str) -> Any:  # noqa: ANN401 - a node of whatever shape the file has
    text = (ontology_dir() / name).read_text(encoding="utf-8")
    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _below(node: Any, key: str | int) -> tuple[int, Any] | None:  # noqa: ANN401
    """Return line (from 1) and node of a key or offset below a node; None when there is none."""
    return next((pair for name, *pair in _children(node) if name == key), None)  # type: ignore[return-value]


def _children(node: Any) -> Iterator[tuple[str | int, int, Any]]:  # noqa: ANN401
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield index, item.start_mark.line + 1, item
            if isinstance(item, yaml.ScalarNode):
                yield item.value, item.start_mark.line + 1, item
