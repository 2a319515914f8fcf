/** Random commands: each step is carried out on the model and on the store, and both are compared. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { countRules } from "../../../support/rule-coverage.ts";
import { after } from "./model.ts";
import { type Model, type RoundRobin, rules, type Step } from "./steps.ts";
import { aStory, guest, host, is, kind, nth, place, slot } from "./stories.ts";
import { rounded, storedModel } from "./stored-model.ts";
import { carryOut, expireOverdue, World } from "./world.ts";

export const met = countRules("team life", rules);

/** The commit of a step that is the program's last one. */
interface Crash {
  when: "before" | "after";
  commits: number;
}

/** Steps of several commits: after a crash in the middle they are done again. */
const repeated = ["join", "leave", "close"];
const timed = ["wait", "near", "deadline"];

class Command implements fc.AsyncCommand<{ is: Model }, World> {
  constructor(readonly step: Step, readonly crash: Crash | null) {}
  check = () => true;
  toString = () =>
    JSON.stringify(this.step) +
    (this.crash ? ` dying ${this.crash.when} commit ${this.crash.commits}` : "");

  async run(model: { is: Model }, world: World): Promise<void> {
    const was = model.is;
    const step = among(this.step, was.bookings.length);
    const next = after(was, step, met.meet);
    if (timed.includes(step.what)) {
      world.app.at(next!.now);
      await expireOverdue(world);
    }
    const granted = await this.#tried(world, step);
    if (granted !== "died") {
      assert.equal(granted, next !== null, `${this}: granted`);
    } else {
      await world.reopen(was.now);
      if (repeated.includes(step.what)) await carryOut(world, step);
    }
    const seen = await storedModel(world);
    const isDone = next !== null &&
      (granted !== "died" || isDeepStrictEqual(seen, rounded(next)));
    if (isDone) model.is = next;
    assert.deepEqual(seen, rounded(model.is), `${this}`);
  }

  async #tried(world: World, step: Step): Promise<boolean | "died"> {
    if (this.crash) world.store.doom(this.crash.when, this.crash.commits);
    try {
      const granted = await carryOut(world, step);
      // Nothing more was to be committed; the program is started again all the same.
      if (this.crash) await world.reopen(world.app.now());
      return granted;
    } catch (error) {
      if (this.crash && error instanceof Error && error.message.includes("dead")) return "died";
      throw error;
    }
  }
}

/** The step with its number pointing at one of the bookings that are there; a negative one counts from the last. */
function among(step: Step, many: number): Step {
  return "nth" in step && many > 0 ? { ...step, nth: ((step.nth % many) + many) % many } : step;
}

const weighted: [number, fc.Arbitrary<Step>][] = [
  [14, fc.record({ what: is("request"), kind, slot, guest })],
  [2, fc.record({ what: is("join"), host })],
  [3, fc.record({ what: is("leave"), host, bookings: is("hand-over", "hand-over", "cancel") })],
  [
    2,
    fc.record({
      what: is("weights"),
      kind: fc.constantFrom<RoundRobin>("visit", "call"),
      weights: fc.array(fc.constantFrom(0, 1, 1, 2, 5, 10), { minLength: 4, maxLength: 4 }),
    }),
  ],
  [7, fc.record({ what: is("confirm-own", "confirm-own", "reject-own"), nth, place })],
  [2, fc.record({ what: is("confirm", "reject"), nth, host })],
  [3, fc.record({ what: is("cancel"), nth, host: fc.option<number>(host, { freq: 2 }) })],
  [7, fc.record({ what: is("move"), nth, slot })],
  [5, fc.record({ what: is("give"), nth, place, by: is("own", "owner") })],
  [3, fc.record({ what: is("drag"), nth, place, slot })],
  [3, fc.record({ what: is("delete"), nth, place })],
  [1, fc.record({ what: is("close"), host })],
  [1, fc.record({ what: is("wait"), minutes: fc.constantFrom(1, 361, 1441) })],
  [1, fc.record({ what: is("near"), nth, minutes: fc.constantFrom(20, -10, -60) })],
  [2, fc.constant<Step>({ what: "deadline" })],
];
const aStep = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const aCrash = fc.record({ when: is("before", "after"), commits: fc.constantFrom(0, 0, 1, 2) });

const aCommand = fc.tuple(aStep, fc.option(aCrash, { freq: 12 }))
  .map(([step, crash]) => new Command(step, timed.includes(step.what) ? null : crash));

export const aRun = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: aCommand.map((command) => [command]) },
    {
      weight: 5,
      arbitrary: aStory
        .map((steps) => steps.map((step) => new Command(step, null))),
    },
  ),
  { minLength: 6, maxLength: 11, size: "max" },
).map((parts) => parts.flat());
