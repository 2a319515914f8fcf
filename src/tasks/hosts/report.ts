import { product } from "../../lib/product.ts";
import { commandLine } from "../../lib/i18n/english-only/command-line.ts";
import type { Refusal } from "../../lib/scheduling/outcome.ts";
import type { HostCommand } from "../../lib/server/hosts/host-command.ts";
import type { ListedHost } from "../../lib/server/hosts/host-list.ts";

const heads = ["USERNAME", "NAME", "EMAIL", "LAST SEEN", "CALENDARS", "BOOKINGS AHEAD", "STATE"];

/** A table for a terminal, a line for each host. */
export function hostTable(hosts: readonly ListedHost[]): string {
  if (hosts.length === 0) return "There’s no host yet.";
  const rows = [heads, ...hosts.map(cellsOf)];
  const widths = heads.map((_, n) => Math.max(...rows.map((row) => row[n]!.length)));
  return rows.map((row) => row.map((cell, n) => cell.padEnd(widths[n]!)).join("  ").trimEnd())
    .join("\n");
}

function cellsOf(host: ListedHost): string[] {
  const { username, name, email, lastSeenAt, calendars, calendarsFailing, bookingsAhead } = host;
  return [
    username,
    printable(name) || "-",
    email ?? "-",
    lastSeenAt ? minuteOf(lastSeenAt) : "never",
    calendarsFailing > 0 ? `${calendarsFailing} of ${calendars} failing` : String(calendars),
    String(bookingsAhead),
    stateOf(host),
  ];
}

function stateOf({ state, suspendedAt, reason }: ListedHost): string {
  if (state === "closed") return "closed, being erased";
  if (suspendedAt === null) return state;
  return `suspended ${minuteOf(suspendedAt)}${reason && `: ${printable(reason)}`}`;
}

/** UTC, to the minute. */
function minuteOf(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}Z`;
}

/** A name is another person's text: nothing in it moves the cursor. */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** What a command has done. */
export function doneText({ action, username }: HostCommand): string {
  switch (action) {
    case "suspend":
      return `${username} is suspended. To undo it: ${commandLine(`hosts resume ${username}`)}`;
    case "resume":
      return `${username} is active. Whoever was signed in before a suspension has to sign in again.`;
    case "close":
      return `The account of ${username} is closed. Bookings are cancelled and records erased while ${product} runs.`;
  }
}

/** Why a command has done nothing. */
export function refusalText({ username }: HostCommand, { code, detail }: Refusal): string {
  if (code === "not-found") {
    return `Host not found: ${username}. See “${commandLine("hosts list")}”.`;
  }
  if (code === "busy") return "The host’s records are being changed all the time. Try again.";
  return `${username} is the only owner of ${detail}. Make another member an owner first, or delete the team.`;
}
