import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import { formFields } from "../support/proof/guest-client.ts";
import { startVisit, type Visitor } from "../support/http-visitor.ts";
import { startWithTeam } from "../support/running-team.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addTeamType } from "../support/team-town.ts";

Deno.test("the pages of a team, without scripts", async (t) => {
  await using town = await startWithTeam({}, async (app, { team, hosts: [ada] }) => {
    const add = (slug: string, type = {}) =>
      addTeamType(app, team, [ada], { type: { slug, title: `The ${slug}`, ...type } });
    await add("off", { active: false });
    await addTeamType(app, team, [ada, { ...ada, id: "left" }], {
      type: { slug: "all-of-us", title: "All of us" },
      terms: { mode: "collective" },
    });
    await add("secret", { privateLinkOnly: true, frameAncestors: ["https://friend.example"] });
    await add("framed", { frameAncestors: ["https://friend.example"] });
  });
  const { address } = town.program;
  const guest = startVisit(address);
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 8);
  const book = async (path: string, hour: string, name: string) => {
    const query = `slot=${date}T${hour}:00Z&tz=UTC`;
    const keyed = await guest.get(`${path}?${query}`);
    assert.equal(keyed.status, 303);
    const form = await guest.get(keyed.location!);
    return await guest.post(keyed.location!, {
      ...formFields(form.text, /slot=/),
      slot: `${date}T${hour}:00Z`,
      name,
      email: `${name.toLowerCase()}@example.net`,
    });
  };

  await t.step("the list names the team, its public event types and who may be met", async () => {
    const { status, text } = await guest.get("/team/mill");
    assert.equal(status, 200);
    assert.match(text, /Book a time with The Mill/);
    assert.match(text, /We grind\./);
    assert.match(text, /href="\/team\/mill\/visit"/);
    assert.match(text, /With Ada Beck or Ben Moor/);
    assert.match(text, /With Ada Beck and Ben Moor/);
    assert.doesNotMatch(text, /The off|The secret/);
  });

  await t.step(
    "without a member whom it needs, page, Markdown and API say so and lead on",
    async () => {
      const page = await guest.get("/team/mill/all-of-us");
      assert.match(
        page.text,
        /Someone who is needed for this event type isn’t taking bookings with/,
      );
      assert.match(page.text, /href="\/team\/mill\/?"/);
      const markdown = await guest.get("/team/mill/all-of-us.md");
      assert.match(markdown.text, /isn’t taking bookings with The Mill/);
      const path = `/v0/teams/mill/event-types/all-of-us/availability?from=${date}&to=${date}`;
      const slots = await guest.get(path);
      assert.equal(slots.status, 409, slots.text);
      const { code, fields, others } = JSON.parse(slots.text);
      assert.equal(code, "inactive");
      assert.match(fields.eventType, /no longer available/);
      assert.match(others, /\/team\/mill$/);
    },
  );

  await t.step("two guests of one time meet two members, the third is offered others", async () => {
    for (const name of ["Eve", "Finn"]) {
      const booked = await book("/team/mill/chat", "10:00", name);
      assert.equal(booked.status, 303, name);
      assert.match(booked.location!, /^\/booking\/[\w-]{43}$/);
    }
    const form = await guest.get(`/team/mill/chat?slot=${date}T10:00:00Z&key=${"k".repeat(22)}`);
    assert.match(form.text, /That time is no longer available/);
    const late = await book("/team/mill/chat", "10:30", "Gus");
    assert.equal(late.status, 303);
  });

  await t.step("a form that is refused keeps what was entered", async () => {
    const { status, text } = await guest.post(`/team/mill/visit?slot=${date}T11:00:00Z`, {
      slot: `${date}T11:00:00Z`,
      name: "Hedy",
      email: "nobody",
      tz: "UTC",
      hours: "24",
      key: "k".repeat(22),
    });
    assert.equal(status, 422);
    assert.match(text, /value="Hedy"/);
    assert.match(text, /one valid email address/);
  });

  await t.step("what is turned off says so; what is private or unknown is 404", async () => {
    const closed = await guest.get("/team/mill/off");
    assert.match(closed.text, /The Mill has turned off this event type/);
    assert.match(closed.text, /href="\/team\/mill\/"/);
    for (const path of ["/team/mill/secret", "/team/mill/none", "/team/none", "/team/none/visit"]) {
      assert.equal((await guest.get(path)).status, 404, path);
    }
    assert.equal((await guest.get("/team/mill/")).status, 200);
  });

  await t.step("the widget: framed by whom the event type names, and its booking", async () => {
    const framed = await guest.get("/widget/team/mill/framed");
    assert.match(ancestorsOf(framed.headers), /https:\/\/friend\.example$/);
    const secret = await guest.get("/widget/team/mill/secret");
    assert.equal(secret.status, 404);
    assert.match(ancestorsOf(secret.headers), /\*$/);
    const booked = await book("/widget/team/mill/panel", "12:00", "Ida");
    assert.match(booked.location!, /^\/widget\/team\/mill\/panel\/[\w-]{43}\?/);
    const shown = await guest.get(booked.location!);
    assert.equal(shown.status, 200);
    assert.match(shown.text, /href="\/widget\/team\/mill\/panel\?/);
    const token = booked.location!.split("/")[5]!.split("?")[0];
    for (
      const path of ["/widget/team/mill/visit", "/widget/team/none/panel", "/widget/ada/panel"]
    ) {
      assert.equal((await guest.get(`${path}/${token}`)).status, 404, path);
    }
    assert.equal(guest.cookies.size, 0);
  });

  await t.step("the guest reschedules over the members of the team", async () => {
    const booked = await book("/team/mill/chat", "14:00", "Joan");
    const page = await guest.get(`${booked.location}/reschedule?date=${date}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /The Mill/);
    assert.match(page.text, new RegExp(`slot=${date}T14%3A30%3A00Z`));
    assert.doesNotMatch(
      page.text,
      new RegExp(`slot=${date}T10%3A00%3A00Z`),
      "both members are met",
    );
  });

  await t.step("open pages hear of every booking, whoever takes it", async () => {
    const events = await liveOf(guest, "/team/mill/visit");
    await using stream = await listen(address + events);
    const first = await stream.next();
    assert.equal((await book("/calendar/ada/coffee", "13:00", "Kay")).status, 303);
    const second = await stream.next();
    assert.notEqual(second.version, first.version);
    assert.equal((await guest.get("/live/team/mill/none")).status, 404);
    assert.equal((await guest.get(events.replace("mill", "none"))).status, 404);
  });
});

const ancestorsOf = (headers: Headers) => headers.get("content-security-policy") ?? "";

async function liveOf(guest: Visitor, path: string): Promise<string> {
  const { text } = await guest.get(path);
  return /data-live="([^"]+)"/.exec(text)![1]!;
}

/** The notices of an event stream, one at a time. */
async function listen(url: string) {
  const stop = new AbortController();
  const answer = await fetch(url, { signal: stop.signal });
  assert.equal(answer.status, 200);
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async next(): Promise<{ version: string }> {
      for (;;) {
        const found = /data: ?(\{[^\n]*\})\n/.exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1]!);
        }
        text += (await reader.read()).value ?? "";
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      // The read that was aborted fails, as it should.
      await reader.read().catch(() => undefined);
    },
  };
}
