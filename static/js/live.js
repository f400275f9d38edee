// Hears what changes on the clips before one's eyes, and what people one follows publish.

const house = document.querySelector("[data-stages]");
let socket = null, clips = [], tries = 0;

const say = () => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ clips }));

function hear({ data }) {
  const news = JSON.parse(data), stage = news.clip && document.getElementById(`clip-${news.clip}`);
  if (news.type === "published") return document.dispatchEvent(new CustomEvent("kulisse:tell", { detail: news }));
  if (news.type === "gone") return stage?.dispatchEvent(new CustomEvent("missing", { bubbles: true }));
  for (const [name, [number, shown]] of Object.entries(news.counts ?? {}))
    stage?.querySelectorAll(`[data-count=${name}]`).forEach((one) => {
      one.firstChild.data = shown;
      if (one.dataset.number) one.dataset.number = number;
    });
}

function open() {
  socket = new WebSocket(new URL("/ws/stage", location.href.replace(/^http/, "ws")));
  socket.onmessage = hear;
  socket.onopen = () => { tries = 0; say(); };
  socket.onclose = ({ target, code }) => target === socket && code < 4400 && setTimeout(open, Math.min(30000, 1000 * 2 ** tries++));
}

function close() {
  const old = socket;
  socket = null;
  old?.close();
}

house.addEventListener("arrived", (event) => {
  clips = event.detail.map((stage) => stage.dataset.clip).filter(Boolean);
  say();
});
addEventListener("pagehide", close); // a page with an open socket is not kept for the way back
addEventListener("pageshow", (event) => event.persisted && open());
open();
