import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { signHostRequest, takeHostRequest } from "$lib/server/auth/host-request.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { previewLink } from "$lib/server/auth/sign-in-links.ts";
import { testApp, testHost, testSecret } from "../../support/test-app.ts";

const command = { action: "suspend", username: "ada", reason: "spam" } as const;

Deno.test("takeHostRequest: once, within a minute, as it was signed, for this purpose alone", async () => {
  const app = await testApp(), now = app.now();
  const request = await signHostRequest(testSecret, command, now);
  assert.deepEqual(await takeHostRequest(app, request), command);
  assert.equal(await takeHostRequest(app, request), null, "used");
  const late = await signHostRequest(testSecret, command, now);
  app.at(now + MINUTE);
  assert.equal(await takeHostRequest(app, late), null, "late");
  app.at(now);
  const [body = "", signature = ""] = (await signHostRequest(testSecret, command, now)).split(".");
  const other = btoa(atob(body).replace("ada", "bea"));
  const link = { username: "ada", expiresAt: now + MINUTE, command };
  for (
    const forged of [
      `${other}.${signature}`,
      `${body}.${"x".repeat(43)}`,
      `${body}.${signature}.`,
      await signHostRequest("ab".repeat(32), command, now),
      await createConsoleLink(testSecret, link),
      await signHostRequest(testSecret, { ...command, reason: "x".repeat(501) }, now),
      "",
    ]
  ) assert.equal(await takeHostRequest(app, forged), null, forged);
});

Deno.test("a secret that was changed commands nothing and signs nobody in, while what it sealed is read", async () => {
  const app = await testApp(), host = await testHost(app), old = "ab".repeat(32);
  app.sealer = openSealer(testSecret, old);
  const kept = await openSealer(old, null).seal("password", "calendar");
  assert.equal(await app.sealer.open(kept, "calendar"), "password");
  const link = (secret: string) =>
    createConsoleLink(secret, { username: host.username, expiresAt: app.now() + MINUTE });
  const isTaken = async (secret: string) => [
    await takeHostRequest(app, await signHostRequest(secret, command, app.now())) !== null,
    (await previewLink(app, await link(secret))).ok,
  ];
  assert.deepEqual(await isTaken(old), [false, false]);
  assert.deepEqual(await isTaken(testSecret), [true, true]);
});
