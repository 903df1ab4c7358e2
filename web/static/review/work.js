// The cases at hand: what was answered is shown at once and sent behind; where only the server knows what follows, it is waited for.

import { ask, newNonce } from "./saving.js";
import { say } from "./showing.js";
import { findStep, takeAnswer } from "./steps.js";

export class Work {
  // `told` has show(), answered(one, step, body, over), undone(what), progress(counts) and problem(sentence).
  constructor(start, outbox, told) {
    Object.assign(this, { urls: start.urls, outbox, told, held: start.cases, lastAct: start.last_act });
    this.closed = new Set(); // tasks that are done here, perhaps not yet on the server
    this.busy = false;
    this.stale = false;
  }

  get one() {
    return this.held[0];
  }

  async give(kind, fields, seconds) {
    if (this.busy || !this.one) return;
    const one = this.one;
    const step = findStep(one);
    const body = { kind, ...fields, seconds, nonce: newNonce() };
    const waits = takeAnswer(one, body);
    const ends = kind === "skip" || findStep(one) === null;
    this.busy = waits;
    if (ends) this.leave(one);
    const reply = this.outbox.send(say(this.urls.acts, { task: one.task }), () => body);
    if (!waits) this.told.show();
    if (!waits) this.told.answered(one, step, body, ends);
    const { status, content } = await reply;
    if (waits) this.busy = false;
    if (status === 200) this.takeUp(one, content, waits && { step, body });
    else this.told.problem(content.problem);
    this.stale ||= status === 200 ? ends && !content.finished : !waits;
    if (this.stale && !this.outbox.waiting.length) await this.reload();
  }

  leave(one) {
    this.held = this.held.filter((other) => other !== one);
    this.closed.add(one.task);
  }

  takeUp(one, content, waited) {
    const empty = !this.one;
    this.lastAct = content.act ?? this.lastAct;
    if (waited && content.finished) this.leave(one);
    else if (waited) this.held = this.held.map((other) => (other === one ? content.case : other));
    const known = new Set([...this.closed, ...this.held.map((other) => other.task)]);
    this.held.push(...content.cases.filter((other) => !known.has(other.task)));
    if (content.progress) this.told.progress(content.progress);
    if (waited || (empty && !this.outbox.waiting.length)) this.told.show();
    if (waited) this.told.answered(one, waited.step, waited.body, content.finished);
  }

  // Takes up what the server knows, after something was refused.
  async reload() {
    const content = await ask(this.urls.next).catch((error) => this.told.problem(error.message));
    if (!content) return;
    this.stale = false;
    this.closed.clear();
    this.held = content.cases;
    this.lastAct = content.last_act;
    this.told.progress(content.progress);
    this.told.show();
  }

  async undo() {
    if (this.busy) return;
    this.busy = true;
    const { status, content } = await this.outbox.send(this.urls.undo, () => ({ act: this.lastAct }));
    this.busy = false;
    if (status !== 200) return void this.told.problem(content.problem);
    this.lastAct = content.last_act;
    if (content.case) {
      this.closed.delete(content.case.task);
      this.held = [content.case, ...this.held.filter((one) => one.task !== content.case.task)];
      this.told.show();
    }
    this.told.progress(content.progress);
    this.told.undone(content.undone);
  }
}
