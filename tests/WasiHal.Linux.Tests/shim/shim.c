// What a process calls in place of the C library's own functions. Every other function it finds behind this library.
#define _GNU_SOURCE
#include "shim.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stddef.h>

static const struct device *const devices[] = {&gpio_device, &i2c_device, &spi_device, &uart_device};
enum { device_count = sizeof devices / sizeof devices[0] };

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

int open(const char *path, int flags, ...) {
  for (int i = 0; i < device_count; i++) {
    int answer = devices[i]->open(path, flags);
    if (answer != NOT_MINE) return answer;
  }
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  return ((int (*)(const char *, int, ...))next("open"))(path, flags, mode);
}

int ioctl(int descriptor, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  for (int i = 0; i < device_count; i++) {
    int answer = devices[i]->ioctl(descriptor, request, argument);
    if (answer != NOT_MINE) return answer;
  }
  return ((int (*)(int, unsigned long, ...))next("ioctl"))(descriptor, request, argument);
}

int close(int descriptor) {
  for (int i = 0; i < device_count; i++) devices[i]->close(descriptor);
  return ((int (*)(int))next("close"))(descriptor);
}
