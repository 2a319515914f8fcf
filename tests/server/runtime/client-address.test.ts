import assert from "node:assert/strict";
import { clientAddress, rateLimitKey } from "$lib/server/runtime/client-address.ts";

Deno.test("clientAddress: without a trusted proxy forwarded headers are ignored", () => {
  assert.equal(clientAddress("192.0.2.1", "10.0.0.1, 10.0.0.2", 0), "192.0.2.1");
});

Deno.test("clientAddress: with n proxies it is the n-th entry from the right, whatever was forged before", () => {
  const forwarded = "1.1.1.1, forged, 198.51.100.7, 10.0.0.2";
  assert.equal(clientAddress("10.0.0.1", forwarded, 1), "10.0.0.2");
  assert.equal(clientAddress("10.0.0.1", forwarded, 2), "198.51.100.7");
});

Deno.test("clientAddress: too few entries, or an empty one, leave the address of the socket", () => {
  assert.equal(clientAddress("10.0.0.1", "198.51.100.7", 3), "10.0.0.1");
  assert.equal(clientAddress("10.0.0.1", "", 1), "10.0.0.1");
  assert.equal(clientAddress("10.0.0.1", "a,", 1), "10.0.0.1");
});

Deno.test("clientAddress: ports, brackets and mapped addresses are removed", () => {
  assert.equal(clientAddress("::ffff:192.0.2.1", null, 0), "192.0.2.1");
  assert.equal(clientAddress("x", "192.0.2.1:4711", 1), "192.0.2.1");
  assert.equal(clientAddress("x", "[2001:DB8::1]:4711", 1), "2001:db8::1");
});

Deno.test("rateLimitKey: one IPv4 address, or the /64 of an IPv6 customer", () => {
  assert.equal(rateLimitKey("192.0.2.1"), "192.0.2.1");
  assert.equal(rateLimitKey("2001:db8:1:2:3:4:5:6"), rateLimitKey("2001:db8:1:2::9"));
  assert.notEqual(rateLimitKey("2001:db8:1:2::9"), rateLimitKey("2001:db8:1:3::9"));
  assert.equal(rateLimitKey("::1"), "0:0:0:0::/64");
});
