import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { openGuestLink } from "$lib/server/changes/booking-links.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listConnections } from "$lib/server/store/connections.ts";
import { runProgram } from "../support/program.ts";
import { fillSealedFolder, openSealedApp } from "../support/sealed-folder.ts";
import { isTrace, runTaskCommand } from "../support/run-task.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

const start = (dataDir: string) =>
  runProgram({ INVITO_DATA_DIR: dataDir, INVITO_LISTEN_ADDR: "127.0.0.1:0" });

Deno.test("without its secret the program does not start; doctor, sign-in and backup say the same", async () => {
  await using folder = await tempFolder();
  await fillSealedFolder(settingsFor(folder.path));
  await Deno.rename(`${folder.path}/secret`, `${folder.path}/kept`);
  const named = new RegExp(`${folder.path}/secret is missing.*INVITO_SESSION_SECRET_OLD`);

  const started = await start(folder.path);
  assert.equal(started.code, 5);
  assert.match(started.stderr, named);
  const doctor = await runTaskCommand("doctor", folder.path);
  assert.equal(doctor.code, 1);
  assert.match(doctor.stdout, named);
  assert.match(doctor.stdout, /no overlaps/, "what needs no secret is looked at all the same");
  const signIn = await runTaskCommand("sign-in", folder.path, ["ada"]);
  assert.equal(signIn.code, 1);
  assert.match(signIn.stderr, named);
  const withSecret = await runTaskCommand("backup", folder.path, [
    `${folder.path}/with`,
    "--with-secret",
  ]);
  assert.equal(withSecret.code, 1);
  assert.match(withSecret.stderr, named);
  assert.throws(() => Deno.statSync(`${folder.path}/with`), Deno.errors.NotFound);
  const plain = await runTaskCommand("backup", folder.path, [`${folder.path}/plain`]);
  assert.equal(plain.code, 1);
  assert.match(plain.stderr, named);
  assert(Deno.statSync(`${folder.path}/plain`).size > 0, "what is stored is kept all the same");
  const dump = await runTaskCommand("dump", folder.path);
  assert.equal(dump.code, 0);
  assert.match(dump.stdout, /"kind":"booking"/);

  assert.throws(() => Deno.statSync(`${folder.path}/secret`), Deno.errors.NotFound);
  const printed = [doctor, signIn, withSecret, plain, dump].map((each) =>
    each.stdout + each.stderr
  );
  for (const text of [started.stderr, ...printed]) assert(!isTrace(text), text);
});

Deno.test("restore --secret-only takes the secret out of a backup and leaves the store as it is", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  await fillSealedFolder(settings);
  const backup = `${folder.path}/backup`;
  assert.equal((await runTaskCommand("backup", folder.path, [backup, "--with-secret"])).code, 0);
  const secret = await Deno.readTextFile(`${folder.path}/secret`);
  await Deno.writeTextFile(`${folder.path}/secret`, "cd".repeat(32));
  const before = await Deno.stat(settings.dbPath);
  const restored = await runTaskCommand("restore", folder.path, [backup, "--secret-only"]);
  assert.equal(restored.code, 0, restored.stderr);
  assert.equal(await Deno.readTextFile(`${folder.path}/secret`), secret);
  assert.equal((await Deno.stat(settings.dbPath)).ino, before.ino);
});

Deno.test("new-secret lists what is lost; with --give-up the program goes on and no email fails", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  const { bookingId, token } = await fillSealedFolder(settings);
  const right = await runTaskCommand("new-secret", folder.path);
  assert.match(right.stdout, /Nothing was changed/);
  await Deno.remove(`${folder.path}/secret`);

  const listed = await runTaskCommand("new-secret", folder.path);
  assert.equal(listed.code, 0, listed.stderr);
  for (const what of [/1 calendar account/, /1 booking/, /1 calendar feed/, /--give-up/]) {
    assert.match(listed.stdout, what);
  }
  assert.throws(() => Deno.statSync(`${folder.path}/secret`), Deno.errors.NotFound);

  const given = await runTaskCommand("new-secret", folder.path, ["--give-up"]);
  assert.equal(given.code, 0, given.stderr);
  const app = await openSealedApp(settings);
  using _ = app.kv;
  const booking = (await getBooking(app.kv, bookingId))!;
  const fresh = await openGuestLink(app, booking);
  assert.notEqual(fresh, token);
  for (const each of [fresh, token]) {
    assert.equal((await bookings.findByLink(app, each, "guest"))?.booking.id, bookingId);
  }
  const [hostId = ""] = booking.hosts;
  assert.deepEqual(await feeds.feedUrls(app, hostId), { "bookings": null, "free-busy": null });
  const [connection] = await listConnections(app.kv, hostId);
  await assert.rejects(
    app.openCalendar(connection!, { zone: "UTC", email: null }),
    (error) => error instanceof CalendarError && error.kind === "signed-out",
  );
  const doctor = await runTaskCommand("doctor", folder.path);
  assert.match(doctor.stdout, /In order\n( {2}.*\n)* {2}Secret/);
});
