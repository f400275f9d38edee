// The forms of the steering sheet are sent without leaving the stage.
document.addEventListener("submit", async (event) => {
  const form = event.target, inside = form.closest("[data-inside]:has([data-steer])");
  if (!inside) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter), spot = document.activeElement.id;
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } });
  inside.innerHTML = await answer.text();
  (document.getElementById(spot) ?? inside.querySelector("textarea, button")).focus();
  if (answer.ok) document.querySelector("[data-stages]").dispatchEvent(new Event("steered"));
});
document.addEventListener("change", ({ target }) => target.closest("[data-at-once]")?.requestSubmit());
