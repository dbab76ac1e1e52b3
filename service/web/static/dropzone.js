"use strict";
// Files dropped or chosen one after another gather in one list, from which each can be taken out again.
for (const zone of document.querySelectorAll("[data-dropzone]")) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-chosen]");
  let chosen = [];
  zone.classList.add("scripted");

  const same = (one, other) => one.name === other.name && one.size === other.size;

  const show = () => {
    const transfer = new DataTransfer();
    chosen.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    list.replaceChildren(...chosen.map(entry));
  };

  const entry = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = `${file.name}（${Math.ceil(file.size / 1024)} KB）`;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "btn btn-sm btn-outline-secondary";
    remove.textContent = "移除";
    remove.setAttribute("aria-label", `移除 ${file.name}`);
    remove.addEventListener("click", () => {
      chosen = chosen.filter((other) => other !== file);
      show();
      input.focus();
    });
    item.append(name, remove);
    return item;
  };

  const add = (files) => {
    const fresh = [...files].filter((file) => !chosen.some((other) => same(file, other)));
    chosen = input.multiple ? [...chosen, ...fresh] : [...chosen, ...fresh].slice(-1);
    show();
  };

  input.addEventListener("change", () => add(input.files));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    add(event.dataTransfer.files);
  });
  window.addEventListener("pageshow", () => add(input.files));
}
