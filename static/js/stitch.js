/* Putting together: a press on a picture gives it the next number or takes it away. */
const form = document.querySelector("[data-stitch]");
const pieces = [...form.querySelectorAll("[data-piece]")];
const total = form.querySelector("[data-total]");
const place = (piece) => piece.querySelector("[type=number]");
const chosen = () => pieces.filter((piece) => place(piece).value).sort((a, b) => place(a).value - place(b).value);

function tell() {
  const seconds = chosen().reduce((sum, piece) => sum + +piece.dataset.seconds, 0);
  total.textContent = seconds ? total.dataset.words.replace("{n}", seconds.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })) : "";
  for (const piece of pieces) piece.classList.toggle("print--chosen", Boolean(place(piece).value));
}

for (const piece of pieces) {
  piece.querySelector(".print__picture").onclick = () => {
    const field = place(piece);
    field.value = field.value ? "" : chosen().length + 1;
    chosen().forEach((one, at) => { place(one).value = at + 1; });
    tell();
  };
}
form.oninput = tell;
tell();
