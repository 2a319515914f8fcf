import assert from "node:assert/strict";
import { casesOf } from "./junit.ts";

Deno.test("casesOf tells passed, failed and ignored tests apart, and keeps what a failed one said", () => {
  const lines = Array.from({ length: 100 }, (_, i) => `line ${i}`).join("\n");
  const report = `<testsuites><testsuite>
    <testcase name="a" classname="./a.test.ts" time="0.001">
    </testcase>
    <testcase name="b &gt; it&apos;s" classname="./a.test.ts"><failure message="no">Error: &lt;no&gt; &amp;amp;
  at b</failure></testcase>
    <testcase name="c">
      <skipped/>
    </testcase>
    <testcase name="d"/>
    <testcase name="e"><error>${lines}</error></testcase>
  </testsuite></testsuites>`;
  const [a, b, c, d, e] = casesOf(report);
  assert.deepEqual([a, c, d].map((each) => [each!.name, each!.result]), [
    ["a", "passed"],
    ["c", "ignored"],
    ["d", "passed"],
  ]);
  assert.deepEqual(b, { name: "b > it's", result: "failed", text: "Error: <no> &amp;\n  at b" });
  assert.match(e!.text, /^line 70\n.*line 99$/s);
});
