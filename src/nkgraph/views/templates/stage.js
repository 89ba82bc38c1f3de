// The stage: which of the two scenes is shown, "states" (states as one) or "exact" (each actor).

const data = unpacked(JSON.parse(document.getElementById("data").textContent));
const claimOf = new Map(data.claims.map((claim, number) => [claim.id, number]));
const attributes = (edge) => edge.role === "says" || edge.role === "relays";
const joinsEvents = (edge) => data.bearing.includes(edge.role);
const isMutual = (edge) => data.mutual.includes(edge.role);
const edgeKey = (edge) => `${edge.role} ${data.nodes[edge.from].iri} ${data.nodes[edge.to].iri}`;

// What follows belongs to the scene on the stage.
let sceneName;
let nodeOf;  // IRI → node; the IRI of a folded actor or event leads to the node that stands for it
let edgeOf;
let saidBy;  // actor → claims that it makes or relays
let touching;  // node → its edges
let partiesOf;  // claim → nodes that it speaks of or that tell it
let bends;  // parallel lines between the same two nodes bend away from each other

let surveys = 0;  // how often it was seen what passes

// What follows from the claims that pass is worked out when it is asked for, once a survey.
const NODE = {
  get now() {
    if (this.seen !== surveys) Object.assign(this, { seen: surveys, kept: appearance(this) });
    return this.kept;
  },

  // What stands under it: an actor's name, an event's time.
  get below() {
    this.words ??= this.kind !== "event" ? wrapped(this.label) : this.when ? wrapped(this.when.split(" (")[0]).slice(0, 2) : [];
    return this.words;
  },
};

class Line {
  constructor(id, line) {
    Object.assign(this, { id, ...line, seen: -1, kept: "" });
  }

  get status() {
    if (this.seen !== surveys) Object.assign(this, { seen: surveys, kept: lineStatus(this) });
    return this.kept;
  }

  get label() {
    return joinsEvents(this) ? this.role : `${this.role} ${symbolOf(this.status)}`.trim();
  }
}

// Nodes come without their claims: an event's are those that tell of it, an actor's those in
// which it has a part; not what it says itself.
function unpack(scene, which) {
  scene.nodes.forEach((node, id) => { Object.setPrototypeOf(node, NODE); Object.assign(node, { id, claims: [], words: null, seen: -1, kept: null }); });
  scene.edges = scene.edges.map((line, id) => new Line(id, line));
  data.claims.forEach((claim, n) => scene.nodes[claim.event[which]].claims.push(n));
  for (const edge of scene.edges) {
    if (attributes(edge) || joinsEvents(edge)) continue;
    scene.nodes[scene.nodes[edge.from].kind === "event" ? edge.to : edge.from].claims.push(...edge.claims);
  }
  for (const node of scene.nodes) if (node.kind !== "event") node.claims = [...new Set(node.claims)].sort((a, b) => a - b);
  scene.unpacked = true;
  stretch(scene);
}

function stage(name) {
  sceneName = name;
  const scene = data.scenes[name];
  if (!scene.unpacked) unpack(scene, name === "states" ? 0 : 1);
  [data.nodes, data.edges] = [scene.nodes, scene.edges];
  nodeOf = new Map();
  for (const node of data.nodes) {
    for (const member of node.members || []) nodeOf.set(data.scenes.exact.nodes[member].iri, node.id);
    nodeOf.set(node.iri, node.id);
  }
  edgeOf = new Map(data.edges.map((edge) => [edgeKey(edge), edge.id]));
  touching = data.nodes.map(() => []);
  partiesOf = data.claims.map(() => []);
  const said = new Map();
  bends = new Map();
  const pairs = new Map();
  for (const edge of data.edges) {
    touching[edge.from].push(edge.id);
    if (edge.to !== edge.from) touching[edge.to].push(edge.id);
    const pair = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    const nth = pairs.get(pair) || 0;
    pairs.set(pair, nth + 1);
    if (nth) bends.set(edge.id, edge.from < edge.to ? nth : -nth);
    if (joinsEvents(edge)) continue;
    const actor = data.nodes[edge.from].kind === "event" ? edge.to : edge.from;
    for (const claim of edge.claims) partiesOf[claim].push(actor);
    if (!attributes(edge)) continue;
    if (!said.has(edge.from)) said.set(edge.from, new Set());
    for (const claim of edge.claims) said.get(edge.from).add(claim);
  }
  saidBy = new Map([...said].map(([id, claims]) => [id, [...claims].sort((a, b) => a - b)]));
  for (const shown of ["states", "exact"]) {
    document.getElementById(`as-${shown}`).setAttribute("aria-pressed", String(shown === name));
  }
}

// Positions come for an area of 4 by 3; on another canvas the short side is drawn out, so that it
// is filled. Nodes keep their size, hence still do not touch.
const MOST_STRETCH = 2.2;

function stretch(scene) {
  const { clientWidth, clientHeight } = document.getElementById("graph");
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
    const { radius, font, lines } = node.now;
    const size = Math.max(font, SMALLEST / scale);
    const half = Math.max(radius, Math.max(...lines.map((line) => line.length)) * size * 0.29);
    box[0] = Math.min(box[0], node.x - half);
    box[1] = Math.min(box[1], node.y - radius);
    box[2] = Math.max(box[2], node.x + half);
    box[3] = Math.max(box[3], node.y + radius + 4 + lines.length * size * LEADING);
  }
  return box;
}

const CLOSEST = 1.7;  // a handful of nodes is not blown up further than this

function fitAll() {
  fitted = !document.getElementById("graph").hidden;
  network.redraw();
  const canvas = document.getElementById("canvas");
  const visible = [...drawn].map((id) => data.nodes[id]);
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

// The node on the stage that an IRI means, where that stands for others or is one of them.
function standIn(iri) {
  if (nodeOf.has(iri)) return nodeOf.get(iri);
  const folded = data.scenes.states.nodes.find((node) => node.iri === iri);
  return folded && folded.members ? nodeOf.get(data.scenes.exact.nodes[folded.members[0]].iri) : undefined;
}

// Put the other scene on the stage; what is selected stays so, or becomes what stands for it.
function change(name) {
  if (name === sceneName) return;
  const before = selection;
  const iris = !before || before.id === undefined || before.kind !== "node" ? [] : [data.nodes[before.id].iri];
  const ends = before && before.kind === "path" ? [before.from, before.to].map((id) => data.nodes[id].iri) : [];
  clearCanvas();  // before the stage changes: what is cleared may be drawn once more
  stage(name);
  const [id] = iris.map(standIn);
  const [from, to] = ends.map(standIn);
  selection = before && before.kind === "claim" ? before : id !== undefined ? { kind: "node", id }
    : from !== undefined && to !== undefined ? { kind: "path", from, to } : null;
  buildIndex();
  fillScene();
  select(selection, { moving: false });
  if (document.getElementById("graph").hidden) fitted = false;
  else fitAll();
}
