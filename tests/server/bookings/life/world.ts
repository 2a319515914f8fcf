/** The product under test: one host over a store in a file, and the verbs that carry a step out. */
import assert from "node:assert/strict";
import * as v from "valibot";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { type Booking, isLiveBooking, isSeat } from "$lib/scheduling/booking.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import {
  cancelSharedSlot,
  rescheduleSharedSlot,
} from "$lib/server/bookings/shared-slot-actions.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";
import { openStore } from "$lib/server/store/open-store.ts";
import { type TestApp, testApp, testSecret } from "../../../support/test-app.ts";
import { type Kind, kinds, monday, startOf, type Step } from "./steps.ts";
import { addHost } from "../../../support/town.ts";

const HOUR = 3_600_000;

/** A store in a file, or on a server, that can die at a commit, before or after it has happened, and is opened again. */
export class World {
  #kv: Deno.Kv;
  #dying: "before" | "after" | null = null;
  #dead = false;
  app!: TestApp;
  hostId = "";
  username = "";
  ids: string[] = [];

  private constructor(readonly path: string, kv: Deno.Kv, readonly cacheBytes: number) {
    this.#kv = kv;
  }

  /** `cacheBytes` is how much the program keeps in memory of hosts. */
  static async open(path: string, cacheBytes: number): Promise<World> {
    const world = new World(path, await openStore(path), cacheBytes);
    await world.#start();
    return world;
  }

  async #start(): Promise<void> {
    this.#dead = false;
    this.#dying = null;
    const kv = new Proxy(this.#kv, {
      get: (target, name) => {
        if (this.#dead) throw new Error("the program is dead");
        if (name === "atomic") return () => this.#mortal(target.atomic());
        const value = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const hostMemory = openHostMemory(this.cacheBytes);
    this.app = await testApp({ kv, sealer: openSealer(testSecret, null), hostMemory });
  }

  #mortal(op: Deno.AtomicOperation): Deno.AtomicOperation {
    const commit = op.commit.bind(op);
    op.commit = async () => {
      if (this.#dead) throw new Error("the program is dead");
      if (this.#dying === "before") this.#die();
      const result = await commit();
      if (this.#dying === "after") this.#die();
      return result;
    };
    return op;
  }

  #die(): never {
    this.#dead = true;
    throw new Error("the program is dead");
  }

  /** The next commit is the last one of this program. */
  doom(when: "before" | "after"): void {
    this.#dying = when;
  }

  async reopen(now: number): Promise<void> {
    this.#kv.close();
    this.#kv = await openStore(this.path);
    await this.#start();
    this.app.at(now);
  }

  /** A host of its own for each run. */
  async settle(n: number): Promise<void> {
    this.ids = [];
    this.username = `host-${n}`;
    this.app.at(monday - 30 * HOUR);
    const made = await addHost(this.app, {
      email: null,
      emailVerified: false,
      zone: "UTC",
      preferredUsername: this.username,
    });
    this.hostId = made.id;
    this.username = made.username;
    for (
      const [slug, { minutes, after, cancellationNotice, rescheduleNotice, approval, seats }]
        of Object.entries(
          kinds,
        )
    ) {
      const input = v.parse(EventTypeInput, {
        title: slug,
        slug,
        durations: [minutes],
        slotInterval: 15,
        minimumNotice: 0,
        bufferAfter: after,
        seats,
        cancellationNotice,
        rescheduleNotice,
        decision: approval ? "approval" : "instant",
      });
      assert((await eventTypes.create(this.app, this.hostId, input)).ok);
    }
  }

  close(): void {
    this.#kv.close();
  }
}

/** Carries a step out by the product's own verbs; whether it was granted. */
export async function carryOut(world: World, step: Step): Promise<boolean> {
  const { app, hostId } = world;
  if (step.what === "wait" || step.what === "near" || step.what === "deadline") return true;
  if (step.what === "request") return await request(world, step.kind, startOf(step.quarter));
  const id = world.ids[step.nth];
  if (id === undefined) return false;
  const { revision } = (await getBooking(app.kv, id))!;
  const decision = { hostId, revision, message: "", force: false };
  const by = (byHost: boolean) =>
    byHost ? { actor: "host" as const, hostId, force: false } : { actor: "guest" as const };
  switch (step.what) {
    case "confirm":
    case "reject":
      return (await bookings[step.what](app, id, decision)).ok;
    case "keep":
      return (await bookings.withdrawRescheduleRequest(app, id)).ok;
    case "expire":
      await bookings.expire(app, id);
      return false;
    case "drag":
    case "end":
      return await changeSlot(world, (await getBooking(app.kv, id))!, step);
    case "cancel":
      return (await bookings.cancel(app, id, { by: by(step.byHost), reason: "", revision })).ok;
    case "move": {
      const start = startOf(step.quarter);
      return (await bookings.reschedule(app, id, {
        by: by(step.byHost),
        start,
        revision,
        key: null,
      })).ok;
    }
    case "propose":
      return (await bookings.propose(app, id, {
        hostId,
        revision,
        starts: [startOf(step.quarter)],
        message: "",
      })).ok;
    case "no-show":
      return (await bookings.noShow(app, id, { hostId, isNoShow: step.is })).ok;
  }
}

/** The host's own calendar moves or deletes only what stands there: seats of somebody live, and no move to where it is. */
async function changeSlot(
  { app, hostId }: World,
  booking: Booking,
  step: Extract<Step, { what: "drag" | "end" }>,
): Promise<boolean> {
  if (!isSeat(booking) || !isLiveBooking(booking, app.now())) return false;
  if (step.what === "end") return (await cancelSharedSlot(app, booking.slot, { hostId })).ok;
  const start = startOf(step.quarter);
  return start !== booking.start &&
    (await rescheduleSharedSlot(app, booking.slot, { hostId, start })).ok;
}

async function request(world: World, slug: Kind, start: number): Promise<boolean> {
  const requested = await bookings.request(world.app, {
    username: world.username,
    slug,
    start,
    minutes: null,
    guest: {
      name: "Grace",
      email: "grace@example.org",
      note: "",
      zone: "UTC",
      hourCycle: 24,
      answers: [],
    },
    key: null,
    viaWidget: false,
    client: null,
  });
  return requested.ok;
}
