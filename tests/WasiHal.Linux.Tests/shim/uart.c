// A serial driver with the manners that a pseudo terminal lacks: rates it cannot do, a count of lost bytes, modem lines.
// The bytes themselves go through a pseudo terminal of the test.
#define _GNU_SOURCE
#include "shim.h"

#include <asm/termbits.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <pthread.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static char device_path[64], terminal_path[64];
static int open_error, uart_descriptor = -1;
static unsigned highest_rate;
static struct serial_icounter_struct counters;
static int modem_changes;

// From now on DEVICE is a port with TERMINAL behind it, which does at most HIGHEST bits a second.
void shim_uart_attach(const char *device, const char *terminal, unsigned highest) {
  strncpy(device_path, device, sizeof device_path - 1);
  strncpy(terminal_path, terminal, sizeof terminal_path - 1);
  highest_rate = highest;
  open_error = modem_changes = 0;
  memset(&counters, 0, sizeof counters);
}

void shim_uart_fail_open(int error) { open_error = error; }

void shim_uart_lose(int chip, int kernel) {
  counters.overrun += chip;
  counters.buf_overrun += kernel;
}

int shim_uart_modem_changes(void) { return modem_changes; }

static int real_ioctl(int descriptor, unsigned long request, void *argument) {
  return ((int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl"))(descriptor, request, argument);
}

static int device_open(const char *path, int flags) {
  if (!device_path[0] || strcmp(path, device_path)) return NOT_MINE;
  if (open_error) return errno = open_error, -1;
  return uart_descriptor = ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open"))(terminal_path, flags);
}

static int device_ioctl(int descriptor, unsigned long request, void *argument) {
  if (descriptor < 0 || descriptor != uart_descriptor) return NOT_MINE;
  switch (request) {
    case TCSETS2: {
      struct termios2 asked = *(struct termios2 *)argument;
      if (asked.c_cflag & HUPCL) modem_changes++;
      if (asked.c_ospeed > highest_rate) asked.c_ispeed = asked.c_ospeed = highest_rate;
      return real_ioctl(descriptor, request, &asked);
    }
    case TIOCGICOUNT:
      *(struct serial_icounter_struct *)argument = counters;
      return 0;
    case TIOCMSET: case TIOCMBIS: case TIOCMBIC:
      modem_changes++;
      return 0;
    default:
      return NOT_MINE;
  }
}

static void device_close(int descriptor) {
  if (descriptor == uart_descriptor) uart_descriptor = -1;
}

const struct device uart_device = {device_open, device_ioctl, device_close};

// Which descriptors are waited for at this moment, so that a test can tell that a thread waits.
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static int waiting[1024];

static void count_waiting(int descriptor, int change) {
  if (descriptor < 0 || descriptor >= (int)(sizeof waiting / sizeof waiting[0])) return;
  pthread_mutex_lock(&gate);
  waiting[descriptor] += change;
  pthread_mutex_unlock(&gate);
}

// Declared here, because the header says that it only writes to FILES.
struct file { int descriptor; short asked, answered; };

int poll(struct file *files, unsigned long count, int milliseconds) {
  int first = count > 0 ? files[0].descriptor : -1;
  count_waiting(first, 1);
  int answer = ((int (*)(struct file *, unsigned long, int))dlsym(RTLD_NEXT, "poll"))(files, count, milliseconds);
  int error = errno;
  count_waiting(first, -1);
  errno = error;
  return answer;
}

// Whether a thread waits on the terminal TERMINAL.
int shim_uart_waits(const char *terminal) {
  char name[64];
  for (int i = 0; i < (int)(sizeof waiting / sizeof waiting[0]); i++) {
    pthread_mutex_lock(&gate);
    int waits = waiting[i] > 0;
    pthread_mutex_unlock(&gate);
    if (waits && ttyname_r(i, name, sizeof name) == 0 && !strcmp(name, terminal)) return 1;
  }
  return 0;
}
