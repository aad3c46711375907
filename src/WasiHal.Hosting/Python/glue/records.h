/*
 * Records of the contract as types in C: they look and act like the dataclasses they are made from, and cost a
 * fraction. Their fields are object slots, which lowering reads directly.
 */
#ifndef WASIHAL_RECORDS_H
#define WASIHAL_RECORDS_H

#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *fields[];
} record_object;

/* A field of an object whose type is exactly one of ours; NULL when it was deleted or never set. */
#define RECORD_FIELD(object, index) (((record_object *)(object))->fields[index])

/* The decorator `record`: takes a dataclass without defaults, gives the type that stands for it. */
PyObject *record_decorator(PyObject *module, PyObject *dataclass);

#endif
