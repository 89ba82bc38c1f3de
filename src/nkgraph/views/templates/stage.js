// The stage: which of the two scenes is shown, "states" (states as one) or "exact" (each actor).

const data = JSON.parse(document.getElementById("data").textContent);
const claimOf = new Map(data.claims.map((claim, number) => [claim.id, number]));
const exactLabel = new Map(data.scenes.exact.nodes.map((node) => [node.iri, node.label]));
const attributes = (edge) => edge.role === "says" || edge.role === "relays";
const edgeKey = (edge) => `${edge.role} ${data.nodes[edge.from].iri} ${data.nodes[edge.to].iri}`;

// What follows belongs to the scene on the stage: "states" (states as one) or "exact" (each actor).
let sceneName;
let nodeOf;  // IRI → node; the IRI of a folded actor or event leads to the node that stands for it
let edgeOf;
let saidBy;  // actor → claims that it makes or relays
let touching;  // node → its edges
let bends;  // parallel lines between the same two nodes bend away from each other

function stage(name) {
  sceneName = name;
  const scene = data.scenes[name];
  if (!scene.stretched) stretch(scene);
  [data.nodes, data.edges] = [scene.nodes, scene.edges];
  nodeOf = new Map();
  for (const node of data.nodes) {
    for (const member of node.members || []) nodeOf.set(data.scenes.exact.nodes[member].iri, node.id);
    nodeOf.set(node.iri, node.id);
  }
  edgeOf = new Map(data.edges.map((edge) => [edgeKey(edge), edge.id]));
  touching = data.nodes.map(() => []);
  saidBy = new Map();
  bends = new Map();
  const pairs = new Map();
  for (const edge of data.edges) {
    touching[edge.from].push(edge.id);
    if (edge.to !== edge.from) touching[edge.to].push(edge.id);
    const pair = [edge.from, edge.to].sort((a, b) => a - b).join(" ");
    const nth = pairs.get(pair) || 0;
    pairs.set(pair, nth + 1);
    if (nth) bends.set(edge.id, { enabled: true, type: "curvedCW", roundness: 0.16 * nth });
    if (!attributes(edge)) continue;
    saidBy.set(edge.from, [...new Set([...(saidBy.get(edge.from) || []), ...edge.claims])].sort((a, b) => a - b));
  }
  for (const shown of ["states", "exact"]) {
    document.getElementById(`as-${shown}`).setAttribute("aria-pressed", String(shown === name));
  }
}

// Positions come for an area of 4 by 3; on another canvas the short side is drawn out, so that it
// is filled. Nodes keep their size, hence still do not touch.
const MOST_STRETCH = 1.8;

function stretch(scene) {
  scene.stretched = true;
  const { clientWidth, clientHeight } = document.querySelector("main");
  const [left, top, right, bottom] = extent(scene.nodes);
  if (!clientWidth || !clientHeight || right <= left || bottom <= top) return;
  const by = (clientWidth / clientHeight) / ((right - left) / (bottom - top));
  for (const node of scene.nodes) {
    if (by > 1) node.x *= Math.min(by, MOST_STRETCH);
    else node.y *= Math.min(1 / by, MOST_STRETCH);
  }
}

// The corners of the box that nodes and their labels fill when drawn at a scale.
function extent(nodes, scale = 1) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const font = Math.max(node.font, SMALLEST / scale);
    const half = Math.max(node.radius, Math.max(...node.lines.map((line) => line.length)) * font * 0.29);
    box[0] = Math.min(box[0], node.x - half);
    box[1] = Math.min(box[1], node.y - node.radius);
    box[2] = Math.max(box[2], node.x + half);
    box[3] = Math.max(box[3], node.y + node.radius + 4 + node.lines.length * font * LEADING);
  }
  return box;
}

const CLOSEST = 1.7;  // a handful of nodes is not blown up further than this

function fitAll() {
  fitted = !document.getElementById("graph").hidden;
  network.redraw();
  const canvas = document.getElementById("canvas");
  const visible = data.nodes.filter((node) => shown.has(node.id));
  if (!visible.length || !canvas.clientWidth) return;
  const hint = document.getElementById("keys").offsetHeight;  // stands below the picture
  let scale = 1;
  let box;
  for (let turn = 0; turn < 3; turn += 1) {  // labels have a smallest size on the screen
    box = extent(visible, scale);
    scale = Math.min((canvas.clientWidth - 24) / (box[2] - box[0]), (canvas.clientHeight - 24 - hint) / (box[3] - box[1]), CLOSEST);
  }
  const position = { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 + hint / 2 / scale };
  network.moveTo({ position, scale, animation: false });
}

// Put the other scene on the stage; what is selected stays so, or becomes what stands for it.
function change(name) {
  if (name === sceneName) return;
  const before = selection;
  const iri = before && before.kind === "node" ? data.nodes[before.id] : null;
  const first = iri && iri.members && name === "exact" ? data.scenes.exact.nodes[iri.members[0]].iri : iri && iri.iri;
  visEdges.clear();  // before the stage changes: what is cleared may be drawn once more
  visNodes.clear();
  stage(name);
  const id = nodeOf.get(iri && nodeOf.has(iri.iri) ? iri.iri : first);
  selection = before && before.kind === "claim" ? before : id === undefined ? null : { kind: "node", id };
  lit = null;
  drawn.clear();
  shown.clear();
  lineLabels.clear();
  widths.clear();
  draw(data.nodes.slice(0, data.drawn).map((node) => node.id));
  buildIndex();
  fillFilters();
  refresh();
  if (document.getElementById("graph").hidden) fitted = false;
  else fitAll();
  select(selection);
}
