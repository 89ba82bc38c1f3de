// How IRIs are shortened, and where this server tells of them.
const words = await (await fetch("/static/vocabulary.json")).json();

export const prefixes = words.prefixes;
export const classes = words.classes;
export const properties = words.properties;

const BASE = document.documentElement.dataset.base;

export function here(iri) {
  const rest = iri.slice(BASE.length);
  if (iri.startsWith(BASE) && rest && !/[?#]/.test(rest)) return `/id/${rest}`;
  return `/iri?iri=${encodeURIComponent(iri)}`;
}

export function short(iri) {
  if (iri.startsWith(BASE)) return iri.slice(BASE.length);
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const rest = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && !rest.includes("/")) return `${prefix}:${rest}`;
  }
  return iri;
}

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// An element with attributes and children; words are never read as markup.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
