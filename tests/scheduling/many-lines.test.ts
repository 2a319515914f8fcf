import assert from "node:assert/strict";
import * as v from "valibot";
import { BookingBody, CancelBody } from "$lib/scheduling/api-schemas.ts";
import { parseAnswers } from "$lib/scheduling/booking-questions.ts";
import { EmailTemplateInput } from "$lib/scheduling/email-template.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { GuestInput } from "$lib/scheduling/guest.ts";
import { HostNoteText } from "$lib/scheduling/host-note.ts";
import { PageSettingsInput } from "$lib/scheduling/page-settings.ts";
import { AccountClosureInput } from "$lib/scheduling/profile.ts";
import { TeamClosureInput, TeamInput } from "$lib/scheduling/team.ts";
import { message } from "$lib/server/mcp/fields.ts";

const longAnswer = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const one = { slug: "one", label: "One?", kind: "long" as const, required: false, options: [] };
    const read = parseAnswers([one], [["one", dataset.value]]);
    if (read.ok) return String(read.value[0]?.answer ?? "");
    addIssue({ message: read.refusal.fields!["answers.one"]! });
    return NEVER;
  }),
);

/** Every text that may span lines, and its most characters. */
const doors: Record<string, [v.GenericSchema<unknown, unknown>, number]> = {
  "a message, of the API": [CancelBody.entries.reason, 1000],
  "a message, of an agent": [message("To the guest."), 1000],
  "a message of who closes their account": [AccountClosureInput.entries.message, 1000],
  "a message of who deletes a team": [TeamClosureInput.entries.message, 1000],
  "a guest's note, of the form": [GuestInput.entries.note, 2000],
  "a guest's note, of the API": [BookingBody.entries.note, 2000],
  "a long answer": [longAnswer, 1000],
  "a host's note": [HostNoteText, 2000],
  "the text of an email": [EmailTemplateInput.entries.text, 700],
  "a welcome": [PageSettingsInput.entries.welcome, 2000],
  "a footer": [PageSettingsInput.entries.footer, 500],
  "a team's description": [TeamInput.entries.description, 2000],
  "the description of an event type": [EventTypeInput.entries.description, 2000],
  "what confirmed guests read": [EventTypeInput.entries.confirmedMessage, 1000],
  "what declined guests read": [EventTypeInput.entries.rejectedMessage, 1000],
};

/** A text that a text area counts as exactly this long, with each unit of it. */
const filled = (unit: string, length: number, units = unit.length) =>
  unit.repeat(Math.floor((length - 1) / units)) + "x".repeat((length - 1) % units) + "x";

for (const [what, [schema, most]] of Object.entries(doors)) {
  Deno.test(`${what} is as long as a text area shows it`, () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const typed = filled(`word${end}`, most, 5);
      const kept = typed.replace(/\r\n?/g, "\n");
      assert.equal(kept.length, most);
      assert.equal(v.parse(schema, typed), kept);
      assert.equal(v.parse(schema, `${end} ${typed}${end} ${end}`), kept);
      assert(!v.is(schema, `${typed}x`), JSON.stringify(end));
    }
    for (const sign of ["😀", "é", "e\u0301", "👩‍👩‍👧", "漢"]) {
      const typed = filled(sign, most);
      assert.equal(v.parse(schema, typed), typed);
      assert(!v.is(schema, `${typed}x`), sign);
    }
    assert.equal(
      v.parse(schema, "one\n\ttwo\u0000\u001b[31m three\u000b"),
      "one\n\ttwo [31m three",
    );
    assert.equal(v.parse(schema, "a\ud800b"), "a\ufffdb");
  });
}
