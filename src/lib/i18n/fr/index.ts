/**
 * French terms, for the next translator. Formal "vous", buttons in the infinitive, states of a booking in the feminine.
 * booking: réservation · meeting: rendez-vous · event type: type de rendez-vous · request: demande
 * guest: invité · extra guest: autre participant · host: organisateur · team: équipe
 * time that can be booked: créneau · time of a meeting: horaire · weekly hours: horaires hebdomadaires · schedule: planning
 * date override: exception · time off: absence · public holiday: jour férié · buffer: temps tampon
 * minimum notice: préavis minimum · booking window: période de réservation · approval: validation
 * to reschedule: déplacer · reschedule request: demande de changement d’horaire · to decline: refuser · to withdraw: retirer
 * calendar (connected): agenda · calendar (picker): calendrier · calendar feed: flux d’agenda · no-show: rendez-vous manqué
 * round robin: à tour de rôle · collective: collectif · private link: lien privé · delivery (webhook): envoi
 * No "de {name}" or "que {name}", which would need an elision before a vowel; no participle that agrees with a name.
 */
export { default as booking } from "./booking.ts";
export { default as calendars } from "./calendars.ts";
export { default as dashboard } from "./dashboard.ts";
export { default as emails } from "./emails.ts";
export { default as frame } from "./frame.ts";
export { default as identity } from "./identity.ts";
export { default as landing } from "./landing.ts";
export { default as places } from "./places.ts";
export { default as refusals } from "./refusals.ts";
