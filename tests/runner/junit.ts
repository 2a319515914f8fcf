/** Results of tests in the JUnit report that `deno test` writes. */

export interface TestCase {
  /** A step's name has its test's before it: "a host signs in > with a link". */
  name: string;
  result: "passed" | "failed" | "ignored";
  /** What a failed one said, shortened to its end. */
  text: string;
}

/** Every test and step of a report, in its order. */
export function casesOf(report: string): TestCase[] {
  return [...report.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)]
    .map(([, name, body = ""]) => ({
      name: unescaped(name!),
      result: /<(failure|error)/.test(body)
        ? "failed"
        : body.includes("<skipped")
        ? "ignored"
        : "passed",
      text: lastLines(unescaped(body.replace(/<[^>]*>/g, "").trim())),
    }));
}

/** Whether a case is a step of that test. */
export function isPartOf(step: string, test: string): boolean {
  return step.startsWith(`${test} > `);
}

/** At most the last thirty lines, of two hundred characters each. */
export function lastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-30).map((line) => line.slice(0, 200)).join("\n");
}

function unescaped(xml: string): string {
  const characters = { lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", amp: "&" };
  return xml.replace(/&(lt|gt|quot|apos|#39|amp);/g, (_, entity) => characters[entity as "lt"]);
}
