/** Guests and a host who keep on asking and deciding, whatever becomes of the program meanwhile. */
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import {
  attemptBooking,
  type AttemptResponse,
  openForm,
} from "../../support/proof/guest-client.ts";
import { linkIn, type Mailbox, type ReceivedEmail } from "../../support/proof/mail-sink.ts";
import { alwaysOpen } from "../../support/proof/proof-hosts.ts";
import type { Proof } from "../../support/proof/run-proof.ts";

export interface Traffic {
  /** Where the program is now; null while it is down. */
  at(address: string | null): void;
  /** No new requests; resolves when everybody has an answer. */
  finish(): Promise<Outcomes>;
}

export interface Outcomes {
  /** Ids of bookings that were granted to somebody, each once. */
  granted: Set<string>;
  /** How often a request had to be repeated with its key. */
  repeated: number;
  refused: number;
  /** What each guest was told and when, by their address, with what went wrong on the way. */
  told: Map<string, string[]>;
  /** Decisions of the host that were acknowledged. */
  decided: Map<string, "CONFIRMED" | "REJECTED">;
}

const GUESTS = 8;

/** The host whom they ask. */
export const mortal = alwaysOpen("mortal", { slug: "talk" }, {
  slug: "coffee",
  durations: [15],
  decision: "instant",
});

/** Eight guests and a host; what they want moves slowly on through the year, so that they meet and yet find room. */
export function startTraffic(proof: Proof, box: Mailbox, username: string): Traffic {
  let address: string | null = null;
  let up = Promise.withResolvers<void>();
  let finishing = false;
  const outcomes: Outcomes = {
    granted: new Set(),
    repeated: 0,
    refused: 0,
    told: new Map(),
    decided: new Map(),
  };
  const first = Math.ceil(Date.now() / DAY) * DAY + DAY;
  let inputs = 0;

  /** Does something at the program until it answers; a program that is down or dies is tried again. */
  async function insisting<T>(
    act: (address: string) => Promise<T>,
    said: (what: string) => void = () => {},
  ): Promise<{ value: T; tries: number }> {
    for (let tries = 1;; tries++) {
      await up.promise;
      try {
        return { value: await act(address!), tries };
      } catch (error) {
        // A proxy before the program answers for it in words of its own, which are no JSON.
        if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
        said(error.message);
        await new Promise((wake) => setTimeout(wake, 30));
      }
    }
  }

  async function guest(): Promise<void> {
    while (!finishing) {
      const n = ++inputs;
      const input = {
        username,
        slug: proof.pick(["talk", "coffee"]),
        start: first + (Math.floor(n / 4) + proof.below(40)) * 30 * MINUTE,
        key: `crash-${n}-${crypto.randomUUID()}`,
        name: `Guest ${n}`,
        email: `guest-${n}@example.org`,
      };
      const told: string[] = [];
      outcomes.told.set(input.email, told);
      const said = (what: string) => void told.push(`${new Date().toISOString()} ${what}`);
      const { value, tries } = await insisting(
        (at) => attemptBooking(at, input).then(orAgain),
        said,
      );
      said(`${value.status} ${value.body.code ?? value.body.booking?.id ?? ""}`);
      if (tries > 1) outcomes.repeated++;
      note(value);
      await new Promise((wake) => setTimeout(wake, proof.below(40)));
    }
  }

  /** 503 says itself that one should ask again. */
  function orAgain(answer: AttemptResponse): AttemptResponse {
    if (answer.status === 503) throw new TypeError("the store does not answer just now");
    return answer;
  }

  function note({ status, body }: AttemptResponse): void {
    if (status === 201) {
      const { id } = body.booking;
      if (outcomes.granted.has(id)) proof.fail(`${id} was granted to two guests`);
      outcomes.granted.add(id);
    } else if (status === 409 && body.code === "taken") outcomes.refused++;
    else proof.fail(`a guest was answered ${status} ${body.code ?? ""}`);
  }

  /** Decides every second request by its email, and lets the others run out. */
  async function host(): Promise<void> {
    const seen = new Set<string>();
    while (!finishing) {
      // The newest first: in a long proof the host falls behind, and what is old has run out.
      const email = box.emails.findLast(({ kind, messageId }) =>
        kind === "host-requested" && !seen.has(messageId)
      );
      if (!email) {
        await new Promise((wake) => setTimeout(wake, 20));
        continue;
      }
      seen.add(email.messageId);
      if (proof.random() < 0.5) await decide(email, proof.pick(["/confirm", "/reject"] as const));
    }
  }

  async function decide(email: ReceivedEmail, way: "/confirm" | "/reject"): Promise<void> {
    const { pathname } = new URL(linkIn(email, way));
    const { value: status } = await insisting(async (at) => {
      const press = await openForm(at + pathname);
      if (!press) return "settled";
      const sent = await press();
      await sent.body?.cancel();
      if (sent.status >= 502) throw new TypeError(`the program answers ${sent.status}`);
      // Without "done" it leads to the page that says what had become of the request before.
      const isDone = sent.headers.get("location")?.endsWith("?done") ?? false;
      return sent.status === 303 ? (isDone ? "done" : "settled") : sent.status;
    });
    if (status === "done") {
      outcomes.decided.set(email.booking, way === "/confirm" ? "CONFIRMED" : "REJECTED");
    } else if (status !== "settled" && status !== 409) proof.fail(`the host was told ${status}`);
  }

  const everybody = [host(), ...Array.from({ length: GUESTS }, guest)];
  return {
    at(now) {
      if (now) up.resolve();
      // A program that never came up was down before: whoever waits goes on waiting for the same.
      else if (address) up = Promise.withResolvers<void>();
      address = now;
    },
    async finish() {
      finishing = true;
      await Promise.all(everybody);
      return outcomes;
    },
  };
}
