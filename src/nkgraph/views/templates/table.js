// A table that sorts by its headings and is shown in pages; `place` is the element that holds it.

const ROWS = 100;

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

// `items()` are what the rows show, `claim(item)` is what columns read; `link` is the column whose
// cells are buttons that call `choose(item)`; `isChosen(item)` marks rows. A column may show text
// or an element.
class SortedTable {
  constructor(place, { columns, items, claim, link, choose, isChosen, caption }) {
    Object.assign(this, { place, columns, items, claim, link, choose, isChosen, caption });
    Object.assign(this, { column: -1, down: false, page: 0 });
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
      this.page = 0;
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
      if (text instanceof Node) cell.append(text);
      else if (column === this.link) {
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
    const pages = Math.max(1, Math.ceil(items.length / ROWS));
    this.page = Math.min(this.page, pages - 1);
    this.place.replaceChildren(make(
      "table", {}, make("caption", {}, `${this.caption(items.length)}; press a heading to sort`),
      make("thead", {}, make("tr", {}, ...this.columns.map((column, at) => this.head(column, at)))),
      make("tbody", {}, ...items.slice(this.page * ROWS, (this.page + 1) * ROWS).map((item) => this.row(item))),
    ));
    if (pages > 1) this.place.append(this.turner(pages));
  }

  turner(pages) {
    const turn = (name, by) => {
      const button = make("button", { type: "button" }, name);
      button.disabled = this.page + by < 0 || this.page + by >= pages;
      button.addEventListener("click", () => {
        this.page += by;
        this.fill();
        this.place.querySelector("table").scrollIntoView({ block: "start" });
      });
      return button;
    };
    return make(
      "nav", { class: "turner", "aria-label": "Pages of the table" },
      turn("Previous", -1), make("span", {}, `page ${this.page + 1} of ${pages}`), turn("Next", 1),
    );
  }

  // Turn to the page on which the first item is that `wanted` accepts.
  turnTo(wanted) {
    const at = this.sorted().findIndex(wanted);
    if (at >= 0) this.page = Math.floor(at / ROWS);
    this.fill();
  }
}
