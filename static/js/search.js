// While somebody types, what is found comes without leaving the page.
import { refresh } from "./fragments.js";

const form = document.querySelector("form[data-search]");
let timer, asked;

form.elements.q.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    asked?.abort();
    asked = new AbortController();
    const url = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    const arrived = await refresh(url, { signal: asked.signal }).catch(() => null);
    if (arrived) history.replaceState(history.state, "", url);
  }, 150);
});
