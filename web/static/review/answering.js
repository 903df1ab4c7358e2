// The right side: the step at hand as a form of buttons; what was pressed goes to `give`.

import { fill, find, mark, say } from "./showing.js";
import { findDispute } from "./steps.js";

export function showStep(start, one, step) {
  const slots = { asked: start.guide[step.kind]?.asked, disputed: disputeOf(start, one, step) };
  if (step.kind === "search") Object.assign(slots, searchSlots(start, one));
  if (step.kind === "sites") slots.choices = one.sites.map((site, index) => siteChoice(site.site, index));
  if (step.kind === "question") Object.assign(slots, questionSlots(start, one, step.question));
  find("#step").replaceChildren(fill(`step-${step.kind}`, slots));
  if (step.kind === "search") fillSearch(one.answers.search);
  find("#guide").replaceChildren(...guideOf(start, step));
  find(".rolling").scrollTop = 0;
  find("#step-title").focus({ preventScroll: true });
}

export function showMessage(name) {
  find("#step").replaceChildren(fill(name));
  find("#guide").replaceChildren();
  find("#step-title").focus();
}

function questionSlots(start, one, question) {
  const said = one.questions.filter(({ code }) => code in one.answers.questions);
  const place = say(start.words.question_place, { number: said.length + 1, total: one.questions.length });
  const answers = said.map(({ code, name }) => fill("said-one", { name, answer: start.words.answers[one.answers.questions[code]] }));
  const asked = start.guide[question.code]?.asked ?? question.meaning;
  return { name: question.name, asked, place, said: answers, said_title: said.length ? say(start.words.said, { count: said.length }) : "" };
}

function guideOf(start, step) {
  const guide = start.guide[step.question?.code ?? step.kind];
  const items = (texts) => texts.map((text) => fill("item", { text }));
  return guide ? [fill("guide", { ...guide, counts: items(guide.counts), counts_not: items(guide.does_not_count) })] : [];
}

function disputeOf(start, one, step) {
  const dispute = findDispute(one, step);
  if (!dispute) return "";
  const lines = dispute.said.map((answer) => fill("said", { answer: start.words.answers[answer] ?? answer }));
  return [fill("disputed", { lines })];
}

// Whoever searches a second time sees why.
function searchSlots(start, one) {
  return { protocol: one.protocol.map(protocolStep), why: one.answers.sites ? start.words.none_own : "" };
}

// What was done and how long it took stands from the first search; what came of it is asked anew.
function fillSearch(search) {
  if (!search) return;
  for (const box of document.querySelectorAll("#step input[name=protocol]")) box.checked = search.protocol.includes(box.value);
  find("#minutes").value = search.minutes;
  find(`#step input[name=channel][value="${CSS.escape(search.channel)}"]`).checked = true;
}

function protocolStep({ code, name, needed }) {
  const row = fill("protocol-step", { name, needed: needed ? "*" : "" });
  find("input", row).value = code;
  return row;
}

function siteChoice(site, index) {
  const choice = fill("site-choice", { number: index < 9 ? String(index + 1) : "", site });
  const button = find("button", choice);
  button.dataset.site = site;
  if (index < 9) button.dataset.key = String(index + 1);
  return choice;
}

// What the reviewer has chosen among the sites so far, null as long as nothing is.
export function chosenSites() {
  const pressed = Array.from(document.querySelectorAll("#site-choices [aria-pressed=true]"));
  if (pressed.length === 0) return null;
  const sites = pressed.filter((button) => button.dataset.site);
  const names = (buttons) => buttons.map((button) => button.dataset.site);
  const content = { own: names(sites), entered: names(sites.filter((button) => "entered" in button.dataset)) };
  return { answer: pressed[0].dataset.answer, content };
}

// A website, or an answer that stands alone: none of them, cannot tell.
export function toggleSite(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  const alone = "alone" in button.dataset;
  document.querySelectorAll(`#site-choices ${alone ? "[aria-pressed]" : "[data-alone]"}`).forEach((other) => mark(other, false));
  mark(button, on);
  find("[data-do=sites]").disabled = chosenSites() === null;
}

export function enterSite(site) {
  if (!site) return void find("#other-site").focus();
  const known = document.querySelectorAll("#site-choices .choice");
  const same = Array.from(known).find((button) => button.dataset.site === site);
  const button = same ?? find("button", siteChoice(site, known.length));
  if (!same) {
    button.dataset.entered = "";
    find("#site-choices [data-alone]").before(button);
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
