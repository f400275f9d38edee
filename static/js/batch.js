/* How far a batch is: looked at every few seconds while it is seen, until it is through. */
import { refresh } from "./fragments.js";

const EVERY = 4000; // milliseconds
const finished = () => document.querySelector('[data-part="batch"]').dataset.finished;

async function look() {
  if (!document.hidden) await refresh().catch(() => null);
  if (!finished()) setTimeout(look, EVERY);
}
setTimeout(look, EVERY);
