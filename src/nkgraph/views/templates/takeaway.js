// What is shown, as files: the claims that pass as CSV and JSON, the drawing as SVG and PNG.

const TAKEN = [
  ["claim", (c) => c.id], ["event", (c) => data.events[c.event].iri], ["type", (c) => c.type],
  ["what", (c) => c.what], ["who", (c) => c.who],
  ["claimants", (c) => c.by.map((n) => data.actors[n].label).join("; ")],
  ["via", (c) => c.via.map((n) => data.actors[n].label).join("; ")],
  ["rests_on", (c) => data.origins[c.origin]], ["sources_of_event", (c) => sourcesOf[c.event]],
  ["modality", (c) => c.modality], ["denied", (c) => (c.belief === "denied" ? "true" : "false")],
  ["figure", (c) => c.figure], ["number", (c) => c.amount],
  ["time", (c) => c.edtf], ["earliest", (c) => c.from], ["latest", (c) => c.to],
  ["words", (c) => c.quote[1]], ["title", (c) => data.articles[c.article].title],
  ["outlet", (c) => data.articles[c.article].outlet], ["published", (c) => data.articles[c.article].published],
  ["source", (c) => data.articles[c.article].source],
];

const fileName = (end) => `${fold(document.title).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "claims"}.${end}`;

function takenClaims() {
  return [...passing].map((number) => {
    const claim = data.claims[number];
    const plain = Object.fromEntries(TAKEN.map(([name, value]) => [name, value(claim) ?? null]));
    const bears = claim.links.map((link) => ({ relation: link.is, claim: data.claims[link.claim].id, why: link.why }));
    return { ...plain, sentence: claim.quote.slice(0, 3).join(""), bears };
  });
}

function setUpSaving() {
  const place = document.getElementById("save");
  const kinds = {
    CSV: () => save(fileName("csv"), "text/csv", csv(TAKEN, [...passing].map((n) => data.claims[n]))),
    JSON: () => save(fileName("json"), "application/json", JSON.stringify(takenClaims(), null, 1)),
    ...view.files,
  };
  for (const [name, run] of Object.entries(kinds)) {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", run);
    place.append(button);
  }
}
