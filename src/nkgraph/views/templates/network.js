// The graph: vis-network draws it, positions come from the page, nothing moves by itself.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrowPage = matchMedia("(max-width: 700px)");

let selection = null;
let lit = null;  // nodes not dimmed, null when nothing is selected
let network;
const drawn = new Set();  // nodes on the canvas
const visNodes = new vis.DataSet();

const nodeItem = (id) => ({ id, x: data.nodes[id].x, y: data.nodes[id].y, shape: "custom", ctxRenderer: render });

// vis-network leaves out what it takes to be out of view, and does not work out by itself where a
// node of our own shape is.
const setBox = (id) => network.body.nodes[id].updateBoundingBox(network.canvas.getContext());

const NOTHING = { drawNode: () => {}, nodeDimensions: { width: 0, height: 0 } };

function render({ ctx, id, x, y, state }) {
  if (!drawn.has(id)) return NOTHING;
  const node = data.nodes[id];
  const look = { strong: state.selected || state.hover, dim: lit !== null && !lit.has(id), more: asked.collapsed.has(node.iri) };
  return {
    drawNode: () => paintNode(ctx, node, x, y, look),
    drawExternalLabel: panning && !placed.has(id) ? undefined : () => paintLabel(ctx, node, x, y, look),
    nodeDimensions: { width: 2 * node.now.radius, height: 2 * node.now.radius },
  };
}

// Put on the canvas what passes, and mark as gone what does not: what vis-network once has, it
// keeps, painted by us as nothing, for as long as that is not too much.
function populate() {
  const wanted = toDraw();
  drawn.clear();
  for (const id of wanted) drawn.add(id);
  if (visNodes.length > 2 * data.drawn) visNodes.remove(visNodes.getIds().filter((id) => !wanted.has(id)));
  const fresh = [...wanted].filter((id) => !visNodes.get(id)).sort((a, b) => a - b);
  if (fresh.length) visNodes.add(fresh.map(nodeItem));
  fresh.forEach(setBox);
  lines.clear();
  for (const id of wanted) for (const at of touching[id]) if (pass.edges[at] && wanted.has(otherEnd(data.edges[at], id))) lines.add(at);
  repaint();
}

function repaint() {
  strokeLines();
  network.body.emitter.emit("_requestRedraw");  // redraw() would not wait for the next frame
}

function clearCanvas() {
  strokes = [];
  visNodes.clear();
  for (const held of [drawn, lines, lineLabels, called]) held.clear();
}

function centreOf(what) {
  if (what.kind === "node") return what.id;
  return what.kind === "claim" ? eventOf(data.claims[what.id]) : undefined;
}

function light(what) {
  lit = null;
  if (!what) return;
  if (what.kind === "path") {
    Object.assign(what, { nodes: null, edges: null }, shortestPath(what.from, what.to));
    lit = new Set(what.nodes || [what.from, what.to]);
    return;
  }
  const centre = centreOf(what);
  const ends = centre === undefined
    ? [data.edges[what.id].from, data.edges[what.id].to]
    : [centre, ...neighbours(centre).map((n) => n.other)];
  const events = ends.filter((id) => id !== centre && data.nodes[id].kind === "event");
  const others = events.flatMap((id) => neighbours(id).filter((n) => !attributes(data.edges[n.edge])).map((n) => n.other));
  lit = new Set([...ends, ...others]);
  lit.centre = centre;
  if (centre === undefined) return;
  called.delete(centre);
  called.add(centre);
}

function mark(what) {
  const nodes = !what ? [] : what.kind === "path" ? what.nodes || [what.from, what.to] : what.kind === "edge" ? [] : [centreOf(what)];
  network.setSelection({ nodes: nodes.filter((id) => drawn.has(id)), edges: [] });
}

// Bring nodes into view when they are out of it or too small to read.
function reveal(ids) {
  const canvas = document.getElementById("canvas");
  const inside = ids.every((id) => {
    const { x, y } = network.canvasToDOM({ x: data.nodes[id].x, y: data.nodes[id].y });
    return x > 60 && y > 40 && x < canvas.clientWidth - 60 && y < canvas.clientHeight - 60;
  });
  const scale = network.getScale();
  if (inside && scale > 0.5) return;
  const box = extent(ids.map((id) => data.nodes[id]));
  const fits = Math.min(canvas.clientWidth / (box[2] - box[0] + 120), canvas.clientHeight / (box[3] - box[1] + 120), CLOSEST);
  network.moveTo({
    position: { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, scale: Math.min(Math.max(scale, 0.8), fits),
    animation: still.matches ? false : { duration: 220, easingFunction: "easeOutQuad" },
  });
}

function nameOf(what) {
  if (!what) return "Nothing selected";
  if (what.kind === "edge") return `Line: ${data.edges[what.id].label}`;
  if (what.kind === "path") return what.edges ? `Path of ${count(what.edges.length, "line", "lines")}` : "No path";
  return `Selected: ${data.nodes[centreOf(what)].label}`;
}

function select(what, { moving = true } = {}) {
  selection = what;
  refresh();
  say(nameOf(what));
  if (!what || !moving || document.getElementById("graph").hidden) return;
  const ids = pinned(what).filter((id) => drawn.has(id));
  if (ids.length && what.kind !== "edge") reveal(ids);
  if (narrowPage.matches) document.getElementById("panel").scrollIntoView({ block: "nearest" });
}

function say(first) {
  const passing = pass.claims.reduce((sum, one) => sum + one, 0);
  document.getElementById("status").textContent = `${first ? `${flat(first)}. ` : ""}${passing} of `
    + `${count(data.claims.length, "claim", "claims")}, ${count(drawn.size, "node", "nodes")} drawn`
    + `${pass.hidden ? `; ${pass.hidden} more by search` : ""}.`;
}

let surveyed = "";  // what was asked when it was last seen what passes

// Show what is asked for now, on every part of the page.
function refresh() {
  const asking = JSON.stringify([sceneName, Object.values(off).map((keys) => [...keys]), { ...asked, only: [...asked.only], expanded: 0, collapsed: 0 }]);
  if (asking !== surveyed) {
    surveyed = asking;
    survey();
    timeBar.fill();
  }
  light(selection);
  populate();
  mark(selection);
  fillPanel(selection);
  fillTable();
  fillFilters();
  say();
  remember();
}

// At most once a frame, however fast a handle is pulled.
let waiting = 0;

function soon(act) {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(act);
}

// A node was named, by click or by search: the end of a path that is asked for, or the selection.
let pathFrom = null;

function reach(id, options) {
  const from = pathFrom;
  endAsking();
  if (from !== null && from !== id) select({ kind: "path", from, to: id });
  else select({ kind: "node", id }, options);
}

const SEARCH = "Search ( / )";

function askForEnd(id) {
  pathFrom = id;
  const search = document.getElementById("search");
  search.placeholder = `Path to… from ${data.nodes[id].label}`;
  search.focus();
  document.body.dataset.asking = "path";
}

function endAsking() {
  pathFrom = null;
  document.getElementById("search").placeholder = SEARCH;
  delete document.body.dataset.asking;
}

function narrow(set, key) {
  if (!set.delete(key)) set.add(key);
  refresh();
}

function goAround(id, hops = 1) {
  const iri = id === null ? "" : data.nodes[id].iri;
  const same = asked.around === iri && asked.hops === hops;
  Object.assign(asked, { around: same ? "" : iri, hops });
  refresh();
  fitAll();
}

function toggleFold(id) {
  const { iri } = data.nodes[id];
  asked.expanded.delete(iri);
  narrow(asked.collapsed, iri);
}

function expand(id) {
  asked.collapsed.delete(data.nodes[id].iri);
  asked.expanded.add(data.nodes[id].iri);
  refresh();
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

const zoomBy = (by) => network.moveTo({ scale: network.getScale() * by });

const NEAR = 7;  // pixels between the pointer and a line that is meant

function setUpGraph() {
  network = new vis.Network(document.getElementById("canvas"), { nodes: visNodes, edges: [] }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 1e6, keyboard: false },
  });
  network.once("afterDrawing", ready);
  network.on("beforeDrawing", (ctx) => { startFrame(ctx); paintLines(ctx); });
  network.on("afterDrawing", paintLineLabels);
  network.on("click", ({ nodes, pointer, event }) => {
    const line = nodes.length ? null : lineAt(pointer.canvas, NEAR / network.getScale());
    const from = selection ? centreOf(selection) : undefined;
    if (nodes.length && event.srcEvent.shiftKey && from !== undefined && from !== nodes[0]) select({ kind: "path", from, to: nodes[0] });
    else if (nodes.length) reach(nodes[0], { moving: false });
    else if (line !== null) select({ kind: "edge", id: line }, { moving: false });
    else select(null);
  });
  network.on("dragStart", ({ nodes }) => { panning = nodes.length === 0; });
  network.on("dragEnd", () => { panning = false; network.redraw(); });
  network.on("doubleClick", ({ nodes }) => { if (nodes.length) toggleFold(nodes[0]); });
  network.on("dragging", ({ nodes }) => {
    if (!nodes.length) return;
    for (const [id, place] of Object.entries(network.getPositions(nodes))) {
      Object.assign(data.nodes[id], place);
      setBox(id);
    }
    for (const stroke of strokes) Object.assign(stroke, { ways: null, path: null, heads: null });
  });
}

let timeBar;

function setUp() {
  readColours();
  timeBar = new TimeBar(document.getElementById("time"));
  stage(new URLSearchParams(location.hash.slice(1)).get("actors") === "exact" ? "exact" : "states");
  buildIndex();
  if (narrowPage.matches) document.getElementById("filters").open = false;
  // a frame has no width before it is laid out, and so is narrow at first
  narrowPage.addEventListener("change", () => { if (!narrowPage.matches) document.getElementById("filters").open = true; });
  if (data.edges.length > 400) off.lines.add("says");
  setUpGraph();
  setUpSearch(findNodes);
  setUpKeys();
  setUpTakeaway();
  const press = (name, act) => document.getElementById(name).addEventListener("click", act);
  press("as-graph", () => show("graph"));
  press("as-table", () => show("table"));
  press("as-states", () => change("states"));
  press("as-exact", () => change("exact"));
  press("nearer", () => zoomBy(1.25));
  press("farther", () => zoomBy(0.8));
  press("whole", fitAll);
  press("reset", () => { askNothing(); drawn.clear(); refresh(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); repaint(); });
  window.addEventListener("hashchange", () => restore(location.hash));
  setUpFilters();
  fillScene();
  const { hash } = location;
  refresh();
  if (hash.length > 1) restore(hash);
  else fitAll();
}

window.nkgraph = { data, select, change, at: (id) => network.canvasToDOM(network.getPositions([id])[id]), drawn };
setUp();
