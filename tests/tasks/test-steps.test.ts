import assert from "node:assert/strict";
import { countsOf } from "../../src/tasks/test-steps.ts";

Deno.test("countsOf counts passed, failed and ignored tests apart, and keeps what a failed one said", () => {
  const report = `<testsuites><testsuite>
    <testcase name="a" classname="./a.test.ts" time="0.001">
    </testcase>
    <testcase name="b &gt; it&apos;s" classname="./a.test.ts"><failure message="no">Error: &lt;no&gt; &amp;amp;
  at b</failure></testcase>
    <testcase name="c">
      <skipped/>
    </testcase>
    <testcase name="d"/>
  </testsuite></testsuites>`;
  assert.deepEqual(countsOf(report), {
    passed: 2,
    failures: [{ name: "./a.test.ts => b > it's", text: "Error: <no> &amp;\n  at b" }],
    ignored: ["c"],
  });
});

Deno.test("countsOf shortens what a failed test said to its last thirty lines", () => {
  const lines = Array.from({ length: 100 }, (_, i) => `line ${i}`).join("\n");
  const [failure] = countsOf(`<testcase name="a"><error>${lines}</error></testcase>`).failures;
  assert.match(failure!.text, /^line 70\n.*line 99$/s);
});
