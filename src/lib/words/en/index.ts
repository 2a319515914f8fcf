export { default as booking } from "./booking.ts";
export { default as calendars } from "./calendars.ts";
export { default as dashboard } from "./dashboard.ts";
export { default as frame } from "./frame.ts";
export { default as identity } from "./identity.ts";
export { default as landing } from "./landing.ts";
export { default as letters } from "./letters.ts";
export { default as refusals } from "./refusals.ts";
