// Lanes: which marks stand on a timeline, in which lane, and in which row of it.

const LANES = {
  type: { keys: (claim) => [claim.type], label: (key) => data.types[key] },
  actor: { keys: (claim) => (claim.lead.length ? claim.lead : [""]), label: (key) => key || "nobody named" },
  source: { keys: (claim) => [claim.origin], label: (key) => data.origins[key] },
};
const MOST_LANES = 16;

const byTime = (a, b) => a.from - b.from || a.to - b.to || a.event - b.event;

const VAGUE = 31;  // days: what is known less well of a publication is no day to stand on

const daysBetween = ({ from, to }) => (from && to ? [dayOf(from), dayOf(to)] : null);
const daysTold = data.claims.map(daysBetween);
const daysOfPublication = data.articles.map(daysBetween).map((days) => (days && days[1] - days[0] <= VAGUE ? days : null));

// The marks of one event in one lane: one for each time that its claims give. Claims without a
// time go with those that have one; where none has, the mark stands on the day of publication.
function marksOf(event, claims, lane) {
  const timed = claims.filter((n) => daysTold[n]);
  if (!timed.length) {
    const told = claims.map((n) => daysOfPublication[data.claims[n].article]).filter(Boolean).sort((a, b) => a[1] - b[1])[0];
    return [{ event, claims, lane, undated: true, from: told ? told[0] : null, to: told ? told[1] : null }];
  }
  const marks = [];
  for (const n of timed) {
    const [from, to] = daysTold[n];
    const same = marks.find((mark) => mark.from === from && mark.to === to);
    if (same) same.claims.push(n);
    else marks.push({ event, claims: [n], lane, undated: false, from, to });
  }
  marks.sort((a, b) => b.claims.length - a.claims.length || byTime(a, b));
  if (timed.length < claims.length) marks[0].claims = claims.filter((n) => !daysTold[n] || marks[0].claims.includes(n));
  return marks;
}

// Lanes by how much is in them, each {key, label, marks}; the rest as one; `undated` and
// `nowhere` (not even a day of publication is known) apart.
function lanesOf(mode) {
  const { keys, label } = LANES[mode];
  const told = new Map();
  for (const n of passing) {
    for (const key of keys(data.claims[n])) {
      if (!told.has(key)) told.set(key, new Map());
      const events = told.get(key);
      const event = data.claims[n].event;
      events.set(event, [...(events.get(event) || []), n]);
    }
  }
  const ranked = [...told].map(([key, events]) => ({
    key, label: label(key), marks: [...events].flatMap(([event, claims]) => marksOf(event, claims, key)),
  }));
  const dated = ranked.map((lane) => ({ ...lane, marks: lane.marks.filter((m) => !m.undated).sort(byTime) }))
    .filter((lane) => lane.marks.length)
    .sort((a, b) => b.marks.length - a.marks.length || (a.label < b.label ? -1 : 1));
  const lanes = dated.slice(0, dated.length > MOST_LANES ? MOST_LANES - 1 : MOST_LANES);
  const rest = dated.slice(lanes.length).flatMap((lane) => lane.marks).sort(byTime);
  if (rest.length) lanes.push({ key: "other", label: `${dated.length - lanes.length} others`, marks: rest });
  const once = new Map();  // an event stands once among the undated, whatever lanes it would be in
  for (const mark of ranked.flatMap((lane) => lane.marks).filter((m) => m.undated)) {
    const same = once.get(mark.event);
    if (same) same.claims = [...new Set([...same.claims, ...mark.claims])];
    else once.set(mark.event, mark);
  }
  const undated = [...once.values()];
  return { lanes, undated: undated.filter((m) => m.to !== null).sort((a, b) => a.to - b.to || a.event - b.event), nowhere: undated.filter((m) => m.to === null) };
}

const ROWS_LABELLED = 6;
const ROWS_DENSE = 1;
const SMALL = 15;  // pixels: what is narrower is drawn as a diamond
const BIN = 46;

const MOST_NAMED_MARKS = 250;  // in a lane: no more labels than this find room on any screen

const weight = (mark) => sourcesOf[mark.event] + mark.claims.length / 1000;

// Where a mark and its label, `all` pixels wide, stand in a lane: x0, x1 of the mark, left and
// right of both.
function outline(mark, place, [edge, width], all) {
  const [start, end] = [place(mark.from), place(mark.to + 1)];
  const point = end - start < SMALL;
  const middle = (start + end) / 2;
  const [x0, x1] = point ? [middle - 7, middle + 7] : [Math.max(start, edge), Math.min(end, width)];
  const inside = !point && x1 - x0 > all + 14;
  const flip = !inside && x1 + all + 6 > width && x0 - edge > width - x1;
  const wide = inside ? all : Math.min(all, (flip ? x0 - edge : width - x1) - 8);
  const [left, right] = inside ? [x0, x1] : flip ? [x0 - wide - 6, x1] : [x0, x1 + wide + 6];
  return { mark, x0, x1, point, middle, inside, flip, left, right, share: wide / all, bare: wide < Math.min(all, 40) };
}

// Put marks into rows in the order given; `left` are those that find no room, label and all.
function fitted(found, rows, ends, few) {
  const left = [];
  for (const one of found) {
    const [from, to] = ends(one);
    const row = rows.findIndex((taken, at) => at < few && taken.every(([a, b]) => to < a - 6 || from > b + 6));
    if (row < 0) left.push(one);
    else {
      rows[row].push([from, to]);
      one.row = row;
    }
  }
  return left;
}

const emptyRows = () => Array.from({ length: ROWS_LABELLED + ROWS_DENSE }, () => []);

// Rows for the marks of a lane that are in view. Where not all labels find room, those that most
// sources tell come first; what finds no row is counted in bins.
function packed(marks, place, edges, labelled) {
  const out = { bins: new Map(), before: 0, after: 0 };
  const near = marks.filter((mark) => {
    const away = place(mark.to + 1) < edges[0] ? "before" : place(mark.from) > edges[1] ? "after" : "";
    if (away) out[away] += 1;
    return !away;
  });
  const named = new Set(near.length > MOST_NAMED_MARKS ? [...near].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_NAMED_MARKS) : near);
  const seen = near.map((mark) => outline(mark, place, edges, named.has(mark) ? labelled(mark) : 0));
  const whole = (one) => (one.bare ? [one.x0, one.x1] : [one.left, one.right]);
  let rows = emptyRows();
  let rest = near.length > named.size ? seen : fitted(seen, rows, whole, ROWS_LABELLED);
  if (rest.length) {
    rows = emptyRows();
    const first = seen.filter((one) => named.has(one.mark)).sort((a, b) => weight(b.mark) - weight(a.mark));
    rest = [...fitted(first, rows, whole, ROWS_LABELLED), ...seen.filter((one) => !named.has(one.mark))];
    for (const one of rest) one.bare = true;
    rest = fitted(rest.sort((a, b) => a.x0 - b.x0), rows, (one) => [one.x0, one.x1], rows.length);
  }
  for (const one of rest) {
    const bin = Math.floor(Math.min(Math.max(one.middle, edges[0]), edges[1] - 1) / BIN);
    out.bins.set(bin, [...(out.bins.get(bin) || []), one.mark]);
  }
  const lost = new Set(rest);
  out.shown = seen.filter((one) => !lost.has(one));
  out.rows = rows.findLastIndex((taken) => taken.length) + 1;
  return out;
}

const COLUMN = 26;
const LEVEL = 12;
const HIGHEST = [10, 18];  // levels, beside many lanes and beside few
const ALONE = 5;  // a column with more marks than this has two beside each other

// Marks without a time, stacked over the day of publication: {mark, x, level}; `more` by column.
function stacked(marks, place, [edge, width], highest) {
  const columns = new Map();
  for (const mark of marks) {
    const x = place((mark.from + mark.to + 1) / 2);
    if (x < edge || x > width) continue;
    const column = Math.floor(x / COLUMN);
    columns.set(column, [...(columns.get(column) || []), mark]);
  }
  const found = { shown: [], more: [], levels: 0 };
  for (const [column, all] of columns) {
    const middle = Math.min((column + 0.5) * COLUMN, width - COLUMN / 2);
    const pairs = all.length > ALONE;
    const fits = all.length > 2 * highest ? 2 * highest - 2 : all.length;
    all.slice(0, fits).forEach((mark, at) => {
      const [level, x] = pairs ? [Math.floor(at / 2), middle + (at % 2 ? 6 : -6)] : [at, middle];
      found.shown.push({ mark, x, level });
      found.levels = Math.max(found.levels, level + 1);
    });
    if (all.length > fits) found.more.push({ marks: all.slice(fits), x: middle });
  }
  if (found.more.length) found.levels = highest;
  return found;
}
