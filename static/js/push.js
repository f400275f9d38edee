// Asks this browser to take pushes, when the button is pressed, and tells the server where.
const box = document.querySelector("[data-push]");

async function subscribe() {
  const worker = await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  const made = (await worker.pushManager.getSubscription()) ?? (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: box.dataset.push }));
  const { endpoint, keys } = made.toJSON();
  const name = `${navigator.userAgentData?.brands?.at(-1)?.brand ?? "Browser"} · ${navigator.platform}`.slice(0, 60);
  const body = new URLSearchParams({ endpoint, ...keys, name, csrfmiddlewaretoken: document.body.dataset.csrf });
  const answer = await fetch(box.dataset.url, { method: "POST", body });
  if (!answer.ok) throw new Error(answer.status);
}

if (box && "PushManager" in window && "serviceWorker" in navigator) {
  box.hidden = false;
  const button = box.querySelector("button"), said = box.querySelector("[role=status]");
  button.onclick = async () => {
    button.disabled = true;
    said.textContent = "";
    try {
      if ((await Notification.requestPermission()) !== "granted") throw new Error("no");
      await subscribe();
      location.reload();
    } catch {
      said.textContent = said.dataset[Notification.permission === "denied" ? "denied" : "failed"];
      button.disabled = false;
    }
  };
}
