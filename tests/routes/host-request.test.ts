/** The address that takes commands about hosts: there for who has the session secret, and for nobody else. */
import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { HOST_REQUEST_PATH, signHostRequest } from "$lib/server/auth/host-request.ts";
import { sendHostRequest } from "../support/host-command.ts";
import { startWithHost } from "../support/running-program.ts";
import { testSecret } from "../support/test-app.ts";

const resume = { action: "resume", username: "ada" } as const;
const sign = (now = Date.now(), secret = testSecret) => signHostRequest(secret, resume, now);

Deno.test("a command about a host is taken once, signed with the session secret within a minute", async () => {
  await using program = await startWithHost({
    env: { INVITO_BASE_URL: "https://meet.example", INVITO_TRUSTED_PROXIES: "1" },
  });
  const { address } = program;
  let clients = 0;
  const status = async (body: string, more: Record<string, string> = {}) => {
    const client = { "x-forwarded-for": `10.0.0.${++clients}` };
    const answer = await sendHostRequest(address, body, { ...client, ...more });
    await answer.body?.cancel();
    return answer.status;
  };
  const once = await sign();
  assert.equal(await status(once), 200, "at the listening address, whatever the public one is");
  assert.equal(await status(once), 404, "used");
  assert.equal(await status(await sign(Date.now() - MINUTE)), 404, "a minute old");
  assert.equal(await status(await sign(Date.now(), "ab".repeat(32))), 404, "another secret");
  const [body = "", signature = ""] = (await sign()).split(".");
  const other = btoa(atob(body).replace("resume", "closed"));
  assert.equal(await status(`${other}.${signature}`), 404, "another body");
  const terms = { username: "ada", expiresAt: Date.now() + MINUTE };
  assert.equal(await status(await createConsoleLink(testSecret, terms)), 404, "another purpose");
  assert.equal(await status(""), 404);
  assert.equal(await status("x".repeat(100_000)), 404);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  assert.equal(await status("a=b", { ...form, "sec-fetch-site": "cross-site" }), 404);
  assert.equal(await status("a=b", { ...form, origin: "https://evil.example" }), 404);
  for (const method of ["GET", "PUT", "PATCH", "DELETE", "HEAD"]) {
    const answer = await fetch(address + HOST_REQUEST_PATH, { method, redirect: "manual" });
    await answer.body?.cancel();
    assert.equal(answer.status, 404, method);
  }
  const openapi = await (await fetch(`${address}/v0/openapi.json`)).text();
  assert(!openapi.includes("operator/hosts"));
  const [line] = program.output().log.split("\n").filter((each) => each.includes("host-command"));
  assert.match(line!, /"event":"host-command".*"action":"resume","host":"ada"/);
});

Deno.test("the address of commands about hosts is limited as every other", async () => {
  await using program = await startWithHost();
  const statuses: number[] = [];
  for (let n = 0; n < 31; n++) {
    const answer = await sendHostRequest(program.address, "no");
    await answer.body?.cancel();
    statuses.push(answer.status);
  }
  assert.deepEqual([statuses[0], statuses[30]], [404, 429]);
});
