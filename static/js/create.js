/* The director's sheet: counts, puts mentions in, and asks while typing what is understood. */
import { refresh } from "./fragments.js";
import { complete, write } from "./mentions.js";
import { storyboard } from "./shots.js";

const form = document.querySelector("[data-composer]");
const prompt = form.elements.prompt;
const count = form.querySelector("[data-count]");
const limit = +prompt.dataset.limit;
const CALM = 350; // milliseconds without a key before we ask
const KEPT_BACK = ["csrfmiddlewaretoken", "picture", "title", "publish_when_done"];

function tally() {
  const length = [...prompt.value].length;
  count.hidden = false;
  count.textContent = [length, limit].map((one) => one.toLocaleString(document.documentElement.lang)).join(" / ");
  count.classList.toggle("composer__count--over", length > limit);
}

let waiting, asking, looking = false, asked = "", changes = 0;
function askSoon() {
  changes += 1;
  tally();
  askLater();
}

function askLater(calm = CALM) {
  clearTimeout(waiting);
  waiting = setTimeout(ask, calm);
}

function typed() {
  const words = new FormData(form);
  KEPT_BACK.forEach((name) => words.delete(name));
  return new URLSearchParams(words).toString();
}

async function ask() {
  if (looking) return askLater(); // an answer without the picture would take away what is said of it
  const words = typed();
  if (words === asked || [...prompt.value].length > limit) return;
  const before = changes;
  asking?.abort();
  asking = new AbortController();
  try {
    await refresh(`${form.dataset.check}?${words}`, { signal: asking.signal });
    asked = before === changes ? typed() : words; // what came may hold the fields of a new scene; what was typed meanwhile was not asked
  } catch (error) {
    if (error.name !== "AbortError") askLater(3000);
  }
}

/* A picture goes up as soon as it is chosen: what is wrong with it is said now, not at the end. */
async function lookAtPicture(input) {
  if (!input.files.length) return;
  clearTimeout(waiting);
  asking?.abort();
  looking = true;
  try {
    if (await refresh(form.dataset.check, { method: "POST", body: new FormData(form) })) input.value = "";
  } catch { /* no line: it goes with the form then */ }
  looking = false;
}

function insert(mention) {
  const start = prompt.selectionStart;
  write(prompt, /^$|\s$/.test(prompt.value.slice(0, start)) ? mention : ` ${mention}`, start);
  prompt.focus();
  askSoon();
}

for (const button of form.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.onclick = () => insert(button.dataset.insert);
}
complete(form);
storyboard(form, askSoon);
form.addEventListener("input", (event) => event.target.type !== "file" && askSoon());
form.addEventListener("change", (event) => (event.target.type === "file" ? lookAtPicture(event.target) : askSoon()));
form.addEventListener("submit", (event) => {
  if (event.submitter?.hasAttribute("formaction")) return;
  if (form.dataset.sent) event.preventDefault(); // a second press makes no second clip
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => delete form.dataset.sent);
tally();
