// Many cells at once: a block pasted from Excel or WPS, zeros for what did not happen. The server reads the block and
// draws the preview; nothing is written before it is confirmed, and then all of it or nothing.
import { renewToken, token } from "./sending.js";
import { show } from "./states.js";
import { swap } from "./swapping.js";

const LOOK_AGAIN = 100;

export function startBulk(table, saver) {
  const dialog = document.getElementById("bulk");
  if (!dialog || typeof dialog.showModal !== "function") {
    return;
  }
  let back = null;

  async function ask(url, form = null) {
    if (!dialog.open) {
      back = document.activeElement;
      dialog.showModal();
    }
    if (!(await quiet(saver))) {
      tell(dialog, "还有格子没有存上，请先处理表里的提示，再来成批填写。");
      return;
    }
    if (form) {
      form.set("shown_by", table.dataset.basis || "");
    }
    const answer = await fetched(url, form);
    if (answer.again) {
      tell(dialog, answer.sentence, { label: answer.label, run: () => again(url, form) });
    } else if (answer.saved) {
      dialog.close();
      settle(table, answer.saved);
    } else {
      draw(dialog, answer.html);
    }
  }

  async function again(url, form) {
    await renewToken();
    ask(url, form);
  }

  table.addEventListener("paste", (event) => {
    const cell = event.target;
    const text = event.clipboardData?.getData("text/plain") || "";
    // One value is the browser's own affair; a row or a column is a block.
    if (!cell.matches("input.cell") || !/[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""))) {
      return;
    }
    event.preventDefault();
    const form = new FormData();
    form.set("text", text);
    form.set("at", cell.dataset.indicator);
    form.set("basis", table.dataset.basis || "");
    ask(table.dataset.paste, form);
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("a[data-bulk-open]");
    if (opener) {
      event.preventDefault();
      ask(opener.href);
    }
  });
  dialog.addEventListener("submit", (event) => {
    const filled = event.target.closest("form[data-bulk]");
    if (!filled) {
      return;
    }
    event.preventDefault();
    const form = new FormData(filled);
    if (event.submitter?.name) {
      form.set(event.submitter.name, event.submitter.value);
    }
    ask(filled.action, form);
  });
  dialog.addEventListener("close", () => {
    dialog.textContent = "";
    back?.focus();
  });
}

// What is still being saved comes first. False when it cannot be: no network, no session.
async function quiet(saver) {
  while (saver.isBusy) {
    if (saver.isLoggedOut || saver.timer) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
  return true;
}

async function fetched(url, form) {
  let response;
  try {
    response = await fetch(url, {
      method: form ? "POST" : "GET",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "HX-Request": "true", "X-CSRFToken": token() },
      body: form,
    });
  } catch {
    return { again: true, label: "重试", sentence: "网络不通，没有写入。您粘贴的内容还在，接通后再试。" };
  }
  const type = response.headers.get("Content-Type") || "";
  if (response.ok && type.includes("json")) {
    return { saved: await response.json() };
  }
  if (type.includes("html") && [200, 400, 409].includes(response.status)) {
    const html = await response.text();
    // An error page of the whole portal is no form of ours.
    if (html.includes("data-bulk")) {
      return { html };
    }
  }
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
    return {
      again: true,
      label: "已登录，继续",
      sentence: "登录已失效或没有填报权限，没有写入。您粘贴的内容还在；请在新窗口登录，再回到这里继续。",
    };
  }
  return { again: true, label: "重试", sentence: "服务器现在答不上来，没有写入。您粘贴的内容还在，请稍后再试。" };
}

function draw(dialog, html) {
  dialog.innerHTML = html;
  const first =
    dialog.querySelector('[aria-invalid="true"]') || dialog.querySelector("[autofocus]") || dialog.querySelector(".btn");
  first?.focus();
}

function tell(dialog, sentence, action = null) {
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.textContent = sentence;
  const buttons = document.createElement("div");
  buttons.className = "acts";
  buttons.append(button("返回", () => dialog.close()));
  if (action) {
    buttons.append(button(action.label, action.run));
  }
  dialog.textContent = "";
  dialog.append(words, buttons);
  buttons.lastElementChild.focus();
}

function button(label, run) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "btn";
  element.textContent = label;
  element.addEventListener("click", run);
  return element;
}

// The cells as the server holds them now, and what follows from them.
function settle(table, body) {
  const cells = new Map(Array.from(table.querySelectorAll("input.cell"), (cell) => [cell.dataset.indicator, cell]));
  for (const saved of body.cells) {
    const cell = cells.get(saved.indicator);
    if (cell) {
      cell.value = saved.text;
      cell.dataset.before = saved.text;
      cell.dataset.version = saved.version;
      show(cell, "saved");
    }
  }
  swap(table, body);
  const fill = document.getElementById("last-fill");
  if (fill && typeof body.last_fill === "string") {
    fill.outerHTML = body.last_fill;
  }
  const told = document.getElementById("messages");
  if (told && body.told) {
    const line = document.createElement("li");
    line.className = "is-success";
    line.textContent = body.told;
    told.textContent = "";
    told.append(line);
  }
}
