// What is asked for, and what passes: claims first, then events, lines and actors.

const OUTLET = "outlet:";
const isOutlet = (key) => key.startsWith(OUTLET);
const restsOn = (claim) => claim.rests.map((at) => data.sources[at][0]);

addFacet("belief", (claim) => [claim.belief]);
addFacet("type", (claim) => [claim.type]);
addFacet("by", (claim) => [
  ...(isOutlet(data.sources[claim.origin][0]) ? [OWN_VOICE] : []), ...restsOn(claim).filter((key) => !isOutlet(key))]);
addFacet("outlet", (claim) => restsOn(claim).filter(isOutlet));
for (const facet of ["by", "outlet"]) needsAll.add(facet);  // without whom a claim would not be told
// Nodes and lines are switched off too: actors by kind; of lines, "says" (who says it) and "bears"
// (event to event).
for (const facet of ["kind", "lines"]) off[facet] = new Set();

const UNASKED = () => ({
  only: new Set(),  // IRIs of actors whom each claim must involve
  least: 1,  // independent sources that an event must have
  since: "", until: "",  // ISO dates that a claim's time must reach into
  basis: "either",  // which time that is, one of BASES
  undated: true,
  around: "", hops: 1,  // IRI of a node, and how many lines away one may be
  expanded: new Set(), collapsed: new Set(),  // IRIs of nodes
});
const asked = UNASKED();

function askNothing() {
  allOn();
  Object.assign(asked, UNASKED());
}

const isNarrowed = () => Object.values(off).some((keys) => keys.size) || asked.only.size > 0 || asked.least > 1 || asked.since !== "" || asked.until !== ""
  || !asked.undated || asked.around !== "";

// What passes now; indices are those of claims, lines and nodes.
const pass = { claims: [], edges: [], nodes: [], hidden: 0 };
const passes = (number) => pass.claims[number] === 1;
const edgePasses = (edge) => pass.edges[edge.id] === 1;
const nodePasses = (node) => pass.nodes[node.id] === 1;

const eventOf = (claim) => claim.event[sceneName === "states" ? 0 : 1];

// Between which days the time of a claim lies, by a basis; "" where unknown.
const BASES = { either: "by event time, else publication", event: "by event time", printed: "by publication" };

function daysOf(claim, basis) {
  const { from, to } = data.articles[claim.article];
  const happened = [claim.day || claim.last, claim.last || claim.day];
  return basis === "event" || (basis === "either" && happened[0]) ? happened : [from || to, to || from];
}

function isTimely(claim) {
  const [first, last] = daysOf(claim, asked.basis);
  if (!first) return asked.undated;
  return (!asked.since || last >= asked.since) && (!asked.until || first <= asked.until);
}

function lineStatus(edge) {
  if (joinsEvents(edge)) return edge.role === data.opposed ? "contested" : "asserted";
  const claims = edge.claims.filter(passes);
  return statusOf(claims.length ? claims : edge.claims);
}

// Who says what some claims say, denials apart; if all deny it, who denies it.
function origins(claims) {
  const said = new Set();
  const denied = new Set();
  for (const n of claims) (data.claims[n].belief === "denied" ? denied : said).add(data.claims[n].origin);
  return { said, denied, sources: said.size || denied.size };
}

function sourcesOf(node) {
  const claims = node.claims.filter(passes);
  return claims.length < 2 ? claims.length : origins(claims).sources;
}

function statusOf(claims) {
  if (claims.length === 1) return data.claims[claims[0]].belief;
  const beliefs = new Set(claims.map((n) => data.claims[n].belief));
  const among = new Set(claims);
  const opposed = claims.some((n) => data.claims[n].links.some((link) => link.is === data.opposed && among.has(link.claim)));
  if (opposed || (beliefs.has("denied") && beliefs.size > 1)) return "contested";
  return ["asserted", "planned", "possible"].find((name) => beliefs.has(name)) || "denied";
}

function surveyClaims() {
  const only = [...asked.only].map(standIn).filter((id) => id !== undefined);
  pass.claims = new Uint8Array(data.claims.length);
  const wanted = (claim, n) => isTimely(claim) && only.every((id) => partiesOf[n].includes(id));
  sift(wanted, (n) => { pass.claims[n] = 1; });
  if (asked.least < 2) return;
  for (const node of data.nodes) {
    if (node.kind !== "event" || origins(node.claims.filter(passes)).sources >= asked.least) continue;
    for (const n of node.claims) pass.claims[n] = 0;
  }
}

function lineStands(edge) {
  const [from, to] = [data.nodes[edge.from], data.nodes[edge.to]];
  if (off.kind.has(from.kind) || off.kind.has(to.kind)) return false;
  if (!joinsEvents(edge)) return !(attributes(edge) && off.lines.has("says")) && edge.claims.some(passes);
  return !off.lines.has("bears") && [edge.from, edge.to].every((end) => (
    edge.claims.some((n) => passes(n) && eventOf(data.claims[n]) === end)));
}

const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);

// Nodes at most so many passing lines away, nearest first, with how far.
function within(start, hops) {
  const far = new Map([[start, 0]]);
  for (const id of far.keys()) {
    if (far.get(id) === hops) continue;
    for (const at of touching[id]) {
      const other = otherEnd(data.edges[at], id);
      if (pass.edges[at] && !far.has(other)) far.set(other, far.get(id) + 1);
    }
  }
  return far;
}

function keepAround() {
  const start = asked.around ? standIn(asked.around) : undefined;
  if (start === undefined) return;
  const near = within(start, asked.hops);
  for (const edge of data.edges) if (!near.has(edge.from) || !near.has(edge.to)) pass.edges[edge.id] = 0;
  data.claims.forEach((claim, n) => { if (!near.has(eventOf(claim))) pass.claims[n] = 0; });
}

// How a node looks by what passes: independent sources, status, size and label.
function appearance(node) {
  const claims = node.claims.filter(passes);
  const sources = sourcesOf(node);
  const root = Math.sqrt(sources);
  if (node.kind !== "event") {
    const font = Math.min(13 + Math.round(2 * Math.max(root - 1, 0)), 20);
    return { sources, status: "", radius: Math.min(8 + Math.round(6 * root), 40), font, lines: node.below };
  }
  const status = claims.length ? statusOf(claims) : "asserted";
  const heading = [data.types[node.type], claims.length > 1 ? `×${claims.length}` : "", data.symbols[status]].filter(Boolean).join(" ");
  const lines = [...wrapped(heading), ...node.below];
  return { sources, status, radius: Math.min(6 + Math.round(4 * root), 22), font: 12, lines };
}

const symbolOf = (status) => data.symbols[status] || "";

// See anew what passes: to be called after each change of what is asked.
function survey() {
  surveyClaims();
  pass.edges = Uint8Array.from(data.edges, (edge) => (lineStands(edge) ? 1 : 0));
  keepAround();
  pass.nodes = Uint8Array.from(data.nodes, (node) => (node.kind === "event" ? node.claims.some(passes)
    : !off.kind.has(node.kind) && touching[node.id].some((at) => pass.edges[at])) ? 1 : 0);
  for (const edge of data.edges) if (!pass.nodes[edge.from] || !pass.nodes[edge.to]) pass.edges[edge.id] = 0;
  surveys += 1;
}
