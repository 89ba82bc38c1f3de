// Finding: search as you type, filters, and the table of all claims.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

let index = [];

const membersOf = (node) => (node.members || []).map((id) => data.scenes.exact.nodes[id]);

function buildIndex() {
  index = data.nodes.map((node) => ({
    id: node.id,
    names: [node.label, ...(node.aliases || []), ...membersOf(node).flatMap((one) => [one.label, ...(one.aliases || [])])].map(fold),
  }));
}

// Better is lower: name starts with it, a word starts with it, it stands inside; label before alias.
function score(names, wanted) {
  let best = Infinity;
  names.forEach((name, at) => {
    const where = name.indexOf(wanted);
    if (where < 0) return;
    const kind = where === 0 ? 0 : /[\s(–-]/.test(name[where - 1]) ? 1 : 2;
    best = Math.min(best, kind * 2 + (at ? 1 : 0));
  });
  return best;
}

function hitsFor(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  return index
    .map((entry) => ({ id: entry.id, score: score(entry.names, wanted) }))
    .filter((hit) => hit.score < Infinity)
    .sort((a, b) => a.score - b.score || a.id - b.id);
}

const SHOWN_HITS = 12;

function setUpSearch() {
  const input = document.getElementById("search");
  const list = document.getElementById("hits");
  let at = -1;
  const options = () => [...list.querySelectorAll('[role="option"]')];
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (next) => {
    const all = options();
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const choose = (id) => {
    input.value = "";
    close();
    document.getElementById("canvas").focus();
    select({ kind: "node", id });
  };
  const open = () => {
    const hits = hitsFor(input.value);
    list.replaceChildren(...hits.slice(0, SHOWN_HITS).map((hit, n) => {
      const node = data.nodes[hit.id];
      const option = make(
        "li", { role: "option", id: `hit-${n}`, "aria-selected": "false" },
        icon(node.kind, node.status), words(node.label), make("small", {}, node.when || node.kind),
      );
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(hit.id); });
      option.dataset.node = hit.id;
      return option;
    }));
    const rest = hits.length - SHOWN_HITS;
    const note = !hits.length ? "Nothing by that name" : rest > 0 ? `${rest} more: type on` : "";
    if (note) list.append(make("li", { class: "none", role: "presentation" }, note));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
    if (hits.length) point(0);
  };
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at - 1);
    else if (event.key === "Enter" && at >= 0) choose(Number(options()[at].dataset.node));
    else if (event.key === "Escape") { input.value = ""; close(); } else return;
    event.preventDefault();
  });
}

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

function tally(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) || 0) + 1);
  return counts;
}

const byCount = ([a, n], [b, m]) => m - n || (a < b ? -1 : 1);

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

// The table: columns with what to show and what to sort by.
const COLUMNS = [
  ["Who says it", (c) => c.who, (c) => fold(c.who)],
  ["What", (c) => c.what, (c) => fold(c.what)],
  ["How sure", (c) => c.sure, (c) => c.sure],
  ["When", (c) => c.when, (c) => c.day || c.edtf],
  ["Figure", (c) => c.figure, (c) => c.amount],
  ["Words", (c) => c.quote[1], (c) => fold(c.quote[1])],
  ["Article", (c) => articleLine(c), (c) => data.articles[c.article].published],
];
const ROWS = 400;
const sorting = { column: -1, down: false, rows: ROWS };

function articleLine(claim) {
  const article = data.articles[claim.article];
  return [article.title, article.outlet, article.published].filter(Boolean).join(" · ");
}

function sorted(numbers) {
  if (sorting.column < 0) return numbers;
  const key = COLUMNS[sorting.column][2];
  const sign = sorting.down ? -1 : 1;
  return [...numbers].sort((a, b) => {
    const [one, other] = [key(data.claims[a]), key(data.claims[b])];
    const [none, noOther] = [one, other].map((v) => v === null || v === "" || v === undefined);
    if (none || noOther) return none - noOther || a - b;  // the unknown goes last either way
    return (one < other ? -1 : one > other ? 1 : 0) * sign || a - b;
  });
}

function headCell([name], column) {
  const now = column === sorting.column;
  const button = make("button", { type: "button" }, name, now ? (sorting.down ? " ▼" : " ▲") : "");
  button.addEventListener("click", () => {
    sorting.down = now && !sorting.down;
    sorting.column = column;
    fillTable();
    document.querySelectorAll("#table th button")[column].focus();
  });
  const order = now ? (sorting.down ? "descending" : "ascending") : "none";
  return make("th", { scope: "col", "aria-sort": order }, button);
}

function tableRow(number) {
  const claim = data.claims[number];
  const cells = COLUMNS.map(([name, show], column) => {
    const text = show(claim);
    const cell = make("td", { "data-label": name });
    if (column === 1) {
      const button = make("button", { type: "button" }, words(text));
      button.addEventListener("click", () => select({ kind: "claim", id: number }));
      cell.append(button);
    } else if (text) cell.append(words(text));
    return cell;
  });
  const chosen = selection && selection.kind === "claim" && selection.id === number;
  return make("tr", chosen ? { class: "chosen" } : {}, ...cells);
}

function fillTable() {
  const place = document.getElementById("table");
  if (place.hidden) return;
  const passing = sorted(data.claims.map((_, n) => n).filter(passes));
  const table = make(
    "table", {}, make("caption", {}, `${passing.length} of ${count(data.claims.length, "claim", "claims")}; press a heading to sort`),
    make("thead", {}, make("tr", {}, ...COLUMNS.map(headCell))),
    make("tbody", {}, ...passing.slice(0, sorting.rows).map(tableRow)),
  );
  place.replaceChildren(table);
  if (passing.length > sorting.rows) {
    const more = make("button", { type: "button" }, `Show ${Math.min(ROWS, passing.length - sorting.rows)} more`);
    more.addEventListener("click", () => { sorting.rows += ROWS; fillTable(); });
    place.append(more);
  }
}
