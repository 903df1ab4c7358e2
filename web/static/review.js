// The working page of reviewers: one enterprise at a time, by keys, mouse or touch.

import { chosenSites, enterSite, readSearch, showMessage, showStep, toggleSite } from "./review/answering.js";
import { Pages } from "./review/enterprise.js";
import { Evidence } from "./review/evidence.js";
import { listen } from "./review/keys.js";
import { Outbox } from "./review/saving.js";
import { fill, find, say } from "./review/showing.js";
import { findStep } from "./review/steps.js";
import { Work } from "./review/work.js";

const start = JSON.parse(find("#start").textContent);
const { words } = start;
const outbox = new Outbox(showSaving);
const work = new Work(start, outbox, { show, answered, undone, progress: showProgress, problem: showProblem });
const pages = new Pages(start);
const evidence = new Evidence(start, outbox, work, showProblem);
let shownAt = 0;
let pace = ""; // as it was when the page was opened
let label = ""; // of the button that was pressed

function show() {
  const { one } = work;
  const step = one && findStep(one);
  find("#enterprise").hidden = !one;
  evidence.showBeside(one, step);
  if (!one) return showMessage(outbox.waiting.length ? "step-wait" : "step-empty");
  pages.showCase(one);
  showStep(start, one, step);
  shownAt = performance.now();
}

function give(kind, fields = {}, said = "") {
  find("#problem").hidden = true;
  label = said;
  work.give(kind, fields, Math.round((performance.now() - shownAt) / 100) / 10);
}

function takeBack() {
  find("#problem").hidden = true;
  work.undo();
}

function answered(one, step, { kind }, over) {
  const { name } = one.enterprise;
  if (kind === "skip") return showLast("last-answer", say(words.put_off, { name }));
  if (!over) return showLast("last-answer", say(words.answered, { step: step.question?.name ?? words.steps[kind], answer: label }));
  evidence.last = one;
  if (start.shows_after) evidence.open(one);
  return showLast(start.evidence ? "last-case" : "last-answer", say(words.finished, { name }));
}

function undone(what) {
  if (!what) return showLast("last-only", words.nothing_to_undo);
  const question = work.one?.questions.find(({ code }) => code === what.question);
  return showLast("last-only", say(words.undone, { step: question?.name ?? words.steps[what.kind] }));
}

function unfold(button, area) {
  area.hidden = !area.hidden;
  button.setAttribute("aria-expanded", String(!area.hidden));
  if (!area.hidden) find("button, input", area).focus();
}

function askForRest() {
  find("#rest-list").textContent = findStep(work.one).open.map((question) => question.name).join(" · ");
  find("#rest-box").showModal();
}

function answerRest() {
  for (const { code } of findStep(work.one).open) give("question", { question: code, answer: "no" }, words.answers.no);
}

const labelOf = (button) => find("span", button).textContent;
const ACTIONS = {
  undo: takeBack,
  skip: () => give("skip"),
  help: () => find("#help-box").showModal(),
  back: () => pages.turn(-1),
  on: () => pages.turn(1),
  plain: () => pages.turnTo(pages.number, !pages.plain),
  page: (button) => pages.turnTo(Number(button.dataset.page)),
  reasons: (button) => unfold(button, find("#reasons")),
  scope: (button) => give("scope", { answer: button.dataset.answer, content: { reason: button.dataset.reason } }, labelOf(button)),
  site: toggleSite,
  other: (button) => unfold(button, find("#other")),
  sites: () => {
    const { answer, content } = chosenSites();
    give("sites", { answer, content }, content.own.join(", ") || words.none_of_them);
  },
  question: (button) => give("question", { question: findStep(work.one).question.code, answer: button.dataset.answer }, labelOf(button)),
  rest: askForRest,
  "rest-yes": answerRest,
  evidence: () => evidence.open(evidence.last),
  change: (button) => evidence.change(button),
};
const FORMS = {
  other: () => enterSite(find("#other-site").value.trim()),
  search: (form) => give("search", { content: readSearch(form) }, find("input[name=outcome]:checked", form).parentElement.textContent.trim()),
};

function showProgress(progress) {
  Object.assign(find("#bar"), { max: progress.tasks || 1, value: progress.done });
  pace = progress.pace ?? pace;
  find("#progress-text").textContent = pace ? `${progress.text} · ${pace}` : progress.text;
  const rows = progress.strata.map(({ name, done, tasks }) => fill("stratum", { name, done: String(done), tasks: String(tasks) }));
  find("#strata").replaceChildren(...rows);
}

function showSaving(waiting, trouble) {
  const place = find("#saving");
  place.textContent = waiting ? say(words.not_saved, { count: waiting }) : words.saved;
  place.className = trouble ? "badge bad" : "badge";
  if (trouble) showProblem(trouble === "session" ? words.log_in_again : words.no_network);
  else if (find("#problem").dataset.passing) find("#problem").hidden = true;
  find("#problem").dataset.passing = trouble ?? "";
}

function showProblem(sentence) {
  const place = find("#problem");
  if (place.textContent !== sentence) place.textContent = sentence || words.refused;
  place.hidden = false;
}

const showLast = (name, sentence) => find("#last").replaceChildren(fill(name, { sentence }));

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-do]");
  if (button && !button.disabled) ACTIONS[button.dataset.do](button);
});
document.addEventListener("submit", (event) => {
  const perform = FORMS[event.target.dataset.form];
  if (!perform) return;
  event.preventDefault();
  perform(event.target);
});
document.addEventListener("invalid", () => { find("#problem").hidden = true; }, true); // the browser says what is missing
listen(document);
showProgress(start.progress);
show();
