import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { type BrowserVisit, openBrowser, visit } from "../support/browser.ts";
import { behindProxy, type EveryPage, seedEveryPage } from "../support/every-page.ts";
import { mark, plantHebrew } from "../support/hebrew-texts.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";

Deno.test(
  "pages: every text that people typed is shown in its own direction",
  requires("chromium"),
  async (t) => {
    const browser = await openBrowser();
    if (!browser) return;
    let seeded: EveryPage | null = null;
    await using program = await startWithHost(behindProxy, async (app, host) => {
      seeded = await seedEveryPage(app, host);
      await plantHebrew(app.kv);
    });
    const { town, teams, pages } = seeded!;
    const { address } = program;
    await using guest = await visit(browser, { address, scripts: false });
    await using host = await visit(browser, { address, scripts: false });
    await using member = await visit(browser, { address, scripts: false });
    await signIn(host, address, town.session);
    await signIn(member, address, teams.memberSession);
    let planted = 0;
    for (const [name, path] of Object.entries(pages)) {
      if (path.startsWith("/docs/")) continue;
      await t.step(name, async () => {
        const signedIn = name in teams.asMember ? member : host;
        const who = path.startsWith("/dashboard") ? signedIn : guest;
        await who.context.setExtraHTTPHeaders({ "x-forwarded-for": newClient() });
        await who.page.goto(path);
        const { count, mixed } = await typedTexts(who.page);
        planted += count;
        assert.deepEqual(mixed, []);
      });
    }
    assert.ok(planted > 500, `only ${planted} planted texts were seen`);
    await browser.close();
  },
);

function signIn({ context }: BrowserVisit, url: string, session: string): Promise<void> {
  return context.addCookies([{ name: sessionCookie, value: session, url }]);
}

/** Planted texts, and those whose direction is the one of the page: neither they nor their block have one of their own. */
function typedTexts(page: Page): Promise<{ count: number; mixed: string[] }> {
  return page.evaluate((mark) => {
    const isApart = (element: Element | null): boolean => {
      if (!element) return false;
      if (element.getAttribute("dir") === "auto" || element.localName === "bdi") return true;
      const { display, unicodeBidi } = getComputedStyle(element);
      if (unicodeBidi === "plaintext") return true;
      const isInline = /^(inline|contents)$/.test(display);
      return (isInline || element.localName === "option") && isApart(element.parentElement);
    };
    const inside = (element: Element | null) =>
      `<${element?.localName} class="${element?.className}">`;
    const described = (element: Element, text: string) =>
      `${inside(element)} in ${inside(element.parentElement)}: ${text.trim().slice(0, 90)}`;
    let count = 0;
    const mixed: string[] = [];
    const look = (element: Element, text: string) => {
      count++;
      if (!isApart(element)) mixed.push(described(element, text));
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const { parentElement, nodeValue } = node;
      // What stands between marks of its own (FSI, PDI) does not touch its sentence.
      const text = (nodeValue ?? "").replace(/\u2068[^\u2069]*\u2069/g, "…");
      // A delivery's body is shown as it was sent.
      const isRead = parentElement && !parentElement.closest("script, style, noscript, pre");
      if (isRead && text.includes(mark)) look(parentElement, text);
    }
    for (const control of document.querySelectorAll("input:not([type=hidden]), textarea")) {
      const { value } = control as HTMLInputElement;
      if (value.includes(mark)) look(control, value);
      else if (control.matches("textarea:not([dir])")) mixed.push(described(control, value));
    }
    return { count, mixed };
  }, mark);
}
