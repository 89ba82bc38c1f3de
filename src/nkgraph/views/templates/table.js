// A table that sorts by its headings and grows by a button; `place` is the element that holds it.

const ROWS = 400;

function articleLine(claim) {
  const article = data.articles[claim.article];
  return [article.title, article.outlet, article.published].filter(Boolean).join(" · ");
}

// Columns of claims: name, what to show, what to sort by.
const CLAIM_COLUMNS = [
  ["Who says it", (c) => c.who, (c) => fold(c.who)],
  ["What", (c) => c.what, (c) => fold(c.what)],
  ["How sure", (c) => c.sure, (c) => c.sure],
  ["When", (c) => c.when, (c) => c.day || c.edtf],
  ["Figure", (c) => c.figure, (c) => c.amount],
  ["Words", (c) => c.quote[1], (c) => fold(c.quote[1])],
  ["Article", (c) => articleLine(c), (c) => data.articles[c.article].published],
];

// The unknown goes last either way; ties keep their order.
function inOrder(items, key, down) {
  const keyed = items.map((item, at) => [key(item), item, at]);
  const isNone = (value) => value === null || value === "" || value === undefined;
  keyed.sort(([a, , n], [b, , m]) => {
    if (isNone(a) || isNone(b)) return isNone(a) - isNone(b) || n - m;
    return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || n - m;
  });
  return keyed.map(([, item]) => item);
}

// `items()` are the rows' items, `row` gives [the item's claim, its number], `link` is the column
// whose cells are buttons that call `choose(number)`; `isChosen(number)` marks rows.
class SortedTable {
  constructor(place, { columns, items, claim, link, choose, isChosen, caption }) {
    Object.assign(this, { place, columns, items, claim, link, choose, isChosen, caption });
    Object.assign(this, { column: -1, down: false, rows: ROWS });
  }

  sorted() {
    const items = this.items();
    if (this.column < 0) return items;
    const key = this.columns[this.column][2];
    return inOrder(items, (item) => key(this.claim(item)), this.down);
  }

  head([name], column) {
    const now = column === this.column;
    const button = make("button", { type: "button" }, name, now ? (this.down ? " ▼" : " ▲") : "");
    button.addEventListener("click", () => {
      this.down = now && !this.down;
      this.column = column;
      this.fill();
      this.place.querySelectorAll("th button")[column].focus();
    });
    const order = now ? (this.down ? "descending" : "ascending") : "none";
    return make("th", { scope: "col", "aria-sort": order }, button);
  }

  row(item) {
    const cells = this.columns.map(([name, show], column) => {
      const text = show(this.claim(item));
      const cell = make("td", { "data-label": name });
      if (column === this.link) {
        const button = make("button", { type: "button" }, words(text));
        button.addEventListener("click", () => this.choose(item));
        cell.append(button);
      } else if (text) cell.append(words(text));
      return cell;
    });
    return make("tr", this.isChosen(item) ? { class: "chosen" } : {}, ...cells);
  }

  fill() {
    if (this.place.hidden) return;
    const items = this.sorted();
    this.place.replaceChildren(make(
      "table", {}, make("caption", {}, `${this.caption(items.length)}; press a heading to sort`),
      make("thead", {}, make("tr", {}, ...this.columns.map((column, at) => this.head(column, at)))),
      make("tbody", {}, ...items.slice(0, this.rows).map((item) => this.row(item))),
    ));
    if (items.length <= this.rows) return;
    const more = make("button", { type: "button" }, `Show ${Math.min(ROWS, items.length - this.rows)} more`);
    more.addEventListener("click", () => { this.rows += ROWS; this.fill(); });
    this.place.append(more);
  }
}
