import assert from "node:assert/strict";
import { countsOf } from "../../src/tasks/test-steps.ts";

Deno.test("countsOf counts passed, failed and ignored tests apart", () => {
  const report = `<testsuites><testsuite>
    <testcase name="a" time="0.001">
    </testcase>
    <testcase name="b"><failure message="no">Error: no</failure></testcase>
    <testcase name="c">
      <skipped/>
    </testcase>
    <testcase name="d"/>
  </testsuite></testsuites>`;
  assert.deepEqual(countsOf(report), { passed: 2, failed: 1, ignored: ["c"] });
});
