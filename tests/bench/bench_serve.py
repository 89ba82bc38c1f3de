"""``make bench``: `nkgraph serve` against other servers on one store of a million quads.

Rivals: `oxigraph serve-read-only` on the same folder, and rdflib-endpoint on the same merged
triples (in oxrdflib's store, which is faster than rdflib's own). All run at once and are asked by
turns by Debian's `wrk` with 8 clients; every query of a run has another LIMIT, and one of many
constants, so that no cache of answers helps. Each figure is the best of several turns.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from tests.bench import claimgraph
from tests.serve.running import start
from tests.serve.soak import soak

from nkgraph import sparql, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

pytestmark = [pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]

ROOT = Path(__file__).resolve().parents[2]
RIVALS = ROOT / ".cache" / "rivals" / "bin"
ARTICLES = int(os.environ.get("NKGRAPH_BENCH_ARTICLES", claimgraph.MILLION))
SECONDS = int(os.environ.get("NKGRAPH_BENCH_SECONDS", "5"))
SOAK = int(os.environ.get("NKGRAPH_BENCH_SOAK", "60"))
TURNS = 3
NOISE = 0.05
"""What two runs of one server differ by."""
CLIENTS = 8
POINT = "SELECT ?p ?o { %s ?p ?o }"
JOINS = {
    "timeline of a claimant": """SELECT ?day ?label ?words ?article {
  ?claim nk:claimant %s ; nk:figure ?figure ; nk:article ?article ; nk:evidence ?evidence .
  ?figure rdfs:label ?label . ?article schema:datePublished ?day .
  ?evidence oa:hasSelector ?quote . ?quote oa:exact ?words } ORDER BY ?day ?label ?words""",
    "events of an actor by type": """SELECT ?type (COUNT(DISTINCT ?event) AS ?n) {
  ?event nk:agent %s ; a ?type . ?claim nk:event ?event ; nk:claimant ?who }
  GROUP BY ?type ORDER BY DESC(?n) ?type""",
}
LUA = """
local paths = {}
for line in io.lines(os.getenv("NKGRAPH_BENCH_PATHS")) do paths[#paths + 1] = line end
local n = os.time() % 1000 * 100000
request = function()
  n = n + 1
  local path = paths[n % #paths + 1] .. "%20LIMIT%20" .. (1000 + n)
  return wrk.format("GET", path, {Accept = "application/sparql-results+json"})
end
"""


@dataclass(frozen=True)
class Rate:
    """What was measured.

    Attributes:
        second: answers a second.
        median: milliseconds until half of them were there.
        cpu: milliseconds of processor time that one cost the server.
        wrong: answers other than 200.
    """

    second: float
    median: float
    cpu: float
    wrong: int

    def against(self, other: Rate) -> float:
        """Return how many times as good this is as another."""
        return max(self.second / max(other.second, 0.01), other.cpu / self.cpu)


@dataclass(frozen=True)
class Served:
    """A server: its port, the path of its query endpoint, and its process."""

    port: int
    path: str
    pid: int

    def cpu(self) -> float:
        """Return the seconds of processor time that it and its children have had (Linux)."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        found = sum(_ticks(self.pid))  # with those of children that have ended
        for pid in children:
            with contextlib.suppress(FileNotFoundError):
                found += sum(_ticks(int(pid))[:2])
        return found / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> list[int]:
    """Return the ticks that a process has had as user and system, and its ended children had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [int(one) for one in fields[11:15]]


def declared(query: str) -> str:
    """Return a query with the prefixes that it uses declared, as other servers want them."""
    used = ((p, n) for p, n in sparql.PREFIXES.items() if f" {p}:" in query)
    return "".join(f"PREFIX {p}: <{n}>\n" for p, n in used) + query


@cache
def nodes(text: str) -> list[str]:
    """Return the first column of a query on the store, as SPARQL writes it."""
    engine = ox.Store.read_only(str(claimgraph.store(ARTICLES) / "rdf"))
    found = engine.query(text, prefixes=dict(sparql.PREFIXES))
    assert isinstance(found, ox.QuerySolutions)
    return [f"<{terms.plain(row[0])}>" for row in found]


def wrk(server: Served, queries: list[str], folder: Path) -> Rate:
    """Ask a server by 8 clients for some seconds."""
    before = server.cpu()
    script, paths = folder / "ask.lua", folder / "paths.txt"
    script.write_text(LUA, encoding="ascii")
    lines = (f"{server.path}?query={quote(declared(query), safe='')}\n" for query in queries)
    paths.write_text("".join(lines), encoding="ascii")
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--latency", "--timeout", "20s"]
    told = subprocess.run(
        [*command, "-s", str(script), f"http://127.0.0.1:{server.port}"],
        env=os.environ | {"NKGRAPH_BENCH_PATHS": str(paths)},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    broken = re.search(r"Socket errors: (.*)", told)
    assert broken is None or "connect 0, read 0, write 0" in broken[1], told
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    count = re.search(r"(\d+) requests in", told)
    assert median, told
    assert rate, told
    assert count, told
    cpu = (server.cpu() - before) * 1000 / max(1, int(count[1]))
    unit = {"us": 0.001, "ms": 1, "s": 1000}[median[2]]
    return Rate(float(rate[1]), float(median[1]) * unit, cpu, int(wrong[1]) if wrong else 0)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Served]]:
    """Name → port and path of the query endpoint."""
    if shutil.which("wrk") is None:
        pytest.skip("wrk is missing: apt-get install wrk")
    if not RIVALS.exists():
        pytest.skip("the rivals are missing: make .cache/rivals")
    store = claimgraph.store(ARTICLES)
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(_ours(store, tmp_path_factory.mktemp("log") / "log"))
        oxigraph = [RIVALS / "oxigraph", "serve-read-only", "--location", store / "rdf"]
        command = [*map(str, oxigraph), "--bind", "127.0.0.1:17902"]
        theirs = stack.enter_context(_running(command, 17902))
        dump = tmp_path_factory.mktemp("dump") / "merged.nt"
        ox.Store.read_only(str(store / "rdf")).dump(
            output=str(dump), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()
        )
        rival = [str(RIVALS / "python"), str(Path(__file__).with_name("endpoint_side.py"))]
        third = stack.enter_context(_running([*rival, str(dump), "17903"], 17903))
        yield {
            "nkgraph serve": Served(17901, "/query", ours),
            "oxigraph serve-read-only": Served(17902, "/query", theirs),
            "rdflib-endpoint": Served(17903, "/", third),
        }


@contextlib.contextmanager
def _ours(store: Path, log: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "nkgraph", "serve", "--store", str(store), "--port", "17901"]
    with log.open("w") as out, _running(command, 17901, out) as pid:
        yield pid


@contextlib.contextmanager
def _running(command: list[str], port: int, stderr: object = subprocess.DEVNULL) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr)  # type: ignore[call-overload]
    try:
        for _ in range(1200):
            assert process.poll() is None, command
            with contextlib.suppress(OSError):
                client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                client.request("GET", "/")
                client.getresponse().read()
                client.close()
                break
            time.sleep(0.25)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def table(title: str, found: Mapping[str, Rate]) -> None:
    ours = found["nkgraph serve"]
    head = ("answers/s", "ours to it", "median ms", "CPU ms each", "its to ours")
    lines = [f"\n{title:44}" + "".join(f"{one:>13}" for one in head)]
    lines += [
        f"{name:44}{rate.second:>13,.0f}{ours.second / max(rate.second, 0.01):>13.2f}"
        f"{rate.median:>13,.2f}{rate.cpu:>13.2f}{rate.cpu / ours.cpu:>13.2f}"
        for name, rate in found.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def measured(
    servers: Mapping[str, Served], queries: list[str], folder: Path, *without: str
) -> dict[str, Rate]:
    """Ask all servers by turns; the best turn of each counts, but for the first, which warms up."""
    found: dict[str, list[Rate]] = {name: [] for name in servers if name not in without}
    for name in found:
        wrk(servers[name], queries, folder)
    for _ in range(TURNS):
        for name, rates in found.items():
            rates.append(wrk(servers[name], queries, folder))
    return {name: max(rates, key=lambda rate: rate.second) for name, rates in found.items()}


def test_point_lookups(servers: Mapping[str, Served], tmp_path: Path) -> None:
    claims = nodes("SELECT ?c { ?c a nk:Claim } ORDER BY ?c LIMIT 500")
    found = measured(servers, [POINT % claim for claim in claims], tmp_path)
    table(f"point look-ups, {CLIENTS} clients", found)
    assert all(rate.wrong == 0 for rate in found.values())
    ours = found["nkgraph serve"]
    assert ours.against(found["oxigraph serve-read-only"]) >= 0.3
    assert ours.against(found["rdflib-endpoint"]) >= 3


@pytest.mark.parametrize("name", JOINS)
def test_joins(servers: Mapping[str, Served], tmp_path: Path, name: str) -> None:
    role = "claimant" if "claimant" in name else "agent"
    text = f"SELECT ?x {{ ?c nk:{role} ?x }} GROUP BY ?x ORDER BY DESC(COUNT(?c)) ?x LIMIT 50"
    queries = [JOINS[name] % node for node in nodes(text)]
    found = measured(servers, queries, tmp_path, "rdflib-endpoint")
    table(f"{name}, {CLIENTS} clients", found)
    ours, theirs = found["nkgraph serve"], found["oxigraph serve-read-only"]
    assert ours.wrong == theirs.wrong == 0
    assert ours.against(theirs) >= 1 - NOISE


def test_bad_clients_harm_only_themselves() -> None:
    claims = nodes("SELECT ?c { ?c a nk:Claim } ORDER BY ?c LIMIT 2000")
    queries = [POINT % claim for claim in claims]
    with start(claimgraph.store(ARTICLES)) as server:
        found = soak(server, queries, seconds=SOAK)
    third = len(found.memory) // 3
    early, late = max(found.memory[third : 2 * third]), max(found.memory[2 * third :])
    sys.stdout.write(
        f"\n32 clients, 8 of them bad, {SOAK} s: {found.answers:,} answers, "
        f"{len(found.trouble)} errors, memory {early >> 20} and then {late >> 20} MiB\n"
    )
    assert found.trouble == []
    assert late <= early * 1.1
