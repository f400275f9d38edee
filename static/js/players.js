// Three <video> elements: before, now, next. Each stage takes player number % 3.

const videos = [], net = navigator.connection;
let battery;
navigator.getBattery?.().then((one) => (battery = one), () => {});

// Nothing is fetched ahead for who saves data, has a slow line or a low battery.
export const frugal = () => Boolean((battery?.level < 0.2 && !battery.charging) || net?.saveData || net?.effectiveType?.endsWith("2g"));

function fresh() {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, className: "stage__video", disableRemotePlayback: true });
  return video;
}

export function adopt(stage) {
  // The first clip's player comes with the page, so that its bytes are asked for before any script ran.
  const video = stage.querySelector("video");
  video.controls = false;
  video.removeAttribute("poster"); // it goes on to other clips
  videos[stage.number % 3] = join(video, stage);
}

export function poster(stage) {
  const screen = stage.querySelector("[data-screen]");
  if (!screen || screen.querySelector(".stage__poster")) return;
  screen.prepend(Object.assign(new Image(), { className: "stage__poster", alt: "", src: stage.dataset.poster }));
}

export function load(stage) {
  if (!stage?.dataset.video) return null;
  const slot = ((stage.number % 3) + 3) % 3, video = (videos[slot] ??= fresh());
  video.preload = "auto";
  if (video.stage === stage) return video;
  unload(video);
  poster(stage);
  video.setAttribute("aria-labelledby", stage.getAttribute("aria-labelledby"));
  video.src = stage.dataset.video;
  stage.querySelector("[data-screen]").append(video);
  return join(video, stage);
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

function join(video, stage) {
  video.stage = stage;
  stage.video = video;
  const light = () => video.stage === stage && stage.classList.add("is-lit");
  video.requestVideoFrameCallback(light);
  video.onerror = () => video.stage === stage && video.error && stage.dispatchEvent(new Event("missing", { bubbles: true }));
  return video;
}
