import type { Proof } from "../../support/proof/proof.ts";
export function deadlines(_proof: Proof): Promise<void> {
  return Promise.resolve();
}
