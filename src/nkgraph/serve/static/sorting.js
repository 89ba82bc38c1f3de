// Tables whose columns sort when their names are pressed.
import { element } from "/static/names.js";

function compare(one, other) {
  const [a, b] = [one.textContent.trim(), other.textContent.trim()];
  if (a === "" || b === "") return (a === "") - (b === "");
  if (one.classList.contains("number") && other.classList.contains("number")) return Number(a) - Number(b);
  return a.localeCompare(b, "en", { numeric: true });
}

export function sortable(table) {
  const heads = [...table.querySelectorAll("th")];
  heads.forEach((head, column) => {
    const button = element("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = table.tBodies[0];
      const rows = [...body.rows].sort((a, b) => compare(a.cells[column], b.cells[column]));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
}
