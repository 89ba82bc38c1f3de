// Shapes: the outlines of icons.js on the canvas, and labels that do not cover each other.

const PATHS = Object.fromEntries(Object.entries(OUTLINES).map(([k, d]) => [k, new Path2D(d)]));
const FACE = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
const LEADING = 1.16;  // a line's height, in units of the font's size

let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "edge", "says", "denied", "accent", ...Object.keys(OUTLINES)];
  colours = Object.fromEntries(names.map((n) => [n, style.getPropertyValue(`--${n}`).trim()]));
}

const radiusOn = (node) => (
  Math.max(node.now.radius, SMALLEST_RADIUS[node.kind === "event" ? 0 : 1] * Math.min(1 / zoom, 2.5)));

function paintNode(ctx, node, x, y, { strong, dim, more }) {
  const r = radiusOn(node);
  if (!panning && r * zoom >= 5) taken.push([x - r, y - r, x + r, y + r]);  // labels may cover mere dots
  ctx.globalAlpha = dim ? 0.34 : 1;
  ctx.translate(x, y);
  ctx.scale(r, r);
  ctx.lineWidth = (strong ? 3.5 : Math.min(1.6, r / 4)) / r;
  ctx.strokeStyle = strong ? colours.accent : colours.ink;
  if (node.kind === "event") {
    const look = LOOKS[node.now.status];
    ctx.fillStyle = look.fill ? colours.ink : colours.paper;
    ctx.setLineDash(look.border);
    ctx.fill(PATHS.event);
    ctx.stroke(PATHS.event);
    ctx.setLineDash([]);
    ctx.fillStyle = colours.ink;
    if (look.half) ctx.fill(PATHS.half);
    if (look.cross) ctx.stroke(PATHS.cross);
  } else {
    ctx.fillStyle = colours[outlineOf(node.kind)];
    ctx.fill(PATHS[outlineOf(node.kind)]);
    ctx.stroke(PATHS[outlineOf(node.kind)]);
  }
  if (more) {  // something is folded away
    ctx.beginPath();
    ctx.arc(0, 0, 1.4, 0, 2 * Math.PI);
    ctx.setLineDash([0.3, 0.3]);
    ctx.stroke();
  }
}

// Labels never cover each other, nor a node that can be made out: whoever comes first (the higher
// rank) keeps its place, and zooming in makes room for more. Their size on the screen never falls
// below what can be read.
const SMALLEST = 10.5;
const SMALLEST_RADIUS = [5.5, 7.5];  // on the screen, of events and actors, unless zoomed far out
const MOST_LABELS = 300;
const FIRST_LABELS = 12;  // those of the highest ranks rather cover a node than go missing
let taken = [];
let labels = [];

let panning = false;  // while the whole is pulled about, labels keep the places that they had
let placed = new Map();

let zoom = 1;  // of the frame that is being painted

function startFrame(ctx) {
  zoom = ctx.getTransform().a / (window.devicePixelRatio || 1);
  taken = [];
  labels = [];
  if (!panning) placed = new Map();
}

const isInside = (box, view) => box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];
const isFree = (box, boxes = taken) => boxes.every((b) => box[0] > b[2] || box[2] < b[0] || box[1] > b[3] || box[3] < b[1]);

const widths = new Map();

function widthOf(ctx, { font, lines }) {
  const key = `${font} ${lines.join("\n")}`;
  if (!widths.has(key)) {
    ctx.font = `600 ${font}px ${FACE}`;
    widths.set(key, Math.max(...lines.map((line) => ctx.measureText(line).width)));
  }
  return widths.get(key);
}

// Where a label may stand: below its node, else beside or above it; box, alignment and anchor.
function labelPlaces(node, x, y, wide, high) {
  const r = radiusOn(node) + 3 / zoom;
  return [
    ["center", x, y + r, x - wide / 2], ["left", x + r, y - high / 2, x + r],
    ["right", x - r, y - high / 2, x - r - wide], ["center", x, y - r - high, x - wide / 2],
  ].map(([align, at, top, left]) => ({ align, at, top, box: [left - 2 / zoom, top, left + wide + 2 / zoom, top + high] }));
}

// What of the drawing is in view: its left, top, right and bottom.
function viewOf(ctx) {
  const { a, d, e, f } = ctx.getTransform();
  return [-e / a, -f / d, (ctx.canvas.width - e) / a, (ctx.canvas.height - f) / d];
}

// The place that is free, near the node, with how much the label grows; null when there is none.
function placeOf(ctx, node, x, y, strong) {
  if (!strong && labels.length > MOST_LABELS) return null;
  const { font, lines } = node.now;
  const grow = Math.max(1, SMALLEST / (font * zoom));
  const places = labelPlaces(node, x, y, widthOf(ctx, node.now) * grow, lines.length * font * LEADING * grow);
  const view = viewOf(ctx);
  const fits = (boxes) => places.find(({ box }) => isInside(box, view) && isFree(box, boxes));
  const place = fits(taken) || (node.id < FIRST_LABELS && fits(labels)) || (strong ? places[0] : null);
  if (!place) return null;
  taken.push(place.box);
  labels.push(place.box);
  return { ...place, grow };
}

function paintLabel(ctx, node, x, y, { strong, dim }) {
  const place = panning ? placed.get(node.id) : placeOf(ctx, node, x, y, strong);
  if (!place) return;
  placed.set(node.id, place);
  const { font, lines } = node.now;
  ctx.globalAlpha = dim ? 0.5 : 1;
  ctx.translate(place.at, place.top);
  ctx.scale(place.grow, place.grow);
  ctx.font = `${strong || node.kind === "country" ? "600 " : ""}${font}px ${FACE}`;
  ctx.textAlign = place.align;
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.paper;
  lines.forEach((line, at) => {
    ctx.fillStyle = node.kind === "event" && at > 0 ? colours.soft : colours.ink;
    ctx.strokeText(line, 0, at * font * LEADING);
    ctx.fillText(line, 0, at * font * LEADING);
  });
}

// A line's label goes to the first free place along it; `point(t)` is where t (0 to 1) of it lies.
function paintLineLabel(ctx, text, point, must) {
  if (zoom < 0.55 && !must) return;
  ctx.font = `11px ${FACE}`;
  const half = ctx.measureText(text).width / 2 + 2;
  const boxAt = (t) => {
    const { x, y } = point(t);
    return [x - half, y - 7, x + half, y + 7];
  };
  const box = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22, 0.78].map(boxAt).find((b) => isFree(b)) || (must ? boxAt(0.5) : null);
  if (!box) return;
  taken.push(box);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.paper;
  ctx.fillStyle = colours.ink;
  ctx.strokeText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
  ctx.fillText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
}
