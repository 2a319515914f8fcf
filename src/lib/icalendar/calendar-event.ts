/** The event that a confirmed booking becomes. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  /** The booking's, or the slot's that several share. */
  bookingId: string;
  start: number;
  end: number;
  zone: string;
  title: string;
  description: string;
  location: string;
  organizer: { name: string; email: string } | null;
  /** Null where several guests share the event: they must not learn of one another. */
  attendee: { name: string; email: string } | null;
  /** Minutes before the start at which it rings when it is new; null leaves that to the calendar. */
  alarmMinutes: number | null;
  /** DTSTAMP, epoch ms. */
  dtstamp: number;
}
