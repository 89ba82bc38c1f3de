"""Where an entry of the ontology stands: file, line and the keys that lead to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from nkgraph.extract.syntax import lemma
from nkgraph.resources import load_yaml, ontology_dir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.attribution import Attribution
    from nkgraph.extract.modality import Reason
    from nkgraph.frames import Frame
    from nkgraph.model import Actor

    Child = tuple[str | int, int, Any]

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
    node, found = _tree(name), []
    for key in keys:
        below = next((child for child in _children(node) if child[0] == key), None)
        if below is None:
            break
        found.append(below)
        node = below[2]
    return _shown(name, found)


def find(name: str, keys: tuple[str, ...], words: Sequence[str]) -> str:
    """Return where the first of some words stands that is somewhere below some keys.

    Of several such places it is the last, which decides; empty when there is none.
    """
    known = _words_below(name, keys)
    return next((known[word] for word in words if word in known), "")


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
    name, forms = "lexicon/hedges.yaml", words(reason.word)
    under = find(name, (reason.entry, str(reason.modality)), forms)
    return under or find(name, (reason.entry,), forms)


def of_cue(source: Attribution) -> str:
    """Return where the words stand that attribute."""
    name = "lexicon/reporting.yaml"
    forms = [source.cue_text.lower(), *words(source.cue)]
    return find(name, (source.entry,), forms) or place(name, source.entry)


def of_comparator(cue: str, comparator: str) -> str:
    """Return where the words stand that bind a number; empty when they are none of the lists'."""
    name = "lexicon/figures.yaml"
    forms = [cue[: len(cue) - at] for at in range(len(cue))]  # idle words stand at the end
    before = find(name, ("comparators", comparator), forms)
    return before or find(name, ("after", comparator), forms)


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


def _shown(name: str, path: Sequence[Child]) -> str:
    where = f"ontology/{name}" + (f":{path[-1][1]}" if path else "")
    keys = [key for key, *_ in path if isinstance(key, str) and key not in ("lemmas", "words")]
    return f"{where}: {' / '.join(keys)}" if keys else where


@cache
def _words_below(name: str, keys: tuple[str, ...]) -> dict[str | int, str]:
    """Return each word below some keys with its last place."""
    node, path = _tree(name), []
    for key in keys:
        below = next((child for child in _children(node) if child[0] == key), None)
        if below is None:
            return {}
        path.append(below)
        node = below[2]
    return {leaf[-1][0]: _shown(name, [*path, *leaf]) for leaf in _leaves(node)}


@cache
def _tree(name: str) -> Any:  # noqa: ANN401 - a node of whatever shape the file has
    text = (ontology_dir() / name).read_text(encoding="utf-8")
    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _children(node: Any) -> Iterator[Child]:  # noqa: ANN401
    """Yield key or offset, line (from 1) and node of all that a node holds, words as keys too."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield index, item.start_mark.line + 1, item
            if isinstance(item, yaml.ScalarNode):
                yield item.value, item.start_mark.line + 1, item


def _leaves(node: Any) -> Iterator[list[Child]]:  # noqa: ANN401
    """Yield the path to each word below a node, in the order of the file."""
    for child in _children(node):
        if child[2] is not node and not isinstance(child[2], yaml.ScalarNode):
            for path in _leaves(child[2]):
                yield [child, *path]
        else:
            yield [child]
