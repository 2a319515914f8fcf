import { isInstalled, type Package } from "./setup.ts";

/**
 * Options of a test that needs programs: where one is not installed every runner shows it as ignored, with the command
 * that installs it; where everything must run it runs, and fails.
 */
export function needs(...packages: Package[]): { ignore: boolean } {
  const absent = packages.filter((name) => !isInstalled(name));
  if (absent.length === 0 || Deno.env.get("CI") === "true") return { ignore: false };
  const command = `apt-get install ${absent.join(" ")}`;
  console.warn(`SKIPPED  ${absent.join(", ")}: not installed. To run this test: ${command}`);
  return { ignore: true };
}
