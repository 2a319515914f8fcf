import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { startVisit } from "../../support/http-visitor.ts";
import { formFields } from "../../support/proof/guest-client.ts";
import { startWithHost } from "../../support/running-program.ts";
import { weekdayAfter } from "../../support/seeded-town.ts";
import { addMemberHost, addTeam, addTeamBooking, addTeamType } from "../../support/team-town.ts";

Deno.test("pages of a team booking over HTTP, without scripts: who may read, decide and give it away", async (t) => {
  const secrets: Record<string, string> = {};
  const hosts: Record<string, Host> = {};
  const made: Record<string, Booking> = {};
  let guestLink = "";
  await using program = await startWithHost({}, async (app, ada) => {
    const browser = { agent: "a test", before: null };
    const signIn = async (name: string, host: Host) => {
      hosts[name] = host;
      secrets[name] = (await sessions.start(app, host.id, "console", browser)).secret;
    };
    await signIn("owner", ada);
    for (const name of ["ben", "cleo", "stranger"]) {
      await signIn(name, await addMemberHost(app, name));
    }
    const members = [ada, hosts.ben!, hosts.cleo!];
    const team = await addTeam(app, members);
    const date = weekdayAfter(addDays(dateAt(app.now(), ada.zone), 3), 0);
    const at = (hour: number) => startOfDay(date, ada.zone) + hour * HOUR;
    const visit = await addTeamType(app, team, members);
    const talk = await addTeamType(app, team, members, {
      type: { title: "Talk", slug: "talk" },
      terms: { mode: "collective", confirmedBy: "all" },
    });
    made.bens = await addTeamBooking({ app, team, type: visit }, [hosts.ben!], {
      start: at(10),
      isConfirmed: true,
    });
    guestLink = await bookings.openGuestLink(app, made.bens);
    made.all = await addTeamBooking({ app, team, type: talk }, members, { start: at(14) });
  });
  const as = (name: string) => startVisit(program.address, secrets[name]!);
  const page = (name: string) => `/dashboard/bookings/${made[name]!.id}`;

  await t.step(
    "its members and managers read it; another member and a stranger get 404",
    async () => {
      const statuses = await Promise.all(
        ["owner", "ben", "cleo", "stranger"].map(async (name) => [
          name,
          (await as(name).get(page("bens"))).status,
        ]),
      );
      assert.deepEqual(Object.fromEntries(statuses), {
        owner: 200,
        ben: 200,
        cleo: 404,
        stranger: 404,
      });
      for (const name of ["cleo", "stranger"]) {
        for (const action of ["reassign", "cancel", "confirm"]) {
          const fields = { id: made.bens!.id, revision: "1", from: hosts.ben!.id, to: "" };
          const answer = await as(name).post(`${page("bens")}?/${action}`, fields);
          assert.equal(answer.status, 404, `${name} ${action}`);
        }
      }
    },
  );

  await t.step("a manager who is not in it is shown no emails of the member", async () => {
    const { text } = await as("owner").get(page("bens"));
    assert.doesNotMatch(text, /id="works"|\?\/block|\?\/propose/);
    assert.match(text, /\?\/reassign/);
  });

  await t.step("one of a collective confirms; the page says who is still missing", async () => {
    const ben = as("ben");
    const shown = await ben.get(page("all"));
    const { revision = "" } = formFields(shown.text, /\?\/confirm$/);
    const answer = await ben.post(`${page("all")}?/confirm`, { id: made.all!.id, revision });
    assert.equal(answer.location, `${page("all")}?done=${made.all!.id}`);
    const { text } = await ben.get(answer.location);
    assert.match(text, /You confirmed .*Other members still have to confirm/);
    assert.doesNotMatch(text, /action="\?\/confirm"/);
    assert.equal(text.match(/>not answered yet</g)?.length, 2);
  });

  await t.step("the owner confirms for everybody", async () => {
    const owner = as("owner");
    const form = formFields((await owner.get(page("all"))).text, /\?\/confirm$/);
    const fields = { id: made.all!.id, revision: form.revision ?? "", forAll: "on" };
    assert.equal((await owner.post(`${page("all")}?/confirm`, fields)).status, 303);
    assert.match((await owner.get(page("all"))).text, /Confirmed/);
  });

  await t.step(
    "a member gives theirs away and cannot open it any more; the guest reads whom they meet",
    async () => {
      const ben = as("ben");
      const form = formFields((await ben.get(page("bens"))).text, /\?\/reassign$/);
      const stale = { ...form, revision: "99", to: hosts.cleo!.id };
      assert.equal((await ben.post(`${page("bens")}?/reassign`, stale)).status, 409);
      const fields = { ...form, to: hosts.cleo!.id };
      const answer = await ben.post(`${page("bens")}?/reassign`, fields);
      assert.deepEqual([answer.status, answer.location], [303, "/dashboard"]);
      assert.equal((await ben.get(page("bens"))).status, 404);
      assert.equal((await as("cleo").get(page("bens"))).status, 200);
      const { text } = await startVisit(program.address).get(`/booking/${guestLink}`);
      assert.match(text, /Cleo Moor \(The Mill\)/);
    },
  );
});
