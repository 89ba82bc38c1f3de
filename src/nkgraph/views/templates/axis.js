// Days and their places: ISO dates as numbers of days, a window on them, and where its ticks stand.

function dayOf(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86400000;
}

function partsOf(day) {
  const date = new Date(Math.floor(day) * 86400000);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

const startOf = (year, month = 0, day = 1) => new Date(0).setUTCFullYear(year, month, day) / 86400000;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayName(day) {
  const [year, month, date] = partsOf(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

// Steps between ticks: unit, how many of it, how many days that is about.
const STEPS = [
  ["day", 1, 1], ["day", 2, 2], ["week", 1, 7], ["week", 2, 14], ["month", 1, 30.4], ["month", 3, 91.3], ["month", 6, 182.6],
  ["year", 1, 365.2], ["year", 2, 730.5], ["year", 5, 1826], ["year", 10, 3652], ["year", 25, 9131], ["year", 50, 18262], ["year", 100, 36524],
];
const TICK_ROOM = 74;

function tickDays(first, last, [unit, by]) {
  const days = [];
  if (unit === "day" || unit === "week") {
    const step = unit === "week" ? 7 * by : by;
    const offset = unit === "week" ? 4 : 0;  // weeks begin on Mondays; day 0 was a Thursday
    for (let day = Math.ceil((first - offset) / step) * step + offset; day <= last; day += step) days.push(day);
    return days;
  }
  const [year] = partsOf(first);
  if (unit === "month") {
    for (let month = 0; ; month += by) {
      const day = startOf(year, month);
      if (day > last) return days;
      if (day >= first) days.push(day);
    }
  }
  for (let at = Math.floor(year / by) * by; startOf(at) <= last; at += by) if (startOf(at) >= first) days.push(startOf(at));
  return days;
}

// Ticks of a window `pixels` wide: {day, label, strong}; the first and every January name the year.
function ticks(first, last, pixels) {
  const room = ((last - first) / pixels) * TICK_ROOM;
  const step = STEPS.find(([, , days]) => days >= room) || STEPS[STEPS.length - 1];
  let shownYear = null;
  return tickDays(first, last, step).map((day) => {
    const [year, month, date] = partsOf(day);
    const fresh = year !== shownYear;
    shownYear = year;
    const name = step[0] === "year" ? String(year) : step[0] === "month" ? MONTHS[month] : `${date} ${MONTHS[month]}`;
    return { day, label: step[0] === "year" ? name : fresh ? `${name} ${year}` : name, strong: fresh };
  });
}

// A window on the days between `first` and `last`, which zooms, moves, and knows its pixels.
class Span {
  constructor(first, last) {
    const pad = Math.max((last - first) * 0.04, 3);
    [this.first, this.last] = [first - pad, last + pad];
    this.whole();
  }

  whole() { [this.from, this.to] = [this.first, this.last]; }

  set(from, to) {
    const wide = Math.min(Math.max(to - from, 5), (this.last - this.first) * 1.5);
    const middle = Math.min(Math.max((from + to) / 2, this.first), this.last);
    [this.from, this.to] = [middle - wide / 2, middle + wide / 2];
  }

  zoom(by, around = (this.from + this.to) / 2) {
    this.set(around - (around - this.from) / by, around + (this.to - around) / by);
  }

  move(share) {
    const days = (this.to - this.from) * share;
    this.set(this.from + days, this.to + days);
  }

  at(day, left, right) { return left + ((day - this.from) / (this.to - this.from)) * (right - left); }

  day(x, left, right) { return this.from + ((x - left) / (right - left)) * (this.to - this.from); }
}

// The mouse and fingers on a picture of time: drag moves, wheel with Ctrl and pinch zoom.
function setUpPointing(place, span, redraw, margin = () => 0) {
  const fingers = new Map();
  const ends = () => {
    const box = place.getBoundingClientRect();
    return [box.left + margin(), box.right];
  };
  let moved = 0;
  place.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, event.clientX);
  });
  place.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const [left, right] = ends();
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, x]) => x);
    const by = event.clientX - before;
    moved += Math.abs(by);
    if (moved > 4 && !place.hasPointerCapture(event.pointerId)) place.setPointerCapture(event.pointerId);
    if (others.length) {
      const apart = Math.abs(before - others[0]);
      if (apart > 8) span.zoom(Math.abs(event.clientX - others[0]) / apart, span.day((before + others[0]) / 2, left, right));
    } else span.move(-by / (right - left));
    fingers.set(event.pointerId, event.clientX);
    redraw();
  });
  const lift = (event) => fingers.delete(event.pointerId);
  place.addEventListener("pointerup", lift);
  place.addEventListener("pointercancel", lift);
  place.addEventListener("click", (event) => { if (moved > 4) event.stopPropagation(); }, true);
  place.addEventListener("wheel", (event) => {
    const [left, right] = ends();
    if (event.ctrlKey || event.metaKey) span.zoom(Math.exp(-event.deltaY / 300), span.day(event.clientX, left, right));
    else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) span.move((event.deltaX || event.deltaY) / (right - left));
    else return;
    event.preventDefault();
    redraw();
  }, { passive: false });
  place.addEventListener("dblclick", (event) => {
    const [left, right] = ends();
    span.zoom(2, span.day(event.clientX, left, right));
    redraw();
  });
}
