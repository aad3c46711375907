#include "records.h"

#include "abi.h"

#include <stddef.h>

static PyObject *match_args; /* the interned "__match_args__" */

static PyObject *record_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *keywords);

/* The type in C among an object's bases: a subclass may have added slots and a dictionary behind ours. */
static PyTypeObject *base_of(PyTypeObject *type)
{
    while (type->tp_vectorcall != record_vectorcall)
        type = type->tp_base;
    return type;
}

static Py_ssize_t size_of(PyTypeObject *base)
{
    return (base->tp_basicsize - (Py_ssize_t)sizeof(record_object)) / (Py_ssize_t)sizeof(PyObject *);
}

/* Names of the fields; borrowed. Our types are immutable, so what the decorator has put there is still there. */
static PyObject *names_of(PyTypeObject *base)
{
    return PyDict_GetItemWithError(base->tp_dict, match_args);
}

#define MAX_FIELDS 16 /* more are refused by the decorator */

/* Arguments in the order of the fields; the references are borrowed. */
static int bind(PyTypeObject *type, PyObject *const *args, Py_ssize_t count, PyObject *keywords, PyObject **values)
{
    const char *names[MAX_FIELDS];
    PyTypeObject *base = base_of(type);
    Py_ssize_t size = size_of(base);
    for (Py_ssize_t i = 0; i < size; i++)
        names[i] = base->tp_members[i].name;
    return abi_bind(type->tp_name, names, size, args, count, keywords, values);
}

/* Objects that were freed, by their number of fields: a poll makes the same few objects again and again. */
#define MOST_SPARE 16
static record_object *spare[MAX_FIELDS + 1];
static int spare_count[MAX_FIELDS + 1];

static record_object *allocate(PyTypeObject *type, Py_ssize_t size)
{
    record_object *record = spare[size];
    if (record == NULL)
        return PyObject_GC_New(record_object, type);
    spare[size] = (record_object *)record->fields[0];
    spare_count[size]--;
    return (record_object *)PyObject_Init((PyObject *)record, type);
}

/* Whether the garbage collector may have to know of an object that holds this value. */
static inline bool is_tracked(PyObject *value)
{
    return PyType_HasFeature(Py_TYPE(value), Py_TPFLAGS_HAVE_GC) && PyObject_GC_IsTracked(value);
}

/*
 * A record of texts and numbers can be part of no cycle, so the collector is told of it only when a field is set
 * later (record_setattro). A cycle closed through a record's own record is then not found; nothing makes such.
 */
static PyObject *record_vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *keywords)
{
    PyTypeObject *type = (PyTypeObject *)callable;
    Py_ssize_t count = PyVectorcall_NARGS(nargsf), size = size_of(type);
    PyObject *values[MAX_FIELDS];
    if (keywords != NULL || count != size) {
        if (bind(type, args, count, keywords, values) < 0)
            return NULL;
        args = values;
    }
    record_object *record = allocate(type, size);
    if (record == NULL)
        return NULL;
    bool tracked = false;
    for (Py_ssize_t i = 0; i < size; i++) {
        record->fields[i] = Py_NewRef(args[i]);
        tracked = tracked || is_tracked(args[i]);
    }
    if (tracked)
        PyObject_GC_Track(record);
    return (PyObject *)record;
}

static int record_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    if (!PyObject_GC_IsTracked(self))
        PyObject_GC_Track(self);
    return PyObject_GenericSetAttr(self, name, value);
}

/* A subclass is made by new and init, either of which it may replace. */
static int record_init(PyObject *self, PyObject *args, PyObject *keywords)
{
    PyObject *given[2 * MAX_FIELDS], *values[MAX_FIELDS], *names = NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(args), named = keywords == NULL ? 0 : PyDict_GET_SIZE(keywords);
    if (count > MAX_FIELDS || named > MAX_FIELDS) {
        PyErr_Format(PyExc_TypeError, "%.100s() got too many arguments", Py_TYPE(self)->tp_name);
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++)
        given[i] = PyTuple_GET_ITEM(args, i);
    if (named > 0) {
        names = PyTuple_New(named);
        if (names == NULL)
            return -1;
        PyObject *key, *value;
        Py_ssize_t position = 0;
        for (Py_ssize_t i = 0; PyDict_Next(keywords, &position, &key, &value); i++) {
            PyTuple_SET_ITEM(names, i, Py_NewRef(key));
            given[count + i] = value;
        }
    }
    int failed = bind(Py_TYPE(self), given, count, names, values);
    for (Py_ssize_t i = 0; !failed && i < size_of(base_of(Py_TYPE(self))); i++)
        Py_XSETREF(RECORD_FIELD(self, i), Py_NewRef(values[i]));
    Py_XDECREF(names);
    return failed;
}

static PyObject *record_new(PyTypeObject *type, PyObject *Py_UNUSED(args), PyObject *Py_UNUSED(keywords))
{
    return type->tp_alloc(type, 0);
}

static int record_clear(PyObject *self)
{
    for (Py_ssize_t i = size_of(base_of(Py_TYPE(self))) - 1; i >= 0; i--)
        Py_CLEAR(RECORD_FIELD(self, i));
    return 0;
}

static int record_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    for (Py_ssize_t i = size_of(base_of(Py_TYPE(self))) - 1; i >= 0; i--)
        Py_VISIT(RECORD_FIELD(self, i));
    return 0;
}

static void record_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    PyTypeObject *base = base_of(type);
    Py_ssize_t size = size_of(base);
    for (Py_ssize_t i = 0; i < size; i++)
        Py_XDECREF(RECORD_FIELD(self, i));
    if (type == base && size > 0 && spare_count[size] < MOST_SPARE) {
        RECORD_FIELD(self, 0) = (PyObject *)spare[size];
        spare[size] = (record_object *)self;
        spare_count[size]++;
    } else {
        type->tp_free(self);
    }
    Py_DECREF(type);
}

static PyObject *record_repr(PyObject *self)
{
    int entered = Py_ReprEnter(self);
    if (entered != 0)
        return entered < 0 ? NULL : PyUnicode_FromString("...");
    PyObject *names = names_of(base_of(Py_TYPE(self))), *result = NULL;
    PyObject *title = PyType_GetQualName(Py_TYPE(self));
    PyObject *parts = PyList_New(0), *comma = PyUnicode_FromString(", ");
    bool complete = title != NULL && parts != NULL && comma != NULL;
    for (Py_ssize_t i = 0; complete && i < PyTuple_GET_SIZE(names); i++) {
        PyObject *name = PyTuple_GET_ITEM(names, i), *value = PyObject_GetAttr(self, name);
        PyObject *part = value == NULL ? NULL : PyUnicode_FromFormat("%U=%R", name, value);
        complete = part != NULL && PyList_Append(parts, part) == 0;
        Py_XDECREF(part);
        Py_XDECREF(value);
    }
    PyObject *joined = complete ? PyUnicode_Join(comma, parts) : NULL;
    if (joined != NULL)
        result = PyUnicode_FromFormat("%U(%U)", title, joined);
    Py_XDECREF(joined);
    Py_XDECREF(comma);
    Py_XDECREF(parts);
    Py_XDECREF(title);
    Py_ReprLeave(self);
    return result;
}

/* Equal as dataclasses are: the same class and equal fields. */
static PyObject *record_compare(PyObject *self, PyObject *other, int operation)
{
    if ((operation != Py_EQ && operation != Py_NE) || Py_TYPE(self) != Py_TYPE(other))
        Py_RETURN_NOTIMPLEMENTED;
    Py_ssize_t size = size_of(base_of(Py_TYPE(self)));
    int equal = 1;
    for (Py_ssize_t i = 0; equal == 1 && i < size; i++) {
        PyObject *left = Py_XNewRef(RECORD_FIELD(self, i)), *right = Py_XNewRef(RECORD_FIELD(other, i));
        equal = left == NULL || right == NULL ? left == right : PyObject_RichCompareBool(left, right, Py_EQ);
        Py_XDECREF(left);
        Py_XDECREF(right);
    }
    return equal < 0 ? NULL : PyBool_FromLong(operation == Py_EQ ? equal : !equal);
}

/* For copy and pickle. */
static PyObject *record_reduce(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *names = names_of(base_of(Py_TYPE(self))), *values = PyTuple_New(PyTuple_GET_SIZE(names));
    for (Py_ssize_t i = 0; values != NULL && i < PyTuple_GET_SIZE(names); i++) {
        PyObject *value = PyObject_GetAttr(self, PyTuple_GET_ITEM(names, i));
        if (value == NULL)
            Py_CLEAR(values);
        else
            PyTuple_SET_ITEM(values, i, value);
    }
    return values == NULL ? NULL : Py_BuildValue("(ON)", Py_TYPE(self), values);
}

static PyMethodDef record_methods[] = {
    {"__reduce__", record_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject *make_type(const char *full_name, PyObject *names)
{
    Py_ssize_t size = PyTuple_GET_SIZE(names);
    PyMemberDef members[MAX_FIELDS + 1] = {{NULL, 0, 0, 0, NULL}};
    for (Py_ssize_t i = 0; i < size; i++) {
        const char *name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(names, i));
        if (name == NULL)
            return NULL;
        members[i] = (PyMemberDef){.name = name, .type = Py_T_OBJECT_EX,
            .offset = (Py_ssize_t)(offsetof(record_object, fields) + (size_t)i * sizeof(PyObject *))};
    }
    PyType_Slot slots[] = {
        {Py_tp_new, record_new}, {Py_tp_init, record_init}, {Py_tp_dealloc, record_dealloc},
        {Py_tp_traverse, record_traverse}, {Py_tp_clear, record_clear}, {Py_tp_setattro, record_setattro},
        {Py_tp_repr, record_repr},
        {Py_tp_richcompare, record_compare}, {Py_tp_hash, PyObject_HashNotImplemented},
        {Py_tp_methods, record_methods}, {Py_tp_members, members}, {0, NULL},
    };
    PyType_Spec spec = {
        .name = full_name, .basicsize = (int)(sizeof(record_object) + (size_t)size * sizeof(PyObject *)),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, .slots = slots,
    };
    PyTypeObject *type = (PyTypeObject *)PyType_FromSpec(&spec);
    if (type == NULL)
        return NULL;
    type->tp_vectorcall = record_vectorcall;
    const char *dot = strrchr(type->tp_name, '.');
    if (dot != NULL)
        type->tp_name = dot + 1; /* as a class written in Python has it: messages then read alike */
    return type;
}

PyObject *record_decorator(PyObject *Py_UNUSED(module), PyObject *dataclass)
{
    static const char *const taken[] = {
        "__match_args__", "__dataclass_fields__", "__dataclass_params__", "__replace__",
    };
    if (match_args == NULL && (match_args = PyUnicode_InternFromString("__match_args__")) == NULL)
        return NULL;
    PyObject *names = PyObject_GetAttr(dataclass, match_args);
    PyObject *module = PyObject_GetAttrString(dataclass, "__module__");
    PyObject *title = PyObject_GetAttrString(dataclass, "__qualname__");
    PyObject *full = module == NULL || title == NULL ? NULL : PyUnicode_FromFormat("%U.%U", module, title);
    PyTypeObject *type = NULL;
    if (names != NULL && full != NULL && PyTuple_GET_SIZE(names) > MAX_FIELDS)
        PyErr_SetString(PyExc_SystemError, "a record has too many fields");
    else if (names != NULL && full != NULL)
        type = make_type(PyUnicode_AsUTF8(full), names);
    for (size_t i = 0; type != NULL && i < sizeof taken / sizeof *taken; i++) {
        PyObject *value = PyObject_GetAttrString(dataclass, taken[i]);
        if (value == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
            PyErr_Clear(); /* __replace__ came with Python 3.13 */
        } else if (value == NULL || PyObject_SetAttrString((PyObject *)type, taken[i], value) < 0) {
            Py_CLEAR(type);
        }
        Py_XDECREF(value);
    }
    /* From here on immutable: the functions above rely on what stands there, and calls of the type get faster. */
    if (type != NULL)
        type->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
    Py_XDECREF(full);
    Py_XDECREF(title);
    Py_XDECREF(module);
    if (type == NULL)
        Py_XDECREF(names); /* otherwise kept for good: the type's members point to its texts */
    return (PyObject *)type;
}
