"use strict";
// While papers are being made the page asks every two seconds how far they are, and shows itself anew when they are done.
{
  const box = document.querySelector("#progress[data-ask]");
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.ask);
      if (!answer.ok || answer.redirected) {
        location.reload(); // signed out meanwhile, or no such batch any more: the page says which
        return;
      }
      box.innerHTML = await answer.text();
      if (box.firstElementChild.dataset.state !== "running") {
        location.reload();
        return;
      }
    } catch {
      box.querySelector(".form-text").textContent = "暂时联系不上会材，正在重试…";
    }
    setTimeout(ask, 2000);
  };
  if (box) setTimeout(ask, 1000);
}
