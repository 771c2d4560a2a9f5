// The server's answer redraws what depends on the cell: computed cells by data-part, the bar, the sheet's hash.
// A row with a sheet of its own (in a matrix) takes what is said of its indicator; the rest belongs to the sheet's page.
export function swap(table, body, saved = null) {
  if (saved?.dataset.url) {
    replaceParts(saved, (body.rows || {})[saved.dataset.row] || "");
    return;
  }
  for (const [indicator, html] of Object.entries(body.rows || {})) {
    const row = Array.from(table.rows).find((candidate) => candidate.dataset.row === indicator);
    if (row) {
      replaceParts(row, html);
    }
  }
  if (body.bar) {
    const bar = document.querySelector(".submitbar");
    const fresh = parse(body.bar).querySelector(".submitbar");
    if (bar && fresh) {
      bar.replaceWith(fresh);
      window.htmx?.process(fresh);
      document.dispatchEvent(new Event("bar"));
    }
  }
  if (body.hash) {
    table.dataset.hash = body.hash;
    for (const input of document.querySelectorAll("input[data-hash]")) {
      input.value = body.hash;
    }
  }
}

function replaceParts(row, html) {
  for (const fresh of parse(html).querySelectorAll("td[data-part]")) {
    const stale = Array.from(row.cells).find((cell) => cell.dataset.part === fresh.dataset.part);
    // A cell somebody may be typing in is never exchanged.
    if (stale && !stale.querySelector("input")) {
      stale.replaceWith(fresh);
    }
  }
}

// Inside <template> table cells may stand without their row.
function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
