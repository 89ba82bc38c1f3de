// The side: what is said of the selection, by whom, in which words.

const SHOWN_CLAIMS = 60;

function cards(place, heading, claims, chosen) {
  const shown = claims.filter((n) => passes(n) || n === chosen);
  const hiding = claims.length - shown.length;
  if (heading) place.append(make("h3", {}, `${heading} (${shown.length})`));
  if (hiding) place.append(make("p", { class: "about" }, `${count(hiding, "claim", "claims")} hidden by filters.`));
  const more = (from) => {
    for (const n of shown.slice(from, from + SHOWN_CLAIMS)) place.append(claimCard(n, n === chosen));
    if (shown.length <= from + SHOWN_CLAIMS) return;
    const button = make("button", { type: "button" }, `${shown.length - from - SHOWN_CLAIMS} more`);
    button.addEventListener("click", () => { button.remove(); more(from + SHOWN_CLAIMS); });
    place.append(button);
  };
  more(0);
}

function sourcesLine(claims) {
  const told = claims.map((n) => data.claims[n]);
  const articles = new Set(told.map((claim) => claim.article)).size;
  return `${count(claims.length, "claim", "claims")} in ${count(articles, "article", "articles")}, from `
    + count(sourcesAmong(claims), "independent source", "independent sources");
}

function eventHead(panel, id) {
  const event = data.events[id];
  const when = [...new Set(claimsOf[id].map((n) => data.claims[n].when).filter(Boolean))].join(", or ");
  panel.append(
    make("h2", {}, icon("event", event.status), " ", words(event.label)),
    make("p", { class: "about" }, words([
      data.types[event.type], when || "time not given", `${event.status} ${data.symbols[event.status]}`.trim(),
    ].join(" · "))),
    make("p", { class: "about" }, sourcesLine(claimsOf[id])),
  );
}

// Actors of the shown claims, as filters.
function takingPart(panel, claims) {
  const list = make("ul", { class: "near" });
  const counts = tally(claims.flatMap((n) => data.claims[n].actors));
  for (const [id] of [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12)) {
    const actor = data.actors[id];
    const button = make("button", { type: "button", title: "Show only what concerns it" }, icon(actor.kind), words(actor.label), make("small", {}, "only"));
    button.addEventListener("click", () => { only.actor = id; refresh(); });
    list.append(make("li", {}, button));
  }
  panel.append(make("h3", {}, "Who is in it"), list);
}

function startPanel(panel) {
  panel.append(make("h2", {}, "Pick something"), make("p", { class: "about" }, view.invitation), make("h3", {}, "Most told"));
  const list = make("ul", { class: "near" });
  const ranked = data.events.map((_, id) => id).filter((id) => claimsOf[id].some(passes))
    .sort((a, b) => sourcesOf[b] - sourcesOf[a] || claimsOf[b].length - claimsOf[a].length || a - b);
  for (const id of ranked.slice(0, 8)) {
    const told = claimsOf[id].map((n) => data.claims[n]);
    const more = ["when", "figure"].map((name) => told.map((claim) => claim[name]).find(Boolean)).filter(Boolean).join(" · ");
    const button = make(
      "button", { type: "button" }, icon("event", data.events[id].status),
      make("span", {}, words(data.events[id].label), more ? make("span", { class: "more" }, words(more)) : ""),
      make("small", {}, count(sourcesOf[id], "source", "sources")),
    );
    button.addEventListener("click", () => select({ kind: "event", id }));
    list.append(make("li", {}, button));
  }
  panel.append(list);
}

function fillPanel(what) {
  const panel = document.getElementById("panel");
  if (!panel) return;
  panel.replaceChildren();
  panel.scrollTop = 0;
  if (!what) {
    startPanel(panel);
    return;
  }
  if (what.kind === "group") {
    panel.append(make("h2", {}, words(what.title)), make("p", { class: "about" }, sourcesLine(what.claims)));
    cards(panel, "Claims", what.claims);
    return;
  }
  const id = centreOf(what);
  eventHead(panel, id);
  const chosen = what.kind === "claim" ? what.id : undefined;
  if (chosen !== undefined) panel.append(claimCard(chosen, true));
  cards(panel, chosen === undefined ? "What is said of it" : "Also said of it", claimsOf[id].filter((n) => n !== chosen));
  takingPart(panel, claimsOf[id]);
}
