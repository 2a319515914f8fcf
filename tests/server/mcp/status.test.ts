import assert from "node:assert/strict";
import { getJob } from "$lib/server/store/jobs.ts";
import { agentOf, textOf } from "../../support/mcp-in-process.ts";
import { failedEmail } from "../../support/failed-work.ts";
import { addHost } from "../../support/town.ts";

Deno.test("get_status and retry_work: what needs the host, tried again; nobody else's", async () => {
  const { app, host, id } = await failedEmail();
  const eve = await addHost(app, { preferredUsername: "eve", email: "eve@example.org" });
  const others = await agentOf(app, eve);
  assert.match(textOf(await others.call("get_status")), /Everything works/);
  assert.match(textOf(await others.call("retry_work")), /nothing to try again/);
  assert.equal((await getJob(app.kv, id)).value!.state, "failed");

  const agent = await agentOf(app, host);
  assert.match(textOf(await agent.call("get_status")), /^1 thing needs the host/);
  assert.match(textOf(await agent.call("retry_work")), /^1 is tried again/);
  assert.equal((await getJob(app.kv, id)).value!.state, "waiting");
});
