// The timeline: events in lanes on a time axis, each as wide as its time is uncertain.

const ROW = 22;
const WIDE = 620;  // a drawing at least this wide has the names of lanes at its left, else above each
const GUTTER = 158;
const FONT = '12px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
const pen = make("canvas").getContext("2d");
const widths = new Map();

function widthOf(text) {
  if (!widths.has(text)) {
    pen.font = FONT;
    widths.set(text, Math.ceil(pen.measureText(text).width));
  }
  return widths.get(text);
}

let mode = "type";
let sorted = { lanes: [], undated: [], nowhere: [] };
let order = [];  // all marks as the arrow keys go through them
let places = new Map();  // mark → its middle on the drawing, as far as it is drawn

function daysOfAll() {
  const days = data.claims.flatMap((claim) => daysOf(claim)).filter(Boolean).map(dayOf);
  return days.length ? [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b)) + 1] : [0, 1];
}

const span = new Span(...daysOfAll());

const labels = data.events.map(() => ({}));  // by lanes: made when first asked for

function eventLabel(id) {
  const event = data.events[id];
  labels[id][mode] ??= cut(flat(mode === "type" ? event.label.replace(`${data.types[event.type]}: `, "") : event.label), 38);
  return labels[id][mode];
}

function labelOf(mark) {
  if (!mark.label) {
    const figures = [...new Set(mark.claims.map((n) => data.claims[n].figure).filter(Boolean))];
    mark.label = [eventLabel(mark.event), figures.length === 1 ? cut(flat(figures[0]), 30) : figures.length ? `${figures.length} figures` : ""];
  }
  return mark.label;
}

const labelText = (mark) => labelOf(mark).filter(Boolean).join(" · ");

function labelWidth(mark) {
  mark.wide ??= widthOf(labelText(mark));
  return mark.wide;
}

const originsOf = (mark) => new Set(mark.claims.map((n) => data.claims[n].origin)).size;

function isChosen(mark) {
  if (!selection) return false;
  if (selection.kind === "claim") return mark.claims.includes(selection.id);
  return selection.kind === "event" && selection.id === mark.event;
}

function group(mark, kind, x, y, ...shapes) {
  places.set(mark, [x, y]);
  const sources = count(originsOf(mark), "source", "sources");
  const node = draw("g", { class: `mark ${kind} ${data.events[mark.event].status}${isChosen(mark) ? " chosen" : ""}` },
    draw("title", {}, flat(`${data.events[mark.event].label} (${sources})`)), ...shapes);
  node.mark = mark;
  return node;
}

// A diamond as in the network: full, dashed, dotted, crossed or half, by status; larger with more sources.
function diamond(mark, x, y) {
  const status = data.events[mark.event].status;
  const r = 5 + Math.min(originsOf(mark), 4) * 0.8;
  const shapes = [draw("path", { class: "body", d: `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z` })];
  if (status === "contested") shapes.push(draw("path", { class: "half", d: `M${x} ${y - r}V${y + r}L${x - r} ${y}Z` }));
  if (status === "denied") shapes.push(draw("path", { class: "cross", d: `M${x - r / 2} ${y - r / 2}l${r} ${r}M${x + r / 2} ${y - r / 2}l${-r} ${r}` }));
  return shapes;
}

function bar(mark, x0, x1, y) {
  const status = data.events[mark.event].status;
  const shapes = [draw("rect", { class: "body", x: x0, y: y - 7, width: x1 - x0, height: 14, rx: 3 })];
  if (status === "contested") shapes.push(draw("rect", { class: "half", x: x0, y: y - 7, width: Math.min((x1 - x0) / 2, 10), height: 14, rx: 3 }));
  if (status === "denied") shapes.push(draw("path", { class: "cross", d: `M${x0 + 4} ${y - 4}l8 8M${x0 + 12} ${y - 4}l-8 8` }));
  return shapes;
}

function label(mark, { x0, x1, inside, flip, share }, y) {
  const [what, figure] = labelOf(mark);
  const x = inside ? Math.max(x0, 0) + (data.events[mark.event].status === "denied" ? 18 : data.events[mark.event].status === "contested" ? 14 : 7) : flip ? x0 - 5 : x1 + 5;
  const at = { class: inside ? "inside" : undefined, x, y: y + 4, "text-anchor": flip ? "end" : undefined };
  if (share < 1) return draw("text", at, cut(labelText(mark), Math.floor(labelText(mark).length * share)));
  const text = draw("text", at, what);
  if (figure) text.append(draw("tspan", { class: "figure" }, ` · ${figure}`));
  return text;
}

// The drawing's edges: where time begins and ends, and how high a lane's name stands above it.
function edgesOf(width) {
  return width >= WIDE ? { left: GUTTER, right: width, head: 6 } : { left: 0, right: width, head: 22 };
}

// Between which pixels marks are drawn: while it moves, some beyond the edges too.
const reachOfDrawing = ({ left, right, slack = 0 }) => [left - slack, right + slack];

function laneHead(svg, name, number, y, { left, right }, { before = 0, after = 0 } = {}) {
  const away = `${before ? ` ‹ ${before}` : ""}${after ? ` › ${after}` : ""}`;
  const [first, second] = left ? inTwo(flat(name), widthOf(` ${number}${away}`)) : [cut(flat(name), 40), ""];
  const text = draw("text", { class: "lane", x: 8, y: y + (left && !second ? 21 : 15) }, first);
  if (second) text.append(" ", draw("tspan", { x: 8, dy: 14 }, second));
  text.append(draw("tspan", { class: "number" }, ` ${number}${away}`));
  svg.append(draw("path", { class: "rule", d: `M0 ${y}H${right}` }), draw("g", {}, draw("title", {}, flat(name)), text));
}

const BOLD = 1.1;  // bold letters are about so much wider

// A lane's name in the gutter: on one line, else on two, else cut; `taken` pixels follow it.
function inTwo(name, taken) {
  const fits = (text, rest) => widthOf(text) * BOLD + rest < GUTTER - 16;
  const shortened = (text, rest) => {
    let most = Math.min(text.length, 40);
    while (most > 2 && !fits(cut(text, most), rest)) most -= 1;
    return cut(text, most);
  };
  if (fits(name, taken)) return [name, ""];
  const broken = [...name.matchAll(/ /g)].map(({ index }) => index).filter((at) => fits(name.slice(0, at), 0)).at(-1);
  if (!broken) return [shortened(name, taken), ""];
  return [name.slice(0, broken), shortened(name.slice(broken + 1), taken)];
}

// `field` is where marks go; it may move while lanes' names stand.
function drawLane(svg, lane, top, edges, field = svg) {
  const place = (day) => span.at(day, edges.left, edges.right);
  const found = packed(lane.marks, place, reachOfDrawing(edges), labelWidth);
  laneHead(svg, lane.label, lane.marks.length, top, edges, found);
  const first = top + edges.head + ROW / 2;
  for (const one of found.shown) {
    const y = first + one.row * ROW;
    const shapes = one.point ? diamond(one.mark, (one.x0 + one.x1) / 2, y) : bar(one.mark, one.x0, one.x1, y);
    if (!one.bare) shapes.push(label(one.mark, one, y));
    field.append(group(one.mark, one.point ? "day" : "bar", (one.x0 + one.x1) / 2, y, ...shapes));
  }
  let rows = Math.max(found.rows, 1);
  for (const [bin, marks] of found.bins) field.append(heap(marks, (bin + 0.5) * BIN, first + rows * ROW));
  if (found.bins.size) rows += 1;
  return edges.head + rows * ROW + 6;
}

// Several marks that find no room, as one button with their number.
function heap(marks, x, y, most = Infinity) {
  const text = `+${marks.length}`;
  const half = Math.min(widthOf(text) / 2 + 5, most);
  const node = draw("g", { class: most < Infinity ? "heap tight" : "heap" }, draw("rect", { x: x - half, y: y - 9, width: 2 * half, height: 18, rx: 9 }), draw("text", { x, y: y + 4, "text-anchor": "middle" }, text));
  node.heap = marks;
  for (const mark of marks) places.set(mark, [x, y]);
  return node;
}

// A triangle points to where the event lies: before the day of publication, or after it if planned.
function drawUndated(svg, top, edges, field = svg) {
  const highest = HIGHEST[sorted.lanes.length < 6 ? 1 : 0];
  const found = stacked(sorted.undated, (day) => span.at(day, edges.left, edges.right), reachOfDrawing(edges), highest);
  laneHead(svg, edges.left ? "Time not given" : "No time given: at day of publication", sorted.undated.length, top, edges);
  if (edges.left) svg.append(draw("text", { class: "number", x: 8, y: top + 37 }, "at day of publication"));
  const floor = top + edges.head + Math.max(found.levels, 3) * LEVEL + 10;
  for (const { mark, x, level } of found.shown) {
    const y = floor - level * LEVEL - LEVEL / 2;
    const status = data.events[mark.event].status;
    const way = status === "planned" ? 1 : -1;
    const shapes = [draw("path", { class: "body", d: `M${x + way * 5} ${y}L${x - way * 4} ${y - 5}V${y + 5}Z` })];
    if (status === "denied") shapes.push(draw("path", { class: "cross", d: `M${x - 5} ${y - 5}l10 10M${x + 5} ${y - 5}l-10 10` }));
    field.append(group(mark, "told", x, y, ...shapes));
  }
  for (const { marks, x } of found.more) field.append(heap(marks, x, floor - highest * LEVEL + 4, COLUMN / 2 - 1));
  return floor - top + 8;
}

const MOST_ROWS = [3, 14];  // of what has no time at all, beside many lanes and beside few

// Events of which no day is known, with what is known of their time, one after the other as words.
function drawNowhere(svg, top, edges) {
  laneHead(svg, edges.left ? "No time at all" : "Neither time nor publication day known", sorted.nowhere.length, top, edges);
  if (edges.left) svg.append(draw("text", { class: "number", x: 8, y: top + 37 }, "nor day of publication"));
  const rows = MOST_ROWS[sorted.lanes.length < 6 ? 1 : 0];
  let [x, row] = [edges.left + 12, 0];
  for (const [at, mark] of sorted.nowhere.entries()) {
    const when = mark.claims.map((n) => data.claims[n].when).find(Boolean);
    const text = cut(flat(data.events[mark.event].label), 40) + (when ? ` · ${cut(flat(when), 32)}` : "");
    const wide = Math.min(widthOf(text), edges.right - edges.left - 40);
    if (x + wide + 30 > edges.right && x > edges.left + 12) [x, row] = [edges.left + 12, row + 1];
    const y = top + edges.head + ROW / 2 + row * ROW;
    if (row === rows - 1 && at < sorted.nowhere.length - 1 && x + wide + 90 > edges.right) {
      svg.append(heap(sorted.nowhere.slice(at), x + 14, y));
      break;
    }
    const shown = cut(text, Math.floor((text.length * wide) / widthOf(text)));
    svg.append(group(mark, "told", x, y, draw("circle", { class: "body", cx: x, cy: y, r: 4 }), draw("text", { x: x + 9, y: y + 4 }, shown)));
    x += wide + 30;
  }
  return edges.head + (row + 1) * ROW + (edges.left ? 14 : 6);
}

function drawAxis(svg, marks, edges) {
  svg.setAttribute("width", edges.right);
  svg.setAttribute("height", 28);
  for (const { day, label: name, strong } of marks) {
    const x = span.at(day, edges.left, edges.right);
    svg.append(draw("path", { class: "rule", d: `M${x} 20V28` }));
    if (x + 6 + widthOf(name) * 1.08 > edges.right) continue;
    svg.append(draw("text", { x: x + 4, y: 18, class: strong ? "strong" : "" }, name));
  }
  return svg;
}

// The drawing's three parts stay, and only what is in them is drawn anew, so that what is scrolled
// stays so and nothing has to be measured. In a field are the marks, which move with the time axis.
const sheets = Object.fromEntries(["axis", "lanes", "undated"].map((part) => [part, draw("svg", { "aria-hidden": "true" })]));
const grid = draw("path", { class: "grid" });
const SLACK = 320;  // pixels drawn beyond the edges, so that pulling the axis seldom needs a new drawing
let wideNow = 0;  // pixels, as last measured
let drawn = null;  // what of time the drawing shows, and its fields

const widthNow = () => wideNow || document.getElementById("lanes").clientWidth;

function drawTimeline({ slack = 0 } = {}) {
  const width = widthNow();
  if (!width) return;
  const edges = { ...edgesOf(width), slack };
  places = new Map();
  const [field, told] = [draw("svg", { class: "field" }), draw("svg", { class: "field" })];
  sheets.lanes.replaceChildren(grid, field);
  sheets.undated.replaceChildren(told);
  let y = 0;
  if (!order.length) {
    sheets.lanes.append(draw("text", { x: edges.left + 12, y: 30 }, NONE));
    y = 44;
  }
  for (const lane of sorted.lanes) y += drawLane(sheets.lanes, lane, y, edges, field);
  let below = 0;
  if (sorted.undated.length) below += drawUndated(sheets.undated, below, edges, told);
  if (sorted.nowhere.length) below += drawNowhere(sheets.undated, below, edges);
  drawn = { from: span.from, days: span.to - span.from, edges, fields: [[field, y + 2], [told, below]] };
  for (const [at, part] of ["lanes", "undated"].entries()) {
    sheets[part].setAttribute("width", width);
    sheets[part].setAttribute("height", drawn.fields[at][1]);
  }
  moveFields(0);
}

// Show the drawing so many pixels further right, under the axis of now.
function moveFields(by) {
  const { edges: { left, right }, fields } = drawn;
  const wide = right - left;
  for (const [field, height] of fields) {
    for (const [name, value] of Object.entries({ x: left, width: wide, height, viewBox: `${left - by} 0 ${wide} ${height}` })) field.setAttribute(name, value);
  }
  const marks = ticks(span.from, span.to, wide);
  sheets.axis.replaceChildren();
  drawAxis(sheets.axis, marks, drawn.edges);
  grid.setAttribute("d", marks.map(({ day }) => `M${span.at(day, left, right)} 0V${fields[0][1] - 2}`).join(""));
}

// After the axis moved: shift what is drawn if it reaches so far, else draw anew with some beyond.
function followSpan() {
  if (!drawn) return;
  const { edges: { left, right, slack }, days, from } = drawn;
  const by = ((from - span.from) / days) * (right - left);
  const sameScale = Math.abs(span.to - span.from - days) < 1e-6 * days;
  if (sameScale && right === widthNow() && Math.abs(by) < slack) moveFields(by);
  else drawTimeline({ slack: sameScale ? SLACK : 0 });
}

let waiting = false;
let resting = null;

// At most one drawing a frame; when it rests, one that fits the edges.
function redraw() {
  clearTimeout(resting);
  resting = setTimeout(() => { drawTimeline(); remember(); }, 400);
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; followSpan(); });
}
