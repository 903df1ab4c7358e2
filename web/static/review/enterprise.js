// The left side: what the register says of the enterprise, and its archived pages to leaf through.

import { fill, find, mark, say } from "./showing.js";

export class Pages {
  constructor(start) {
    this.start = start;
    this.one = null;
    this.number = 0;
    this.plain = false; // without the archived page's own styles
    const reads = () => document.activeElement === find("#page"); // then keys go to the archived page, and none reaches us
    window.addEventListener("blur", () => setTimeout(() => { find("#keys-away").hidden = !reads(); }));
    window.addEventListener("focus", () => { find("#keys-away").hidden = true; });
    document.addEventListener("pointerover", ({ target }) => target !== find("#page") && reads() && find("#step-title")?.focus({ preventScroll: true }));
  }

  showCase(one) {
    const known = this.one?.task === one.task && this.one.pages.length === one.pages.length;
    this.one = one;
    find("#enterprise-facts").replaceChildren(fill("facts", { ...one.enterprise, ...this.addresses(one) }));
    find("#sites").replaceChildren(...one.sites.map((site, index) => this.siteRow(site, index)));
    find("#pages").hidden = one.pages.length === 0;
    find("#no-pages").hidden = one.pages.length > 0;
    if (known) this.markPage();
    else this.turnTo(one.pages[0]?.number, false);
  }

  // The register's address can be opened only where a website is looked for by hand.
  addresses(one) {
    const { url } = one.enterprise;
    if (!url || one.step !== "search") return { url };
    const link = fill("outside-link", { url });
    find("a", link).href = /^https?:\/\//i.test(url) ? url : `http://${url}`;
    return { url: [link] };
  }

  siteRow(site, index) {
    const row = fill("site-row", { number: String(index + 1), site: site.site, words: site.status_words });
    const pages = this.one.pages.filter((page) => page.site === site.site);
    find("[data-pages]", row).replaceChildren(...pages.map((page) => this.pageButton(page)));
    return row;
  }

  pageButton(page) {
    const button = find("button", fill("page-button", { title: this.labelOf(page) }));
    button.dataset.page = page.number;
    button.title = page.url;
    return button;
  }

  labelOf({ url }) {
    const { pathname, search } = new URL(url);
    return pathname === "/" && !search ? this.start.words.home : readable(pathname + search);
  }

  turn(steps) {
    const place = this.one.pages.findIndex((page) => page.number === this.number);
    const next = this.one.pages[place + steps];
    if (next) this.turnTo(next.number);
  }

  turnTo(number, plain = this.plain) {
    const page = this.one.pages.find((one) => one.number === number);
    Object.assign(this, { number, plain });
    this.markPage();
    mark(find("#plain"), plain);
    if (!page) return;
    find("#page").replaceWith(this.frameOf(page));
    find("#page-about").replaceChildren(fill("page-about", { title: page.title, url: page.url, fetched: page.fetched_at.slice(0, 10) }));
  }

  markPage() {
    for (const button of document.querySelectorAll("[data-page]")) {
      if (Number(button.dataset.page) === this.number) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
  }

  // A fresh frame each time: turning pages must not fill the browser's history.
  frameOf(page) {
    const frame = find("#page").cloneNode();
    frame.title = say(this.start.words.frame, { page: page.title || page.url });
    frame.src = say(this.start.urls.page, { task: this.one.task, number: page.number }) + (this.plain ? "?plain" : "");
    return frame;
  }
}

function readable(path) {
  try {
    return decodeURI(path);
  } catch {
    return path; // bytes that are no UTF-8
  }
}
