// The sieve: filters that all pages of claims share. `off` is what is switched off by facet,
// `only` what is asked for: one actor, a number of sources, a stretch of time, words.

const OWN_VOICE = "own-voice";
const FACETS = {
  belief: (claim) => [claim.belief],
  type: (claim) => [claim.type],
  by: (claim) => (claim.by.length ? claim.by.map((n) => data.actors[n].iri) : [OWN_VOICE]),
  outlet: (claim) => [data.articles[claim.article].outlet || data.articles[claim.article].source],
};
const off = {};
const only = {};
let passing = new Set();

function everything() {
  for (const facet of Object.keys(FACETS)) off[facet] = new Set();
  Object.assign(only, { actor: null, sources: 1, since: "", until: "", text: "" });
}

// Between which days a claim's event was, else its article was published; "" where unknown.
function daysOf(claim) {
  const article = data.articles[claim.article];
  return [claim.from || article.from, claim.to || article.to];
}

function asked(claim) {
  if (only.actor !== null && !claim.actors.includes(only.actor)) return false;
  if (only.sources > 1 && sourcesOf[claim.event] < only.sources) return false;
  if (only.since || only.until) {
    const [first, last] = daysOf(claim);
    if (!first || !last || (only.since && last < only.since) || (only.until && first > only.until)) return false;
  }
  return !only.text || holds(claim, only.text);
}

// For each facet the keys of each claim, and all keys, those of most claims first.
const keysOf = Object.fromEntries(Object.entries(FACETS).map(([facet, keys]) => [facet, data.claims.map(keys)]));
const ranking = Object.fromEntries(Object.entries(keysOf).map(([facet, keys]) => [facet, [...tally(keys.flat())].sort(byCount).map(([key]) => key)]));

// Which claims pass, and for each facet how many would by its keys, all other filters applied.
let tallies = {};

function sift() {
  const facets = Object.keys(FACETS);
  tallies = Object.fromEntries(facets.map((facet) => [facet, new Map()]));
  passing = new Set();
  const active = facets.filter((facet) => off[facet].size);
  data.claims.forEach((claim, number) => {
    let failed = null;
    for (const facet of active) {
      if (keysOf[facet][number].some((key) => !off[facet].has(key))) continue;
      if (failed) return;  // counts nowhere: two filters keep it out
      failed = facet;
    }
    if (!asked(claim)) return;
    if (!failed) passing.add(number);
    for (const facet of failed ? [failed] : facets) {
      for (const key of keysOf[facet][number]) tallies[facet].set(key, (tallies[facet].get(key) || 0) + 1);
    }
  });
}

const passes = (number) => passing.has(number);

// Words of the search over whole claims, as folded text, made when first asked for.
const haystacks = new Map();

function haystack(claim) {
  if (!haystacks.has(claim)) {
    const names = claim.actors.flatMap((n) => [data.actors[n].label, ...data.actors[n].aliases]);
    const quote = claim.quote.slice(0, 3).join("");
    haystacks.set(claim, fold([claim.who, claim.what, claim.figure, claim.when, quote, articleLine(claim), ...names].join("\n")));
  }
  return haystacks.get(claim);
}

const holds = (claim, text) => text.split(" ").every((word) => haystack(claim).includes(word));

const BELIEFS = { asserted: "asserted", planned: "planned ◷", possible: "possible, alleged ?", denied: "denied ✕" };
const MOST_CHOICES = 60;  // a longer list is what the search is for

const boxes = [];  // {facet, key, box, number} of every choice there is

function choice(facet, key, label, picture) {
  const [box, number] = [make("input", { type: "checkbox" }), make("small")];
  box.addEventListener("change", () => {
    if (box.checked) off[facet].delete(key);
    else off[facet].add(key);
    refresh();
  });
  boxes.push({ facet, key, box, number });
  return make("label", { class: "choice" }, box, picture || "", make("span", {}, words(label)), number);
}

function fillBoxes() {
  for (const { facet, key, box, number } of boxes) {
    box.checked = !off[facet].has(key);
    const now = String(tallies[facet].get(key) || 0);
    if (number.textContent !== now) number.textContent = now;
  }
}

function bulk(facet, keys, name) {
  const buttons = [["All", []], ["None", keys]].map(([label, hidden]) => {
    const button = make("button", { type: "button", "aria-label": `${label}: ${name}` }, label);
    button.addEventListener("click", () => { off[facet] = new Set(hidden); refresh(); });
    return button;
  });
  return make("div", { class: "bulk" }, ...buttons);
}


function listFacet(facet, name, label) {
  const keys = ranking[facet];
  const shown = keys.slice(0, MOST_CHOICES).map((key) => choice(facet, key, label(key)));
  const rest = keys.length - MOST_CHOICES;
  if (rest > 0) shown.push(make("p", { class: "about" }, `${rest} more: search finds them`));
  document.getElementById(facet).append(bulk(facet, keys, name), make("div", { class: "long" }, ...shown));
}

function dayInput(key, label) {
  const input = make("input", { type: "date", id: `day-${key}` });
  input.addEventListener("change", () => { only[key] = input.value; refresh(); });
  return make("label", { class: "day" }, make("span", {}, label), input);
}

function sourcesChoice() {
  const most = sourcesOf.reduce((a, b) => Math.max(a, b), 1);
  const pick = make("select", { id: "least-sources", "aria-label": "Independent sources, at least" });
  for (let n = 1; n <= Math.min(most, 5); n += 1) pick.append(make("option", { value: String(n) }, n === 1 ? "any number" : `${n} or more`));
  pick.addEventListener("change", () => { only.sources = Number(pick.value); refresh(); });
  return pick;
}

const MOST_ACTORS = 300;

function actorChoice() {
  const pick = make("select", { id: "about-whom", "aria-label": "About whom" }, make("option", { value: "" }, "everybody"));
  for (let id = 0; id < Math.min(data.actors.length, MOST_ACTORS); id += 1) pick.append(actorOption(id));
  pick.addEventListener("change", () => {
    only.actor = pick.value === "" ? null : Number(pick.value);
    refresh();
  });
  return pick;
}

const actorOption = (id) => make("option", { value: String(id) }, cut(flat(data.actors[id].label), 60));

function fillOnly() {
  const place = document.getElementById("only");
  place.replaceChildren();
  if (only.actor === null) return;
  const actor = data.actors[only.actor];
  const clear = make("button", { type: "button", class: "chip", title: "Show claims about everybody" }, "Only about ", words(actor.label), " ✕");
  clear.addEventListener("click", () => { only.actor = null; refresh(); });
  place.append(clear);
}

function setUpFilters() {
  const fill = (id, ...content) => document.getElementById(id).append(...content);
  const contested = make("p", { class: "key" }, icon("event", "contested"), "contested ⇄ (also denied)");
  fill("belief", ...Object.entries(BELIEFS).map(([key, label]) => choice("belief", key, label, icon("event", key))), contested);
  fill("whom", actorChoice());
  fill("days", dayInput("since", "from"), dayInput("until", "to"));
  fill("sources", sourcesChoice());
  listFacet("type", "events", (key) => data.types[key]);
  listFacet("by", "who says it", (key) => (key === OWN_VOICE ? "the article itself" : data.actors[actorOf.get(key)].label));
  listFacet("outlet", "outlets", (key) => key);
}

// Put every control where what is asked says.
function fillFilters() {
  if (!document.getElementById("filters")) return;
  fillOnly();
  fillBoxes();
  const whom = document.getElementById("about-whom");
  if (only.actor >= MOST_ACTORS && !whom.querySelector(`[value="${only.actor}"]`)) whom.append(actorOption(only.actor));
  whom.value = only.actor === null ? "" : String(only.actor);
  document.getElementById("least-sources").value = String(only.sources);
  for (const key of ["since", "until"]) document.getElementById(`day-${key}`).value = only[key];
}
