import { boundedKeyPart } from "./key-part.ts";

/** The keys of webhooks, a part of `keys.ts`. */
export const webhookKeys = {
  /** A subscription of a host or a team. */
  webhook: (ownerId: string, id: string) => ["webhook", ownerId, boundedKeyPart(id)],
  webhooksOf: (ownerId: string) => ["webhook", ownerId],
  webhooks: () => ["webhook"],
  /** What happened, with its facts; ids sort by time. */
  webhookEvent: (eventId: string) => ["webhook_event", boundedKeyPart(eventId)],
  webhookEvents: () => ["webhook_event"],
  webhookEventOf: (bookingId: string, eventId: string) => ["webhook_event_of", bookingId, eventId],
  webhookEventsOf: (bookingId: string) => ["webhook_event_of", bookingId],
  /** One event for one subscription; ids sort by the event's time. */
  webhookDelivery: (
    subscriptionId: string,
    deliveryId: string,
  ) => ["webhook_delivery", subscriptionId, boundedKeyPart(deliveryId)],
  webhookDeliveriesOf: (subscriptionId: string) => ["webhook_delivery", subscriptionId],
  /** Waiting deliveries of a subscription by their next try. */
  webhookDue: (
    subscriptionId: string,
    at: number,
    deliveryId: string,
  ) => ["webhook_due", subscriptionId, at, deliveryId],
  /** Deliveries that wait after a failed try, or stopped. */
  webhookOpen: (
    subscriptionId: string,
    deliveryId: string,
  ) => ["webhook_open", subscriptionId, boundedKeyPart(deliveryId)],
  webhooksOpenOf: (subscriptionId: string) => ["webhook_open", subscriptionId],
  webhooksDueOf: (subscriptionId: string) => ["webhook_due", subscriptionId],
  /** Waiting deliveries of a booking to a subscription, in the order of its revisions. */
  webhookOrder: (
    subscriptionId: string,
    bookingId: string,
    revision: number,
    deliveryId: string,
  ) => ["webhook_order", subscriptionId, bookingId, revision, deliveryId],
  webhookOrderOf: (
    subscriptionId: string,
    bookingId: string,
  ) => ["webhook_order", subscriptionId, bookingId],
  webhookOrdersOf: (subscriptionId: string) => ["webhook_order", subscriptionId],
  /** Written with every new delivery, so that a lane that goes to sleep notices it. */
  webhookSignal: (subscriptionId: string) => ["webhook_signal", subscriptionId],
};
