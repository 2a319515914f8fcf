/** An owner of random settings, and a month of guests who want their times. */
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import { addTeam, addTeamType } from "../../support/team-town.ts";
import { addEventType, addHost } from "../../support/town.ts";
import {
  ask,
  counts,
  type Guest,
  guests,
  type Owner,
  requestReschedule,
  type Way,
  ways,
} from "./guests.ts";
import {
  type Counts,
  isOffered,
  judged,
  note,
  type Owned,
  type OwnedType,
  type Wanted,
} from "./oracle.ts";
import type { ClockedProgram } from "./program.ts";
import { drawSettings, type Settings } from "./settings.ts";

/** A host or a team, what is set and booked, and what should be counted. */
export interface Month {
  ownerId: string;
  owner: Owner;
  hosts: Host[];
  /** Of a host, whose hours may be suggested to change. */
  scheduleId: string;
  state: Owned;
  types: OwnedType[];
  /** The ids of the event types by slug. */
  ids: Map<string, string>;
  expected: Counts;
  /** How many bookings were moved. */
  moved: number;
}

/** A confirmed booking that its guest may move. */
interface Booked {
  id: string;
  token: string;
  hold: Hold;
}

export async function furnishHost(
  proof: Proof,
  program: ClockedProgram,
  zone: string,
  username: string,
): Promise<Month> {
  const { host, scheduleId, settings } = await addMember(proof, program, zone, username);
  const month = monthOf(host.id, { username }, zone);
  for (const type of settings.types) {
    month.types.push({ ...type, mode: "own" });
    month.ids.set(type.slug, (await addEventType(program.app, host, type)).id);
  }
  return addTo(month, host, settings, scheduleId);
}

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Europe/London"];

export async function furnishTeam(
  proof: Proof,
  program: ClockedProgram,
  teamSlug: string,
): Promise<Month> {
  const { app, now } = program, zone = proof.pick(zones);
  const month = monthOf("", { teamSlug }, zone);
  for (let n = 0; n < 2 + proof.below(2); n++) {
    const own = proof.pick([zone, zone, ...zones]);
    const { host, settings } = await addMember(proof, program, own, `${teamSlug}-member-${n}`);
    addTo(month, host, settings);
  }
  const team = await addTeam(app, month.hosts, { slug: teamSlug, zone });
  for (const [n, type] of drawSettings(proof, zone, dateAt(now(), zone)).types.entries()) {
    const terms = { mode: n === 0 ? "round-robin" as const : "collective" as const };
    month.types.push({ ...type, ...terms });
    month.ids.set(type.slug, (await addTeamType(app, team, month.hosts, { type, terms })).id);
  }
  return { ...month, ownerId: team.id };
}

function monthOf(ownerId: string, owner: Owner, zone: string): Month {
  const expected = { times: new Map(), changes: new Map(), steps: new Map() };
  const state = { zone, members: [], booked: [] };
  const none = { hosts: [], scheduleId: "", types: [], ids: new Map(), moved: 0 };
  return { ownerId, owner, state, expected, ...none };
}

function addTo(month: Month, host: Host, settings: Settings, scheduleId = ""): Month {
  month.hosts.push(host);
  month.state.members.push({ settings, holds: [] });
  return { ...month, scheduleId };
}

/** A host with random settings. */
async function addMember(
  proof: Proof,
  { app, now }: ClockedProgram,
  zone: string,
  username: string,
): Promise<{ host: Host; scheduleId: string; settings: Settings }> {
  const settings = drawSettings(proof, zone, dateAt(now(), zone));
  const email = `${username}@hosts.example`;
  const host = await addHost(app, { zone, preferredUsername: username, email });
  const [schedule] = await listSchedules(app.kv, host.id);
  const { rules, overrides, timeOff, holidays, bookingLimits } = settings;
  await app.kv.set(keys.schedule(host.id, schedule!.id), { ...schedule!, rules, overrides });
  const hostRules = await getHostRules(app.kv, host.id);
  await app.kv.set(keys.hostRules(host.id), { ...hostRules, timeOff, holidays, bookingLimits });
  return { host, scheduleId: schedule!.id, settings };
}

/** A month of guests, one after the other; what each wants is judged by what is set and booked at that moment. */
export async function live(
  proof: Proof,
  program: ClockedProgram,
  month: Month,
  asked: number,
): Promise<void> {
  const { state, types, hosts, owner, expected, scheduleId } = month;
  const isTeam = "teamSlug" in owner;
  const people = guests(60), seen = new Set<string>(), booked: Booked[] = [];
  const want = (type: OwnedType, wanted: Wanted, guest: Guest, way: Way, without?: Hold) => {
    const others = without ? withoutHold(state, without) : state;
    const { now, isDay, span } = wanted;
    const offered = !isDay && span.start > now && isOffered(others, type, wanted);
    const what = JSON.stringify([guest.client, type.slug, span, isDay, Math.floor(now / HOUR)]);
    if (counts(guest, way) && !seen.has(what)) {
      const found = judged(others, type, wanted, scheduleId);
      if (found) note(expected, type, found);
      if (!offered) seen.add(what);
    }
    return offered;
  };
  for (let n = 0; n < asked; n++) {
    program.at(program.now() + proof.below(2 * 30 * DAY / asked / MINUTE) * MINUTE);
    const now = program.now();
    const type = proof.pick(types), guest = proof.pick(people);
    const way = proof.pick(isTeam ? ways.filter((each) => each !== "form") : ways);
    const zone = proof.pick([state.zone, state.zone, "America/New_York"]);
    const isDay = way === "day";
    const date = dateAt(now + proof.below(isDay ? 25 : 38) * DAY, zone);
    const at = daySpan(date, zone).start + (14 + proof.below(30)) * 30 * MINUTE;
    const wanted: Wanted = {
      minutes: proof.pick(type.durations),
      span: isDay ? daySpan(date, zone) : { start: at, end: at + 1 },
      isDay,
      now,
    };
    const when = new Date(at).toISOString();
    const ahead = booked.filter(({ hold }) => hold.start > now);
    if (way !== "why" && ahead.length > 0 && proof.below(3) === 0) {
      const { id, token, hold } = proof.pick(ahead);
      if (at === hold.start && !isDay) continue;
      const minutes = (hold.end - hold.start) / MINUTE;
      const its = types.find(({ slug }) => slug === hold.typeId)!;
      const offered = want(its, { ...wanted, minutes }, guest, way, hold);
      const { revision } = (await getBooking(program.app.kv, id))!;
      const given = { guest, zone, date, revision };
      const isMoved = await requestReschedule(program.address, token, way, wanted.span, given);
      await program.app.wanted.flush();
      if (isMoved !== (offered && (way === "api" || way === "form"))) {
        proof.fail(`move by ${way} to ${when}: ${isMoved}`);
      }
      if (isMoved) Object.assign(hold, { start: at, end: at + minutes * MINUTE });
      if (isMoved) month.moved++;
      continue;
    }
    const offered = want(type, wanted, guest, way);
    const asking = { ...wanted, slug: type.slug };
    const made = await ask(program.address, owner, way, asking, { guest, zone, date });
    await program.app.wanted.flush();
    const isRequest = way === "api" || way === "form";
    if (isRequest && (made !== null) !== offered) {
      const is = made ? "booked" : "refused";
      proof.fail(`${type.mode} by ${way} at ${when}: ${is}, not as the oracle says`);
    }
    if (!made) continue;
    const { slug: typeId, bufferBefore, bufferAfter } = type;
    const isInstant = type.decision === "instant";
    const expiresAt = isInstant ? null : Math.min(now + DAY, made.start);
    const { start, end, id, token } = made;
    const bookingIds = [`${n}`];
    const hold: Hold = {
      slot: `${n}`,
      bookingIds,
      typeId,
      start,
      end,
      bufferBefore,
      bufferAfter,
      expiresAt,
    };
    state.booked.push(hold);
    const taken = isTeam ? (await getBooking(program.app.kv, id!))!.hosts : [hosts[0]!.id];
    hosts.forEach((host, m) => taken.includes(host.id) && state.members[m]!.holds.push(hold));
    if (!isTeam && id && token && isInstant) booked.push({ id, token, hold });
  }
}

/** What is set and booked but for one booking. */
function withoutHold({ zone, members, booked }: Owned, hold: Hold): Owned {
  const others = (holds: Hold[]) => holds.filter((each) => each !== hold);
  return {
    zone,
    booked: others(booked),
    members: members.map(({ settings, holds }) => ({ settings, holds: others(holds) })),
  };
}
