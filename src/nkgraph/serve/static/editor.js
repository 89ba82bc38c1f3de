// The query editor: YASQE with this graph's prefixes, classes and properties.

// Completions come from this server alone: those of prefix.cc and LOV are left out.
function complete(name, from, terms) {
  Yasqe.forkAutocompleter(from, {
    name,
    bulk: true,
    autoShow: false,
    get: () => Promise.resolve(Object.keys(terms)),
  });
  return name;
}

export async function Editor(field, run) {
  const words = await (await fetch("/static/vocabulary.json")).json();
  const place = document.createElement("div");
  field.before(place);
  field.hidden = true;
  field.required = false;
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: () => "",
    createShortLink: undefined,
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: false,
    prefixCcApi: null,
    pluginButtons: undefined,
    autocompleters: [
      "variables",
      complete("our-classes", "class", words.classes),
      complete("our-properties", "property", words.properties),
    ],
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": (e) => e.autocomplete(), Tab: false, "Shift-Tab": false },
  });
  const known = editor.getPrefixesFromQuery.bind(editor);
  editor.getPrefixesFromQuery = () => ({ ...words.prefixes, ...known() });
  editor.getInputField().setAttribute("aria-label", "SPARQL");
  return editor;
}
