import assert from "node:assert/strict";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { doctorProbeHeaders } from "$lib/server/monitoring/doctor-probe.ts";
import { startProgram } from "../support/program.ts";
import { testSecret } from "../support/test-app.ts";

const token = "0123456789abcdef-for-prometheus";

Deno.test("/metrics: closed without a token, with one open to its bearer and to the doctor alone", async (t) => {
  const env = { INVITO_SESSION_SECRET: testSecret, INVITO_METRICS_TOKEN: "" };
  await using program = await startProgram({ env });
  const ask = async (headers: Record<string, string> = {}, method = "GET") => {
    const answer = await fetch(`${program.address}/metrics`, { method, headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const signed = (secret: string, now = Date.now()) =>
    doctorProbeHeaders({ sealer: openSealer(secret, null), now: () => now });
  const doctor = async () => {
    assert.match((await ask(await signed(testSecret))).text, /^invito_hosts /m);
    for (
      const headers of [
        await signed("0".repeat(64)),
        await signed(testSecret, Date.now() - 3_600_000),
        { "x-invito-doctor": `${Date.now()}.` },
      ]
    ) assert.doesNotMatch((await ask(headers)).text, /invito_/);
  };

  await t.step("closed", async () => {
    for (
      const headers of [{}, { authorization: "Bearer " }, { authorization: `Bearer ${token}` }]
    ) {
      const { status, text } = await ask(headers);
      assert.equal(status, 404, text);
      assert.doesNotMatch(text, /invito_/);
    }
    await doctor();
  });
  await t.step("with a token", async () => {
    await program.restart({ INVITO_METRICS_TOKEN: token });
    const wrong = [
      {},
      { authorization: "Bearer" },
      { authorization: "Bearer " },
      { authorization: `Bearer ${token}x` },
      { authorization: `Bearer ${token.slice(1)}` },
      { authorization: `Bearer ${token.toUpperCase()}` },
      { authorization: `Basic ${btoa(`prometheus:${token}`)}` },
    ];
    for (const headers of wrong) {
      const { status, text, headers: answered } = await ask(headers);
      assert.equal(status, 401, JSON.stringify(headers));
      assert.equal(answered.get("www-authenticate"), 'Bearer realm="metrics"');
      assert.doesNotMatch(text, /invito_/);
    }
    assert.equal((await fetch(`${program.address}/metrics?token=${token}`)).status, 401);
    for (const scheme of ["Bearer", "bearer"]) {
      const { status, text, headers } = await ask({ authorization: `${scheme} ${token}` });
      assert.equal(status, 200, text);
      assert.match(text, /^invito_hosts 0$/m);
      assert.equal(headers.get("cache-control"), "no-store");
    }
    assert.equal((await ask({ authorization: `Bearer ${token}` }, "HEAD")).status, 200);
    await doctor();
  });
  assert.doesNotMatch(program.output().log, new RegExp(token));
});
