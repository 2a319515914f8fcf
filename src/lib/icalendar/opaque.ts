import { comparableEmail } from "$lib/scheduling/email-address.ts";
import { type Component, properties, type Property, property } from "./content-lines.ts";
import type { ParseContext } from "./date-time.ts";

/** Whether an event is busy for the host; a property with contradictory values is ignored. */
export function isOpaque(component: Component, context: ParseContext): boolean {
  if (isOnlyValue(component, "STATUS", "CANCELLED")) return false;
  if (isOnlyValue(component, "TRANSP", "TRANSPARENT")) return false;
  if (
    !property(component, "TRANSP") && isOnlyValue(component, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
  ) return false;
  const ownAttendees = properties(component, "ATTENDEE").filter((attendee) =>
    isOwnAddress(attendee, context)
  );
  return ownAttendees.length === 0 ||
    !ownAttendees.every(({ params }) => params.PARTSTAT?.toUpperCase() === "DECLINED");
}

function isOnlyValue(component: Component, name: string, value: string): boolean {
  let isFound = false;
  for (const each of component.properties) {
    if (each.name !== name) continue;
    if (each.value.trim().toUpperCase() !== value) return false;
    isFound = true;
  }
  return isFound;
}

/** Whether an attendee is the host, by address or EMAIL parameter (RFC 7986 §6.2). */
function isOwnAddress({ value, params }: Property, { ownAddresses }: ParseContext): boolean {
  const isOwn = (address: string) => {
    const plain = address.trim().replace(/^mailto:/i, "");
    return ownAddresses.includes(
      inAscii.test(plain) ? plain.toLowerCase() : comparableEmail(plain),
    );
  };
  return isOwn(value) || params.EMAIL !== undefined && isOwn(params.EMAIL);
}

const inAscii = /^\p{ASCII}*$/u;
