// The checks (审核关系) while one types: what stands in the cells is sent, the panel and the sentences under the rows
// come back. Nothing is saved by it; without an answer the last one stays.
const PAUSE = 400;

export function startChecks(table) {
  const place = document.querySelector("[data-checks]");
  if (!place) {
    return;
  }
  let timer = null;
  let request = null;

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  async function look() {
    request?.abort();
    request = new AbortController();
    const url = `${place.dataset.checks}?basis=${table.dataset.basis || "month"}`;
    const answer = await ask(url, typed(table), request.signal);
    if (answer) {
      place.innerHTML = answer.panel;
      tell(table, answer.rows);
    }
  }

  table.addEventListener("input", (event) => {
    if (event.target.matches("input.cell")) {
      soon();
    }
  });
  // A saved cell has another version: its explanation or another hand's number may have changed as well.
  new MutationObserver(soon).observe(table, { attributes: true, subtree: true, attributeFilter: ["data-version"] });
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a.go[href^='#row-']");
    const cell = link && document.getElementById(link.hash.slice(1))?.querySelector("input.cell");
    if (cell) {
      event.preventDefault();
      cell.focus();
      cell.scrollIntoView({ block: "center" });
    }
  });
  // The page brings the panel; the sentences under the rows are drawn here.
  look();
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
  for (const [indicator, html] of Object.entries(rows)) {
    const row = Array.from(table.rows).find((candidate) => candidate.dataset.row === indicator);
    if (row) {
      after(row, html);
    }
  }
}

// Below the row and whatever already stands below it: a conflict is told before a check.
function after(row, html) {
  const line = document.createElement("tr");
  line.className = "msg is-check";
  const number = line.insertCell();
  number.className = "no";
  const words = line.insertCell();
  words.colSpan = row.cells.length - 1;
  words.innerHTML = html;
  let last = row;
  while (last.nextElementSibling?.classList.contains("msg")) {
    last = last.nextElementSibling;
  }
  last.after(line);
}
