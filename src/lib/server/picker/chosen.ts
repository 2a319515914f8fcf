import type { ChosenView } from "$lib/components/picker-view.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  longDate,
  type Reader,
  shortDate,
  timeOfDay,
  whenInWords,
} from "$lib/scheduling/wording.ts";
import type { App } from "../app.ts";
import { wasAnswered } from "../bookings.ts";
import { nearestOffers, offersIn } from "../offers.ts";
import { newId } from "../secrets.ts";
import { type Ask, hrefOf, isoOf } from "./ask.ts";
import { placesLeft } from "./type-view.ts";
import { stampForm } from "./form-stamp.ts";

interface Choice {
  ask: Ask;
  host: Host;
  type: EventType;
  reader: Reader;
  minutes: number;
  slot: number;
  /** The booking that moves. */
  mover: string | null;
}

/** The time whose form is shown; when it is not on offer, the nearest that are. A form that was sent before can be sent again. */
export async function showChosen(app: App, choice: Choice): Promise<ChosenView> {
  const { ask, host, type, reader, minutes, slot, mover } = choice;
  const span = { start: slot, end: slot + minutes * 60_000 };
  const instant = { start: slot, end: slot + 1 };
  const offers = await offersIn(app, host, type, minutes, instant, mover);
  const sent = ask.key !== null && await wasAnswered(app, {
    key: { route: "form", value: ask.key },
    username: host.username,
    slug: type.slug,
  });
  const offered = sent || offers.starts.includes(slot);
  const near = offered ? [] : await nearestOffers(app, host, type, minutes, slot, { mover });
  const key = ask.key ?? newId();
  return {
    iso: isoOf(slot),
    date: longDate(slot, reader),
    time: `${timeOfDay(span.start, reader)} – ${timeOfDay(span.end, reader)}`,
    when: whenInWords(span, reader),
    places: placesLeft(offers.places.get(slot)),
    hostWhen: reader.zone === host.zone ? null : whenInWords(span, { ...reader, zone: host.zone }),
    back: hrefOf(ask, { date: dateAt(slot, reader.zone) }),
    action: hrefOf(ask, { slot: isoOf(slot), key }),
    key,
    minutes,
    hours: reader.hourCycle,
    shown: await stampForm(app, key),
    wait: app.settings.formMs,
    offered,
    sent,
    alternatives: near.map((start) => ({
      label: `${shortDate(start, reader)}, ${timeOfDay(start, reader)}`,
      href: hrefOf(ask, { slot: isoOf(start), key: newId() }),
    })),
  };
}
