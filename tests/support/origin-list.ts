/** What the two design documents ask for: the ids of their requirements, and the addresses that they name. */

const upTo = (prefix: string, n: number) =>
  Array.from({ length: n }, (_, i) => `${prefix}-${i + 1}`);

/** Architecture, booking flow, teams and providers; the user's card, and what the documents name besides. */
export const originIds: readonly string[] = [
  ...upTo("R000", 24),
  ...upTo("R002", 16),
  ...upTo("R001", 20),
  ...upTo("CARD", 16),
  ...upTo("ALSO", 5),
];

/** Pages and forms of the program for single hosts. */
const hostPages = [
  "GET /",
  "GET /calendar/{username}/",
  "GET /calendar/{username}/{slug}",
  "GET /calendar/{username}/{slug}?date=",
  "POST /calendar/{username}/{slug}",
  "GET /auth/sign-in",
  "GET /auth/callback/{provider}",
  "POST /auth/sign-out",
  "GET /dashboard",
  "GET /dashboard/calendars",
  "GET /dashboard/availability",
  "GET /dashboard/event-types",
  "GET /dashboard/bookings",
  "GET /dashboard/profile",
  "GET /booking/{token}/confirm",
  "POST /booking/{token}/confirm",
  "GET /booking/{token}/reject",
  "POST /booking/{token}/reject",
  "GET /widget/{username}/{slug}",
  "GET /widget/{username}/{slug}?date=",
  "POST /widget/{username}/{slug}",
];

/** Pages of the program for teams. */
const teamPages = [
  "GET /auth/verify",
  "GET /onboarding",
  "GET /organizer",
  "GET /organizer/event-types",
  "GET /organizer/availability",
  "GET /organizer/time-off",
  "GET /organizer/teams",
  "GET /organizer/webhooks",
  "GET /organizer/calendars",
  "GET /organizer/profile",
  "GET /organizer/write-back",
  "GET /{username}/{eventSlug}",
  "GET /team/{teamSlug}/{eventSlug}",
  "GET /bookings/actions/{token}",
  "GET /embed/playground",
  "GET /settings/calendar/google/callback",
  "GET /settings/calendar/microsoft/callback",
];

/** Its interface for guests and for signing in. */
const publicInterface = [
  "GET /health",
  "GET /v0/users/{username}/event-types/{slug}",
  "GET /v0/users/{username}/event-types/{slug}/availability",
  "GET /v0/teams/{teamSlug}/event-types/{eventSlug}",
  "GET /v0/teams/{teamSlug}/event-types/{eventSlug}/availability",
  "POST /v0/bookings",
  "POST /v0/team-bookings",
  "GET /v0/bookings/actions/{token}",
  "POST /v0/bookings/actions/{token}/cancel",
  "POST /v0/bookings/actions/{token}/reschedule",
  "POST /v0/analytics/funnel/events",
  "GET /v0/embed/widget.js",
  "POST /v0/auth/magic-link",
  "POST /v0/auth/verify",
  "GET /v0/auth/me",
  "POST /v0/auth/logout",
];

/** Its interface for hosts. */
const hostInterface = [
  "GET /v0/profile",
  "PATCH /v0/profile",
  "POST /v0/onboarding/complete",
  "GET /v0/event-types",
  "POST /v0/event-types",
  "PATCH /v0/event-types/{id}",
  "GET /v0/event-types/{id}/notification-rules",
  "PUT /v0/event-types/{id}/notification-rules",
  "GET /v0/me/availability",
  "PUT /v0/me/availability/rules",
  "PUT /v0/me/availability/overrides",
  "GET /v0/me/time-off",
  "POST /v0/me/time-off",
  "DELETE /v0/me/time-off/{id}",
  "POST /v0/me/time-off/import-holidays",
  "GET /v0/teams",
  "POST /v0/teams",
  "GET /v0/teams/{teamId}/members",
  "POST /v0/teams/{teamId}/members",
  "GET /v0/teams/{teamId}/event-types",
  "POST /v0/team-event-types",
  "GET /v0/webhooks",
  "POST /v0/webhooks",
  "PATCH /v0/webhooks/{webhookId}",
  "POST /v0/webhooks/deliveries/run",
  "GET /v0/calendar/sync/status",
  "PATCH /v0/calendar/connections/{connectionId}/preferences",
  "POST /v0/calendar/connections/{connectionId}/sync",
  "POST /v0/calendar/connections/{connectionId}/disconnect",
  "POST /v0/calendar/google/connect/start",
  "POST /v0/calendar/google/connect/complete",
  "POST /v0/calendar/microsoft/connect/start",
  "POST /v0/calendar/microsoft/connect/complete",
  "GET /v0/calendar/writeback/status",
  "POST /v0/calendar/writeback/run",
  "POST /v0/notifications/run",
  "GET /v0/analytics/funnel",
  "GET /v0/analytics/team",
  "GET /v0/analytics/operator/health",
];

export const originAddresses: readonly string[] = [
  ...hostPages,
  ...teamPages,
  ...publicInterface,
  ...hostInterface,
];
