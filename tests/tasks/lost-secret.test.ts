import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { openGuestLink } from "$lib/server/bookings/links.ts";
import * as feeds from "$lib/server/feeds.ts";
import { CalendarProblem } from "$lib/server/calendars/calendar.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listConnections } from "$lib/server/store/connections.ts";
import { runProgram } from "../support/program.ts";
import { fillSealed, gathered } from "../support/sealed-folder.ts";
import { isTrace, task } from "../support/task.ts";
import { settingsFor, tempFolder } from "../support/temp.ts";

const start = (dataDir: string) =>
  runProgram({ INVITO_DATA_DIR: dataDir, INVITO_LISTEN_ADDR: "127.0.0.1:0" });

Deno.test("without its secret the program does not start; doctor, sign-in and backup say the same, and none makes another", async () => {
  await using folder = await tempFolder();
  await fillSealed(settingsFor(folder.path));
  await Deno.rename(`${folder.path}/secret`, `${folder.path}/kept`);
  const named = new RegExp(`${folder.path}/secret is missing.*INVITO_SESSION_SECRET_OLD`);

  const started = await start(folder.path);
  assert.equal(started.code, 5);
  assert.match(started.stderr, named);
  const doctor = await task("doctor", folder.path);
  assert.equal(doctor.code, 1);
  assert.match(doctor.said, named);
  assert.match(doctor.said, /none over another/, "what needs no secret is looked at all the same");
  const signIn = await task("sign-in", folder.path, ["ada"]);
  assert.equal(signIn.code, 1);
  assert.match(signIn.complained, named);
  const withSecret = await task("backup", folder.path, [`${folder.path}/with`, "--with-secret"]);
  assert.equal(withSecret.code, 1);
  assert.match(withSecret.complained, named);
  assert.throws(() => Deno.statSync(`${folder.path}/with`), Deno.errors.NotFound);
  const plain = await task("backup", folder.path, [`${folder.path}/plain`]);
  assert.equal(plain.code, 1);
  assert.match(plain.complained, named);
  assert(Deno.statSync(`${folder.path}/plain`).size > 0, "what is stored is kept all the same");
  const dump = await task("dump", folder.path);
  assert.equal(dump.code, 0);
  assert.match(dump.said, /"kind":"booking"/);

  assert.throws(() => Deno.statSync(`${folder.path}/secret`), Deno.errors.NotFound);
  const told = [doctor, signIn, withSecret, plain, dump].map((each) => each.said + each.complained);
  for (const text of [started.stderr, ...told]) assert(!isTrace(text), text);
});

Deno.test("restore --secret-only takes the secret out of a backup and leaves the store as it is", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  await fillSealed(settings);
  const backup = `${folder.path}/backup`;
  assert.equal((await task("backup", folder.path, [backup, "--with-secret"])).code, 0);
  const secret = await Deno.readTextFile(`${folder.path}/secret`);
  await Deno.writeTextFile(`${folder.path}/secret`, "cd".repeat(32));
  const before = await Deno.stat(settings.dbPath);
  const restored = await task("restore", folder.path, [backup, "--secret-only"]);
  assert.equal(restored.code, 0, restored.complained);
  assert.equal(await Deno.readTextFile(`${folder.path}/secret`), secret);
  assert.equal((await Deno.stat(settings.dbPath)).ino, before.ino);
});

Deno.test("new-secret lists what is lost and changes nothing; with --give-up the program goes on, and no email fails over it", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  const { bookingId, token } = await fillSealed(settings);
  const right = await task("new-secret", folder.path);
  assert.match(right.said, /nothing was changed/);
  await Deno.remove(`${folder.path}/secret`);

  const listed = await task("new-secret", folder.path);
  assert.equal(listed.code, 0, listed.complained);
  for (const what of [/1 calendar account/, /1 booking/, /1 calendar feed/, /--give-up/]) {
    assert.match(listed.said, what);
  }
  assert.throws(() => Deno.statSync(`${folder.path}/secret`), Deno.errors.NotFound);

  const given = await task("new-secret", folder.path, ["--give-up"]);
  assert.equal(given.code, 0, given.complained);
  const app = await gathered(settings);
  using _ = app.kv;
  const booking = (await getBooking(app.kv, bookingId))!;
  const fresh = await openGuestLink(app, booking);
  assert.notEqual(fresh, token);
  for (const each of [fresh, token]) {
    assert.equal((await bookings.findByLink(app, each, "guest"))?.booking.id, bookingId);
  }
  const [hostId = ""] = booking.hosts;
  assert.deepEqual(await feeds.addressesOf(app, hostId), { "bookings": null, "free-busy": null });
  const [connection] = await listConnections(app.kv, hostId);
  await assert.rejects(
    app.openCalendar(connection!, { zone: "UTC", email: null }),
    (error) => error instanceof CalendarProblem && error.kind === "signed-out",
  );
  const doctor = await task("doctor", folder.path);
  assert.match(doctor.said, /ok +Secret/);
});
