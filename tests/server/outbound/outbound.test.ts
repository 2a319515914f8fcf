import assert from "node:assert/strict";
import { followRedirects, openOutbound, OutboundError } from "$lib/server/outbound/index.ts";
import { fails, recorder } from "../../support/outgoing-requests.ts";

Deno.test("openOutbound: connects to the checked address, without resolving twice", async () => {
  const seen = recorder(["93.184.216.34"]);
  const fetch = openOutbound({ allow: [], ...seen });
  const answer = await fetch("https://cal.example/dav/?a=1", { headers: { authorization: "x" } });
  assert.equal(await answer.text(), "ok");
  assert.deepEqual(seen.resolved, ["cal.example"]);
  assert.equal(seen.connected[0]?.address, "93.184.216.34");
  assert.equal(seen.connected[0]?.host, "cal.example");
  assert.equal(seen.connected[0]?.port, 443);
  assert.equal(seen.connected[0]?.path, "/dav/?a=1");
  assert.equal(seen.connected[0]?.headers.host, "cal.example");
});

Deno.test("openOutbound: one private address among public ones is enough to refuse", async () => {
  for (const inside of ["127.0.0.1", "169.254.169.254", "fd00::1", "::ffff:10.0.0.1"]) {
    const seen = recorder(["93.184.216.34", inside]);
    await assert.rejects(
      openOutbound({ allow: [], ...seen })("https://cal.example/"),
      fails("private"),
    );
    assert.equal(seen.connected.length, 0);
  }
});

Deno.test("openOutbound: addresses written in odd ways are still private", async () => {
  const seen = recorder([]);
  const fetch = openOutbound({ allow: [], ...seen });
  for (const odd of ["http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://127.1/"]) {
    await assert.rejects(fetch(odd), fails("private"), odd);
  }
  assert.equal(seen.connected.length, 0);
});

Deno.test("openOutbound: a private host is reached when the settings name it", async () => {
  for (const allow of [["cal.home.arpa"], ["10.0.0.0/8"]]) {
    const seen = recorder(["10.0.0.7"]);
    await openOutbound({ allow, ...seen })("http://cal.home.arpa:5232/");
    assert.equal(seen.connected[0]?.address, "10.0.0.7");
  }
});

Deno.test("openOutbound: only http and https, and no credentials in the address", async () => {
  const fetch = openOutbound({ allow: [], ...recorder(["93.184.216.34"]) });
  for (const bad of ["file:///etc/passwd", "ftp://x/", "not a url", "gopher://x"]) {
    await assert.rejects(fetch(bad), fails("bad-address"));
  }
  await assert.rejects(fetch("https://ada:hunter2@cal.example/"), (error: unknown) => {
    assert.ok(error instanceof OutboundError && error.kind === "bad-address");
    assert.ok(!`${error.message}${error.stack}`.includes("hunter2"));
    return true;
  });
});

Deno.test("openOutbound: a name without an address, or whose resolver fails, is a dns problem", async () => {
  const none = recorder([]);
  await assert.rejects(openOutbound({ allow: [], ...none })("https://no.example/"), fails("dns"));
  const resolve = () => Promise.reject(new Error("ENOTFOUND"));
  await assert.rejects(
    openOutbound({ allow: [], ...none, resolve })("https://no.example/"),
    fails("dns"),
  );
});

Deno.test("openOutbound: tries the next address only when no connection was made", async () => {
  const refusing = (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  };
  const two = recorder(["93.184.216.34", "93.184.216.35"], [refusing("ECONNREFUSED")]);
  await openOutbound({ allow: [], ...two })("https://cal.example/");
  assert.deepEqual(two.connected.map((to) => to.address), ["93.184.216.34", "93.184.216.35"]);
  const cut = recorder(["93.184.216.34", "93.184.216.35"], [refusing("ECONNRESET")]);
  await assert.rejects(
    openOutbound({ allow: [], ...cut })("https://cal.example/"),
    fails("broken"),
  );
  assert.equal(cut.connected.length, 1);
});

Deno.test("openOutbound: does not follow a redirect by itself", async () => {
  const seen = recorder(["93.184.216.34"], [() => ({
    status: 302,
    headers: [["location", "http://127.0.0.1/"]],
  })]);
  const answer = await openOutbound({ allow: [], ...seen })("https://cal.example/");
  assert.equal(answer.status, 302);
  assert.equal(seen.connected.length, 1);
});

Deno.test("followRedirects: no downgrade, no credentials to another host, no loop; each hop is checked", async () => {
  const to = (location: string) => () => ({
    status: 302,
    headers: [["location", location]] as [string, string][],
  });
  const auth = { headers: { authorization: "Basic c2VjcmV0" } };
  const follow = async (answers: ReturnType<typeof to>[], from: string, init = {}) => {
    const seen = recorder(["93.184.216.34"], answers);
    const { response, url } = await followRedirects(
      openOutbound({ allow: [], ...seen }),
      from,
      init,
    );
    return { status: response.status, url: url.href, hops: seen.connected.length };
  };
  assert.deepEqual(await follow([to("/b")], "https://a.example/", auth), {
    status: 200,
    url: "https://a.example/b",
    hops: 2,
  });
  assert.equal((await follow([to("https://b.example/")], "https://a.example/")).hops, 2);
  assert.equal((await follow([to("https://a.example/")], "http://a.example/", auth)).hops, 2);
  for (
    const [from, location] of [
      ["https://a.example/", "https://b.example/"],
      ["https://a.example/", "http://a.example/"],
      ["https://a.example/", "https://a.example:8443/"],
      ["http://a.example:8080/", "https://a.example/"],
    ] as const
  ) await assert.rejects(follow([to(location)], from, auth), fails("redirect"), location);
  await assert.rejects(follow([to("http://a.example/")], "https://a.example/"), fails("redirect"));
  for (
    const [from, location, leadsTo] of [
      ["https://a.example/", "webcal://b.example/c.ics?k=1", "https://b.example/c.ics?k=1"],
      ["https://a.example/", "WebCal://b.example/c.ics", "https://b.example/c.ics"],
      ["https://a.example/", "webcals://b.example/c.ics", "https://b.example/c.ics"],
      ["http://a.example/", "webcal://a.example:81/c.ics", "http://a.example:81/c.ics"],
      ["http://a.example/", "webcals://a.example/c.ics", "https://a.example/c.ics"],
    ] as const
  ) assert.equal((await follow([to(location)], from)).url, leadsTo);
  for (const location of ["webcal://b.example/", "webcals://b.example/"]) {
    await assert.rejects(follow([to(location)], "https://a.example/", auth), fails("redirect"));
  }
  for (
    const [location, why] of [
      ["webcal://u:p@b.example/", "bad-address"],
      ["webcal://127.0.0.1/", "private"],
      ["ftp://b.example/", "redirect"],
    ] as const
  ) await assert.rejects(follow([to(location), to(location)], "https://a.example/"), fails(why));
  const circle = Array.from({ length: 9 }, () => to("/"));
  await assert.rejects(follow(circle, "https://a.example/"), fails("redirect"));
  await assert.rejects(follow([to("https://127.0.0.1/")], "https://a.example/"), fails("private"));
});
