import * as v from "valibot";
import { Instant } from "./api-schemas.ts";
import { EmailAddress } from "./email-address.ts";

/** The first steps that a host skips or ends; the others follow from what a host does. */
export const firstSteps = ["withoutCalendar", "dismissed"] as const;

/** A request for a test booking over the API. */
export const TestBookingRequest = v.object({ startsAt: Instant, email: EmailAddress });
