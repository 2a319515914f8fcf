import assert from "node:assert/strict";
import { negotiateEncoding } from "$lib/server/http/content-encoding.ts";

Deno.test("negotiateEncoding reads weights, wildcards and odd spellings", () => {
  const table: [string | null, string | null][] = [
    [null, null],
    ["", null],
    ["identity", null],
    ["gzip", "gzip"],
    ["gzip, deflate, br, zstd", "br"],
    ["GZIP;q=0.5 , BR; q=0.1", "br"],
    ["br;q=0, gzip", "gzip"],
    ["br;q=0, gzip;q=0.0", null],
    ["*", "br"],
    ["*;q=0", null],
    ["br;q=0, *", "gzip"],
    ["br;q=x", null],
    ["brr, xgzip", null],
  ];
  for (const [header, expected] of table) {
    assert.equal(negotiateEncoding(header), expected, String(header));
  }
});
