/** Random commands: single steps, and stories that lead to rules which single steps seldom come to. */
import fc from "fast-check";
import { Command, type Life, weighted } from "../../../support/model-life.ts";
import { countRules } from "../../../support/rule-coverage.ts";
import { after } from "./model.ts";
import { type Model, type RoundRobin, rules, type Step } from "./steps.ts";
import { aStory, guest, host, is, kind, nth, place, slot } from "./stories.ts";
import { rounded, storedModel } from "./stored-model.ts";
import { carryOut, expireOverdue, type World } from "./world.ts";

export const met = countRules("team life", rules);

const life: Life<Model, Step, World> = {
  after: (model, step) => after(model, step, met.meet),
  carryOut,
  stored: storedModel,
  plain: rounded,
  expire: expireOverdue,
  repeated: ["join", "leave", "close"],
};

const aStep = weighted<Step>(
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
);

const aCrash = fc.record({ when: is("before", "after"), commits: fc.constantFrom(0, 0, 1, 2) });

const aCommand = fc.tuple(aStep, fc.option(aCrash, { freq: 12 }))
  .map(([step, crash]) => [new Command(life, step, crash)]);

export const aRun = fc.array(
  weighted([10, aCommand], [
    5,
    aStory.map((steps) => steps.map((step) => new Command(life, step))),
  ]),
  { minLength: 6, maxLength: 11, size: "max" },
).map((parts) => parts.flat());
