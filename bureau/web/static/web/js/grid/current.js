// The row that has the cursor is marked, and the panel at the right tells about it.
const PAUSE = 150;

export function startCurrent(table) {
  const panel = document.getElementById("row-panel");
  let timer = null;
  let request = null;

  table.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row || row.classList.contains("is-current")) {
      return;
    }
    for (const other of table.querySelectorAll("tr.is-current")) {
      other.classList.remove("is-current");
    }
    row.classList.add("is-current");
    if (panel && row.dataset.panel) {
      clearTimeout(timer);
      request?.abort();
      timer = setTimeout(() => {
        request = new AbortController();
        draw(panel, row.dataset.panel, request.signal);
      }, PAUSE);
    }
  });
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
    }
  } catch (error) {
    // Without the network the panel keeps what it shows; the cells say that they are waiting.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) {
      throw error;
    }
  }
}
