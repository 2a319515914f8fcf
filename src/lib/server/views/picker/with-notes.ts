import type { DayTime, PickerView } from "$lib/components/picker-view.ts";

/** The picker with what is noted beside its times. */
export function withNotes(view: PickerView, noteOf: (time: DayTime) => string | null): PickerView {
  const { day } = view;
  if (!day) return view;
  const noted = (times: readonly DayTime[]) =>
    times.map((time) => ({ ...time, note: noteOf(time) }));
  const parts = day.parts.map((part) => ({ ...part, times: noted(part.times) }));
  return { ...view, day: { ...day, times: noted(day.times), parts } };
}
