import assert from "node:assert/strict";
import {
  boundedTracking,
  isWithinBounds,
  parseTracking,
  trackingParameters,
} from "$lib/scheduling/booking-tracking.ts";

const parsed = (query: string) => parseTracking(new URLSearchParams(query));

Deno.test("parseTracking takes UTM parameters and metadata, and nothing else", () => {
  assert.deepEqual(
    parsed(
      "utm_source=news&utm_term=&utm_other=x&metadata[plan]=pro&metadata=x&name=Ada&metadata[]=y",
    ),
    { utm: { source: "news" }, metadata: { plan: "pro" } },
  );
});

Deno.test("parseTracking leaves out what is too long or too much", () => {
  assert.deepEqual(parsed(`utm_source=${"x".repeat(256)}&utm_medium=${"x".repeat(255)}`).utm, {
    medium: "x".repeat(255),
  });
  const many = new URLSearchParams();
  for (let i = 0; i < 30; i++) many.set(`metadata[k${i}]`, "v");
  assert.equal(Object.keys(parseTracking(many).metadata).length, 10);
  const long = new URLSearchParams();
  for (let i = 0; i < 10; i++) long.set(`metadata[k${i}]`, "v".repeat(200));
  assert.equal(Object.keys(parseTracking(long).metadata).length, 3);
  assert.deepEqual(parsed(`metadata[a]=${"v".repeat(501)}`).metadata, {});
  for (const name of ["__proto__", "a b", "<b>", "x".repeat(41)]) {
    assert.deepEqual(boundedTracking({ utm: {}, metadata: { [name]: "v" } }).metadata, {}, name);
  }
});

Deno.test("trackingParameters say it again", () => {
  const tracking = parsed("utm_source=a%26b&utm_campaign=c&metadata[x.y]=1%3D2");
  assert.deepEqual(parseTracking(new URLSearchParams(trackingParameters(tracking))), tracking);
});

Deno.test("isWithinBounds counts names and values of parameters and metadata", () => {
  const tracking = { utm: { source: "x".repeat(200) }, metadata: { plan: "x".repeat(490) } };
  assert(isWithinBounds(tracking));
  assert.deepEqual(boundedTracking(tracking), tracking);
  assert(!isWithinBounds({ ...tracking, utm: { source: "x".repeat(201) } }));
});
