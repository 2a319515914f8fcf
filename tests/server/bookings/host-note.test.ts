import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import * as guestData from "$lib/server/guests/erasure.ts";
import { exportAccount, exportGuest } from "$lib/server/hosts/export.ts";
import { readHostNote } from "$lib/server/store/host-notes.ts";
import { fullAccount, traces } from "../../support/full-account.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { addHost, ask, town } from "../../support/town.ts";

const secret = "Talks fast, brings cake";

Deno.test("setHostNote: kept as entered, with a revision, for its host alone", async () => {
  const { app, host } = await town();
  const grace = await addHost(app, { email: "grace@example.org", preferredUsername: "grace" });
  const { booking: { id }, token } = await ask(app);
  const note = { hostId: host.id, text: secret, revision: 0 };

  const first = await granted(bookings.setHostNote(app, id, note));
  assert(first.text === secret && first.revision === 1);
  const again = await granted(bookings.setHostNote(app, id, { ...note, revision: 1 }));
  assert(again.revision === 1, "the same text is no change");
  const outdated = await refusal(bookings.setHostNote(app, id, { ...note, text: "other" }));
  assert.equal(outdated.code, "changed");
  for (const text of ["other", ""]) {
    const foreign = await refusal(
      bookings.setHostNote(app, id, { ...note, hostId: grace.id, text }),
    );
    assert.equal(foreign.code, "not-found");
  }
  assert.equal(refusal(await bookings.getHostNote(app, id, grace.id)).code, "not-found");

  const removed = await granted(
    bookings.setHostNote(app, id, { ...note, text: "", revision: null }),
  );
  assert(removed.revision === 2, "a form from before does not fit again");
  assert.equal((await bookings.findByLink(app, token, "guest"))?.booking.revision, 1);
});

Deno.test("setHostNote: of changes at once against one revision, one is kept", async () => {
  const { app, host } = await town();
  const { id } = (await ask(app)).booking;
  const texts = ["one", "two", "three", "four", "five"];
  const outcomes = await Promise.all(
    texts.map((text) => bookings.setHostNote(app, id, { hostId: host.id, text, revision: 0 })),
  );
  const kept = outcomes.flatMap((each) => each.ok ? each.value.text : []);
  assert.equal(kept.length, 1);
  assert.equal((await readHostNote(app.kv, host.id, id)).value?.text, kept[0]);
});

Deno.test("setHostNote: in a team each has their own, which ends with their part in the booking", async () => {
  const team = await teamTown(), { app } = team;
  const [ada, ben, cleo] = team.hosts as [typeof team.hosts[0], ...typeof team.hosts];
  const { id } = await addTeamBooking(team, [ada, ben!], { isConfirmed: true });
  const noteOf = async (hostId: string) => (await readHostNote(app.kv, hostId, id)).value?.text;
  for (const { id: hostId, name } of [ada, ben!]) {
    assert((await bookings.setHostNote(app, id, { hostId, text: name, revision: 0 })).ok);
  }
  assert.deepEqual([await noteOf(ada.id), await noteOf(ben!.id)], [ada.name, ben!.name]);

  const single = await addTeamBooking(team, [cleo!], {
    isConfirmed: true,
    start: Date.UTC(2026, 10, 3, 9),
  });
  const text = "mine";
  assert((await bookings.setHostNote(app, single.id, { hostId: cleo!.id, text, revision: 0 })).ok);
  const managed = await refusal(bookings.getHostNote(app, single.id, ada.id));
  assert.equal(managed.code, "not-found", "an owner reads nobody’s note");
  const giving = { by: { hostId: cleo!.id }, from: cleo!.id, to: ben!.id, revision: null };
  assert((await bookings.reassign(app, single.id, giving)).ok);
  assert.equal((await readHostNote(app.kv, cleo!.id, single.id)).value, null);
  const late = await refusal(bookings.setHostNote(app, single.id, {
    hostId: cleo!.id,
    text,
    revision: null,
  }));
  assert.equal(late.code, "not-found");
});

Deno.test("setHostNote: erased with the guest’s data, and not written after it", async () => {
  const { app, host, meetings: { past } } = await fullAccount();
  const note = { hostId: host.id, text: secret, revision: null };
  assert((await bookings.setHostNote(app, past.id, note)).ok);
  assert.match(await textOf(exportAccount(app, host)), new RegExp(secret));
  assert.doesNotMatch(
    await textOf(exportGuest(app, host, "guestling-1@example.net")),
    new RegExp(secret),
  );
  const [done] = await Promise.all([
    guestData.eraseGuestData(app, host, "guestling-1@example.net"),
    ...[1, 2, 3].map((n) =>
      bookings.setHostNote(app, past.id, { ...note, text: `${secret} ${n}` })
    ),
  ]);
  assert.equal(done.erased, 1);
  assert.deepEqual(await traces(app.kv, [secret]), []);
  const late = await refusal(bookings.setHostNote(app, past.id, note));
  assert.deepEqual(late.fields, { note: "guest-erased" });
});

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}
