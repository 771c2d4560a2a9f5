// The sheet: keyboard, tidy numbers, saving cell by cell, many cells at once, what is said under a row, the current row.
import { startBulk } from "./bulk.js";
import { startChecks } from "./checks.js";
import { startAtFirst, startCurrent } from "./current.js";
import { startExplaining } from "./explaining.js";
import { startFilters } from "./filters.js";
import { startKeyboard } from "./keyboard.js";
import { startLeaving } from "./leaving.js";
import { tidy } from "./numbers.js";
import { startSaid } from "./said.js";
import { Saver } from "./saving.js";
import { startWords } from "./words.js";

const table = document.querySelector("table.grid[data-url]");

if (table) {
  const saver = new Saver(table);
  startKeyboard(table);
  startCurrent(table);
  const checks = startChecks(table);
  if (checks) {
    // Before the words of the panel: F2 goes to whatever asks for an explanation.
    startExplaining(table, saver, checks);
  }
  startWords(table, saver);
  startLeaving(table, saver);
  startBulk(table, saver);
  startSaid(table);
  startFilters(table);
  // Kept on focus, so that only a cell that was really changed is sent.
  table.addEventListener("focusin", (event) => {
    if (event.target.matches("input.cell")) {
      event.target.dataset.before = event.target.value;
    }
  });
  table.addEventListener("focusout", (event) => {
    const cell = event.target;
    if (!cell.matches("input.cell")) {
      return;
    }
    cell.value = tidy(cell.value, cell.dataset.unit || "");
    if (cell.value !== cell.dataset.before) {
      saver.changed(cell);
    }
  });
  startAtFirst(table);
} else {
  // A sheet that is only read still tells about the row one clicks.
  for (const read of document.querySelectorAll("table.grid[data-read]")) {
    startCurrent(read)(read.querySelector("tr[data-row]"));
    startFilters(read);
  }
}
