// The query editor: YASQE with this graph's prefixes, classes and properties.
import { classes, prefixes, properties } from "/static/names.js";

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

export function Editor(field, run) {
  const place = document.createElement("div");
  field.before(place);
  field.hidden = true;
  field.required = false;
  // Set here because a list among the options would only replace the beginning of this one.
  Yasqe.defaults.autocompleters = [
    "variables",
    complete("our-classes", "class", classes),
    complete("our-properties", "property", properties),
  ];
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: false,
    prefixCcApi: null,
    pluginButtons: undefined,
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": (e) => e.autocomplete(), Tab: false, "Shift-Tab": false },
  });
  const mode = editor.getMode(); // our prefixes need no declaration
  const begin = mode.startState;
  mode.startState = (...given) => ({ ...begin(...given), prefixes: { ...prefixes } });
  editor.setValue(editor.getValue());
  place.querySelector(".yasqe_buttons")?.remove(); // sharing is the address of /ask
  editor.getInputField().setAttribute("aria-label", "SPARQL");
  return editor;
}
