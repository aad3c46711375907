/*
 * The canonical ABI between Python objects and linear memory.
 *
 * What crosses is described by tables (contract.g.c); the functions here walk them. Strings and lists that the host
 * gives were allocated by it through cabi_realloc and belong to us: lifting them frees them.
 */
#ifndef WASIHAL_ABI_H
#define WASIHAL_ABI_H

#include <Python.h>
#include <stdbool.h>
#include <stdint.h>

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

typedef enum {
    ABI_BOOL, ABI_U8, ABI_U32, ABI_U64, ABI_F32, ABI_F64, ABI_STRING, ABI_BYTES,
    ABI_LIST, ABI_RECORD, ABI_TUPLE, ABI_ENUM, ABI_VARIANT, ABI_OPTION, ABI_RESULT,
} abi_kind;

typedef struct abi_type abi_type;

typedef struct {
    const char *name;       /* a record's field, or the class of a variant's case */
    const abi_type *type;   /* NULL: a case without payload */
    uint32_t offset;        /* within the record or tuple */
    PyObject *object;       /* the name as interned text, or the class; set by abi_prepare */
} abi_member;

struct abi_type {
    abi_kind kind;
    uint32_t size;
    uint32_t payload;           /* offset of a variant's, option's or result's payload */
    uint32_t count;             /* members, or cases of an enum */
    abi_member *members;
    const abi_type *element;    /* of a list or option; a result's value, NULL without one */
    const abi_type *error;      /* of a result */
    const char *name;           /* in messages */
    const char *expected;       /* in messages: what Python should have given */
    const char *module;         /* where the Python classes are; NULL: tuples and plain numbers */
    PyObject *class_object;     /* of a record or enum; set by abi_prepare */
};

/* Looks up classes and interns names. Called once, while the snapshot is made. */
int abi_prepare(abi_type *const *types);

/* Arguments of host functions. Each converter raises and answers -1 when the value does not fit. */
typedef struct {
    const uint8_t *data;
    uint32_t length;        /* elements */
    Py_buffer view;
    void *owned;
} abi_buffer;

int abi_bind(const char *function, const char *const *names, Py_ssize_t size, PyObject *const *args,
             Py_ssize_t count, PyObject *keywords, PyObject **given);
int abi_unsigned(const char *name, PyObject *value, uint32_t maximum, uint32_t *out);
int abi_bool(const char *name, PyObject *value, uint32_t *out);
int abi_double(const char *name, PyObject *value, double *out);
int abi_enum(const char *name, PyObject *value, const abi_type *type, uint32_t *out);
int abi_string(const char *name, PyObject *value, abi_buffer *out);
int abi_bytes(const char *name, PyObject *value, abi_buffer *out);
int abi_u32_list(const char *name, PyObject *value, abi_buffer *out);
void abi_release(abi_buffer *buffer);

/* Makes an object of what lies in memory; an error of a result is raised as Err. */
PyObject *abi_lift(const abi_type *type, const uint8_t *at);
PyObject *abi_return(const abi_type *type, const uint8_t *at);
PyObject *abi_take(const abi_type *type, uint32_t address, uint32_t length);

/*
 * Writes an object into memory. Whatever the memory then refers to is kept alive until abi_forget.
 * `function` names the Python function in messages.
 */
int abi_lower(const abi_type *type, PyObject *value, uint8_t *at, const char *function);
int abi_lower_text(PyObject *text, uint8_t *at);
void abi_forget(void);

static inline uint32_t abi_read32(const uint8_t *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static inline void abi_write32(uint8_t *at, uint32_t value)
{
    memcpy(at, &value, sizeof value);
}

static inline void abi_write_span(uint8_t *at, const void *data, uint32_t length)
{
    abi_write32(at, (uint32_t)(uintptr_t)data);
    abi_write32(at + 4, length);
}

#endif
