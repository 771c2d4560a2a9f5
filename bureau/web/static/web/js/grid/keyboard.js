// Enter and ↓ go down the column, Shift+Enter and ↑ up, Home and End (with Ctrl) to its ends; Tab is the browser's.
// Nothing happens while an input method is composing.
export function startKeyboard(table) {
  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.cell") || event.isComposing || event.keyCode === 229) {
      return;
    }
    const target = destination(table, cell, event);
    if (target) {
      event.preventDefault();
      enter(target);
    }
  });
}

function destination(table, cell, event) {
  if (event.altKey || event.metaKey) {
    return null;
  }
  // Rows that a filter took out of sight are passed over.
  const cells = Array.from(table.querySelectorAll("tr:not(.is-out) input.cell:not([disabled]):not([readonly])"));
  const at = cells.indexOf(cell);
  switch (event.key) {
    case "Enter":
      return cells[at + (event.shiftKey ? -1 : 1)] || cell;
    case "ArrowDown":
      return cells[at + 1] || cell;
    case "ArrowUp":
      return cells[at - 1] || cell;
    case "Home":
      return event.ctrlKey ? cells[0] : null;
    case "End":
      return event.ctrlKey ? cells[cells.length - 1] : null;
    default:
      return null;
  }
}

function enter(cell) {
  if (cell === document.activeElement) {
    // At the end of the column Enter still leaves the cell, so that it is saved.
    cell.blur();
  }
  cell.focus();
  cell.select();
  cell.scrollIntoView({ block: "nearest" });
}
