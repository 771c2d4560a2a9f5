// The list of a register: the row's page beside it on wide screens, picking rows.
const WIDE = window.matchMedia("(min-width: 1366px)");
const panel = document.getElementById("rowpage");
const place = document.getElementById("rows");

function linkOf(row) {
  return row.querySelector("a[data-row]");
}

function show(row) {
  const link = row && linkOf(row);
  if (!link || !panel) {
    return;
  }
  for (const other of place.querySelectorAll("tr.is-on")) {
    other.classList.remove("is-on");
  }
  row.classList.add("is-on");
  panel.dataset.row = row.id;
  window.htmx.ajax("GET", link.getAttribute("href"), { target: "#rowpage", swap: "innerHTML" });
}

function showAnother(step) {
  const rows = [...place.querySelectorAll("tbody tr[id]")];
  const here = rows.findIndex((row) => row.id === panel.dataset.row);
  const next = rows[here + step];
  if (next) {
    show(next);
    next.scrollIntoView({ block: "nearest" });
  }
}

// After a step the list is read again: states, sums and counts may all have moved.
function readAgain() {
  const here = panel.dataset.row;
  window.htmx
    .ajax("GET", window.location.href, { target: "#rows", select: "#rows > *", swap: "innerHTML" })
    .then(() => {
      const row = here && document.getElementById(here);
      if (row) {
        row.classList.add("is-on");
      }
    });
}

function countPicked() {
  const picked = place.querySelectorAll("input[name=row]:checked").length;
  const words = place.querySelector("[data-picked]");
  if (words) {
    words.textContent = picked ? `已选 ${picked} 行` : "";
  }
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.defaultPrevented) {
    return;
  }
  const link = event.target.closest("a[data-row]");
  if (link && WIDE.matches && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    show(link.closest("tr"));
    return;
  }
  const stepper = event.target.closest("#rowpage [data-step]");
  if (stepper) {
    showAnother(Number(stepper.dataset.step));
  }
});

document.addEventListener("change", (event) => {
  if (!(event.target instanceof HTMLInputElement) || !place || !place.contains(event.target)) {
    return;
  }
  if (event.target.matches("[data-pick-all]")) {
    for (const box of place.querySelectorAll("input[name=row]")) {
      box.checked = event.target.checked;
    }
  }
  countPicked();
});

// A refusal carries the form with what was typed and why: it is shown like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  if (detail.target && detail.target.id === "rowpage" && [400, 409, 429].includes(detail.xhr.status)) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});
document.addEventListener("row-changed", readAgain);

if (panel && place && WIDE.matches) {
  const wanted = new URLSearchParams(window.location.search).get("row");
  const start = () => show((wanted && document.getElementById(`row-${wanted}`)) || place.querySelector("tbody tr[id]"));
  if (window.htmx) {
    start();
  } else {
    window.addEventListener("load", start, { once: true });
  }
}
