import assert from "node:assert/strict";
import { startWithHost } from "../support/running-program.ts";
import { newClient } from "../support/proof/guest-client.ts";

const part = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const whole = `${part("email", "ada@example.org")}--b--\r\n`;

/** Bodies that cannot be read, by the content type that they come with. */
const unreadable: Record<string, [type: string, body: string]> = {
  "no boundary": ["multipart/form-data", whole],
  "an empty boundary": ["multipart/form-data; boundary=", whole],
  "another boundary": ["multipart/form-data; boundary=c", whole],
  "no body": ["multipart/form-data; boundary=b", ""],
  "a body that is none": ["multipart/form-data; boundary=b", "email=ada%40example.org"],
};

Deno.test("a form that cannot be read is answered with 400 and a sentence, and is no fault", async () => {
  await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } });
  const send = async (path: string, type: string, body: string, headers = {}) => {
    const answer = await fetch(program.address + path, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": type,
        "x-forwarded-for": newClient(),
        origin: program.address,
        ...headers,
      },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  };
  for (const path of ["/auth/sign-in?/sendLink", "/auth/verify", "/calendar/ada/intro-call"]) {
    for (const [what, [type, body]] of Object.entries(unreadable)) {
      const { status, text } = await send(path, type, body);
      assert.equal(status, 400, `${path} with ${what}`);
      assert.match(text, /couldn’t read this request/);
    }
    const { status } = await send(path, "multipart/form-data; boundary=b", whole);
    assert.notEqual(status, 400, `${path} with a form in parts`);
    assert.ok(status < 500);
  }
  const inScript = await send("/auth/sign-in?/sendLink", "multipart/form-data", whole, {
    "x-sveltekit-action": "true",
  });
  assert.equal(inScript.status, 400);
  assert.equal(JSON.parse(inScript.text).type, "error");
  assert.doesNotMatch(program.output().log, /"level":"error"/);
});
