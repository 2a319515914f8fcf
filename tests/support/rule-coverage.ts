import assert from "node:assert/strict";
import { isFixedSeed } from "./seed.ts";

/** How often a model or a property met each of its rules. */
export interface RuleCoverage<Rule extends string> {
  meet(rule: Rule): void;
  /** Prints the counts, and fails for every rule that was met less often with the fixed seed: what is not met is not tested. */
  assertEach(least: number): void;
}

export function countRules<Rule extends string>(
  name: string,
  rules: readonly Rule[],
): RuleCoverage<Rule> {
  const counts = new Map<Rule, number>(rules.map((rule) => [rule, 0]));
  return {
    meet: (rule) => void counts.set(rule, (counts.get(rule) ?? 0) + 1),
    assertEach(least) {
      const summary = [...counts].map(([rule, count]) => `${rule} ${count}`).join(", ");
      console.log(`${name} met: ${summary}`);
      if (!isFixedSeed) return;
      const seldom = [...counts].filter(([, count]) => count < least).map(([rule]) => rule);
      assert.deepEqual(seldom, [], `met less than ${least} times`);
    },
  };
}
