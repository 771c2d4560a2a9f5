// A step of the sheet waits for the cells: what was typed is saved first, and a cell that is not saved stops it.
import { nameOf } from "./messages.js";

const LOOK_AGAIN = 100;

export function startLeaving(table, saver) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-after-saving]")) {
      return;
    }
    if (!saver.isBusy) {
      if (refuse(table, saver, event.submitter)) {
        event.preventDefault();
      }
      return;
    }
    event.preventDefault();
    const action = form.getAttribute("action");
    const { name, value } = event.submitter || {};
    const timer = setInterval(() => {
      if (saver.isBusy && !saver.isStuck) {
        return;
      }
      clearInterval(timer);
      if (refuse(table, saver, event.submitter)) {
        return;
      }
      // The bar was redrawn by the save, so this is a new form.
      const fresh = document.querySelector(`form[data-after-saving][action="${action}"]`);
      const pressed = name && fresh && Array.from(fresh.elements).find((one) => one.name === name && one.value === value);
      if (pressed) {
        fresh.requestSubmit(pressed);
      } else {
        fresh?.submit();
      }
    }, LOOK_AGAIN);
  });

  window.addEventListener("beforeunload", (event) => {
    const open = document.activeElement?.closest("input.cell");
    const isTyping = Boolean(open) && open.value !== open.dataset.before;
    // What was refused stands on this page and nowhere else.
    const isKept = Array.from(unsaved(table)).every((cell) => cell.value === cell.defaultValue);
    if (saver.isBusy || saver.words.size > 0 || isTyping || !isKept || hasOpenWords()) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
}

function unsaved(table) {
  return table.querySelectorAll("td.is-invalid input.cell, td.is-conflict input.cell, td.is-waiting input.cell");
}

// Text in the panel or under a row that was typed and has not been sent to its cell yet.
function hasOpenWords() {
  const fields = document.querySelectorAll("#row-panel form[data-words] textarea, form[data-explaining] textarea");
  return Array.from(fields).some((field) => field.value !== field.defaultValue);
}

// True when a cell is not saved: it is named at the top of the page and has the cursor.
function refuse(table, saver, button) {
  const cells = Array.from(unsaved(table));
  const kept = cells.length > 0 ? cells : Array.from(saver.words.keys());
  if (kept.length === 0) {
    return false;
  }
  const names = kept.slice(0, 3).map((cell) => `“${nameOf(cell.closest("tr"))}”`);
  const more = kept.length > 3 ? `等 ${kept.length} 格` : "";
  const step = button ? `再按“${button.textContent.trim()}”` : "再继续";
  tell(`${names.join("、")}${more}还没有保存，请先按行下的提示处理，${step}。`);
  kept[0].focus();
  kept[0].scrollIntoView({ block: "center" });
  return true;
}

function tell(sentence) {
  const list = document.getElementById("messages");
  if (list) {
    const line = document.createElement("li");
    line.className = "is-error";
    line.textContent = sentence;
    list.textContent = "";
    list.append(line);
  }
}
