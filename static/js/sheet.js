// Links with data-sheet open as a sheet over the stage; copying and passing on.
const over = document.getElementById("sheet"), inside = over?.querySelector("[data-inside]");

const wake = (root) => root.querySelectorAll("[data-copy], [data-pass]").forEach((one) => (one.hidden = "pass" in one.dataset && !navigator.share));
wake(document);

async function open(link) {
  const answer = await fetch(link.href, { headers: { "X-Fragment": "1" } }).catch(() => null);
  if (!answer?.ok) return location.assign(link.href);
  inside.innerHTML = await answer.text();
  wake(inside);
  over.open || over.showModal();
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
