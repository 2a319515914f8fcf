/** Chromium for tests: one browser a file, a fresh context for each page, and an eye on what must never happen. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
  type Request,
} from "playwright-core";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { browsers, isThere } from "./install-programs.ts";
import { until } from "./until.ts";

const quiet = [
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The installed Chromium; a test asks for it by `requires("chromium")`, and closes it at the end. */
export async function openBrowser(flags: string[] = []): Promise<Browser> {
  const executablePath = browsers.find((path) => isThere(path));
  assert(executablePath, "no Chromium: apt-get install chromium-headless-shell");
  return await chromium.launch({ executablePath, args: [...quiet, ...flags] });
}

export interface BrowserVisit {
  page: Page;
  context: BrowserContext;
  /** Requests to other origins than the one of the program. */
  foreign: string[];
  /** Errors of scripts and of the content policy. */
  problems: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

export interface VisitOptions {
  /** The program's address; relative addresses start there. */
  address: string;
  scripts?: boolean;
  theme?: "light" | "dark";
  zone?: string;
  locale?: string;
  width?: number;
  /** A phone or tablet with fingers in place of a mouse. */
  hasTouch?: boolean;
  /** Further origins that the test itself serves. */
  known?: string[];
  /** The secret of a host's session, to be signed in with. */
  session?: string;
}

/** A new visitor without cookies, at 1280 or a phone's 390 px. */
export async function visit(browser: Browser, options: VisitOptions): Promise<BrowserVisit> {
  const width = options.width ?? 1280;
  const context = await browser.newContext({
    baseURL: options.address,
    javaScriptEnabled: options.scripts ?? true,
    colorScheme: options.theme ?? "light",
    reducedMotion: "reduce",
    timezoneId: options.zone ?? "America/New_York",
    locale: options.locale ?? "en-US",
    viewport: { width, height: width < 600 ? 844 : 800 },
    // A proxy's certificate is of the tests' own authority.
    ignoreHTTPSErrors: options.address.startsWith("https:"),
    hasTouch: options.hasTouch ?? false,
    isMobile: options.hasTouch ?? false,
  });
  if (options.session) {
    const cookie = { name: sessionCookie, value: options.session, url: options.address };
    await context.addCookies([cookie]);
  }
  const page = await context.newPage();
  const own = new Set([new URL(options.address).origin, ...options.known ?? []]);
  const seen: Pick<BrowserVisit, "foreign" | "problems"> = { foreign: [], problems: [] };
  // Watched and not routed, which would switch the browser's cache off. The resolver lets nothing leave this machine.
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!url.protocol.startsWith("http") || own.has(url.origin)) return;
    // What a page of somebody else asks for is theirs, and so is what a person opens in a tab.
    const asking = askingPage(request);
    if (asking === "about:blank" || asking?.startsWith(options.address)) {
      seen.foreign.push(request.url());
    }
  });
  page.on("pageerror", (error) => seen.problems.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" && /Content Security|violates/.test(line.text())) {
      seen.problems.push(line.text());
    }
  });
  return { page, context, ...seen, [Symbol.asyncDispose]: () => context.close() };
}

/** The address of the frame that asks; null for the first request of a new tab and for those of service workers. */
function askingPage(request: Request): string | null {
  if (request.serviceWorker()) return null;
  try {
    return request.frame().url();
  } catch {
    // A new tab has no frame yet.
    return null;
  }
}

const axeSource = await Deno.readTextFile(createRequire(import.meta.url).resolve("axe-core"));

/** All that WCAG 2.2 AA asks for, or whether its colours can be told apart alone. */
export type AxeRules = "all" | "contrast";

/** What axe finds on the page as it stands: one line a finding, none when all is well. */
export async function violations(page: Page, rules: AxeRules = "all"): Promise<string[]> {
  await page.evaluate(axeSource);
  return await page.evaluate(async (isAll) => {
    const axe: typeof import("axe-core") = Reflect.get(globalThis, "axe");
    const found = await axe.run(document, {
      runOnly: isAll
        ? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        : { type: "rule", values: ["color-contrast"] },
    });
    return found.violations.flatMap((rule) =>
      rule.nodes.map((node) =>
        `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`
      )
    );
  }, rules === "all");
}

/** Fails when axe finds anything, when a script or the content policy complained, or another origin was asked. */
export async function assertClean(visit: BrowserVisit, rules?: AxeRules): Promise<void> {
  // After a form its text may be there before its styles.
  await visit.page.waitForLoadState("load");
  assert.deepEqual(await violations(visit.page, rules), [], visit.page.url());
  assertQuiet(visit);
}

/** Fails when a script or the content policy complained, or another origin was asked. */
export function assertQuiet({ page, problems, foreign }: BrowserVisit): void {
  assert.deepEqual(problems, [], page.url());
  assert.deepEqual(foreign, [], page.url());
}

/** Watches that a page is not loaded anew and has one event stream; call the answer when what was awaited is there. */
export async function watchStream(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => Reflect.set(globalThis, "isSamePage", true));
  const opened: string[] = [];
  const note = (request: Request) => {
    if (request.headers()["accept"] === "text/event-stream") opened.push(request.url());
  };
  page.on("request", note);
  return async () => {
    page.off("request", note);
    const isSame = await page.evaluate(() => Reflect.get(globalThis, "isSamePage") === true);
    assert(isSame, `${page.url()} was loaded anew`);
    // The first one may have been still to come.
    assert(opened.length < 2, `${opened}`);
  };
}

/** Waits until that many elements are there; fails with how many there are after ten seconds. */
export async function assertCount(
  elements: Locator,
  wanted: number | { atLeast: number },
): Promise<void> {
  const isRight = (count: number) =>
    typeof wanted === "number" ? count === wanted : count >= wanted.atLeast;
  let count = -1;
  await until("elements", async () => isRight(count = await elements.count()), 10_000)
    .catch(() => assert.fail(`${elements}: ${count}, not ${JSON.stringify(wanted)}`));
}

/** Goes on with Tab until something of this name has the focus, visibly. */
export async function reach(page: Page, name: string, most = 120): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return null;
      const labels = "labels" in element && element.labels instanceof NodeList
        ? [...element.labels].map((label) => label.textContent ?? "")
        : [];
      const around = [element, element.parentElement, element.closest("li")];
      const isSeen = around.some((each) => {
        const style = each && getComputedStyle(each);
        return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      });
      const said = element.getAttribute("aria-label") ?? element.innerText;
      return { names: [said, ...labels].map((text) => text.trim()), isSeen };
    });
    if (!focused?.names.some((each) => each === name || each.startsWith(`${name}\n`))) continue;
    assert(focused.isSeen, `${name} has the focus, and nobody sees it`);
    return;
  }
  throw new Error(`no way to ${name} with Tab on ${page.url()}`);
}
