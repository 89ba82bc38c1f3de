// The address after # holds all that was asked for: what is selected, shown, filtered and folded.

const SETS = ["only", "expanded", "collapsed"];
const WORDS = ["since", "until", "around"];

function fragment(what) {
  const parts = new URLSearchParams();
  if (what && what.kind === "node") parts.set("node", data.nodes[what.id].iri);
  if (what && what.kind === "edge") parts.set("line", edgeKey(data.edges[what.id]));
  if (what && what.kind === "claim") parts.set("claim", data.claims[what.id].id);
  if (what && what.kind === "path") for (const end of ["from", "to"]) parts.append("path", data.nodes[what[end]].iri);
  if (sceneName === "exact") parts.set("actors", "exact");
  if (!document.getElementById("table").hidden) parts.set("view", "table");
  for (const facet of Object.keys(off)) for (const key of [...off[facet]].sort()) parts.append(`off-${facet}`, key);
  for (const name of SETS) for (const iri of [...asked[name]].sort()) parts.append(name, iri);
  for (const name of WORDS) if (asked[name]) parts.set(name, asked[name]);
  if (asked.around) parts.set("hops", asked.hops);
  if (asked.least > 1) parts.set("least", asked.least);
  if (asked.basis !== UNASKED().basis) parts.set("time", asked.basis);
  if (!asked.undated) parts.set("undated", "no");
  return parts.toString();
}

const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(dayOf(text));

function readAddress(parts) {
  for (const facet of Object.keys(off)) off[facet] = new Set(parts.getAll(`off-${facet}`));
  for (const name of SETS) asked[name] = new Set(parts.getAll(name));
  for (const name of ["since", "until"]) asked[name] = isDay(parts.get(name) || "") ? parts.get(name) : "";
  asked.around = parts.get("around") || "";
  asked.hops = Math.min(Math.max(Number.parseInt(parts.get("hops"), 10) || 1, 1), 3);
  asked.least = Math.max(Number.parseInt(parts.get("least"), 10) || 1, 1);
  asked.basis = parts.get("time") in BASES ? parts.get("time") : UNASKED().basis;
  asked.undated = parts.get("undated") !== "no";
}

function selected(parts) {
  const [from, to] = parts.getAll("path").map((iri) => standIn(iri));
  if (from !== undefined && to !== undefined) return { kind: "path", from, to };
  const found = [
    ["node", parts.has("node") ? standIn(parts.get("node")) : undefined],
    ["edge", edgeOf.get(parts.get("line"))], ["claim", claimOf.get(parts.get("claim"))],
  ].find(([, id]) => id !== undefined);
  return found ? { kind: found[0], id: found[1] } : null;
}

function restore(hash) {
  const parts = new URLSearchParams(hash.slice(1));
  readAddress(parts);
  change(parts.get("actors") === "exact" ? "exact" : "states");
  refresh();
  fitted = false;
  show(parts.get("view") === "table" ? "table" : "graph");
  select(selected(parts));
}
