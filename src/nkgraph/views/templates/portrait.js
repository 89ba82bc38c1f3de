// The portrait: the network of the dossier as a drawing that prints.

// Where a line meets the edge of what it goes to.
function trimmed(from, to, gap) {
  const far = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return [to.x - ((to.x - from.x) / far) * gap, to.y - ((to.y - from.y) / far) * gap];
}

function portraitNode(node) {
  const look = LOOKS[node.status || "asserted"];
  const isEvent = node.kind === "event";
  const name = isEvent ? "event" : outlineOf(node.kind);
  const scaled = { transform: `translate(${node.x} ${node.y}) scale(${node.radius})` };
  const shape = draw("path", { class: `body ${isEvent ? (look.fill ? "full" : "hollow") : name}`, d: OUTLINES[name], "stroke-dasharray": look.border.join(" ") || undefined, ...scaled });
  const parts = [shape];
  if (look.half) parts.push(draw("path", { class: "full", d: OUTLINES.half, ...scaled }));
  if (look.cross) parts.push(draw("path", { class: "cross", d: OUTLINES.cross, ...scaled }));
  node.lines.forEach((line, at) => {
    const half = (wide(flat(line)) * node.font) / 24;
    parts.push(draw("rect", { class: "back", x: node.x - half, y: node.y + node.radius + node.font * (at * LEADING_OF_LABEL + 0.2), width: 2 * half, height: node.font }));
  });
  const text = draw("text", { "text-anchor": "middle", "font-size": node.font });
  text.style.fontSize = `${node.font}px`;
  node.lines.forEach((line, at) => {
    text.append(draw("tspan", { x: node.x, y: node.y + node.radius + node.font * (at * LEADING_OF_LABEL + 1), class: isEvent && at ? "when" : "" }, flat(line)));
  });
  const group = draw("g", { class: `node ${isEvent ? "event" : "actor"}` }, ...parts, text);
  group.events = node.events;
  return group;
}

const LEADING_OF_LABEL = 1.16;

function portraitOf({ nodes, edges }) {
  const lines = edges.map(([tail, head, , status]) => {
    const [x, y] = trimmed(nodes[tail], nodes[head], nodes[head].radius + 5);
    return draw("path", { class: `edge ${status}`, d: `M${nodes[tail].x} ${nodes[tail].y}L${x} ${y}`, "marker-end": "url(#arrow)", "stroke-dasharray": (LOOKS[status].dashes || []).join(" ") || undefined });
  });
  const wideOf = (node) => Math.max(node.radius, Math.max(...node.lines.map((line) => line.length)) * node.font * 0.3);
  const left = Math.min(...nodes.map((node) => node.x - wideOf(node))) - 6;
  const right = Math.max(...nodes.map((node) => node.x + wideOf(node))) + 6;
  const top = Math.min(...nodes.map((node) => node.y - node.radius)) - 6;
  const bottom = Math.max(...nodes.map((node) => node.y + node.radius + node.lines.length * node.font * LEADING_OF_LABEL)) + 10;
  const arrow = draw("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, draw("path", { class: "arrow", d: "M0 0L8 4L0 8Z" }));
  return draw("svg", { class: "portrait", viewBox: `${left} ${top} ${right - left} ${bottom - top}`, role: "img", "aria-label": "Network of who does what to whom; the claims below say the same in words" },
    draw("defs", {}, arrow), ...lines, ...nodes.map(portraitNode));
}
