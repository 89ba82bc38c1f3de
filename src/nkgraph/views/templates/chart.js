// A chart: the estimates of one quantity over time.

const LEFT = 62;
const RIGHT = 14;
const TOP = 16;
const BOTTOM = 28;
const UNDATED = 26;  // pixels for each estimate without a day, left of the others
const CHART_FONT = '12px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
const FEW_POINTS = 80;
const MOST_NAMED = 40;
const gauge = make("canvas").getContext("2d");

function wide(text) {
  gauge.font = CHART_FONT;
  return gauge.measureText(text).width;
}

const isChosenPoint = (point) => selection && (
  (selection.kind === "claim" && point.claims.includes(selection.id))
  || (selection.kind === "event" && point.claims.some((n) => data.claims[n].event === selection.id)));

// The numbers that a scale has to hold.
const numbersOf = (point) => [point.reach.low, point.reach.high, ...(point.reach.band || [])];

class Chart {
  constructor(group, { width, height = 250, how, days }) {
    Object.assign(this, { group, width, height });
    this.scale = new Scale(group.points.flatMap(numbersOf), how);
    const loose = group.points.filter((point) => !point.day);
    this.articles = [...new Set(loose.map((point) => data.claims[point.entry.claim].article))];
    const room = width - RIGHT - LEFT;
    this.loose = loose.length === group.points.length ? room : loose.length ? Math.min(Math.max(UNDATED * (loose.length + 1), 74), room * 0.4) : 0;
    this.left = LEFT + this.loose + (this.loose && this.loose < room ? 10 : 0);
    const own = group.points.filter((point) => point.day).flatMap((point) => [point.day.from, point.day.to]);
    const [first, last] = days || [Math.min(...own), Math.max(...own)];
    const pad = Math.max((last - first) * 0.07, 8);
    this.days = own.length ? [first - pad, last + pad] : [0, 1];
    this.taken = [];
    this.place();
  }

  x(day) { return this.left + ((day - this.days[0]) / (this.days[1] - this.days[0])) * (this.width - RIGHT - this.left); }

  y(value) { return this.height - BOTTOM - this.scale.at(value) * (this.height - BOTTOM - TOP); }

  // Points that would cover each other stand side by side, as far as there are few.
  place() {
    const seen = [];
    const few = this.group.points.length <= FEW_POINTS;
    for (const point of this.group.points) {
      const { low, high } = point.reach;
      point.y = this.y(this.scale.log && low > 0 ? Math.sqrt(low * high) : (low + high) / 2);
      point.x = point.day ? this.x((point.day.from + point.day.to + 1) / 2) : this.column(data.claims[point.entry.claim].article);
      const covers = ([x, y]) => Math.abs(x - point.x) < 13 && Math.abs(y - point.y) < 13;
      while (few && seen.some(covers)) point.x += 13;
      seen.push([point.x, point.y]);
      this.taken.push([point.x - 8, point.y - 8, point.x + 8, point.y + 8]);
    }
  }

  // Estimates without a day stand in columns, one for each article.
  column(article) { return LEFT + (this.loose * (this.articles.indexOf(article) + 0.5)) / this.articles.length - 4; }

  axes() {
    const parts = [];
    for (const value of this.scale.ticks) {
      const y = this.y(value);
      parts.push(draw("path", { class: value === 0 ? "zero" : "grid", d: `M${LEFT} ${y}H${this.width - RIGHT}` }), draw("text", { class: "tick", x: LEFT - 7, y: y + 4, "text-anchor": "end" }, short(value)));
    }
    if (this.group.points.some((point) => point.day)) {
      for (const { day, label, strong } of ticks(this.days[0], this.days[1], this.width - RIGHT - this.left)) {
        const x = this.x(day);
        if (x + wide(label) / 2 > this.width || x < this.left) continue;
        parts.push(draw("path", { class: "grid", d: `M${x} ${TOP - 6}V${this.height - BOTTOM}` }), draw("text", { class: strong ? "tick strong" : "tick", x, y: this.height - 9, "text-anchor": "middle" }, label));
      }
    }
    if (this.loose) {
      parts.unshift(draw("rect", { class: "undated", x: LEFT, y: TOP - 6, width: this.loose, height: this.height - BOTTOM - TOP + 6 }));
      const whole = this.left > this.width - RIGHT - 1;
      const each = Math.floor(this.loose / this.articles.length / 7) - 1;
      if (whole && each > 7) {
        for (const article of this.articles) parts.push(draw("text", { class: "tick", x: this.column(article), y: this.height - 9, "text-anchor": "middle" }, cut(flat(data.articles[article].name), each)));
      } else parts.push(draw("text", { class: "tick", x: LEFT + this.loose / 2, y: this.height - 9, "text-anchor": "middle" }, "no date"));
    }
    return parts;
  }

  // Supersessions as arrows from the old to the new, contradictions and agreements as lines with a sign.
  link([kind, from, to]) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const far = Math.hypot(dx, dy) || 1;
    const bend = kind === "supersedes" ? 0 : Math.min(far / 5, 26);
    const [mx, my] = [(from.x + to.x) / 2 - (dy / far) * bend, (from.y + to.y) / 2 + (dx / far) * bend];
    const [ax, ay] = [from.x + (dx / far) * 9, from.y + (dy / far) * 9];
    const [bx, by] = [to.x - (dx / far) * 10, to.y - (dy / far) * 10];
    const name = { contradicts: "against", "agrees with": "agrees", supersedes: "later", "not comparable with": "apart" }[kind];
    const parts = [draw("path", { class: `link ${name}`, d: far < 22 ? `M${from.x} ${from.y}L${to.x} ${to.y}` : `M${ax} ${ay}Q${mx} ${my} ${bx} ${by}` })];
    const [cx, cy] = [(ax + 2 * mx + bx) / 4, (ay + 2 * my + by) / 4];
    const sign = { against: "≠", agrees: "=" }[name];
    if (name === "later") {
      const turn = (Math.atan2(dy, dx) * 180) / Math.PI;
      if (far >= 22) parts.push(draw("path", { class: "head", d: "M0 0L-7-3.6V3.6Z", transform: `translate(${bx} ${by}) rotate(${turn})` }));
    } else if (sign && far >= 22) {
      this.taken.push([cx - 8, cy - 8, cx + 8, cy + 8]);
      parts.push(draw("circle", { class: `sign ${name}`, cx, cy, r: 8 }), draw("text", { class: `sign ${name}`, x: cx, y: cy + 4.5, "text-anchor": "middle" }, sign));
    }
    return draw("g", {}, draw("title", {}, flat(`${from.speaker}: ${from.words} ${kind === "supersedes" ? "superseded by" : kind} ${to.speaker}: ${to.words}`)), ...parts);
  }

  // What the words leave open, around the mark.
  spread(point) {
    const { kind, low, high, band } = point.reach;
    const { x, y } = point;
    const parts = [];
    if (point.day && point.day.to > point.day.from) {
      parts.push(draw("path", { class: "when", d: `M${this.x(point.day.from)} ${y}H${this.x(point.day.to + 1)}` }));
    }
    if (kind === "range") {
      const [top, foot] = [this.y(high), this.y(low)];
      parts.push(draw("path", { class: "rod", d: `M${x} ${top}V${foot}` }), draw("path", { class: "cap", d: `M${x - 7} ${top}H${x + 7}M${x - 7} ${foot}H${x + 7}` }));
    } else if (band) {
      const [top, foot] = [this.y(band[1]), this.y(band[0])];
      parts.push(draw("rect", { class: "band", x: x - 8, y: top, width: 16, height: Math.max(foot - top, 2), rx: 4 }));
    } else if (kind === "floor") {
      const end = Math.max(y - 34, 4);
      parts.push(draw("path", { class: "open", d: `M${x} ${y}V${end}` }), draw("path", { class: "tip", d: `M${x - 5} ${end + 7}L${x} ${end}L${x + 5} ${end + 7}` }));
    } else if (kind === "ceiling") {
      const end = Math.min(y + 34, this.height - BOTTOM);
      parts.push(draw("path", { class: "open", d: `M${x} ${y}V${end}` }), draw("path", { class: "tip", d: `M${x - 5} ${end - 7}L${x} ${end}L${x + 5} ${end - 7}` }));
    }
    return parts;
  }

  mark(point) {
    const { shape, colour } = lookOf(point.speaker);
    const kind = point.reach.kind === "range" ? "range" : point.reach.kind === "floor" || point.reach.kind === "ceiling" ? "bound" : "full";
    const size = point.reach.kind === "range" ? 3.6 : 5.6;
    const status = point.status.split(" ")[0];
    const node = draw("g", { class: `point ${colour} ${kind} ${status}${point.scope ? " part" : ""}${isChosenPoint(point) ? " chosen" : ""}` },
      draw("title", {}, flat(`${point.speaker}: ${point.words}${point.scope ? ` (${point.scope})` : ""} – ${point.status}`)),
      draw("circle", { class: "halo", cx: point.x, cy: point.y, r: 11 }),
      ...this.spread(point),
      draw("path", { class: "body", d: OUTLINE[shape], transform: `translate(${point.x} ${point.y}) scale(${size})` }));
    if (status === "denied") node.append(draw("path", { class: "cross", d: `M${point.x - 8} ${point.y - 8}l16 16M${point.x + 8} ${point.y - 8}l-16 16` }));
    node.point = point;
    return node;
  }

  // A label goes where it covers nothing: right, left, above or below; else it is left out.
  label(point) {
    const number = flat(point.words.replace(this.group.quantity, "")).replace(/ of$/, "") + (point.scope ? ` (${cut(flat(point.scope), 26)})` : "");
    const who = cut(flat(point.speaker), 30) + (point.claims.length > 1 ? ` ×${point.claims.length}` : "");
    const size = wide(`${number} ${who}`) * 1.05;
    const { x, y } = point;
    const spots = [[x + 12, y + 4, "start"], [x - 12, y + 4, "end"], [x, y - 13, "middle"], [x, y + 21, "middle"], [x + 12, y - 10, "start"], [x - 12, y - 10, "end"], [x + 12, y + 18, "start"], [x - 12, y + 18, "end"]];
    for (const [at, base, anchor] of spots) {
      const start = anchor === "start" ? at : anchor === "end" ? at - size : at - size / 2;
      const box = [start - 3, base - 11, start + size + 3, base + 4];
      const fits = box[0] > LEFT && box[2] < this.width && box[1] > 0 && box[3] < this.height - BOTTOM + 2;
      if (!fits || this.taken.some((b) => !(box[0] > b[2] || box[2] < b[0] || box[1] > b[3] || box[3] < b[1]))) continue;
      this.taken.push(box);
      const back = draw("rect", { class: "back", x: start - 1, y: base - 10, width: size + 2, height: 13 });
      return [back, draw("text", { class: "who", x: at, y: base, "text-anchor": anchor }, draw("tspan", { class: "number" }, number), ` ${who}`)];
    }
    return [];
  }

  svg() {
    const links = linksAmong(this.group.points).filter(([kind, ...ends]) => kind !== "not comparable with" || ends.some(isChosenPoint));
    const drawn = links.map((link) => this.link(link));
    for (const point of this.group.points) {
      const end = { floor: -36, ceiling: 36 }[point.reach.kind];
      if (end) this.taken.push([point.x - 6, Math.min(point.y, point.y + end), point.x + 6, Math.max(point.y, point.y + end)]);
      if (point.reach.kind === "range") this.taken.push([point.x - 8, this.y(point.reach.high), point.x + 8, this.y(point.reach.low)]);
    }
    const chosenFirst = [...this.group.points].sort((a, b) => Boolean(isChosenPoint(b)) - Boolean(isChosenPoint(a)) || (a.status.startsWith("superseded") - b.status.startsWith("superseded")));
    return draw("svg", { width: this.width, height: this.height, viewBox: `0 0 ${this.width} ${this.height}`, "aria-hidden": "true" },
      ...this.axes(), ...drawn, ...this.group.points.map((point) => this.mark(point)), ...chosenFirst.slice(0, MOST_NAMED).flatMap((point) => this.label(point)));
  }
}
