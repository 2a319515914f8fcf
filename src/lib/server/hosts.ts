import { type EventType, eventTypeWish, rulesBefore } from "$lib/scheduling/event-type.ts";
import { comparableEmail } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { zoneNamed } from "$lib/scheduling/zone-name.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { type Schedule, usualHours } from "$lib/scheduling/schedule.ts";
import { numbered, usernameFrom } from "$lib/scheduling/username.ts";
import { isVisible } from "$lib/scheduling/visible.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { App } from "./app.ts";
import { hashOf, newId } from "./secrets.ts";
import { addHost, getUsername } from "./store/hosts.ts";
import { getHostIdByIdentity } from "./store/identities.ts";

export interface HostWish {
  name: string;
  email: string | null;
  emailVerified: boolean;
  zone: string;
  preferredUsername: string;
  /** The hash of issuer and subject, for a host who comes by OIDC. */
  identity: { hash: string; issuer: string } | null;
}

const MOST_NUMBERED = 200;

/** A new host who can be booked at once: Monday to Friday, nine to five, one type of half an hour that asks first. */
export async function createHost(app: App, wish: HostWish): Promise<Outcome<Host>> {
  const wanted = usernameFrom(wish.preferredUsername || wish.name);
  const emailHash = wish.email && wish.emailVerified ? await hashOfEmail(wish.email) : null;
  for (let n = 1; n <= MOST_NUMBERED; n++) {
    const username = numbered(wanted, n);
    if (await getUsername(app.kv, username)) continue;
    const { host, schedule, type } = firstRecords(wish, username, app.now());
    if (await addHost(app.kv, host, schedule, type, wish.identity, emailHash)) {
      return accepted(host);
    }
    const { identity } = wish;
    if (identity && await getHostIdByIdentity(app.kv, identity.hash)) break;
  }
  return refused("name-taken");
}

/** The hash under which a verified address finds its host; case does not count. */
export function hashOfEmail(email: string): Promise<string> {
  return hashOf("email", comparableEmail(email));
}

function firstRecords(
  wish: HostWish,
  username: string,
  now: number,
): { host: Host; schedule: Schedule; type: EventType } {
  const words = wordsFor("en").dashboard.firstType;
  const host: Host = {
    id: newId(),
    username,
    name: isVisible(wish.name) ? wish.name.trim() : username,
    email: wish.email,
    emailVerified: wish.emailVerified,
    zone: zoneNamed(wish.zone) ?? "UTC",
    hourCycle: 24,
    language: "en",
    writesTo: null,
    welcomed: false,
    createdAt: now,
    revision: 1,
  };
  const schedule: Schedule = {
    id: newId(),
    hostId: host.id,
    name: words.hours,
    rules: usualHours,
    overrides: [],
    revision: 1,
  };
  const first = { title: words.title, slug: "intro-call", description: words.description };
  const type: EventType = {
    ...rulesBefore,
    ...eventTypeWish({ ...first, durations: [30], step: 15 }),
    id: newId(),
    hostId: host.id,
    order: 0,
    scheduleId: schedule.id,
    revision: 1,
    createdAt: now,
  };
  return { host, schedule, type };
}
