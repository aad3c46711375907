// Adapters as i2c-dev shows them: /dev/i2c-0 to /dev/i2c-255, of which a test plugs in those that it wants.
#include "shim.h"

#include <errno.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

enum { adapter_count = 256, descriptor_count = 4096, longest_message = 8192 };

// What happens on the wire: one transaction, with a repeated start when both halves are present. 0 or an error number.
typedef int (*transact)(int adapter, int address, const unsigned char *write, int write_length, unsigned char *read, int read_length);

struct adapter {
  int present, open_error;
  unsigned long functions;
  int no_zero_length;
  unsigned char held[128];
  transact transact;
};

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static struct adapter adapters[adapter_count];
static struct {
  int number, address;
} opened[descriptor_count];

__attribute__((constructor)) static void nothing_is_open(void) {
  for (int i = 0; i < descriptor_count; i++) opened[i].number = -1;
}

// open_error: what open() answers, 0 for an adapter that can be opened. no_zero_length: the quirk of some controllers.
void shim_i2c_plug(int number, int open_error, unsigned long functions, int no_zero_length, transact transact) {
  pthread_mutex_lock(&gate);
  adapters[number] = (struct adapter){1, open_error, functions, no_zero_length, {0}, transact};
  pthread_mutex_unlock(&gate);
}

void shim_i2c_unplug(int number) {
  pthread_mutex_lock(&gate);
  adapters[number].present = 0;
  pthread_mutex_unlock(&gate);
}

// A driver of the kernel takes an address.
void shim_i2c_hold(int number, int address) {
  pthread_mutex_lock(&gate);
  adapters[number].held[address] = 1;
  pthread_mutex_unlock(&gate);
}

// How many descriptors of an adapter are open.
int shim_i2c_open_count(int number) {
  int count = 0;
  pthread_mutex_lock(&gate);
  for (int i = 0; i < descriptor_count; i++) count += opened[i].number == number;
  pthread_mutex_unlock(&gate);
  return count;
}

static int fail(int error) {
  errno = error;
  return -1;
}

static int device_open(const char *path, int flags) {
  (void)flags;
  int number, end = 0;
  if (sscanf(path, "/dev/i2c-%d%n", &number, &end) != 1 || path[end] != 0) return NOT_MINE;
  pthread_mutex_lock(&gate);
  int error = number < 0 || number >= adapter_count || !adapters[number].present ? ENOENT : adapters[number].open_error;
  int descriptor = error ? -1 : eventfd(0, EFD_CLOEXEC);
  if (descriptor >= descriptor_count) abort();
  if (descriptor >= 0) {
    opened[descriptor].number = number;
    opened[descriptor].address = -1;
  }
  pthread_mutex_unlock(&gate);
  return error ? fail(error) : descriptor;
}

// One message, or a write and a read to one address, as a real controller takes them; it sees copies, as the kernel's do.
static int transfer(int number, const struct adapter *adapter, struct i2c_msg *messages, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    if (messages[i].len > longest_message) return EINVAL;
    if (messages[i].len == 0 && adapter->no_zero_length) return EOPNOTSUPP;
  }
  int pair = count == 2 && !(messages[0].flags & I2C_M_RD) && (messages[1].flags & I2C_M_RD) && messages[0].addr == messages[1].addr;
  if (count != 1 && !pair) return EOPNOTSUPP;
  struct i2c_msg *write = messages[0].flags & I2C_M_RD ? NULL : &messages[0];
  struct i2c_msg *read = pair ? &messages[1] : write ? NULL : &messages[0];
  unsigned char sent[longest_message], received[longest_message];
  if (write) memcpy(sent, write->buf, write->len);
  int error = adapter->transact(number, messages[0].addr, sent, write ? write->len : 0, received, read ? read->len : 0);
  if (!error && read) memcpy(read->buf, received, read->len);
  return error;
}

static int smbus(int number, int address, const struct adapter *adapter, struct i2c_smbus_ioctl_data *command) {
  struct i2c_msg message = {.addr = address, .flags = command->read_write == I2C_SMBUS_READ ? I2C_M_RD : 0};
  int native = !(adapter->functions & I2C_FUNC_I2C);
  if (command->read_write != I2C_SMBUS_READ && command->read_write != I2C_SMBUS_WRITE) return EINVAL;
  switch (command->size) {
    case I2C_SMBUS_QUICK:
      // An adapter that speaks I2C has this made of a message, whatever it says of itself.
      return native && !(adapter->functions & I2C_FUNC_SMBUS_QUICK) ? EOPNOTSUPP : transfer(number, adapter, &message, 1);
    case I2C_SMBUS_BYTE:
      if (message.flags != I2C_M_RD || command->data == NULL) return EINVAL;
      if (native && !(adapter->functions & I2C_FUNC_SMBUS_READ_BYTE)) return EOPNOTSUPP;
      message.len = 1;
      message.buf = &command->data->byte;
      return transfer(number, adapter, &message, 1);
    default:
      return EOPNOTSUPP;
  }
}

static int device_ioctl(int descriptor, unsigned long request, void *argument) {
  if (descriptor < 0 || descriptor >= descriptor_count) return NOT_MINE;
  pthread_mutex_lock(&gate);
  int number = opened[descriptor].number, address = opened[descriptor].address;
  struct adapter adapter = number >= 0 ? adapters[number] : (struct adapter){0};
  pthread_mutex_unlock(&gate);
  if (number < 0) return NOT_MINE;
  if (!adapter.present) return fail(ENODEV);

  int error;
  struct i2c_rdwr_ioctl_data *messages = argument;
  switch (request) {
    case I2C_FUNCS:
      *(unsigned long *)argument = adapter.functions;
      return 0;
    case I2C_SLAVE:
      if ((unsigned long)argument > 0x7f) return fail(EINVAL);
      if (adapter.held[(unsigned long)argument]) return fail(EBUSY);
      opened[descriptor].address = (int)(unsigned long)argument;
      return 0;
    case I2C_RDWR:
      if (messages->nmsgs == 0 || messages->nmsgs > I2C_RDWR_IOCTL_MAX_MSGS) return fail(EINVAL);
      if (!(adapter.functions & I2C_FUNC_I2C)) return fail(EOPNOTSUPP);
      error = transfer(number, &adapter, messages->msgs, messages->nmsgs);
      return error ? fail(error) : (int)messages->nmsgs;
    case I2C_SMBUS:
      error = smbus(number, address, &adapter, argument);
      return error ? fail(error) : 0;
    default:
      return fail(ENOTTY);
  }
}

static void device_close(int descriptor) {
  if (descriptor < 0 || descriptor >= descriptor_count) return;
  pthread_mutex_lock(&gate);
  opened[descriptor].number = -1;
  pthread_mutex_unlock(&gate);
}

const struct device i2c_device = {device_open, device_ioctl, device_close};
