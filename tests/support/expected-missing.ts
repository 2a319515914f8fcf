/** A program that a test needs is not installed: a failure where everything must run, a spoken skip elsewhere. */
export function missingProgram(what: string, install: string): null {
  const text = `${what}: not installed. To run this test: ${install}`;
  if (Deno.env.get("CI") === "true") throw new Error(text);
  console.warn(`SKIPPED  ${text}`);
  return null;
}
