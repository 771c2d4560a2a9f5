// A step of the sheet waits for the cells: what was typed is saved first, and a cell that is refused stops it.
const LOOK_AGAIN = 100;

export function startLeaving(table, saver) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-after-saving]") || !saver.isBusy) {
      return;
    }
    event.preventDefault();
    const action = form.getAttribute("action");
    const { name, value } = event.submitter || {};
    const timer = setInterval(() => {
      if (saver.isBusy) {
        return;
      }
      clearInterval(timer);
      const refused = table.querySelector("td.is-invalid input.cell, td.is-conflict input.cell");
      if (refused) {
        refused.focus();
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
}
