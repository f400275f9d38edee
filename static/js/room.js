/* The owner's room looks again whenever the inbox hears of something, and after a pause in which it may have missed it.
   New prints slide into a row of their own; the others change where they lie, and what is looked at does not move. */
import { refresh } from "./fragments.js";

const room = document.querySelector("[data-room]");
const busy = (place) => place.contains(document.activeElement) || place.querySelector("details[open]")
  || [...place.querySelectorAll("video")].some((one) => !one.paused);

// What a print says, without what differs in every answer: the form's token and how long ago it was.
const said = (print) => print.innerHTML.replace(/(csrfmiddlewaretoken" value=)"[^"]*"|<time.*?<\/time>/g, "$1");

function change(place, now) {
  if (said(place) !== said(now) && !busy(place)) place.innerHTML = now.innerHTML;
}

function arrive(table, fresh) {
  const row = table.querySelector("[data-new]");
  fresh.classList.add("print--arrives");
  row.querySelector("ul").prepend(fresh);
  row.hidden = false;
  table.querySelector(".empty")?.remove();
}

function lay(arrived) {
  const anchor = [...room.querySelectorAll("[data-use]")].find((one) => one.getBoundingClientRect().bottom > 0);
  const was = scrollY > 0 && anchor?.getBoundingClientRect().top;
  for (const table of arrived.querySelectorAll("[data-table]")) {
    const mine = room.querySelector(`[data-table="${table.dataset.table}"]`);
    if (!mine) return location.reload(); // a likeness more or less: another page
    for (const print of [...table.querySelectorAll("[data-use]")].reverse()) {
      const known = room.querySelector(`[data-use="${print.dataset.use}"]`);
      known ? change(known, print) : arrive(mine, print);
    }
  }
  if (anchor && was !== false) scrollBy({ top: anchor.getBoundingClientRect().top - was, behavior: "instant" });
}

let waiting;
function lookAgain() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    try {
      const arrived = await refresh();
      if (room && arrived) lay(arrived);
    } catch {
      waiting = setTimeout(lookAgain, 5000);
    }
  }, 60);
}

document.addEventListener("kulisse:notification", lookAgain);
document.addEventListener("visibilitychange", () => document.hidden || lookAgain());
