// What runs with the picture: bar, marks of shots, captions, the slip at the end.
const prefix = "kulisse-";
export const keep = (name, value) => { try { localStorage.setItem(prefix + name, value); } catch { /* private window */ } };
export const kept = (name) => { try { return localStorage.getItem(prefix + name); } catch { return null; } };

const house = document.querySelector("[data-stages]");
let spot, loops, told, dragged;

// Who has never chosen reads along while the sound is off.
export const captioned = (video) => (kept("captions") ?? (video?.muted === false ? "off" : "on")) === "on";

export function begin(stage) {
  spot = loops = told = 0;
  ended(stage, false);
  const bar = (stage.bar ??= stage.querySelector("[data-progress]"));
  if (!bar || bar.parentNode.childElementCount > 2 || !stage.dataset.cuts) return;
  for (const cut of stage.dataset.cuts.split(" ")) {
    const mark = document.createElement("i");
    mark.style.insetInlineStart = `${cut}%`;
    bar.after(mark);
  }
}

export function follow(stage, video, time) {
  const at = video.currentTime, looped = at < spot - 0.5;
  spot = at;
  if (looped && ++loops === 2) ended(stage, true);
  draw(stage, video);
  cue(stage, video);
  if (time - told > 250 && !dragged) tell(stage, video, (told = time));
  return looped;
}

function draw(stage, video) {
  stage.bar.style.transform = `scaleX(${video.currentTime / video.duration})`;
}

function tell(stage, video) {
  const input = (stage.seek ??= stage.querySelector("[data-seek]"));
  input.value = (1000 * video.currentTime) / video.duration;
  input.ariaValueText = `${Math.floor(video.currentTime)} / ${Math.round(video.duration)} s`;
}

export function seek(stage, by, to = stage?.video?.currentTime + by) {
  const video = stage?.video;
  if (!video?.duration) return;
  video.currentTime = spot = Math.min(Math.max(to, 0), video.duration - 0.05);
  draw(stage, video);
  tell(stage, video);
  cue(stage, video);
}

function ended(stage, yes) {
  const card = stage.querySelector("[data-finale]");
  if (card) card.hidden = !yes;
}

export function cue(stage, video) {
  stage.lines ??= stage.dataset.lines?.split("\n").map((line) => line.split(/\|(.*?)\|(.*)/s)) ?? [];
  const at = video.currentTime;
  say(stage, (captioned(video) && stage.lines.find(([start, end]) => at >= start && at < end)?.[2]) || "");
}

export function say(stage, text) {
  const box = (stage.cue ??= stage.querySelector("[data-cue]"));
  if (box.textContent !== text) box.textContent = text;
  box.hidden = !text;
}

house.addEventListener("input", (event) => {
  const stage = event.target.closest(".stage"), video = stage?.video;
  if (!event.target.matches("[data-seek]") || !video) return;
  seek(stage, 0, (event.target.value / 1000) * video.duration);
});
house.addEventListener("pointerdown", (event) => (dragged = event.target.closest("[data-seek]")));
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (dragged = null));
house.addEventListener("ended", (event) => ended(event.target.closest(".stage"), true), true); // where looping is off
house.addEventListener("click", (event) => {
  const shot = event.target.closest("[data-at]"), stage = event.target.closest(".stage");
  if (shot) seek(stage, 0, Number(shot.dataset.at));
  if (event.target.closest("[data-again]")) { seek(stage, 0, 0); ended(stage, false); stage.video?.play(); }
});
