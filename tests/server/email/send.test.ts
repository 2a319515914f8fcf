import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Email, SendEmail } from "$lib/server/email/email.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import { ehloName, openSmtp, type SmtpOptions, smtpSecurityOf } from "$lib/server/email/send.ts";
import { EmailError } from "$lib/server/email/errors.ts";
import { confirmedBooking, emailFactsOf, pendingBooking } from "../../support/sample-booking.ts";
import { readByOthers } from "../../support/icalendar/icalendar-readers.ts";
import { startMailTown } from "../../support/mail-server.ts";
import { type Manners, startMisbehavingSmtp } from "../../support/faulty-smtp-server.ts";
import { opened } from "../../support/parse-email.ts";
import { freePort } from "../../support/free-port.ts";
import { requires } from "../../support/required-programs.ts";

const invitationTo = (email: string): Email =>
  renderEmail(
    emailFactsOf(
      "guest-confirmed",
      "guest",
      confirmedBooking({ guest: { ...confirmedBooking().guest, email } }),
    ),
  );

/** Opens mail for the length of a test. */
function mailFor(
  port: number,
  options: Partial<SmtpOptions> & { user?: string; password?: string; host?: string } = {},
) {
  const { user = "", password = "", host = "127.0.0.1", ...more } = options;
  const stopping = new AbortController();
  const patience = { connect: 5_000, silence: 10_000, total: 60_000 };
  const send = openSmtp({ host, port, user, password }, {
    domain: "meet.example.org",
    stopping: stopping.signal,
    security: "none",
    timeouts: patience,
    ...more,
  });
  return { send, [Symbol.dispose]: () => stopping.abort() };
}

async function errorOf(send: SendEmail, email = invitationTo("tilda@example.net")) {
  try {
    await send(email);
    return null;
  } catch (error) {
    assert.ok(error instanceof EmailError, String(error));
    return { kind: error.kind, isFinal: error.isPermanent };
  }
}

Deno.test("smtpSecurityOf: what a port means, and no password in the clear except on this machine", () => {
  const privacy = (port: number, user = "", host = "mail.example.org") =>
    smtpSecurityOf({ host, port, user, password: "" });
  assert.equal(privacy(465), "implicit");
  assert.equal(privacy(587), "required");
  assert.equal(privacy(587, "", "localhost"), "required");
  assert.equal(privacy(25), "none");
  assert.equal(privacy(25, "ada"), "required");
  assert.equal(privacy(2525), "offered");
  assert.equal(privacy(2525, "ada"), "required");
  assert.equal(privacy(1025, "ada", "127.0.0.1"), "offered");
});

Deno.test("ehloName: addresses are written as literals", () => {
  assert.equal(ehloName("meet.example.org"), "meet.example.org");
  assert.equal(ehloName("192.0.2.7"), "[192.0.2.7]");
  assert.equal(ehloName(new URL("http://[2001:db8::7]:8080").hostname), "[IPv6:2001:db8::7]");
});

Deno.test("openSmtp, a real mail server", requires("mail"), async (t) => {
  await using town = await startMailTown();
  if (!town) return;
  const { user, password, ca, host, ports } = town;
  const ways = [
    {
      name: "STARTTLS",
      port: ports.submission,
      privacy: "required",
      signedIn: { user, password, ca },
    },
    { name: "TLS", port: ports.implicit, privacy: "implicit", signedIn: { user, password, ca } },
    { name: "relay", port: ports.plain, privacy: "none", signedIn: {} },
  ] as const;
  for (const { name, port, privacy, signedIn } of ways) {
    await t.step(`${name}: the email arrives with a valid invitation`, async () => {
      using mail = mailFor(port, { host, security: privacy, ...signedIn });
      const to = `${name.toLowerCase()}@example.net`;
      const email = invitationTo(to);
      await mail.send(email);
      const [raw = ""] = await town.emails(to);
      assert.match(raw, privacy === "none" ? /with ESMTP id/ : /with ESMTPSA id/);
      const arrived = await opened(raw);
      assert.equal(arrived.messageId, email.messageId);
      assert.equal(arrived.subject, email.subject);
      assert.equal(arrived.replyTo, "ada@example.org");
      assert.equal(arrived.header("auto-submitted"), "auto-generated");
      assert.match(arrived.text, /Thursday, November 26, 2026/);
      const content = email.invitation!.content;
      assert.deepEqual(arrived.calendars, [
        { type: "text/calendar", method: "REQUEST", name: "", content },
        { type: "application/ics", method: "", name: "invite.ics", content },
      ]);
      assert.match(raw, /Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
      const boundary = /multipart\/alternative;\s+boundary="([^"]+)"/.exec(raw)?.[1] ?? "none";
      const alternatives = raw.split(`--${boundary}`);
      assert.match(alternatives[1]!, /Content-Type: text\/plain/);
      assert.match(alternatives[2]!, /Content-Type: text\/html/);
      assert.match(alternatives[3]!, /Content-Type: text\/calendar/);
      const seen = await readByOthers(arrived.calendars.map((part) => part.content));
      for (const [one] of seen ?? []) assert.equal(one.start, confirmedBooking().start);
    });
  }

  await t.step("a certificate of an unknown authority is refused, and reported", async () => {
    using starttls = mailFor(ports.submission, { host, user, password, security: "required" });
    assert.deepEqual(await errorOf(starttls.send), { kind: "tls", isFinal: false });
    using implicit = mailFor(ports.implicit, { host, user, password, security: "implicit" });
    assert.deepEqual(await errorOf(implicit.send), { kind: "tls", isFinal: false });
  });

  await t.step("its own refusals: unknown recipient, later, wrong password", async () => {
    using relay = mailFor(ports.plain, { host });
    const refusal = (address: string) => errorOf(relay.send, invitationTo(address));
    assert.deepEqual(await refusal("nosuch@bounce.test"), { kind: "recipient", isFinal: true });
    assert.deepEqual(await refusal("later@bounce.test"), { kind: "later", isFinal: false });
    using stranger = mailFor(ports.submission, {
      host,
      ca,
      user,
      password: "no",
      security: "required",
    });
    assert.deepEqual(await errorOf(stranger.send), { kind: "signIn", isFinal: false });
  });
});

Deno.test("openSmtp: a server that does not offer STARTTLS gets no email where it is required", async () => {
  await using server = await startMisbehavingSmtp();
  using mail = mailFor(server.port, { security: "required" });
  assert.deepEqual(await errorOf(mail.send), { kind: "tls", isFinal: false });
  assert.equal(server.taken.length, 0);
});

Deno.test("openSmtp: an error of the email itself is final, one of ours or the server's is not", async () => {
  await using server = await startMisbehavingSmtp();
  using mail = mailFor(server.port);
  const cases: [Manners, string, boolean][] = [
    [{ rcpt: 550 }, "recipient", true],
    [{ rcpt: 451 }, "later", false],
    [{ rcpt: 530 }, "relay", false],
    [{ mail: 550 }, "sender", false],
    [{ mail: 451 }, "later", false],
    [{ data: 554 }, "content", true],
    [{ data: 451 }, "later", false],
  ];
  for (const [manners, error, isFinal] of cases) {
    for (const step of ["mail", "rcpt", "data"] as const) delete server.manners[step];
    Object.assign(server.manners, manners);
    assert.deepEqual(
      await errorOf(mail.send),
      { kind: error, isFinal },
      JSON.stringify(manners),
    );
  }
  assert.equal(server.taken.length, 0);
});

Deno.test("openSmtp: no server, or one that does not respond, is reported as unreachable in bounded time", async () => {
  const port = freePort();
  using nobody = mailFor(port);
  assert.deepEqual(await errorOf(nobody.send), { kind: "unreachable", isFinal: false });
  await using server = await startMisbehavingSmtp();
  server.manners.mute = true;
  using silent = mailFor(server.port, { timeouts: { connect: 300, silence: 300, total: 5_000 } });
  assert.deepEqual(await errorOf(silent.send), { kind: "unreachable", isFinal: false });
});

Deno.test("openSmtp: a server that responds without end is given up, and the next email goes out", async () => {
  const taken: Socket[] = [];
  let isEndless = true;
  await using server = await startMisbehavingSmtp();
  const dripping = createServer((socket) => {
    taken.push(socket.on("error", () => socket.destroy()));
    if (!isEndless) return void socket.pipe(connect(server.port, "127.0.0.1")).pipe(socket);
    socket.write("220 here\r\n");
    socket.once("data", () => {
      const drip = setInterval(() => socket.write("250-MORE\r\n"), 50);
      socket.once("close", () => clearInterval(drip));
    });
  }).listen(0, "127.0.0.1");
  await once(dripping, "listening");
  const { port } = dripping.address() as AddressInfo;
  using mail = mailFor(port, { timeouts: { connect: 5_000, silence: 5_000, total: 1_000 } });
  assert.deepEqual(await errorOf(mail.send), { kind: "unreachable", isFinal: false });
  isEndless = false;
  assert.equal(await errorOf(mail.send), null);
  assert.equal(server.taken.length, 1);
  for (const socket of taken) socket.destroy();
  dripping.close();
});

Deno.test("openSmtp: an address that is a list, or carries a name, goes nowhere", async () => {
  await using server = await startMisbehavingSmtp();
  using mail = mailFor(server.port);
  const attacks = [
    "eve@example.org, tilda@example.net",
    "Tilda <tilda@example.net>",
    "tilda@example.net\r\nBcc: eve@example.org",
    "tilda@example.net>\r\nRCPT TO:<eve@example.org",
    "",
  ];
  for (const address of attacks) {
    for (const part of ["to", "from", "replyTo"] as const) {
      const mailbox = { name: "Tilda", address };
      const changed = { [part]: part === "replyTo" ? [mailbox] : mailbox };
      const email = { ...invitationTo("tilda@example.net"), ...changed };
      const refused = { kind: "address", isFinal: true };
      assert.deepEqual(await errorOf(mail.send, email), refused, part);
    }
  }
  assert.equal(server.taken.length, 0);
});

Deno.test("openSmtp: line ends, addresses and quotes in names and titles change no header and no recipient", async () => {
  await using server = await startMisbehavingSmtp();
  using mail = mailFor(server.port);
  const attack = '"Eve\r\nBcc: eve@evil.example" <eve@evil.example>, x';
  const facts = emailFactsOf(
    "host-requested",
    "host",
    pendingBooking({
      guest: { ...pendingBooking().guest, name: attack },
      type: { ...pendingBooking().type, title: attack },
    }),
  );
  await mail.send(renderEmail(facts));
  const [taken] = server.taken;
  assert.deepEqual(taken?.to, ["ada@example.org"]);
  const email = await opened(taken!.raw);
  assert.equal(email.header("bcc"), "");
  assert.equal(email.to, "ada@example.org");
  assert.equal(email.replyTo, "tilda@example.net");
});

Deno.test("openSmtp: an idle connection that the server closed loses no email", async () => {
  await using server = await startMisbehavingSmtp();
  using mail = mailFor(server.port);
  await mail.send(invitationTo("one@example.net"));
  server.hangUp();
  await mail.send(invitationTo("two@example.net"));
  assert.deepEqual(server.taken.map((email) => email.to[0]), [
    "one@example.net",
    "two@example.net",
  ]);
});

Deno.test("an email is encoded by what most of it is: letters as they are, or base64 for another script", async () => {
  await using server = await startMisbehavingSmtp();
  using mail = mailFor(server.port);
  const email = invitationTo("grace@example.com");
  const text = "مرحبا Grace، تم تأكيد اجتماعك يوم الثلاثاء.";
  await mail.send({ ...email, text: "Grüße, bis Dienstag – Ada" });
  await mail.send({ ...email, text });
  const encodings = server.taken.map(({ raw }) =>
    /Content-Type: text\/plain[^]*?Content-Transfer-Encoding: (\S+)/.exec(raw)?.[1]
  );
  assert.deepEqual(encodings, ["quoted-printable", "base64"]);
  assert((await opened(server.taken[1]!.raw)).text.includes(text));
});
