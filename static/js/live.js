// Hears what changes on the clips before one's eyes, and what people one follows publish.
import { wire } from "./wire.js";

const house = document.querySelector("[data-stages]");
let clips = house ? [] : [document.querySelector("[data-comments]").dataset.comments];

function hear(news) {
  const stage = news.clip && document.getElementById(`clip-${news.clip}`);
  const others = { published: "tell", comments: "comments" }[news.type];
  if (others) return document.dispatchEvent(new CustomEvent(`kulisse:${others}`, { detail: news }));
  if (news.type === "gone") return stage?.dispatchEvent(new CustomEvent("missing", { bubbles: true }));
  for (const [name, [number, shown]] of Object.entries(news.counts ?? {}))
    stage?.querySelectorAll(`[data-count=${name}]`).forEach((one) => {
      one.firstChild.data = shown;
      if (one.dataset.number) one.dataset.number = number;
    });
}

const say = () => line.say({ clips }), line = wire(() => "/ws/stage", hear, () => say());

house?.addEventListener("arrived", (event) => {
  clips = event.detail.map((stage) => stage.dataset.clip).filter(Boolean);
  say();
});
