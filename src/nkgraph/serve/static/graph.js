// An answer as a picture of nodes: triples, or the IRIs that stand in one row.
import { colour, element, here, short } from "/static/names.js";

const MOST = 400;

let library;
function vis() {
  library ??= new Promise((resolve, reject) => {
    const script = element("script", { src: "/static/vis-network.js" });
    script.onload = () => resolve(window.vis);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

// The arrows of an answer: from, words on it, to.
function arrows({ names, rows, triples }) {
  if (triples) return rows.map((row) => [row.subject, short(row.predicate.value), row.object]);
  const [first, ...others] = names.filter((name) => rows.some((row) => row[name]?.type === "uri"));
  return rows.flatMap((row) => others
    .filter((name) => row[first]?.type === "uri" && row[name]?.type === "uri")
    .map((name) => [row[first], name, row[name]]));
}

function words(term) {
  const text = term.label || (term.type === "uri" ? short(term.value) : term.value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function picture(frame, found, Network) {
  const terms = new Map(found.flatMap(([from, , to]) => [[from.value, from], [to.value, to]]));
  const ink = colour("ink");
  const nodes = [...terms].map(([id, term]) => ({
    id, label: words(term), shape: term.type === "uri" ? "dot" : "box", font: { color: ink },
    color: { background: colour("sheet"), border: colour("accent") },
  }));
  const edges = found.map(([from, label, to]) => ({ from: from.value, to: to.value, label, arrows: "to" }));
  const network = new Network(frame, { nodes, edges }, {
    nodes: { size: 10 },
    edges: { color: colour("control"), font: { color: ink, size: 11, strokeColor: colour("paper") } },
    layout: { randomSeed: 1, improvedLayout: nodes.length < 150 },
    physics: { stabilization: { iterations: 150 } },
  });
  network.once("stabilized", () => network.fit());
  network.on("doubleClick", ({ nodes: [chosen] }) => {
    if (terms.get(chosen)?.type === "uri") location.href = here(chosen);
  });
}

export function graph(answer) {
  const found = arrows(answer);
  if (!found.length) return null;
  return async (panel) => {
    const { Network } = await vis();
    const cut = found.length > MOST ? `the first ${MOST} of ${found.length.toLocaleString("en")} arrows; ` : "";
    const frame = element("div", { class: "graph" });
    const note = element("p", {}, `${cut}a double click opens a node's page; the table has the same nodes as links`);
    const whole = element("div", {}, frame, note);
    panel.replaceChildren(whole);
    picture(frame, found.slice(0, MOST), Network);
    return whole;
  };
}
