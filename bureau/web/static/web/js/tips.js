// A sentence beside anything with data-tip, on hover and on focus; Escape closes it.
const EDGE = 8;

export function startTips(page) {
  const tip = page.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  page.body.append(tip);
  let owner = null;

  function hide() {
    tip.hidden = true;
    if (owner) {
      owner.removeAttribute("aria-describedby");
      owner = null;
    }
  }

  function show(target) {
    if (target === owner) {
      return;
    }
    hide();
    tip.textContent = target.dataset.tip;
    tip.hidden = false;
    if (!target.hasAttribute("aria-describedby")) {
      owner = target;
      target.setAttribute("aria-describedby", tip.id);
    }
    const box = target.getBoundingClientRect();
    const below = box.bottom + 6;
    const fits = below + tip.offsetHeight + EDGE <= window.innerHeight;
    // The strict content policy forbids style attributes in markup, not the object model.
    tip.style.left = `${Math.max(EDGE, Math.min(box.left, window.innerWidth - tip.offsetWidth - EDGE))}px`;
    tip.style.top = `${fits ? below : box.top - tip.offsetHeight - 6}px`;
  }

  for (const name of ["mouseover", "focusin"]) {
    page.addEventListener(name, (event) => {
      const target = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
      if (target) {
        show(target);
      } else {
        hide();
      }
    });
  }
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hide();
    }
  });
}
