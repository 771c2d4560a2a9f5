// Review: a cell is returned in place, under its row; usual reasons are one click.
import { startCurrent } from "./current.js";

const table = document.querySelector("table[data-review]");

if (table) {
  startCurrent(table)(table.querySelector("tr.is-open[data-row]") || table.querySelector("tr[data-row]"));
  table.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-return]");
    if (opener) {
      event.preventDefault();
      toggle(opener);
      return;
    }
    const reason = event.target.closest("[data-reason]");
    if (reason) {
      const words = reason.closest("tr").querySelector("textarea");
      words.value = words.value ? `${words.value}；${reason.dataset.reason}` : reason.dataset.reason;
      words.focus();
    }
  });
}

function toggle(opener) {
  const row = opener.closest("tr");
  const box = document.getElementById(`box-${opener.dataset.return}`);
  const isOpening = box.hidden;
  box.hidden = !isOpening;
  row.classList.toggle("is-open", isOpening);
  opener.textContent = isOpening ? "不退了" : "退回此格";
  const words = box.querySelector("textarea");
  if (isOpening) {
    words.focus();
  } else {
    words.value = "";
  }
}
