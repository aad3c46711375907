/*
 * From Python objects to linear memory: the results of a plugin's functions.
 *
 * A plugin may give anything: subclasses, look-alikes with properties that run code and change the list meanwhile.
 * So every object that memory will refer to is kept by a reference of its own until abi_forget, and no pointer into
 * an object is used after other Python code may have run without such a reference.
 */
#include "abi.h"
#include "records.h"

#define KEEP_BYTES (64u << 10) /* a larger buffer goes back after the call */

static PyObject **kept;
static size_t kept_count, kept_capacity;
static uint8_t *elements;
static size_t elements_size;

typedef struct {
    const char *function;
    const char *element;    /* NULL outside a list */
    Py_ssize_t index;
    const char *field;      /* NULL for the element itself */
} place;

/* Takes over a reference until abi_forget. */
static int keep(PyObject *object)
{
    if (kept_count == kept_capacity) {
        size_t capacity = kept_capacity == 0 ? 256 : kept_capacity * 2;
        PyObject **larger = PyMem_Realloc(kept, capacity * sizeof *larger);
        if (larger == NULL) {
            Py_DECREF(object);
            PyErr_NoMemory();
            return -1;
        }
        kept = larger;
        kept_capacity = capacity;
    }
    kept[kept_count++] = object;
    return 0;
}

void abi_forget(void)
{
    while (kept_count > 0)
        Py_DECREF(kept[--kept_count]);
    if (kept_capacity * sizeof *kept > KEEP_BYTES) {
        PyMem_Free(kept);
        kept = NULL;
        kept_capacity = 0;
    }
    if (elements_size > KEEP_BYTES) {
        PyMem_Free(elements);
        elements = NULL;
        elements_size = 0;
    }
}

static int fail(const place *where, PyObject *kind, const char *what, const char *detail)
{
    if (where->element == NULL)
        PyErr_Format(kind, "%s() %s%.200s", where->function, what, detail);
    else if (where->field == NULL)
        PyErr_Format(kind, "%s %zd %s%.200s", where->element, where->index, what, detail);
    else
        PyErr_Format(kind, "%s %zd: %s %s%.200s", where->element, where->index, where->field, what, detail);
    return -1;
}

static int wrong_type(const place *where, const char *expected, PyObject *value)
{
    char text[256];
    PyOS_snprintf(text, sizeof text, "%s, not %.100s", expected, Py_TYPE(value)->tp_name);
    return fail(where, PyExc_TypeError, where->element == NULL ? "must return " : "must be ", text);
}

int abi_lower_text(PyObject *text, uint8_t *at)
{
    Py_ssize_t length;
    const char *data = PyUnicode_AsUTF8AndSize(text, &length);
    if (data == NULL)
        return -1;
    abi_write_span(at, data, (uint32_t)length);
    return keep(Py_NewRef(text));
}

static int lower(const abi_type *type, PyObject *value, uint8_t *at, place *where);

static int lower_double(PyObject *value, uint8_t *at, place *where)
{
    double number;
    if (PyFloat_CheckExact(value)) {
        number = PyFloat_AS_DOUBLE(value);
    } else if (PyBool_Check(value)) {
        return wrong_type(where, "float or int (Value_Flag takes a bool)", value);
    } else if (PyFloat_Check(value) || PyLong_Check(value)
               || (Py_TYPE(value)->tp_as_number != NULL && Py_TYPE(value)->tp_as_number->nb_float != NULL)) {
        number = PyFloat_AsDouble(value);
        if (number == -1.0 && PyErr_Occurred()) {
            if (!PyErr_ExceptionMatches(PyExc_OverflowError))
                return -1;
            PyErr_Clear();
            return fail(where, PyExc_OverflowError, "is too large for a float", "");
        }
    } else {
        return wrong_type(where, "float or int", value);
    }
    memcpy(at, &number, sizeof number);
    return 0;
}

/*
 * A field's value as a new reference: from its slot when the object is one of ours, by name from anything else.
 * NULL without an exception: there is none.
 */
static PyObject *field_of(PyObject *object, bool ours, uint32_t index, PyObject *name)
{
    if (ours)
        return Py_XNewRef(RECORD_FIELD(object, index));
    PyObject *value;
    (void)PyObject_GetOptionalAttr(object, name, &value);
    return value;
}

static int lower_record(const abi_type *type, PyObject *value, uint8_t *at, place *where)
{
    bool ours = (PyObject *)Py_TYPE(value) == type->class_object;
    bool related = ours || PyType_IsSubtype(Py_TYPE(value), (PyTypeObject *)type->class_object);
    for (uint32_t i = 0; i < type->count; i++) {
        const abi_member *member = &type->members[i];
        where->field = member->name;
        PyObject *item = field_of(value, ours, i, member->object);
        if (item == NULL && PyErr_Occurred())
            return -1;
        if (item == NULL && !related) { /* something else altogether, rather than a look-alike that lacks a field */
            where->field = NULL;
            return wrong_type(where, type->expected, value);
        }
        int failed = item == NULL ? fail(where, PyExc_TypeError, "is not set", "")
                                  : lower(member->type, item, at + member->offset, where);
        Py_XDECREF(item);
        if (failed)
            return -1;
    }
    return 0;
}

static int lower_variant(const abi_type *type, PyObject *value, uint8_t *at, place *where)
{
    PyTypeObject *given = Py_TYPE(value);
    bool ours = true;
    uint32_t i = 0;
    while (i < type->count && (PyObject *)given != type->members[i].object)
        i++;
    if (i == type->count) {
        ours = false;
        for (i = 0; i < type->count && !PyType_IsSubtype(given, (PyTypeObject *)type->members[i].object); i++)
            ;
        if (i == type->count)
            return wrong_type(where, type->expected, value);
    }
    *at = (uint8_t)i;
    if (type->members[i].type == NULL)
        return 0;
    static PyObject *name;
    if (name == NULL && (name = PyUnicode_InternFromString("value")) == NULL)
        return -1;
    PyObject *payload = field_of(value, ours, 0, name);
    if (payload == NULL)
        return PyErr_Occurred() ? -1 : fail(where, PyExc_TypeError, "is not set", "");
    int failed = lower(type->members[i].type, payload, at + type->payload, where);
    Py_DECREF(payload);
    return failed;
}

static int lower_list(const abi_type *type, PyObject *value, uint8_t *at, place *where)
{
    if (!PyList_Check(value) && !PyTuple_Check(value))
        return wrong_type(where, type->expected, value);
    const abi_type *element = type->element;
    Py_ssize_t count = PySequence_Fast_GET_SIZE(value);
    if ((size_t)count > SIZE_MAX / element->size) {
        PyErr_NoMemory();
        return -1;
    }
    size_t size = (size_t)count * element->size;
    if (size > elements_size) {
        uint8_t *larger = PyMem_Realloc(elements, size);
        if (larger == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        elements = larger;
        elements_size = size;
    }
    where->element = element->name;
    for (where->index = 0; where->index < count; where->index++) {
        where->field = NULL;
        if (PySequence_Fast_GET_SIZE(value) != count)
            return fail(where, PyExc_RuntimeError, "cannot be read: the list changed its size meanwhile", "");
        PyObject *item = Py_NewRef(PySequence_Fast_GET_ITEM(value, where->index));
        int failed = lower(element, item, elements + (size_t)where->index * element->size, where);
        Py_DECREF(item);
        if (failed)
            return -1;
    }
    abi_write_span(at, elements, (uint32_t)count);
    return 0;
}

static int lower(const abi_type *type, PyObject *value, uint8_t *at, place *where)
{
    switch (type->kind) {
    case ABI_STRING:
        if (!PyUnicode_Check(value))
            return wrong_type(where, "str", value);
        if (abi_lower_text(value, at) == 0)
            return 0;
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
            return -1;
        PyErr_Clear();
        return fail(where, PyExc_ValueError, where->element == NULL ? "returned " : "holds ",
                    "a lone surrogate, which is no character");
    case ABI_F64:
        return lower_double(value, at, where);
    case ABI_BOOL:
        if (!PyBool_Check(value))
            return wrong_type(where, "bool", value);
        *at = value == Py_True;
        return 0;
    case ABI_RECORD:
        return lower_record(type, value, at, where);
    case ABI_VARIANT:
        return lower_variant(type, value, at, where);
    case ABI_LIST:
        return lower_list(type, value, at, where);
    case ABI_ENUM: { /* only the loader's, which are plain numbers */
        long number = PyLong_AsLong(value);
        *at = (uint8_t)number;
        return number == -1 && PyErr_Occurred() ? -1 : 0;
    }
    case ABI_RESULT:
        if (type->element != NULL && lower(type->element, value, at + type->payload, where) < 0)
            return -1;
        *at = 0; /* what a function without a value returns is not looked at, as Python does not either */
        return 0;
    default:
        PyErr_SetString(PyExc_SystemError, "a type of the contract cannot be lowered");
        return -1;
    }
}

int abi_lower(const abi_type *type, PyObject *value, uint8_t *at, const char *function)
{
    place where = {.function = function};
    return lower(type, value, at, &where);
}
