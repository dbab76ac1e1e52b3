"use strict";
// The form of a meeting: another kind fills it anew; a day that is typed tells its weekday and whether it is a day off.
{
  const chosen = document.querySelector("select[data-change]");
  if (chosen) chosen.addEventListener("change", () => chosen.form.requestSubmit());

  const typed = document.querySelector("[data-told]");
  typed.addEventListener("change", async () => {
    const place = document.getElementById("day-told");
    try {
      const answer = await fetch(`${typed.dataset.told}?day=${encodeURIComponent(typed.value)}`);
      place.textContent = answer.ok && !answer.redirected ? await answer.text() : "";
    } catch {
      place.textContent = "";
    }
  });
}
