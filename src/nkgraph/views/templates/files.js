// What is shown, as files for other programs. `shown` is {nodes, edges, claims}: nodes and lines of
// the scene, and the numbers of claims.

function spanOf(node) {
  const days = node.claims.filter(passes).map((n) => data.claims[n]);
  const first = days.map((c) => c.day || c.last).filter(Boolean).sort()[0] || "";
  const last = days.map((c) => c.last || c.day).filter(Boolean).sort().at(-1) || "";
  return [first, last];
}

// What other programs are told of a node and of a line: name, type, value.
const NODE_FIELDS = [
  ["node", "string", (n) => (n.kind === "event" ? "event" : "actor")],
  ["kind", "string", (n) => (n.kind === "event" ? "" : n.kind)],
  ["type", "string", (n) => n.type || ""],
  ["status", "string", (n) => n.now.status],
  ["time", "string", (n) => n.when || ""],
  ["country", "string", (n) => n.country || ""],
  ["sources", "integer", (n) => n.now.sources],
  ["claims", "integer", (n) => n.claims.filter(passes).length],
];
const EDGE_FIELDS = [
  ["role", "string", (e) => e.role],
  ["status", "string", (e) => e.status],
  ["claims", "integer", (e) => e.claims.filter(passes).length],
];

const GEXF_SHAPES = { event: "diamond", country: "disc", other: "square", agreement: "square" };

function rgb(colour) {
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = colour;
  return [1, 3, 5].map((at) => Number.parseInt(context.fillStyle.slice(at, at + 2), 16));
}

const colourOf = (node) => (node.kind === "event" ? colours.ink : colours[outlineOf(node.kind)]);

function gexfOf({ nodes, edges }, title) {
  const fields = (which, all) => `<attributes class="${which}">${all.map(([name, type]) => `<attribute id="${name}" title="${name}" type="${type}"/>`).join("")}</attributes>`;
  const values = (all, one) => `<attvalues>${all.map(([name, , value]) => `<attvalue for="${name}" value="${xml(value(one))}"/>`).join("")}</attvalues>`;
  const spell = (node) => {
    const [start, end] = node.kind === "event" ? spanOf(node) : [];
    return start ? `<spells><spell start="${start}" end="${end}"/></spells>` : "";
  };
  const node = (one) => {
    const [r, g, b] = rgb(colourOf(one));
    return `<node id="${xml(one.iri)}" label="${xml(one.label)}">${values(NODE_FIELDS, one)}${spell(one)}<viz:color r="${r}" g="${g}" b="${b}"/>`
      + `<viz:position x="${around(one.x)}" y="${around(-one.y)}" z="0"/><viz:size value="${one.now.radius}"/><viz:shape value="${GEXF_SHAPES[one.kind] || "disc"}"/></node>`;
  };
  const edge = (one) => {
    const event = [data.nodes[one.from], data.nodes[one.to]].find((end) => end.kind === "event");
    return `<edge id="${one.id}" source="${xml(data.nodes[one.from].iri)}" target="${xml(data.nodes[one.to].iri)}" kind="${xml(one.role)}" label="${xml(one.label)}">${values(EDGE_FIELDS, one)}${spell(event)}</edge>`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">`
    + `<meta><description>${xml(title)}</description></meta><graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">`
    + `${fields("node", NODE_FIELDS)}${fields("edge", EDGE_FIELDS)}\n<nodes>\n${nodes.map(node).join("\n")}\n</nodes>\n<edges>\n${edges.map(edge).join("\n")}\n</edges>\n</graph></gexf>\n`;
}

const PLACE = [["x", "double", (n) => around(n.x)], ["y", "double", (n) => around(n.y)]];

function graphmlOf({ nodes, edges }) {
  const types = { integer: "int" };
  const key = (of) => ([name, type]) => `<key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${types[type] || type}"/>`;
  const values = (of, all, one) => all.map(([name, , value]) => `<data key="${of}-${name}">${xml(value(one))}</data>`).join("");
  const own = [["label", "string", (n) => n.label], ...NODE_FIELDS, ...PLACE];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${own.map(key("node")).join("")}${EDGE_FIELDS.map(key("edge")).join("")}\n<graph edgedefault="directed">\n`
    + `${nodes.map((one) => `<node id="${xml(one.iri)}">${values("node", own, one)}</node>`).join("\n")}\n`
    + `${edges.map((one) => `<edge id="e${one.id}" source="${xml(data.nodes[one.from].iri)}" target="${xml(data.nodes[one.to].iri)}">${values("edge", EDGE_FIELDS, one)}</edge>`).join("\n")}\n</graph></graphml>\n`;
}

// A claim by names that last: what the CSV's columns and the JSON's fields are called.
function plainClaim(claim) {
  const article = data.articles[claim.article];
  const [before, quoted, after] = claim.quote;
  return {
    claim: claim.id, type: claim.type, what: claim.what, who: claim.who, source: data.sources[claim.origin][1],
    belief: claim.belief, sure: claim.sure, time: claim.edtf, earliest: claim.day, latest: claim.last, figure: claim.figure,
    quote: quoted, sentence: before + quoted + after, article: article.title, outlet: article.outlet,
    published: article.published, address: article.source, start: claim.at[0], end: claim.at[1],
  };
}

function csvOf({ claims }) {
  const names = Object.keys(plainClaim(data.claims[0]));
  return csv(names.map((name) => [name, (row) => row[name]]), claims.map((n) => plainClaim(data.claims[n])));
}

function jsonOf({ nodes, edges, claims }, title) {
  const pick = (all, one) => Object.fromEntries(all.map(([name, , value]) => [name, value(one)]));
  return `${JSON.stringify({
    title,
    nodes: nodes.map((one) => ({ id: one.iri, label: one.label, ...pick([...NODE_FIELDS, ...PLACE], one) })),
    edges: edges.map((one) => ({ source: data.nodes[one.from].iri, target: data.nodes[one.to].iri, ...pick(EDGE_FIELDS, one) })),
    claims: claims.map((n) => plainClaim(data.claims[n])),
  }, null, 1)}\n`;
}
