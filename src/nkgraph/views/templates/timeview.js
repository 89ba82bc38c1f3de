// The timeline as a view: its keys, its mouse, its part of the address.

const stage = document.getElementById("stage");

function step(by) {
  const now = order.findIndex(isChosen);
  const next = now < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(Math.max(now + by, 0), order.length - 1);
  if (order.length) selectMark(order[next]);
}

// Up and down go to the lane above or below, to what is nearest in time there.
function cross(by) {
  const chosen = order.find(isChosen);
  if (!chosen) {
    step(1);
    return;
  }
  const lanes = [...sorted.lanes.map((lane) => lane.marks), sorted.undated, sorted.nowhere].filter((marks) => marks.length);
  const at = lanes.findIndex((marks) => marks.includes(chosen));
  const near = lanes[at + by];
  if (!near) return;
  const far = (mark) => Math.abs((mark.from ?? 0) - (chosen.from ?? 0));
  selectMark(near.reduce((a, b) => (far(b) < far(a) ? b : a)));
}

function selectMark(mark) {
  const whole = mark.claims.length === claimsOf[mark.event].length;
  select(whole ? { kind: "event", id: mark.event } : { kind: "claim", id: mark.claims[0] });
}

function reveal(mark) {
  if (mark.to === null) return;
  const [first, last] = [mark.from, mark.to + 1];
  if (last < span.from || first > span.to) span.set((first + last) / 2 - (span.to - span.from) / 2, (first + last) / 2 + (span.to - span.from) / 2);
}

function scrollTo(mark) {
  const place = places.get(mark);
  if (!place) return;
  const lanes = document.getElementById("lanes");
  if (place[1] < lanes.scrollTop + 20 || place[1] > lanes.scrollTop + lanes.clientHeight - 20) lanes.scrollTop = place[1] - lanes.clientHeight / 2;
}

const KEYS = {
  ArrowRight: () => step(1), ArrowLeft: () => step(-1), ArrowDown: () => cross(1), ArrowUp: () => cross(-1),
  Enter: () => { if (selection) document.getElementById("panel").focus(); },
};
const MOVES = {
  "+": () => span.zoom(1.5), "=": () => span.zoom(1.5), "-": () => span.zoom(1 / 1.5), Home: () => span.whole(),
};

stage.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    span.move(event.key === "ArrowLeft" ? -0.2 : 0.2);
    redraw();
  } else if (event.key in MOVES) {
    MOVES[event.key]();
    redraw();
  } else if (event.key in KEYS) KEYS[event.key]();
  else return;
  event.preventDefault();
});

stage.addEventListener("click", (event) => {
  const node = event.target.closest("g.mark, g.heap");
  stage.focus();
  if (!node) select(null);
  else if (node.mark) selectMark(node.mark);
  else {
    const claims = [...new Set(node.heap.flatMap((mark) => mark.claims))];
    select({ kind: "group", title: `${count(node.heap.length, "event", "events")} drawn as one`, claims });
  }
});

function pressLanes() {
  for (const button of document.querySelectorAll("[data-lanes]")) button.setAttribute("aria-pressed", String(button.dataset.lanes === mode));
}

const view = {
  invitation: "Click a mark, or search, to read who says it and in which words. A bar is as wide as the time is uncertain.",
  table: claimTable(),
  focus: () => stage.focus(),
  draw() {
    sorted = lanesOf(mode);
    order = [...sorted.lanes.flatMap((lane) => lane.marks).sort(byTime), ...sorted.undated, ...sorted.nowhere];
    drawTimeline();
  },
  mark(what, moving) {
    const marks = order.filter(isChosen);
    if (moving && marks.length) reveal(marks[0]);
    drawTimeline();
    if (moving && marks.length) scrollTo(marks[0]);
  },
  address() {
    const moved = Math.abs(span.from - span.first) > 0.01 || Math.abs(span.to - span.last) > 0.01;
    return { lanes: mode === "type" ? "" : mode, span: moved ? `${span.from.toFixed(2)}~${span.to.toFixed(2)}` : "" };
  },
  restore(parts) {
    mode = parts.get("lanes") in LANES ? parts.get("lanes") : "type";
    pressLanes();
    const [from, to] = (parts.get("span") || "").split("~").map(Number);
    if (Number.isFinite(from) && Number.isFinite(to) && to > from) span.set(from, to);
    else span.whole();
  },
  files: {
    SVG: () => saveSvg(fileName("svg"), ...drawings()),
    PNG: () => savePng(fileName("png"), ...drawings()),
  },
};

const drawings = () => Object.values(sheets).filter((svg) => svg.children.length);

function sample(status, undated) {
  const svg = draw("svg", { viewBox: "0 0 46 18", width: 46, height: 18, "aria-hidden": "true" });
  const shape = undated === undefined ? draw("rect", { class: "body", x: 2, y: 2, width: 42, height: 14, rx: 3 })
    : draw("path", { class: "body", d: undated > 0 ? "M28 9L18 4V14Z" : "M18 9L28 4V14Z" });
  svg.append(draw("g", { class: `mark ${undated === undefined ? "bar" : "told"} ${status}` }, shape));
  return svg;
}

document.getElementById("marks").append(
  make("p", { class: "key" }, icon("event"), "on a known day"),
  make("p", { class: "key" }, sample("asserted"), "some time in it"),
  make("p", { class: "key" }, sample("asserted", -1), "no time: before publication"),
  make("p", { class: "key" }, sample("planned", 1), "no time: planned for later"),
  make("p", { class: "key" }, make("small", {}, "Larger: more independent sources")),
);
for (const button of document.querySelectorAll("[data-lanes]")) {
  button.addEventListener("click", () => {
    mode = button.dataset.lanes;
    pressLanes();
    view.draw();
    remember();
  });
}
for (const [id, by] of [["nearer", 1.5], ["farther", 1 / 1.5]]) {
  document.getElementById(id).addEventListener("click", () => { span.zoom(by); redraw(); });
}
document.getElementById("whole").addEventListener("click", () => { span.whole(); redraw(); });
setUpPointing(stage, span, redraw, () => edgesOf(document.getElementById("lanes").clientWidth).left);
for (const [part, svg] of Object.entries(sheets)) document.getElementById(part).append(svg);
new ResizeObserver(([lanes]) => {
  wideNow = lanes.target.clientWidth;
  if (wideNow && (!drawn || drawn.edges.right !== wideNow)) redraw();
}).observe(document.getElementById("lanes"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
window.nkgraph = { data, select, span, view };
setUpSheet();
