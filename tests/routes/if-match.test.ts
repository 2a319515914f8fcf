import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { isConditional } from "$lib/openapi/openapi.ts";
import type { Operation } from "$lib/openapi/operation.ts";
import { operations } from "../support/operations.ts";
import { createEventType, updateEventType } from "$lib/server/api/event-types.ts";
import * as schedules from "$lib/server/api/schedules.ts";
import * as teamTypes from "$lib/server/api/team-event-types.ts";
import * as teams from "$lib/server/api/teams.ts";
import * as webhooks from "$lib/server/api/webhooks.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { type ApiCall, openApi } from "../support/api-in-process.ts";
import { fullAccount } from "../support/full-account.ts";
import { pngOf } from "../support/sample-pictures.ts";

/** Ada's account, called as she does from a page, and the ids of everything that has a revision. */
async function openStage() {
  const { app, host, session, meetings } = await fullAccount({
    limits: { take: () => null, left: () => ({ requests: 1, seconds: 1 }) },
  });
  const api = openApi(app);
  const call = async (operation: Operation, given: ApiCall, ifMatch?: string) => {
    const headers = {
      ...given.headers,
      origin: app.baseUrl,
      ...(ifMatch ? { "if-match": ifMatch } : {}),
    };
    const cookies = { [sessionCookie]: session };
    const answer = await api(operation, { ...given, headers, cookies });
    return { status: answer.status, etag: answer.headers.get("etag"), body: await answer.json() };
  };
  const make = async (operation: Operation, body: unknown) => {
    const made = await call(operation, { body });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const { eventType } = await make(createEventType, { title: "Talk", durations: [30] });
  const { schedule } = await make(schedules.createSchedule, { name: "Late" });
  const { team } = await make(teams.createTeam, { name: "The Mill" });
  const visit = { title: "Visit", mode: "round-robin", members: [{ hostId: host.id }] };
  const ofTeam = await make(teamTypes.createTeamEventType, {
    ...visit,
    teamId: team.id,
    durations: [30],
  });
  const hook = { url: "https://hooks.example.net/in", kinds: ["booking.confirmed"] };
  const { webhook } = await make(webhooks.createWebhook, hook);
  const idOf = (path: string) =>
    path.startsWith("/v0/teams/{id}")
      ? team.id
      : path.startsWith("/v0/event-types")
      ? eventType.id
      : path.startsWith("/v0/me/schedules")
      ? schedule.id
      : path.startsWith("/v0/webhooks")
      ? webhook.id
      : path.startsWith("/v0/calendar")
      ? "connection"
      : meetings.confirmed.id;
  const paramsOf = ({ path }: Operation) => ({
    id: idOf(path),
    team: team.slug,
    slug: ofTeam.eventType.slug,
    which: "guest-confirmed",
    kind: "picture",
    date: "2099-12-24",
    job: "none",
  });
  return { app, call, paramsOf, eventType };
}

const picture = { content: Buffer.from(pngOf(8, 8)).toString("base64") };
/** What each body needs to be understood, where it has no example. */
const bodies: Record<string, unknown> = {
  "calendars.setPassword": { password: "x" },
  "page.setPicture": picture,
  "teams.setPicture": picture,
  "calendars.acceptUnreadable": { calendarId: "work", generation: "1" },
  "calendars.resolveLostEntries": { restore: false },
};

Deno.test("If-Match: what has changed since is 412 in every operation that honours it", async () => {
  const { call, paramsOf } = await openStage();
  const wrong: string[] = [];
  for (const operation of operations.filter(isConditional)) {
    const { example, method, idempotency } = operation;
    const asked = bodies[operation.id] ?? example?.body ?? {};
    for (const body of method === "PATCH" ? [asked, {}] : [asked]) {
      const key = idempotency === "required" ? { "idempotency-key": crypto.randomUUID() } : {};
      const given = { params: paramsOf(operation), body, headers: key };
      const { status, body: answer } = await call(operation, given, '"987654"');
      if (status === 412 && answer.code === "changed") continue;
      wrong.push(`${operation.id} ${JSON.stringify(body)}: ${status} ${JSON.stringify(answer)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("If-Match: a list matches when one of its ETags is current; weak ones and others never do", async () => {
  const { app, call, eventType } = await openStage();
  using _ = app;
  let current = Number(eventType.revision);
  const expected: [(revision: number) => string, number][] = [
    [(is) => `"${is}", "99"`, 200],
    [(is) => `"98","99" , "${is}"`, 200],
    [() => "*", 200],
    [() => '"98", "99"', 412],
    [(is) => `W/"${is}"`, 412],
    [(is) => `${is}`, 412],
    [(is) => Array.from({ length: 21 }, (_, n) => `"${is + n}"`).join(), 400],
  ];
  for (const [n, [header, status]] of expected.entries()) {
    const body = { title: `Talk ${n}` }, given = { params: { id: eventType.id }, body };
    const answer = await call(updateEventType, given, header(current));
    assert.equal(answer.status, status, header(current));
    if (status === 200) assert.equal(answer.etag, `"${++current}"`);
  }
});

Deno.test("a path with an id that is too long is 404, in every operation", async () => {
  const { call } = await openStage();
  const wrong: string[] = [];
  for (const operation of operations.filter(({ path }) => path.includes("{"))) {
    const params = Object.fromEntries(
      [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, "ü".repeat(2000)]),
    );
    const { status } = await call(operation, { params });
    if (status !== 404) wrong.push(`${operation.id}: ${status}`);
  }
  assert.deepEqual(wrong, []);
});
