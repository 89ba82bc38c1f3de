// Icons: one outline per kind, and how each status looks; the same on canvas, drawing and legend.

const OUTLINES = {
  country: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  government: "M-.95 .9V-.15L0-1L.95-.15V.9Z",
  force: "M-.9-.9H.9V.1C.9 .6 .4 .9 0 1C-.4 .9-.9 .6-.9 .1Z",
  organization: "M1 0L.5 .87H-.5L-1 0L-.5-.87H.5Z",
  person: "M0-1A.46 .46 0 1 1-.01-1ZM-.9 1C-.9 .3-.5 .08 0 .08S.9 .3 .9 1Z",
  group: "M-.48-.85A.38 .38 0 1 1-.49-.85ZM.5-.85A.38 .38 0 1 1 .49-.85ZM-1 .8C-1 .2-.8 .05-.5 .05" +
    "S0 .2 0 .8ZM0 .8C0 .2 .2 .05 .5 .05S1 .2 1 .8Z",
  place: "M0 1L-.62 .05A.7 .7 0 1 1 .62 .05Z",
  agreement: "M-.75-1H.35L.75-.6V1H-.75Z",
  weapon: "M0-1L.28-.28L1 0L.28 .28L0 1L-.28 .28L-1 0L-.28-.28Z",
  other: "M-.75-.75H.75V.75H-.75Z",
  event: "M0-1L1 0L0 1L-1 0Z",
  half: "M0-1V1L-1 0Z",
  cross: "M-.42-.42L.42 .42M.42-.42L-.42 .42",
};

// How each status looks: dashes of an event's border and of a line, what fills the diamond.
const LOOKS = {
  asserted: { dashes: false, border: [], fill: true },
  planned: { dashes: [9, 6], border: [0.55, 0.35], fill: false },
  possible: { dashes: [2, 5], border: [0.12, 0.3], fill: false },
  denied: { dashes: [10, 4, 2, 4], border: [], fill: false, cross: true },
  contested: { dashes: [18, 4], border: [], fill: false, half: true },
};

const outlineOf = (kind) => (kind in OUTLINES ? kind : "other");

function icon(kind, status = "") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "-1.25 -1.25 2.5 2.5");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const add = (name, fill, dashes = []) => {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", OUTLINES[name]);
    path.style.fill = fill;
    path.style.stroke = "var(--ink)";
    path.style.strokeWidth = "0.17";
    path.style.strokeDasharray = dashes.join(" ");
    svg.append(path);
  };
  if (kind !== "event") add(outlineOf(kind), `var(--${outlineOf(kind)})`);
  else {
    const look = LOOKS[status || "asserted"];
    add("event", look.fill ? "var(--ink)" : "var(--paper)", look.border);
    if (look.half) add("half", "var(--ink)");
    if (look.cross) add("cross", "none");
  }
  return svg;
}

function lineSample(status, colour) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 46 10");
  svg.setAttribute("width", "46");
  svg.setAttribute("height", "10");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", "M1 5H45");
  line.style.stroke = `var(--${colour})`;
  line.style.strokeWidth = colour === "says" ? "1" : "2";
  line.style.strokeDasharray = (LOOKS[status].dashes || []).join(" ");
  svg.append(line);
  return svg;
}
