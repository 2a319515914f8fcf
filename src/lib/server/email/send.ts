import { Buffer } from "node:buffer";
import { Transform } from "node:stream";
import type { Transporter } from "nodemailer";
import type { Options as PoolOptions } from "nodemailer/lib/smtp-pool/index.js";
import { parseEmail } from "$lib/scheduling/email-address.ts";
import type { Email, Mailbox, SendEmail } from "./email.ts";
import { EmailError, EmailUnbegun, toEmailError } from "./errors.ts";

/** The mail server of the settings. */
export interface SmtpServer {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** TLS of the connection: implicit, STARTTLS required, STARTTLS if offered, or none. */
export type SmtpSecurity = "implicit" | "required" | "offered" | "none";

/** TLS by port: 465 implicit, 587 STARTTLS, 25 a plain relay; a password is never sent without TLS except to this machine. */
export function smtpSecurityOf({ host, port, user }: SmtpServer): SmtpSecurity {
  if (port === 465) return "implicit";
  const isHere = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
  if (port === 587 || (user && !isHere)) return "required";
  return port === 25 ? "none" : "offered";
}

export interface SmtpOptions {
  /** Our host name for EHLO, that of the base URL. */
  domain: string;
  /** Closes the connections on abort, after emails in progress are sent; the others end as unbegun, also while connecting. */
  stopping: AbortSignal;
  security?: SmtpSecurity;
  /** An additional certificate authority, PEM. */
  ca?: string;
  /** Timeouts for connecting and greeting, for silence of the server, and for a whole email, ms. */
  timeouts?: { connect: number; silence: number; total: number };
}

/** Shorter than the lease of the sending job, also for a server that responds byte by byte. */
const defaultTimeouts = { connect: 10_000, silence: 30_000, total: 180_000 };

/** Sends emails by SMTP over a pool of connections that stay open between emails. */
export function openSmtp(server: SmtpServer, options: SmtpOptions): SendEmail {
  let pool: ReturnType<typeof openPool> | null = null;
  const opened = () =>
    pool ??= openPool(server, options).catch((error) => {
      pool = null;
      throw error;
    });
  const { total } = options.timeouts ?? defaultTimeouts;
  const { stopping } = options;

  return async (email) => {
    const from = checkedMailbox(email.from), to = checkedMailbox(email.to);
    const replyTo = email.replyTo.map(checkedMailbox);
    const { invitation } = email;
    const ending = new AbortController(), end = () => ending.abort();
    const timer = setTimeout(end, total);
    let isBegun = false;
    const onStop = () => isBegun || end();
    stopping.addEventListener("abort", onStop);
    if (stopping.aborted) end();
    try {
      const message: SmtpMessage = {
        signal: ending.signal,
        onBegin: () => isBegun = true,
        envelope: { from: from.address, to: [to.address] },
        from,
        to,
        ...(replyTo.length > 0 ? { replyTo } : {}),
        subject: email.subject,
        text: email.text,
        html: email.html,
        textEncoding: encodingOf(email),
        messageId: email.messageId,
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        ...(invitation
          ? {
            icalEvent: {
              method: invitation.method,
              filename: "invite.ics",
              content: invitation.content,
            },
          }
          : {}),
      };
      const { rejected, rejectedErrors } = await (await opened()).sendMail(message);
      if (rejected.length > 0) throw rejectedErrors?.[0] ?? new EmailError("recipient");
    } catch (error) {
      if (stopping.aborted && !isBegun) throw new EmailUnbegun();
      throw toEmailError(error);
    } finally {
      clearTimeout(timer);
      stopping.removeEventListener("abort", onStop);
    }
  };
}

/**
 * The shorter encoding of most of it (RFC 2045 §6.7, §6.8): nodemailer would find it out for each part and header anew,
 * which takes longer than all the rest of putting the email together.
 */
function encodingOf({ text }: Email): "quoted-printable" | "base64" {
  let ascii = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 128) ascii++;
  return ascii * 2 > text.length ? "quoted-printable" : "base64";
}

/** Connects and signs in without sending anything; throws an EmailError with the reason. */
export async function checkSmtp(server: SmtpServer, options: SmtpOptions): Promise<void> {
  const transport = await createTransport(server, options);
  try {
    await transport.verify();
  } catch (error) {
    throw toEmailError(error);
  } finally {
    transport.close();
  }
}

/** The pool of connections for the first email, which closes on abort. */
async function openPool(server: SmtpServer, options: SmtpOptions) {
  const transport = await createTransport(server, options);
  // An email is read when a connection takes it that is open and signed in.
  transport.use("stream", ({ data, message }, done) => {
    message.transform(gathered);
    message.processFunc((content) => {
      (data as SmtpMessage).onBegin();
      return content;
    });
    done();
  });
  const { stopping } = options;
  if (stopping.aborted) transport.close();
  else stopping.addEventListener("abort", () => transport.close(), { once: true });
  return transport;
}

/** One chunk of all that comes: an email goes out in few writes. */
function gathered(): Transform {
  const chunks: Uint8Array[] = [];
  return new Transform({
    transform: (chunk, _, done) => (chunks.push(chunk), done()),
    flush: (done) => done(null, Buffer.concat(chunks)),
  });
}

/** Nodemailer is loaded for the first email: a start without one is faster and takes less memory. */
async function createTransport(server: SmtpServer, options: SmtpOptions) {
  const { default: nodemailer } = await import("nodemailer");
  return nodemailer.createTransport(poolOptions(server, options));
}

/** Nodemailer's types lack the abort of an email; `onBegin` is called when a connection begins to send it. */
type SmtpMessage = Parameters<Transporter["sendMail"]>[0] & {
  signal: AbortSignal;
  onBegin(): void;
};

/** Nodemailer's types lack `maxRequeues`. */
interface PoolOptionsWithRequeues extends PoolOptions {
  maxRequeues: number;
}

function poolOptions(server: SmtpServer, options: SmtpOptions): PoolOptionsWithRequeues {
  const privacy = options.security ?? smtpSecurityOf(server);
  const { connect, silence } = options.timeouts ?? defaultTimeouts;
  return {
    pool: true,
    // At least the number of concurrent email jobs, so that no job waits for a connection during its lease.
    maxConnections: 8,
    maxMessages: 100,
    // Once, for a connection that the server closed while it was idle; other retries are up to the job.
    maxRequeues: 1,
    host: server.host,
    port: server.port,
    name: ehloName(options.domain),
    secure: privacy === "implicit",
    requireTLS: privacy === "required",
    ignoreTLS: privacy === "none",
    ...(server.user ? { auth: { user: server.user, pass: server.password } } : {}),
    tls: { minVersion: "TLSv1.2", ...(options.ca ? { ca: options.ca } : {}) },
    dnsTimeout: connect,
    connectionTimeout: connect,
    greetingTimeout: connect,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Our name in EHLO: a host name, or an address literal (RFC 5321 §4.1.3). */
export function ehloName(domain: string): string {
  if (domain.startsWith("[")) return `[IPv6:${domain.slice(1, -1)}]`;
  return /^[\d.]+$/.test(domain) ? `[${domain}]` : domain;
}

/** Throws unless the address is exactly one address: nodemailer would parse a list and send to each of them. */
function checkedMailbox({ name, address }: Mailbox): Mailbox {
  const read = parseEmail(address);
  if (!("address" in read) || read.address !== address) throw new EmailError("address");
  return { name, address };
}
