// Where no pointer hovers, the prints in the middle of the window move. How they move is in paper.css.
const line = navigator.connection;
const sight = new IntersectionObserver(
  (entries) => entries.forEach(({ target, isIntersecting }) => target.classList.toggle("is-seen", isIntersecting)),
  { rootMargin: "-42% 0px" },
);
const look = () => document.querySelectorAll("[data-reels] .print__picture").forEach((one) => sight.observe(one));

if (matchMedia("(hover: none)").matches && !line?.saveData && !line?.effectiveType?.endsWith("2g")) {
  look();
  new MutationObserver(look).observe(document.getElementById("main"), { childList: true, subtree: true });
}
