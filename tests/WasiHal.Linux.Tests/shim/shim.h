// A kernel in miniature for tests: the file calls of the process come here first, and each simulated device says
// whether a path or a descriptor is its own. Structures and numbers are the kernel's own headers'.
#pragma once

// "Not mine: ask the next device, and at last the real kernel."
#define NOT_MINE (-1000)

struct device {
  // Answers a real descriptor (of anything: the device remembers it), -1 with errno, or NOT_MINE.
  int (*open)(const char *path, int flags);
  // Answers what the driver's ioctl would, -1 with errno, or NOT_MINE.
  int (*ioctl)(int descriptor, unsigned long request, void *argument);
  // Told before a descriptor is closed for real.
  void (*close)(int descriptor);
};

extern const struct device gpio_device, i2c_device, spi_device, uart_device;
