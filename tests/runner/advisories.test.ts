import assert from "node:assert/strict";
import { advisoriesLine, advisoriesOf } from "./advisories.ts";

Deno.test("advisories: none, a list, and a registry that does not answer are told apart", () => {
  const none = advisoriesOf({ code: 0, text: "No known vulnerabilities found\n" });
  assert.deepEqual(none, { state: "none" });
  const list = advisoriesOf({
    code: 1,
    text: "╭ left-pad has a fault\n│ Severity: high\nFound 1 vulnerability\n",
  });
  assert.equal(list.state, "found");
  assert.match(advisoriesLine(list), /left-pad has a fault/);
  for (
    const text of [
      "error: error sending request for url (https://registry.example/): Connection refused",
      "error: 503 Service Unavailable",
      "",
    ]
  ) {
    const unanswered = advisoriesOf({ code: 1, text });
    assert.equal(unanswered.state, "unanswered", text);
    assert.match(advisoriesLine(unanswered), /^Advisories: not known/);
  }
});
