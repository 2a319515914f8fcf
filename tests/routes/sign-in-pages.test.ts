import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { startProgram } from "../support/program.ts";
import { signedInBy, startVisit } from "../support/http-visitor.ts";

const secret = "5e".repeat(32);
const env = { INVITO_SESSION_SECRET: secret };
const inAnHour = () => Date.now() + HOUR;

Deno.test("/auth/verify: GET and HEAD use nothing up; the button signs in once, with a protected cookie", async () => {
  await using program = await startProgram({ env });
  const { address } = program;
  const link = new URL(program.signInLink!);
  const path = link.pathname + link.search;
  for (let i = 0; i < 3; i++) assert.equal((await startVisit(address).get(path)).status, 200);
  const shown = await startVisit(address).get(path);
  assert.match(shown.text, />Continue</);
  assert.equal(shown.headers.get("cache-control"), "no-store");
  assert.equal(shown.headers.get("referrer-policy"), "same-origin");

  const ada = startVisit(address);
  const token = link.searchParams.get("token")!;
  const entered = await ada.post("/auth/verify", {
    token,
    name: "Ada Beck",
    zone: "Europe/Berlin",
  });
  assert.equal(entered.status, 303);
  assert.equal(entered.location, "/dashboard");
  const cookie = entered.setCookies.find((line) => line.startsWith("invito_session="))!;
  assert.match(cookie, /HttpOnly/i);
  assert.match(cookie, /SameSite=Lax/i);
  assert.match(cookie, /Path=\//i);
  assert.doesNotMatch(cookie, /Secure|Domain/i);

  const again = await startVisit(address).post("/auth/verify", { token });
  assert.equal(again.location, "/auth/sign-in?error=link-used");
  const page = await startVisit(address).get(again.location!);
  assert.match(page.text, /already been used/);

  const me = await ada.get("/v0/auth/me");
  assert.equal(me.status, 200);
  assert.equal(JSON.parse(me.text).user.username, "ada-beck");
  assert.doesNotMatch(program.output().log, new RegExp(ada.cookies.get("invito_session")!));
});

Deno.test("/auth/sign-in: late, unknown and superseded links each have their own message", async () => {
  await using program = await startProgram({ env });
  const { address } = program;
  await signedInBy(address, program.signInLink!);
  const late = await createConsoleLink(secret, { username: "ada-beck", expiresAt: Date.now() - 1 });
  const over = await createConsoleLink(secret, { first: true, expiresAt: inAnHour() });
  const messages: string[] = [];
  for (
    const [token, error] of [[late, "link-late"], [over, "link-expired"], ["x", "link-unknown"]]
  ) {
    const answer = await startVisit(address).get(`/auth/verify?token=${token}`);
    assert.equal(answer.location, `/auth/sign-in?error=${error}`);
    const page = await startVisit(address).get(answer.location!);
    messages.push(/role="alert"[^>]*>([^<]+|<!--.*?-->)+</.exec(page.text)?.[0] ?? "");
  }
  assert.equal(new Set(messages).size, 3, messages.join("\n"));
  const nonsense = await startVisit(address).get("/auth/sign-in?error=__proto__");
  assert.equal(nonsense.status, 200);
});

Deno.test("sessions: a new secret at every sign-in; after sign-out the old cookie opens nothing", async () => {
  await using program = await startProgram({ env });
  const { address } = program;
  const one = await signedInBy(address, program.signInLink!);
  const first = one.cookies.get("invito_session")!;
  const token = await createConsoleLink(secret, { username: "ada-beck", expiresAt: inAnHour() });
  await one.post("/auth/verify", { token });
  const second = one.cookies.get("invito_session")!;
  assert.notEqual(first, second);
  const stale = startVisit(address, first);
  assert.equal((await stale.get("/v0/auth/me")).status, 401, "the session before ended");

  assert.equal((await one.get("/dashboard/settings")).status, 200);
  const out = await one.post("/auth/sign-out");
  assert.equal(out.status, 303);
  assert(!one.cookies.has("invito_session"));
  const copied = startVisit(address, second);
  assert.equal((await copied.get("/v0/auth/me")).status, 401);
  const sent = await copied.get("/dashboard/settings");
  assert.equal(sent.location, "/auth/sign-in?to=%2Fdashboard%2Fsettings");
});

Deno.test("dashboard actions without a session change nothing and redirect to sign-in", async () => {
  await using program = await startProgram({ env });
  await signedInBy(program.address, program.signInLink!);
  const answer = await startVisit(program.address).post("/dashboard/settings?/invite");
  assert.equal(answer.status, 303);
  assert.match(answer.location!, /^\/auth\/sign-in/);
});
