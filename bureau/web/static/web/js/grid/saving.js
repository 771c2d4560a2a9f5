// Saves one cell after the other, in the order in which they were left. What was typed stays in the page whatever
// happens to the network, the session or the sheet, and is sent as soon as it can be.
import { say, unsay } from "./messages.js";
import { renewToken, send } from "./sending.js";
import { show } from "./states.js";
import { swap } from "./swapping.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

export class Saver {
  constructor(table) {
    this.table = table;
    this.queue = [];
    this.isSending = false;
    this.wait = FIRST_WAIT;
    this.timer = null;
    this.isLoggedOut = false;
    this.triedToken = false;
    // Explanations and notes that wait to be sent with their cell.
    this.words = new Map();
    window.addEventListener("online", () => this.retry());
    window.addEventListener("focus", () => this.retry());
  }

  get isBusy() {
    return this.isSending || this.queue.length > 0;
  }

  // Nothing goes out until somebody logs in or the network is back.
  get isStuck() {
    return this.isLoggedOut || this.timer !== null;
  }

  changed(cell, words = null) {
    if (words) {
      this.words.set(cell, words);
    }
    if (!this.queue.includes(cell)) {
      this.queue.push(cell);
    }
    show(cell, this.isLoggedOut || this.timer ? "waiting" : "saving");
    unsay(cell.closest("tr"));
    if (this.isLoggedOut) {
      this.sayLoggedOut(cell);
    }
    this.run();
  }

  // Someone came back to the page or the network did: no need to sit out the wait.
  async retry() {
    if (this.queue.length === 0 || this.isSending) {
      return;
    }
    if (this.isLoggedOut) {
      if (!(await renewToken())) {
        return;
      }
      this.isLoggedOut = false;
      this.queue.forEach((cell) => {
        show(cell, "saving");
        unsay(cell.closest("tr"));
      });
    }
    clearTimeout(this.timer);
    this.timer = null;
    this.run();
  }

  async run() {
    if (this.isSending || this.isLoggedOut || this.timer) {
      return;
    }
    this.isSending = true;
    while (this.queue.length > 0 && !this.isLoggedOut && !this.timer) {
      await this.sendFirst();
    }
    this.isSending = false;
  }

  async sendFirst() {
    const cell = this.queue[0];
    const typed = cell.value;
    show(cell, "saving");
    const words = this.words.get(cell);
    const change = { indicator: cell.dataset.indicator, value: typed, version: Number(cell.dataset.version), ...words };
    // In a matrix every row stands in a sheet of its own.
    const url = cell.closest("tr").dataset.url || this.table.dataset.url;
    const answer = await send(url, [change]);
    if (answer.kind === "down") {
      this.later();
      return;
    }
    if (answer.kind === "token" && !this.triedToken) {
      this.triedToken = true;
      this.isLoggedOut = !(await renewToken());
      if (this.isLoggedOut) {
        this.sayLoggedOut(cell);
      }
      return;
    }
    if (answer.kind === "login") {
      this.isLoggedOut = true;
      this.queue.forEach((waiting) => show(waiting, "waiting"));
      this.sayLoggedOut(cell);
      return;
    }
    this.queue.shift();
    if (answer.kind === "saved") {
      if (this.words.get(cell) === words) {
        this.words.delete(cell);
      } else {
        // Written while the number was on its way.
        this.queue.push(cell);
      }
    }
    this.wait = FIRST_WAIT;
    this.triedToken = false;
    this.settle(cell, typed, answer);
    cell.dispatchEvent(new CustomEvent("settled", { bubbles: true, detail: { kind: answer.kind, words } }));
  }

  later() {
    this.queue.forEach((cell) => show(cell, "waiting"));
    say(this.queue[0].closest("tr"), ["网络不通，您填的数还在本页，接通后自动保存，请不要关闭页面。"], {
      actions: [{ label: "现在重试", run: () => this.retry() }],
    });
    this.timer = setTimeout(() => {
      this.timer = null;
      this.run();
    }, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  sayLoggedOut(cell) {
    show(cell, "waiting");
    say(cell.closest("tr"), ["登录已失效，您填的数还在本页。请在新窗口登录，再回到这里，会接着保存。"], {
      red: true,
      actions: [
        { label: "去登录", href: this.table.dataset.login || "/login/" },
        { label: "已登录，继续保存", run: () => this.retry() },
      ],
    });
  }

  settle(cell, typed, { kind, body }) {
    const row = cell.closest("tr");
    unsay(row);
    if (kind === "saved") {
      const mine = body.cells.find((saved) => saved.indicator === cell.dataset.indicator);
      cell.dataset.version = mine.version;
      if (cell.value !== typed) {
        this.changed(cell);
        return;
      }
      if (typeof mine.text === "string" && cell !== document.activeElement) {
        cell.value = mine.text;
      }
      cell.dataset.before = cell.value;
      show(cell, "saved");
      cell.closest("td").classList.toggle("is-explained", Boolean(mine.explained));
      swap(this.table, body, row);
    } else if (kind === "conflict") {
      this.sayConflict(cell, typed, body.cells.find((other) => other.indicator === cell.dataset.indicator));
    } else {
      show(cell, "invalid");
      say(row, [(body?.fields?.[cell.dataset.indicator] || [body?.detail || "没有保存，请刷新页面后再试。"]).join("")], {
        red: true,
      });
    }
  }

  sayConflict(cell, typed, other) {
    const row = cell.closest("tr");
    const theirs = other.text ?? other.value ?? "";
    const shown = theirs === "" ? "空" : String(theirs);
    // Either number is sent again over the version that was just seen, so that all that depends on it is redrawn.
    const take = (label, value) => ({
      label: `用 ${label}`,
      run: () => {
        cell.dataset.version = other.version;
        cell.value = value;
        this.changed(cell);
      },
    });
    show(cell, "conflict");
    say(
      row,
      [`${other.by} ${moment(other.at)} 已存 `, { strong: shown }, "，您刚填 ", { strong: typed || "空" }, "，两个数都还在。"],
      { actions: [take(shown, String(theirs)), take(typed || "空", typed)] },
    );
  }
}

// The server tells the time of the portal with its offset; the clock of this machine may stand in another zone.
function moment(text) {
  const [, day, time, sign, hours, minutes] = /^([\d-]{10})T(\d\d:\d\d).*?(?:([+-])(\d\d):?(\d\d)|Z)?$/.exec(text) || [];
  if (!day) {
    return "";
  }
  const offset = sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
  const today = new Date(Date.now() + offset * 60000).toISOString().slice(0, 10);
  return day === today ? time : `${day.slice(5)} ${time}`;
}
