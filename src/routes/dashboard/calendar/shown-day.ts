/** Where the days are wider than the page, shows this one; the one swiped to stays when a phone is turned and turned back. */
export function keepShown(
  grid: HTMLElement,
  date: string,
  onshown: (date: string) => void,
): () => void {
  let shown = date, wasNarrow = false;
  onshown(date);
  const sized = new ResizeObserver(() => {
    const isNow = isNarrow(grid);
    if (isNow && !wasNarrow) show(grid, shown);
    wasNarrow = isNow;
  });
  const swiped = () => {
    if (!wasNarrow || !isNarrow(grid)) return;
    shown = dayInView(grid) ?? shown;
    onshown(shown);
  };
  sized.observe(grid);
  grid.addEventListener("scroll", swiped);
  return () => {
    sized.disconnect();
    grid.removeEventListener("scroll", swiped);
  };
}

/** Whether a page shows one day at a time. */
function isNarrow(grid: HTMLElement): boolean {
  return grid.scrollWidth > grid.clientWidth;
}

/** How far the start of each day is from the hours, in px to the right. */
function distances(grid: HTMLElement): { date: string; px: number }[] {
  const hours = grid.querySelector(".hours")!.getBoundingClientRect();
  const isRtl = document.dir === "rtl";
  return [...grid.querySelectorAll(".day")].map((day) => {
    const { left, right } = day.getBoundingClientRect();
    return {
      date: day.id.replace("day-", ""),
      px: isRtl ? right - hours.left : left - hours.right,
    };
  });
}

function show(grid: HTMLElement, date: string): void {
  const day = distances(grid).find((each) => each.date === date);
  if (day) grid.scrollLeft += day.px;
}

function dayInView(grid: HTMLElement): string | null {
  const nearest = distances(grid).sort((a, b) => Math.abs(a.px) - Math.abs(b.px));
  return nearest[0]?.date ?? null;
}
