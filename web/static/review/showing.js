// Filling templates of the page: slots by name, words as text, never as HTML.

export const find = (name, area = document) => area.querySelector(name);

export function fill(name, slots = {}) {
  const copy = find(`#t-${name}`).content.cloneNode(true);
  for (const place of Array.from(copy.querySelectorAll("[data-slot]"))) {
    const value = slots[place.dataset.slot] ?? "";
    if (value.length === 0) (place.closest("[data-optional]") ?? place).remove();
    else place.replaceChildren(...(Array.isArray(value) ? value : [value]));
  }
  return copy;
}

export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function mark(button, on) {
  button.setAttribute("aria-pressed", String(on));
}
