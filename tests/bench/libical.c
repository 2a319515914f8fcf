/* Reads calendars of one object each, parted by a NUL, and expands them for one window: rounds, and the fastest in ms. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_CHANGED 1000
static long found;
static time_t changed[MOST_CHANGED];
static int changes;

static int by_time(const void *one, const void *other) {
  time_t a = *(const time_t *)one, b = *(const time_t *)other;
  return (a > b) - (a < b);
}

static void count(icalcomponent *event, struct icaltime_span *span, void *data) {
  (void)event;
  if (data && bsearch(&span->start, changed, changes, sizeof *changed, by_time)) return;
  found++;
}

/* Instances that a RECURRENCE-ID names count where they were moved to. */
static void expand(icalcomponent *calendar, struct icaltimetype start, struct icaltimetype end) {
  icalcomponent *event;
  changes = 0;
  for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    icalproperty *named = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
    if (!named || changes == MOST_CHANGED) continue;
    struct icaltimetype at = icalproperty_get_datetime_with_component(named, event);
    changed[changes++] = icaltime_as_timet_with_zone(at, at.zone);
  }
  qsort(changed, changes, sizeof *changed, by_time);
  for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    int is_master = icaltime_is_null_time(icalcomponent_get_recurrenceid(event));
    icalcomponent_foreach_recurrence(event, start, end, count, is_master && changes ? &changes : NULL);
  }
}

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1e3 + at.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  struct icaltimetype start = icaltime_from_string(argv[1]), end = icaltime_from_string(argv[2]);
  size_t size = 0, room = 1 << 24;
  char *all = malloc(room);
  for (size_t got; (got = fread(all + size, 1, room - size, stdin)) > 0;) size += got;
  double fastest = 1e9;
  for (int round = 0; round < atoi(argv[3]); round++) {
    double began = now();
    found = 0;
    for (char *text = all; text < all + size; text += strlen(text) + 1) {
      icalcomponent *calendar = icalcomponent_new_from_string(text);
      expand(calendar, start, end);
      icalcomponent_free(calendar);
    }
    double took = now() - began;
    if (took < fastest) fastest = took;
  }
  printf("%ld %f\n", found, fastest);
  return 0;
}
