// Hears what happened while a page is open: a toast with a link, and the number of unread things in every tab.

const who = document.body.dataset.inbox;
const keyLast = `inbox-last:${who}`;
const keySeen = `inbox-seen:${who}`;
const KEPT = 200; // ids remembered, to drop what is sent twice
const AT_ONCE = 3; // toasts after a pause; the rest is in the inbox
const SHOWN_FOR = 10_000;
const OVER = new Set([4401, 4404]); // closed for good: logged out, or no such thing

const seen = new Set(JSON.parse(sessionStorage.getItem(keySeen) ?? "[]"));
let socket = null;
let failures = 0;
let timer = 0;
let missed = null; // collects until "ready"

function showUnread(count) {
  for (const badge of document.querySelectorAll("[data-unread]")) {
    const number = badge.querySelector("[data-unread-number]") ?? badge;
    number.textContent = count > 99 ? "99+" : String(count);
    badge.hidden = count === 0;
  }
}

function remember(id) {
  if (seen.has(id)) return false;
  keep([id]);
  return true;
}

function keep(ids) {
  ids.forEach((id) => seen.add(id));
  sessionStorage.setItem(keySeen, JSON.stringify([...seen].slice(-KEPT)));
  const last = Math.max(0, ...ids, Number(sessionStorage.getItem(keyLast) ?? 0));
  sessionStorage.setItem(keyLast, String(last));
}

function question(news) { // a form like the one in the inbox: one tap, and back to this page
  const form = Object.assign(document.createElement("form"), { method: "post", action: news.answer, className: "cluster" });
  const say = (tag, fields) => form.append(Object.assign(document.createElement(tag), fields));
  say("input", { type: "hidden", name: "csrfmiddlewaretoken", value: document.body.dataset.csrf });
  say("input", { type: "hidden", name: "next", value: location.pathname + location.search });
  for (const [value, textContent] of news.answers) {
    say("button", { name: "yes", value, textContent, className: `button button--small${value === "1" ? "" : " button--quiet"}` });
  }
  return form;
}

function toast(news) {
  if (news.quiet) return; // quiet hours: the number counts, nothing pops up
  const many = news.together; // many of a kind are told as one, in place of those that still stand there
  if (many) document.querySelectorAll(`.toast[data-group="${CSS.escape(news.group)}"]`).forEach((one) => one.remove());
  const paper = document.createElement("div");
  paper.className = "toast toast--live";
  paper.dataset.group = news.group ?? "";
  const words = document.createElement("p");
  const link = document.createElement("a");
  link.textContent = many || news.text;
  link.href = many ? "/inbox" : news.url || "/inbox";
  link.addEventListener("click", () => news.id && markRead(news.id));
  words.append(link);
  paper.append(words);
  if (news.answer) paper.append(question(news));
  document.getElementById("toasts")?.append(paper);
  let clock = setTimeout(() => paper.remove(), SHOWN_FOR);
  const hold = () => clearTimeout(clock);
  const go = () => { hold(); clock = setTimeout(() => paper.remove(), SHOWN_FOR / 2); };
  paper.addEventListener("pointerenter", hold);
  paper.addEventListener("pointerleave", go);
  paper.addEventListener("focusin", hold);
  paper.addEventListener("focusout", go);
}

function hear(event) {
  const news = JSON.parse(event.data);
  if (news.type === "ready") {
    failures = 0;
    keep([...news.recent].reverse());
    missed?.slice(-AT_ONCE).forEach(toast);
    missed = null;
    showUnread(news.unread);
  } else if (news.type === "notification" && remember(news.id)) {
    if (missed) missed.push(news);
    else toast(news);
    showUnread(news.unread);
    document.dispatchEvent(new CustomEvent("kulisse:notification", { detail: news }));
  } else if (news.type === "unread") {
    showUnread(news.unread); // read in another tab, browser or device
    if (!news.unread) document.querySelectorAll(".letter--unread").forEach((one) => one.classList.remove("letter--unread"));
  }
}

function open() {
  clearTimeout(timer);
  if (socket && socket.readyState <= WebSocket.OPEN) return;
  const last = sessionStorage.getItem(keyLast);
  const address = new URL("/ws/inbox", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  if (last !== null) address.searchParams.set("last", last);
  missed = [];
  socket = new WebSocket(address);
  socket.addEventListener("message", hear);
  socket.addEventListener("close", ({ target, code }) => {
    if (target !== socket || OVER.has(code)) return;
    const pause = Math.min(30_000, 500 * 2 ** failures++) * (0.5 + Math.random() / 2);
    timer = setTimeout(open, pause);
  });
}

function close() {
  clearTimeout(timer);
  const old = socket;
  socket = null;
  old?.close();
}

function markRead(ids) {
  const list = document.querySelector("[data-inbox-list]");
  const body = new URLSearchParams({ csrfmiddlewaretoken: document.body.dataset.csrf });
  String(ids).split(" ").forEach((id) => body.append("id", id));
  fetch(list?.dataset.readUrl ?? "/inbox/read", { method: "POST", body, keepalive: true }).catch(() => {});
}

if (who !== undefined) {
  open();
  document.addEventListener("kulisse:tell", (event) => toast(event.detail));
  addEventListener("pagehide", close); // a page with an open socket is not kept for the way back
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("online", () => { failures = 0; open(); });

  const list = document.querySelector("[data-inbox-list]");
  if (list) {
    list.addEventListener("click", (event) => {
      const line = event.target.closest("a") && event.target.closest("[data-id]");
      if (line) markRead(line.dataset.id);
    });
  }
  const token = document.querySelector("[data-select]");
  token?.addEventListener("focus", () => token.select());
}
