import assert from "node:assert/strict";
import { csvLine } from "$lib/server/http/csv.ts";
import { figureCsv } from "$lib/server/http/figure-file.ts";

Deno.test("csvLine: text that begins as a formula does gets an apostrophe, whatever comes before it", () => {
  for (const text of ["=1+1", "+1", "-1", "@sum", "\t=1", "  =1", "＝1", "－1", "\rx"]) {
    assert.match(csvLine([text]), /^"?'/, JSON.stringify(text));
  }
  assert.equal(csvLine(["Ada", "a,b", 'say "hi"']), 'Ada,"a,b","say ""hi"""\r\n');
});

Deno.test("csvLine: what the program wrote itself stays as it is, and is quoted where it must be", () => {
  assert.equal(
    csvLine([{ exact: "-Zq0" }, { exact: "-1" }, { exact: "a,b" }]),
    '-Zq0,-1,"a,b"\r\n',
  );
});

Deno.test("figureCsv: ids, numbers and dates join with the API's, titles and sources are text", async () => {
  const rows = [{
    id: "-Zq0",
    memberId: "-b",
    title: "-Tea",
    change: -0.5,
    balance: -3,
    count: null,
  }];
  const dates = { from: "2026-11-01", to: "2026-11-30" };
  const file = await figureCsv({ name: "event-types", rows, dates }).text();
  const [header, line] = file.split("\r\n");
  assert.equal(header, "id,member_id,title,change,balance,count");
  assert.equal(line, "-Zq0,-b,'-Tea,-0.5000,-3,fewer than 3");
});
