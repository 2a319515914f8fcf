/** The pictures of `docs/design.md`, made anew: `deno run -A tests/component-pictures.ts [NAMES]`. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { openBrowser, visit } from "./support/browser.ts";
import { type EveryPage, seedEveryPage } from "./support/every-page.ts";
import { startWithHost } from "./support/running-program.ts";

/** A part, the page that shows it, and what is done there before its picture is taken. */
interface Shown {
  page: string;
  part: string;
  before?: (page: Page) => Promise<void>;
}

const opened = "[popover]:popover-open";
const open = (button: string) => async (page: Page) => {
  await page.locator(button).first().click();
  await page.locator(opened).waitFor();
};

const shown: Record<string, Shown> = {
  buttons: { page: "dashboard", part: ".cluster:has(.button-danger)" },
  card: { page: "dashboard", part: ".card.edge" },
  tabs: { page: "dashboard", part: ".tabs" },
  row: { page: "event-types", part: ".row" },
  menu: { page: "event-types", part: opened, before: open(".row button[popovertarget]") },
  field: { page: "event-type", part: ".field" },
  zone: { page: "settings", part: ".field:has([name=zone])" },
  date: { page: "availability-away", part: opened, before: open("main button[popovertarget]") },
  choices: { page: "status", part: ".choices" },
  switch: { page: "event-types", part: ".switch" },
  badge: { page: "outbox", part: "li [data-tone]" },
  notice: { page: "status", part: ".notice" },
  empty: { page: "member-empty-event-types", part: ".empty" },
  avatar: { page: "list", part: ".avatar" },
  column: { page: "dashboard", part: ".column" },
  block: { page: "week", part: opened, before: open(".body a.item") },
  chart: { page: "analytics", part: ".card:has(.plot)" },
};

const wanted = Deno.args.length > 0 ? Deno.args : Object.keys(shown);
const folder = fileURLToPath(new URL("../docs/components/", import.meta.url));
let seeded: EveryPage | null = null;
await using program = await startWithHost({}, async (app, host) => {
  seeded = await seedEveryPage(app, host);
});
const { town, pages } = seeded!;
const browser = await openBrowser();
await using visitor = await visit(browser, {
  address: program.address,
  width: 720,
  session: town.session,
});
await Deno.mkdir(folder, { recursive: true });
for (const name of wanted) {
  const { page: at, part, before } = shown[name] ?? assert.fail(`no part is called ${name}`);
  await visitor.page.goto(pages[at]!);
  await before?.(visitor.page);
  await visitor.page.locator(part).first().screenshot({ path: `${folder}${name}.png` });
}
await browser.close();
