/** The test suites: quick tests run in parallel, tests that start programs one after the other, and proofs. */
import { root } from "./build-site.ts";

export interface Suites {
  /** Pure and in-process tests. */
  quick: string[];
  /** Tests that start the program, a browser or another server. */
  slow: string[];
  /** Scripts that report their own counts. */
  proofs: string[];
}

/** Quick tests that take longest; they start first, so that no core waits for one of them at the end. */
const longest = ["tests/zones/", "tests/server/bookings/team-life.", "tests/server/bookings/life."];

/** Quick tests get an error where the time zone of the machine's clock would decide. */
export const quickArgs = ["--parallel", "--preload=tests/support/machine-zone-trap.ts"];

const startsPrograms =
  /support\/(program|run-task|running-program|browser|mail-server|oidc-issuer|caldav\/(radicale|xandikos|connected-host|faulty-server|faulty-responses|faulty-account|big-calendar)|icalendar\/parse-budget)\.ts/;

/** Every test file and proof below `tests/`, sorted by path. */
export async function findSuites(): Promise<Suites> {
  const suites: Suites = { quick: [], slow: [], proofs: [] };
  for (const path of (await filesBelow("tests")).sort()) {
    const text = await Deno.readTextFile(`${root}/${path}`);
    if (path.endsWith(".test.ts")) {
      (startsPrograms.test(text) ? suites.slow : suites.quick).push(path);
    } else if (path.startsWith("tests/proofs/") && /^(await )?prove\(/m.test(text)) {
      suites.proofs.push(path);
    }
  }
  const isLong = (path: string) => longest.some((each) => path.startsWith(each));
  suites.quick = suites.quick.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  return suites;
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
