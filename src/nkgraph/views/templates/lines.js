// Lines: where they run, how they look, and which one is under the pointer. They are painted here,
// many by one stroke, and not by vis-network, which reworks each line at every change.

const lines = new Set();  // lines on the canvas
let strokes = [];  // looks, each with the lines that have it
const lineLabels = new Map();  // line → whether its label must be drawn though there is no room
const LABELLED = 70;  // with more lines than this, only those at the selection carry their labels
const BEND = 0.16;  // how far the second line between two nodes bends, by its length
const THINNEST = 0.6;  // pixels on the screen
const HEAD = 8;  // length of an arrow's head

// The ends of a line where it leaves the shapes, and the point that it bends towards.
function course(edge) {
  const [from, to] = [data.nodes[edge.from], data.nodes[edge.to]];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = Math.hypot(dx, dy) || 1;
  const by = 2 * BEND * (bends.get(edge.id) || 0);
  const bend = { x: (from.x + to.x) / 2 + dy * by, y: (from.y + to.y) / 2 - dx * by };
  const reach = Math.hypot(bend.x - to.x, bend.y - to.y) || 1;
  const [head, tail] = [(to.now.radius + 2) / reach, from.now.radius / far];
  return {
    start: { x: from.x + dx * tail, y: from.y + dy * tail }, bend,
    end: { x: to.x + (bend.x - to.x) * head, y: to.y + (bend.y - to.y) * head },
  };
}

function pointOn({ start, bend, end }, t) {
  const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
  return { x: a * start.x + b * bend.x + c * end.x, y: a * start.y + b * bend.y + c * end.y };
}

function edgeColour(edge) {
  if (attributes(edge)) return colours.says;
  if (joinsEvents(edge)) return edge.role === data.opposed ? colours.denied : colours.accent;
  return edge.status === "denied" ? colours.denied : colours.edge;
}

const onPath = (id) => selection !== null && selection.kind === "path" && (selection.edges || []).includes(id);
const isChosen = (id) => selection !== null && ((selection.kind === "edge" && selection.id === id) || onPath(id));

function lookOf(edge) {
  const near = isChosen(edge.id) || (lit !== null && lit.centre !== undefined && (edge.from === lit.centre || edge.to === lit.centre));
  const far = lit !== null && !near
    && (selection.kind === "path" || !(lit.has(edge.from) && lit.has(edge.to) && !attributes(edge)));
  return {
    near, far, colour: edgeColour(edge), dashes: LOOKS[edge.status].dashes || [], arrow: !isMutual(edge),
    width: (attributes(edge) ? 0.8 : edge.status === "contested" ? 2.6 : 1.5) + (near ? 1 : 0),
  };
}

// See anew how the lines look: after each change of what is drawn, selected or coloured.
function strokeLines() {
  const found = new Map();
  lineLabels.clear();
  for (const id of lines) {
    const edge = data.edges[id];
    const look = lookOf(edge);
    if (look.near || (lit === null && !attributes(edge) && lines.size <= LABELLED)) lineLabels.set(id, isChosen(id));
    const key = `${look.far ? 0 : 1} ${look.width} ${look.colour} ${look.dashes} ${look.arrow}`;
    if (!found.has(key)) found.set(key, { look, edges: [] });
    found.get(key).edges.push(edge);
  }
  strokes = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stroke]) => stroke);
}

const isSeen = ({ start, bend, end }, view) => (
  Math.max(start.x, bend.x, end.x) >= view[0] && Math.min(start.x, bend.x, end.x) <= view[2]
  && Math.max(start.y, bend.y, end.y) >= view[1] && Math.min(start.y, bend.y, end.y) <= view[3]);

function addHead(path, { bend, end }) {
  const far = Math.hypot(end.x - bend.x, end.y - bend.y) || 1;
  const [ux, uy] = [(end.x - bend.x) / far * HEAD, (end.y - bend.y) / far * HEAD];
  path.moveTo(end.x, end.y);
  path.lineTo(end.x - ux - uy * 0.42, end.y - uy + ux * 0.42);
  path.lineTo(end.x - ux + uy * 0.42, end.y - uy - ux * 0.42);
  path.closePath();
}

// The ways of all lines of one look, and their heads when they can be made out, worked out once;
// a node that is moved has them done anew.
function trace(stroke, withHeads) {
  stroke.ways ||= stroke.edges.map(course);
  if (!stroke.path) {
    stroke.path = new Path2D();
    stroke.ways.forEach(({ start, bend, end }, at) => {
      stroke.path.moveTo(start.x, start.y);
      if (bends.has(stroke.edges[at].id)) stroke.path.quadraticCurveTo(bend.x, bend.y, end.x, end.y);
      else stroke.path.lineTo(end.x, end.y);
    });
  }
  if (!withHeads || stroke.heads) return;
  stroke.heads = new Path2D();
  if (stroke.look.arrow) for (const way of stroke.ways) addHead(stroke.heads, way);
}

function paintLines(ctx) {
  ctx.save();
  const withHeads = HEAD * zoom >= 2;
  for (const stroke of strokes) {
    trace(stroke, withHeads);
    const { look, path, heads } = stroke;
    ctx.globalAlpha = look.far ? 0.22 : 1;
    ctx.strokeStyle = look.colour;
    ctx.fillStyle = look.colour;
    ctx.lineWidth = Math.max(look.width, THINNEST / zoom);
    ctx.setLineDash(look.dashes);
    ctx.stroke(path);
    if (withHeads) ctx.fill(heads);
  }
  ctx.restore();
}

function paintLineLabels(ctx) {
  const view = viewOf(ctx);
  for (const [id, must] of lineLabels) {
    const edge = data.edges[id];
    const way = course(edge);
    if (isSeen(way, view)) paintLineLabel(ctx, edge.label, (t) => pointOn(way, t), must);
  }
}

// The line that runs nearest to a place, if it is within reach.
function lineAt({ x, y }, reach) {
  let best = null;
  for (const id of lines) {
    const way = course(data.edges[id]);
    if (!isSeen(way, [x - reach, y - reach, x + reach, y + reach])) continue;
    const points = bends.has(id) ? [0, 0.2, 0.4, 0.6, 0.8, 1].map((t) => pointOn(way, t)) : [way.start, way.end];
    for (let at = 1; at < points.length; at += 1) {
      const far = distance({ x, y }, points[at - 1], points[at]);
      if (far <= reach && (!best || far < best.far)) best = { id, far };
    }
  }
  return best && best.id;
}

function distance(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}
