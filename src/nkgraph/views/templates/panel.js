// The panel: what is said of the selection, by whom, in which words; and what to do with it.

function sourcesLine(claims) {
  const articles = new Set(claims.map((n) => data.claims[n].article)).size;
  const { said, denied } = origins(claims);
  const told = said.size ? `${count(said.size, "independent source", "independent sources")}` : "";
  const against = denied.size ? `${said.size ? ", " : ""}denied by ${denied.size}` : "";
  return `${count(claims.length, "claim", "claims")} in ${count(articles, "article", "articles")}: ${told}${against}`;
}

function nodeButton(id, note) {
  const node = data.nodes[id];
  const button = make(
    "button", { type: "button" }, icon(node.kind, node.now.status),
    words(node.kind === "event" && node.when ? `${node.label}, ${node.when}` : node.label), make("small", {}, words(note)),
  );
  button.addEventListener("click", () => reach(id));
  return make("li", {}, button);
}

function neighbourList(id) {
  return make("ul", { class: "near" }, ...neighbours(id).map(({ other, edge }) => nodeButton(other, data.edges[edge].label)));
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

// The source that an actor is, by itself or within its state; undefined when nothing rests on it.
function sourceOf(node) {
  const state = data.scenes.states.nodes.find((one) => one.iri === node.iri
    || (one.members || []).some((member) => data.scenes.exact.nodes[member].iri === node.iri));
  return state && data.sources.some(([key]) => key === state.iri) ? state.iri : undefined;
}

// What can be done with a node: the same as by keys.
function deeds(id) {
  const node = data.nodes[id];
  const button = (text, title, act, pressed) => {
    const made = make("button", { type: "button", title, ...(pressed === undefined ? {} : { "aria-pressed": String(pressed) }) }, text);
    made.addEventListener("click", act);
    return made;
  };
  const hops = [1, 2, 3].map((n) => button(String(n), `Show only what is at most ${count(n, "line", "lines")} away (${n})`,
    () => goAround(id, n), asked.around === node.iri && asked.hops === n));
  const folded = asked.collapsed.has(node.iri);
  const list = [
    button("Path to…", "The shortest way to another node (p); or shift-click that node", () => askForEnd(id)),
    button(folded ? "Expand" : "Collapse", "Fold away what hangs on this node alone, or bring it back (e); or double-click the node", () => toggleFold(id)),
  ];
  const missing = neighbours(id).filter((n) => !drawn.has(n.other)).length;
  if (missing && !folded) list.push(button(`Draw ${missing} more`, "Draw all that it is connected with", () => expand(id)));
  if (node.kind !== "event") {
    list.push(button("Only with it", "Only claims that involve this actor", () => narrow(asked.only, node.iri), asked.only.has(node.iri)));
    const key = sourceOf(node);
    if (key) list.push(button("Without it as source", "Drop every claim that rests on its word, and count anew", () => narrow(off.by, key), off.by.has(key)));
  }
  return make("div", { class: "row", role: "group", "aria-label": "This node" }, ...list,
    make("span", { class: "hops", role: "group", "aria-label": "Lines away" }, "Lines away: ", ...hops));
}

function nodePanel(panel, id, chosen) {
  const node = data.nodes[id];
  const what = node.kind === "event"
    ? [data.types[node.type], node.when, `${node.now.status} ${symbolOf(node.now.status)}`.trim()]
    : [node.kind, node.country];
  panel.append(
    make("h2", {}, icon(node.kind, node.now.status), " ", words(node.label)),
    make("p", { class: "about" }, words(what.filter(Boolean).join(" · "))),
  );
  names(panel, "Also called", node.aliases || []);
  if (node.kind === "event") {
    if (node.members) panel.append(make("p", { class: "about" }, `${node.members.length} events of this kind between the same actors, drawn as one.`));
  } else names(panel, "Stands for", membersOf(node).map((one) => one.label));
  const passing = node.claims.filter(passes);
  if (passing.length) panel.append(make("p", { class: "about" }, sourcesLine(passing)));
  if (!nodePasses(node)) panel.append(make("p", { class: "about" }, "Hidden by filters."));
  panel.append(deeds(id));
  const own = saidBy.get(id) || [];
  if (chosen !== undefined) panel.append(claimCard(chosen, true));
  cards(panel, "What is said of it", node.claims.filter((n) => n !== chosen));
  cards(panel, "What it says or relays", own.filter((n) => n !== chosen));
  panel.append(make("h3", {}, "Connected"), neighbourList(id));
}

function edgePanel(panel, id) {
  const edge = data.edges[id];
  const ends = [data.nodes[edge.from].label, data.nodes[edge.to].label];
  panel.append(
    make("h2", {}, words(ends[0]), " — ", words(edge.role), " → ", words(ends[1])),
    ...(joinsEvents(edge) ? [] : [make("p", { class: "about" }, `${edge.status} ${symbolOf(edge.status)}`.trim())]),
  );
  cards(panel, "Claims", edge.claims);
  panel.append(make("h3", {}, "Ends"), make("ul", { class: "near" }, nodeButton(edge.from, ""), nodeButton(edge.to, "")));
}

function pathPanel(panel, { from, to, nodes, edges }) {
  panel.append(make("h2", {}, "From ", words(data.nodes[from].label), " to ", words(data.nodes[to].label)));
  const back = make("button", { type: "button" }, "End here");
  back.addEventListener("click", () => select({ kind: "node", id: to }));
  if (!nodes) {
    panel.append(make("p", { class: "about" }, isNarrowed() ? "No way leads there through what is shown; filters may have cut it. Show everything to look further." : "Nothing that is told joins them."), make("div", { class: "row" }, back));
    return;
  }
  panel.append(
    make("p", { class: "about" }, `The shortest way: ${count(edges.length, "line", "lines")}.`),
    make("ol", { class: "near" }, ...nodes.map((id, at) => nodeButton(id, at ? data.edges[edges[at - 1]].label : "start"))),
    make("div", { class: "row" }, back),
  );
  cards(panel, "What is said along it", [...new Set(edges.flatMap((at) => data.edges[at].claims))].sort((a, b) => a - b));
}

const MOST_TOLD = 8;

function startPanel(panel) {
  panel.append(
    make("h2", {}, "Pick something"),
    make("p", { class: "about" }, "Click a node or a line, or search, to read who says it and in which words."),
  );
  const told = data.nodes.filter((n) => n.kind === "event" && nodePasses(n))
    .map((node) => [sourcesOf(node), node]).sort(([n, a], [m, b]) => m - n || a.id - b.id).slice(0, MOST_TOLD);
  if (!told.length) return;
  panel.append(make("h3", {}, "Most told"), make("ul", { class: "near" },
    ...told.map(([sources, node]) => nodeButton(node.id, count(sources, "source", "sources")))));
}

function fillPanel(selection) {
  const panel = document.getElementById("panel");
  panel.replaceChildren();
  panel.scrollTop = 0;
  if (!selection) startPanel(panel);
  else if (selection.kind === "edge") edgePanel(panel, selection.id);
  else if (selection.kind === "path") pathPanel(panel, selection);
  else if (selection.kind === "claim") nodePanel(panel, eventOf(data.claims[selection.id]), selection.id);
  else nodePanel(panel, selection.id);
}
