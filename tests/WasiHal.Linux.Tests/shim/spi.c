// Chip selects as spidev shows them: /dev/spidev0.0 to /dev/spidev15.15, of which a test plugs in those that it wants.
#include "shim.h"

#include <errno.h>
#include <linux/spi/spidev.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

enum { bus_count = 16, select_count = 16, descriptor_count = 4096, longest_transfer = 65536 };

// What happens on the wire while the chip is selected. 0 or an error number.
typedef int (*transact)(int bus, int select, int mode, int speed_hz, const unsigned char *write, unsigned char *read, int length);

struct chip {
  int present, open_error;
  unsigned buffer_size;
  int allowed_modes;
  unsigned char mode, bits;
  transact transact;
};

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static struct chip chips[bus_count][select_count];
static struct chip *opened[descriptor_count];

// open_error: what open() answers, 0 for a device that can be opened. allowed_modes: the mode bits that the controller has.
void shim_spi_plug(int bus, int select, int open_error, unsigned buffer_size, int allowed_modes, transact transact) {
  pthread_mutex_lock(&gate);
  chips[bus][select] = (struct chip){1, open_error, buffer_size, allowed_modes, 0, 8, transact};
  pthread_mutex_unlock(&gate);
}

void shim_spi_unplug(int bus, int select) {
  pthread_mutex_lock(&gate);
  chips[bus][select].present = 0;
  pthread_mutex_unlock(&gate);
}

// How many descriptors of a device are open.
int shim_spi_open_count(int bus, int select) {
  int count = 0;
  pthread_mutex_lock(&gate);
  for (int i = 0; i < descriptor_count; i++) count += opened[i] == &chips[bus][select];
  pthread_mutex_unlock(&gate);
  return count;
}

static int fail(int error) {
  errno = error;
  return -1;
}

static int device_open(const char *path, int flags) {
  (void)flags;
  int bus, select, end = 0;
  if (sscanf(path, "/dev/spidev%d.%d%n", &bus, &select, &end) != 2 || path[end] != 0) return NOT_MINE;
  int exists = bus >= 0 && bus < bus_count && select >= 0 && select < select_count;
  pthread_mutex_lock(&gate);
  int error = !exists || !chips[bus][select].present ? ENOENT : chips[bus][select].open_error;
  int descriptor = error ? -1 : eventfd(0, EFD_CLOEXEC);
  if (descriptor >= descriptor_count) abort();
  if (descriptor >= 0) opened[descriptor] = &chips[bus][select];
  pthread_mutex_unlock(&gate);
  return error ? fail(error) : descriptor;
}

static int message(int bus, int select, const struct chip *chip, const struct spi_ioc_transfer *transfer) {
  static const unsigned char zeros[longest_transfer];
  static __thread unsigned char sent[longest_transfer], received[longest_transfer];
  if (transfer->len > chip->buffer_size || transfer->len > longest_transfer) return EMSGSIZE;
  if (chip->bits != 8 || (transfer->bits_per_word != 0 && transfer->bits_per_word != 8)) return EINVAL;
  memcpy(sent, transfer->tx_buf ? (const void *)(unsigned long)transfer->tx_buf : zeros, transfer->len);
  int error = chip->transact(bus, select, chip->mode, (int)transfer->speed_hz, sent, received, (int)transfer->len);
  if (!error && transfer->rx_buf) memcpy((void *)(unsigned long)transfer->rx_buf, received, transfer->len);
  return error;
}

static int device_ioctl(int descriptor, unsigned long request, void *argument) {
  if (descriptor < 0 || descriptor >= descriptor_count) return NOT_MINE;
  pthread_mutex_lock(&gate);
  struct chip *chip = opened[descriptor];
  struct chip now = chip ? *chip : (struct chip){0};
  pthread_mutex_unlock(&gate);
  if (!chip) return NOT_MINE;
  if (!now.present) return fail(ESHUTDOWN);

  unsigned char mode;
  int error, index = (int)(chip - &chips[0][0]);
  const struct spi_ioc_transfer *transfer = argument;
  switch (request) {
    case SPI_IOC_WR_MODE:
      mode = *(unsigned char *)argument;
      if (mode & ~now.allowed_modes) return fail(EINVAL);
      chip->mode = mode;
      return 0;
    case SPI_IOC_WR_BITS_PER_WORD:
      chip->bits = *(unsigned char *)argument;
      return 0;
    case SPI_IOC_WR_MAX_SPEED_HZ:
      return *(unsigned *)argument == 0 ? fail(EINVAL) : 0;
    case SPI_IOC_MESSAGE(1):
      error = message(index / select_count, index % select_count, &now, transfer);
      return error ? fail(error) : (int)transfer->len;
    default:
      return fail(ENOTTY);
  }
}

static void device_close(int descriptor) {
  if (descriptor < 0 || descriptor >= descriptor_count) return;
  pthread_mutex_lock(&gate);
  opened[descriptor] = NULL;
  pthread_mutex_unlock(&gate);
}

const struct device spi_device = {device_open, device_ioctl, device_close};
