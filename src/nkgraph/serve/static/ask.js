// Makes the query field an editor with completion, and lets answers be seen as charts and graphs.
// Without this file forms and tables work as they are.
import { Editor } from "/static/editor.js";
import { draw, enhance } from "/static/answers.js";

const form = document.getElementById("ask");
const field = document.getElementById("query");
const said = document.getElementById("said");
const live = document.getElementById("live");
const answer = document.getElementById("answer");

if (form) {
  const editor = typeof Yasqe === "undefined" ? null : Editor(field, () => form.requestSubmit());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (editor) field.value = editor.getValue();
    said.textContent = "running …";
    const address = `/query?${new URLSearchParams({ query: field.value })}`;
    live.hidden = false;
    answer?.remove();
    said.textContent = await draw(live, address);
  });
  const details = form.closest("details");
  details?.addEventListener("toggle", () => editor?.refresh());
}
if (answer) await enhance(answer, answer.dataset.source);
document.documentElement.dataset.ready = "true";
