// The dossier: one page to read from top to bottom, and to print.

const page = document.getElementById("dossier");
const PAPER = 832;  // drawings are never wider than this, so that their words stay readable in print
const MOST_EVENTS = 200;
const NARROW = 300;  // a frame that is not laid out yet has no width at all
const drawnWidth = () => Math.min(Math.max(page.clientWidth, NARROW), PAPER);

function drawingOfTime() {
  sorted = lanesOf("type");
  const width = drawnWidth();
  const edges = edgesOf(width);
  const marks = ticks(span.from, span.to, width - edges.left);
  const sized = (svg, height, drawGrid = true) => {
    svg.setAttribute("height", height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    if (drawGrid) svg.prepend(draw("path", { class: "grid", d: marks.map(({ day }) => `M${span.at(day, edges.left, width)} 0V${height}`).join("") }));
    return svg;
  };
  const each = (drawOne, ...given) => {
    const svg = draw("svg", { width, "aria-hidden": "true" });
    return sized(svg, drawOne(svg, ...given, 0, edges));
  };
  const parts = sorted.lanes.map((lane) => each((svg, one, top, at) => drawLane(svg, one, top, at), lane));
  if (sorted.undated.length) parts.push(each(drawUndated));
  if (sorted.nowhere.length) parts.push(each(drawNowhere));
  const axis = drawAxis(draw("svg", { "aria-hidden": "true" }), marks, edges);
  return make("div", { class: "times" }, sized(axis, 28, false), ...parts);
}

function charts() {
  const width = drawnWidth();
  const many = shownGroups().filter((group) => group.points.length > 1).slice(0, MOST_CHARTS);
  groups = many;
  return many.map((group) => figureOf(group, width, commonDays(), group.points.length < 5 ? 210 : 290));
}

// To a claim further down; a link on paper too, and words alone where the page leaves it out.
function linkToClaim(number, text) {
  if (!isTold(data.claims[number].event)) return words(text);
  const link = make("a", { href: `#claim-${number}` }, words(text));
  link.addEventListener("click", (click) => { click.preventDefault(); select({ kind: "claim", id: number }); });
  return link;
}

// One source's tellings of an event: the first in full, the others as what repeats it.
function telling(numbers) {
  const [first, ...echoes] = numbers;
  const claim = data.claims[first];
  const said = [claim.sure, claim.figure, claim.when].filter(Boolean).join(" · ");
  const item = make(
    "li", { id: `claim-${first}`, class: isSelected(first) ? "telling chosen" : "telling" },
    make("p", {}, make("strong", {}, words(claim.who)), make("span", { class: `badge ${claim.belief}` }, words(` ${said}`))),
    quoteOf(claim), articleOf(claim, { short: true }), ...bearingsOf(claim, { wanted: (link) => link.is !== "variant of", way: linkToClaim }),
  );
  if (echoes.length) {
    const others = echoes.map((n) => make("li", { id: `claim-${n}` }, words(`${data.claims[n].who}: “${data.claims[n].quote[1]}”`), articleOf(data.claims[n], { short: true })));
    item.append(make("p", { class: "about" }, `Told ${echoes.length === 1 ? "once" : `${echoes.length} times`} more by the same source:`), make("ul", { class: "echoes" }, ...others));
  }
  return item;
}

const isSelected = (number) => selection !== null && selection.kind === "claim" && selection.id === number;

function eventSection(id) {
  const event = data.events[id];
  const bySource = new Map();
  for (const n of claimsOf[id]) bySource.set(data.claims[n].origin, [...(bySource.get(data.claims[n].origin) || []), n]);
  const when = [...new Set(claimsOf[id].map((n) => data.claims[n].when).filter(Boolean))].join(", or ");
  const chosen = selection !== null && selection.kind === "event" && selection.id === id;
  return make(
    "section", { id: `event-${id}`, class: chosen ? "event chosen" : "event", tabindex: "-1" },
    make("h3", {}, icon("event", event.status), " ", words(event.label)),
    make("p", { class: "about" }, words([when || "time not given", `${event.status} ${data.symbols[event.status]}`.trim(), sourcesLine(claimsOf[id])].join(" · "))),
    make("ol", { class: "tellings" }, ...[...bySource.values()].map(telling)),
  );
}

// Events in the order of their time; those without one come after, by how many sources tell them.
function eventOrder() {
  const day = (id) => claimsOf[id].map((n) => data.claims[n].from).filter(Boolean).sort()[0] || "";
  const ids = data.events.map((_, id) => id);
  const most = [...ids].sort((a, b) => sourcesOf[b] - sourcesOf[a] || claimsOf[b].length - claimsOf[a].length || a - b).slice(0, MOST_EVENTS);
  return inOrder(most, (id) => day(id), false);
}

const told = new Set(eventOrder());
const isTold = (event) => told.has(event);

function sourcesTable() {
  const rows = data.origins.map((label, origin) => {
    const own = data.claims.filter((claim) => claim.origin === origin);
    return [label, own.length, new Set(own.map((c) => c.event)).size, new Set(own.map((c) => c.article)).size, [...new Set(own.flatMap((c) => c.via.map((n) => data.actors[n].label)))].join(", ")];
  }).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const head = ["Source", "Claims", "Events", "Articles", "Through"].map((name) => make("th", { scope: "col" }, name));
  return make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows.map(([label, ...cells]) => (
    make("tr", {}, make("th", { scope: "row" }, words(label)), ...cells.map((text) => make("td", {}, words(String(text)))))))));
}

function articleList() {
  const order = inOrder(data.articles.map((_, at) => at), (at) => data.articles[at].published, false);
  return make("ol", { class: "articles" }, ...order.map((at) => make("li", {}, articleOf({ article: at }))));
}

function contents() {
  const heads = [...page.querySelectorAll("h2[id]")];
  document.getElementById("contents").replaceChildren(...heads.map((head) => {
    const link = make("a", { href: `#${head.id}` }, head.textContent);
    link.addEventListener("click", (event) => { event.preventDefault(); head.scrollIntoView(); });
    return make("li", {}, link);
  }));
}

function drawDossier() {
  const rest = data.events.length - told.size;
  const figures = charts();
  const network = data.portrait.nodes.length ? [make("h2", { id: "network" }, "Who does what to whom"), make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Network" }, portraitOf(data.portrait))] : [];
  page.replaceChildren(
    make("section", { class: "head" }, ...subjectLines(), scopeLines()), ...keyNumbers(), ...contested(), ...network,
    make("h2", { id: "times" }, "When"), drawingOfTime(),
    ...(figures.length ? [make("h2", { id: "figures" }, "How many"), ...figures] : []),
    ...unsaid(),
    make("h2", { id: "events" }, "Event by event"),
    make("p", { class: "about" }, "Events in the order of their time; those without one follow. Under each, who stands behind it: what one source is told to have said several times counts once."),
    ...[...told].map(eventSection),
    ...(rest > 0 ? [make("p", {}, `${rest} more events, told by fewer sources, are left out here; nkgraph view claims lists them.`)] : []),
    make("h2", { id: "sources" }, "Sources"), sourcesTable(), make("h2", { id: "articles" }, "Articles"), articleList(),
  );
  contents();
}

const view = {
  table: null,
  focus: () => page.focus(),
  draw: drawDossier,
  mark(what, moving) {
    for (const element of page.querySelectorAll(".chosen")) element.classList.remove("chosen");
    if (!what || what.kind === "group") return;
    const place = document.getElementById(`${what.kind}-${what.id}`);
    if (!place) return;
    place.classList.add("chosen");
    if (moving) place.scrollIntoView({ block: "center" });
  },
  address: () => ({}),
  restore() {},
  files: window.top === window ? { Print: () => window.print() } : {},  // a notebook's frame may not print
};

page.addEventListener("click", (event) => {
  const node = event.target.closest("g.mark, g.point, g.heap, g.node");
  if (!node) return;
  if (node.mark) select({ kind: "event", id: node.mark.event });
  else if (node.point) select({ kind: "claim", id: node.point.entry.claim });
  else if (node.heap) select({ kind: "event", id: node.heap[0].event });
  else if (node.events.length) select({ kind: "event", id: node.events[0] });
});
onWidth(page, () => { if (!matchMedia("print").matches) drawDossier(); });
window.nkgraph = { data, select, view };
setUpSheet();
