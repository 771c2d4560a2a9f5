// A matrix of boxes: tick a whole row or a whole column. Without scripts the boxes are ticked one by one.

const table = document.querySelector("[data-matrix]");

function turn(boxes) {
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) {
    box.checked = !all;
  }
  count();
}

function count() {
  for (const row of table.tBodies[0].rows) {
    if (!row.classList.contains("group")) {
      row.lastElementChild.textContent = row.querySelectorAll("input:checked").length;
    }
  }
}

if (table) {
  for (const button of table.querySelectorAll("[data-row], [data-column]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const rows = "row" in button.dataset ? [button.closest("tr")] : [...table.tBodies[0].rows];
      const cells = rows
        .filter((row) => !row.classList.contains("group"))
        .flatMap((row) => ("row" in button.dataset ? [...row.cells] : [row.cells[Number(button.dataset.column) + 1]]));
      turn(cells.map((cell) => cell.querySelector("input")).filter(Boolean));
    });
  }
  table.addEventListener("change", count);
}
