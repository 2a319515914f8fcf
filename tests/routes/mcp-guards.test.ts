import assert from "node:assert/strict";
import {
  guest,
  type Revision,
  revisions,
  startAgent,
  startAgentTown,
} from "../support/mcp-town.ts";
import { tools } from "$lib/server/mcp/call-tool.ts";

Deno.test("the MCP server: who may call what, by the official client", async (t) => {
  await using stage = await startAgentTown();
  const { town, address, agent, keys, slotsOf } = stage;
  const coffee = await stage.typeOf("Coffee");
  const bookAt = (startsAt: string) => stage.bookAt(startsAt, { eventTypeId: coffee });

  await t.step("says whom it acts for, and lists the tools that the key may use", async () => {
    const told = async (revision: Revision) => {
      await using agent = await startAgent(address, keys.full, revision);
      const { tools } = await agent.client.listTools();
      return { instructions: agent.client.getInstructions() ?? "", tools };
    };
    const [first, ...others] = await Promise.all(revisions.map(told));
    const { instructions, tools: listed } = first!;
    for (const other of others) assert.deepEqual(other, first);
    assert.match(instructions, /You act for Ada Beck.*Europe\/Berlin/s);
    assert.deepEqual(listed.map(({ name }) => name), tools.map(({ name }) => name));
    for (const { name, description, annotations, inputSchema } of listed) {
      const isReading = /^(list|find|get|wanted)_/.test(name);
      assert.equal(annotations?.readOnlyHint, isReading, name);
      assert.equal(/Changes nothing/.test(description!), isReading, name);
      assert.equal(inputSchema.additionalProperties, false, name);
      if (!isReading) {
        assert.match(description!, /emailed|gets an email|guest gets the new time/, name);
      }
    }
    await using reader = await startAgent(address, keys.reader);
    const readable = (await reader.client.listTools()).tools.map(({ name }) => name);
    assert.deepEqual(readable, [
      "list_event_types",
      "find_slots",
      "list_bookings",
      "get_booking",
      "get_analytics",
      "list_teams",
      "get_team",
      "get_wanted_times",
      "get_status",
    ]);
  });

  await t.step(
    "without the scope nothing happens; another host's booking is not found",
    async () => {
      const [first = ""] = await slotsOf("Coffee");
      const mine = (await agent.done("book", bookAt(first))).data.booking;
      await using reader = await startAgent(address, keys.reader);
      for (const { name, scope } of tools.filter(({ scope }) => scope !== "read")) {
        const refused = await reader.call(name, { bookingId: mine.id, reason: "x" });
        assert.match(refused.texts[0]!, new RegExp(`scope “${scope}”`), name);
      }
      await using other = await startAgent(address, keys.ben);
      for (
        const [name, given] of [
          ["get_booking", {}],
          ["cancel_booking", {}],
          ["reschedule_booking", { startsAt: first }],
          ["confirm_booking", { revision: mine.revision }],
          ["decline_booking", { revision: mine.revision }],
        ] as const
      ) {
        const refused = await other.call(name, { bookingId: mine.id, ...given });
        assert.equal(refused.data?.code, "not-found", name);
      }
      const types = await other.call("find_slots", { eventTypeId: coffee });
      assert.equal(types.data.code, "not-found");
      assert.equal(
        (await other.done("list_bookings")).data.bookings.some((each: { id: string }) =>
          each.id === mine.id
        ),
        false,
      );
    },
  );

  await t.step(
    "input is checked field by field; unknown fields and tools are refused",
    async () => {
      const wrong = await agent.call("book", {
        eventTypeId: coffee,
        startsAt: "tomorrow",
        ...guest,
        shout: 1,
      });
      assert.deepEqual(Object.keys(wrong.data.fields), ["shout"]);
      const invalid = await agent.call("book", { ...bookAt("tomorrow"), guestEmail: "nobody" });
      assert.deepEqual(Object.keys(invalid.data.fields).toSorted(), ["guestEmail", "startsAt"]);
      assert.equal((await agent.call("drop_everything")).isError, true);
    },
  );

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${address}/mcp`, {
      method: "POST",
      body,
      headers: {
        "authorization": `Bearer ${keys.full}`,
        "content-type": "application/json",
        "accept": "application/json, text/event-stream",
        ...headers,
      },
    });
  const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });

  await t.step("a key is needed, and no session, stream or foreign origin", async () => {
    const answered = await post(ping);
    assert.deepEqual([answered.status, await answered.json()], [200, {
      jsonrpc: "2.0",
      id: 1,
      result: {},
    }]);
    assert.equal(answered.headers.get("mcp-session-id"), null);
    assert.equal(answered.headers.get("cache-control"), "no-store");
    assert.ok(answered.headers.get("ratelimit"));
    const statuses = {
      foreign: await post(ping, { origin: "https://evil.test" }),
      own: await post(ping, { origin: address }),
      wrong: await post(ping, { authorization: `Bearer inv_${"x".repeat(43)}` }),
      session: await post(ping, {
        authorization: "",
        cookie: `invito_session=${town.sessions.ada}`,
      }),
      get: await fetch(`${address}/mcp`, {
        headers: { authorization: `Bearer ${keys.full}`, accept: "text/event-stream" },
      }),
      delete: await fetch(`${address}/mcp`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${keys.full}` },
      }),
    };
    const codes = Object.entries(statuses).map(([name, { status }]) => `${name} ${status}`);
    await Promise.all(Object.values(statuses).map(({ body }) => body?.cancel()));
    assert.deepEqual(codes, [
      "foreign 403",
      "own 200",
      "wrong 401",
      "session 403",
      "get 405",
      "delete 405",
    ]);
  });

  await t.step("large messages, batches and what is not JSON are refused", async () => {
    const statusOf = async (body: string) => {
      const answer = await post(body);
      const { error } = await answer.json();
      return `${answer.status} ${error.code}`;
    };
    assert.equal(await statusOf(`"${"x".repeat(70_000)}"`), "413 -32000");
    assert.equal(await statusOf(`[${ping},${ping}]`), "400 -32600");
    assert.equal(await statusOf("{"), "400 -32700");
    assert.equal(await statusOf("{}"), "400 -32600");
  });
});
