// The sheet: claims with their events, what is selected, and which of the views is shown.

const data = JSON.parse(document.getElementById("data").textContent);
const claimOf = new Map(data.claims.map((claim, number) => [claim.id, number]));
const eventOf = new Map(data.events.map((event, number) => [event.iri, number]));
const actorOf = new Map(data.actors.map((actor, number) => [actor.iri, number]));
const claimsOf = data.events.map(() => []);
data.claims.forEach((claim, number) => claimsOf[claim.event].push(number));
// Independent sources: those that say so; if all deny it, those that deny it.
const sourcesAmong = (claims) => {
  const said = claims.filter((n) => data.claims[n].belief !== "denied");
  return new Set((said.length ? said : claims).map((n) => data.claims[n].origin)).size;
};
const sourcesOf = claimsOf.map(sourcesAmong);

const NONE = "Nothing passes the filters; “Show everything” takes them back.";

const narrow = matchMedia("(max-width: 700px)");

// {kind: "claim" | "event", id}, or {kind: "group", title, claims} for what was drawn as one mark
let selection = null;

const centreOf = (what) => (!what || what.kind === "group" ? undefined
  : what.kind === "event" ? what.id : data.claims[what.id].event);

function select(what, { moving = true } = {}) {
  selection = what;
  fillPanel(what);
  view.mark(what, moving);
  fillTable();
  remember();
  say(!what ? "Nothing selected" : `Selected: ${titleOf(what)}`);
  if (what && narrow.matches) document.getElementById("panel")?.scrollIntoView({ block: "nearest" });
}

function fillTable() {
  if (view.table && !document.getElementById("table").hidden) view.table.fill();
}

function titleOf(what) {
  return what.kind === "group" ? what.title : data.events[centreOf(what)].label;
}

function say(first) {
  const claims = passing.size === data.claims.length ? count(passing.size, "claim", "claims")
    : `${passing.size} of ${count(data.claims.length, "claim", "claims")}`;
  const status = document.getElementById("status");
  if (status) status.textContent = `${first ? `${first}. ` : ""}${claims}.`;
}

// After any change of the filters; views draw what is selected as such.
function refresh() {
  survey();
  fillFilters();
  view.draw();
  fillTable();
  fillPanel(selection);
  say();
  remember();
}

function show(name) {
  for (const one of ["picture", "table"]) {
    document.getElementById(one).hidden = one !== name;
    document.getElementById(`as-${one}`).setAttribute("aria-pressed", String(one === name));
  }
}

function claimTable(link = 1) {
  return new SortedTable(document.getElementById("table"), {
    columns: CLAIM_COLUMNS,
    items: () => [...passing],
    claim: (number) => data.claims[number],
    link,
    choose: (id) => select({ kind: "claim", id }),
    isChosen: (id) => selection !== null && selection.kind === "claim" && selection.id === id,
    caption: (shown) => `${shown} of ${count(data.claims.length, "claim", "claims")}`,
  });
}

// What can be found: actors, which become a filter, and events, which are selected.
const entries = [
  ...data.actors.map((actor, id) => ({ id, names: [actor.label, ...actor.aliases].map(fold) })),
  ...data.events.map((event, n) => ({ id: data.actors.length + n, names: [fold(event.label)] })),
];

const findClaims = {
  find: (text) => hitsAmong(entries, text),
  line: (id) => {
    const actor = data.actors[id];
    if (actor) return [icon(actor.kind), words(actor.label), make("small", {}, actor.kind)];
    const event = id - data.actors.length;
    const when = claimsOf[event].map((n) => data.claims[n].when).find(Boolean);
    return [icon("event", data.events[event].status), words(data.events[event].label), make("small", {}, when || "")];
  },
  choose: (id) => {
    if (id >= data.actors.length) {
      select({ kind: "event", id: id - data.actors.length });
      return;
    }
    only.actor = id;
    refresh();
  },
};

function setUpSheet() {
  const filters = document.getElementById("filters");
  if (narrow.matches && filters) filters.open = false;
  // a frame has no width before it is laid out, and so is narrow at first
  narrow.addEventListener("change", () => { if (!narrow.matches && filters) filters.open = true; });
  if (filters) setUpFilters();
  if (document.getElementById("hits")) setUpSearch(findClaims);
  setUpSaving();
  for (const name of ["picture", "table"]) document.getElementById(`as-${name}`)?.addEventListener("click", () => { show(name); refresh(); });
  document.getElementById("reset")?.addEventListener("click", () => { everything(); refresh(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.getElementById("search")?.focus();
    } else if (event.key === "Escape" && !typing) {
      if (document.getElementById("panel")?.contains(document.activeElement)) view.focus();
      else select(null);
    }
  });
  window.addEventListener("hashchange", restore);
  restore();
  document.documentElement.dataset.ready = "true";
}
