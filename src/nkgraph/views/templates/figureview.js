// The figures as a view: keys, mouse, the ledger's table, its part of the address.

const charts = document.getElementById("charts");

const under = (text) => (text ? make("span", { class: "under" }, words(text)) : "");

function figureCell(entry) {
  const button = make("button", { type: "button" }, words(cellOf(entry, "figure")));
  button.addEventListener("click", () => select({ kind: "claim", id: entry.claim }));
  return make("div", {}, button, under(cellOf(entry, "scope") && `only ${cellOf(entry, "scope")}`));
}

function speakerCell(entry) {
  return make("div", {}, words(speakerOf(entry)), under(cellOf(entry, "via") && `through ${cellOf(entry, "via")}`));
}

const MOST_REMARKS = 3;

// What bears on a figure, without the reasons: those are in the panel.
function remarksCell({ claim }) {
  const { links } = data.claims[claim];
  const lines = links.slice(0, MOST_REMARKS).map((link) => {
    const other = data.claims[link.claim];
    return make("li", {}, make("strong", { class: link.is === "contradicts" ? "against" : "" }, link.is), " ", words(`${other.who}: ${other.figure || other.what}`));
  });
  if (links.length > lines.length) lines.push(make("li", { class: "under" }, `and ${links.length - lines.length} more`));
  return make("ul", { class: "remarks" }, ...lines);
}

function articleCell({ claim }) {
  const { title, published } = data.articles[data.claims[claim].article];
  return make("div", {}, words(title), make("span", { class: "under date" }, words(published || "undated")));
}

const LEDGER_COLUMNS = [
  ["Whose", (entry) => cellOf(entry, "population"), (entry) => fold(cellOf(entry, "population"))],
  ["Figure", figureCell, (entry) => cellOf(entry, "low")],
  ["Who", speakerCell, (entry) => fold(speakerOf(entry))],
  ["When", (entry) => data.claims[entry.claim].when, (entry) => cellOf(entry, "latest")],
  ["Status", (entry) => cellOf(entry, "status"), (entry) => cellOf(entry, "status")],
  ["Bears on", remarksCell, (entry) => -data.claims[entry.claim].links.length],
  ["Published", articleCell, (entry) => cellOf(entry, "published")],
];

const shownEntries = () => data.entries.filter((entry) => passes(entry.claim));

const order = () => groups.filter((group) => group.points.length > 1)
  .map((group) => [...group.points].sort((a, b) => (a.day ? a.day.to : -1e9) - (b.day ? b.day.to : -1e9)));

function step(by, across) {
  const rows = order();
  const row = rows.findIndex((points) => points.some(isChosenPoint));
  if (row < 0) {
    if (rows.length) choosePoint(rows[0][0]);
    return;
  }
  const at = rows[row].findIndex(isChosenPoint);
  if (!across) {
    choosePoint(rows[row][Math.min(Math.max(at + by, 0), rows[row].length - 1)]);
    return;
  }
  const next = rows[Math.min(Math.max(row + by, 0), rows.length - 1)];
  choosePoint(next[Math.min(at, next.length - 1)]);
}

charts.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowRight") step(1, false);
  else if (event.key === "ArrowLeft") step(-1, false);
  else if (event.key === "ArrowDown") step(1, true);
  else if (event.key === "ArrowUp") step(-1, true);
  else if (event.key === "Enter" && selection) document.getElementById("panel").focus();
  else return;
  event.preventDefault();
});

charts.addEventListener("click", (event) => {
  const node = event.target.closest("g.point");
  charts.focus({ preventScroll: true });
  if (node && node.point) choosePoint(node.point);
  else select(null);
});

function press() {
  for (const button of document.querySelectorAll("[data-scale]")) button.setAttribute("aria-pressed", String(button.dataset.scale === scaleAs));
  document.getElementById("one-time").setAttribute("aria-pressed", String(oneTime));
}

const view = {
  invitation: "Click a figure to read who gives it and in which words. Lines join what contradicts or replaces one another.",
  table: new SortedTable(document.getElementById("table"), {
    columns: LEDGER_COLUMNS, items: shownEntries, claim: (entry) => entry, link: -1,
    isChosen: (entry) => selection !== null && selection.kind === "claim" && selection.id === entry.claim,
    caption: (shown) => `${shown} of ${count(data.entries.length, "figure", "figures")}`,
  }),
  focus: () => charts.focus(),
  draw: drawFigures,
  mark(what, moving) {
    drawFigures();
    if (moving) document.querySelector("g.point.chosen, .tile.chosen")?.scrollIntoView({ block: "nearest" });
  },
  address: () => ({ scale: scaleAs === "fit" ? "" : scaleAs, days: oneTime ? "" : "own" }),
  restore(parts) {
    scaleAs = ["linear", "log"].includes(parts.get("scale")) ? parts.get("scale") : "fit";
    oneTime = parts.get("days") !== "own";
    press();
  },
  files: {
    SVG: () => saveSvg(fileName("svg"), ...document.querySelectorAll(".chart > svg")),
    PNG: () => savePng(fileName("png"), ...document.querySelectorAll(".chart > svg")),
  },
};

// How the words of a figure look.
function sampleOf(reach, text, more = {}) {
  const point = { claims: [-1], speaker: "", reach, day: null, status: "current", scope: null, words: "", x: 23, y: 13, ...more };
  const svg = draw("svg", { viewBox: "0 -2 46 30", width: 46, height: 30, "aria-hidden": "true" });
  const lines = { exact: [], about: [["rect", { class: "band", x: 15, y: 3, width: 16, height: 20, rx: 4 }]],
    floor: [["path", { class: "open", d: "M23 15V0" }], ["path", { class: "tip", d: "M18 6L23 0L28 6" }]],
    ceiling: [["path", { class: "open", d: "M23 11V26" }], ["path", { class: "tip", d: "M18 20L23 26L28 20" }]],
    range: [["path", { class: "rod", d: "M23 2V24" }], ["path", { class: "cap", d: "M16 2H30M16 24H30" }]] }[reach];
  const kind = { range: "range", floor: "bound", ceiling: "bound" }[reach] || "full";
  svg.append(draw("g", { class: `point s-other ${kind} ${point.status}${point.scope ? " part" : ""}` }, ...lines.map(([tag, attributes]) => draw(tag, attributes)),
    draw("path", { class: "body", d: OUTLINE.circle, transform: `translate(23 13) scale(${reach === "range" ? 3.6 : 5.6})` })));
  return make("p", { class: "key" }, svg, text);
}

document.getElementById("marks").append(
  sampleOf("exact", "as it stands"), sampleOf("about", "about, nearly"), sampleOf("floor", "at least, more than"),
  sampleOf("ceiling", "up to, fewer than"), sampleOf("range", "between"),
  sampleOf("exact", "superseded", { status: "superseded" }), sampleOf("exact", "planned, possible", { status: "planned" }),
  sampleOf("exact", "only a stretch or place", { scope: "x" }),
  make("p", { class: "key" }, make("strong", { class: "against" }, "≠"), "contradict each other"),
  make("p", { class: "key" }, make("strong", {}, "="), "agree"),
  make("p", { class: "key" }, make("strong", {}, "→"), "replaced by the same source"),
  make("p", { class: "key" }, make("strong", {}, "⋯"), "not comparable with the one picked"),
  make("p", { class: "key" }, make("small", {}, "Placed on the day that it holds for, else on the day of publication")),
);
for (const button of document.querySelectorAll("[data-scale]")) {
  button.addEventListener("click", () => { scaleAs = button.dataset.scale; press(); drawFigures(); remember(); });
}
document.getElementById("one-time").addEventListener("click", () => { oneTime = !oneTime; press(); drawFigures(); remember(); });
document.getElementById("ledger-csv").addEventListener("click", () => {
  save(fileName("csv"), "text/csv", csv(data.columns.map((name) => [name, (entry) => cellOf(entry, name)]), view.table.sorted()));
});
onWidth(charts, drawFigures);
window.nkgraph = { data, select, view };
setUpSheet();
