// The row that has the cursor, or was clicked, is marked, and the panel at the right tells about it.
const PAUSE = 150;

export function startCurrent(table) {
  const panel = document.getElementById("row-panel");
  let timer = null;
  let request = null;

  function choose(row) {
    if (!row || row.classList.contains("is-current")) {
      return;
    }
    for (const other of table.querySelectorAll("tr.is-current")) {
      other.classList.remove("is-current");
    }
    row.classList.add("is-current");
    // The matrix that the head leads to is that of the current row.
    const across = document.querySelector("a[data-matrix]");
    if (across) {
      across.href = across.dataset.matrix.replace("CODE", encodeURIComponent(row.dataset.row));
    }
    if (panel && row.dataset.panel) {
      clearTimeout(timer);
      request?.abort();
      timer = setTimeout(() => {
        request = new AbortController();
        draw(panel, row.dataset.panel, request.signal);
      }, PAUSE);
    }
  }

  for (const name of ["focusin", "click"]) {
    table.addEventListener(name, (event) => choose(event.target.closest("tr[data-row]")));
  }
  return choose;
}

// What is to be done first: a cell that was sent back, else the first empty one, else the first that can be filled.
export function startAtFirst(table) {
  const inputs = "input.cell:not([disabled]):not([readonly])";
  const cell =
    table.querySelector(`td.is-invalid ${inputs}`) ||
    table.querySelector(`td.is-returned ${inputs}`) ||
    table.querySelector(`td.is-empty ${inputs}`) ||
    table.querySelector(inputs);
  if (cell && document.activeElement === document.body) {
    cell.focus();
    cell.select();
    cell.scrollIntoView({ block: "nearest" });
  }
}

async function draw(panel, url, signal) {
  try {
    const response = await fetch(url, {
      credentials: "same-origin",
      redirect: "manual",
      headers: { "HX-Request": "true" },
      signal,
    });
    if (response.ok) {
      panel.innerHTML = await response.text();
      window.htmx?.process(panel);
      panel.dispatchEvent(new Event("drawn"));
    }
  } catch (error) {
    // Without the network the panel keeps what it shows; the cells say that they are waiting.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) {
      throw error;
    }
  }
}
