/* A job on its way: the socket says what changed, the page's own fragment shows it. */
import { refresh } from "./fragments.js";

const page = document.querySelector("[data-job]");
const scheme = location.protocol === "https:" ? "wss:" : "ws:";
const FINISHED = ["DONE", "FAILED", "REFUSED", "CANCELLED"];
let last = Number(page.dataset.last) || 0;
let shown = "", tries = 0;

function listen() {
  const socket = new WebSocket(`${scheme}//${location.host}/ws/jobs/${page.dataset.job}?last=${last}`);
  socket.addEventListener("message", (event) => {
    tries = 0;
    const news = JSON.parse(event.data);
    if (news.type === "job") show(news, socket);
  });
  socket.addEventListener("close", (event) => {
    if ([4401, 4404].includes(event.code) || FINISHED.includes(page.dataset.state)) return;
    setTimeout(listen, Math.min(8000, 250 * 2 ** tries++) * (0.75 + Math.random() / 2));
  });
}

async function show(news, socket) {
  last = Math.max(last, news.transition || 0);
  page.dataset.state = news.state;
  if (news.state === "DONE" && news.url && "go" in page.dataset) return location.assign(news.url);
  picture(news.preview);
  const facts = [news.state, news.place, news.usual_seconds, news.stage, news.starts, news.closed].join();
  if (facts !== shown) {
    shown = facts;
    await refresh();
    document.title = document.title.replace(/^.*?(?= · )/, () => news.stage);
  }
  bar(news.percent);
  if (FINISHED.includes(news.state)) socket.close();
}

function bar(percent) {
  const progress = page.querySelector("[data-progress]");
  if (!progress) return;
  progress.value = percent;
  page.querySelector("[data-percent]").textContent = percent;
}

function picture(url) {
  const image = page.querySelector("[data-preview]");
  if (!url || !image || image.getAttribute("src") === url) return;
  const next = new Image();
  next.onload = () => { image.src = url; image.classList.remove("job__curtain"); };
  next.src = url;
}

listen();
