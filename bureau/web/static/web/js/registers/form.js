// The form of a row: nobody leaves it by accident, and the first mistake is where the cursor stands.
const form = document.getElementById("rowform");

if (form) {
  let isChanged = false;
  let isSent = false;
  form.addEventListener("input", () => {
    isChanged = true;
  });
  form.addEventListener("submit", () => {
    isSent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
  const first = form.querySelector("[aria-invalid=true]") || form.querySelector("[autofocus]");
  if (first) {
    first.focus();
  } else if (!form.querySelector("input[name=version]")) {
    const begin = form.querySelector(".rowform__fields input:not([type=radio]), .rowform__fields select");
    if (begin) {
      begin.focus();
    }
  }
}
