// An explanation is written where the finding stands: a field opens under the row, with earlier words to take over.
// What is typed stays until it is saved: the checks redraw their sentences around it.
export function startExplaining(table, saver, place) {
  for (const within of [table, place]) {
    within.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-explain]");
      if (opener && open(table, place, opener)) {
        event.preventDefault();
      }
    });
  }
  table.addEventListener("click", (event) => {
    const words = event.target.closest("form[data-explaining] [data-words]");
    if (words) {
      take(words.closest("form").querySelector("textarea"), words.dataset.words);
    }
  });
  table.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-explaining]");
    if (form) {
      event.preventDefault();
      keep(table, saver, form);
    }
  });
  table.addEventListener("reset", (event) => {
    const form = event.target.closest("form[data-explaining]");
    if (form) {
      event.preventDefault();
      drop(table, saver, form);
    }
  });
  // Words are saved when one leaves them, as in the panel.
  table.addEventListener("focusout", (event) => {
    const form = event.target.closest("form[data-explaining]");
    if (form && event.relatedTarget && !form.contains(event.relatedTarget)) {
      keep(table, saver, form);
    }
  });
  table.addEventListener("keydown", (event) => {
    const form = event.target.closest("form[data-explaining]");
    if (form && event.key === "Escape") {
      cellOf(table, form.dataset.cell)?.focus();
    } else if (form && event.key === "Enter" && event.ctrlKey) {
      keep(table, saver, form);
    } else if (event.key === "F2" && event.target.matches("input.cell")) {
      // Where a check asks for words, F2 leads to them; elsewhere to those in the panel.
      const opener = openerUnder(event.target.closest("tr"));
      if (opener && open(table, place, opener)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }
  });
  table.addEventListener("settled", (event) => {
    const { kind, words } = event.detail;
    const form = formOf(table, event.target.dataset.indicator);
    if (form && kind === "saved" && words && words.explanation === form.querySelector("textarea").value.trim()) {
      close(table, form, form.contains(document.activeElement));
    }
  });
}

function open(table, place, opener) {
  const key = opener.dataset.explain;
  const source = Array.from(place.querySelectorAll("template[data-explanation]")).find(
    (template) => template.dataset.explanation === key,
  );
  const cell = source && editable(table, source.dataset.cells.split(" "), rowAbove(opener));
  if (!cell) {
    return false;
  }
  const standing = formOf(table, cell.dataset.indicator);
  const form = standing || draw(cell, source);
  form.querySelector("textarea").focus();
  form.scrollIntoView({ block: "nearest" });
  return true;
}

function draw(cell, source) {
  const row = document.createElement("tr");
  row.className = "msg is-explaining";
  row.insertCell().className = "no";
  const box = row.insertCell();
  box.colSpan = cell.closest("tr").cells.length - 1;
  box.append(source.content.cloneNode(true));
  const form = box.querySelector("form");
  form.dataset.cell = cell.dataset.indicator;
  const field = form.querySelector("textarea");
  // Words that are written in the panel and wait there belong to the same cell.
  const panel = panelField(cell.dataset.indicator);
  field.value = panel?.value || field.value;
  field.defaultValue = field.value;
  lastBelow(cell.closest("tr")).after(row);
  cell.closest("tr").classList.add("has-msg");
  return form;
}

function keep(table, saver, form) {
  const field = form.querySelector("textarea");
  const cell = cellOf(table, form.dataset.cell);
  const words = field.value.trim();
  if (!cell || field.value === form.dataset.sent) {
    return;
  }
  if (field.value === field.defaultValue) {
    close(table, form, form.contains(document.activeElement));
    return;
  }
  form.dataset.sent = field.value;
  const panel = panelField(cell.dataset.indicator);
  if (panel) {
    panel.value = words;
    panel.defaultValue = words;
  }
  saver.changed(cell, { ...saver.words.get(cell), explanation: words });
}

// Words that were refused go no further; the number beside them is sent without them.
function drop(table, saver, form) {
  const cell = cellOf(table, form.dataset.cell);
  if (cell && form.dataset.sent !== undefined) {
    const panel = panelField(cell.dataset.indicator);
    if (panel) {
      panel.value = form.querySelector("textarea").defaultValue;
      panel.defaultValue = panel.value;
    }
    saver.words.delete(cell);
    saver.changed(cell);
  }
  close(table, form, true);
}

function close(table, form, isLeft) {
  const row = form.closest("tr");
  const above = rowAbove(row);
  row.remove();
  if (above && !above.nextElementSibling?.matches("tr.msg")) {
    above.classList.remove("has-msg");
  }
  if (isLeft) {
    cellOf(table, form.dataset.cell)?.focus();
  }
}

function take(field, words) {
  field.value = field.value.trim() ? `${field.value.trim()}；${words}` : words;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

// The cell that takes the words: that of the row it was asked under, else the first that can be written.
function editable(table, codes, row) {
  const own = row?.querySelector("input.cell");
  if (own && codes.includes(own.dataset.indicator)) {
    return own;
  }
  return codes.map((code) => cellOf(table, code)).find(Boolean);
}

function cellOf(table, indicator) {
  return Array.from(table.querySelectorAll("input.cell")).find((cell) => cell.dataset.indicator === indicator);
}

function formOf(table, indicator) {
  return Array.from(table.querySelectorAll("form[data-explaining]")).find((form) => form.dataset.cell === indicator);
}

function panelField(indicator) {
  const form = document.querySelector("#row-panel form[data-words]");
  return form?.dataset.words === indicator ? form.elements.explanation : null;
}

function rowAbove(element) {
  let row = element.closest("tr");
  while (row && !row.dataset.row) {
    row = row.previousElementSibling;
  }
  return row;
}

function openerUnder(row) {
  let below = row.nextElementSibling;
  while (below?.matches("tr.msg")) {
    const opener = below.querySelector("[data-explain]");
    if (opener) {
      return opener;
    }
    below = below.nextElementSibling;
  }
  return null;
}

function lastBelow(row) {
  let last = row;
  while (last.nextElementSibling?.matches("tr.msg")) {
    last = last.nextElementSibling;
  }
  return last;
}
