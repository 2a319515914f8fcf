/**
 * Must never be: a secret, or a guest's address, where it does not belong. Planted ones are used in a whole story, and
 * then looked for in the store's file, record by record and byte by byte, and in all that the program said.
 *
 * Run: `deno run -A tests/proofs/secrets.ts`
 */
import { signInLink } from "$lib/server/sign-in-link.ts";
import { ask, formFields } from "../support/proof/guest.ts";
import { type Letterbox, linkIn, openLetterbox } from "../support/proof/letterbox.ts";
import { type Proof, prove, until } from "../support/proof/proof.ts";
import { everyDay, settle } from "../support/proof/town.ts";
import { type Program, startProgram } from "../support/program.ts";
import { startRadicale } from "../support/radicale.ts";
import { visit } from "../support/visitor.ts";
import { hayOf, inWhichRecords, isInBytes } from "./secrets/search.ts";

const DAY = 86_400_000;
const monday = Math.ceil(Date.now() / DAY) * DAY + 7 * DAY;

/** Letters of one byte, of two and beyond Latin-1: a store may keep such a text in other bytes than a plain one. */
const account = { user: "zoë", password: "päss→wörd" };

/** Something planted, and the kind of record it may stand in; nothing planted may ever be in the log. */
interface Planted {
  what: string;
  value: string;
  mayBeIn: string[];
}

await prove("secrets", async (proof) => {
  await using radicale = await startRadicale();
  if (!radicale) return;
  await makeCalendar(radicale.address);
  const dataDir = await Deno.makeTempDir({ prefix: "invito-secrets-" });
  const secret = random(32);
  const smtpPassword = `smtp-${random(12)}`, oidcSecret = `oidc-${random(12)}`;
  try {
    await settle(dataDir, [{
      username: "keeper",
      zone: "UTC",
      rules: everyDay(0, 1440),
      types: [{ slug: "talk" }, { slug: "coffee", decision: "instant" }],
      calendar: { address: radicale.address, ...account },
    }], secret);
    await using box = await openLetterbox(smtpPassword);
    const common = {
      INVITO_TRUSTED_PROXIES: "1",
      INVITO_SESSION_SECRET: secret,
      INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    };
    const planted: Planted[] = [
      { what: "the session secret", value: secret, mayBeIn: [] },
      { what: "the mail password", value: smtpPassword, mayBeIn: [] },
      { what: "the issuer's client secret", value: oidcSecret, mayBeIn: [] },
      { what: "the calendar password", value: account.password, mayBeIn: [] },
    ];
    const said: string[] = [];
    {
      await using program = await startProgram({
        dataDir,
        env: {
          ...common,
          ...box.settings,
          INVITO_OIDC_ISSUER: "http://127.0.0.1:9",
          INVITO_OIDC_CLIENT_ID: "invito",
          INVITO_OIDC_CLIENT_SECRET: oidcSecret,
        },
      });
      planted.push(...await story(program, box, secret, "with mail"));
      await radicale.stop();
      planted.push(...await troubles(program, box));
      await program.stop("SIGTERM");
      said.push(logOf(program));
    }
    await radicale.start();
    {
      await using program = await startProgram({ dataDir, env: common });
      planted.push(...await story(program, null, secret, "without mail"));
      await program.stop("SIGTERM");
      said.push(logOf(program));
    }
    await look(proof, dataDir, planted, said.join("\n"));
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

async function makeCalendar(address: string): Promise<void> {
  const bytes = new TextEncoder().encode(`${account.user}:${account.password}`);
  const answer = await fetch(new URL(`/${account.user}/work/`, address), {
    method: "MKCALENDAR",
    headers: { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` },
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`MKCALENDAR: ${answer.status}`);
}

/** A guest asks by API (twice) and by form, the host signs in and looks round, and says yes by the link of the letter. */
async function story(
  program: Program,
  box: Letterbox | null,
  secret: string,
  name: string,
): Promise<Planted[]> {
  const email = `guest-${random(8)}@example.org`;
  const start = monday + (box ? 0 : DAY);
  const wish = {
    username: "keeper",
    slug: "talk",
    start,
    name: "Planted Guest",
    email,
    key: `key-${random(16)}`,
  };
  const first = await ask(program.address, wish);
  await ask(program.address, wish);
  const instant = await ask(program.address, { ...wish, slug: "coffee", start: start + 3_600_000 });
  if (first.status !== 201 || instant.status !== 201) throw new Error(JSON.stringify(first.body));

  const guest = visit(program.address);
  const place = `/calendar/keeper/talk?${new URLSearchParams({
    slot: new Date(start + 7_200_000).toISOString(),
    tz: "UTC",
  })}`;
  const fields = formFields((await guest.get(place)).text);
  const slot = new Date(start + 7_200_000).toISOString();
  const byForm = await guest.post(place, { ...fields, slot, name: "By Form", email });
  if (byForm.status !== 303) throw new Error(`the form: ${byForm.status}`);
  await guest.get(byForm.location!);

  const link = await signInLink(secret, { username: "keeper", expiresAt: Date.now() + DAY });
  const host = visit(program.address);
  const door = `/auth/verify?token=${encodeURIComponent(link)}`;
  await host.post(door, { ...formFields((await host.get(door)).text) });
  const session = [...host.cookies.values()][0];
  if (!session) throw new Error("signing in gave no session");
  for (
    const page of ["", "/calendars", "/outbox", "/settings", `/bookings/${first.body.booking.id}`]
  ) {
    await host.get(`/dashboard${page}`);
  }

  const planted: Planted[] = [
    { what: `the guest's address (${name})`, value: email, mayBeIn: ["booking"] },
    { what: `an idempotency key (${name})`, value: wish.key, mayBeIn: [] },
    { what: `a guest's link (${name})`, value: first.body.actions.token, mayBeIn: [] },
    {
      what: `the link of the form's booking (${name})`,
      value: byForm.location!.split("/").at(-1)!,
      mayBeIn: [],
    },
    { what: `a sign-in link (${name})`, value: link, mayBeIn: [] },
    { what: `a session (${name})`, value: session, mayBeIn: [] },
  ];
  if (box) {
    const letter = await until(
      "the letter to the host",
      () =>
        box.letters.find(({ kind, booking }) =>
          kind === "please-decide" && booking === first.body.booking.id
        ),
    );
    const confirm = new URL(linkIn(letter, "/confirm")).pathname;
    const shown = await host.get(confirm);
    const told = await visit(program.address).post(confirm, formFields(shown.text));
    if (told.status >= 400) throw new Error(`confirm: ${told.status}`);
    planted.push({ what: "a host's link", value: confirm.split("/")[2]!, mayBeIn: [] });
  }
  return planted;
}

/** What goes wrong is where secrets slip out: a refused address, a calendar that is down, links with a mistake in them. */
async function troubles(program: Program, box: Letterbox): Promise<Planted[]> {
  const email = `nobody-${random(8)}@example.org`;
  box.refuses = email;
  const wish = { username: "keeper", start: monday + 10 * 3_600_000, name: "Nobody", email };
  const first = await ask(program.address, { ...wish, slug: "talk" });
  const instant = await ask(program.address, {
    ...wish,
    slug: "coffee",
    start: wish.start + 3_600_000,
  });
  const token: string = first.body.actions.token;
  const visitor = visit(program.address);
  for (
    const path of [`/booking/${token}/confirm`, `/booking/${token}x`, `/nowhere/${token}?${email}`]
  ) {
    await visitor.get(path);
    await visitor.post(path, { email, message: token });
  }
  await visitor.send("POST", "/v0/bookings", { inviteeEmail: email, token });
  await fetch(`${program.address}/v0/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `key-${random(16)}` },
    body: `{"inviteeEmail": "${email}", broken`,
  }).then((answer) => answer.body?.cancel());
  if (first.status !== 201 || instant.status !== 201) throw new Error("nothing to be refused");
  await until("the refused letters", () => box.refusals >= 2);
  return [
    { what: "a refused guest's address", value: email, mayBeIn: ["booking"] },
    { what: "a refused guest's link", value: token, mayBeIn: [] },
  ];
}

function logOf(program: Program): string {
  const { stdout, log } = program.output();
  return `${stdout}\n${log}`;
}

async function look(
  proof: Proof,
  dataDir: string,
  planted: Planted[],
  log: string,
): Promise<void> {
  const hay = await hayOf(dataDir);
  for (const { what, value, mayBeIn } of planted) {
    if (log.includes(value)) proof.wrong(`${what} is in the log`);
    const records = inWhichRecords(hay, value);
    for (const kind of records) {
      if (!mayBeIn.includes(kind)) proof.wrong(`${what} is in a record of kind ${kind}`);
    }
    const isFound = isInBytes(hay, value);
    if (isFound && mayBeIn.length === 0) proof.wrong(`${what} is in the bytes of the data folder`);
    if (mayBeIn.length > 0 && (records.length === 0 || !isFound)) {
      proof.wrong(`${what} was not even found where it must be: the search is blind`);
    }
  }
  if (!inWhichRecords(hay, "no mailbox").includes("job")) {
    proof.wrong("no job says why its letter was refused: the search is blind");
  }
  proof.say(
    `${planted.length} planted, looked for in ${hay.records.length} records, ` +
      `${hay.files.length} files and ${log.split("\n").length} lines of log`,
  );
}

function random(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
