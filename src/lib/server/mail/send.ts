import nodemailer, { type Transporter } from "nodemailer";
import type { Options as PoolOptions } from "nodemailer/lib/smtp-pool/index.js";
import { readEmail } from "$lib/scheduling/email-address.ts";
import type { Mailbox, SendMail } from "./letter.ts";
import { MailProblem, problemOf } from "./trouble.ts";

/** A mail server as the settings name it. */
export interface MailServer {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** How the connection is kept from listeners: from its first byte, by STARTTLS or not at all, by STARTTLS if offered, never. */
export type Privacy = "implicit" | "required" | "offered" | "none";

/** What a port means: 465 implicit TLS, 587 STARTTLS, 25 a plain relay; a password never travels in the clear but within this machine. */
export function privacyOf({ host, port, user }: MailServer): Privacy {
  if (port === 465) return "implicit";
  const isHere = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
  if (port === 587 || (user && !isHere)) return "required";
  return port === 25 ? "none" : "offered";
}

export interface MailOptions {
  /** What we call ourselves to the server: the host name of our own address. */
  domain: string;
  /** Closes the connections when the program ends; letters under way are finished. */
  stopping: AbortSignal;
  privacy?: Privacy;
  /** A certificate authority beside the usual ones, PEM. */
  ca?: string;
  /** Milliseconds to connect and to be greeted, of silence in between, and for a letter in all. */
  patience?: { connect: number; silence: number; whole: number };
}

/** Shorter than the lease of the job that sends: a server that answers byte by byte occupies nobody for ever. */
const usualPatience = { connect: 10_000, silence: 30_000, whole: 180_000 };

/** A way to the mail server, over few connections that are kept open between letters. */
export function openMail(server: MailServer, options: MailOptions): SendMail {
  const transport = nodemailer.createTransport(poolOptions(server, options));
  const { whole } = options.patience ?? usualPatience;
  options.stopping.addEventListener("abort", () => transport.close(), { once: true });

  return async (letter) => {
    const from = checked(letter.from), to = checked(letter.to);
    const replyTo = letter.replyTo && checked(letter.replyTo);
    const { invitation } = letter;
    try {
      const message: Message = {
        signal: AbortSignal.timeout(whole),
        envelope: { from: from.address, to: [to.address] },
        from,
        to,
        ...(replyTo ? { replyTo } : {}),
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        messageId: letter.messageId,
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
      const { rejected, rejectedErrors } = await transport.sendMail(message);
      if (rejected.length > 0) throw rejectedErrors?.[0] ?? new MailProblem("recipient");
    } catch (error) {
      throw problemOf(error);
    }
  };
}

/** Connects and signs in without sending anything; throws a MailProblem that says what is wrong. */
export async function askMail(server: MailServer, options: MailOptions): Promise<void> {
  const transport = nodemailer.createTransport(poolOptions(server, options));
  try {
    await transport.verify();
  } catch (error) {
    throw problemOf(error);
  } finally {
    transport.close();
  }
}

/** The types do not know yet that a letter can be given up. */
type Message = Parameters<Transporter["sendMail"]>[0] & { signal: AbortSignal };

/** The types do not know yet how often a letter is put back when its connection ends. */
interface Options extends PoolOptions {
  maxRequeues: number;
}

function poolOptions(server: MailServer, options: MailOptions): Options {
  const privacy = options.privacy ?? privacyOf(server);
  const { connect, silence } = options.patience ?? usualPatience;
  return {
    pool: true,
    // As many as letters are sent at once, so that none waits here while its lease runs.
    maxConnections: 8,
    maxMessages: 100,
    // Once, for a connection that the server closed while it was idle; everything else is the job's to repeat.
    maxRequeues: 1,
    host: server.host,
    port: server.port,
    name: ownName(options.domain),
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

/** How we call ourselves in EHLO: a host name, or an address literal (RFC 5321 §4.1.3). */
export function ownName(domain: string): string {
  if (domain.startsWith("[")) return `[IPv6:${domain.slice(1, -1)}]`;
  return /^[\d.]+$/.test(domain) ? `[${domain}]` : domain;
}

/** One address and nothing else: given a list or a name in the wrong place, nodemailer would write to somebody else. */
function checked({ name, address }: Mailbox): Mailbox {
  const read = readEmail(address);
  if (!("address" in read) || read.address !== address) throw new MailProblem("address");
  return { name, address };
}
