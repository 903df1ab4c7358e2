// What the machine saw: beside the questions where nothing is hidden, else only of a case that is done.

import { ask, newNonce } from "./saving.js";
import { find, say } from "./showing.js";

export class Evidence {
  constructor(start, outbox, work, showProblem) {
    Object.assign(this, { start, outbox, work, showProblem, last: null, opened: null, beside: null });
  }

  // Of the question at hand only.
  async showBeside(one, step) {
    this.code = step?.question?.code ?? step?.kind;
    const place = find("#beside");
    if (this.beside !== one?.task) {
      this.beside = one?.task;
      place.replaceChildren();
      const text = !one || one.blind || !this.start.evidence ? "" : await this.load(one);
      if (this.beside === one?.task) place.innerHTML = text ?? "";
    }
    for (const part of place.children) part.hidden = part.dataset.about !== this.code;
  }

  async open(one) {
    if (!one) return;
    this.opened = one;
    await this.outbox.settled();
    const text = await this.load(one);
    if (text === undefined) return;
    find("#evidence").innerHTML = text;
    if (!find("#evidence-box").open) find("#evidence-box").showModal();
  }

  // A second thought: the first answer stays, this one is added.
  async change(button) {
    const { question, answer } = button.dataset;
    const body = { kind: "question", question, answer, nonce: newNonce() };
    const { status, content } = await this.outbox.send(say(this.start.urls.acts, { task: this.opened.task }), () => body);
    if (status !== 200) return void this.showProblem(content.problem ?? this.start.words.refused);
    this.work.lastAct = content.act;
    await this.open(this.opened);
    find(`#evidence [data-question="${CSS.escape(question)}"]`)?.focus();
  }

  load(one) {
    return ask(say(this.start.urls.evidence, { task: one.task }), "text").catch((error) => this.showProblem(error.message));
  }
}
