// GPIO chips: lines with levels from outside, pulls, holders and edges, by the character device's interface version 2.
// What the kernel refuses is refused here for the same reasons. A test builds a chip and plays the world outside of it.
#define _GNU_SOURCE
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { max_chips = 64, max_lines = 64, max_opens = 4, max_steps = 4096, floating = -1 };

#define EDGES (GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING)
#define PULLS (GPIO_V2_LINE_FLAG_BIAS_PULL_UP | GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN | GPIO_V2_LINE_FLAG_BIAS_DISABLED)
#define CLOCKS GPIO_V2_LINE_FLAG_EVENT_CLOCK_REALTIME
#define KNOWN (GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_OUTPUT | EDGES | PULLS | CLOCKS)

// What was done to a line, for a test to look at. The numbers are those of the requests; 0 is a release.
struct step {
  uint32_t request, line;
  uint64_t flags;
  int32_t level, padding;
};

struct line {
  char consumer[GPIO_MAX_NAME_SIZE];
  uint64_t flags;
  int outside, driven;
  // The reader's end is the line's descriptor; edges are written into the other.
  int descriptor, edges;
  uint32_t number;
};

struct chip {
  char path[64], label[GPIO_MAX_NAME_SIZE];
  uint32_t count;
  int opens[max_opens], open_error;
  int failing_request, failing_error;
  struct line lines[max_lines];
  struct step steps[max_steps];
  int step_count;
};

static struct chip *chips[max_chips];
static pthread_mutex_t gate = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static int refuse(int error) {
  errno = error;
  return -1;
}

static int number_of(unsigned long request) { return request & 0xff; }

static int level_of(const struct line *line) {
  if (line->flags & GPIO_V2_LINE_FLAG_OUTPUT) return line->driven;
  if (line->outside != floating) return line->outside;
  return (line->flags & GPIO_V2_LINE_FLAG_BIAS_PULL_UP) != 0;
}

// For a test that outlives the process: what was done to which line, and the level that it has since.
static void log_step(int request, const struct line *line) {
  const char *path = getenv("SHIM_GPIO_LOG");
  FILE *file = path ? fopen(path, "a") : NULL;
  if (!file) return;
  fprintf(file, "%d %u %d %d\n", request, line->number, (line->flags & GPIO_V2_LINE_FLAG_OUTPUT) != 0, level_of(line));
  fclose(file);
}

static void note(struct chip *chip, int request, const struct line *line) {
  log_step(request, line);
  if (chip->step_count < max_steps)
    chip->steps[chip->step_count++] = (struct step){request, line->number, line->flags, level_of(line), 0};
}

// ---- What the test sees ----

int shim_gpio_add(const char *path, const char *label, unsigned count, int open_error) {
  pthread_mutex_lock(&gate);
  int at = 0;
  while (at < max_chips && chips[at]) at++;
  struct chip *chip = at < max_chips && count <= max_lines ? calloc(1, sizeof *chip) : NULL;
  if (chip) {
    strncpy(chip->path, path, sizeof chip->path - 1);
    strncpy(chip->label, label, sizeof chip->label - 1);
    chip->count = count;
    chip->open_error = open_error;
    for (int i = 0; i < max_opens; i++) chip->opens[i] = -1;
    for (unsigned i = 0; i < max_lines; i++)
      chip->lines[i] = (struct line){.outside = floating, .descriptor = -1, .edges = -1, .number = i};
    chips[at] = chip;
  }
  pthread_mutex_unlock(&gate);
  return chip ? at : -1;
}

// How many of its descriptors are still open: a test asks before it removes the chip.
int shim_gpio_remove(int at) {
  pthread_mutex_lock(&gate);
  struct chip *chip = chips[at];
  int left = 0;
  for (int i = 0; i < max_opens; i++) left += chip->opens[i] >= 0;
  for (int i = 0; i < max_lines; i++) {
    left += chip->lines[i].descriptor >= 0;
    if (chip->lines[i].edges >= 0) close(chip->lines[i].edges);
  }
  free(chip);
  chips[at] = NULL;
  pthread_mutex_unlock(&gate);
  return left;
}

// Somebody else has the line.
void shim_gpio_hold(int at, unsigned line, const char *consumer) {
  pthread_mutex_lock(&gate);
  chips[at]->lines[line].flags = GPIO_V2_LINE_FLAG_USED;
  strncpy(chips[at]->lines[line].consumer, consumer, GPIO_MAX_NAME_SIZE - 1);
  pthread_mutex_unlock(&gate);
}

// The next request of this number fails.
void shim_gpio_fail(int at, int request, int error) {
  pthread_mutex_lock(&gate);
  chips[at]->failing_request = request;
  chips[at]->failing_error = error;
  pthread_mutex_unlock(&gate);
}

// Connects a level (or -1: nothing) from outside, at a time of the real-time clock; 0 is now.
void shim_gpio_drive(int at, unsigned number, int outside, uint64_t time) {
  pthread_mutex_lock(&gate);
  struct line *line = &chips[at]->lines[number];
  int before = level_of(line);
  line->outside = outside;
  int after = level_of(line);
  uint64_t wanted = after ? GPIO_V2_LINE_FLAG_EDGE_RISING : GPIO_V2_LINE_FLAG_EDGE_FALLING;
  if (before != after && (line->flags & wanted) && line->edges >= 0) {
    struct timespec now;
    clock_gettime(line->flags & GPIO_V2_LINE_FLAG_EVENT_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC, &now);
    struct gpio_v2_line_event event = {
        .timestamp_ns = time ? time : (uint64_t)now.tv_sec * 1000000000 + now.tv_nsec,
        .id = after ? GPIO_V2_LINE_EVENT_RISING_EDGE : GPIO_V2_LINE_EVENT_FALLING_EDGE,
        .offset = number,
    };
    if (write(line->edges, &event, sizeof event) != sizeof event) abort();
  }
  pthread_mutex_unlock(&gate);
}

// The chip is pulled out: no edge comes any more.
void shim_gpio_unplug(int at, unsigned number) {
  pthread_mutex_lock(&gate);
  struct line *line = &chips[at]->lines[number];
  if (line->edges >= 0) close(line->edges);
  line->edges = -1;
  pthread_mutex_unlock(&gate);
}

int shim_gpio_level(int at, unsigned line) {
  pthread_mutex_lock(&gate);
  int level = level_of(&chips[at]->lines[line]);
  pthread_mutex_unlock(&gate);
  return level;
}

uint64_t shim_gpio_flags(int at, unsigned line) {
  pthread_mutex_lock(&gate);
  uint64_t flags = chips[at]->lines[line].flags;
  pthread_mutex_unlock(&gate);
  return flags;
}

void shim_gpio_consumer(int at, unsigned line, char *name) {
  pthread_mutex_lock(&gate);
  memcpy(name, chips[at]->lines[line].consumer, GPIO_MAX_NAME_SIZE);
  pthread_mutex_unlock(&gate);
}

int shim_gpio_steps(int at, struct step *steps, int max) {
  pthread_mutex_lock(&gate);
  int count = chips[at]->step_count < max ? chips[at]->step_count : max;
  memcpy(steps, chips[at]->steps, count * sizeof *steps);
  pthread_mutex_unlock(&gate);
  return count;
}

// ---- What the process sees ----

static int is_refused(uint64_t flags) {
  if (flags & ~(uint64_t)KNOWN) return 1;
  if ((flags & GPIO_V2_LINE_FLAG_INPUT) && (flags & GPIO_V2_LINE_FLAG_OUTPUT)) return 1;
  if ((flags & EDGES) && !(flags & GPIO_V2_LINE_FLAG_INPUT)) return 1;
  uint64_t pulls = flags & PULLS;
  if (pulls & (pulls - 1)) return 1;
  return pulls && !(flags & (GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_OUTPUT));
}

static int is_zero(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length--)
    if (*at++) return 0;
  return 1;
}

// Direction, pull and level in one, as the kernel does it. An output without a level is low.
static int configure(struct line *line, const struct gpio_v2_line_config *config) {
  if (is_refused(config->flags) || config->num_attrs > GPIO_V2_LINE_NUM_ATTRS_MAX || !is_zero(config->padding, sizeof config->padding))
    return refuse(EINVAL);
  int driven = 0;
  for (unsigned i = 0; i < config->num_attrs; i++) {
    const struct gpio_v2_line_config_attribute *attribute = &config->attrs[i];
    if (attribute->attr.id != GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES || attribute->attr.padding || attribute->mask != 1) return refuse(EINVAL);
    driven = attribute->attr.values & 1;
  }
  if (!is_zero(&config->attrs[config->num_attrs], sizeof config->attrs - config->num_attrs * sizeof config->attrs[0])) return refuse(EINVAL);
  line->flags = config->flags | GPIO_V2_LINE_FLAG_USED;
  line->driven = driven;
  return 0;
}

static int take(struct chip *chip, struct gpio_v2_line_request *request) {
  if (request->num_lines != 1 || request->offsets[0] >= chip->count || !is_zero(request->padding, sizeof request->padding))
    return refuse(EINVAL);
  struct line *line = &chip->lines[request->offsets[0]];
  if (line->flags & GPIO_V2_LINE_FLAG_USED) return refuse(EBUSY);
  int ends[2];
  if (configure(line, &request->config) < 0) return -1;
  if (pipe2(ends, O_CLOEXEC) < 0) {
    line->flags = 0;
    return -1;
  }
  line->descriptor = request->fd = ends[0];
  line->edges = ends[1];
  memcpy(line->consumer, request->consumer, GPIO_MAX_NAME_SIZE - 1);
  note(chip, number_of(GPIO_V2_GET_LINE_IOCTL), line);
  return 0;
}

static int look(struct chip *chip, struct gpio_v2_line_info *info) {
  if (info->offset >= chip->count) return refuse(EINVAL);
  struct line *line = &chip->lines[info->offset];
  *info = (struct gpio_v2_line_info){.offset = line->number, .flags = line->flags};
  memcpy(info->consumer, line->consumer, GPIO_MAX_NAME_SIZE);
  return 0;
}

static int chip_ioctl(struct chip *chip, unsigned long request, void *argument) {
  switch (request) {
  case GPIO_GET_CHIPINFO_IOCTL: {
    struct gpiochip_info *info = argument;
    *info = (struct gpiochip_info){.lines = chip->count};
    strncpy(info->name, strrchr(chip->path, '/') + 1, sizeof info->name - 1);
    memcpy(info->label, chip->label, sizeof info->label);
    return 0;
  }
  case GPIO_V2_GET_LINEINFO_IOCTL:
    return look(chip, argument);
  case GPIO_V2_GET_LINE_IOCTL:
    return take(chip, argument);
  default:
    return refuse(EINVAL);
  }
}

static int line_ioctl(struct chip *chip, struct line *line, unsigned long request, void *argument) {
  struct gpio_v2_line_values *values = argument;
  switch (request) {
  case GPIO_V2_LINE_SET_CONFIG_IOCTL:
    if (configure(line, argument) < 0) return -1;
    break;
  case GPIO_V2_LINE_GET_VALUES_IOCTL:
    if (values->mask != 1) return refuse(EINVAL);
    values->bits = level_of(line);
    return 0;
  case GPIO_V2_LINE_SET_VALUES_IOCTL:
    if (values->mask != 1) return refuse(EINVAL);
    if (!(line->flags & GPIO_V2_LINE_FLAG_OUTPUT)) return refuse(EPERM);
    line->driven = values->bits & 1;
    break;
  default:
    return refuse(EINVAL);
  }
  note(chip, number_of(request), line);
  return 0;
}

static int is_failing(struct chip *chip, unsigned long request) {
  if (!chip->failing_error || chip->failing_request != number_of(request)) return 0;
  errno = chip->failing_error;
  chip->failing_error = 0;
  return 1;
}

static int device_open(const char *path, int flags) {
  int answer = NOT_MINE;
  pthread_mutex_lock(&gate);
  for (int i = 0; i < max_chips && answer == NOT_MINE; i++) {
    if (!chips[i] || strcmp(chips[i]->path, path)) continue;
    int at = 0;
    while (at < max_opens && chips[i]->opens[at] >= 0) at++;
    if (chips[i]->open_error || at == max_opens)
      answer = refuse(chips[i]->open_error ? chips[i]->open_error : EMFILE);
    else
      answer = chips[i]->opens[at] = eventfd(0, flags & O_CLOEXEC ? EFD_CLOEXEC : 0);
  }
  pthread_mutex_unlock(&gate);
  return answer;
}

static int device_ioctl(int descriptor, unsigned long request, void *argument) {
  int answer = NOT_MINE;
  pthread_mutex_lock(&gate);
  for (int i = 0; i < max_chips && answer == NOT_MINE; i++) {
    if (!chips[i]) continue;
    for (int at = 0; at < max_opens; at++)
      if (chips[i]->opens[at] == descriptor) answer = is_failing(chips[i], request) ? -1 : chip_ioctl(chips[i], request, argument);
    for (int at = 0; at < max_lines && answer == NOT_MINE; at++)
      if (chips[i]->lines[at].descriptor == descriptor)
        answer = is_failing(chips[i], request) ? -1 : line_ioctl(chips[i], &chips[i]->lines[at], request, argument);
  }
  pthread_mutex_unlock(&gate);
  return answer;
}

static void device_close(int descriptor) {
  pthread_mutex_lock(&gate);
  for (int i = 0; i < max_chips; i++) {
    if (!chips[i]) continue;
    for (int at = 0; at < max_opens; at++)
      if (chips[i]->opens[at] == descriptor) chips[i]->opens[at] = -1;
    for (int at = 0; at < max_lines; at++) {
      struct line *line = &chips[i]->lines[at];
      if (line->descriptor != descriptor) continue;
      if (line->edges >= 0) close(line->edges);
      *line = (struct line){.outside = line->outside, .descriptor = -1, .edges = -1, .number = line->number};
      note(chips[i], 0, line);
    }
  }
  pthread_mutex_unlock(&gate);
}

const struct device gpio_device = {device_open, device_ioctl, device_close};
