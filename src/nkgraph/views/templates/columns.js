// Columns: rows whose texts stand once in the page, made rows again; see columns.py.

function rowsOf({ texts, lists, values }, words) {
  const columns = [
    ...Object.entries(texts).map(([name, column]) => [name, (n) => (column[n] === null ? undefined : words[column[n]])]),
    ...Object.entries(lists).map(([name, column]) => [name, (n) => column[n].map((at) => words[at])]),
    ...Object.entries(values).map(([name, column]) => [name, (n) => column[n] ?? undefined]),
  ];
  const [first] = [texts, lists, values].flatMap((group) => Object.values(group));
  return Array.from(first || [], (_, n) => {
    const row = {};
    for (const [name, value] of columns) row[name] = value(n);
    return row;
  });
}

// The page's data: claims with their words, their bearings, and two scenes over them.
function unpacked(data) {
  const { base, texts } = data;
  data.claims = rowsOf(data.claims, texts);
  for (const claim of data.claims) {
    const { sentence, marked: [from, to], cut } = claim;
    claim.id = base + claim.id;
    claim.quote = [sentence.slice(0, from), sentence.slice(from, to), sentence.slice(to), cut & 1, cut & 2];
    claim.links = [];
  }
  for (const { of, ...link } of rowsOf(data.links, texts)) data.claims[of].links.push(link);
  for (const name of ["states", "exact"]) {
    const scene = data.scenes[name];
    if (!scene) continue;
    const own = rowsOf(scene.own, texts).map((node) => ({ ...node, iri: base + node.iri })).values();
    scene.nodes = scene.as ? scene.as.map((at) => (at === null ? own.next().value : { ...data.scenes.states.nodes[at] })) : [...own];
    scene.edges = rowsOf(scene.edges, texts);
  }
  data.scenes.exact ??= data.scenes.states;
  return data;
}
