/* The recording of a likeness: camera, meters, the steps called out one by one, and the way to the server. */
const studio = document.querySelector("[data-studio]");
const one = (name) => studio.querySelector(`[data-${name}]`);
const view = one("view"), cue = one("cue"), form = one("send"), steps = [...studio.querySelectorAll("[data-step]")];
const buttons = Object.fromEntries(["on", "go", "upload", "redo"].map((name) => [name, one(name)]));
const KINDS = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
let stream, film, busy = false, loudest = 0, over = "over" in studio.dataset;

function state(name, on = true) {
  studio.querySelector(`[data-state="${name}"]`).hidden = !on;
}

function offer(...names) {
  for (const [name, button] of Object.entries(buttons)) button.hidden = !names.includes(name);
}

function end() {
  over = true;
  state("over");
  offer();
  form.hidden = true;
}

async function on() {
  state("denied", false);
  try {
    const video = { facingMode: "user", width: { ideal: 960 }, height: { ideal: 1280 }, frameRate: { ideal: 24 } };
    stream = await navigator.mediaDevices.getUserMedia({ video, audio: true });
  } catch (error) {
    return state(["NotAllowedError", "SecurityError"].includes(error.name) ? "denied" : "nocamera");
  }
  live();
  meters();
  offer("go");
}

function live() {
  view.removeAttribute("src");
  view.controls = false;
  view.muted = true;
  view.srcObject = stream;
  return view.play();
}

/* Light: the mean of a small copy of the picture. Sound: the peak of the last moment. */
function meters() {
  one("meters").hidden = false;
  const canvas = Object.assign(document.createElement("canvas"), { width: 24, height: 32 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const audio = new AudioContext(), analyser = audio.createAnalyser(), wave = new Uint8Array(analyser.fftSize);
  audio.createMediaStreamSource(stream).connect(analyser);
  setInterval(() => {
    analyser.getByteTimeDomainData(wave);
    const loud = wave.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0) / 1.28;
    loudest = Math.max(loudest, loud);
    one("sound").value = Math.min(100, loud * 2);
    if (!view.srcObject || !view.videoWidth) return;
    pen.drawImage(view, 0, 0, 24, 32);
    const data = pen.getImageData(6, 6, 12, 20).data;
    const mean = data.reduce((sum, value) => sum + value) / data.length; // a quarter of it is alpha, which is 255
    one("light").value = (4 * mean - 255) / 3 / 2.55;
    state("dark", one("light").value < 22);
  }, 200);
}

async function go() {
  offer();
  busy = true;
  state("quiet", false);
  loudest = 0;
  const chunks = [], mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: 2_000_000, audioBitsPerSecond: 96_000 });
  recorder.ondataavailable = (event) => chunks.push(event.data);
  const stopped = new Promise((done) => (recorder.onstop = done));
  recorder.start(1000);
  for (const step of steps) await act(step);
  recorder.stop();
  await stopped;
  film = new Blob(chunks, { type: recorder.mimeType });
  cue.textContent = "";
  view.srcObject = null;
  view.src = URL.createObjectURL(film);
  view.muted = false;
  view.controls = true;
  state("quiet", loudest < 6);
  busy = false;
  over ? end() : offer("upload", "redo");
}

async function act(step) {
  steps.forEach((other) => (other.ariaCurrent = other === step ? "step" : null));
  cue.replaceChildren(...step.querySelector("[data-words]").cloneNode(true).childNodes);
  await wait(+step.dataset.wait || (step.dataset.do === "SAY" ? 2900 : 3200));
  step.dataset.done = "";
  if (step.dataset.do === "SAY") { cue.textContent = ""; await wait(500); }
}

function redo() {
  steps.forEach((step) => delete step.dataset.done);
  live();
  offer("go");
}

function upload() {
  const body = new FormData(form), request = new XMLHttpRequest();
  body.set("video", film, film.type.includes("mp4") ? "recording.mp4" : "recording.webm");
  one("progress-line").hidden = false;
  busy = true;
  offer();
  state("offline", false);
  request.upload.onprogress = (event) => { one("progress").value = (100 * event.loaded) / event.total; };
  request.onloadend = () => arrived(request);
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.send(body);
}

function arrived(request) {
  if (request.status === 201) return location.assign(request.response.url);
  one("progress-line").hidden = true;
  busy = false;
  const said = request.response;
  if (!said?.sentence) { state("offline"); return offer("upload", "redo"); }
  one("sentence").textContent = said.sentence;
  one("remedy").textContent = said.remedy;
  state("failed");
  said.code.startsWith("CHALLENGE") ? end() : offer("redo");
}

if (!over) {
  const able = navigator.mediaDevices?.getUserMedia && window.MediaRecorder;
  one("buttons").hidden = !able;
  state("nocamera", !able);
  for (const [name, act] of Object.entries({ on, go, upload, redo })) buttons[name].onclick = act;
  setTimeout(() => { over = true; if (!busy) end(); }, studio.dataset.left * 1000);
}
