/* Starts the interpreter at build time and leaves the memory in the state in which every plugin finds it.

   The pre-initialiser calls wizer-initialize once and writes the memory it leaves behind into the module. A plugin's
   memory is a private view of that image: a page costs a plugin nothing until the plugin writes to it. So, after the
   imports, every hole in the heap is filled: otherwise a plugin's objects would land in them, scattered over hundreds
   of pages that would each have to be copied. For the same reason a plugin is loaded for practice before, and every
   object is made immortal (immortal.c). */
#define Py_BUILD_CORE 1
#include <Python.h>
#include "internal/pycore_gc.h"
#include "internal/pycore_interp.h"
#include "internal/pycore_obmalloc.h"
#include "internal/pycore_pystate.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "immortal.h"
#include "runtime.h"

/* Where the build maps the folder with the zipped standard library, and the zip itself. The path stays visible in
   tracebacks, as the part before a library module's name. */
#define LIBRARY "/lib/python.zip"

static const char *const modules[] = {
#include "modules.inc"
};

/* Held from the snapshot on, so that starting a plugin looks nothing up. */
static PyObject *seed_random, *logging_module;

/* A plugin is loaded for practice while the snapshot is made, but time still stands still then. */
static int taking_snapshot;

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "snapshot: %s\n", what);
    if (PyErr_Occurred())
        PyErr_Print();
    fflush(stderr);
    abort();
}

static void check(PyStatus status)
{
    if (PyStatus_Exception(status))
        fail(status.err_msg ? status.err_msg : "the interpreter did not start");
}

static void start_interpreter(void)
{
    PyPreConfig pre;
    PyPreConfig_InitIsolatedConfig(&pre);
    pre.utf8_mode = 1;
    check(Py_PreInitialize(&pre));

    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    config.install_signal_handlers = 0;
    config.write_bytecode = 0;
    config.pathconfig_warnings = 0;
    /* The seed of the string hash is part of every dictionary in the snapshot and cannot change later. */
    config.use_hash_seed = 1;
    config.hash_seed = 42;
    /* For the library: no docstrings, no assertions. Plugins are compiled by the glue at level 0. */
    config.optimization_level = 2;
    check(PyConfig_SetString(&config, &config.home, L"/"));
    check(PyConfig_SetString(&config, &config.program_name, L"python"));
    check(PyConfig_SetString(&config, &config.executable, L""));
    /* Printing must not fail: what UTF-8 cannot express (a lone surrogate) is written as an escape. */
    check(PyConfig_SetString(&config, &config.stdio_encoding, L"utf-8"));
    check(PyConfig_SetString(&config, &config.stdio_errors, L"backslashreplace"));
    config.module_search_paths_set = 1;
    check(PyWideStringList_Append(&config.module_search_paths, L"" LIBRARY));
    check(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);
}

static void import_library(void)
{
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        PyObject *module = PyImport_ImportModule(modules[i]);
        if (!module)
            fail(modules[i]);
        Py_DECREF(module);
    }
    PyObject *random = PyImport_ImportModule("random");
    logging_module = PyImport_ImportModule("logging");
    if (!random || !logging_module || !(seed_random = PyObject_GetAttrString(random, "seed")))
        fail("random, logging");
    Py_DECREF(random);
}

/* The rest of what Python does for the snapshot; its module is no part of the result. */
static void finish_in_python(void)
{
    static const char name[] = "_wasihal_snapshot";
    PyObject *module = PyImport_ImportModule(name);
    PyObject *result = module ? PyObject_CallMethod(module, "finish", NULL) : NULL;
    if (!result || PyDict_DelItemString(PyImport_GetModuleDict(), name))
        fail("finishing in Python");
    Py_DECREF(result);
    Py_DECREF(module);
}

/* Collects what the imports left over and takes the rest out of the collector's sight: it lives as long as the
   instance, and looking at it would mean writing to it. */
static void freeze_objects(void)
{
    PyGC_Collect();
    PyObject *gc = PyImport_ImportModule("gc");
    PyObject *result = gc ? PyObject_CallMethod(gc, "freeze", NULL) : NULL;
    if (!result)
        fail("gc.freeze");
    Py_DECREF(result);
    Py_DECREF(gc);
    PyGC_Collect();
    if (immortal_freeze())
        fail("no memory");
    /* Blocks that are kept to be used again: a plugin's objects would land in them. */
    _PyGC_ClearAllFreeLists(_PyInterpreterState_GET());
}

/* Small objects: takes every free block of every pool that is in use, so that the next object of any size starts a
   pool of its own, and wipes the pools that were used and are free again. */
static void plug_pools(void)
{
    struct _obmalloc_state *state = _PyInterpreterState_GET()->obmalloc;
    for (size_t index = 0; index < SMALL_REQUEST_THRESHOLD / ALIGNMENT; index++) {
        size_t size = (index + 1) * ALIGNMENT;
        /* The head of an empty list points at itself. */
        poolp *first = &state->pools.used[index + index];
        while (*first != (*first)->nextpool)
            memset(PyObject_Malloc(size), 0, size);
    }
    for (struct arena_object *arena = state->mgmt.usable_arenas; arena; arena = arena->nextarena) {
        for (poolp pool = arena->freepools; pool; pool = pool->nextpool) {
            /* A pool that is used again for the same size expects its old list of free blocks; this makes it begin
               anew whatever the size. */
            pool->szidx = DUMMY_SIZE_IDX;
            pool->freeblock = NULL;
            pool->prevpool = NULL;
            memset((char *)pool + POOL_OVERHEAD, 0, POOL_SIZE - POOL_OVERHEAD);
        }
    }
}

/* Everything else: fills the gaps between the chunks of the C heap, the large ones first, up to a block that reaches
   the heap's end. That block is given back at last and is the plugin's first free memory. */
static void plug_heap(void)
{
    enum { PAGE = 65536, SPARE = 1 << 20, LARGEST = 256 << 10, SMALLEST = 8 };
    char *spare;
    do {
        if (!(spare = malloc(SPARE)))
            fail("no memory");
        memset(spare, 0, SPARE);
    } while ((uintptr_t)spare + SPARE + 2 * PAGE < (uintptr_t)sbrk(0));

    for (size_t size = LARGEST; size >= SMALLEST; size -= size > 4096 ? size / 8 / 8 * 8 : 8) {
        char *block;
        while ((block = malloc(size)) && block < spare)
            memset(block, 0, size);
        free(block);
    }
    free(spare);
}

/* What functions that have returned left behind: of Python's own stack and of C's, which grows downwards. */
static void wipe_stacks(void)
{
    PyThreadState *thread = PyThreadState_Get();
    if (thread->datastack_top)
        memset(thread->datastack_top, 0, (char *)thread->datastack_limit - (char *)thread->datastack_top);

    extern char __stack_low;
    volatile char here;
    /* This function's own frame ends well within this distance. */
    for (volatile char *p = &__stack_low; p < &here - 256; p++)
        *p = 0;
}

__attribute__((export_name("wizer-initialize"))) void wasihal_snapshot(void)
{
    taking_snapshot = 1;
    if (wasihal_register_modules())
        fail("registering the built-in modules");
    start_interpreter();
    import_library();
    if (wasihal_prepare())
        fail("preparing the plugin's side");
    finish_in_python();
    freeze_objects();
    fflush(NULL);
    /* The C library's note that descriptor 3 is /lib stays: without it, the first use of a path at run time would ask
       the host for its folders and end the program at any answer but one. */
    plug_pools();
    plug_heap();
    wipe_stacks();
    taking_snapshot = 0;
}

void runtime_begin(void)
{
    runtime_started = !taking_snapshot;

    PyObject *result = PyObject_CallNoArgs(seed_random);
    Py_XDECREF(result);

    /* The zero of logging's relativeCreated. */
    PyTime_t now;
    if (result && !PyTime_Time(&now)) {
        PyObject *start = PyLong_FromLongLong(now);
        if (start)
            PyObject_SetAttrString(logging_module, "_startTime", start);
        Py_XDECREF(start);
    }
    PyErr_Clear();
}
