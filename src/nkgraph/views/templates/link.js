// The address after # holds the selection, the view, and what the filters ask for.
function fragment(what) {
  const parts = new URLSearchParams();
  if (what && what.kind === "event") parts.set("event", data.events[what.id].iri);
  if (what && what.kind === "claim") parts.set("claim", data.claims[what.id].id);
  const table = document.getElementById("table");
  if (document.getElementById("as-table") && !table.hidden) parts.set("view", "table");
  for (const [facet, keys] of Object.entries(off)) {
    for (const key of [...keys].sort()) parts.append(`off-${facet}`, key);
  }
  if (only.actor !== null) parts.set("about", data.actors[only.actor].iri);
  if (only.sources > 1) parts.set("sources", String(only.sources));
  for (const key of ["since", "until", "text"]) if (only[key]) parts.set(key, only[key]);
  for (const [key, value] of Object.entries(view.address())) if (value) parts.set(key, value);
  return parts.toString();
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function restore() {
  const parts = new URLSearchParams(location.hash.slice(1));
  everything();
  for (const facet of Object.keys(off)) off[facet] = new Set(parts.getAll(`off-${facet}`));
  only.actor = actorOf.get(parts.get("about")) ?? null;
  only.sources = Math.max(1, Number(parts.get("sources")) || 1);
  for (const key of ["since", "until"]) only[key] = DAY.test(parts.get(key)) ? parts.get(key) : "";
  only.text = parts.get("text") || "";
  view.restore(parts);
  const [claim, event] = [claimOf.get(parts.get("claim")), eventOf.get(parts.get("event"))];
  selection = claim !== undefined ? { kind: "claim", id: claim } : event !== undefined ? { kind: "event", id: event } : null;
  if (document.getElementById("as-table")) show(parts.get("view") === "table" ? "table" : "picture");
  refresh();
  if (selection) view.mark(selection, true);
}
