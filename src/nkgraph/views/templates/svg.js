// What is drawn, as SVG: the same shapes, places and dashes, with its title and a legend.

const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const xml = (text) => String(text).replace(NOT_XML, "\ufffd").replace(/[&<>"]/g, (sign) => XML[sign]);
const around = (number) => Math.round(number * 10) / 10;

function svgLine(edge) {
  const { start, bend, end } = course(edge);
  const { colour, dashes, width, arrow } = lookOf(edge);
  const d = `M${around(start.x)} ${around(start.y)}Q${around(bend.x)} ${around(bend.y)} ${around(end.x)} ${around(end.y)}`;
  const broken = dashes.length ? ` stroke-dasharray="${dashes.join(" ")}"` : "";
  const line = `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"${broken}/>`;
  if (!arrow) return line;
  const angle = Math.atan2(end.y - bend.y, end.x - bend.x) * 180 / Math.PI;
  return `${line}<path d="M0 0L-8 3.4V-3.4Z" fill="${colour}" transform="translate(${around(end.x)} ${around(end.y)}) rotate(${around(angle)})"/>`;
}

// The role on a line, where the canvas shows it.
function svgRole(edge) {
  if (!lineLabels.has(edge.id)) return "";
  const { x, y } = pointOn(course(edge), 0.5);
  return svgText([edge.label], x, y + 4, 11);
}

function svgText(lines, x, y, font, { bold = false, soft = false, anchor = "middle" } = {}) {
  const spans = lines.map((line, at) => (
    `<tspan x="${around(x)}" dy="${at ? around(font * LEADING) : 0}"${at && soft ? ` fill="${colours.soft}"` : ""}>${xml(line)}</tspan>`));
  return `<text x="${around(x)}" y="${around(y)}" font-size="${font}" text-anchor="${anchor}" fill="${colours.ink}"`
    + `${bold ? ' font-weight="600"' : ""} stroke="${colours.paper}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${spans.join("")}</text>`;
}

function svgShape(kind, status, x, y, r) {
  const width = around(1.6 / r * 10) / 10;
  const part = (name, fill, dashes) => (
    `<path d="${OUTLINES[name]}" fill="${fill}" stroke="${colours.ink}" stroke-width="${width}"${dashes.length ? ` stroke-dasharray="${dashes.join(" ")}"` : ""}/>`);
  const look = LOOKS[status];
  const parts = kind !== "event" ? [part(outlineOf(kind), colours[outlineOf(kind)], [])] : [
    part("event", look.fill ? colours.ink : colours.paper, look.border),
    look.half ? part("half", colours.ink, []) : "", look.cross ? part("cross", "none", []) : "",
  ];
  return `<g transform="translate(${around(x)} ${around(y)}) scale(${around(r)})">${parts.join("")}</g>`;
}

function svgNode(node) {
  const { radius, font, lines, status } = node.now;
  return `<g><title>${xml(node.label)}</title>${svgShape(node.kind, status, node.x, node.y, radius)}`
    + `${svgText(lines, node.x, node.y + radius + 3 + font * 0.8, font, { bold: node.kind === "country", soft: node.kind === "event" })}</g>`;
}

const ROOM = 16;  // around the picture, and between the entries of its legend

function svgLegend(nodes, left, top, width) {
  const kinds = [...new Set(nodes.map((node) => (node.kind === "event" ? `event ${node.now.status}` : node.kind)))].sort();
  let [x, y] = [left + 10, top];
  return { high: () => y - top + 24, parts: kinds.map((name) => {
    const [kind, status] = name.split(" ");
    const long = name.length * 7 + 2 * ROOM + 10;
    if (x + long > left + width && x > left + 10) [x, y] = [left + 10, y + 22];
    const part = svgShape(kind, status || "", x, y, 7) + svgText([name], x + 14, y + 4, 12, { anchor: "start" });
    x += long;
    return part;
  }) };
}

// Width and height are those of the picture at scale 1, in pixels.
function svgOf(nodes, edges, title) {
  const [left, top, right, bottom] = nodes.length ? extent(nodes) : [0, 0, 200, 50];
  const width = Math.max(right - left, 300);
  const legend = svgLegend(nodes, left, bottom + 2 * ROOM, width);
  const high = bottom - top + 2 * ROOM + 30 + legend.high() + ROOM;
  const box = [left - ROOM, top - ROOM - 30, width + 2 * ROOM, high];
  const [x, y, w, h] = box.map(around);
  return { width: w, height: h, text: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${w} ${h}" width="${w}" height="${h}" font-family="${xml(FACE)}">`
    + `<title>${xml(title)}</title><rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${colours.paper}"/>`
    + svgText([title.slice(0, 120)], left, top - 20, 16, { bold: true, anchor: "start" })
    + `<g>${edges.map(svgLine).join("")}</g><g>${edges.map(svgRole).join("")}</g><g>${nodes.map(svgNode).join("")}</g><g>${legend.parts.join("")}</g></svg>\n` };
}
