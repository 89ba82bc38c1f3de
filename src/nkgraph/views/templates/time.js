// The time of what is told: a histogram with two handles. Vague dates count for every step that they
// may mean, each a part; steps are days, weeks, months or years, as the span asks.

const DAY = 86400000;
const MOST_STEPS = 60;
const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`);
const isoOf = (time) => new Date(time).toISOString().slice(0, 10);

const UNITS = [
  { name: "day", start: (t) => t, next: (t) => t + DAY },
  { name: "week", start: (t) => t - ((new Date(t).getUTCDay() + 6) % 7) * DAY, next: (t) => t + 7 * DAY },
  { name: "month", start: (t) => dayOf(`${isoOf(t).slice(0, 7)}-01`), next: (t) => new Date(t).setUTCMonth(new Date(t).getUTCMonth() + 1) },
  { name: "year", start: (t) => dayOf(`${isoOf(t).slice(0, 4)}-01-01`), next: (t) => new Date(t).setUTCFullYear(new Date(t).getUTCFullYear() + 1) },
];

function timeOf(claim, basis) {
  const [first, last] = daysOf(claim, basis);
  return first ? [dayOf(first), dayOf(last)] : null;
}

function stepsOf(unit, first, last) {
  const steps = [];
  for (let t = unit.start(first); t <= last && steps.length <= 4 * MOST_STEPS; t = unit.next(t)) steps.push(t);
  return steps;
}

// The axis: steps between which nine tenths of all days lie, and one on either side for the rest;
// `from` and `to` are the first and last step that is no such rest.
function axisOf(times) {
  const days = times.flat().sort((a, b) => a - b);
  const [low, high] = [days[Math.floor(days.length * 0.05)], days[Math.ceil(days.length * 0.95) - 1]];
  const unit = UNITS.find((one) => stepsOf(one, low, high).length <= MOST_STEPS) || UNITS.at(-1);
  const whole = stepsOf(unit, days[0], days.at(-1));
  const steps = whole.length <= MOST_STEPS ? whole : stepsOf(unit, low, high);
  const ends = steps.map((t) => unit.next(t) - DAY);
  let from = 0;
  if (days[0] < steps[0]) { ends.unshift(steps[0] - DAY); steps.unshift(days[0]); from = 1; }
  const to = steps.length - 1;
  if (days.at(-1) > ends.at(-1)) { steps.push(ends.at(-1) + DAY); ends.push(days.at(-1)); }
  return { steps, ends, unit: unit.name, from, to };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function nameOfStep(start, unit) {
  const [year, month, day] = isoOf(start).split("-");
  const parts = { year: [], month: [MONTHS[month - 1]] }[unit] || [Number(day), MONTHS[month - 1]];
  return [...parts, year].join(" ");
}

const NAMED = 6;  // steps that are named below the chart, about

class TimeBar {
  constructor(place) {
    this.place = place;
    this.axes = {};  // of the bases that tell times apart
    for (const basis of Object.keys(BASES)) {
      const times = data.claims.map((claim) => timeOf(claim, basis));
      const known = times.filter(Boolean);
      const axis = known.length ? axisOf(known) : { steps: [] };
      if (axis.steps.length > 1) this.axes[basis] = { ...axis, times };
    }
    place.hidden = !Object.keys(this.axes).length;
    if (!this.axes.printed) delete this.axes.either;
  }

  // Lay the axis anew when another time is asked for.
  lay() {
    if (!(asked.basis in this.axes)) [asked.basis] = Object.keys(this.axes);
    if (this.basis === asked.basis) return;
    this.basis = asked.basis;
    Object.assign(this, this.axes[this.basis]);
    this.cover = this.times.map((time) => time && [this.at(time[0]), this.at(time[1])]);
    this.build();
  }

  at(time) {
    const later = this.steps.findIndex((start) => start > time);
    return (later < 0 ? this.steps.length : Math.max(later, 1)) - 1;
  }

  build() {
    this.chart = draw("svg", { "aria-hidden": "true", preserveAspectRatio: "none", viewBox: `0 0 ${this.steps.length} 1` });
    this.bars = ["all", "now"].map((name) => this.steps.map((_, at) => draw("rect", { class: name, x: at + 0.06, width: 0.88 })));
    this.tips = this.steps.map((_, at) => draw("rect", { class: "tip", x: at, y: 0, width: 1, height: 1 }, draw("title")));
    this.chart.append(...this.bars.flat(), ...this.tips);
    this.handles = [["since", "From"], ["until", "To"]].map(([name, label], side) => {
      const input = make("input", { type: "range", min: "0", max: String(this.steps.length - 1), step: "1", id: name, "aria-label": `${label}: time of what is told` });
      input.addEventListener("input", () => this.move(side));
      return input;
    });
    this.text = make("output", { id: "span", for: "since until" });
    const none = this.times.filter((time) => !time).length;
    this.undated = make("input", { type: "checkbox" });
    this.undated.addEventListener("change", () => { asked.undated = this.undated.checked; refresh(); });
    const undated = none ? [make("label", { class: "choice" }, this.undated, make("span", {}, `undated (${none})`))] : [];
    const all = make("button", { type: "button", "aria-label": "All times" }, "All");
    all.addEventListener("click", () => { this.all(); refresh(); });
    this.place.replaceChildren(
      make("div", { class: "row" }, this.text, this.choice(), ...undated, all),
      make("div", { class: "track" }, this.chart, ...this.handles, this.names()),
    );
    this.chart.addEventListener("pointerdown", (event) => this.drag(event));
    this.tips.forEach((tip, at) => tip.addEventListener("pointerenter", () => { tip.firstChild.textContent = this.told(at); }));
  }

  // What a step holds, in words.
  told(at) {
    const [all, now] = this.counts.map((row) => Math.round(row[at] * 10) / 10);
    return `${isoOf(this.steps[at])} to ${isoOf(this.ends[at])}: ${now === all ? all : `${now} of ${all}`} claims`;
  }

  choice() {
    const pick = make("select", { id: "basis", "aria-label": "Which time" });
    for (const basis of Object.keys(this.axes)) pick.append(make("option", { value: basis }, BASES[basis]));
    pick.value = this.basis;
    pick.addEventListener("change", () => {
      Object.assign(asked, { basis: pick.value, since: "", until: "" });
      refresh();
      document.getElementById("basis").focus();
    });
    return pick;
  }

  // What some of the steps are called, below them.
  names() {
    const every = Math.ceil((this.to - this.from + 1) / NAMED);
    const list = make("div", { class: "names", "aria-hidden": "true" });
    const last = this.steps.length - 1;
    this.steps.forEach((start, at) => {
      const inside = at >= this.from && at <= this.to;
      const beside = (this.from && at < every) || (this.to < last && at > last - every);  // a rest has its name there
      if (inside && (beside || (at - this.from) % every)) return;
      const name = make("span", {}, inside ? nameOfStep(start, this.unit) : at ? "later" : "earlier");
      name.style.setProperty("inset-inline-start", `clamp(3.2em, ${(at + 0.5) / (last + 1) * 100}%, calc(100% - 3.2em))`);
      list.append(name);
    });
    return list;
  }

  // Press on the chart and pull: the steps in between.
  drag(event) {
    const box = this.chart.getBoundingClientRect();
    const step = (x) => Math.min(this.steps.length - 1, Math.max(0, Math.floor((x - box.left) / box.width * this.steps.length)));
    const first = step(event.clientX);
    const pull = (now) => this.set(Math.min(first, step(now.clientX)), Math.max(first, step(now.clientX)));
    const end = () => { window.removeEventListener("pointermove", pull); window.removeEventListener("pointerup", end); };
    window.addEventListener("pointermove", pull);
    window.addEventListener("pointerup", end);
    event.preventDefault();
    pull(event);
  }

  move(side) {
    const values = this.handles.map((input) => Number(input.value));
    if (values[0] > values[1]) values[1 - side] = values[side];
    this.set(...values);
  }

  set(from, to) {
    asked.since = from > 0 ? isoOf(this.steps[from]) : "";
    asked.until = to < this.steps.length - 1 ? isoOf(this.ends[to]) : "";
    this.show();
    soon(refresh);
  }

  all() {
    Object.assign(asked, { since: "", until: "", undated: true });
    this.show();
  }

  // Put handles, bars and words where what is asked says.
  show() {
    if (this.place.hidden) return;
    const from = asked.since ? this.at(dayOf(asked.since)) : 0;
    const to = asked.until ? this.at(dayOf(asked.until)) : this.steps.length - 1;
    [from, to].forEach((at, side) => {
      this.handles[side].value = String(at);
      this.handles[side].setAttribute("aria-valuetext", isoOf([this.steps, this.ends][side][at]));
    });
    this.undated.checked = asked.undated;
    this.text.textContent = `${isoOf(this.steps[from])} to ${isoOf(this.ends[to])}`;
    this.bars[0].forEach((bar, at) => bar.classList.toggle("out", at < from || at > to));
  }

  count(wanted) {
    const counts = this.steps.map(() => 0);
    this.cover.forEach((cover, n) => {
      if (!cover || !wanted(n)) return;
      for (let at = cover[0]; at <= cover[1]; at += 1) counts[at] += 1 / (cover[1] - cover[0] + 1);
    });
    return counts;
  }

  fill() {
    if (this.place.hidden) return;
    this.lay();
    const counts = [this.count(() => true), this.count(passes)];
    const most = Math.max(...counts[0]);
    counts.forEach((row, which) => row.forEach((number, at) => {
      const high = number ? Math.max(number / most, 0.04) : 0;
      this.bars[which][at].setAttribute("y", 1 - high);
      this.bars[which][at].setAttribute("height", high);
    }));
    this.counts = counts;
    this.show();
  }
}
