// A claim as a card: who says so, how sure, in which words, and what bears on it.

function quoteOf(claim) {
  const [before, marked, after, cutBefore, cutAfter] = claim.quote;
  return make(
    "blockquote", {},
    (cutBefore ? "… " : "") + before, make("mark", {}, marked), after + (cutAfter ? " …" : ""),
  );
}

function articleOf(claim, { short = false } = {}) {
  const article = data.articles[claim.article];
  const line = make("p", { class: "from" });
  const title = words(article.title);
  line.append(
    article.link
      ? make("a", { href: article.source, rel: "noopener noreferrer", target: "_blank" }, title)
      : title,
  );
  if (article.outlet) line.append(" · ", words(article.outlet));
  line.append(" · ", make("span", { class: "date" }, words(article.published || "undated")));
  if (!short && !article.link) line.append(" · ", words(article.source));
  return line;
}

// What is pressed to go to another claim.
function wayTo(number, text) {
  const button = make("button", { type: "button" }, words(text));
  button.addEventListener("click", () => select({ kind: "claim", id: number }));
  return button;
}

// What bears on a claim: contradictions first, each with its reason, and a way to the other claim.
function bearingsOf(claim, { wanted = () => true, way = wayTo } = {}) {
  const list = make("ul", { class: "bears" });
  for (const link of (claim.links || []).filter(wanted)) {
    const other = data.claims[link.claim];
    list.append(make(
      "li", {}, make("strong", { class: link.is === "contradicts" ? "against" : "" }, link.is), " ", way(link.claim, `${other.who}: ${other.figure || other.what}`),
      make("small", {}, words(link.why)),
    ));
  }
  return list.children.length ? [list] : [];
}

// A footnote: the words, who says them, article, outlet, date, place, claim.
function citation(claim) {
  const article = data.articles[claim.article];
  return [
    `“${claim.quote[1].split(/\s+/).filter(Boolean).join(" ")}”`, `(${claim.who}; ${claim.sure})`, `${article.title},`,
    `${article.outlet || article.source},`, `${article.published || "undated"},`,
    `${article.source}, characters ${claim.at[0]}–${claim.at[1]}.`, `<${claim.id}>`,
  ].join(" ");
}

function claimCard(number, chosen) {
  const claim = data.claims[number];
  const list = make("dl");
  pair(list, "Says", make("span", {}, words(claim.who)), claim.cue ? words(` (“${claim.cue}”)`) : "");
  pair(list, "What", words(claim.what));
  if (claim.figure) pair(list, "Figure", make("strong", {}, words(claim.figure)));
  pair(list, "How sure", make("span", { class: `badge ${claim.belief}` }, claim.sure));
  if (claim.when) pair(list, "When", words(claim.when));
  const cite = make("button", { type: "button" }, "Copy as citation");
  cite.addEventListener("click", () => copy(citation(claim), cite));
  const link = make("button", { type: "button" }, "Copy link");
  link.addEventListener("click", () => {
    copy(`${location.href.split("#")[0]}#${fragment({ kind: "claim", id: number })}`, link);
  });
  return make(
    "article", { class: chosen ? "claim chosen" : "claim", "aria-label": `Claim by ${claim.who}` },
    list, quoteOf(claim), articleOf(claim), ...bearingsOf(claim), make("div", { class: "row" }, cite, link),
  );
}
