// Steering in place: its forms are sent from where one is, and what follows on the stage is chosen anew.
const over = document.getElementById("sheet"), house = document.querySelector("[data-stages]");
let settling = 0;

async function send(form, button) {
  const box = form.closest("[data-steer]") ?? form.closest(".toast"), spot = document.activeElement.id, sheet = document.createElement("template");
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button), headers: { "X-Fragment": "1" } }).catch(() => null);
  if (!answer || answer.redirected || !(answer.ok || answer.status === 422)) return form.submit(); // as without a script
  sheet.innerHTML = await answer.text();
  if (answer.ok) {
    document.querySelector(".theatre__steer")?.toggleAttribute("data-on", "on" in sheet.content.firstElementChild.dataset);
    house?.dispatchEvent(new Event("steered"));
  }
  const told = sheet.content.querySelector("[data-told]");
  if (told && (box.matches(".toast") || (over?.open && "over" in told.dataset))) {
    over?.close();
    document.querySelector("#toasts [data-told]")?.remove();
    return document.dispatchEvent(new CustomEvent("kulisse:tell", { detail: told }));
  }
  box.replaceWith(...sheet.content.children);
  document.getElementById(spot)?.focus();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-steer] form, [data-told] form")) return;
  event.preventDefault();
  clearTimeout(settling);
  send(event.target, event.submitter);
});
// A slider counts once it rests: keys pass through the middle, where a wish is let go.
document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-steer] [type=range]")) return;
  clearTimeout(settling);
  settling = setTimeout(() => target.form.requestSubmit(), 500);
});
