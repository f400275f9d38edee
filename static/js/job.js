/* A job on its way: the socket says what changed, the page's own fragment shows it. */
import { refresh } from "./fragments.js";
import { wire } from "./wire.js";

const page = document.querySelector("[data-job]");
const FINISHED = ["DONE", "FAILED", "REFUSED", "CANCELLED"];
let last = +page.dataset.last || 0, shown = "";

async function show(news) {
  if (news.type !== "job") return;
  last = Math.max(last, news.transition || 0);
  if (news.state === "DONE" && news.url && "go" in page.dataset) return location.assign(news.url);
  picture(news.preview);
  const facts = [news.state, news.place, news.usual_seconds, news.stage, news.starts, news.closed].join();
  if (facts !== shown) {
    shown = facts;
    await refresh();
    document.title = document.title.replace(/^.*?(?= · )/, () => news.stage);
  }
  bar(news.percent);
  if (FINISHED.includes(news.state)) line.close();
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

const line = wire(() => `/ws/jobs/${page.dataset.job}?last=${last}`, show);
