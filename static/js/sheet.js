// Links with data-sheet open as a sheet over the stage; copying and passing on.
const over = document.getElementById("sheet"), inside = over?.querySelector("[data-inside]");

const wake = (root) => root.querySelectorAll("[data-pass]").forEach((one) => (one.hidden = !navigator.share));
wake(document);

async function open(link) {
  const leaf = link.closest(":popover-open"); // the sheet closes it
  const answer = await fetch(link.href, { headers: { "X-Fragment": "1" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(link.href);
  inside.innerHTML = await answer.text();
  wake(inside);
  if (over.open) return;
  over.showModal();
  if (leaf) over.addEventListener("close", () => document.querySelector(`[popovertarget="${leaf.id}"]`)?.focus(), { once: true });
}

document.addEventListener("click", (event) => {
  if (event.target === over) return over.close();
  const link = event.target.closest("a[data-sheet]"), button = event.target.closest("[data-copy], [data-pass]");
  if (link && over && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    open(link);
  }
  if (button?.dataset.pass) navigator.share({ title: button.dataset.title, url: button.dataset.pass }).catch(() => {});
  if (button?.dataset.copy) {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    navigator.clipboard?.writeText(field.value).then(() => (button.textContent = button.dataset.copied), () => {});
  }
});
