// Finding: search as you type, the filters' controls, and the table of all claims that pass.

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
    const note = node.kind === "event" ? node.when || count(node.claims.length, "claim", "claims") : node.kind;
    return [icon(node.kind, node.now.status), words(node.label), make("small", {}, words(note))];
  },
  choose: (id) => {
    document.getElementById("canvas").focus();
    reach(id);
  },
};

// Fill a part of the filters anew.
function fillFacet(facet, ...content) {
  const set = document.getElementById(facet);
  set.replaceChildren(set.querySelector("legend"), ...content);
}

function fillLines() {
  const key = (sample, text) => make("p", { class: "key" }, sample, text);
  tallies.lines = new Map([["says", data.edges.filter(attributes).length], ["bears", data.edges.filter(joinsEvents).length]]);
  const bears = !tallies.lines.get("bears") ? [] : [
    choice("lines", "bears", "between events", lineSample("asserted", "accent")),
    key(lineSample("contested", "denied"), data.opposed),
  ];
  fillFacet("lines", choice("lines", "says", "says, relays", lineSample("asserted", "says")), ...bears,
    key(lineSample("asserted", "edge"), "role, asserted"), key(lineSample("planned", "edge"), "planned ◷"),
    key(lineSample("possible", "edge"), "possible ?"), key(lineSample("denied", "denied"), "denied ✕"),
    make("p", { class: "key" }, make("small", {}, "Larger: more independent sources")));
}

function fillLeast() {
  const most = Math.max(1, ...data.nodes.filter((node) => node.kind === "event").map((node) => origins(node.claims).sources));
  const input = make("select", { id: "least-of" });
  for (let n = 1; n <= most; n += 1) input.append(make("option", { value: String(n) }, n === 1 ? "any number" : `${n} or more`));
  input.addEventListener("change", () => { asked.least = Number(input.value); refresh(); });
  fillFacet("least", make("label", { class: "choice", for: "least-of" }, make("span", {}, "Sources of an event")), input);
}

function setUpFilters() {
  const contested = make("p", { class: "key" }, icon("event", "contested"), "contested ⇄ (denied, or told otherwise)");
  fillFacet("belief", ...beliefChoices(), contested);
  const label = new Map([...data.sources, [OWN_VOICE, "the article itself"]]);
  listFacet("type", "events", (key) => data.types[key]);
  listFacet("by", "who says it", (key) => label.get(key));
  listFacet("outlet", "outlets", (key) => label.get(key));
}

// What the scene on the stage has.
function fillScene() {
  boxes = boxes.filter(({ facet }) => facet in keysOf);
  tallies.kind = tally(data.nodes.filter((n) => n.kind !== "event").map((n) => n.kind));
  fillFacet("kind", ...[...tallies.kind].sort(byCount).map(([kind]) => choice("kind", kind, kind, icon(kind))));
  fillLines();
  fillLeast();
}

// Put every control where what is asked says.
function fillFilters() {
  fillBoxes();
  const least = document.getElementById("least-of");
  least.value = String(Math.min(asked.least, least.options.length));
  fillChips();
}

const MOST_CHIPS = 7;

// What narrows the view beyond the boxes, each with a button that takes it back.
function fillChips() {
  const chip = (text, undo) => {
    const button = make("button", { type: "button", "aria-label": `Take back: ${text}` }, words(text), "\u00a0✕");
    button.addEventListener("click", () => { undo(); refresh(); });
    return make("li", {}, button);
  };
  const name = (iri) => data.nodes[standIn(iri)]?.label;
  const list = [...asked.only].filter(name).map((iri) => chip(`Only with ${name(iri)}`, () => asked.only.delete(iri)));
  const label = new Map(data.sources);
  if (off.by.size + off.outlet.size <= MOST_CHIPS) {
    for (const facet of ["by", "outlet"]) {
      for (const key of off[facet]) if (label.has(key)) list.push(chip(`Without ${label.get(key)}`, () => off[facet].delete(key)));
    }
  }
  if (asked.least > 1) list.push(chip(`${asked.least} sources or more`, () => { asked.least = 1; }));
  const time = [asked.since || asked.until ? `${asked.since || "…"} to ${asked.until || "…"}` : "", asked.undated ? "" : "only dated"].filter(Boolean);
  if (time.length) list.push(chip(`Time: ${time.join(", ")}`, () => { timeBar.all(); }));
  if (asked.around && name(asked.around)) {
    list.push(chip(`Up to ${count(asked.hops, "line", "lines")} from ${name(asked.around)}`, () => { asked.around = ""; }));
  }
  for (const iri of asked.collapsed) if (name(iri)) list.push(chip(`Collapsed: ${name(iri)}`, () => asked.collapsed.delete(iri)));
  document.getElementById("chips").replaceChildren(...list);
}

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
