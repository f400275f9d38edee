// Hears what happened while a page is open: a toast with a link, and the number of unread things in every tab.
import { wire } from "./wire.js";

const { inbox: who, csrf } = document.body.dataset;
const SEEN = `inbox-seen:${who}`; // ids, to drop what is sent twice and to say after which one to go on
const KEPT = 200;
const AT_ONCE = 3; // toasts after a pause; the rest is in the inbox
const SHOWN_FOR = 10_000;

const known = () => sessionStorage.getItem(SEEN);
const seen = new Set(JSON.parse(known() ?? "[]"));
let missed = null; // collects until "ready"

const make = (tag, fields, ...inside) => {
  const one = Object.assign(document.createElement(tag), fields);
  one.append(...inside);
  return one;
};

function showUnread(count) {
  for (const badge of document.querySelectorAll("[data-unread]")) {
    const number = badge.querySelector("[data-unread-number]") ?? badge;
    number.textContent = count > 99 ? "99+" : count;
    badge.hidden = !count;
  }
}

function keep(...ids) {
  ids.forEach((id) => seen.add(id));
  sessionStorage.setItem(SEEN, JSON.stringify([...seen].slice(-KEPT)));
}

function question(news) { // a form like the one in the inbox: one tap, and back to this page
  const hidden = (name, value) => make("input", { type: "hidden", name, value });
  return make("form", { method: "post", action: news.answer, className: "cluster" },
    hidden("csrfmiddlewaretoken", csrf), hidden("next", location.pathname + location.search),
    ...news.answers.map(([value, textContent]) => make("button", { name: "yes", value, textContent, className: `button button--small${value > 0 ? "" : " button--quiet"}` })));
}

function toast(news) {
  if (news.quiet) return; // quiet hours: the number counts, nothing pops up
  const many = news.together; // many of a kind are told as one, in place of those that still stand there
  if (many) document.querySelectorAll(`.toast[data-group="${CSS.escape(news.group)}"]`).forEach((one) => one.remove());
  const link = make("a", { textContent: many || news.text, href: (!many && news.url) || "/inbox", onclick: () => news.id && markRead(news.id) });
  const paper = make("div", { className: "toast toast--live" }, make("p", {}, link));
  paper.dataset.group = news.group ?? "";
  if (news.answer) paper.append(question(news));
  show(paper);
}

function show(paper) {
  document.getElementById("toasts")?.append(paper);
  let clock;
  const goIn = (time) => () => { clearTimeout(clock); if (time) clock = setTimeout(() => paper.remove(), time); };
  for (const kind of ["pointerenter", "focusin"]) paper.addEventListener(kind, goIn(0));
  for (const kind of ["pointerleave", "focusout"]) paper.addEventListener(kind, goIn(SHOWN_FOR / 2));
  goIn(SHOWN_FOR)();
}

function hear(news) {
  if (news.type === "ready") {
    keep(...news.recent.reverse());
    missed?.slice(-AT_ONCE).forEach(toast);
    missed = null;
    showUnread(news.unread);
  } else if (news.type === "notification" && !seen.has(news.id)) {
    keep(news.id);
    missed ? missed.push(news) : toast(news);
    showUnread(news.unread);
    document.dispatchEvent(new CustomEvent("kulisse:notification", { detail: news }));
  } else if (news.type === "unread") {
    showUnread(news.unread); // read in another tab, browser or device
    if (!news.unread) document.querySelectorAll(".letter--unread").forEach((one) => one.classList.remove("letter--unread"));
  }
}

function markRead(ids) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrf });
  String(ids).split(" ").forEach((id) => body.append("id", id));
  fetch("/inbox/read", { method: "POST", body, keepalive: true }).catch(() => {});
}

function address() {
  missed = [];
  return known() === null ? "/ws/inbox" : `/ws/inbox?last=${Math.max(0, ...seen)}`;
}

const list = document.querySelector("[data-inbox-list]"), token = document.querySelector("[data-select]");
wire(address, hear);
document.addEventListener("kulisse:tell", ({ detail }) => (detail instanceof Element ? show(detail) : toast(detail)));
list?.addEventListener("click", (event) => {
  const line = event.target.closest("a") && event.target.closest("[data-id]");
  if (line) markRead(line.dataset.id);
});
token?.addEventListener("focus", () => token.select());
