"use strict";
// Comfort only: the trace of a figure, which has a page of its own, is opened in its place.
for (const details of document.querySelectorAll("details[data-trace]")) {
  details.addEventListener("toggle", async () => {
    const link = details.querySelector(":scope > a");
    if (!details.open || !link || details.dataset.trace === "asked") return;
    details.dataset.trace = "asked";
    try {
      const answer = await fetch(link.href);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      link.replaceWith(document.importNode(page.getElementById("trace"), true));
      details.querySelector("#trace").removeAttribute("id");
    } catch {
      details.dataset.trace = ""; // the link stays, and leads to the page itself
    }
  });
}
