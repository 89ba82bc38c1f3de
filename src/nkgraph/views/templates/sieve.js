// The sieve of the pages of claims: their facets, and `only`, what is asked for beyond them: one
// actor, a number of sources, a stretch of time, words.

addFacet("belief", (claim) => [claim.belief]);
addFacet("type", (claim) => [claim.type]);
addFacet("by", (claim) => (claim.by.length ? claim.by.map((n) => data.actors[n].iri) : [OWN_VOICE]));
addFacet("outlet", (claim) => [data.articles[claim.article].outlet || data.articles[claim.article].source]);
const only = {};
let passing = new Set();

function everything() {
  allOn();
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

function survey() {
  passing = new Set();
  sift(asked, (number) => passing.add(number));
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
const MOST_CHOICES = 60;  // a longer list is what the search is for

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
  fill("belief", ...beliefChoices(), contested);
  fill("whom", actorChoice());
  fill("days", dayInput("since", "from"), dayInput("until", "to"));
  fill("sources", sourcesChoice());
  listFacet("type", "events", (key) => data.types[key], MOST_CHOICES);
  listFacet("by", "who says it", (key) => (key === OWN_VOICE ? "the article itself" : data.actors[actorOf.get(key)].label), MOST_CHOICES);
  listFacet("outlet", "outlets", (key) => key, MOST_CHOICES);
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
