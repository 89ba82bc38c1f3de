// Search as you type: a combobox over whatever the page can find.

const SHOWN_HITS = 12;

// Better is lower: name starts with it, a word starts with it, it stands inside; label before alias.
function score(names, wanted) {
  let best = Infinity;
  names.forEach((name, at) => {
    const where = name.indexOf(wanted);
    if (where < 0) return;
    const kind = where === 0 ? 0 : /[\s(–-]/.test(name[where - 1]) ? 1 : 2;
    best = Math.min(best, kind * 2 + (at ? 1 : 0));
  });
  return best;
}

// What is found, best first; `entries` are {id, names}, the names folded.
function hitsAmong(entries, text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  return entries
    .map((entry) => ({ id: entry.id, score: score(entry.names, wanted) }))
    .filter((hit) => hit.score < Infinity)
    .sort((a, b) => a.score - b.score || a.id - b.id);
}

// `find(text)` gives hits, `line(id)` what a hit shows, `choose(id)` is called with the chosen one.
function setUpSearch({ find, line, choose }) {
  const input = document.getElementById("search");
  const list = document.getElementById("hits");
  let at = -1;
  const options = () => [...list.querySelectorAll('[role="option"]')];
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (next) => {
    const all = options();
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const take = (id) => {
    input.value = "";
    close();
    choose(id);
  };
  const open = () => {
    const hits = find(input.value);
    list.replaceChildren(...hits.slice(0, SHOWN_HITS).map((hit, n) => {
      const option = make("li", { role: "option", id: `hit-${n}`, "aria-selected": "false" }, ...line(hit.id));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(hit.id); });
      option.dataset.id = hit.id;
      return option;
    }));
    const rest = hits.length - SHOWN_HITS;
    const note = !hits.length ? "Nothing by that name" : rest > 0 ? `${rest} more: type on` : "";
    if (note) list.append(make("li", { class: "none", role: "presentation" }, note));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
    if (hits.length) point(0);
  };
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at - 1);
    else if (event.key === "Enter" && at >= 0) take(Number(options()[at].dataset.id));
    else if (event.key === "Escape") { input.value = ""; close(); } else return;
    event.preventDefault();
  });
}
