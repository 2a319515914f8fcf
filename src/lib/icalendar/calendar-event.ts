/** The event that a confirmed booking becomes. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  /** The id of the booking, or of the shared slot. */
  bookingId: string;
  start: number;
  end: number;
  zone: string;
  title: string;
  description: string;
  location: string;
  organizer: { name: string; email: string } | null;
  /** Null for a shared slot, so that guests do not see each other. */
  attendee: { name: string; email: string } | null;
  /** Minutes before the start for the alarm of a new event; null for the calendar's default. */
  alarmMinutes: number | null;
  /** DTSTAMP, epoch ms. */
  dtstamp: number;
}
