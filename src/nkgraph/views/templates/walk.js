// Ways through the graph: neighbours, what to draw of it, shortest paths.

function neighbours(id) {
  const found = [];
  for (const edge of touching[id]) if (pass.edges[edge]) found.push({ edge, other: otherEnd(data.edges[edge], id) });
  return found;
}

// What is folded away: the events of a collapsed actor or the actors of a collapsed event, and
// whoever is then left without a line. What is collapsed itself stays.
function foldedAway() {
  const gone = new Set();
  const held = [...asked.collapsed].map(standIn).filter((id) => id !== undefined);
  const kept = new Set([...held, ...(selection ? pinned(selection) : [])]);
  for (const id of held) {
    const near = neighbours(id).map((n) => n.other).filter((other) => !kept.has(other));
    const lone = (other) => neighbours(other).every((n) => kept.has(n.other) || gone.has(n.other));
    const events = near.filter((other) => data.nodes[other].kind === "event" || lone(other));
    for (const other of events) gone.add(other);
    const left = new Set(events.flatMap((event) => neighbours(event).map((n) => n.other)));
    for (const other of left) if (!kept.has(other) && lone(other)) gone.add(other);
  }
  return gone;
}

// The ends of what is selected, which are always drawn.
function pinned(what) {
  if (what.kind === "path") return what.nodes || [what.from, what.to];
  if (what.kind === "edge") return [data.edges[what.id].from, data.edges[what.id].to];
  return [centreOf(what)];
}

const AROUND = 60;  // neighbours drawn with what was not on the canvas
const called = new Set();  // nodes that were selected, the latest last

// What matters first: events with many sources between actors of many events, each with its
// actors, so that what is drawn hangs together.
function byWeight() {
  const many = data.nodes.map((node) => Math.log2(1 + touching[node.id].length));
  const weight = (node) => {
    let [sum, ends] = [0, 0];
    for (const at of touching[node.id]) if (pass.edges[at]) [sum, ends] = [sum + many[otherEnd(data.edges[at], node.id)], ends + 1];
    return 2 * sourcesOf(node) + sum / (ends || 1);
  };
  return data.nodes.filter((node) => node.kind === "event" && nodePasses(node))
    .map((node) => [weight(node), node.id]).sort(([a, n], [b, m]) => b - a || n - m).map(([, id]) => id);
}

// The nodes to draw: all that pass and are not folded away, or as many as can be read.
function toDraw() {
  const gone = foldedAway();
  const fits = (id) => pass.nodes[id] && !gone.has(id);
  const all = data.nodes.filter((node) => fits(node.id)).map((node) => node.id);
  pass.hidden = 0;
  if (all.length <= data.drawn) return new Set(all);
  const found = new Set();
  const add = (id) => { if (found.size < data.drawn && fits(id)) found.add(id); };
  if (selection) pinned(selection).forEach(add);
  for (const iri of asked.expanded) if (standIn(iri) !== undefined) [standIn(iri), ...neighbours(standIn(iri)).map((n) => n.other)].forEach(add);
  for (const id of [...called].reverse()) [id, ...neighbours(id).slice(0, AROUND).map((n) => n.other)].forEach(add);
  drawn.forEach(add);  // what one looks at stays, so that a filter does not turn the picture over
  const isFull = () => found.size >= data.drawn;
  if (!isFull()) for (const id of byWeight()) if (!isFull()) [id, ...neighbours(id).filter((n) => !attributes(data.edges[n.edge])).map((n) => n.other)].forEach(add);
  all.forEach(add);
  pass.hidden = all.length - found.size;
  return found;
}

// The shortest path by Dijkstra; a line of attribution is longer than a part in an event, and
// lines between events are not taken. Null when there is none.
const LENGTHS = { part: 2, says: 3 };

function shortestPath(from, to) {
  const far = new Map([[from, 0]]);
  const came = new Map();
  const waves = [[from]];
  for (let at = 0; at < waves.length; at += 1) {
    for (const id of waves[at] || []) {
      if (far.get(id) < at) continue;
      if (id === to) return retrace(from, to, came);
      for (const { edge, other } of neighbours(id)) {
        if (joinsEvents(data.edges[edge])) continue;
        const next = at + (attributes(data.edges[edge]) ? LENGTHS.says : LENGTHS.part);
        if (far.has(other) && far.get(other) <= next) continue;
        far.set(other, next);
        came.set(other, { edge, id });
        (waves[next] ||= []).push(other);
      }
    }
  }
  return null;
}

function retrace(from, to, came) {
  const nodes = [to];
  const edges = [];
  while (nodes[0] !== from) {
    const step = came.get(nodes[0]);
    nodes.unshift(step.id);
    edges.unshift(step.edge);
  }
  return { nodes, edges };
}
