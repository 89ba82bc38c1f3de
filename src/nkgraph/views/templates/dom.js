// The page's elements: text is only ever text.
"use strict";

// An element with text and children; text is only ever text.
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A stranger's words: isolated, so that right-to-left tricks end where they began.
const words = (text) => make("bdi", {}, text);

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function tally(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) || 0) + 1);
  return counts;
}

const byCount = ([a, n], [b, m]) => m - n || (a < b ? -1 : 1);

function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

function pair(list, name, ...value) {
  list.append(make("dt", {}, name), make("dd", {}, ...value));
}

async function copy(text, button) {
  const said = button.textContent;
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
  }
  button.textContent = done ? "Copied" : "Could not copy";
  setTimeout(() => { button.textContent = said; }, 1500);
}

// An element of a drawing; what is undefined is left out.
function draw(tag, properties = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A stranger's words in a drawing, which cannot isolate them: what reorders, hides or breaks text is dropped.
const flat = (text) => text.slice(0, 400).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, " ").trim();

const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

// Call when an element has got another width; in a frame of its own, as what is then drawn may
// change the width again.
function onWidth(element, run) {
  let known = element.clientWidth;
  new ResizeObserver(() => requestAnimationFrame(() => {
    if (element.clientWidth === known) return;
    known = element.clientWidth;
    run();
  })).observe(element);
}
