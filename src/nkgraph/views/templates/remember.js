// The address after # is kept as `fragment(selection)` of the page says.

const OFTEN = 30;  // times in five seconds: browsers refuse to change an address much more often
let remembered = [];
let later = null;

function remember() {
  clearTimeout(later);
  remembered = remembered.filter((then) => performance.now() - then < 5000);
  if (remembered.length >= OFTEN) {
    later = setTimeout(remember, 300);
    return;
  }
  remembered.push(performance.now());
  const hash = fragment(selection);
  try {
    history.replaceState(null, "", hash ? `#${hash}` : "#");
  } catch {
    // a page inside a frame has no address of its own
  }
}
