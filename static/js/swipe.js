// The swipe page: which clip is on, playing it, keys, and more clips before the last is reached.
import { adopt, drop, frugal, load, poster } from "./players.js";
import { begin, captioned, cue, follow, keep, kept, say, seek } from "./picture.js";
import { flip } from "./switch.js";
import { hands } from "./touch.js";
import { watched } from "./watching.js";

const house = document.querySelector("[data-stages]"), theatre = document.getElementById("main");
const said = document.querySelector("[data-said]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const still = () => calm.matches || house.dataset.autoplay === "off";
const way = JSON.parse(sessionStorage.getItem("kulisse-way") ?? "[]"); // the slates of this feed, in order
let sound = kept("sound") === "on";
let stages = [], held = still(), on, aim, loading, touched, spoken;

const place = () => stages.indexOf(on);

function arrive(stage) {
  if (!stage || stage === on) return;
  on?.video?.pause();
  on?.querySelector(":popover-open")?.hidePopover();
  fast(false);
  on = stage;
  if (stage === aim) aim = null;
  held = still();
  const video = load(stage);
  if (stage.matches(".stage--tail")) theatre.classList.remove("is-playing");
  begin(stage);
  note(stage);
  if (video) {
    if (video.readyState) video.currentTime = 0;
    check(stage);
    const ready = () => on === stage && around();
    video.readyState >= 3 ? ready() : video.addEventListener("canplay", ready, { once: true });
    held ? hold(true) : play();
  } else around();
  if (stages.length - place() <= 3) more();
  setTimeout(tidy, 700);
  house.dispatchEvent(new CustomEvent("arrived", { detail: stages.slice(Math.max(0, place() - 1), place() + 2) }));
}

// The address follows, so that the way back and a reload lead to the same clip.
function note(stage) {
  if (stage.dataset.from && stage.id) history.replaceState(history.state, "", `?after=${stage.dataset.from}#${stage.id}`);
  if (spoken) said.textContent = stage.querySelector("h2")?.textContent ?? "";
  spoken = false;
}

function around() {
  for (const step of [1, -1, 2]) {
    const stage = stages[place() + step];
    if (stage?.dataset.video) frugal() || step === 2 ? poster(stage) : load(stage);
  }
}

async function play() {
  const video = load(on);
  if (!video) return;
  hold(false);
  video.loop = house.dataset.loop !== "off";
  video.muted = !sound;
  try {
    await video.play();
  } catch (error) {
    if (error.name !== "NotAllowedError" || video !== on?.video) return;
    video.muted = true; // sound needs a touch first; the button shows it is off
    await video.play().catch(() => hold(true));
  }
  showSound();
}

function hold(yes) {
  held = yes;
  on?.classList.toggle("is-held", yes);
  theatre.classList.toggle("is-playing", !yes);
  const tap = on?.querySelector("[data-act=play]");
  if (tap) tap.ariaLabel = tap.dataset[yes ? "play" : "pause"];
  if (yes) on?.video?.pause();
}

function fast(yes) {
  on?.classList.toggle("is-fast", yes);
  if (on?.video) on.video.playbackRate = yes ? 2 : 1;
}

let last = 0;
function tick(time) {
  const video = on?.video;
  if (video && !video.paused && video.duration) watched(on, Math.min(time - last, 1000), follow(on, video, time));
  last = time;
  requestAnimationFrame(tick);
}

function go(step, byKey) {
  aim = stages[stages.indexOf(goal()) + step] ?? goal();
  const near = Math.abs(stages.indexOf(aim) - place()) <= 1 && !calm.matches; // who presses fast wants to be there
  spoken = byKey;
  aim.scrollIntoView({ behavior: near ? "smooth" : "instant" });
  if (byKey && document.activeElement?.closest(".stage")) aim.focus({ preventScroll: true });
}

house.addEventListener("wheel", () => (aim = null), { passive: true });
for (const kind of ["touchstart", "touchend", "touchcancel"])
  house.addEventListener(kind, (event) => { aim = null; touched = event.touches.length > 0; }, { passive: true });
const goal = () => aim ?? on, off = () => Math.abs(goal().offsetTop - house.scrollTop);
house.addEventListener("scrollend", () => {
  if (stages[1] && !touched && off() > 1 && off() < house.clientHeight / 2) goal().scrollIntoView(); // what was left of one way was added to the next
  tidy();
});

const sight = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting && entry.target.isConnected) arrive(entry.target);
}, { root: house, threshold: 0.6 });

function gather() {
  stages = [...house.querySelectorAll(".stage")];
  const known = stages.find((stage) => "number" in stage), base = known ? known.number - stages.indexOf(known) : 0;
  let from = "";
  stages.forEach((stage, step) => {
    stage.number = base + step;
    from = stage.dataset.from ||= from;
    if (!way.includes(from)) way.push(from);
    sight.observe(stage);
  });
  sessionStorage.setItem("kulisse-way", JSON.stringify(way));
  showSound();
}

const fresh = (sheet) => [...sheet.querySelectorAll("[data-stage]")].filter((stage) => !document.getElementById(stage.id));

// New clips take the place of the tail, and the new tail follows: nothing on screen moves.
function extend(sheet) {
  const tail = house.querySelector("[data-tail]"), next = sheet.querySelector("[data-tail]"), clips = fresh(sheet);
  if (!clips.length && tail.innerHTML === next.innerHTML) return;
  const at = stages.indexOf(tail), wasHere = on === tail;
  tail.replaceWith(...clips, next);
  gather();
  if (wasHere) arrive(stages[at]);
}

async function ask(url, then) {
  if (loading) return;
  loading = true;
  try {
    const answer = await fetch(url, { headers: { "X-Fragment": "1" } }), sheet = document.createElement("template");
    sheet.innerHTML = await answer.text();
    sheet.content.querySelectorAll("noscript, video, .stage__poster").forEach((one) => one.remove()); // ours are the players
    if (answer.ok) then(sheet.content);
  } catch { /* the next swipe, or the line, asks again */ }
  loading = false;
}

function more() {
  const tail = house.querySelector("[data-tail][data-more]");
  if (tail) ask(tail.dataset.more, extend);
}

// Somebody asked for something else: what lies below the clip on screen is chosen anew; the clip stays where it is.
function renew() {
  if (loading) return setTimeout(renew, 100);
  const from = on.dataset.from, kept = stages.slice(0, place() + 1).filter((one) => one.dataset.from === from && one.dataset.clip);
  way.splice(way.indexOf(from) + 1);
  ask(`?after=${from}&kept=${kept.map((one) => one.dataset.clip)}`, (sheet) => {
    const at = place(), edge = house.scrollTop + house.clientHeight - 2;
    stages.filter((one) => one.offsetTop >= edge || "tail" in one.dataset).forEach(leave);
    house.append(...fresh(sheet), sheet.querySelector("[data-tail]"));
    gather();
    on.isConnected ? around() : arrive(stages[at]);
  });
}
house.addEventListener("steered", renew);

const leave = (stage) => { drop(stage); sight.unobserve(stage); stage.remove(); };

// What lies far behind leaves the page and comes back before one is there again, while nothing moves.
const rests = () => !touched && goal() === on && off() < 2;

function shift(change) {
  const top = on.offsetTop - house.scrollTop;
  change();
  gather();
  house.scrollTop = on.offsetTop - top;
}

function tidy() {
  if (!rests()) return;
  const { from } = stages[0].dataset, step = way.indexOf(from), old = stages.filter((stage) => stage.dataset.from === from);
  if (place() >= old.length + 4) shift(() => old.forEach(leave));
  if (step < 1 || place() > 2) return;
  ask(`?after=${way[step - 1]}`, (sheet) => {
    if (rests()) shift(() => house.prepend(...fresh(sheet))); // or the end of the next swipe asks again
  });
}

setInterval(() => {
  if (house.querySelector("[data-rehearsal]") && !document.hidden) ask(location.pathname, extend);
}, 3000);

// A clip that was taken back while it lay here.
async function check(stage) {
  const answer = await fetch(stage.dataset.video, { method: "HEAD" }).catch(() => null);
  if (![403, 404, 410].includes(answer?.status)) return;
  drop(stage);
  delete stage.dataset.video;
  stage.classList.add("stage--gone", "stage--tail");
  stage.innerHTML = `<p class="tail">${house.dataset.gone}</p>`;
}
// One that does not come waits for a tap, or for the line, to be asked for again.
house.addEventListener("missing", async ({ target }) => {
  await check(target);
  if (!target.video?.error) return;
  drop(target);
  if (target !== on) return;
  hold(true);
  say(on, house.dataset.stuck);
});
addEventListener("online", () => {
  if (!on.video && !still()) play();
  more();
});
addEventListener("pageshow", (event) => event.persisted && on.dataset.video && check(on));

function show(act, yes) {
  house.querySelectorAll(`[data-act=${act}]`).forEach((button) => (button.ariaPressed = yes));
}
function showSound() {
  show("sound", Boolean(on?.video && !on.video.muted));
  show("captions", captioned(on?.video));
}
function turn(change) {
  if (!on?.video) return;
  change(on.video);
  showSound();
  cue(on, on.video);
}
const acts = {
  next: (byKey) => go(1, byKey), previous: (byKey) => go(-1, byKey),
  play: () => (held ? play() : hold(true)),
  sound: () => turn((video) => {
    sound = video.muted;
    video.muted = !sound;
    keep("sound", sound ? "on" : "off");
  }),
  captions: () => turn((video) => keep("captions", captioned(video) ? "off" : "on")),
  like(byKey, yes) {
    const form = on?.querySelector("form:has([data-like])");
    if (form) flip(form, yes);
  },
  fast: () => fast(!on?.classList.contains("is-fast")),
  ahead: () => seek(on, 1), back: () => seek(on, -1),
  about() {
    const leaf = on?.querySelector(".leaf");
    leaf?.checkVisibility() || leaf?.showPopover(); // a desktop shows it anyway
    leaf?.querySelector("a").focus();
  },
  help: () => document.getElementById("keys").showModal(),
};
const keys = {
  ArrowDown: "next", j: "next", ArrowUp: "previous", k: "previous", ArrowRight: "ahead", ArrowLeft: "back", " ": "play", m: "sound",
  l: "like", c: "captions", f: "fast", i: "about", s: "share", t: "tree", r: "remix", "?": "help",
};

document.addEventListener("keydown", (event) => {
  const act = keys[event.key], at = event.target;
  if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (at.closest("input:not([type=range]), textarea, select, dialog[open], :popover-open")) return;
  if (event.key === " " ? at.closest("button, a, summary") : at.type === "range" && event.key.startsWith("Arrow")) return;
  event.preventDefault();
  acts[act] ? acts[act](true) : on?.querySelector(`[data-${act}]`)?.click();
});

theatre.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]:not(.stage__tap)")?.dataset.act;
  if (act) acts[act]();
});

function adore(event) {
  const heart = on?.querySelector("[data-like] svg")?.cloneNode(true);
  if (!heart) return;
  acts.like(false, true);
  const box = on.querySelector(".stage__box"), frame = box.getBoundingClientRect();
  heart.classList.add("stage__heart");
  heart.style.inset = `${event.clientY - frame.top}px auto auto ${event.clientX - frame.left}px`;
  heart.addEventListener("animationend", () => heart.remove());
  box.append(heart);
}
hands(house, { tap: acts.play, twice: adore, long: fast });

document.addEventListener("visibilitychange", () => {
  document.hidden ? on?.video?.pause() : held || play();
});
calm.addEventListener("change", () => hold(still()));

if (!way.includes(house.querySelector("[data-from]")?.dataset.from)) way.length = 0;
gather();
const first = stages.find((stage) => stage.querySelector("video"));
if (first) adopt(first);
const wanted = stages.find((stage) => stage.id && `#${stage.id}` === location.hash);
wanted?.scrollIntoView();
arrive(wanted ?? first ?? stages[0]);
requestAnimationFrame(tick);
