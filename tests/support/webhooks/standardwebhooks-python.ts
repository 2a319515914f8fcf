import { pythonPackage } from "../python-package.ts";

/** A Python with the official library `standardwebhooks`; null where it cannot be installed. */
export async function verifyingPython(): Promise<string | null> {
  const bin = await pythonPackage("standardwebhooks");
  return bin && `${bin}/python`;
}
