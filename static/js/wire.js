// A socket of the page: opened again after a loss, closed while the page is put aside (else it is not kept for the way back).
const OVER = 4400; // codes from here on: for good

export function wire(address, hear, opened = () => {}) {
  let socket = null, tries = 0, timer = 0;

  function open() {
    clearTimeout(timer);
    if (socket?.readyState <= WebSocket.OPEN) return;
    socket = new WebSocket(new URL(address(), location.href.replace(/^http/, "ws")));
    socket.onopen = opened;
    socket.onmessage = ({ data }) => { tries = 0; hear(JSON.parse(data)); };
    socket.onclose = ({ target, code }) => {
      if (target === socket && code < OVER) timer = setTimeout(open, Math.min(30_000, 500 * 2 ** tries++) * (0.5 + Math.random() / 2));
    };
  }
  function close() {
    clearTimeout(timer);
    const old = socket;
    socket = null;
    old?.close();
  }
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("online", () => { tries = 0; open(); });
  open();
  return { close, say: (news) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(news)) };
}
