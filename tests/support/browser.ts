/** Chromium for tests: one browser a file, a fresh context for each page, and an eye on what must never happen. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { missingProgram } from "./expected-missing.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const quiet = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The installed Chromium; null, said aloud, where there is none. Close it at the end. */
export async function openBrowser(flags: string[] = []): Promise<Browser | null> {
  for (const executablePath of places) {
    if (!await isFile(executablePath)) continue;
    return await chromium.launch({ executablePath, args: [...quiet, ...flags] });
  }
  return missingProgram("Chromium", "apt-get install chromium");
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
    hasTouch: options.hasTouch ?? false,
    isMobile: options.hasTouch ?? false,
  });
  const page = await context.newPage();
  const own = new Set([new URL(options.address).origin, ...options.known ?? []]);
  const seen: Pick<BrowserVisit, "foreign" | "problems"> = { foreign: [], problems: [] };
  // What a page of somebody else asks for is theirs; nothing leaves this machine either way.
  await context.route((url) => !own.has(url.origin), async (route) => {
    const asking = route.request().frame().url();
    if (asking === "about:blank" || asking.startsWith(options.address)) {
      seen.foreign.push(route.request().url());
    }
    await route.abort();
  });
  page.on("pageerror", (error) => seen.problems.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" && /Content Security|violates/.test(line.text())) {
      seen.problems.push(line.text());
    }
  });
  return { page, context, ...seen, [Symbol.asyncDispose]: () => context.close() };
}

const axeSource = await Deno.readTextFile(createRequire(import.meta.url).resolve("axe-core"));

/** What axe finds against WCAG 2.2 AA on the page as it stands: one line a finding, none when all is well. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return await page.evaluate(async () => {
    const axe: typeof import("axe-core") = Reflect.get(globalThis, "axe");
    const found = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return found.violations.flatMap((rule) =>
      rule.nodes.map((node) =>
        `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`
      )
    );
  });
}

/** Fails when axe finds anything, when a script or the content policy complained, or another origin was asked. */
export async function assertClean(visit: BrowserVisit): Promise<void> {
  // After a form its text may be there before its styles.
  await visit.page.waitForLoadState("load");
  assert.deepEqual(await violations(visit.page), [], visit.page.url());
  assert.deepEqual(visit.problems, [], visit.page.url());
  assert.deepEqual(visit.foreign, [], visit.page.url());
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
