// Finding: search as you type, filters, and the table of all claims.

let index = [];

const membersOf = (node) => (node.members || []).map((id) => data.scenes.exact.nodes[id]);

function buildIndex() {
  index = data.nodes.map((node) => ({
    id: node.id,
    names: [node.label, ...(node.aliases || []), ...membersOf(node).flatMap((one) => [one.label, ...(one.aliases || [])])].map(fold),
  }));
}

const findNodes = {
  find: (text) => hitsAmong(index, text),
  line: (id) => {
    const node = data.nodes[id];
    return [icon(node.kind, node.status), words(node.label), make("small", {}, node.when || node.kind)];
  },
  choose: (id) => {
    document.getElementById("canvas").focus();
    select({ kind: "node", id });
  },
};

// What is switched off, by facet; `says` is the lines of attribution.
const off = { belief: new Set(), kind: new Set(), type: new Set(), by: new Set(), lines: new Set() };
const OWN_VOICE = "own-voice";

const speakers = (claim) => (claim.by.length ? claim.by.map((n) => data.scenes.exact.nodes[n].iri) : [OWN_VOICE]);

function passes(number) {
  const claim = data.claims[number];
  return !off.belief.has(claim.belief) && !off.type.has(claim.type)
    && speakers(claim).some((name) => !off.by.has(name));
}

function choice(facet, key, label, number, picture) {
  const box = make("input", { type: "checkbox" });
  box.checked = !off[facet].has(key);
  box.addEventListener("change", () => {
    if (box.checked) off[facet].delete(key);
    else off[facet].add(key);
    refresh();
  });
  box.dataset.key = key;
  return make(
    "label", { class: "choice" }, box, picture || "", make("span", {}, words(label)),
    make("small", {}, String(number)),
  );
}

function bulk(facet, keys) {
  const buttons = [["All", []], ["None", keys]].map(([name, hidden]) => {
    const button = make("button", { type: "button", "aria-label": `${name}: ${facet === "by" ? "who says it" : "events"}` }, name);
    button.addEventListener("click", () => {
      off[facet] = new Set(hidden);
      fillFilters();
      refresh();
    });
    return button;
  });
  return make("div", { class: "bulk" }, ...buttons);
}

function fillFacet(facet, ...content) {
  const set = document.getElementById(facet);
  set.replaceChildren(set.querySelector("legend"), ...content);
}

function fillFilters() {
  const beliefs = tally(data.claims.map((c) => c.belief));
  const drawnAs = { asserted: "asserted", planned: "planned ◷", possible: "possible, alleged ?", denied: "denied ✕" };
  const contested = make("p", { class: "key" }, icon("event", "contested"), "contested ⇄ (also denied)");
  fillFacet("belief", ...Object.entries(drawnAs).map(([key, label]) => (
    choice("belief", key, label, beliefs.get(key) || 0, icon("event", key)))), contested);
  const actors = data.nodes.filter((n) => n.kind !== "event");
  fillFacet("kind", ...[...tally(actors.map((n) => n.kind))].sort(byCount).map(([kind, n]) => (
    choice("kind", kind, kind, n, icon(kind)))));
  const saying = data.edges.filter(attributes).length;
  fillFacet("lines", choice("lines", "says", "says, relays", saying, lineSample("asserted", "says")),
    make("p", { class: "key" }, lineSample("asserted", "edge"), "role, asserted"),
    make("p", { class: "key" }, lineSample("planned", "edge"), "planned ◷"),
    make("p", { class: "key" }, lineSample("possible", "edge"), "possible ?"),
    make("p", { class: "key" }, lineSample("denied", "denied"), "denied ✕"),
    make("p", { class: "key" }, make("small", {}, "Larger: more independent sources")));
  const types = [...tally(data.claims.map((c) => c.type))].sort(byCount);
  fillFacet("type", bulk("type", types.map(([key]) => key)), make("div", { class: "long" },
    ...types.map(([key, n]) => choice("type", key, data.types[key], n))));
  const said = [...tally(data.claims.flatMap(speakers))].sort(byCount);
  fillFacet("by", bulk("by", said.map(([key]) => key)), make("div", { class: "long" },
    ...said.map(([key, n]) => choice("by", key, key === OWN_VOICE ? "the article itself" : exactLabel.get(key), n))));
}

// The table of all claims that pass.
const claimTable = new SortedTable(document.getElementById("table"), {
  columns: CLAIM_COLUMNS,
  items: () => data.claims.map((_, n) => n).filter(passes),
  claim: (number) => data.claims[number],
  link: 1,
  choose: (id) => select({ kind: "claim", id }),
  isChosen: (id) => selection !== null && selection.kind === "claim" && selection.id === id,
  caption: (shown) => `${shown} of ${count(data.claims.length, "claim", "claims")}`,
});

const fillTable = () => claimTable.fill();
