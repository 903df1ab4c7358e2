// Answers on their way to the server: sent one after another, tried again while the network fails, never dropped silently.

const WAITS = [500, 1000, 2000, 4000]; // milliseconds before another try
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

export class Outbox {
  // onChange(waiting, trouble) is told after every change; trouble is null, "network" or "session".
  constructor(onChange) {
    this.waiting = [];
    this.onChange = onChange;
    this.sending = false;
    this.trouble = null; // of the last try
    window.addEventListener("beforeunload", (event) => this.waiting.length && event.preventDefault());
    window.addEventListener("online", () => this.wake?.());
  }

  // Resolves with the server's answer {status, content}; a refusal (4xx) is an answer, too. `write` gives the body when its turn comes.
  send(url, write) {
    const letter = { url, write };
    letter.answered = new Promise((resolve) => { letter.resolve = resolve; });
    this.waiting.push(letter);
    this.onChange(this.waiting.length, this.trouble);
    this.wake?.();
    this.work();
    return letter.answered;
  }

  // Resolves when everything that waits now has been answered.
  settled() {
    return this.waiting.length ? this.waiting.at(-1).answered : Promise.resolve();
  }

  async work() {
    if (this.sending) return;
    this.sending = true;
    for (let tries = 0; this.waiting.length; ) {
      const letter = this.waiting[0];
      const answer = await post(letter.url, letter.write());
      this.trouble = answer.trouble ?? null;
      if (this.trouble) {
        this.onChange(this.waiting.length, this.trouble);
        await Promise.race([pause(WAITS[Math.min(tries++, WAITS.length - 1)]), new Promise((wake) => { this.wake = wake; })]);
      } else {
        tries = 0;
        this.waiting.shift();
        this.onChange(this.waiting.length, null);
        letter.resolve(answer);
      }
    }
    this.sending = false;
  }
}

async function post(url, body) {
  try {
    const headers = { "content-type": "application/json", "x-ecomstat": "1" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (response.status === 401) return { trouble: "session" };
    if (response.status >= 500 || response.status === 429) return { trouble: "network" };
    return { status: response.status, content: await response.json().catch(() => ({})) };
  } catch {
    return { trouble: "network" };
  }
}

export async function ask(url, kind = "json") {
  const response = await fetch(url, { headers: { "x-ecomstat": "1" } });
  if (!response.ok) throw new Error((await response.json()).problem);
  return response[kind]();
}

export const newNonce = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
