// 全部, 只看未填, 只看有问题. Which rows are shown is settled when the button is pressed: a row that is just being
// filled does not slip away under the cursor. Print shows all of them.
const MEANS = {
  "": () => true,
  empty: (row) => row.querySelector("td.fill.is-empty input.cell") !== null,
  trouble: (row) =>
    Boolean(row.nextElementSibling?.matches("tr.msg")) ||
    row.querySelector("td.is-invalid, td.is-conflict, td.is-returned, td.is-waiting, .st--back") !== null,
};

export function startFilters(table) {
  const group = document.querySelector("[data-filters]");
  if (!group) {
    return;
  }
  group.hidden = false;
  // Sentences that are drawn later stand or hide with their row.
  new MutationObserver(() => follow(table)).observe(table.tBodies[0], { childList: true });
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-filter]");
    if (!button) {
      return;
    }
    for (const other of group.querySelectorAll("[data-filter]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    filter(table, MEANS[button.dataset.filter]);
    const first = Array.from(table.querySelectorAll("tr[data-row]:not(.is-out) input.cell"))[0];
    if (button.dataset.filter && first) {
      first.focus();
      first.select();
    }
  });
}

function filter(table, isShown) {
  let heading = null;
  for (const row of table.tBodies[0].rows) {
    if (row.matches(".group")) {
      heading = row;
      heading.classList.toggle("is-out", isShown !== MEANS[""]);
    } else if (row.dataset.row) {
      const shown = isShown(row);
      row.classList.toggle("is-out", !shown);
      if (shown) {
        heading?.classList.remove("is-out");
      }
    }
  }
  follow(table);
}

function follow(table) {
  for (const message of table.querySelectorAll("tr.msg")) {
    message.classList.toggle("is-out", Boolean(message.previousElementSibling?.matches(".is-out")));
  }
}
