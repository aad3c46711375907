/* Arguments of host functions: from Python objects to core values. */
#include "abi.h"

/* Puts positional and keyword arguments in the order of `names`, as a function written in Python would. */
int abi_bind(const char *function, const char *const *names, Py_ssize_t size, PyObject *const *args,
             Py_ssize_t count, PyObject *keywords, PyObject **given)
{
    Py_ssize_t named = keywords == NULL ? 0 : PyTuple_GET_SIZE(keywords);
    if (count + named > size) {
        PyErr_Format(PyExc_TypeError, "%s() takes %zd arguments but %zd were given", function, size, count + named);
        return -1;
    }
    for (Py_ssize_t i = 0; i < size; i++)
        given[i] = i < count ? args[i] : NULL;
    for (Py_ssize_t k = 0; k < named; k++) {
        PyObject *keyword = PyTuple_GET_ITEM(keywords, k);
        Py_ssize_t i = 0;
        while (i < size && PyUnicode_CompareWithASCIIString(keyword, names[i]) != 0)
            i++;
        if (i == size || given[i] != NULL) {
            PyErr_Format(PyExc_TypeError, i == size ? "%s() got an unexpected keyword argument '%U'"
                                                    : "%s() got multiple values for argument '%U'", function, keyword);
            return -1;
        }
        given[i] = args[count + k];
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        if (given[i] == NULL) {
            PyErr_Format(PyExc_TypeError, "%s() missing required argument '%s'", function, names[i]);
            return -1;
        }
    }
    return 0;
}

static int wrong_type(const char *name, const char *expected, PyObject *value)
{
    PyErr_Format(PyExc_TypeError, "%s must be %s, not %.100s", name, expected, Py_TYPE(value)->tp_name);
    return -1;
}

int abi_unsigned(const char *name, PyObject *value, uint32_t maximum, uint32_t *out)
{
    if (!PyLong_Check(value))
        return wrong_type(name, "int", value);
    int overflow = 0;
    long long number = PyUnstable_Long_IsCompact((PyLongObject *)value)
        ? PyUnstable_Long_CompactValue((PyLongObject *)value) : PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow != 0 || number < 0 || number > maximum) {
        PyErr_Format(PyExc_OverflowError, "%s must be 0 to %u", name, (unsigned)maximum);
        return -1;
    }
    *out = (uint32_t)number;
    return 0;
}

int abi_bool(const char *name, PyObject *value, uint32_t *out)
{
    if (!PyBool_Check(value))
        return wrong_type(name, "bool", value);
    *out = value == Py_True;
    return 0;
}

int abi_double(const char *name, PyObject *value, double *out)
{
    if (PyBool_Check(value) || !(PyFloat_Check(value) || PyLong_Check(value)))
        return wrong_type(name, "float", value);
    *out = PyFloat_AsDouble(value);
    return *out == -1.0 && PyErr_Occurred() ? -1 : 0;
}

int abi_enum(const char *name, PyObject *value, const abi_type *type, uint32_t *out)
{
    if ((PyObject *)Py_TYPE(value) != type->class_object)
        return wrong_type(name, type->expected, value);
    PyObject *number = PyObject_GetAttrString(value, "_value_");
    if (number == NULL)
        return -1;
    int failed = abi_unsigned(name, number, type->count - 1, out);
    Py_DECREF(number);
    return failed;
}

int abi_string(const char *name, PyObject *value, abi_buffer *out)
{
    if (!PyUnicode_Check(value))
        return wrong_type(name, "str", value);
    Py_ssize_t length;
    out->data = (const uint8_t *)PyUnicode_AsUTF8AndSize(value, &length);
    out->length = (uint32_t)length;
    return out->data == NULL ? -1 : 0;
}

int abi_bytes(const char *name, PyObject *value, abi_buffer *out)
{
    if (PyBytes_CheckExact(value)) {
        out->data = (const uint8_t *)PyBytes_AS_STRING(value);
        out->length = (uint32_t)PyBytes_GET_SIZE(value);
        return 0;
    }
    if (!PyObject_CheckBuffer(value))
        return wrong_type(name, "bytes", value);
    if (PyObject_GetBuffer(value, &out->view, PyBUF_SIMPLE) < 0)
        return -1;
    out->data = out->view.buf;
    out->length = (uint32_t)out->view.len;
    return 0;
}

int abi_u32_list(const char *name, PyObject *value, abi_buffer *out)
{
    if (!PyList_Check(value) && !PyTuple_Check(value))
        return wrong_type(name, "a list of int", value);
    Py_ssize_t size = PySequence_Fast_GET_SIZE(value);
    uint32_t *items = out->owned = PyMem_New(uint32_t, size);
    if (items == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        if (abi_unsigned(name, PySequence_Fast_GET_ITEM(value, i), UINT32_MAX, &items[i]) < 0)
            return -1;
    }
    out->data = (const uint8_t *)items;
    out->length = (uint32_t)size;
    return 0;
}

void abi_release(abi_buffer *buffer)
{
    if (buffer->view.obj != NULL)
        PyBuffer_Release(&buffer->view);
    PyMem_Free(buffer->owned);
}
