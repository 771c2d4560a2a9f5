// What was explained is printed in full under the table. Words that are saved while the page is open join it.
export function startSaid(table) {
  const list = table.querySelector("[data-saids]");
  if (!list) {
    return;
  }
  table.addEventListener("settled", (event) => {
    const { kind, words } = event.detail;
    if (kind !== "saved" || !words || typeof words.explanation !== "string") {
      return;
    }
    const indicator = event.target.dataset.indicator;
    for (const old of list.querySelectorAll("[data-said]")) {
      if (old.dataset.said === indicator) {
        old.remove();
      }
    }
    if (words.explanation.trim()) {
      put(table, list, indicator, words.explanation.trim());
    }
    list.hidden = !list.querySelector("[data-said]");
  });
}

// In the order of the rows.
function put(table, list, indicator, words) {
  const rows = Array.from(table.querySelectorAll("tr[data-row]"));
  const place = (code) => rows.findIndex((row) => row.dataset.row === code);
  const said = document.createElement("span");
  said.dataset.said = indicator;
  said.textContent = `${rows[place(indicator)].cells[0].textContent.trim()} 行，${words}`;
  const next = Array.from(list.querySelectorAll("[data-said]")).find((one) => place(one.dataset.said) > place(indicator));
  list.insertBefore(said, next || null);
}
