import assert from "node:assert/strict";
import { allowedHosts, isPublicAddress, parseIpAddress } from "$lib/server/outbound/ip-address.ts";

const inside = [
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.0.9",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.0.1",
  "198.18.0.1",
  "198.51.100.2",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:7f00:1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "3fff::1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "not an address",
  "1.2.3",
  "01.2.3.4",
  "1.2.3.256",
  "1:2:3",
  "1::2::3",
];
const outside = [
  "1.1.1.1",
  "100.63.255.255",
  "100.128.0.1",
  "172.15.0.1",
  "172.32.0.1",
  "192.0.1.1",
  "193.0.0.1",
  "2606:4700::1111",
  "2a01:4f8::2",
  "2003:1::1",
];

Deno.test("isPublicAddress: refuses every special-purpose block", () => {
  for (const address of inside) assert.equal(isPublicAddress(address), false, address);
});

Deno.test("isPublicAddress: accepts the public internet, up to the edges of the blocks", () => {
  for (const address of outside) assert.equal(isPublicAddress(address), true, address);
});

Deno.test("parseIpAddress: reads compressed and v4-tailed IPv6", () => {
  assert.deepEqual(parseIpAddress("::ffff:1.2.3.4")?.slice(10), [255, 255, 1, 2, 3, 4]);
  assert.deepEqual(parseIpAddress("fe80::a")?.slice(-1), [10]);
  assert.equal(parseIpAddress("::ffff:1.2.3.4:5"), null);
  assert.equal(parseIpAddress("1:2:3:4:5:6:7:8")?.length, 16);
  assert.equal(parseIpAddress("1:2:3:4:5:6:7:8:9"), null);
});

Deno.test("allowedHosts: by name, by address and by block, nothing beside", () => {
  const allowed = allowedHosts(["Cal.home.arpa", "192.168.1.0/24", "fd00::/8", "127.0.0.1"]);
  assert.ok(allowed("cal.home.arpa", "10.0.0.1"));
  assert.ok(allowed("x", "192.168.1.77"));
  assert.ok(allowed("x", "fd12::1"));
  assert.ok(allowed("x", "127.0.0.1"));
  assert.ok(!allowed("evil.cal.home.arpa", "10.0.0.1"));
  assert.ok(!allowed("x", "192.168.2.1"));
  assert.ok(!allowed("x", "127.0.0.2"));
  assert.ok(!allowed("x", "::ffff:127.0.0.1"));
});

Deno.test("allowedHosts: an invalid block is an error", () => {
  assert.throws(() => allowedHosts(["10.0.0.0/33"]));
  assert.throws(() => allowedHosts(["10.0.0.0/x"]));
});
