// Facets: claims are switched off by keys (a type, an outlet …), each with a box and the number of
// claims that it stands for. The pages say which facets there are, in `keysOf`.

const OWN_VOICE = "own-voice";
const keysOf = {};  // by facet, for each claim its keys
const off = {};  // by facet, the keys that are switched off
const needsAll = new Set();  // facets in which a claim passes by all its keys; in the others by any
const tallies = {};  // by facet and key, how many claims would pass, all other filters applied
let boxes = [];  // {facet, key, box, number} of every box there is

function addFacet(facet, keys) {
  off[facet] = new Set();
  keysOf[facet] = data.claims.map(keys);
}

function allOn() {
  for (const facet of Object.keys(off)) off[facet] = new Set();
}

// Call `keep` with the number of each claim that passes, and count those that pass by each key;
// `asked` is what a page asks for beyond its facets.
function sift(asked, keep) {
  const facets = Object.keys(keysOf);
  for (const facet of facets) tallies[facet] = new Map();
  const active = facets.filter((facet) => off[facet].size);
  const tell = (facet, key) => tallies[facet].set(key, (tallies[facet].get(key) || 0) + 1);
  data.claims.forEach((claim, number) => {
    let failed = null;
    for (const facet of active) {
      const keys = keysOf[facet][number];
      const on = keys.reduce((sum, key) => sum + !off[facet].has(key), 0);
      if (needsAll.has(facet) ? on === keys.length : on) continue;
      if (failed || (needsAll.has(facet) && on < keys.length - 1)) return;  // no one box lets it pass
      failed = facet;
    }
    if (!asked(claim, number)) return;
    if (!failed) keep(number);
    for (const facet of failed ? [failed] : facets) {
      for (const key of keysOf[facet][number]) if (!failed || off[facet].has(key)) tell(facet, key);
    }
  });
}

const BELIEFS = { asserted: "asserted", planned: "planned ◷", possible: "possible, alleged ?", denied: "denied ✕" };

function choice(facet, key, label, picture) {
  const [box, number] = [make("input", { type: "checkbox" }), make("small")];
  box.addEventListener("change", () => {
    if (box.checked) off[facet].delete(key);
    else off[facet].add(key);
    refresh();
  });
  boxes.push({ facet, key, box, number });
  return make("label", { class: "choice" }, box, picture || "", make("span", {}, words(label)), number);
}

function fillBoxes() {
  for (const { facet, key, box, number } of boxes) {
    box.checked = !off[facet].has(key);
    const now = String(tallies[facet].get(key) || 0);
    if (number.textContent !== now) number.textContent = now;
  }
}

const beliefChoices = () => Object.entries(BELIEFS).map(([key, label]) => choice("belief", key, label, icon("event", key)));

function bulk(facet, keys, name) {
  const buttons = [["All", []], ["None", keys]].map(([label, hidden]) => {
    const button = make("button", { type: "button", "aria-label": `${label}: ${name}` }, label);
    button.addEventListener("click", () => { off[facet] = new Set(hidden); refresh(); });
    return button;
  });
  return make("div", { class: "bulk" }, ...buttons);
}

// A list of boxes, those of most claims first.
function listFacet(facet, name, label, most = Infinity) {
  const keys = [...tally(keysOf[facet].flat())].sort(byCount).map(([key]) => key);
  const shown = keys.slice(0, most).map((key) => choice(facet, key, label(key)));
  const rest = keys.length - most;
  if (rest > 0) shown.push(make("p", { class: "about" }, `${rest} more: search finds them`));
  document.getElementById(facet).append(...(keys.length > 1 ? [bulk(facet, keys, name)] : []), make("div", { class: "long" }, ...shown));
}
