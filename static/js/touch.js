// The hand on the picture: one tap pauses, two like, a long press doubles the speed.
const TWICE = 280, LONG = 420; // milliseconds

export function hands(house, { tap, twice, long }) {
  let tapped, waiting, pressing, pressed;
  const isPicture = (event) => event.target.closest("[data-act=play]");

  house.addEventListener("pointerdown", (event) => {
    pressed = Boolean(document.querySelector(":popover-open")); // this tap closes it
    if (!pressed && isPicture(event) && !event.button) pressing = setTimeout(() => long((pressed = true)), LONG);
  });
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, () => {
      clearTimeout(pressing);
      if (pressed) long(false);
    });
  house.addEventListener("contextmenu", (event) => event.pointerType === "touch" && isPicture(event) && event.preventDefault());
  house.addEventListener("click", (event) => {
    if (!isPicture(event)) return;
    if (pressed) return (pressed = false);
    if (!event.detail) return tap();
    clearTimeout(waiting);
    const again = event.timeStamp - tapped < TWICE;
    tapped = again ? 0 : event.timeStamp;
    if (again) twice(event);
    else waiting = setTimeout(tap, TWICE);
  });
}
