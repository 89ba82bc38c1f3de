// The graph: vis-network draws it, positions come from the page, nothing moves by itself.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 700px)");

let selection = null;
let lit = null;  // nodes not dimmed, null when nothing is selected
let network;
const drawn = new Set();
const shown = new Set();  // drawn and not filtered away
const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();

const edgePasses = (edge) => edge.claims.some(passes) && !(attributes(edge) && off.lines.has("says"))
  && !off.kind.has(data.nodes[edge.from].kind) && !off.kind.has(data.nodes[edge.to].kind);

function nodePasses(node) {
  if (node.kind === "event") return node.claims.some(passes);
  return !off.kind.has(node.kind) && touching[node.id].some((id) => edgePasses(data.edges[id]));
}

function neighbours(id) {
  return touching[id]
    .filter((edge) => edgePasses(data.edges[edge]))
    .map((edge) => ({ edge, other: data.edges[edge].from === id ? data.edges[edge].to : data.edges[edge].from }))
    .filter(({ other }) => nodePasses(data.nodes[other]));
}

const nodeItem = (id) => ({
  id, x: data.nodes[id].x, y: data.nodes[id].y, shape: "custom", ctxRenderer: render, hidden: !shown.has(id),
});

function render({ ctx, id, x, y, state }) {
  const node = data.nodes[id];
  const look = { strong: state.selected || state.hover, dim: lit !== null && !lit.has(id) };
  return {
    drawNode: () => paintNode(ctx, node, x, y, look),
    drawExternalLabel: () => paintLabel(ctx, node, x, y, look),
    nodeDimensions: { width: 2 * node.radius, height: 2 * node.radius },
  };
}

const lineLabels = new Map();  // line → whether its label must be drawn though there is no room
const LABELLED = 70;  // with more lines than this, only those at the selection carry their labels

function edgeItem(id) {
  const edge = data.edges[id];
  const chosen = selection && selection.kind === "edge" && selection.id === id;
  const near = chosen || (lit !== null && lit.centre !== undefined && (edge.from === lit.centre || edge.to === lit.centre));
  const far = lit !== null && !near && !(lit.has(edge.from) && lit.has(edge.to) && !attributes(edge));
  const colour = attributes(edge) ? colours.says : edge.status === "denied" ? colours.denied : colours.edge;
  const hidden = !(edgePasses(edge) && shown.has(edge.from) && shown.has(edge.to));
  const labelled = near || (lit === null && !attributes(edge) && visEdges.length <= LABELLED);
  if (labelled && !hidden) lineLabels.set(id, chosen);
  else lineLabels.delete(id);
  return {
    id, from: edge.from, to: edge.to,
    hidden,
    width: (attributes(edge) ? 0.8 : edge.status === "contested" ? 2.6 : 1.5) + (near ? 1 : 0),
    dashes: LOOKS[edge.status].dashes,
    smooth: bends.get(id) || false,
    color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity: far ? 0.22 : 1 },
    arrows: { to: { enabled: true, type: attributes(edge) ? "vee" : "arrow", scaleFactor: 0.55 } },
  };
}

function paintLineLabels(ctx) {
  for (const [id, must] of lineLabels) {
    const line = network.body.edges[id];
    if (line && line.connected) paintLineLabel(ctx, data.edges[id].label, (t) => line.edgeType.getPoint(t), must);
  }
}

// Put nodes on the canvas, with the lines to what is there already.
function draw(ids) {
  const fresh = ids.filter((id) => !drawn.has(id));
  fresh.forEach((id) => drawn.add(id));
  fresh.filter((id) => nodePasses(data.nodes[id])).forEach((id) => shown.add(id));
  visNodes.add(fresh.map(nodeItem));
  const lines = new Set(fresh.flatMap((id) => touching[id]));
  const whole = [...lines].filter((id) => drawn.has(data.edges[id].from) && drawn.has(data.edges[id].to));
  visEdges.add(whole.map(edgeItem));
}

// Only lines whose look has changed are handed over: vis-network reworks each that it is given.
function repaint() {
  const changed = visEdges.get().map((now) => [now, edgeItem(now.id)]).filter(([now, next]) => (
    now.hidden !== next.hidden || now.width !== next.width
    || now.color.opacity !== next.color.opacity || now.color.color !== next.color.color));
  visEdges.update(changed.map(([, next]) => next));
  if (network) network.redraw();
}

const eventOf = (claim) => claim.event[sceneName === "states" ? 0 : 1];
const AROUND = 60;  // neighbours drawn with a node that was not on the canvas

function centreOf(what) {
  if (what.kind === "node") return what.id;
  return what.kind === "claim" ? eventOf(data.claims[what.id]) : undefined;
}

function light(what) {
  lit = null;
  if (!what) return;
  const centre = centreOf(what);
  const ends = centre === undefined
    ? [data.edges[what.id].from, data.edges[what.id].to]
    : [centre, ...neighbours(centre).map((n) => n.other)];
  draw(centre === undefined || drawn.has(centre) ? ends.slice(0, 2) : ends.slice(0, AROUND));
  const events = ends.filter((id) => id !== centre && data.nodes[id].kind === "event");
  const others = events.flatMap((id) => neighbours(id).filter((n) => !attributes(data.edges[n.edge])).map((n) => n.other));
  lit = new Set([...ends, ...others]);
  lit.centre = centre;
}

function mark(what) {
  if (!what) network.unselectAll();
  else if (what.kind === "edge") network.setSelection({ nodes: [], edges: [what.id] }, { highlightEdges: false });
  else network.setSelection({ nodes: [centreOf(what)], edges: [] }, { highlightEdges: false });
}

// Bring a node into view when it is out of it or too small to read.
function reveal(id) {
  const canvas = document.getElementById("canvas");
  const { x, y } = network.canvasToDOM({ x: data.nodes[id].x, y: data.nodes[id].y });
  const inside = x > 60 && y > 40 && x < canvas.clientWidth - 60 && y < canvas.clientHeight - 60;
  const scale = network.getScale();
  if (inside && scale > 0.5) return;
  network.moveTo({
    position: { x: data.nodes[id].x, y: data.nodes[id].y }, scale: Math.max(scale, 0.8),
    animation: still.matches ? false : { duration: 220, easingFunction: "easeOutQuad" },
  });
}

function select(what, { moving = true } = {}) {
  selection = what;
  light(what);
  mark(what);
  repaint();
  fillPanel(what);
  fillTable();
  remember();
  const name = !what ? "Nothing selected"
    : what.kind === "edge" ? `Line: ${data.edges[what.id].label}` : `Selected: ${data.nodes[centreOf(what)].label}`;
  say(name);
  if (what && moving && centreOf(what) !== undefined && !document.getElementById("graph").hidden) reveal(centreOf(what));
  if (what && narrow.matches) document.getElementById("panel").scrollIntoView({ block: "nearest" });
}

function say(first) {
  const passing = data.claims.filter((_, n) => passes(n)).length;
  const waiting = data.nodes.length - drawn.size;
  document.getElementById("status").textContent = `${first ? `${first}. ` : ""}${passing} of `
    + `${count(data.claims.length, "claim", "claims")}, ${count(shown.size, "node", "nodes")} drawn`
    + `${waiting ? `; ${waiting} more by search` : ""}.`;
}

function refresh() {
  shown.clear();
  for (const id of drawn) if (nodePasses(data.nodes[id])) shown.add(id);
  visNodes.update(visNodes.get().filter((now) => now.hidden === shown.has(now.id))
    .map(({ id }) => ({ id, hidden: !shown.has(id) })));
  light(selection);
  repaint();
  fillPanel(selection);
  fillTable();
  say();
  remember();
}

function show(view) {
  for (const name of ["graph", "table"]) {
    document.getElementById(name).hidden = name !== view;
    document.getElementById(`as-${name}`).setAttribute("aria-pressed", String(name === view));
  }
  if (view === "graph" && !fitted) fitAll();
  if (view === "table") ready();
  fillTable();
  remember();
}

let fitted = false;  // a hidden canvas has no size to fit into

function ready() {
  document.documentElement.dataset.ready = "true";
}

const zoom = (by) => network.moveTo({ scale: network.getScale() * by });

function setUpGraph() {
  draw(data.nodes.slice(0, data.drawn).map((node) => node.id));
  network = new vis.Network(document.getElementById("canvas"), { nodes: visNodes, edges: visEdges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 1e6, hideEdgesOnDrag: data.edges.length > 1500, keyboard: false },
  });
  network.once("afterDrawing", ready);
  network.on("beforeDrawing", clearLabels);
  network.on("afterDrawing", paintLineLabels);
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) select({ kind: "node", id: nodes[0] }, { moving: false });
    else if (edges.length) select({ kind: "edge", id: edges[0] }, { moving: false });
    else select(null);
  });
  network.on("dragEnd", ({ nodes }) => {
    for (const [id, place] of Object.entries(network.getPositions(nodes))) Object.assign(data.nodes[id], place);
  });
}

function setUp() {
  readColours();
  stage(new URLSearchParams(location.hash.slice(1)).get("actors") === "exact" ? "exact" : "states");
  buildIndex();
  if (narrow.matches) document.getElementById("filters").open = false;
  if (data.edges.length > 400) off.lines.add("says");
  setUpGraph();
  setUpSearch(findNodes);
  setUpKeys();
  fillFilters();
  document.getElementById("as-graph").addEventListener("click", () => show("graph"));
  document.getElementById("as-table").addEventListener("click", () => show("table"));
  document.getElementById("as-states").addEventListener("click", () => change("states"));
  document.getElementById("as-exact").addEventListener("click", () => change("exact"));
  document.getElementById("nearer").addEventListener("click", () => zoom(1.25));
  document.getElementById("farther").addEventListener("click", () => zoom(0.8));
  document.getElementById("whole").addEventListener("click", fitAll);
  document.getElementById("reset").addEventListener("click", () => {
    for (const facet of Object.keys(off)) off[facet] = new Set();
    fillFilters();
    refresh();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); repaint(); });
  window.addEventListener("hashchange", restore);
  if (!location.hash.includes("view=table")) fitAll();
  if (location.hash.length > 1) restore();
  else refresh();
}

window.nkgraph = { data, select, change, at: (id) => network.canvasToDOM(network.getPositions([id])[id]), shown };
setUp();
