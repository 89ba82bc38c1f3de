// The figures: a chart for what several figures count, a tile for what one counts alone.

let scaleAs = "fit";
let oneTime = true;
let groups = [];

// The days of all charts together, or null when each has its own.
function commonDays() {
  const days = groups.flatMap((group) => group.points).filter((point) => point.day).flatMap((point) => [point.day.from, point.day.to]);
  return oneTime && days.length ? [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))] : null;
}

function shapeOf(name) {
  const { shape, colour } = lookOf(name);
  return draw("svg", { viewBox: "-1.5 -1.5 3 3", width: 15, height: 15, class: "shape", "aria-hidden": "true" },
    draw("g", { class: `point ${colour} full` }, draw("path", { class: "body", d: OUTLINE[shape] })));
}

const titleOfGroup = (group) => `${group.population}: ${group.quantity}`;

function summary(group, chart) {
  const links = tally(linksAmong(group.points).map(([kind]) => kind));
  const superseded = group.points.filter((point) => point.status.startsWith("superseded")).length;
  const parts = [
    count(group.points.length, "figure", "figures"), count(new Set(group.points.map((point) => point.speaker)).size, "source", "sources"),
    links.get("contradicts") ? count(links.get("contradicts"), "contradiction", "contradictions") : "",
    superseded ? `${superseded} superseded` : "", group.points.some((point) => point.scope) ? "some count only a stretch of time or a place" : "",
    group.points.some((point) => point.day) ? "" : "without dates: by article", group.owned ? "" : "whose is not said: they may count different people",
    chart.scale.log ? "logarithmic scale" : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

function figureOf(group, width, days, height) {
  const chart = new Chart(group, { width, how: scaleAs, days, height });
  const speakers = [...tally(group.points.map((point) => point.speaker))].sort(byCount).map(([name]) => name);
  const legend = make("ul", { class: "speakers" }, ...speakers.slice(0, 12).map((name) => make("li", {}, shapeOf(name), words(cut(name, 60)))));
  if (speakers.length > 12) legend.append(make("li", {}, `and ${speakers.length - 12} more`));
  return make(
    "figure", { class: "chart" },
    make("figcaption", {}, make("h3", {}, words(titleOfGroup(group))), make("p", { class: "about" }, summary(group, chart))), legend, chart.svg(),
  );
}

function tile(group) {
  const [point] = group.points;
  const claim = data.claims[point.entry.claim];
  const article = data.articles[claim.article];
  const when = claim.when || (article.published ? `published ${article.published.replaceAll("-", "\u2011")}` : "undated");
  const button = make(
    "button", { type: "button", class: `tile ${point.status.split(" ")[0]}${isChosenPoint(point) ? " chosen" : ""}` },
    make("span", { class: "whose" }, words(group.population)), make("strong", {}, words(point.words)),
    make("span", {}, shapeOf(point.speaker), words(point.speaker)),
    make("span", { class: "whose" }, words([when, point.scope, point.status === "current" ? "" : point.status].filter(Boolean).join(" · "))),
  );
  button.addEventListener("click", () => choosePoint(point));
  button.point = point;
  return make("li", {}, button);
}

const choosePoint = (point) => select({ kind: "claim", id: point.entry.claim });

const MOST_CHARTS = 16;
const MOST_TILES = 48;
const grown = new Map();  // place → how many were asked for by its button

// Fill a place with the first so many, and a button for more.
function grow(place, items, most, name, drawn) {
  const shown = grown.get(place) || most;
  place.replaceChildren(...items.slice(0, shown).map(drawn));
  if (items.length <= shown) return;
  const more = make("button", { type: "button" }, `${items.length - shown} more ${name}`);
  more.addEventListener("click", (event) => {
    event.stopPropagation();
    grown.set(place, shown + most);
    grow(place, items, most, name, drawn);
  });
  place.append(place.matches("ul") ? make("li", {}, more) : more);
}

function drawFigures() {
  const place = document.getElementById("charts");
  if (!place.clientWidth) return;
  groups = shownGroups();
  const days = commonDays();
  const heightOf = (group) => (place.clientWidth < 500 || group.points.length < 5 ? 230 : 310);
  grow(place, groups.filter((group) => group.points.length > 1), MOST_CHARTS, "charts", (group) => figureOf(group, place.clientWidth, days, heightOf(group)));
  const single = groups.filter((group) => group.points.length === 1);
  grow(document.getElementById("single"), single, MOST_TILES, "figures", tile);
  const none = groups.length ? "Nothing is counted more than once in what is shown." : NONE;
  if (!place.children.length) place.append(make("p", { class: "about" }, none));
  document.getElementById("single-head").hidden = !single.length;
}
