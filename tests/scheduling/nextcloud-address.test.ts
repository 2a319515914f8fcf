import assert from "node:assert/strict";
import { nextcloudAddress } from "$lib/scheduling/nextcloud-address.ts";

Deno.test("nextcloudAddress: the calendars of a server, a folder of it, or the page that was open", () => {
  const table: Record<string, string> = {
    "cloud.example.org": "https://cloud.example.org/remote.php/dav/",
    " https://cloud.example.org/ ": "https://cloud.example.org/remote.php/dav/",
    "http://localhost:8081": "http://localhost:8081/remote.php/dav/",
    "https://example.org/nextcloud/": "https://example.org/nextcloud/remote.php/dav/",
    "https://example.org/nextcloud/index.php/apps/calendar/dayGridMonth/now":
      "https://example.org/nextcloud/remote.php/dav/",
    "https://cloud.example.org/apps/dashboard/": "https://cloud.example.org/remote.php/dav/",
    "https://cloud.example.org/settings/user/security": "https://cloud.example.org/remote.php/dav/",
    "https://cloud.example.org/login?redirect_url=/apps/":
      "https://cloud.example.org/remote.php/dav/",
  };
  for (const [entered, expected] of Object.entries(table)) {
    assert.equal(nextcloudAddress(entered), expected, entered);
  }
});

Deno.test("nextcloudAddress: what is a calendar address already, an email address or no address stays", () => {
  const kept = [
    "https://cloud.example.org/remote.php/dav/calendars/ada/personal/",
    "https://cloud.example.org/remote.php",
    "ada@cloud.example.org",
    "https://ada:secret@cloud.example.org/",
    "",
    "   ",
    "not an address",
  ];
  for (const entered of kept) assert.equal(nextcloudAddress(entered), entered);
});
