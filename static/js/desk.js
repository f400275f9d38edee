// Keys on the moderation desk.
const legend = document.querySelector("[data-keys]");
const on = legend?.querySelector("[data-keys-on]");
const rows = [...document.querySelectorAll("[data-row]")];
const reasons = [...document.querySelectorAll("[data-decide] input[type=radio]")];

function act(key) {
  if (key === "j" || key === "k") {
    const next = rows.indexOf(document.activeElement) + (key === "j" ? 1 : -1);
    return rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
  }
  if (/\d/.test(key) && reasons.length) return reasons[(+key + 9) % 10]?.click();
  const row = document.activeElement?.closest(".desk__row");
  const target = document.querySelector(`[data-key="${key}"]`) ?? (key === "c" && row?.querySelector("form button"));
  if (target) key === "w" && !reasons.some((reason) => reason.checked) ? reasons[0].focus() : target.click();
}

if (legend) {
  legend.hidden = false;
  on.checked = localStorage.getItem("desk-keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("desk-keys", on.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
    if (!plain || !on.checked || event.target.matches("textarea, input[type=text], select, video")) return;
    if ("jkcuwp0123456789".includes(event.key)) {
      event.preventDefault();
      act(event.key);
    }
  });
}
