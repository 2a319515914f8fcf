/** All that tests and checks need from Debian and PyPI, fetched before any of them runs. */
import { setUp } from "../support/install-programs.ts";
import { installPythonPackage, pythonPackages } from "../support/python-package.ts";

const TRIES = 3;

/** Throws an error that begins with the registry's name when three tries have failed. */
export async function fetchEverything(
  fromPyPI: readonly (keyof typeof pythonPackages)[],
): Promise<void> {
  await withTries("Debian", setUp);
  for (const name of fromPyPI) {
    await withTries("PyPI", () => installPythonPackage(name, pythonPackages[name]));
  }
}

async function withTries(registry: string, fetchIt: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      return void await fetchIt();
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (attempt === TRIES) throw new Error(`registry ${registry}: ${text}`);
      console.log(`${registry}, attempt ${attempt} of ${TRIES}: ${text}`);
    }
  }
}
