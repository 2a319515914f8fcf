/** The pages of event types, a host's and a team's, in the table of every route. */
export const eventTypeRoutes: Record<string, string> = {
  "GET /dashboard/event-types": "sign-in 200 200 200 200",
  "POST /dashboard/event-types?/reorder": "sign-in 422 403 403 403",
  "POST /dashboard/event-types?/setActive": "sign-in 404 403 403 403",
  "POST /dashboard/event-types?/duplicate": "sign-in 404 403 403 403",
  "GET /dashboard/event-types/embed": "sign-in 200 200 200 200",
  "GET /dashboard/event-types/embed/sites": "sign-in 200 200 200 200",
  "POST /dashboard/event-types/embed/sites": "sign-in 409 403 403 403",
  "GET /dashboard/event-types/new": "sign-in 200 200 200 200",
  "POST /dashboard/event-types/new?/create": "sign-in 422 403 403 403",
  "GET /dashboard/event-types/[typeId]/[[section=section]]": "sign-in 404 200 200 200",
  "GET /dashboard/event-types/[typeId]/preview": "sign-in 404 200 200 200",
  "GET /dashboard/event-types/[typeId]/qr-code.svg": "sign-in 404 200 200 200",
  "GET /dashboard/event-types/[typeId]/links": "sign-in 404 200 200 200",
  "POST /dashboard/event-types/[typeId]/links?/create": "sign-in 404 403 403 403",
  "POST /dashboard/event-types/[typeId]/links?/createForGuests": "sign-in 404 403 403 403",
  "POST /dashboard/event-types/[typeId]/links?/revoke": "sign-in 404 403 403 403",
  "POST /dashboard/event-types/[typeId]/[[section=section]]?/editRows": "sign-in 404 403 403 403",
  "POST /dashboard/event-types/[typeId]/[[section=section]]?/save": "sign-in 404 403 403 403",
  "POST /dashboard/event-types/[typeId]/[[section=section]]?/setSchedule":
    "sign-in 404 403 403 403",
  "POST /dashboard/event-types/[typeId]/[[section=section]]?/remove": "sign-in 404 403 403 403",
  "GET /dashboard/event-types/[typeId]/emails/[which]": "sign-in 404 200 200 200",
  "POST /dashboard/event-types/[typeId]/emails/[which]?/preview": "sign-in 404 403 403 403",
  "POST /dashboard/event-types/[typeId]/emails/[which]?/save": "sign-in 404 403 403 403",
  "POST /dashboard/event-types/[typeId]/emails/[which]?/reset": "sign-in 404 403 403 403",
  "GET /dashboard/event-types/[typeId]/emails/[which]/preview": "sign-in 404 200 200 200",
  "GET /dashboard/teams/[id]/event-types": "sign-in 404 200 200 200",
  "POST /dashboard/teams/[id]/event-types?/reorder": "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types?/setActive": "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types?/duplicate": "sign-in 404 403 403 403",
  "GET /dashboard/teams/[id]/event-types/new": "sign-in 404 200 200 200",
  "POST /dashboard/teams/[id]/event-types/new?/create": "sign-in 404 403 403 403",
  "GET /dashboard/teams/[id]/event-types/[typeId]/[[section=section]]": "sign-in 404 200 200 200",
  "GET /dashboard/teams/[id]/event-types/[typeId]/preview": "sign-in 404 200 200 200",
  "POST /dashboard/teams/[id]/event-types/[typeId]/[[section=section]]?/editRows":
    "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types/[typeId]/[[section=section]]?/save":
    "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types/[typeId]/[[section=section]]?/setSchedule":
    "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types/[typeId]/[[section=section]]?/remove":
    "sign-in 404 403 403 403",
  "GET /dashboard/teams/[id]/event-types/[typeId]/qr-code.svg": "sign-in 404 200 200 200",
  "GET /dashboard/teams/[id]/event-types/[typeId]/links": "sign-in 404 200 200 200",
  "POST /dashboard/teams/[id]/event-types/[typeId]/links?/create": "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types/[typeId]/links?/createForGuests":
    "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types/[typeId]/links?/revoke": "sign-in 404 403 403 403",
  "GET /dashboard/teams/[id]/event-types/[typeId]/emails/[which]": "sign-in 404 200 200 200",
  "POST /dashboard/teams/[id]/event-types/[typeId]/emails/[which]?/preview":
    "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types/[typeId]/emails/[which]?/save": "sign-in 404 403 403 403",
  "POST /dashboard/teams/[id]/event-types/[typeId]/emails/[which]?/reset":
    "sign-in 404 403 403 403",
  "GET /dashboard/teams/[id]/event-types/[typeId]/emails/[which]/preview":
    "sign-in 404 200 200 200",
};
