/* The owner's room looks again whenever the inbox hears of something, and after a pause in which it may have missed it. */
import { refresh } from "./fragments.js";

let waiting;
function lookAgain() {
  clearTimeout(waiting);
  waiting = setTimeout(() => refresh().catch(() => { waiting = setTimeout(lookAgain, 5000); }), 60);
}

document.addEventListener("kulisse:notification", lookAgain);
document.addEventListener("visibilitychange", () => document.hidden || lookAgain());
