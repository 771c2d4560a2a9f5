// Explanation and note of a cell: written in the panel, saved together with what stands in the cell.
export function startWords(table, saver) {
  const panel = document.getElementById("row-panel");
  if (!panel) {
    return;
  }
  // Words are saved when one leaves them, by the button or by going anywhere else.
  function keep(form) {
    const cell = cellOf(table, form.dataset.words);
    const fields = [form.elements.explanation, form.elements.note];
    if (cell && fields.some((field) => field.value !== field.defaultValue)) {
      saver.changed(cell, { explanation: fields[0].value, note: fields[1].value });
      fields.forEach((field) => {
        field.defaultValue = field.value;
      });
    }
    return cell;
  }

  panel.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-words]");
    const cell = form && keep(form);
    if (cell) {
      event.preventDefault();
      cell.focus();
    }
  });
  // 沿用: last month's words become this month's, to be looked at before they are saved.
  panel.addEventListener("click", (event) => {
    const again = event.target.closest("[data-again]");
    const field = again && panel.querySelector(`form[data-words] textarea[name="${again.dataset.again}"]`);
    if (field) {
      field.value = field.value ? `${field.value}；${again.dataset.text}` : again.dataset.text;
      field.focus();
    }
  });
  panel.addEventListener("focusout", (event) => {
    const form = event.target.closest("form[data-words]");
    if (form && !form.contains(event.relatedTarget)) {
      keep(form);
    }
  });
  // The panel is drawn from what is stored; words that could not be saved yet are put back into it.
  panel.addEventListener("drawn", () => {
    for (const again of panel.querySelectorAll("[data-again]")) {
      again.hidden = false;
    }
    const form = panel.querySelector("form[data-words]");
    const waiting = form && saver.words.get(cellOf(table, form.dataset.words));
    if (waiting) {
      for (const [name, text] of Object.entries(waiting)) {
        form.elements[name].value = text;
        form.elements[name].defaultValue = text;
      }
    }
  });
  // F2 goes from the cell to its explanation, Escape back.
  table.addEventListener("keydown", (event) => {
    if (event.key === "F2" && event.target.matches("input.cell")) {
      const words = panel.querySelector("form[data-words] textarea");
      if (words) {
        event.preventDefault();
        words.focus();
      }
    }
  });
  panel.addEventListener("keydown", (event) => {
    const form = event.target.closest("form[data-words]");
    if (event.key === "Escape" && form) {
      cellOf(table, form.dataset.words)?.focus();
    }
  });
}

function cellOf(table, indicator) {
  const cells = Array.from(table.querySelectorAll("input.cell"));
  // In a matrix all rows have the same indicator; the panel speaks of the current one.
  const current = table.querySelector("tr.is-current input.cell");
  return current?.dataset.indicator === indicator ? current : cells.find((cell) => cell.dataset.indicator === indicator);
}
