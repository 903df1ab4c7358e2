// The right side: the step at hand as a form of buttons; what was pressed goes to `give`.

import { fill, find, mark, say } from "./showing.js";
import { countAnswered } from "./steps.js";

export function showStep(start, one, step) {
  const slots = { guide: guideOf(start, step), disputed: disputeOf(one, step) };
  if (step.kind === "sites") slots.choices = one.sites.map((site, index) => siteChoice(site.site, index));
  if (step.kind === "question") Object.assign(slots, questionSlots(start, one, step.question));
  const area = find("#step");
  area.replaceChildren(fill(`step-${step.kind}`, slots));
  find("#step-title").focus({ preventScroll: true });
}

export const showMessage = (name) => {
  find("#step").replaceChildren(fill(name));
  find("#step-title").focus();
};

function questionSlots(start, one, question) {
  const { words } = start;
  const said = one.questions.filter(({ code }) => code in one.answers.questions);
  const place = say(words.question_place, { number: countAnswered(one) + 1, total: one.questions.length });
  const answers = said.map(({ code, name }) => fill("said-one", { name, answer: words.answers[one.answers.questions[code]] }));
  return { name: question.name, meaning: question.meaning, place, said: answers, said_title: say(words.said, { count: said.length }) };
}

function guideOf(start, step) {
  const guide = start.guide[step.question?.code ?? step.kind];
  if (!guide) return "";
  const items = (texts) => texts.map((text) => fill("item", { text }));
  const definition = step.kind === "question" && guide.definition === step.question.meaning ? "" : guide.definition;
  return [fill("guide", { definition, counts: items(guide.counts), counts_not: items(guide.counts_not), hard: guide.hard })];
}

function disputeOf(one, step) {
  const dispute = one.disputes?.[step.question?.code ?? step.kind];
  return dispute ? [fill("disputed", dispute)] : "";
}

function siteChoice(site, index) {
  const choice = fill("site-choice", { number: index < 9 ? String(index + 1) : "", site });
  const button = find("button", choice);
  button.dataset.site = site;
  if (index < 9) button.dataset.key = String(index + 1);
  return choice;
}

// What the reviewer has chosen among the sites so far: {own, entered}, null as long as nothing is chosen.
export function chosenSites() {
  const pressed = Array.from(document.querySelectorAll("#site-choices [aria-pressed=true]"));
  if (pressed.length === 0) return null;
  const sites = pressed.filter((button) => button.dataset.site);
  const names = (buttons) => buttons.map((button) => button.dataset.site);
  return { own: names(sites), entered: names(sites.filter((button) => "entered" in button.dataset)) };
}

export function toggleSite(button) {
  const none = find("#site-choices [data-do=no-site]");
  const on = button.getAttribute("aria-pressed") !== "true";
  if (button === none) document.querySelectorAll("#site-choices [aria-pressed]").forEach((other) => mark(other, false));
  else mark(none, false);
  mark(button, on);
  find("[data-do=sites]").disabled = chosenSites() === null;
}

export function enterSite(site) {
  const known = document.querySelectorAll("#site-choices .choice");
  const same = Array.from(known).find((button) => button.dataset.site === site);
  const button = same ?? find("button", siteChoice(site, known.length));
  if (!same) {
    button.dataset.entered = "";
    find("#site-choices [data-do=no-site]").before(button);
  }
  if (button.getAttribute("aria-pressed") !== "true") toggleSite(button);
  find("#other").hidden = true;
  find("[data-do=sites]").focus();
}

export function readSearch(form) {
  const fields = new FormData(form);
  return {
    protocol: fields.getAll("protocol"),
    outcome: fields.get("outcome"),
    address: fields.get("address").trim() || null,
    channel: fields.get("channel"),
    minutes: Number(fields.get("minutes")),
  };
}
