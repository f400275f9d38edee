/* Cutting anew: sliders beside the numbers, the film follows, parts move up and down. */
const room = document.querySelector("[data-recut]");
const film = room.querySelector("[data-player]");
const list = room.querySelector("[data-parts]");
const length = +room.dataset.length;
const total = room.querySelector("[data-total]");
let playing = [];

const spare = () => [...list.children].find((row) => row.hidden);
const rows = () => [...list.children].filter((row) => !row.hidden);
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const span = (row) => [+field(row, "start").value, +field(row, "end").value || length];

function slide(row, name) {
  const number = field(row, name), slider = number.nextElementSibling;
  slider.oninput = () => { number.value = slider.value; look(slider.value); };
  number.oninput = () => { slider.value = number.value; look(number.value); };
}

function look(at) {
  playing = [];
  film.pause();
  film.currentTime = Math.min(at, length);
  tell();
}

function tell() {
  rows().forEach((row, place) => (field(row, "place").value = place + 1));
  const seconds = rows().reduce((sum, row) => sum + Math.max(0, span(row)[1] - span(row)[0]), 0);
  total.textContent = total.dataset.words.replace("{n}", seconds.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));
}

function play(spans) {
  playing = spans;
  if (!spans.length) return film.pause();
  film.currentTime = spans[0][0];
  film.play();
}

film.ontimeupdate = () => {
  if (playing.length && film.currentTime >= playing[0][1] - 0.05) play(playing.slice(1));
};

const acts = {
  play: (row) => play([span(row)]),
  all: () => play(rows().map(span)),
  up: (row) => row.previousElementSibling?.before(row),
  down: (row) => row.nextElementSibling?.after(row),
  drop: (row) => { for (const name of ["place", "start", "end"]) field(row, name).value = ""; list.append(row); row.hidden = true; },
  add: () => {
    const row = spare();
    if (!row) return;
    field(row, "start").value = 0;
    field(row, "end").value = length.toFixed(2);
    for (const slider of row.querySelectorAll("[type=range]")) slider.value = slider.previousElementSibling.value;
    row.hidden = false;
    list.insertBefore(row, spare() ?? null);
    field(row, "start").focus();
  },
};
room.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  acts[button.dataset.act](button.closest("li"));
  tell();
  if (["up", "down"].includes(button.dataset.act)) button.focus();
});

for (const row of list.children) {
  slide(row, "start");
  slide(row, "end");
  row.hidden = "empty" in row.dataset;
}
tell();
