import { pythonPackage } from "../python-package.ts";

/** A Python with the official library `standardwebhooks`; null where it cannot be installed. */
export async function verifyingPython(): Promise<string | null> {
  const bin = await pythonPackage("standardwebhooks", "1.1.0");
  return bin && `${bin}/python`;
}
