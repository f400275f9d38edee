// Measures how long each clip was watched and tells the server in batches.
const csrf = document.body.dataset.csrf, url = document.querySelector("[data-stages]")?.dataset.watch;
const seen = new Map();

export function watched(stage, ms, looped) {
  if (!stage.dataset.req || ms <= 0) return;
  const { req, clip, place, source, slip } = stage.dataset, key = req + clip;
  const row = seen.get(key) ?? { req, clip, place: +place, source, slip, ms: 0, loops: 0 };
  row.ms += ms;
  row.loops += looped ? 1 : 0;
  row.fresh = true;
  seen.set(key, row);
}

export function tell() {
  const batches = {};
  for (const row of seen.values()) {
    if (!row.fresh) continue;
    row.fresh = false;
    const { req, fresh, ...told } = row;
    (batches[req] ??= []).push({ ...told, ms: Math.round(row.ms) });
  }
  for (const [req_id, items] of Object.entries(batches))
    fetch(url, {
      method: "POST", keepalive: true, body: JSON.stringify({ req_id, items }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf ?? "" },
    }).catch(() => {});
}

setInterval(tell, 15000);
addEventListener("pagehide", tell);
document.addEventListener("visibilitychange", () => document.hidden && tell());
