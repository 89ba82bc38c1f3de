// Facets: claims are switched off by keys (a type, an outlet …), each with a box and the number of
// claims that it stands for. The pages say which facets there are, in `keysOf`.

const OWN_VOICE = "own-voice";
const namesOf = {};  // by facet, its keys
const keysOf = {};  // by facet, for each claim its keys, as places in that list
const off = {};  // by facet, the keys that are switched off
const needsAll = new Set();  // facets in which a claim passes by all its keys; in the others by any
const tallies = {};  // by facet and key, how many claims would pass, all other filters applied
let boxes = [];  // {facet, key, box, number} of every box there is

function addFacet(facet, keys) {
  const places = new Map();
  const place = (key) => {
    if (!places.has(key)) places.set(key, places.size);
    return places.get(key);
  };
  off[facet] = new Set();
  keysOf[facet] = data.claims.map((claim) => keys(claim).map(place));
  namesOf[facet] = [...places.keys()];
}

function allOn() {
  for (const facet of Object.keys(off)) off[facet] = new Set();
}

// Call `keep` with the number of each claim that passes, and count those that pass by each key;
// `asked` is what a page asks for beyond its facets.
function sift(asked, keep) {
  const facets = Object.keys(keysOf).map((facet) => ({
    facet, keys: keysOf[facet], all: needsAll.has(facet), counts: new Uint32Array(namesOf[facet].length),
    isOff: Uint8Array.from(namesOf[facet], (key) => off[facet].has(key)),
  }));
  const active = facets.filter(({ facet }) => off[facet].size);
  data.claims.forEach((claim, number) => {
    let failed = null;
    for (const one of active) {
      const keys = one.keys[number];
      let on = 0;
      for (const key of keys) on += 1 - one.isOff[key];
      if (one.all ? on === keys.length : on) continue;
      if (failed || (one.all && on < keys.length - 1)) return;  // no one box lets it pass
      failed = one;
    }
    if (!asked(claim, number)) return;
    if (!failed) keep(number);
    for (const one of failed ? [failed] : facets) for (const key of one.keys[number]) if (!failed || one.isOff[key]) one.counts[key] += 1;
  });
  for (const { facet, counts } of facets) tallies[facet] = new Map(namesOf[facet].map((key, at) => [key, counts[at]]));
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
  const keys = [...tally(keysOf[facet].flat().map((at) => namesOf[facet][at]))].sort(byCount).map(([key]) => key);
  const shown = keys.slice(0, most).map((key) => choice(facet, key, label(key)));
  const rest = keys.length - most;
  if (rest > 0) shown.push(make("p", { class: "about" }, `${rest} more: search finds them`));
  document.getElementById(facet).append(...(keys.length > 1 ? [bulk(facet, keys, name)] : []), make("div", { class: "long" }, ...shown));
}
