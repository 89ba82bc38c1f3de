// The gist: what a dossier says first. Who, how much, what is contested, what nobody says.

// A way to an event further down; words alone where the page leaves it out.
const linkTo = (event, text) => {
  if (!isTold(event)) return words(text || data.events[event].label);
  const link = make("a", { href: `#event-${event}` }, words(text || data.events[event].label));
  link.addEventListener("click", (click) => { click.preventDefault(); select({ kind: "event", id: event }); });
  return link;
};

const listed = (items) => make("ul", {}, ...items.map((item) => make("li", {}, ...[item].flat())));

const FEW_NAMED = 12;
const ACTING = ["government", "force", "organization", "person"];

function subjectLines() {
  if (data.subject === null) return [];
  const actor = data.actors[data.subject];
  const isOwn = (one, n) => n === data.subject || (actor.kind === "country" && actor.country && one.country === actor.country);
  const own = new Set(data.actors.map((_, n) => n).filter((n) => isOwn(data.actors[n], n)));
  const said = data.claims.filter((claim) => claim.by.some((n) => own.has(n))).length;
  const list = make("dl", { class: "facts" });
  pair(list, "Who", icon(actor.kind), " ", words([actor.label, actor.kind, actor.country].filter(Boolean).join(" · ")));
  if (actor.aliases.length) pair(list, "Also called", words(actor.aliases.join(", ")));
  const others = [...own].filter((n) => n !== data.subject && ACTING.includes(data.actors[n].kind)).map((n) => data.actors[n].label);
  if (others.length) pair(list, "Acting for it", words(others.slice(0, FEW_NAMED).join(", ") + (others.length > FEW_NAMED ? ` and ${others.length - FEW_NAMED} more` : "")));
  pair(list, "Says itself", said ? count(said, "claim", "claims") : "nothing of what is told here");
  return [list];
}

function scopeLines() {
  const days = data.claims.flatMap((claim) => [claim.from, claim.to]).filter(Boolean).sort();
  const told = data.articles.map((article) => article.published).filter(Boolean).sort();
  const list = make("dl", { class: "facts" });
  const between = (some) => [...new Set([some[0], some[some.length - 1]])].filter(Boolean).map((day) => dayName(dayOf(day))).join(" to ") || "not known";
  pair(list, "Told", `${count(data.claims.length, "claim", "claims")} about ${count(data.events.length, "event", "events")}`);
  pair(list, "By", `${count(data.origins.length, "source", "sources")} in ${count(data.articles.length, "article", "articles")}`);
  pair(list, "Published", between(told));
  pair(list, "Happened", between(days));
  return list;
}

// Figures of a group that stand: neither superseded, planned, denied nor of a stretch only.
function standing(group) {
  return group.points.filter((point) => ["current", "contested"].includes(point.status) && !point.scope);
}

const SIGNS = { moreThan: "> ", atLeast: "≥ ", lessThan: "< ", atMost: "≤ ", approximately: "≈ ", nearly: "≲ " };

// From the lowest to the highest of the numbers that stand; one alone keeps its comparator.
function rangeOf(points) {
  const [low, high] = [Math.min(...points.map((p) => p.reach.low)), Math.max(...points.map((p) => p.reach.high))];
  if (low !== high) return `${low.toLocaleString("en")} – ${high.toLocaleString("en")}`;
  const signs = new Set(points.map((point) => SIGNS[cellOf(point.entry, "comparator")] || ""));
  return `${signs.size === 1 ? [...signs][0] : ""}${low.toLocaleString("en")}`;
}

function keyNumbers() {
  const rows = shownGroups().filter((group) => group.owned && standing(group).length).slice(0, 8).map((group) => {
    const points = standing(group);
    const dated = points.filter((point) => point.day);
    const latest = dated.length ? dated.reduce((a, b) => (b.day.to > a.day.to ? b : a)) : points[points.length - 1];
    const sources = new Set(points.map((point) => point.speaker)).size;
    const claim = data.claims[latest.entry.claim];
    const contested = points.some((point) => point.status === "contested");
    const latestDay = latest.day ? dayName(latest.day.to) : "no day given";
    return make(
      "tr", {}, make("th", { scope: "row" }, words(titleOfGroup(group))),
      make("td", { class: "range" }, rangeOf(points)),
      make("td", {}, linkTo(claim.event, latest.words), words(` (${latest.speaker}, ${latestDay})`)),
      make("td", {}, `${count(sources, "source", "sources")}${contested ? ", contested" : ""}`),
    );
  });
  if (!rows.length) return [];
  const head = make("tr", {}, ...["What is counted", "Numbers that stand", "Latest", "Told by"].map((name) => make("th", { scope: "col" }, name)));
  return [make("h2", { id: "numbers" }, "Key numbers"), make("table", { class: "numbers" }, make("thead", {}, head), make("tbody", {}, ...rows))];
}

const whoSays = (numbers) => [...new Set(numbers.map((n) => data.claims[n].who))].join("; ");

function contested() {
  const events = data.events.map((_, id) => id).filter((id) => data.events[id].status === "contested" && claimsOf[id].some((n) => data.claims[n].belief === "denied"));
  const denied = events.map((id) => {
    const [no, yes] = [true, false].map((deny) => claimsOf[id].filter((n) => (data.claims[n].belief === "denied") === deny));
    return [linkTo(id), words(`: said by ${whoSays(yes)}; denied by ${whoSays(no)}`)];
  });
  const pairs = [];
  data.claims.forEach((claim, n) => {
    for (const link of claim.links) {
      if (link.is !== "contradicts" || link.claim < n) continue;
      const other = data.claims[link.claim];
      pairs.push([linkTo(claim.event, `${claim.who}: ${claim.figure || claim.what}`), make("strong", { class: "against" }, " ≠ "), linkTo(other.event, `${other.who}: ${other.figure || other.what}`)]);
    }
  });
  if (!denied.length && !pairs.length) return [];
  return [make("h2", { id: "contested" }, "What is contested"), listed([...pairs, ...denied])];
}

function gap(text, events) {
  const named = events.slice(0, FEW_NAMED).flatMap((event, at) => [at ? ", " : "", linkTo(event)]);
  const rest = events.length - FEW_NAMED;
  return [make("strong", {}, text), events.length ? ": " : "", ...named, rest > 0 ? ` and ${rest} more` : ""];
}

// What the articles leave out, as far as their claims show it.
function unsaid() {
  const ids = data.events.map((_, id) => id);
  const all = (id, holdsFor) => claimsOf[id].every((n) => holdsFor(data.claims[n]));
  const untimed = ids.filter((id) => all(id, (claim) => !claim.from && !claim.edtf));
  const partly = ids.filter((id) => !untimed.includes(id) && all(id, (claim) => !claim.from));
  const nobody = ids.filter((id) => all(id, (claim) => !claim.lead.length));
  const single = ids.filter((id) => sourcesOf[id] === 1);
  const plans = ids.filter((id) => data.events[id].status === "planned" && !claimsOf[id].some((n) => data.claims[n].links.some((l) => l.is === "may be carried out by")));
  const own = data.claims.filter((claim) => !claim.by.length).length;
  const undated = data.articles.filter((article) => !article.published).length;
  const unowned = data.entries.filter((entry) => !data.groups[entry.group].owned).map((entry) => data.claims[entry.claim].event);
  const gaps = [
    untimed.length ? gap(`${count(untimed.length, "event has", "events have")} no time`, untimed) : null,
    partly.length ? gap(`${count(partly.length, "event has", "events have")} a day or month without its year`, partly) : null,
    nobody.length ? gap(`Of ${count(nobody.length, "event", "events")} nobody is named`, nobody) : null,
    unowned.length ? gap("Figures that do not say whose they are", [...new Set(unowned)]) : null,
    plans.length ? gap("Planned, and nothing told of it since", plans) : null,
    single.length ? [make("strong", {}, `${single.length} of ${count(ids.length, "event rests", "events rest")} on one source alone`)] : null,
    own ? [make("strong", {}, `${count(own, "claim names", "claims name")} no source`), ": the outlet says it in its own voice"] : null,
    undated ? [make("strong", {}, `${count(undated, "article has", "articles have")} no day of publication`)] : null,
  ].filter(Boolean);
  return gaps.length ? [make("h2", { id: "unsaid" }, "What is not said"), listed(gaps)] : [];
}
