// Answers as a table, a chart or a graph; IRIs lead to this server's own pages.
import { chart } from "/static/chart.js";
import { graph } from "/static/graph.js";
import { element, here, short } from "/static/names.js";
import { sortable } from "/static/sorting.js";

const SHOWN = 1000;
const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|".*") \.$|^(<[^>]*>|_:\S+) (<[^>]*>) (".*"\S+) \.$/;

// A term of N-Triples as SPARQL's JSON has it.
function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: text.slice(1, -1) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const end = text.lastIndexOf('"');
  return { type: "literal", value: JSON.parse(text.slice(0, end + 1).replace(/\\U([0-9A-Fa-f]{8})/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))) };
}

function triples(text) {
  const bindings = [];
  for (const line of text.split("\n")) {
    const found = TRIPLE.exec(line);
    if (!found) continue;
    const [subject, predicate, object] = found.slice(1).filter((part) => part !== undefined).map(term);
    bindings.push({ subject, predicate, object });
  }
  return { names: ["subject", "predicate", "object"], rows: bindings, triples: true };
}

// Columns and rows; a column xLabel beside x becomes the words of x.
function rowsOf(answer) {
  if ("boolean" in answer) {
    return { names: ["answer"], rows: [{ answer: { type: "literal", value: answer.boolean ? "yes" : "no" } }] };
  }
  const all = answer.head.vars;
  const labels = new Set(all.map((name) => `${name}Label`).filter((name) => all.includes(name)));
  for (const row of answer.results.bindings) {
    for (const label of labels) {
      const named = row[label.slice(0, -"Label".length)];
      if (named && row[label]) named.label = row[label].value;
    }
  }
  return { names: all.filter((name) => !labels.has(name)), rows: answer.results.bindings };
}

function cell(found) {
  const isNumber = /#(integer|decimal|double|float|int|long)$/.test(found?.datatype || "");
  const td = element("td", isNumber ? { class: "number" } : {});
  if (!found) return td;
  const words = element("bdi", {}, found.label || (found.type === "uri" ? short(found.value) : found.value));
  td.append(found.type === "uri" ? element("a", { href: here(found.value), title: found.value }, words) : words);
  return td;
}

function table({ names, rows }) {
  const count = rows.length.toLocaleString("en");
  const cut = rows.length > SHOWN ? `, the first ${SHOWN.toLocaleString("en")} are shown` : "";
  const made = element(
    "table", {},
    element("caption", {}, `${count} row${rows.length === 1 ? "" : "s"}${cut}`),
    element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows.slice(0, SHOWN).map((row) => element("tr", {}, ...names.map((name) => cell(row[name]))))),
  );
  sortable(made);
  return element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Answer as a table" }, made);
}

async function fetched(address) {
  const accept = "application/sparql-results+json, application/n-triples;q=0.9";
  const told = await fetch(address, { headers: { accept } }).catch(() => null);
  if (!told) return { trouble: "the server does not answer" };
  const text = await told.text().catch(() => null);
  if (text === null) return { trouble: "the answer broke off; ask for less at a time" };
  if (!told.ok) return { trouble: text };
  const json = told.headers.get("content-type").split(";")[0].endsWith("json");
  return json ? rowsOf(JSON.parse(text)) : triples(text);
}

// Buttons that choose between ways to see one answer, and the way chosen.
function ways(answer, first) {
  const panel = element("div", { class: "panel" });
  const found = [["Table", () => first || table(answer)], ["Chart", chart(answer)], ["Graph", graph(answer)]];
  const buttons = found.filter(([, way]) => way).map(([name, way]) => {
    const button = element("button", { type: "button", "aria-pressed": "false" }, name);
    button.addEventListener("click", async () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      panel.replaceChildren(await way(panel));
    });
    return button;
  });
  return { bar: element("div", { class: "ways", role: "group", "aria-label": "Ways to see the answer" }, ...buttons), panel, buttons };
}

// Fetches an answer and shows it in place; returns what there is to say of it.
export async function draw(place, address) {
  const began = performance.now();
  const answer = await fetched(address);
  if (answer.trouble !== undefined) {
    place.replaceChildren(element("pre", { class: "trouble", role: "alert" }, answer.trouble));
    return "";
  }
  const { bar, panel, buttons } = ways(answer);
  place.replaceChildren(bar, panel);
  buttons[0].click();
  return `${((performance.now() - began) / 1000).toFixed(2)} s`;
}

// Lets a table that the server has drawn be sorted, and be seen in other ways.
export async function enhance(place, address) {
  const drawn = place.querySelector(".wide, pre");
  const own = place.querySelector("table");
  if (own) sortable(own);
  const answer = await fetched(address);
  if (answer.trouble !== undefined) return;
  const { bar, panel, buttons } = ways(answer, own ? drawn : null);
  if (buttons.length === 1) return;
  place.replaceChildren(bar, panel);
  panel.append(drawn);
  if (own) buttons[0].setAttribute("aria-pressed", "true");
}
