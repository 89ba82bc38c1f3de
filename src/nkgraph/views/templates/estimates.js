// Estimates: the entries of the ledger as points, by what they count and who gives them.

const columnOf = Object.fromEntries(data.columns.map((name, at) => [name, at]));
const cellOf = (entry, name) => entry.row[columnOf[name]];

// Speakers by how much they say: the first have a colour and a shape of their own.
const SHAPES = ["circle", "square", "diamond", "up", "down", "hexagon", "plus", "pentagon"];
const speakerOf = (entry) => {
  const claim = data.claims[entry.claim];
  const who = claim.by.map((n) => data.actors[n].label).join(" and ");
  const article = data.articles[claim.article];
  return who || `${article.outlet ? data.origins[claim.origin] : article.name} (own voice)`;
};
const ranks = new Map([...tally(data.entries.map(speakerOf))].sort(byCount).map(([name], at) => [name, at]));
const lookOf = (name) => {
  const rank = ranks.get(name);
  return { shape: SHAPES[rank % SHAPES.length], colour: rank < SHAPES.length ? `s${rank}` : "s-other" };
};

const OUTLINE = {
  circle: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z", square: "M-.88-.88H.88V.88H-.88Z", diamond: "M0-1.22L1.22 0L0 1.22L-1.22 0Z",
  up: "M0-1.15L1.1 .85H-1.1Z", down: "M0 1.15L1.1-.85H-1.1Z", hexagon: "M1.1 0L.55 .95H-.55L-1.1 0L-.55-.95H.55Z",
  plus: "M-.4-1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z", pentagon: "M0-1.15L1.1-.35L.68 .95H-.68L-1.1-.35Z",
};

// What a comparator makes of a number: a point, a point with an arrow to where it may lie, a rod
// between two ends; a soft band is as high as its words leave open.
function reachOf(entry) {
  const [low, high, comparator] = ["low", "high", "comparator"].map((name) => cellOf(entry, name));
  if (comparator === "between" || high > low) return { kind: "range", low, high };
  if (comparator === "moreThan" || comparator === "atLeast") return { kind: "floor", low, high };
  if (comparator === "lessThan" || comparator === "atMost") return { kind: "ceiling", low, high };
  const band = entry.min !== null && entry.max !== null && entry.max > entry.min ? [entry.min, entry.max] : null;
  return { kind: comparator === "exactly" ? "exact" : "about", low, high, band };
}

// The days that an estimate holds for: its own, else those on which it can have been published.
function dayOfEstimate(entry) {
  const [first, last] = daysOf(data.claims[entry.claim]);
  return first && last ? { from: dayOf(first), to: dayOf(last) } : null;
}

// What of a point is the same whatever is shown.
const given = data.entries.map((entry) => ({
  entry, speaker: speakerOf(entry), reach: reachOf(entry), day: dayOfEstimate(entry),
  status: cellOf(entry, "status"), scope: cellOf(entry, "scope"), words: cellOf(entry, "figure"),
}));

// Points of a group, of what is given and passes: tellings of one utterance are one point.
function pointsOf(found) {
  const points = new Map();
  for (const one of found) {
    const { same, claim } = one.entry;
    if (points.has(same)) points.get(same).claims.push(claim);
    else points.set(same, { ...one, claims: [claim] });
  }
  return [...points.values()];
}

// Groups with what is shown of them: first those of which it is said whose, the largest before.
function shownGroups() {
  const found = data.groups.map(() => []);
  for (const one of given) if (passes(one.entry.claim)) found[one.entry.group].push(one);
  return data.groups.map((group, id) => ({ ...group, id, points: pointsOf(found[id]) })).filter((group) => group.points.length)
    .sort((a, b) => b.owned - a.owned || b.points.length - a.points.length || a.id - b.id);
}

// Links between the points of a group, each once: [kind, from, to].
function linksAmong(points) {
  const at = new Map(points.flatMap((point) => point.claims.map((claim) => [claim, point])));
  const found = new Map();
  for (const point of points) {
    for (const claim of point.claims) {
      for (const link of data.claims[claim].links) {
        const other = at.get(link.claim);
        if (!other || other === point || !["contradicts", "agrees with", "supersedes", "not comparable with"].includes(link.is)) continue;
        const ends = link.is === "supersedes" ? [other, point] : [point, other].sort((a, b) => a.entry.claim - b.entry.claim);
        found.set(`${link.is} ${ends[0].entry.claim} ${ends[1].entry.claim}`, [link.is, ...ends]);
      }
    }
  }
  return [...found.values()];
}
