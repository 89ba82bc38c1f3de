// The panel: what is said of the selection, by whom, in which words.

function sourcesLine(claims, sources) {
  const articles = new Set(claims.map((n) => data.claims[n].article)).size;
  return `${count(claims.length, "claim", "claims")} in ${count(articles, "article", "articles")}, from `
    + count(sources, "independent source", "independent sources");
}

function neighbourList(id) {
  const list = make("ul", { class: "near" });
  for (const { other, edge } of neighbours(id)) {
    const node = data.nodes[other];
    const button = make(
      "button", { type: "button" }, icon(node.kind, node.status),
      words(node.kind === "event" && node.when ? `${node.label}, ${node.when}` : node.label),
      make("small", {}, data.edges[edge].label),
    );
    button.addEventListener("click", () => select({ kind: "node", id: other }));
    list.append(make("li", {}, button));
  }
  return list;
}

const SHOWN_CLAIMS = 60;

function cards(panel, heading, claims, chosen) {
  const passing = claims.filter(passes);
  if (!claims.length) return;
  const hiding = claims.length - passing.length;
  panel.append(make("h3", {}, `${heading} (${passing.length})`));
  if (hiding) panel.append(make("p", { class: "about" }, `${count(hiding, "claim", "claims")} hidden by filters.`));
  const show = (from) => {
    for (const n of passing.slice(from, from + SHOWN_CLAIMS)) panel.append(claimCard(n, n === chosen));
    if (passing.length <= from + SHOWN_CLAIMS) return;
    const more = make("button", { type: "button" }, `${passing.length - from - SHOWN_CLAIMS} more`);
    more.addEventListener("click", () => { more.remove(); show(from + SHOWN_CLAIMS); });
    panel.append(more);
  };
  show(0);
}

const FEW = 4;

// A line of names; when there are many, the rest opens by a click.
function names(panel, heading, all) {
  if (!all.length) return;
  const list = (some) => words([...new Set(some)].join(", "));
  if (all.length <= FEW + 1) {
    panel.append(make("p", { class: "about" }, `${heading}: `, list(all)));
    return;
  }
  panel.append(make(
    "details", { class: "about" },
    make("summary", {}, `${heading}: `, list(all.slice(0, FEW)), ` and ${all.length - FEW} more`),
    make("p", {}, list(all.slice(FEW))),
  ));
}

function nodePanel(panel, id, chosen) {
  const node = data.nodes[id];
  const what = node.kind === "event"
    ? [data.types[node.type], node.when, `${node.status} ${data.symbols[node.status]}`.trim()]
    : [node.kind, node.country];
  panel.append(
    make("h2", {}, icon(node.kind, node.status), " ", words(node.label)),
    make("p", { class: "about" }, words(what.filter(Boolean).join(" · "))),
  );
  names(panel, "Also called", node.aliases || []);
  if (node.kind === "event") {
    if (node.members) panel.append(make("p", { class: "about" }, `${node.members.length} events of this kind between the same actors, drawn as one.`));
  } else names(panel, "Stands for", membersOf(node).map((one) => one.label));
  const claims = node.claims || [];
  if (claims.length) panel.append(make("p", { class: "about" }, sourcesLine(claims, node.sources)));
  const own = saidBy.get(id) || [];
  if (chosen !== undefined) panel.append(claimCard(chosen, true));
  cards(panel, "What is said of it", claims.filter((n) => n !== chosen));
  cards(panel, "What it says or relays", own.filter((n) => n !== chosen));
  panel.append(make("h3", {}, "Connected"), neighbourList(id));
}

function edgePanel(panel, id) {
  const edge = data.edges[id];
  const ends = [data.nodes[edge.from].label, data.nodes[edge.to].label];
  panel.append(
    make("h2", {}, words(ends[0]), ` — ${edge.role} → `, words(ends[1])),
    make("p", { class: "about" }, `${edge.status} ${data.symbols[edge.status]}`.trim()),
  );
  cards(panel, "Claims", edge.claims);
  const near = make("ul", { class: "near" });
  for (const end of [edge.from, edge.to]) {
    const button = make("button", { type: "button" }, icon(data.nodes[end].kind, data.nodes[end].status), words(data.nodes[end].label));
    button.addEventListener("click", () => select({ kind: "node", id: end }));
    near.append(make("li", {}, button));
  }
  panel.append(make("h3", {}, "Ends"), near);
}

function startPanel(panel) {
  panel.append(
    make("h2", {}, "Pick something"),
    make("p", { class: "about" }, "Click a node or a line, or search, to read who says it and in which words."),
    make("h3", {}, "Most told"),
  );
  const list = make("ul", { class: "near" });
  for (const node of data.nodes.filter((n) => n.kind === "event").slice(0, 8)) {
    const button = make(
      "button", { type: "button" }, icon("event", node.status), words(node.label),
      make("small", {}, count(node.sources, "source", "sources")),
    );
    button.addEventListener("click", () => select({ kind: "node", id: node.id }));
    list.append(make("li", {}, button));
  }
  panel.append(list);
}

function fillPanel(selection) {
  const panel = document.getElementById("panel");
  panel.replaceChildren();
  panel.scrollTop = 0;
  if (!selection) startPanel(panel);
  else if (selection.kind === "edge") edgePanel(panel, selection.id);
  else if (selection.kind === "claim") nodePanel(panel, eventOf(data.claims[selection.id]), selection.id);
  else nodePanel(panel, selection.id);
}
