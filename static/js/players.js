// Three <video> elements, whatever the length of the feed: before, now, next. Each place of the slate takes number place % 3.
import { thumbhash } from "./thumbhash.js";

const canvas = document.createElement("canvas");
export const frugal = Boolean(navigator.connection?.saveData);
const videos = [];

function fresh() {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, loop: true, className: "stage__video", disableRemotePlayback: true });
  return video;
}

export function adopt(stage) {
  // The first clip's player comes with the page, so that its bytes are asked for before any script ran.
  const video = stage.querySelector("video");
  video.controls = false;
  video.loop = true;
  videos[0] = video;
  video.stage = stage;
  stage.video = video;
  watchFor(video, stage);
}

export function paint(stage) {
  const screen = stage.querySelector("[data-screen]");
  if (!screen || screen.dataset.painted) return;
  screen.dataset.painted = "1";
  if (stage.dataset.hash) screen.style.backgroundImage = `url(${thumbhash(stage.dataset.hash, canvas)})`;
}

export function poster(stage) {
  const screen = stage.querySelector("[data-screen]");
  if (!screen || screen.querySelector("img")) return;
  screen.prepend(Object.assign(new Image(), { className: "stage__poster", alt: "", src: stage.dataset.poster }));
}

export function load(stage, place, preload = "auto") {
  if (!stage?.dataset.video) return null;
  const slot = place % 3, video = (videos[slot] ??= fresh());
  if (video.stage === stage) {
    if (preload === "auto") video.preload = preload;
    return video;
  }
  unload(video);
  paint(stage);
  poster(stage);
  video.stage = stage;
  stage.video = video;
  video.preload = preload;
  video.setAttribute("aria-labelledby", stage.getAttribute("aria-labelledby"));
  video.src = stage.dataset.video;
  stage.querySelector("[data-screen]").append(video);
  watchFor(video, stage);
  return video;
}

function unload(video) {
  const stage = video.stage;
  if (stage) {
    stage.classList.remove("is-lit", "is-held");
    stage.video = video.stage = null;
  }
  video.pause();
  video.remove();
  video.removeAttribute("src");
  video.replaceChildren();
  video.load();
}

export function drop(stage) {
  if (stage.video) unload(stage.video);
}

function watchFor(video, stage) {
  const light = () => video.stage === stage && stage.classList.add("is-lit");
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(light);
  else video.addEventListener("timeupdate", light, { once: true });
  video.onerror = () => video.stage === stage && video.error && stage.dispatchEvent(new CustomEvent("missing", { bubbles: true }));
}
