import assert from "node:assert/strict";
import { mayFrame } from "$lib/scheduling/frame-ancestors.ts";

Deno.test("mayFrame reads a list as a browser does", () => {
  assert.equal(mayFrame(["*"], "https://a.example"), true);
  assert.equal(mayFrame([], "https://a.example"), false);
  assert.equal(mayFrame(["https://a.example"], "https://a.example"), true);
  assert.equal(mayFrame(["https://A.example"], "https://a.example"), true);
  assert.equal(mayFrame(["https://a.example"], "http://a.example"), false);
  assert.equal(mayFrame(["http://a.example"], "https://a.example"), true);
  assert.equal(mayFrame(["https://a.example:8443"], "https://a.example"), false);
  assert.equal(mayFrame(["https://*.example"], "https://b.a.example"), true);
  assert.equal(mayFrame(["https://*.a.example"], "https://a.example"), false);
  assert.equal(mayFrame(["https://a.example"], "https://a.example.evil.example"), false);
  assert.equal(mayFrame(["https://*.a.example"], "https://eviLa.example"), false);
});
