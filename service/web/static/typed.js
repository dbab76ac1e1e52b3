"use strict";
// What was typed into a form outlives a session that ended meanwhile: kept in this tab alone, put back after signing in.
{
  const KEPT = "huicai-typed";
  const LASTS = 30 * 60 * 1000; // milliseconds
  const TEXTS = "input:not([type]), input[type=text], input[type=search], input[type=date], input[type=time], input[type=number], textarea, select";
  const who = document.body.dataset.who || "";

  const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const textsOf = (form) => [...form.querySelectorAll(TEXTS)].filter((field) => field.name);
  const formsTo = (address) =>
    [...document.querySelectorAll("form[method=post]")].filter((form) => addressOf(form) === address);

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT));
    } catch {
      return null; // the browser keeps nothing, or somebody else wrote it
    }
  };
  const write = (kept) => {
    try {
      if (kept) sessionStorage.setItem(KEPT, JSON.stringify(kept));
      else sessionStorage.removeItem(KEPT);
    } catch {
      // then what was typed is not kept, as without this script
    }
  };

  document.addEventListener("submit", ({ target }) => {
    if (target.method !== "post" || target.querySelector("input[type=password]") || !textsOf(target).length) return;
    const address = addressOf(target);
    const fields = textsOf(target).map((field) => [field.name, field.value]);
    write({ address, place: formsTo(address).indexOf(target), fields, who, at: Date.now(), lost: false });
  });

  const say = (form, words) => {
    const note = document.createElement("div");
    note.className = "flash";
    note.setAttribute("role", "status");
    note.textContent = words;
    form.prepend(note);
  };

  const putBack = (form, fields) => {
    const left = [...fields];
    for (const field of textsOf(form)) {
      const at = left.findIndex(([name]) => name === field.name);
      if (at >= 0) field.value = left.splice(at, 1)[0][1];
    }
    form.closest("details")?.setAttribute("open", "");
    form.querySelectorAll("details").forEach((part) => part.setAttribute("open", ""));
    say(form, "刚才填的文字已经放回来，还没有提交；请核对后再提交。选过的文件和勾选要重新选。");
  };

  const kept = read();
  if (kept && "keeps" in document.body.dataset) {
    write({ ...kept, lost: true }); // it was not taken: this page says why
  } else if (kept && (!kept.lost || kept.who !== who || Date.now() - kept.at > LASTS)) {
    write(null);
  } else if (kept) {
    const form = formsTo(kept.address)[kept.place];
    if (form) {
      putBack(form, kept.fields);
      write(null);
    }
  }
}
