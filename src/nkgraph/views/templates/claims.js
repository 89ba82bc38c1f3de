// The claims as a table to read: who says what, when, and the sentence that says it.

function whoCell(claim) {
  return make("div", {}, words(claim.who), make("span", { class: `sure ${claim.belief}` }, claim.sure));
}

function whatCell(claim) {
  const button = make("button", { type: "button" }, words(claim.what));
  button.addEventListener("click", () => select({ kind: "claim", id: claimOf.get(claim.id) }));
  const against = claim.links.some((link) => link.is === "contradicts");
  const later = claim.links.some((link) => link.is === "superseded by");
  return make(
    "div", {}, button, claim.figure ? make("strong", {}, words(claim.figure)) : "",
    against ? make("span", { class: "sure denied" }, "≠ contradicted") : "", later ? make("span", { class: "sure" }, "→ superseded") : "",
  );
}

function wordsCell(claim) {
  return make("div", {}, quoteOf(claim), articleOf(claim, { short: true }));
}

const whenKey = (claim) => claim.from || claim.edtf;

const READING_COLUMNS = [
  ["Who says it", whoCell, (claim) => fold(claim.who)],
  ["What", whatCell, (claim) => fold(claim.what)],
  ["When", (claim) => claim.when, whenKey],
  ["Sources", (claim) => String(sourcesOf[claim.event]), (claim) => -sourcesOf[claim.event]],
  ["In which words", wordsCell, (claim) => data.articles[claim.article].from],
];

const search = document.getElementById("search");

const view = {
  invitation: "Pick a claim to see what bears on it, cite it or link to it. Headings sort; the last one sorts by the day of publication.",
  table: new SortedTable(document.getElementById("table"), {
    columns: READING_COLUMNS, items: () => [...passing], claim: (number) => data.claims[number], link: -1,
    isChosen: (id) => selection !== null && selection.kind === "claim" && selection.id === id,
    caption: (shown) => `${shown.toLocaleString("en")} of ${data.claims.length.toLocaleString("en")} claims${shown ? "" : `. ${NONE}`}`,
  }),
  focus: () => search.focus(),
  draw() { search.value = only.text === fold(search.value.trim()) ? search.value : only.text; },
  mark(what, moving) {
    if (!moving || !what || what.kind === "group") return;
    const wanted = what.kind === "claim" ? (id) => id === what.id : (id) => data.claims[id].event === what.id;
    view.table.turnTo(wanted);
    document.querySelector("tr.chosen")?.scrollIntoView({ block: "nearest" });
  },
  address: () => ({}),
  restore() {},
  files: {},
};

let typing = null;

search.addEventListener("input", () => {
  if (typing !== null) return;
  typing = requestAnimationFrame(() => {
    typing = null;
    only.text = fold(search.value.trim()).replace(/\s+/g, " ");
    view.table.page = 0;
    refresh();
  });
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    search.value = "";
    search.dispatchEvent(new Event("input"));
  }
});
window.nkgraph = { data, select, view };
setUpSheet();
const idle = window.requestIdleCallback || ((run) => setTimeout(() => run({ timeRemaining: () => 20 }), 50));

// What the search reads is made while nobody waits.
function prepare(from) {
  idle((deadline) => {
    let at = from;
    while (at < data.claims.length && deadline.timeRemaining() > 2) haystack(data.claims[at++]);
    if (at < data.claims.length) prepare(at);
  });
}
prepare(0);
