// A chart of an answer: its columns of numbers along its column of days or of words.
import { colour, element } from "/static/names.js";

const MOST = 60;
const NUMBER = /#(integer|decimal|double|float|int|long)$/;
const DAY = /^\d{4}(-\d\d){0,2}$/;

const every = (rows, name, test) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || test(row[name]));

// Which columns are numbers, and which one names the bars.
function axes({ names, rows }) {
  const numbers = names.filter((name) => every(rows, name, (term) => NUMBER.test(term.datatype || "")));
  const words = names.filter((name) => !numbers.includes(name));
  const days = words.find((name) => every(rows, name, (term) => DAY.test(term.value)));
  return { numbers, days, along: days || words.find((name) => rows.some((row) => row[name]?.label)) || words[0] };
}

function dataset(rows, name, index) {
  const shade = colour(["accent", "against", "soft"][index % 3]);
  const data = rows.map((row) => (row[name] ? Number(row[name].value) : null));
  return { label: name, data, backgroundColor: shade, borderColor: shade };
}

export function chart(answer) {
  const { numbers, days, along } = axes(answer);
  if (typeof Chart === "undefined" || !numbers.length || along === undefined) return null;
  const name = (row) => row[along]?.label || row[along]?.value || "";
  const sorted = days ? [...answer.rows].sort((a, b) => (name(a) < name(b) ? -1 : 1)) : answer.rows;
  const shown = sorted.slice(0, MOST);
  return (panel) => {
    const told = `${numbers.join(", ")} by ${along}; the table has the same numbers`;
    const canvas = element("canvas", { role: "img", "aria-label": told });
    const frame = element("div", { class: "chart" }, canvas);
    frame.style.height = days ? "24rem" : `${6 + 1.6 * shown.length}rem`;
    panel.replaceChildren(frame); // a chart takes its size from where it stands
    const axis = { ticks: { color: colour("ink") }, grid: { color: colour("rule") } };
    new Chart(canvas, {
      type: days ? "line" : "bar",
      data: { labels: shown.map(name), datasets: numbers.map((one, index) => dataset(shown, one, index)) },
      options: {
        indexAxis: days ? "x" : "y", maintainAspectRatio: false, animation: false, spanGaps: true,
        scales: { x: axis, y: axis }, plugins: { legend: { labels: { color: colour("ink") } } },
      },
    });
    if (answer.rows.length <= MOST) return frame;
    return element("div", {}, frame, element("p", {}, `the first ${MOST} of ${answer.rows.length.toLocaleString("en")} rows`));
  };
}
