/* From linear memory to Python objects, and the allocator that the host uses. */
#include "abi.h"

static PyObject *err_class;

int abi_prepare(abi_type *const *types)
{
    PyObject *results = PyImport_ImportModule("componentize_py_types");
    err_class = results == NULL ? NULL : PyObject_GetAttrString(results, "Err");
    Py_XDECREF(results);
    if (err_class == NULL)
        return -1;
    for (; *types != NULL; types++) {
        abi_type *type = *types;
        PyObject *module = type->module == NULL ? NULL : PyImport_ImportModule(type->module);
        if (type->module != NULL && module == NULL)
            return -1;
        if (module != NULL && (type->kind == ABI_RECORD || type->kind == ABI_ENUM)) {
            type->class_object = PyObject_GetAttrString(module, type->expected);
            if (type->class_object == NULL)
                return -1;
        }
        for (uint32_t i = 0; i < type->count && type->members != NULL; i++) {
            abi_member *member = &type->members[i];
            member->object = type->kind == ABI_VARIANT ? PyObject_GetAttrString(module, member->name)
                                                       : PyUnicode_InternFromString(member->name);
            if (member->object == NULL)
                return -1;
        }
        Py_XDECREF(module);
    }
    return 0;
}

/*
 * The ABI lets an allocation fail only by a trap: with the store's memory used up there is nobody to tell.
 * An empty block needs an address that is aligned and not null, but no memory.
 */
EXPORT("cabi_realloc")
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size)
{
    if (size == 0)
        return (void *)alignment;
    void *block = realloc(old_size == 0 ? NULL : old, size);
    if (block == NULL)
        __builtin_trap();
    return block;
}

/* Frees what the host allocated. The length tells an empty block, which was none. */
static void release(const uint8_t *at, uint32_t length)
{
    if (length != 0)
        free((void *)(uintptr_t)at);
}

static PyObject *lift_list(const abi_type *type, const uint8_t *data, uint32_t length)
{
    PyObject *list = PyList_New(length);
    for (uint32_t i = 0; list != NULL && i < length; i++) {
        PyObject *item = abi_lift(type->element, data + i * type->element->size);
        if (item == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, item);
    }
    release(data, length);
    return list;
}

/* A record that has no class of its own becomes a tuple, like a tuple. */
static PyObject *lift_tuple(const abi_type *type, const uint8_t *at)
{
    PyObject *tuple = PyTuple_New(type->count);
    for (uint32_t i = 0; tuple != NULL && i < type->count; i++) {
        PyObject *item = abi_lift(type->members[i].type, at + type->members[i].offset);
        if (item == NULL)
            Py_CLEAR(tuple);
        else
            PyTuple_SET_ITEM(tuple, i, item);
    }
    return tuple;
}

static PyObject *lift_variant(const abi_type *type, const uint8_t *at)
{
    if (*at >= type->count) {
        PyErr_Format(PyExc_SystemError, "the host gave case %d of %s", *at, type->name);
        return NULL;
    }
    const abi_member *member = &type->members[*at];
    if (member->type == NULL)
        return PyObject_CallNoArgs(member->object);
    PyObject *payload = abi_lift(member->type, at + type->payload);
    PyObject *value = payload == NULL ? NULL : PyObject_CallOneArg(member->object, payload);
    Py_XDECREF(payload);
    return value;
}

PyObject *abi_lift(const abi_type *type, const uint8_t *at)
{
    switch (type->kind) {
    case ABI_BOOL:
        return PyBool_FromLong(*at);
    case ABI_U8:
        return PyLong_FromLong(*at);
    case ABI_U32:
        return PyLong_FromUnsignedLong(abi_read32(at));
    case ABI_U64: {
        uint64_t number;
        memcpy(&number, at, sizeof number);
        return PyLong_FromUnsignedLongLong(number);
    }
    case ABI_F32: {
        float number;
        memcpy(&number, at, sizeof number);
        return PyFloat_FromDouble(number);
    }
    case ABI_F64: {
        double number;
        memcpy(&number, at, sizeof number);
        return PyFloat_FromDouble(number);
    }
    case ABI_STRING:
    case ABI_BYTES:
    case ABI_LIST: {
        const uint8_t *data = (const uint8_t *)(uintptr_t)abi_read32(at);
        uint32_t length = abi_read32(at + 4);
        if (type->kind == ABI_LIST)
            return lift_list(type, data, length);
        PyObject *value = type->kind == ABI_STRING ? PyUnicode_DecodeUTF8((const char *)data, length, NULL)
                                                   : PyBytes_FromStringAndSize((const char *)data, length);
        release(data, length);
        return value;
    }
    case ABI_RECORD:
    case ABI_TUPLE:
        return lift_tuple(type, at);
    case ABI_VARIANT:
        return lift_variant(type, at);
    case ABI_OPTION:
        return *at == 0 ? Py_NewRef(Py_None) : abi_lift(type->element, at + type->payload);
    default:
        PyErr_SetString(PyExc_SystemError, "a type of the contract cannot be lifted");
        return NULL;
    }
}

PyObject *abi_return(const abi_type *type, const uint8_t *at)
{
    if (type->kind != ABI_RESULT)
        return abi_lift(type, at);
    if (*at == 0)
        return type->element == NULL ? Py_NewRef(Py_None) : abi_lift(type->element, at + type->payload);
    PyObject *error = abi_lift(type->error, at + type->payload);
    PyObject *exception = error == NULL ? NULL : PyObject_CallOneArg(err_class, error);
    if (exception != NULL)
        PyErr_SetObject(err_class, exception);
    Py_XDECREF(exception);
    Py_XDECREF(error);
    return NULL;
}

PyObject *abi_take(const abi_type *type, uint32_t address, uint32_t length)
{
    uint8_t span[8];
    abi_write32(span, address);
    abi_write32(span + 4, length);
    return abi_lift(type, span);
}
