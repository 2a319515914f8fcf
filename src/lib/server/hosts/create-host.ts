import { type EventType, parseEventTypeInput } from "$lib/scheduling/event-type.ts";
import { comparableEmail } from "$lib/scheduling/email-address.ts";
import { type Host, newHostDefaults } from "$lib/scheduling/host.ts";
import { defaultReminder } from "$lib/scheduling/reminder.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { defaultWeeklyHours, type Schedule } from "$lib/scheduling/availability-schedule.ts";
import { usernameFrom, withSuffix } from "$lib/scheduling/username.ts";
import { isVisible } from "$lib/scheduling/visible-text.ts";
import { OneLine } from "$lib/scheduling/one-line.ts";
import * as v from "valibot";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import { hashOf, newId } from "../runtime/secrets.ts";
import { addHost, getUsername } from "../store/hosts.ts";
import { getHostIdByIdentity } from "../store/identities.ts";

export interface NewHost {
  name: string;
  email: string | null;
  emailVerified: boolean;
  zone: string;
  /** That the browser asked for at sign-up. */
  language: Language;
  preferredUsername: string;
  /** The identity of a host who signs up by OIDC, with the hash of issuer and subject. */
  identity: { hash: string; issuer: string } | null;
}

const MAX_USERNAME_SUFFIX = 200;

/**
 * Creates a host who is bookable at once: Monday to Friday, 9:00 to 17:00, one 30-minute event type that requires
 * approval and four hours' notice, with a reminder a day before.
 */
export async function createHost(app: App, input: NewHost): Promise<Outcome<Host, "name-taken">> {
  const preferred = usernameFrom(input.preferredUsername || input.name);
  const emailHash = input.email && input.emailVerified ? await hashOfEmail(input.email) : null;
  for (let n = 1; n <= MAX_USERNAME_SUFFIX; n++) {
    const username = withSuffix(preferred, n);
    if (await getUsername(app.kv, username)) continue;
    const { host, schedule, type } = initialRecords(input, username, app.now());
    if (await addHost(app.kv, host, schedule, type, input.identity, emailHash)) {
      return accepted(host);
    }
    const { identity } = input;
    if (identity && await getHostIdByIdentity(app.kv, identity.hash)) break;
  }
  return refused("name-taken");
}

/** The hash by which a verified email address finds its host, ignoring case. */
export function hashOfEmail(email: string): Promise<string> {
  return hashOf("email", comparableEmail(email));
}

function initialRecords(
  input: NewHost,
  username: string,
  now: number,
): { host: Host; schedule: Schedule; type: EventType } {
  const words = messages(input.language).dashboard.firstType;
  const name = v.parse(OneLine, input.name);
  const host: Host = {
    ...newHostDefaults,
    id: newId(),
    username,
    name: isVisible(name) ? name : username,
    email: input.email,
    emailVerified: input.emailVerified,
    zone: canonicalZone(input.zone) ?? "UTC",
    language: input.language,
    createdAt: now,
  };
  const schedule: Schedule = {
    id: newId(),
    hostId: host.id,
    name: words.hours,
    rules: defaultWeeklyHours,
    overrides: [],
    revision: 1,
    hoursRevision: 1,
  };
  const first = { title: words.title, slug: "intro-call", description: words.description };
  const type: EventType = {
    ...parseEventTypeInput({ ...first, durations: [30] }),
    reminders: [{ id: newId(), ...defaultReminder }],
    alarm: null,
    id: newId(),
    ownerId: host.id,
    team: null,
    order: 0,
    scheduleId: schedule.id,
    revision: 1,
    createdAt: now,
  };
  return { host, schedule, type };
}
