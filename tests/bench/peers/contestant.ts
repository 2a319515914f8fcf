/** A scheduling program as the same questions are put to it, whoever wrote it. */

export const HOSTS = 16;
export const slug = "talk";
export const usernameOf = (host: number) => `peer-${host}`;

export interface Contestant {
  name: string;
  /** Whether its driver has been run against a copy of the program; said in the table. */
  isTried: boolean;
  /** What it says of its version. */
  version(): Promise<string>;
  /** Makes hosts open all day in UTC with a type of half an hour in a folder, then starts it. */
  start(folder: string): Promise<Started>;
}

export interface Started extends AsyncDisposable {
  address: string;
  pid: number;
  /** From the start of the process to the first page, ms. */
  startMs: number;
  hosts: number;
  /** The page of the first host with the times of a month, or of what it shows at once. */
  page: string;
  /** An address that answers with times only; null where there is none. */
  times: string | null;
  /** Sends a request from an address of its own; 201 and 200 are granted, 409 is taken. */
  book(input: { host: number; start: number; client: string }): Promise<number>;
  /** Every live booking by its host, read from its store. */
  booked(): Promise<{ host: string; start: number; end: number }[]>;
}

/** How many pairs of live bookings of one host overlap. */
export function overlaps(booked: readonly { host: string; start: number; end: number }[]): number {
  let found = 0;
  const hosts = Map.groupBy(booked, ({ host }) => host);
  for (const spans of hosts.values()) {
    spans.sort((a, b) => a.start - b.start);
    for (const [i, { end }] of spans.entries()) {
      for (let n = i + 1; n < spans.length && spans[n]!.start < end; n++) found++;
    }
  }
  return found;
}

/** Waits for the first page of a program that has just been started. */
export async function untilItAnswers(address: string, began: number): Promise<number> {
  for (let attempt = 0; attempt < 3_000; attempt++) {
    try {
      const answer = await fetch(address);
      await answer.body?.cancel();
      if (answer.ok) return performance.now() - began;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await new Promise((wake) => setTimeout(wake, 5));
  }
  throw new Error(`${address} does not answer`);
}
