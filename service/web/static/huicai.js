"use strict";
// Comfort only: every page works without this file.

// A second click must not upload or make everything twice. Coming back by the Back button wakes the form again.
for (const form of document.querySelectorAll("form[data-once]")) {
  const button = form.querySelector("button[type=submit]");
  if (!button) continue; // there is nothing to be sent
  const words = button.textContent;
  form.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = form.dataset.once;
  });
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    button.textContent = words;
  });
}

// A step that cannot be taken back asks first, in a dialog; without this script the server asks on a page of its own.
for (const form of document.querySelectorAll("form[data-confirm]")) {
  const dialog = document.getElementById(form.dataset.confirm);
  form.addEventListener("submit", (event) => {
    if (form.elements.sure) return;
    event.preventDefault();
    dialog.showModal();
  });
  dialog.querySelector("[data-yes]").addEventListener("click", () => {
    const sure = document.createElement("input");
    sure.type = "hidden";
    sure.name = "sure";
    sure.value = "1";
    form.append(sure);
    dialog.close();
    form.requestSubmit();
  });
  dialog.querySelector("[data-no]").addEventListener("click", () => dialog.close());
}

// A secret that is shown once is copied by a button; where the browser refuses, it can still be marked by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      button.textContent = "已复制";
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = "已选中，请按 Ctrl+C";
    }
  });
}
