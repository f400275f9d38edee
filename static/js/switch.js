// Forms with data-switch (like, follow) are sent without leaving the page.
const say = (form, on) => {
  const [button, label, number] = ["[aria-pressed]", "[data-label]", "[data-number]"].map((one) => form.querySelector(one));
  const was = button.ariaPressed === "true";
  button.ariaPressed = on;
  form.elements.on.value = on ? 0 : 1;
  if (label) label.textContent = on ? button.dataset.on : button.dataset.off;
  if (number && was !== on) {
    const count = (number.dataset.number = Math.max(0, +number.dataset.number + (on ? 1 : -1)));
    if (count < 1000) number.firstChild.data = count;
  }
};

export async function flip(form, on = form.elements.on.value === "1") {
  const body = new FormData(form), twins = document.querySelectorAll(`form[action="${form.getAttribute("action")}"]`);
  body.set("on", on ? 1 : 0);
  twins.forEach((twin) => say(twin, on)); // at once; taken back below when the server says no
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.redirected) return location.reload(); // logged out meanwhile
  if (!answer?.ok) twins.forEach((twin) => say(twin, !on));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-switch]")) return;
  event.preventDefault();
  flip(event.target);
});
