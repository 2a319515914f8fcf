import assert from "node:assert/strict";
import { startAgent, startAgentTown } from "../support/mcp-town.ts";

Deno.test("the life of a team by the official MCP client", async (t) => {
  await using stage = await startAgentTown();
  const { address, keys, agent: ada, slotsOf } = stage;
  await using ben = await startAgent(address, keys.ben);
  await using cleo = await startAgent(address, keys.cleo);
  const [mill] = (await ada.done("list_teams")).data.teams;
  const teamId: string = mill.id;
  const ids: Record<string, string> = {};
  let tour: { id: string; revision: number; mode: string; members: { hostId: string }[] };

  await t.step("a team is created; its maker owns it and invites on the site", async () => {
    const made = await ada.done("create_team", { name: "Night shift" });
    const { team } = made.data;
    assert.deepEqual([team.slug, team.role, team.timezone], [
      "night-shift",
      "owner",
      "Europe/Berlin",
    ]);
    assert.match(made.texts[0]!, /^Created: the team Night shift, at http.*\/team\/night-shift\./);
    assert.ok(made.texts[0]!.includes(`invites others at ${address}/dashboard/teams/${team.id}`));
    const again = await ada.call("create_team", { name: "Night shift" });
    assert.equal(again.data.code, "name-taken");
    const listed = (await ada.done("list_teams")).data.memberTexts.data;
    assert.deepEqual(listed.map((each: { name: string }) => each.name).toSorted(), [
      "Night shift",
      "The Mill",
    ]);
  });

  await t.step("its members and event types; names are data of others", async () => {
    const { texts, data } = await ben.done("get_team", { teamId });
    assert.equal(texts[0], "mill: 2 members, 3 event types.");
    for (const { id, username, isYou } of data.members) {
      assert.equal(isYou, username === "ben");
      ids[username] = id;
    }
    assert.deepEqual(data.team.role, "member");
    assert.doesNotMatch(texts.slice(0, 2).join(), /Ben Moor/);
    assert.ok(data.memberNames.untrusted);
    assert.ok(JSON.stringify(data.memberNames.data).includes("Ben Moor"));
    assert.doesNotMatch(JSON.stringify(data), /scheduleId/);
  });

  await t.step("an event type with its members and strategy, by its managers", async () => {
    const wanted = {
      teamId,
      title: "Tour",
      durations: [30],
      mode: "round-robin",
      members: [{ hostId: ids.ada }, { hostId: ids.ben, weight: 2 }],
    };
    assert.equal((await ben.call("create_team_event_type", wanted)).data.code, "not-found");
    const wrong = await ada.call("create_team_event_type", { ...wanted, durations: [1] });
    assert.deepEqual(Object.keys(wrong.data.fields), ["durations.0"]);
    const made = await ada.done("create_team_event_type", wanted);
    assert.equal(
      made.texts[0],
      "Created: tour of the team mill. 2 members take its bookings.",
    );
    tour = made.data.eventType;
    const change = { teamId, eventTypeId: tour.id, revision: tour.revision };
    const changed = await ada.done("update_team_event_type", { ...change, keepsHost: false });
    assert.deepEqual(changed.data.eventType.members, tour.members);
    const late = await ada.call("update_team_event_type", { ...change, active: false });
    assert.equal(late.data.code, "changed");
    const own = await ben.call("update_team_event_type", { ...change, active: false });
    assert.equal(own.data.code, "not-found");
  });

  await t.step("a request to the team is decided by its owner, and reassigned", async () => {
    const [startsAt] = await slotsOf("Tour");
    const answer = await fetch(`${address}/v0/team-bookings`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({
        teamSlug: "mill",
        eventSlug: "tour",
        startsAt,
        inviteeName: "Grace Hopper",
        inviteeEmail: "grace@example.com",
      }),
    });
    assert.equal(answer.status, 201, await answer.clone().text());
    const bookingId: string = (await answer.json()).booking.id;
    const listed = await ada.done("list_bookings", { show: "pending", teamId });
    const [{ id, revision, assignedTo: [from] }] = listed.data.bookings;
    assert.equal(id, bookingId);
    assert.equal(listed.data.guests.data[0].name, "Grace Hopper");
    const confirmed = await ada.done("confirm_booking", { bookingId, revision });
    assert.equal(confirmed.data.booking.state, "confirmed");

    const { canBeGiven } = (await ada.done("get_booking", { bookingId })).data;
    const to = from === ids.ada ? ids.ben : ids.ada;
    assert.deepEqual(canBeGiven.to.map((member: { id: string }) => member.id), [to]);
    const give = { bookingId, revision: confirmed.data.booking.revision, from };
    const given = await ada.done("reassign_booking", give);
    assert.deepEqual(given.data.booking.assignedTo, [to]);
    const stale = await ada.call("reassign_booking", give);
    assert.equal(stale.data.code, "changed");
  });

  await t.step("a member who gives a booking away no longer reads it", async () => {
    const upcoming = (await ada.done("list_bookings", { teamId })).data.bookings;
    let [{ id: bookingId, revision, assignedTo: [holder] }] = upcoming;
    if (holder === ids.ada) {
      const back = await ada.done("reassign_booking", { bookingId, revision });
      revision = back.data.booking.revision;
    }
    const given = await ben.done("reassign_booking", { bookingId, revision });
    assert.match(
      given.texts[0]!,
      /^Reassigned: A booking with the team mill, .* It is another member’s now\.$/,
    );
    assert.equal(given.data.booking, null);
    assert.doesNotMatch(given.texts.join(), /Grace/);
    assert.equal((await ben.call("get_booking", { bookingId })).data.code, "not-found");
    assert.deepEqual((await ben.done("list_bookings", { teamId })).data.bookings, []);
  });

  await t.step("a time is booked for a guest with the team", async () => {
    const [startsAt = ""] = await slotsOf("Chat");
    const eventTypeId = await stage.typeOf("Chat");
    const booked = await ada.done("book", stage.bookAt(startsAt, { eventTypeId }));
    assert.equal(booked.data.booking.team, "mill");
    assert.equal(booked.data.memberTexts.data[0].team, "The Mill");
    assert.equal(booked.data.booking.teamId, teamId);
  });

  await t.step("who is not in the team finds none of it", async () => {
    const change = { teamId, eventTypeId: tour.id };
    for (
      const [name, given] of [
        ["get_team", { teamId }],
        ["list_bookings", { teamId }],
        ["update_team_event_type", { ...change, revision: tour.revision + 1 }],
        ["delete_team_event_type", change],
        ["remove_team_member", { teamId, memberId: ids.ben, bookings: "keep" }],
        ["delete_team", { teamId }],
      ] as const
    ) {
      const refused = await cleo.call(name, given);
      assert.equal(refused.data?.code, "not-found", name);
    }
    assert.equal((await ben.call("delete_team", { teamId })).data.code, "not-found");
  });

  await t.step("a member leaves, an event type and the team are deleted", async () => {
    const leave = { teamId, memberId: ids.ben, bookings: "hand-over" };
    const left = await ben.done("remove_team_member", leave);
    assert.match(left.texts[0]!, /^Ben Moor has left the team mill\. Their upcoming bookings/);
    assert.equal((await ben.call("get_team", { teamId })).data.code, "not-found");
    const last = await ada.call("remove_team_member", { ...leave, memberId: ids.ada });
    assert.deepEqual(Object.keys(last.data.fields), ["member"]);
    await ada.done("delete_team_event_type", { teamId, eventTypeId: tour.id });
    const closed = await ada.done("delete_team", { teamId, message: "We close." });
    assert.equal(
      closed.texts[0],
      "Deleted: the team mill. Its upcoming bookings are being cancelled.",
    );
    const { teams } = (await ada.done("list_teams")).data;
    assert.deepEqual(teams.map((each: { slug: string }) => each.slug), ["night-shift"]);
  });
});
