// Taking away: files made in the page, of what is shown.

// A cell that a spreadsheet would read as a formula begins with an apostrophe; -5 is none.
const FORMULA = /^[=+\-@\t\r\n]/;
const NUMBER = /^[+-]\d*\.?\d*$/;

function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = FORMULA.test(text) && !(NUMBER.test(text) && /\d/.test(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// Rows as RFC 4180 wants them; `columns` are [name, value of a row].
const csv = (columns, rows) => [columns.map(([name]) => cell(name)), ...rows.map((row) => columns.map(([, value]) => cell(value(row))))]
  .map((cells) => `${cells.join(",")}\r\n`).join("");

function save(name, type, ...parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A drawing as a file of its own: what the page's style says of it is written into it.
const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity",
  "font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline", "paint-order"];

function drawing(...parts) {
  const sizes = parts.map((svg) => svg.getBoundingClientRect());
  const whole = draw("svg", { xmlns: "http://www.w3.org/2000/svg", width: Math.max(...sizes.map((s) => s.width)), height: sizes.reduce((sum, s) => sum + s.height, 0) });
  whole.append(draw("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor }));
  let y = 0;
  parts.forEach((svg, at) => {
    const copied = svg.cloneNode(true);
    const originals = [svg, ...svg.querySelectorAll("*")];
    [copied, ...copied.querySelectorAll("*")].forEach((element, n) => {
      const style = getComputedStyle(originals[n]);
      for (const name of DRAWN) element.setAttribute(name, style.getPropertyValue(name));
      element.removeAttribute("style");
      element.removeAttribute("class");
    });
    copied.setAttribute("y", y);
    copied.setAttribute("width", sizes[at].width);
    copied.setAttribute("height", sizes[at].height);
    whole.append(copied);
    y += sizes[at].height;
  });
  return whole;
}

const written = (svg) => new XMLSerializer().serializeToString(svg);

function saveSvg(name, ...parts) {
  save(name, "image/svg+xml", written(drawing(...parts)));
}

async function savePng(name, ...parts) {
  const whole = drawing(...parts);
  const [width, height] = ["width", "height"].map((side) => Number(whole.getAttribute(side)));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(whole))}`;
  await picture.decode();
  const canvas = make("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(name, "image/png", blob));
}
