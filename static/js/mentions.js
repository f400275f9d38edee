/* Who is meant by @…: a list under the words, by arrow keys, read out by a status line. */
const START = /(?:^|[^\w@])@(\w{0,24})$/;

/* Puts a word in the place of a part of what is written, with a blank behind it. */
export function write(field, word, from, end = field.selectionEnd) {
  field.setRangeText(/^\s/.test(field.value.slice(end)) ? word : `${word} `, from, end, "end");
}

export function complete(form) {
  const list = form.querySelector("#mentions"), said = list.nextElementSibling;
  let field, at = -1, asking;

  function close() {
    list.hidden = true;
    at = -1;
    asking?.abort();
    field?.removeAttribute("aria-activedescendant");
  }
  function choose(next) {
    const all = list.children;
    if (all[at]) all[at].ariaSelected = "false";
    at = (next + all.length) % all.length;
    const option = all[at];
    option.ariaSelected = "true";
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }
  function take(option) {
    const end = field.selectionStart;
    const from = end - START.exec(field.value.slice(0, end))[1].length - 1;
    write(field, option.dataset.handle, from, end);
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  async function look() {
    const found = START.exec(field.value.slice(0, field.selectionStart));
    if (!found || field.selectionStart !== field.selectionEnd) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.people}?q=${found[1]}`, { signal: asking.signal });
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild);
    } catch { /* another key came, or the line is down: the list beside the sheet is there */ }
  }
  function show(arrived) {
    list.replaceChildren(...arrived.children);
    said.textContent = arrived.dataset.said;
    if (!list.children.length) return close();
    field.after(list);
    list.hidden = false;
    choose(0);
  }
  form.addEventListener("input", (event) => {
    if (!event.target.closest(".calls")) return;
    field = event.target;
    look();
  });
  form.addEventListener("keydown", (event) => {
    if (list.hidden || event.target !== field) return;
    const chosen = () => take(list.children[at]);
    const keys = { ArrowDown: () => choose(at + 1), ArrowUp: () => choose(at - 1), Enter: chosen, Tab: chosen, Escape: close };
    if (!keys[event.key] || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the words keep the focus
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  form.addEventListener("focusout", (event) => event.target === field && close());
}
