/* The C library's clocks, entropy and file status, constant until a plugin is loaded.

   The interpreter is started at build time and its memory becomes part of the module. Whatever differed between two
   machines at that moment (the time of day, random bytes, a file's number and date) would be found in the module, so
   until runtime_started is set, these functions answer the same everywhere. The linker prefers them to the ones of
   the same name in libc.a; the C library's own callers (malloc's seed, for one) therefore get them too. */
#include "runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <wasi/api.h>

int runtime_started;

/* 2023-11-14T22:13:20Z: any fixed time does; a plausible one keeps date arithmetic at import out of trouble. */
enum { SNAPSHOT_TIME = 1700000000 };

uintptr_t __stack_chk_guard = 0x9e3779b9u;

_Noreturn void __stack_chk_fail(void)
{
    __builtin_trap();
}

int getentropy(void *buffer, size_t length)
{
    if (!runtime_started) {
        uint8_t *bytes = buffer;
        for (size_t i = 0; i < length; i++)
            bytes[i] = (uint8_t)(i * 37 + 11);
        return 0;
    }
    __wasi_errno_t error = __wasi_random_get(buffer, length);
    if (error) {
        errno = error;
        return -1;
    }
    return 0;
}

static int read_clock(__wasi_clockid_t clock, struct timespec *result)
{
    if (!runtime_started) {
        result->tv_sec = SNAPSHOT_TIME;
        result->tv_nsec = 0;
        return 0;
    }
    __wasi_timestamp_t now;
    __wasi_errno_t error = __wasi_clock_time_get(clock, 1, &now);
    if (error) {
        errno = error;
        return -1;
    }
    result->tv_sec = (time_t)(now / 1000000000u);
    result->tv_nsec = (long)(now % 1000000000u);
    return 0;
}

/* WASI hosts know a real-time and a monotonic clock for certain; processor-time clocks are the monotonic one, as in
   the C library's emulation. */
int clock_gettime(clockid_t clock, struct timespec *result)
{
    return read_clock(clock == CLOCK_REALTIME ? __WASI_CLOCKID_REALTIME : __WASI_CLOCKID_MONOTONIC, result);
}

int __clock_gettime(clockid_t clock, struct timespec *result)
{
    return clock_gettime(clock, result);
}

int gettimeofday(struct timeval *restrict result, void *restrict zone)
{
    (void)zone;
    struct timespec now;
    if (read_clock(__WASI_CLOCKID_REALTIME, &now))
        return -1;
    result->tv_sec = now.tv_sec;
    result->tv_usec = (suseconds_t)(now.tv_nsec / 1000);
    return 0;
}

time_t time(time_t *result)
{
    struct timespec now;
    if (read_clock(__WASI_CLOCKID_REALTIME, &now))
        return (time_t)-1;
    if (result)
        *result = now.tv_sec;
    return now.tv_sec;
}

clock_t __clock(void)
{
    struct timespec now;
    if (read_clock(__WASI_CLOCKID_MONOTONIC, &now))
        return (clock_t)-1;
    return (clock_t)now.tv_sec * CLOCKS_PER_SEC + now.tv_nsec / (1000000000 / CLOCKS_PER_SEC);
}

clock_t clock(void)
{
    return __clock();
}

/* No terminal at build time, whatever the build's output goes to; and none at run time either. */
int isatty(int descriptor)
{
    (void)descriptor;
    errno = ENOTTY;
    return 0;
}

int __isatty(int descriptor)
{
    return isatty(descriptor);
}

static struct timespec file_time(__wasi_timestamp_t time)
{
    return (struct timespec){ .tv_sec = (time_t)(time / 1000000000u), .tv_nsec = (long)(time % 1000000000u) };
}

static void fill_status(const __wasi_filestat_t *from, struct stat *to)
{
    memset(to, 0, sizeof *to);
    to->st_nlink = 1;
    switch (from->filetype) {
    case __WASI_FILETYPE_DIRECTORY:
        to->st_mode = S_IFDIR;
        break;
    case __WASI_FILETYPE_REGULAR_FILE:
        to->st_mode = S_IFREG;
        break;
    case __WASI_FILETYPE_SYMBOLIC_LINK:
        to->st_mode = S_IFLNK;
        break;
    default:
        to->st_mode = S_IFCHR;
        break;
    }
    if (from->filetype != __WASI_FILETYPE_DIRECTORY)
        to->st_size = (off_t)from->size;
    if (runtime_started) {
        to->st_dev = from->dev;
        to->st_ino = from->ino;
        to->st_nlink = from->nlink;
        to->st_atim = file_time(from->atim);
        to->st_mtim = file_time(from->mtim);
        to->st_ctim = file_time(from->ctim);
    }
}

int fstat(int descriptor, struct stat *result)
{
    /* The standard streams are whatever the build (or the host) connected them to; they must look alike. */
    if (!runtime_started && descriptor <= 2) {
        memset(result, 0, sizeof *result);
        result->st_nlink = 1;
        result->st_mode = S_IFCHR;
        return 0;
    }
    __wasi_filestat_t status;
    __wasi_errno_t error = __wasi_fd_filestat_get(descriptor, &status);
    if (error) {
        errno = error;
        return -1;
    }
    fill_status(&status, result);
    return 0;
}

int __wasilibc_nocwd_fstatat(int directory, const char *restrict path, struct stat *restrict result, int flags)
{
    __wasi_filestat_t status;
    __wasi_lookupflags_t lookup = flags & AT_SYMLINK_NOFOLLOW ? 0 : __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW;
    __wasi_errno_t error = __wasi_path_filestat_get(directory, lookup, path, &status);
    if (error) {
        errno = error;
        return -1;
    }
    fill_status(&status, result);
    return 0;
}
