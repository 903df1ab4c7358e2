// Filling templates of the page: slots by name, words as text, never as HTML.

export const find = (name, area = document) => area.querySelector(name);

export function fill(name, slots = {}) {
  const copy = find(`#${name}`).content.cloneNode(true);
  for (const [slot, value] of Object.entries(slots)) {
    for (const place of copy.querySelectorAll(`[data-slot="${slot}"]`)) {
      if (value === null || value === undefined || value === "" || value.length === 0) (place.closest("[data-optional]") ?? place).remove();
      else if (Array.isArray(value)) place.replaceChildren(...value);
      else place.textContent = value;
    }
  }
  return copy;
}

export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function mark(button, on) {
  button.setAttribute("aria-pressed", String(on));
}
