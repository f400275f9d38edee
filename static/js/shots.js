/* The storyboard without a round to the server: rows move, come and go here. */
const MOST = 6;

export function storyboard(form, changed) {
  const list = form.querySelector("[data-shots]");
  const total = form.querySelector("[data-total]");
  const blank = list.lastElementChild.cloneNode(true);

  function number() {
    [...list.children].forEach((row, at) => {
      const legend = row.querySelector("legend").firstChild;
      legend.data = legend.data.replace(/\d+/, at + 1);
    });
    sum();
    changed();
  }
  function sum() {
    const all = [...form.querySelectorAll("[name=shot_seconds]")].reduce((sum, one) => sum + (+one.value.replace(",", ".") || 0), 0);
    total.textContent = all ? `${all.toLocaleString(document.documentElement.lang)} / ${form.elements.seconds.value} s` : "";
  }
  const moves = {
    up: (row) => row.previousElementSibling?.before(row),
    down: (row) => row.nextElementSibling?.after(row),
    out: (row) => {
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      if (!list.children.length) add();
      (next || list.lastElementChild).querySelector("textarea").focus();
    },
  };
  function add() {
    if (list.children.length >= MOST) return;
    const row = blank.cloneNode(true);
    for (const one of row.querySelectorAll("textarea, input")) one.value = "";
    list.append(row);
    row.querySelector("textarea").focus();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=do]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    row ? moves[button.value.split("-")[0]](row) : add();
    number();
    if (row?.isConnected) button.focus();
  });
  form.addEventListener("input", sum);
  sum();
}
