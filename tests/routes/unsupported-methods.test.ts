import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { builtEndpoints } from "../support/built-routes.ts";
import { startWithHost } from "../support/running-program.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { startVisit } from "../support/http-visitor.ts";
import { testSecret } from "../support/test-app.ts";

const methods = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "QUERY"];
/** What stands for a name or a secret in an address. */
const parts = ["ada", "%FF", "__proto__"];

Deno.test("no method at any address is a fault, for a guest or a host", async () => {
  await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } });
  const signIn = async () => {
    const host = startVisit(program.address);
    const token = await createConsoleLink(testSecret, {
      username: "ada",
      expiresAt: Date.now() + MINUTE,
    });
    await host.post("/auth/verify", { token });
    return [...host.cookies].map((pair) => pair.join("=")).join("; ");
  };
  let cookie = await signIn();
  const ask = async (method: string, path: string, more: Record<string, string> = {}) => {
    const answer = await fetch(program.address + path, {
      method,
      redirect: "manual",
      headers: { "x-forwarded-for": newClient(), origin: program.address, ...more },
      signal: AbortSignal.timeout(20_000),
    });
    await answer.body?.cancel();
    return answer.status;
  };
  const routes = [...new Set((await builtEndpoints()).map(({ route }) => route))];
  const requested = routes.flatMap((route) =>
    (route.includes("[") ? parts : ["ada"]).flatMap((part) => {
      const path = route.replace("[slug]", part === "ada" ? "intro-call" : part)
        .replace(/\[[^\]]+\]/g, part);
      return methods.flatMap((method) => [[method, path, {}], [method, path, { cookie }]] as const);
    })
  );
  assert.ok(requested.length > 500, `only ${requested.length}`);
  for (let at = 0; at < requested.length; at += 16) {
    await Promise.all(
      requested.slice(at, at + 16).map(async ([method, path, more]) => {
        const status = await ask(method, path, more);
        assert.ok(status < 500, `${method} ${path}: ${status}`);
      }),
    );
  }
  // One of the requests signed out.
  cookie = await signIn();
  const type = { "content-type": "application/x-www-form-urlencoded" };
  for (const action of ["constructor", "__proto__", "toString", "valueOf", "nothing"]) {
    for (const path of ["/auth/sign-in", "/auth/verify", "/dashboard"]) {
      const status = await ask("POST", `${path}?/${action}`, { ...type, cookie });
      assert.equal(status, 404, `${path}?/${action}`);
    }
  }
  assert.doesNotMatch(program.output().log, /"level":"error"/);
});
