// Makes the query field an editor with completion, and answers tables, charts and graphs.
// Without this file, or without the editor's own, forms and tables work as they are.
import { Editor } from "/static/editor.js";
import { draw } from "/static/answers.js";

const form = document.getElementById("ask");
const field = document.getElementById("query");
const said = document.getElementById("said");
const live = document.getElementById("live");
const answer = document.getElementById("answer");

if (typeof Yasqe !== "undefined" && form) {
  const editor = await Editor(field, () => form.requestSubmit());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    field.value = editor.getValue();
    said.textContent = "running …";
    const address = `/query?${new URLSearchParams({ query: field.value })}`;
    live.hidden = false;
    answer?.remove();
    said.textContent = await draw(live, address);
  });
  const details = form.closest("details");
  details?.addEventListener("toggle", () => editor.refresh());
}
if (typeof Yasr !== "undefined" && answer) await draw(answer, answer.dataset.source);
document.documentElement.dataset.ready = "true";
