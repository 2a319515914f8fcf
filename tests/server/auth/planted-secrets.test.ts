import assert from "node:assert/strict";
import type { SignInEmail } from "$lib/server/email/messages/sign-in.ts";
import { openGuestLink, openHostLink } from "$lib/server/changes/booking-links.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { openRateLimiter } from "$lib/server/runtime/rate-limits.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { keys } from "$lib/server/kv/keys.ts";
import type { Job } from "$lib/server/store/job.ts";
import { ask, town } from "../../support/town.ts";
import { testSecret } from "../../support/test-app.ts";

Deno.test("no secret is in the KV file: session secret, sessions, links in emails, invitations, booking links", async () => {
  const folder = await Deno.makeTempDir({ prefix: "invito-planted-" });
  try {
    const planted: Record<string, string> = { "session secret": testSecret };
    const { app, host } = await town({
      app: {
        kv: await Deno.openKv(`${folder}/kv`),
        sealer: openSealer(testSecret, null),
        limits: openRateLimiter(() => 0),
        sendMail: () => Promise.resolve(),
      },
    });
    const { secret } = await sessions.start(app, host.id, "console", { agent: "x", before: null });
    planted["session"] = secret;
    const invited = await invitations.invite(app, host.id);
    planted["invitation"] = invited.ok ? invited.value.token : "";
    await sendSignInLink(app, host.email!, "client");
    const jobs = await listAll<Job>(app.kv, { prefix: keys.jobs() });
    const { work } = jobs.find(({ value }) => value.work.kind === "send-sign-in-email")!.value;
    assert(work.kind === "send-sign-in-email");
    const email: SignInEmail = JSON.parse(
      await app.sealer.open(work.sealedEmail, "send-sign-in-email"),
    );
    planted["magic link"] = email.token;
    const booked = await ask(app, { key: { route: "test", value: "0123456789abcdef" } });
    planted["guest's link"] = await openGuestLink(app, booked.booking);
    planted["host's link"] = await openHostLink(app, booked.booking, host.id);
    app.kv.close();

    const bytes = await everythingIn(folder);
    assert(bytes.includes(host.id), "the search finds what is there");
    for (const [what, text] of Object.entries(planted)) {
      assert(text.length >= 43, what);
      assert(!bytes.includes(text), `${what} is in the file`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function everythingIn(folder: string): Promise<string> {
  let all = "";
  for await (const { name } of Deno.readDir(folder)) {
    all += new TextDecoder("latin1").decode(await Deno.readFile(`${folder}/${name}`));
  }
  return all;
}
