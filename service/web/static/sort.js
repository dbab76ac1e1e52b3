"use strict";
// Lists that are put in order: by dragging, or by their ↑ and ↓, which keep the focus. Where the list is to be saved at
// once it is; elsewhere its order is that of the fields in the form. Without this script ↑ and ↓ send the form.
{
  const say = (list, words) => {
    const place = list.closest("form").querySelector("[role=status]");
    if (place) place.textContent = words;
  };

  const save = async (list) => {
    if (!("save" in list.dataset)) return;
    const form = list.closest("form");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
      });
      const told = answer.ok ? "" : await answer.text();
      say(list, answer.status === 204 ? "次序已保存。" : answer.status === 409 ? told : "次序没有保存，请刷新后重试。");
    } catch {
      say(list, "次序没有保存：暂时联系不上会材，请刷新后重试。");
    }
  };

  const settle = (list) => {
    for (const [at, line] of [...list.children].entries()) {
      line.querySelector("[data-move=up]").disabled = at === 0;
      line.querySelector("[data-move=down]").disabled = at === list.children.length - 1;
    }
  };

  for (const list of document.querySelectorAll("[data-sort]")) {
    let dragged = null;
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      event.preventDefault();
      const line = button.closest("li");
      const up = button.dataset.move === "up";
      const other = up ? line.previousElementSibling : line.nextElementSibling;
      if (!other) return;
      if (up) other.before(line);
      else other.after(line);
      settle(list);
      (button.disabled ? line.querySelector("[data-move]:not(:disabled)") : button).focus();
      save(list);
    });
    for (const line of list.children) {
      line.draggable = true;
      line.addEventListener("dragstart", (event) => {
        dragged = line;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", "");
        line.classList.add("dragged");
      });
      line.addEventListener("dragover", (event) => {
        if (!dragged || dragged === line) return;
        event.preventDefault();
        const box = line.getBoundingClientRect();
        if (event.clientY < box.top + box.height / 2) line.before(dragged);
        else line.after(dragged);
      });
      line.addEventListener("drop", (event) => event.preventDefault());
      line.addEventListener("dragend", () => {
        line.classList.remove("dragged");
        dragged = null;
        settle(list);
        save(list);
      });
    }
  }
}
