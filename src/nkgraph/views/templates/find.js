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

const BULK = { by: "who says it", type: "events", outlet: "outlets" };

function bulk(facet, keys) {
  const buttons = [["All", []], ["None", keys]].map(([name, hidden]) => {
    const button = make("button", { type: "button", "aria-label": `${name}: ${BULK[facet]}` }, name);
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

const LONG = 7;  // choices that are shown without scrolling

function longFacet(facet, counted, label) {
  const all = [...counted].sort(byCount);
  const list = all.map(([key, n]) => choice(facet, key, label(key), n));
  fillFacet(facet, ...(all.length > 2 ? [bulk(facet, all.map(([key]) => key))] : []),
    make("div", all.length > LONG ? { class: "long", tabindex: "0", role: "group", "aria-label": BULK[facet] } : {}, ...list));
}

function fillLines() {
  const key = (sample, text) => make("p", { class: "key" }, sample, text);
  const saying = data.edges.filter(attributes).length;
  const bearing = data.edges.filter(joinsEvents);
  const bears = !bearing.length ? [] : [
    choice("lines", "bears", "between events", bearing.length, lineSample("asserted", "accent")),
    key(lineSample("contested", "denied"), data.opposed),
  ];
  fillFacet("lines", choice("lines", "says", "says, relays", saying, lineSample("asserted", "says")), ...bears,
    key(lineSample("asserted", "edge"), "role, asserted"), key(lineSample("planned", "edge"), "planned ◷"),
    key(lineSample("possible", "edge"), "possible ?"), key(lineSample("denied", "denied"), "denied ✕"),
    make("p", { class: "key" }, make("small", {}, "Larger: more independent sources")));
}

function fillLeast() {
  const most = Math.max(1, ...data.nodes.filter((node) => node.kind === "event").map((node) => origins(node.claims).sources));
  const input = make("select", { id: "least-of" });
  for (let n = 1; n <= most; n += 1) input.append(make("option", { value: String(n) }, n === 1 ? "any number" : `${n} or more`));
  input.value = String(Math.min(asked.least, most));
  input.addEventListener("change", () => { asked.least = Number(input.value); refresh(); });
  fillFacet("least", make("label", { class: "choice", for: "least-of" }, make("span", {}, "Sources of an event")), input);
}

function fillFilters() {
  const beliefs = tally(data.claims.map((c) => c.belief));
  const drawnAs = { asserted: "asserted", planned: "planned ◷", possible: "possible, alleged ?", denied: "denied ✕" };
  const contested = make("p", { class: "key" }, icon("event", "contested"), "contested ⇄ (denied, or told otherwise)");
  fillFacet("belief", ...Object.entries(drawnAs).map(([key, label]) => (
    choice("belief", key, label, beliefs.get(key) || 0, icon("event", key)))), contested);
  const actors = data.nodes.filter((n) => n.kind !== "event");
  fillFacet("kind", ...[...tally(actors.map((n) => n.kind))].sort(byCount).map(([kind, n]) => (
    choice("kind", kind, kind, n, icon(kind)))));
  fillLines();
  fillLeast();
  longFacet("type", tally(data.claims.map((c) => c.type)), (key) => data.types[key]);
  const resting = data.claims.flatMap((c) => c.rests.map((at) => data.sources[at][0]));
  const own = data.claims.filter((c) => data.sources[c.origin][0].startsWith(OUTLET)).map(() => OWN_VOICE);
  const label = new Map([...data.sources, [OWN_VOICE, "the article itself"]]);
  longFacet("by", tally([...own, ...resting.filter((key) => !key.startsWith(OUTLET))]), (key) => label.get(key));
  longFacet("outlet", tally(resting.filter((key) => key.startsWith(OUTLET))), (key) => label.get(key));
}

// What narrows the view beyond the boxes, each with a button that takes it back.
function fillChips() {
  const chip = (text, undo) => {
    const button = make("button", { type: "button", "aria-label": `Take back: ${text}` }, words(text), "\u00a0✕");
    button.addEventListener("click", () => { undo(); fillFilters(); refresh(); });
    return make("li", {}, button);
  };
  const name = (iri) => data.nodes[standIn(iri)]?.label;
  const list = [...asked.only].filter(name).map((iri) => chip(`Only with ${name(iri)}`, () => asked.only.delete(iri)));
  const label = new Map(data.sources);
  if (off.by.size + off.outlet.size <= LONG) {
    for (const facet of ["by", "outlet"]) {
      for (const key of off[facet]) if (label.has(key)) list.push(chip(`Without ${label.get(key)}`, () => off[facet].delete(key)));
    }
  }
  if (asked.least > 1) list.push(chip(`${asked.least} sources or more`, () => { asked.least = 1; }));
  if (asked.since || asked.until || !asked.undated) list.push(chip("Time", () => { timeBar.all(); }));
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
