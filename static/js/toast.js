// A short word at the edge of the page; #toasts is a live region, so it is read out too.
export function toast(text, url = "", linkText = "") {
  const box = document.createElement("div");
  box.className = "toast";
  box.append(Object.assign(document.createElement("p"), { textContent: text }));
  if (url) box.append(Object.assign(document.createElement("a"), { href: url, textContent: linkText || url }));
  document.getElementById("toasts").append(box);
  setTimeout(() => box.remove(), 7000);
  return box;
}
