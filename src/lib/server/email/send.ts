import nodemailer, { type Transporter } from "nodemailer";
import type { Options as PoolOptions } from "nodemailer/lib/smtp-pool/index.js";
import { parseEmail } from "$lib/scheduling/email-address.ts";
import type { Mailbox, SendEmail } from "./email.ts";
import { EmailError, toEmailError } from "./errors.ts";

/** A mail server as the settings name it. */
export interface SmtpServer {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** How the connection is kept from listeners: from its first byte, by STARTTLS or not at all, by STARTTLS if offered, never. */
export type SmtpSecurity = "implicit" | "required" | "offered" | "none";

/** What a port means: 465 implicit TLS, 587 STARTTLS, 25 a plain relay; a password never travels in the clear but within this machine. */
export function smtpSecurityOf({ host, port, user }: SmtpServer): SmtpSecurity {
  if (port === 465) return "implicit";
  const isHere = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
  if (port === 587 || (user && !isHere)) return "required";
  return port === 25 ? "none" : "offered";
}

export interface SmtpOptions {
  /** What we call ourselves to the server: the host name of our own address. */
  domain: string;
  /** Closes the connections when the program ends; emails under way are finished. */
  stopping: AbortSignal;
  security?: SmtpSecurity;
  /** A certificate authority beside the usual ones, PEM. */
  ca?: string;
  /** Milliseconds to connect and to be greeted, of silence in between, and for an email in all. */
  timeouts?: { connect: number; silence: number; total: number };
}

/** Shorter than the lease of the job that sends: a server that answers byte by byte occupies nobody for ever. */
const defaultTimeouts = { connect: 10_000, silence: 30_000, total: 180_000 };

/** Opens the mail server, over a few connections that stay open between emails. */
export function openSmtp(server: SmtpServer, options: SmtpOptions): SendEmail {
  const transport = nodemailer.createTransport(poolOptions(server, options));
  const { total } = options.timeouts ?? defaultTimeouts;
  options.stopping.addEventListener("abort", () => transport.close(), { once: true });

  return async (email) => {
    const from = checkedMailbox(email.from), to = checkedMailbox(email.to);
    const replyTo = email.replyTo && checkedMailbox(email.replyTo);
    const { invitation } = email;
    try {
      const message: SmtpMessage = {
        signal: AbortSignal.timeout(total),
        envelope: { from: from.address, to: [to.address] },
        from,
        to,
        ...(replyTo ? { replyTo } : {}),
        subject: email.subject,
        text: email.text,
        html: email.html,
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
      const { rejected, rejectedErrors } = await transport.sendMail(message);
      if (rejected.length > 0) throw rejectedErrors?.[0] ?? new EmailError("recipient");
    } catch (error) {
      throw toEmailError(error);
    }
  };
}

/** Connects and signs in without sending anything; throws an EmailError with the reason. */
export async function checkSmtp(server: SmtpServer, options: SmtpOptions): Promise<void> {
  const transport = nodemailer.createTransport(poolOptions(server, options));
  try {
    await transport.verify();
  } catch (error) {
    throw toEmailError(error);
  } finally {
    transport.close();
  }
}

/** The types do not know yet that an email can be given up. */
type SmtpMessage = Parameters<Transporter["sendMail"]>[0] & { signal: AbortSignal };

/** The types do not know yet how often an email is put back when its connection ends. */
interface PoolOptionsWithRequeues extends PoolOptions {
  maxRequeues: number;
}

function poolOptions(server: SmtpServer, options: SmtpOptions): PoolOptionsWithRequeues {
  const privacy = options.security ?? smtpSecurityOf(server);
  const { connect, silence } = options.timeouts ?? defaultTimeouts;
  return {
    pool: true,
    // As many as emails are sent at once, so that none waits here while its lease runs.
    maxConnections: 8,
    maxMessages: 100,
    // Once, for a connection that the server closed while it was idle; everything else is the job's to repeat.
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

/** How we call ourselves in EHLO: a host name, or an address literal (RFC 5321 §4.1.3). */
export function ehloName(domain: string): string {
  if (domain.startsWith("[")) return `[IPv6:${domain.slice(1, -1)}]`;
  return /^[\d.]+$/.test(domain) ? `[${domain}]` : domain;
}

/** One address and nothing else: given a list or a name in the wrong place, nodemailer would write to somebody else. */
function checkedMailbox({ name, address }: Mailbox): Mailbox {
  const read = parseEmail(address);
  if (!("address" in read) || read.address !== address) throw new EmailError("address");
  return { name, address };
}
