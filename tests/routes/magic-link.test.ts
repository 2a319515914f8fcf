import assert from "node:assert/strict";
import { until } from "../support/until.ts";
import { type Mailbox, openLetterbox } from "../support/proof/mail-sink.ts";
import { startProgram } from "../support/program.ts";
import { signedInBy, startVisit } from "../support/http-visitor.ts";

/** The link in the newest email, once there are this many. */
async function linkIn(box: Mailbox, n: number): Promise<string> {
  await until(`${n} letters`, () => Promise.resolve(box.emails.length >= n || null));
  const link = /\/auth\/verify\?token=[A-Za-z0-9_-]+/.exec(box.emails[n - 1]!.text)?.[0];
  assert(link, box.emails[n - 1]!.text);
  return link;
}

Deno.test("magic link: verifies an address, signs in once by POST, survives a scanner, explains each refusal", async () => {
  await using box = await openLetterbox();
  await using program = await startProgram({ env: box.settings, clock: "+0" });
  const { address } = program;
  const ada = await signedInBy(address, program.signInLink!);
  const inputs = await ada.post("/dashboard/settings?/email", { email: "ada@example.org" });
  assert.equal(inputs.location, "/dashboard/settings?done=mailed&to=ada%40example.org");
  const proof = await linkIn(box, 1);
  assert.match((await startVisit(address).get(proof)).text, /Confirm your email address/);
  const token = (link: string) => new URL(link, address).searchParams.get("token")!;
  const elsewhere = startVisit(address);
  const proved = await elsewhere.post("/auth/verify", { token: token(proof) });
  assert.equal(proved.location, "/auth/verify?confirmed");
  assert(!elsewhere.cookies.has("invito_session"), "proving an address signs nobody in");

  const answers = [];
  for (const email of ["nobody@example.org", "ada@example.org"]) {
    const requested = await startVisit(address).post("/auth/sign-in?/sendLink", {
      email,
      to: "/dashboard/availability",
    });
    answers.push([
      requested.status,
      requested.text.replaceAll(email, "…").replace(/nonce[-="]+[^"']+/g, ""),
    ]);
    const api = await startVisit(address).send("POST", "/v0/auth/magic-link", { email });
    answers.push([api.status, api.text]);
  }
  assert.deepEqual(answers[0], answers[2], "the page says the same of an unknown address");
  assert.deepEqual(answers[1], answers[3], "so does the API");
  assert.deepEqual(answers[1], [202, '{"ok":true}']);

  const first = await linkIn(box, 2), second = await linkIn(box, 3);
  assert(box.emails.every(({ to }) => to === "ada@example.org"), "nobody else got a letter");
  for (let i = 0; i < 3; i++) assert.equal((await startVisit(address).get(first)).status, 200);
  const person = startVisit(address);
  const entered = await person.post("/auth/verify", { token: token(first) });
  assert.match(entered.location!, /^\/dashboard/);
  assert(person.cookies.has("invito_session"));
  const twice = await startVisit(address).post("/auth/verify", { token: token(first) });
  assert.equal(twice.location, "/auth/sign-in?error=link-used");

  await program.setClock("+16m");
  const late = await startVisit(address).post("/auth/verify", { token: token(second) });
  assert.equal(late.location, "/auth/sign-in?error=link-late");
  const { log } = program.output();
  for (const secret of [token(first), token(second), "ada@example.org", "nobody@example.org"]) {
    assert(!log.includes(secret), "the log tells no address and no link");
  }
});

Deno.test("magic link: without a mail server the page says so, and tells no command of the server", async () => {
  await using program = await startProgram();
  const page = await startVisit(program.address).get("/auth/sign-in");
  assert.match(page.text, /can’t send email/);
  assert.doesNotMatch(page.text, /deno task/);
  assert.doesNotMatch(page.text, /type="email"/);
  const api = await startVisit(program.address).send("POST", "/v0/auth/magic-link", {
    email: "a@b.example",
  });
  assert.equal(api.status, 422);
  assert.match(api.text, /can’t send email/);
});
