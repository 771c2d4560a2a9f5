// <dialog> opened by [data-dialog="id"] and closed by [data-close]; the browser handles Escape and the focus.
export function startDialogs(page) {
  page.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) {
      return;
    }
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = page.getElementById(opener.dataset.dialog);
      if (dialog && !dialog.open) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    const closer = event.target.closest("[data-close]");
    if (closer) {
      closer.closest("dialog").close();
    }
  });
}
