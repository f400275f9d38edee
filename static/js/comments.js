// Comments, in the sheet or on their page: what is sent or followed there changes only them.
const place = () => document.querySelector("[data-comments]");

async function draw(url, body) {
  const answer = await fetch(url, { method: body ? "POST" : "GET", body, headers: { "X-Fragment": "1" } }).catch(() => null);
  if (!answer || answer.redirected || !(answer.ok || answer.status === 422)) return false;
  const words = body ? "" : place().querySelector("textarea")?.value;
  place().outerHTML = await answer.text();
  if (words) place().querySelector("textarea")?.append(words);
  place().querySelector("[aria-invalid], input[name=answers] ~ .field textarea")?.focus();
  return true;
}

// What others write while one reads is offered, not pushed in.
document.addEventListener("kulisse:comments", ({ detail: { clip, ids } }) => {
  const offer = place()?.dataset.comments === clip && place().querySelector("[data-new]");
  if (!offer) return;
  const fresh = ids.filter((id) => !document.getElementById(`comment-${id}`)), n = (offer.n ?? 0) + fresh.length;
  offer.textContent = n > 1 ? offer.dataset.many.replace("{n}", n) : offer.dataset.one;
  offer.hidden = !(offer.n = n);
});

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-comments-form]")) return;
  event.preventDefault();
  if (!(await draw(event.target.action, new FormData(event.target)))) event.target.submit();
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-comments-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!(await draw(link.href))) location.assign(link.href);
});
