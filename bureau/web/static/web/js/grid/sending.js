// One cell to the server, and what its answer means. Never throws: a dead network is an answer, too.
// Kinds: saved, refused (the value), conflict, shut (the sheet), login, token, down.
export async function send(url, cells) {
  let response;
  try {
    response = await fetch(url, {
      method: "PUT",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(cells),
    });
  } catch {
    return { kind: "down" };
  }
  const body = await json(response);
  // A redirect leads to the login page: the session is over.
  if (response.type === "opaqueredirect" || response.status === 401) {
    return { kind: "login" };
  }
  if (response.ok && body) {
    return { kind: "saved", body };
  }
  if (response.status === 409 && body?.code === "conflict") {
    return { kind: "conflict", body };
  }
  if (response.status === 403 && !body) {
    return { kind: "token" };
  }
  if (response.status === 400 && body) {
    return { kind: "refused", body };
  }
  if (response.status >= 500 || response.status === 429 || response.status === 408 || response.ok) {
    return { kind: "down" };
  }
  return { kind: "shut", body: body || { detail: "这张表现在不能填写，请刷新页面查看它的状态。" } };
}

// After a new login the old token is worthless; a fresh copy of this page carries the new one.
// False while the way still leads to the login page.
export async function renewToken() {
  try {
    const response = await fetch(window.location.href, { credentials: "same-origin", redirect: "manual" });
    if (!response.ok) {
      return false;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector('meta[name="csrf-token"]');
    if (!fresh || !fresh.content) {
      return false;
    }
    document.querySelector('meta[name="csrf-token"]').content = fresh.content;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh.content }));
    for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) {
      input.value = fresh.content;
    }
    return true;
  } catch {
    return false;
  }
}

export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content || "";
}

async function json(response) {
  if (!(response.headers.get("Content-Type") || "").includes("json")) {
    return null;
  }
  try {
    return await response.json();
  } catch {
    return null;
  }
}
