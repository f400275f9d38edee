/* Fetches the changing parts of a page and puts them in their places: one element for each [data-part]. */

export async function refresh(url = location.href, options = {}) {
  const answer = await fetch(url, { headers: { "X-Fragment": "1" }, ...options });
  if (!answer.ok) return null;
  const arrived = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of arrived.querySelectorAll("[data-part]")) put(part);
  return arrived;
}

/* The old element stays (a live region must); where somebody reads or types, nothing changes. */
function put(part) {
  const place = document.querySelector(`[data-part="${part.dataset.part}"]`);
  if (!place || place.innerHTML === part.innerHTML) return;
  if (place.contains(document.activeElement) && document.activeElement !== place) {
    place.addEventListener("focusout", () => setTimeout(() => put(part), 50), { once: true });
    return;
  }
  place.innerHTML = part.innerHTML;
  for (const name of part.getAttributeNames()) place.setAttribute(name, part.getAttribute(name));
}
