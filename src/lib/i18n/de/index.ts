/*
 * One word for each thing. The reader is addressed as Sie, formally and without exclamation marks.
 * booking Buchung · meeting, event Termin · event type Termintyp · time (slot) Zeit · request Anfrage
 * guest Gast · extra guests weitere Gäste · host Gastgeber (only where no name can stand)
 * confirm bestätigen · decline ablehnen · cancel absagen (meeting), abbrechen (dialog) · withdraw zurückziehen
 * reschedule verschieben · reschedule request Verschiebungsanfrage · requires approval Bestätigung erforderlich
 * schedule Zeitplan · weekly hours wöchentliche Zeiten · date override Ausnahme · time off Abwesenheit
 * minimum notice Mindestvorlauf · booking window Buchungszeitraum · booking limit Buchungslimit · buffer Puffer
 * busy belegt · available frei · held reserviert · spot Platz · private link privater Link
 * calendar event Kalendereintrag · sync synchronisieren · round robin reihum · collective gemeinsam
 * no-show nicht erschienen · API key API-Schlüssel · whoever runs this site Betreiber
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
