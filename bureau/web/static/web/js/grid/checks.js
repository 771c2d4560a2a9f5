// The checks (审核关系) while one types: what stands in the cells is sent, the panel and the sentences under the rows
// come back. Nothing is saved by it; without an answer the last one stays.
const PAUSE = 400;

export function startChecks(table) {
  const place = document.querySelector("[data-checks]");
  if (!place) {
    return null;
  }
  let timer = null;
  let request = null;
  let near = "";
  let against = null;

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  async function look() {
    request?.abort();
    request = new AbortController();
    const query = new URLSearchParams({ basis: table.dataset.basis || "month", near });
    const answer = await ask(`${place.dataset.checks}?${query}`, typed(table), request.signal);
    if (answer) {
      place.innerHTML = answer.panel;
      tell(table, answer.rows);
      against = answer.against;
      hold(against);
    }
  }

  table.addEventListener("input", (event) => {
    if (event.target.matches("input.cell")) {
      near = event.target.dataset.indicator;
      soon();
    }
  });
  // A saved cell has another version: its explanation or another hand's number may have changed as well.
  new MutationObserver(soon).observe(table, { attributes: true, subtree: true, attributeFilter: ["data-version"] });
  // The bar is redrawn by a save, which knows nothing of the checks.
  document.addEventListener("bar", () => against !== null && hold(against));
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a.go[data-cells]:not([data-explain])");
    const cell = link && first(table, link.dataset.cells.split(" "));
    if (cell) {
      event.preventDefault();
      cell.focus();
      cell.scrollIntoView({ block: "center" });
    }
  });
  // A number that is offered is written into its cell as if it were typed, and saved when the cell is left.
  table.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-put]");
    const cell = offer && first(table, [offer.dataset.into]);
    if (cell) {
      cell.focus();
      cell.value = offer.dataset.put;
      cell.select();
      cell.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  // The page brings the panel; the sentences under the rows are drawn here.
  look();
  return place;
}

// What stops submission is said beside its button.
function hold(against) {
  const told = document.querySelector("[data-holds]");
  if (!told) {
    return;
  }
  const parts = [against, told.dataset.missing].filter(Boolean);
  told.hidden = parts.length === 0;
  told.textContent = parts.length > 0 ? `还有 ${parts.join("、")}，暂不能提交` : "";
  for (const button of document.querySelectorAll(".submitbar form[data-after-saving] button")) {
    button.disabled = parts.length > 0;
  }
}

function first(table, codes) {
  const cells = Array.from(table.querySelectorAll("input.cell"));
  return codes.map((code) => cells.find((cell) => cell.dataset.indicator === code)).find(Boolean);
}

function typed(table) {
  return Array.from(table.querySelectorAll("input.cell"), (cell) => ({
    indicator: cell.dataset.indicator,
    value: cell.value,
  }));
}

async function ask(url, cells, signal) {
  try {
    const response = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]')?.content || "",
      },
      body: JSON.stringify(cells),
      signal,
    });
    return response.ok ? await response.json() : null;
  } catch (error) {
    // A newer look replaces an older one, and a dead network is told by the cells that cannot be saved.
    if (error.name === "AbortError" || error instanceof TypeError) {
      return null;
    }
    throw error;
  }
}

function tell(table, rows) {
  for (const stale of table.querySelectorAll("tr.is-check")) {
    stale.remove();
  }
  for (const marked of table.querySelectorAll("td.is-against, td.is-asked")) {
    marked.classList.remove("is-against", "is-asked");
  }
  for (const row of table.querySelectorAll("tr.has-msg[data-row]")) {
    row.classList.toggle("has-msg", Boolean(row.nextElementSibling?.matches("tr.msg")));
  }
  for (const [indicator, html] of Object.entries(rows)) {
    const row = Array.from(table.rows).find((candidate) => candidate.dataset.row === indicator);
    if (row) {
      after(row, html);
    }
  }
}

// Below the row and whatever already stands below it: a conflict is told before a check, a check before the field
// in which it is being explained.
function after(row, html) {
  const line = document.createElement("tr");
  line.className = "msg is-check";
  const number = line.insertCell();
  number.className = "no";
  const words = line.insertCell();
  words.colSpan = row.cells.length - 1;
  words.innerHTML = html;
  let last = row;
  while (last.nextElementSibling?.matches("tr.msg:not(.is-explaining)")) {
    last = last.nextElementSibling;
  }
  last.after(line);
  row.classList.add("has-msg");
  row.querySelector("td.fill")?.classList.add(words.querySelector("[data-level=hard]") ? "is-against" : "is-asked");
}
