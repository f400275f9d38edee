/* The director's sheet: counts, puts mentions into the words, and asks while typing what is understood. */
import { refresh } from "./fragments.js";

const form = document.querySelector("[data-composer]");
const prompt = form.elements.prompt;
const count = form.querySelector("[data-count]");
const limit = Number(prompt.dataset.limit);
const CALM = 350; // milliseconds without a key before we ask

function tally() {
  const length = [...prompt.value].length;
  count.hidden = false;
  count.textContent = `${length.toLocaleString(document.documentElement.lang)} / ${limit.toLocaleString(document.documentElement.lang)}`;
  count.classList.toggle("composer__count--over", length > limit);
}

let waiting, asking, asked = "";
function askSoon() {
  tally();
  clearTimeout(waiting);
  waiting = setTimeout(ask, CALM);
}

async function ask() {
  const words = new URLSearchParams();
  for (const name of ["prompt", "seconds", "size"]) words.set(name, form.elements[name].value);
  for (const [name, value] of new FormData(form)) if (name.startsWith("scene.")) words.set(name, value);
  if (words.toString() === asked || [...prompt.value].length > limit) return;
  asking?.abort();
  asking = new AbortController();
  try {
    await refresh(`${form.dataset.check}?${words}`, asking.signal);
    asked = words.toString();
  } catch (error) {
    if (error.name !== "AbortError") waiting = setTimeout(ask, 3000);
  }
}

function insert(mention) {
  const { selectionStart: start, selectionEnd: end, value } = prompt;
  const before = start && !/\s$/.test(value.slice(0, start)) ? " " : "";
  const after = /^\s/.test(value.slice(end)) ? "" : " ";
  prompt.setRangeText(before + mention + after, start, end, "end");
  prompt.focus();
  askSoon();
}

for (const button of form.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => insert(button.dataset.insert));
}
prompt.addEventListener("input", askSoon);
form.addEventListener("change", askSoon);
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault(); // a second press makes no second clip
  if (event.submitter?.getAttribute("formmethod") !== "get") form.dataset.sent = "1";
});
addEventListener("pageshow", () => delete form.dataset.sent);
tally();
