import assert from "node:assert/strict";
import * as v from "valibot";
import { parseAnswers } from "$lib/scheduling/booking-questions.ts";
import { PhoneNumber, telLink } from "$lib/scheduling/phone-number.ts";
import { granted } from "../support/granted.ts";

/** As it is entered, kept and called. */
const numbers: [entered: string, kept: string, called: string][] = [
  ["+49 30 1234567", "+49 30 1234567", "tel:+49301234567"],
  ["030/1234567-12", "030/1234567-12", "tel:030123456712"],
  ["(030) 123-4567 ext. 8", "(030) 123-4567 ext. 8", "tel:0301234567;ext=8"],
  ["+1 555 0100 x12", "+1 555 0100 x12", "tel:+15550100;ext=12"],
  ["+1 555 0100x12", "+1 555 0100x12", "tel:+15550100;ext=12"],
  ["+1 555 0100 X 12", "+1 555 0100 X 12", "tel:+15550100;ext=12"],
  ["+1 555 0100 (ext 12)", "+1 555 0100 (ext 12)", "tel:+15550100;ext=12"],
  ["+1 555 0100, ext. 12", "+1 555 0100, ext. 12", "tel:+15550100;ext=12"],
  ["+1 555 0100 extension: 12", "+1 555 0100 extension: 12", "tel:+15550100;ext=12"],
  ["+1 555 0100 #12", "+1 555 0100 #12", "tel:+15550100;ext=12"],
  ["+1 555 0100,,12#", "+1 555 0100,,12#", "tel:+15550100;ext=12"],
  ["+49 30 123456 Durchwahl 12", "+49 30 123456 Durchwahl 12", "tel:+4930123456;ext=12"],
  ["+33 1 23 45 67 89 poste 12", "+33 1 23 45 67 89 poste 12", "tel:+33123456789;ext=12"],
  ["+34 912 345 678 extensión 12", "+34 912 345 678 extensión 12", "tel:+34912345678;ext=12"],
  ["+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧ تحويلة ١٢", "+966 50 123 4567 تحويلة 12", "tel:+966501234567;ext=12"],
  ["tel:+49301234567", "+49301234567", "tel:+49301234567"],
  ["TEL: +49-30-1234567", "+49-30-1234567", "tel:+49301234567"],
  ["tel:+49-30-1234567;ext=12", "+49-30-1234567 ext. 12", "tel:+49301234567;ext=12"],
  [" \u202a+49 30\u00a01234567\u202c ", "+49 30 1234567", "tel:+49301234567"],
];

for (const [entered, kept, called] of numbers) {
  Deno.test(`the phone number ${entered} is kept, to be called as ${called}`, () => {
    assert.equal(v.parse(PhoneNumber, entered), kept);
    assert.equal(telLink(kept), called);
    const one = { slug: "one", label: "One?", kind: "phone" as const, required: true, options: [] };
    const read = granted(parseAnswers([one], [["one", entered]]));
    assert.equal(read[0]!.answer, kept);
  });
}

const none = [
  "",
  "call me",
  "12345",
  "0 12 34",
  "+49 123",
  "+49",
  "tel:",
  "tel:7042;phone-context=example.com",
  "=1+1234567",
]
  .concat("+1 555 0100 x", "+1 555 0100 ext twelve", "x12", "123 x1234", "+49 30 1234567\u0007<b>")
  .concat("javascript:+491234567", "1".repeat(21), `+1 555 0100 x${"1".repeat(11)}`);

for (const entered of none) {
  Deno.test(`${JSON.stringify(entered)} is no phone number`, () => {
    assert(!v.is(PhoneNumber, entered));
  });
}

const places: [place: string, called: string][] = [
  ["+49 30 901820, ask for Ada", "tel:+4930901820"],
  ["+49 30 901820, PIN 1234#", "tel:+4930901820"],
  ["Room 7: +49 30 901820", "tel:+4930901820"],
  ["+44 (0)20 7946 0958", "tel:+442079460958"],
  ["+49 (0) 30 901820", "tel:+4930901820"],
  ["(0)30 901820", "tel:030901820"],
  ["+1 555 0100 or +1 555 0101", "tel:+15550100"],
  ["+1 (555) 010-2030 (Mon-Fri 9-17)", "tel:+15550102030"],
];
for (const [place, called] of places) {
  Deno.test(`the first number of "${place}" is called`, () => {
    assert.equal(telLink(place), called);
  });
}
