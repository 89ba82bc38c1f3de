// Taking away what is shown: pictures, and files for other programs.

const LARGEST = 8192;  // pixels on a side of a PNG; canvases end not far above

function shownNow() {
  return {
    nodes: [...drawn].sort((a, b) => a - b).map((id) => data.nodes[id]),
    edges: [...lines].sort((a, b) => a - b).map((id) => data.edges[id]),
    claims: data.claims.map((_, n) => n).filter(passes),
  };
}

async function pngOf(shown, title) {
  const { text, width, height } = svgOf(shown.nodes, shown.edges, title);
  const scale = Math.min(2, LARGEST / Math.max(width, height));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

const TAKEAWAYS = [
  ["png", "Picture (PNG)", "image/png", pngOf],
  ["svg", "Picture to scale and edit (SVG)", "image/svg+xml", (shown, title) => svgOf(shown.nodes, shown.edges, title).text],
  ["gexf", "Graph for Gephi (GEXF)", "application/xml", gexfOf],
  ["graphml", "Graph (GraphML)", "application/xml", graphmlOf],
  ["csv", "Claims (CSV)", "text/csv", csvOf],
  ["json", "Graph and claims (JSON)", "application/json", jsonOf],
];

async function takeAway([ending, , type, write]) {
  const made = await write(shownNow(), document.title);
  save(`network.${ending}`, type, made);
  say(`Saved as network.${ending}`);
}

function setUpTakeaway() {
  const menu = document.getElementById("take");
  const buttons = TAKEAWAYS.map((one) => {
    const button = make("button", { type: "button" }, one[1]);
    button.addEventListener("click", () => { menu.open = false; menu.querySelector("summary").focus(); takeAway(one); });
    return make("li", {}, button);
  });
  menu.append(make("ul", {}, ...buttons));
  document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) menu.open = false; });
}
