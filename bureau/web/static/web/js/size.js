// 标准 and 大字 at once and without loading the page anew. A cookie lets the server draw the next page in this size,
// the post keeps the choice with the account; without scripts the form does both.
const YEAR = 365 * 24 * 3600;

export function startSize(page) {
  const form = page.querySelector("form.size");
  if (!form) {
    return;
  }
  const buttons = Array.from(form.querySelectorAll("button"));
  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      page.documentElement.dataset.size = button.value;
      page.cookie = `size=${button.value}; path=/; max-age=${YEAR}; samesite=lax`;
      for (const other of buttons) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      remember(form, button.value);
    });
  }
}

async function remember(form, size) {
  const body = new FormData(form);
  body.set("size", size);
  try {
    await fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
  } catch {
    // The cookie has it; the account learns of it when the switch is used again.
  }
}
