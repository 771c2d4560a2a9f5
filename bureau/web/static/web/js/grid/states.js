// The states of a cell that change while it is being filled; what the server said of it (derived, locked) stays.
const STATES = ["is-saving", "is-saved", "is-waiting", "is-invalid", "is-conflict"];

export function show(cell, state) {
  const box = cell.closest("td");
  box.classList.remove(...STATES);
  if (state) {
    box.classList.add(`is-${state}`);
  }
  if (state === "saved") {
    box.classList.remove("is-returned");
  }
  box.classList.toggle("is-empty", cell.value.trim() === "");
  if (state === "invalid") {
    cell.setAttribute("aria-invalid", "true");
  } else {
    cell.removeAttribute("aria-invalid");
  }
}
