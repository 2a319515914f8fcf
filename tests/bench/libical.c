/* Reads calendars of one event each, parted by a NUL, and expands them for one window: rounds, and the fastest in ms. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long found;

static void count(icalcomponent *event, struct icaltime_span *span, void *data) {
  (void)event, (void)span, (void)data;
  found++;
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
      icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
      icalcomponent_foreach_recurrence(event, start, end, count, NULL);
      icalcomponent_free(calendar);
    }
    double took = now() - began;
    if (took < fastest) fastest = took;
  }
  printf("%ld %f\n", found, fastest);
  return 0;
}
