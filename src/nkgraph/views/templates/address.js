// The address after # holds the selection, the view and what is switched off.
function fragment(what) {
  const parts = new URLSearchParams();
  if (what && what.kind === "node") parts.set("node", data.nodes[what.id].iri);
  if (what && what.kind === "edge") parts.set("line", edgeKey(data.edges[what.id]));
  if (what && what.kind === "claim") parts.set("claim", data.claims[what.id].id);
  if (sceneName === "exact") parts.set("actors", "exact");
  if (!document.getElementById("table").hidden) parts.set("view", "table");
  for (const [facet, keys] of Object.entries(off)) {
    for (const key of [...keys].sort()) parts.append(`off-${facet}`, key);
  }
  return parts.toString();
}

function remember() {
  const hash = fragment(selection);
  try {
    history.replaceState(null, "", hash ? `#${hash}` : "#");
  } catch {
    // a page inside a frame has no address of its own
  }
}

function restore() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const facet of Object.keys(off)) off[facet] = new Set(parts.getAll(`off-${facet}`));
  change(parts.get("actors") === "exact" ? "exact" : "states");
  fillFilters();
  show(parts.get("view") === "table" ? "table" : "graph");
  const found = [
    ["node", nodeOf.get(parts.get("node"))], ["edge", edgeOf.get(parts.get("line"))], ["claim", claimOf.get(parts.get("claim"))],
  ].find(([, id]) => id !== undefined);
  selection = found ? { kind: found[0], id: found[1] } : null;
  refresh();
  select(selection);
}
