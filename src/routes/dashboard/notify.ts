/** Browser notifications, remembered in this browser and given only after a click. */

const KEY = "invito-notify";

/** Whether this browser has notifications for this page at all. */
export function canNotify(): boolean {
  return globalThis.isSecureContext && "Notification" in globalThis;
}

export function isNotifying(): boolean {
  try {
    return canNotify() && Notification.permission === "granted" &&
      localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

/** Whether the host has answered the offer in this browser, with yes or no. */
export function hasAnswered(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** Asks the browser, and shows the first notification; false when it refuses. */
export async function startNotifying(title: string): Promise<boolean> {
  if (await Notification.requestPermission() !== "granted") return false;
  localStorage.setItem(KEY, "on");
  return notify({ title, body: "", tag: KEY, href: "/dashboard" });
}

export function stopNotifying(): void {
  localStorage.setItem(KEY, "off");
}

interface News {
  title: string;
  body: string;
  /** Notifications of one tag are shown once, whatever the number of tabs. */
  tag: string;
  href: string;
}

/** False where the browser takes none from a page, as on Android. */
export function notify({ title, body, tag, href }: News): boolean {
  if (!isNotifying()) return false;
  try {
    const shown = new Notification(title, { body, tag });
    shown.addEventListener("click", () => {
      globalThis.focus();
      location.assign(href);
    });
    return true;
  } catch {
    stopNotifying();
    return false;
  }
}
