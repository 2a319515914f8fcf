import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBrowser, visit } from "../support/browser.ts";
import { behindProxy, type EveryPage, seedEveryPage } from "../support/every-page.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";

Deno.test(
  "pages: every text that people typed is shown in its own direction",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    let seeded: EveryPage | null = null;
    await using program = await startWithHost(behindProxy, async (app, host) => {
      seeded = await seedEveryPage(app, host);
      await plantHebrew(app.kv);
    });
    const { town, teams, pages } = seeded!;
    const { address } = program;
    await using guest = await visit(browser, { address, scripts: false });
    const { memberSession } = teams;
    await using host = await visit(browser, { address, scripts: false, session: town.session });
    await using member = await visit(browser, { address, scripts: false, session: memberSession });
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
  },
);

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

/** Texts that people typed, as if each began in Hebrew: a page has to show them in their own direction. */

/** With which each planted text begins. */
const mark = "\u05d0\u05d1\u05d2";

const named = new Set("name title description welcome footer".split(" "));
const said = new Set("note message confirmedMessage rejectedMessage description".split(" "));
/** Records whose texts are not those of people. */
const apart = new Set(["job", "ledger", "link", "session", "webhook_delivery"]);

const label = `${mark} Which topic?`;
const questions = [
  { slug: "topic", label, kind: "choice", required: false, options: [`${mark} A`, `${mark} B`] },
  { slug: "more", label: `${mark} More`, kind: "long", required: false, options: [] },
  { slug: "agreed", label: `${mark} Agreed`, kind: "checkbox", required: false, options: [] },
];
const answers = [{ slug: "topic", question: label, answer: `${mark} A` }];
const place = { kind: "address", value: `${mark} Torstraße 12` };

/** Marks every name, title, note and message of a store, and gives each type questions and a place. */
async function plantHebrew(kv: Deno.Kv): Promise<void> {
  const found: { key: Deno.KvKey; value: unknown }[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    if (isRecord(value) && !apart.has(String(key[0]))) found.push({ key, value: marked(value) });
  }
  for (const { key, value } of found) {
    const isType = key[0] === "event_type" && isRecord(value) && "slug" in value;
    await kv.set(key, isType ? { ...value, questions } : value);
  }
}

type Fields = Record<string, unknown>;

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}

function marked(value: unknown, name = ""): unknown {
  if (typeof value === "string") {
    if (named.has(name) && value !== "" || said.has(name)) return `${mark} ${value}`.trim();
    return value;
  }
  if (name === "answers") return answers;
  if (Array.isArray(value)) return value.map((each) => marked(each));
  if (!isRecord(value)) return value;
  if (name === "location" && value.kind === "none") return place;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, marked(each, key)]),
  );
}
