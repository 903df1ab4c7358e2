// Keys press the visible button that carries them (data-key), so that keyboard, mouse and touch do the same.

const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const NATIVE = "button, a[href], summary, input, select, textarea"; // Enter and space do what they always do here
const REMEMBERED = "ecomstat-keys";

export const keysAreOn = () => localStorage.getItem(REMEMBERED) !== "off";

export function listen(root) {
  const choice = root.querySelector("#keys-on");
  choice.checked = keysAreOn();
  choice.addEventListener("change", () => localStorage.setItem(REMEMBERED, choice.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing || !keysAreOn()) return;
    const focused = document.activeElement;
    if (focused.matches(FIELDS) || (event.key === "Enter" && focused.matches(NATIVE))) return;
    const button = findButton(event.key) ?? findButton(event.key.toLowerCase());
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}

function findButton(key) {
  const area = document.querySelector("dialog[open]") ?? document;
  const carriers = area.querySelectorAll(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
  return Array.from(carriers).find((button) => button.checkVisibility());
}
