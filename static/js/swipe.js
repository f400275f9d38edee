// The swipe page: which clip is on, playing it, keys and touch, and more clips before the last is reached.
import { adopt, drop, frugal, load, paint, poster } from "./players.js";
import { flip } from "./switch.js";
import { tell, watched } from "./watching.js";

const house = document.querySelector("[data-stages]"), theatre = document.getElementById("main");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };
const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
let sound = kept("kulisse-sound") === "on", captions = kept("kulisse-captions") !== "off";
let stages = [], now = -1, aim = 0, moving = false, held = calm.matches, loading = false;

const articles = () => [...house.querySelectorAll(".stage")];
const current = () => stages[now];

// ---- playing
function arrive(place) {
  if (place === now || !stages[place]) return;
  current()?.video?.pause();
  now = place;
  if (place === aim) moving = false;
  held = calm.matches;
  const stage = current(), video = load(stage, place);
  if (stage.matches("[data-tail]")) theatre.classList.remove("is-playing");
  if (video) {
    if (video.readyState) video.currentTime = 0;
    const ready = () => now === place && around(place);
    video.readyState >= 3 ? ready() : video.addEventListener("canplay", ready, { once: true });
    held ? hold(true) : play();
  } else around(place);
  if (stages.length - place <= 3) more();
}

function around(place) {
  for (const step of [1, -1, 2]) {
    const stage = stages[place + step];
    if (!stage?.dataset.video) continue;
    paint(stage);
    if (step === 2) continue;
    frugal ? poster(stage) : load(stage, place + step);
  }
}

async function play() {
  const video = current()?.video;
  if (!video) return;
  hold(false);
  video.muted = !sound;
  try {
    await video.play();
  } catch (error) {
    if (error.name !== "NotAllowedError" || video !== current()?.video) return;
    video.muted = true; // sound needs a touch first; the button shows it is off
    show("sound", false);
    await video.play().catch(() => hold(true));
  }
}

function hold(on) {
  held = on;
  const stage = current();
  stage?.classList.toggle("is-held", on);
  theatre.classList.toggle("is-playing", !on);
  const tap = stage?.querySelector("[data-act=play]");
  tap?.setAttribute("aria-label", on ? tap.dataset.play : tap.dataset.pause);
  if (on) stage?.video?.pause();
}

// ---- what runs with the picture: progress, captions, measuring
let last = 0, spot = 0;
function tick(time) {
  const stage = current(), video = stage?.video;
  if (video && !video.paused && video.duration) {
    const looped = video.currentTime < spot - 0.5;
    watched(stage, Math.min(time - last, 1000), looped);
    stage.querySelector("[data-progress]").style.setProperty("--at", video.currentTime / video.duration);
    spot = video.currentTime;
    cue(stage, spot);
  }
  last = time;
  requestAnimationFrame(tick);
}

function cue(stage, at) {
  if (!stage.dataset.lines) return;
  stage.lines ??= stage.dataset.lines.split("\n").map((line) => line.split(/\|(.*?)\|(.*)/s));
  const box = stage.querySelector("[data-cue]");
  const line = captions && stage.lines.find(([start, end]) => at >= start && at < end);
  const text = line ? line[2] : "";
  if (box.textContent !== text) box.textContent = text;
  box.hidden = !text;
}

// ---- moving
function go(step, byKey) {
  aim = Math.min(Math.max((moving ? aim : now) + step, 0), stages.length - 1);
  moving = true;
  const near = Math.abs(aim - now) <= 1 && !calm.matches; // who presses fast wants to be there, not to watch the way
  stages[aim].scrollIntoView({ behavior: near ? "smooth" : "instant", block: "start" });
  if (byKey && document.activeElement?.closest(".stage")) stages[aim].focus({ preventScroll: true });
}

for (const end of ["scrollend", "wheel", "touchstart"]) house.addEventListener(end, () => (moving = false), { passive: true });

const sight = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) arrive(stages.indexOf(entry.target));
}, { root: house, threshold: 0.6 });

function gather() {
  stages = articles();
  stages.forEach((stage) => sight.observe(stage));
  show("sound", sound);
  show("captions", captions);
}

async function fetchMore(url) {
  const answer = await fetch(url, { headers: { "X-Fragment": "1" } });
  if (!answer.ok) throw new Error(answer.status);
  const sheet = document.createElement("template");
  sheet.innerHTML = await answer.text();
  sheet.content.querySelectorAll("noscript, video, .stage__poster").forEach((one) => one.remove()); // ours are the players
  return sheet.content;
}

// New clips take the place of the tail, and the new tail follows them: nothing that is on screen moves.
function extend(sheet) {
  const tail = house.querySelector("[data-tail]"), next = sheet.querySelector("[data-tail]");
  const known = new Set(stages.map((stage) => stage.dataset.clip));
  const clips = [...sheet.querySelectorAll("[data-stage]")].filter((stage) => !known.has(stage.dataset.clip));
  const place = stages.indexOf(tail), wasHere = now === place;
  if (!clips.length && "rehearsal" in tail.dataset && "rehearsal" in next.dataset) {
    tail.querySelector("[data-told]").textContent = next.querySelector("[data-told]").textContent;
    tail.querySelector("progress").value = next.querySelector("progress").value;
    return;
  }
  tail.replaceWith(...clips, next);
  gather();
  if (wasHere) { now = -1; arrive(place); }
}

async function more() {
  const tail = house.querySelector("[data-tail][data-more]");
  if (!tail || loading) return;
  loading = true;
  await fetchMore(tail.dataset.more).then(extend).catch(() => {});
  loading = false;
}

setInterval(async () => {
  if (!house.querySelector("[data-rehearsal]")) return;
  if (!document.hidden && !loading) await fetchMore(location.pathname).then(extend).catch(() => {});
}, 3000);

// ---- a clip that was taken back while it lay here
async function check(stage) {
  const answer = await fetch(stage.dataset.video, { method: "HEAD" }).catch(() => null);
  if (!answer || answer.ok) return;
  drop(stage);
  delete stage.dataset.video;
  stage.classList.add("stage--gone", "stage--tail");
  const note = Object.assign(document.createElement("p"), { className: "tail", textContent: house.dataset.gone });
  stage.replaceChildren(note);
}
house.addEventListener("missing", (event) => check(event.target));
addEventListener("pageshow", (event) => event.persisted && stages.filter((stage) => stage.dataset.video).slice(Math.max(0, now - 2), now + 6).forEach(check));

// ---- sound, captions, like
function show(act, on) {
  house.querySelectorAll(`[data-act=${act}]`).forEach((button) => button.setAttribute("aria-pressed", on));
}
const acts = {
  next: () => go(1), previous: () => go(-1),
  play: () => (held ? play() : hold(true)),
  sound() {
    sound = Boolean(current()?.video?.muted);
    if (current()?.video) current().video.muted = !sound;
    keep("kulisse-sound", sound ? "on" : "off");
    show("sound", sound);
  },
  captions() {
    captions = !captions;
    keep("kulisse-captions", captions ? "on" : "off");
    show("captions", captions);
    if (current()?.video) cue(current(), spot);
  },
  like(on) {
    const form = current()?.querySelector("form:has([data-like])");
    if (form) flip(form, on);
  },
  help: () => document.getElementById("keys").showModal(),
};
const keys = { ArrowDown: "next", j: "next", ArrowUp: "previous", k: "previous", " ": "play", m: "sound", l: "like", c: "captions", "?": "help" };

document.addEventListener("keydown", (event) => {
  const act = keys[event.key], on = event.target;
  if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (on.closest("input, textarea, select, dialog[open], :popover-open")) return;
  if (event.key === " " && on.closest("button, a, summary")) return;
  event.preventDefault();
  act === "next" || act === "previous" ? go(act === "next" ? 1 : -1, true) : acts[act]();
});

let tapped = 0, waiting = 0;
house.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button?.dataset.act !== "play" || !event.detail) return button && acts[button.dataset.act]();
  clearTimeout(waiting);
  if (event.timeStamp - tapped < 280) {
    tapped = 0;
    return adore(event);
  }
  tapped = event.timeStamp;
  waiting = setTimeout(acts.play, 280);
});
theatre.querySelector(".theatre__floor").addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());

function adore(event) {
  if (!current()?.querySelector("[data-like]")) return;
  acts.like(true);
  const box = current().querySelector(".stage__box"), frame = box.getBoundingClientRect();
  const heart = current().querySelector("[data-like] svg").cloneNode(true);
  heart.classList.add("stage__heart");
  heart.style.insetInlineStart = `${event.clientX - frame.left}px`;
  heart.style.insetBlockStart = `${event.clientY - frame.top}px`;
  heart.addEventListener("animationend", () => heart.remove());
  box.append(heart);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) { current()?.video?.pause(); tell(); }
  else if (!held && now >= 0) play();
});
calm.addEventListener("change", () => hold(calm.matches));

gather();
const first = stages.find((stage) => stage.querySelector("video"));
if (first) { adopt(first); paint(first); }
arrive(Math.max(0, stages.indexOf(first)));
requestAnimationFrame(tick);
