// Arrows go to the neighbour that lies most in that direction.
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function step([dx, dy]) {
  const from = selection ? centreOf(selection) : undefined;
  if (from === undefined) {
    const first = [...drawn].sort((a, b) => a - b)[0];
    if (first !== undefined) select({ kind: "node", id: first });
    return;
  }
  const here = data.nodes[from];
  let best = null;
  for (const { other } of neighbours(from)) {
    const [x, y] = [data.nodes[other].x - here.x, data.nodes[other].y - here.y];
    const far = Math.hypot(x, y) || 1;
    const along = (x * dx + y * dy) / far;
    if (other === from || along < 0.1) continue;
    const worth = along - far / 4000;
    if (!best || worth > best.worth) best = { other, worth };
  }
  if (best) select({ kind: "node", id: best.other });
  else say("No neighbour that way");
}

// Keys that work on the node that is selected.
const DEEDS = {
  p: (id) => askForEnd(id),
  e: (id) => toggleFold(id),
  1: (id) => goAround(id, 1),
  2: (id) => goAround(id, 2),
  3: (id) => goAround(id, 3),
  0: () => goAround(null),
};

function setUpKeys() {
  const canvas = document.getElementById("canvas");
  const panel = document.getElementById("panel");
  canvas.addEventListener("keydown", (event) => {
    const centre = selection ? centreOf(selection) : undefined;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in DIRECTIONS) step(DIRECTIONS[event.key]);
    else if (event.key === "Enter" && selection) panel.focus();
    else if (event.key === "+" || event.key === "-") zoomBy(event.key === "+" ? 1.25 : 0.8);
    else if (event.key in DEEDS && centre !== undefined) DEEDS[event.key](centre);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox], [type=range]), textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "Escape") {
      const menu = event.target.closest("details.menu[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
      else if (pathFrom !== null) endAsking();
      else if (typing) return;
      else if (panel.contains(document.activeElement)) canvas.focus();
      else select(null);
    }
  });
}
