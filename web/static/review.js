// The working page of reviewers: one enterprise at a time, its answers shown at once and saved behind.

import { chosenSites, enterSite, readSearch, showMessage, showStep, toggleSite } from "./review/answering.js";
import { Pages } from "./review/enterprise.js";
import { Evidence } from "./review/evidence.js";
import { listen } from "./review/keys.js";
import { Outbox, ask, newNonce } from "./review/saving.js";
import { fill, find, say } from "./review/showing.js";
import { findStep, takeAnswer } from "./review/steps.js";

const start = JSON.parse(find("#start").textContent);
const { urls, words } = start;
const outbox = new Outbox(showSaving);
const pages = new Pages(start);
const evidence = new Evidence(start, outbox, showProblem);
let held = start.cases; // the case at hand, then those that follow
let closed = new Set(); // tasks that are done here, perhaps not yet on the server
let lastAct = start.last_act;
let shownAt = 0;
let waits = false;

function show() {
  const one = held[0];
  find("#enterprise").hidden = !one;
  if (!one) return showMessage(outbox.waiting.length ? "step-wait" : "step-empty");
  pages.showCase(one);
  evidence.showBeside(one);
  showStep(start, one, findStep(one));
  shownAt = performance.now();
}

async function give(kind, fields) {
  const one = held[0];
  const body = { kind, ...fields, seconds: Math.round((performance.now() - shownAt) / 100) / 10, nonce: newNonce() };
  if (kind !== "skip") takeAnswer(one, body);
  const ends = kind === "skip" || findStep(one) === null;
  if (ends) {
    held.shift();
    closed.add(one.task);
  }
  const reply = outbox.send(say(urls.acts, { task: one.task }), () => body);
  show();
  await settle(await reply, one, ends);
}

// What the server said of an answer: goes on with it, or shows why not and takes up what the server knows.
async function settle({ status, content }, one, ends) {
  if (status !== 200 || (ends && !content.finished)) {
    if (status !== 200) showProblem(content.problem ?? words.refused);
    return reload();
  }
  lastAct = content.act ?? lastAct;
  takeUp(content);
  if (ends && start.shows_after && content.finished) evidence.open(one);
  return undefined;
}

function takeUp({ cases = [], progress }) {
  const known = new Set([...closed, ...held.map((one) => one.task)]);
  const waited = held.length === 0;
  held.push(...cases.filter((one) => !known.has(one.task)));
  if (progress) showProgress(progress);
  if (waited && outbox.waiting.length === 0) show();
}

async function reload() {
  if (outbox.waiting.length) return; // what is still on its way is settled after it
  closed = new Set();
  const content = await ask(urls.next).catch((error) => showProblem(error.message));
  if (!content) return;
  held = content.cases;
  lastAct = content.last_act;
  showProgress(content.progress);
  show();
}

async function undo() {
  if (waits) return;
  waits = true;
  const { status, content } = await outbox.send(urls.undo, () => ({ act: lastAct }));
  waits = false;
  if (status !== 200) return showProblem(content.problem ?? words.refused);
  lastAct = content.last_act;
  if (!content.case) return showLast("last-none", {});
  closed.delete(content.case.task);
  held = [content.case, ...held.filter((one) => one.task !== content.case.task)];
  showProgress(content.progress);
  show();
  return showLast("last-undone", { sentence: say(words.undone, { step: nameOf(content.undone) }) });
}

const nameOf = ({ kind, question }) => held[0].questions.find(({ code }) => code === question)?.name ?? words.steps[kind];

function answered(kind, fields, label) {
  const one = held[0];
  const step = findStep(one);
  find("#problem").hidden = true;
  give(kind, fields);
  const over = held[0] !== one;
  const named = step.question?.name ?? words.steps[kind];
  const sentence = over ? say(words.finished, { name: one.enterprise.name }) : say(words.answered, { step: named, answer: label });
  if (over && kind !== "skip") evidence.last = one;
  showLast(over && kind !== "skip" && start.evidence ? "last-case" : "last-answer", { sentence });
}

function answerRest() {
  const answer = "no";
  for (const question of findStep(held[0]).open) answered("question", { question: question.code, answer }, words.answers[answer]);
}

function askForRest() {
  const { open } = findStep(held[0]);
  find("#rest-list").textContent = open.map((question) => question.name).join(" · ");
  find("#rest-box").showModal();
}

const labelOf = (button) => find("span", button)?.textContent ?? "";
const unfold = (button, area) => {
  area.hidden = !area.hidden;
  button.setAttribute("aria-expanded", String(!area.hidden));
};
const ACTIONS = {
  undo,
  skip: () => held[0] && answered("skip", {}, ""),
  help: () => find("#help-box").showModal(),
  back: () => pages.turn(-1),
  on: () => pages.turn(1),
  page: (button) => pages.turnTo(Number(button.dataset.page)),
  reasons: (button) => unfold(button, find("#reasons")),
  scope: (button) => {
    const { answer, reason } = button.dataset;
    answered("scope", { answer, content: reason ? { reason } : {} }, labelOf(button));
  },
  site: toggleSite,
  "no-site": toggleSite,
  other: (button) => {
    unfold(button, find("#other"));
    if (!find("#other").hidden) find("#other-site").focus();
  },
  sites: () => {
    const content = chosenSites();
    answered("sites", { content }, content.own.join(", ") || words.none_of_them);
  },
  question: (button) => answered("question", { question: findStep(held[0]).question.code, answer: button.dataset.answer }, labelOf(button)),
  rest: askForRest,
  "rest-yes": answerRest,
  evidence: () => evidence.open(evidence.last),
  change: (button) => evidence.change(button),
};
const FORMS = {
  other: () => enterSite(find("#other-site").value.trim()),
  search: (form) => {
    const content = readSearch(form);
    answered("search", { content }, find("input[name=outcome]:checked", form).parentElement.textContent.trim());
  },
};

function showProgress(progress) {
  Object.assign(find("#bar"), { max: progress.tasks || 1, value: progress.done });
  find("#progress-text").textContent = progress.text;
  find("#strata").replaceChildren(...progress.strata.map(({ name, done, tasks }) => fill("stratum", { name, done: String(done), tasks: String(tasks) })));
}

function showSaving(waiting, trouble) {
  const place = find("#saving");
  place.textContent = waiting ? say(words.not_saved, { count: waiting }) : words.saved;
  place.className = trouble ? "badge bad" : "badge";
  if (trouble) showProblem(trouble === "session" ? words.log_in_again : words.no_network);
  else if (!waiting && find("#problem").dataset.passing) find("#problem").hidden = true;
}

function showProblem(sentence) {
  const place = find("#problem");
  place.dataset.passing = outbox.waiting.length ? "yes" : "";
  if (place.textContent !== sentence) place.textContent = sentence;
  place.hidden = false;
}

const showLast = (name, slots) => find("#last").replaceChildren(fill(name, slots));

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-do]");
  if (button && !button.disabled) ACTIONS[button.dataset.do]?.(button);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form.dataset.form in FORMS)) return;
  event.preventDefault();
  FORMS[form.dataset.form](form);
});
listen(document);
showProgress(start.progress);
show();
