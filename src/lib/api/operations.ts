/** Every operation of the API: what it takes, answers and refuses. Routes, OpenAPI, client and documentation follow from it. */
import type { Operation } from "./operation.ts";
import * as bookingPages from "./operations/booking-pages.ts";
import * as eventTypes from "./operations/event-types.ts";
import * as guestBookings from "./operations/guest-bookings.ts";

const groups = [bookingPages, guestBookings, eventTypes];

export const operations: readonly Operation[] = groups.flatMap((group) =>
  Object.values(group).filter((each): each is Operation & typeof each =>
    typeof each === "object" && "path" in each && "answer" in each
  )
);
