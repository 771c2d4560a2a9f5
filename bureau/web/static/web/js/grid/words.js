// Explanation and note of a cell: written in the panel, saved together with what stands in the cell.
export function startWords(table, saver) {
  const panel = document.getElementById("row-panel");
  if (!panel) {
    return;
  }
  panel.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-words]");
    const cell = form && cellOf(table, form.dataset.words);
    if (!cell) {
      return;
    }
    event.preventDefault();
    saver.changed(cell, { explanation: form.elements.explanation.value, note: form.elements.note.value });
    cell.focus();
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
  return Array.from(table.querySelectorAll("input.cell")).find((cell) => cell.dataset.indicator === indicator);
}
