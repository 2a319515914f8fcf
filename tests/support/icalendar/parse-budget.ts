/** Long calendars as text, and the CPU that reading them may take. */
import process from "node:process";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";

export const window = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2027, 10, 1) };
export const view = { window, zone: "Europe/Berlin", ownAddresses: [] };
type Lines = (string | string[])[];
export const calendar = (...lines: Lines) =>
  ["BEGIN:VCALENDAR", lines.flat(), "END:VCALENDAR", ""].flat().join("\r\n");
export const event = (...lines: Lines) =>
  calendar(
    "BEGIN:VEVENT",
    "UID:a",
    "DTSTART:20200101T090000Z",
    "DURATION:PT1H",
    lines.flat(),
    "END:VEVENT",
  );
export const many = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n));

const typical = calendar(
  many(
    5_000,
    (n) =>
      `BEGIN:VEVENT\r\nUID:u${n}\r\nDTSTART;TZID=Europe/Berlin:202611${
        String(n % 28 + 1).padStart(2, "0")
      }T090000\r\nDURATION:PT1H\r\nSUMMARY:Meeting ${n}\r\nDESCRIPTION:${
        "words ".repeat(20)
      }\r\nEND:VEVENT`,
  ),
);

/** What 100 ms are on the machine on which the bounds were set, where a megabyte of a usual calendar takes 25. */
export function unit(): number {
  const read = (times: number) => {
    for (let n = 0; n < times; n++) parseBusyTimes(typical, window, "Europe/Berlin");
  };
  read(2);
  const megabytes = typical.length / 1e6;
  return 4 * threadCpu(() => read(10)) / 10 / megabytes;
}

/**
 * Processor time that this thread used for the work, in ms: neither other programs nor collecting garbage beside it count.
 * Some systems count in steps of 10 ms.
 */
export function threadCpu(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** The least of three. */
export function leastThreadCpu(work: () => void): number {
  return Math.min(...Array.from({ length: 3 }, () => threadCpu(work)));
}
