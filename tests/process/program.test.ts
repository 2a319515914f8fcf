import assert from "node:assert/strict";
import { startProgram } from "../support/program.ts";

Deno.test("startProgram serves with the permissions of the start command and prints a sign-in link", async () => {
  await using program = await startProgram();
  const answer = await fetch(program.address);
  assert.equal(answer.status, 200);
  await answer.body?.cancel();
  assert.match(program.signInLink ?? "", /^http:\/\/127\.0\.0\.1:\d+\/auth\/verify\?token=/);
  const address = program.address;
  await program.restart();
  assert.equal(program.address, address);
  assert.equal(await program.stop(), 0);
});
