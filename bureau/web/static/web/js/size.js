// 标准 and 大字: kept in a cookie, so that the server writes the size into the page and nothing jumps on loading.
const YEAR = 365 * 24 * 3600;

export function startSize(page) {
  const buttons = Array.from(page.querySelectorAll(".size button"));
  for (const button of buttons) {
    button.addEventListener("click", () => {
      page.documentElement.dataset.size = button.value;
      page.cookie = `size=${button.value}; path=/; max-age=${YEAR}; samesite=lax`;
      for (const other of buttons) {
        other.setAttribute("aria-pressed", String(other === button));
      }
    });
  }
}
