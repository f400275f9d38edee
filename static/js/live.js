// Hears what changes on the clips before one's eyes, and what people one follows publish.
import { wire } from "./wire.js";

let clips = [];

function hear(news) {
  const stage = news.clip && document.getElementById(`clip-${news.clip}`);
  if (news.type === "published") return document.dispatchEvent(new CustomEvent("kulisse:tell", { detail: news }));
  if (news.type === "gone") return stage?.dispatchEvent(new CustomEvent("missing", { bubbles: true }));
  for (const [name, [number, shown]] of Object.entries(news.counts ?? {}))
    stage?.querySelectorAll(`[data-count=${name}]`).forEach((one) => {
      one.firstChild.data = shown;
      if (one.dataset.number) one.dataset.number = number;
    });
}

const say = () => line.say({ clips }), line = wire(() => "/ws/stage", hear, () => say());

document.querySelector("[data-stages]").addEventListener("arrived", (event) => {
  clips = event.detail.map((stage) => stage.dataset.clip).filter(Boolean);
  say();
});
