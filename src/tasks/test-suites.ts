/** The test suites: quick tests and tests of pages run in parallel, other tests that start programs one after the other, and proofs. */
import { root } from "./build-site.ts";

export interface Suites {
  /** Pure and in-process tests. */
  quick: string[];
  /** Tests that ask one program of their own for its pages, and measure no short times. */
  pages: string[];
  /** Other tests that start the program, a browser or another server. */
  slow: string[];
  /** Scripts that report their own counts. */
  proofs: string[];
}

/** Quick tests that take longest; they start first, so that no core waits for one of them at the end. */
const longest = ["tests/zones/", "tests/server/bookings/team-life.", "tests/server/bookings/life."];

/** Tests of pages, and those that mostly wait; the longest first. */
const ofPages = [
  "tests/browser/status-page.",
  "tests/browser/themes-and-widths.",
  "tests/browser/languages.",
  "tests/browser/team-themes-and-widths.",
  "tests/browser/booking-in-each-language.",
  "tests/browser/join.",
  "tests/browser/typed-text.",
  "tests/browser/entered-stays.",
  "tests/every-route.",
  "tests/routes/",
];

/** Quick tests get an error where the time zone of the machine's clock would decide. */
export const quickArgs = ["--parallel", "--preload=tests/support/machine-zone-trap.ts"];

const startsPrograms =
  /support\/(program|run-task|running-program|browser|mail-server|oidc-issuer|caldav\/(radicale|xandikos|connected-host|faulty-server|faulty-responses|faulty-account|big-calendar)|icalendar\/parse-budget)\.ts/;

/** Every test file and proof below `tests/`, sorted by path. */
export async function findSuites(): Promise<Suites> {
  const suites: Suites = { quick: [], pages: [], slow: [], proofs: [] };
  for (const path of (await filesBelow("tests")).sort()) {
    const text = await Deno.readTextFile(`${root}/${path}`);
    if (path.endsWith(".test.ts")) {
      const suite = !startsPrograms.test(text) ? "quick" : isOfPages(path) ? "pages" : "slow";
      suites[suite].push(path);
    } else if (path.startsWith("tests/proofs/") && /^(await )?prove\(/m.test(text)) {
      suites.proofs.push(path);
    }
  }
  return {
    ...suites,
    quick: firstOf(suites.quick, longest),
    pages: firstOf(suites.pages, ofPages),
  };
}

function isOfPages(path: string): boolean {
  return ofPages.some((each) => path.startsWith(each));
}

/** Paths that begin as one of these first, in their order. */
function firstOf(paths: string[], begins: string[]): string[] {
  const rank = (path: string) => {
    const found = begins.findIndex((each) => path.startsWith(each));
    return found === -1 ? begins.length : found;
  };
  return paths.toSorted((a, b) => rank(a) - rank(b));
}

async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(`${root}/${folder}`)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await filesBelow(path));
    else if (path.endsWith(".ts")) found.push(path);
  }
  return found;
}
