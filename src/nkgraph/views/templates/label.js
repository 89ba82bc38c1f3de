// A node's label as a canvas can show it: short lines, as label.py breaks them for the layout.

const LINE = 17;
const LINES = 3;
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

function wrapped(label) {
  const words = [...label].slice(0, LINE * LINES * 2).join("").replace(UNSEEN, " ").split(/\s+/).filter(Boolean);
  const lines = [[]];
  for (const word of words.length ? words : ["—"]) {
    const rest = [...word];
    const last = lines.at(-1);
    if (last.length && last.length + 1 + rest.length <= LINE) last.push(" ", ...rest);
    else while (rest.length) lines.push(rest.splice(0, LINE));
  }
  const shown = lines.filter((line) => line.length);
  if (shown.length > LINES) shown.splice(LINES - 1, Infinity, [...shown[LINES - 1].slice(0, LINE - 1), "…"]);
  return shown.map((line) => line.join(""));
}
