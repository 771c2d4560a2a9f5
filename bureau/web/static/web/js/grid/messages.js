// What there is to say about a row stands directly under it. Text only: nothing typed by anybody becomes markup.
const COLUMNS = 10;

export function say(row, text, { red = false, actions = [] } = {}) {
  unsay(row);
  const cell = document.createElement("td");
  cell.colSpan = COLUMNS - 1;
  cell.append(...text.map(piece));
  if (actions.length > 0) {
    cell.append(buttons(actions));
  }
  const number = document.createElement("td");
  number.className = "no";
  const message = document.createElement("tr");
  message.className = red ? "msg is-red" : "msg";
  message.dataset.live = "";
  message.setAttribute("role", red ? "alert" : "status");
  message.append(number, cell);
  row.classList.add("has-msg");
  row.after(message);
}

// Sentences of the server (a return with its reason) stay until the page is drawn anew.
export function unsay(row) {
  const message = row.nextElementSibling;
  if (message && message.matches("tr.msg[data-live]")) {
    message.remove();
  }
  if (!row.nextElementSibling?.matches("tr.msg")) {
    row.classList.remove("has-msg");
  }
}

// A string stays a string, {strong: "312"} is printed bold.
function piece(part) {
  if (typeof part === "string") {
    return part;
  }
  const strong = document.createElement("b");
  strong.textContent = part.strong;
  return strong;
}

function buttons(actions) {
  const group = document.createElement("span");
  group.className = "act";
  for (const action of actions) {
    const element = document.createElement(action.href ? "a" : "button");
    element.className = "lk";
    element.textContent = action.label;
    if (action.href) {
      element.href = action.href;
      element.target = "_blank";
      element.rel = "noopener";
    } else {
      element.type = "button";
      element.addEventListener("click", action.run);
    }
    group.append(element);
  }
  return group;
}

// The name of a row as its heading says it, without what is drawn beside it.
export function nameOf(row) {
  const heading = row.querySelector("th[scope=row]");
  const texts = heading ? Array.from(heading.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE) : [];
  return texts.map((node) => node.textContent.trim()).join("");
}
