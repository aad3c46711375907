/* The module's entries: what snapshot.c calls to set the runtime up, and what the exports call to run a plugin. */
#include "runtime.h"

#include "contract.g.h"
#include "exports.h"
#include "records.h"

static PyObject *targets[CONTRACT_KINDS + 1];
static PyObject *describe, *log_failure, *flush;
static bool output_pending;
static _Alignas(8) uint8_t area[CONTRACT_AREA];

static PyObject *core_begin(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(ignored))
{
    runtime_begin();
    Py_RETURN_NONE;
}

/* None takes the target away, which the practice plugin needs while the snapshot is made. */
static PyObject *core_set_target(PyObject *Py_UNUSED(module), PyObject *args)
{
    int kind;
    PyObject *target;
    if (!PyArg_ParseTuple(args, "iO", &kind, &target))
        return NULL;
    if (kind < 0 || kind >= CONTRACT_KINDS) {
        PyErr_SetString(PyExc_ValueError, "no such kind");
        return NULL;
    }
    Py_XSETREF(targets[kind], target == Py_None ? NULL : Py_NewRef(target));
    Py_RETURN_NONE;
}

/* Told whether a line was begun and not ended, so that calls that print nothing pay nothing. */
static PyObject *core_set_pending(PyObject *Py_UNUSED(module), PyObject *value)
{
    output_pending = value == Py_True;
    Py_RETURN_NONE;
}

/* Stands in for an imported function while the snapshot is made, and is called in the same way. */
static PyObject *core_discard(PyObject *Py_UNUSED(module), PyObject *const *Py_UNUSED(args),
    Py_ssize_t Py_UNUSED(count), PyObject *Py_UNUSED(keywords))
{
    Py_RETURN_NONE;
}

static PyMethodDef core_methods[] = {
    {"begin", core_begin, METH_NOARGS, NULL},
    {"discard", (PyCFunction)(void (*)(void))core_discard, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"record", record_decorator, METH_O, NULL},
    {"set_target", core_set_target, METH_VARARGS, NULL},
    {"set_pending", core_set_pending, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef core_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_core", .m_methods = core_methods,
};

static PyObject *init_core(void)
{
    return PyModuleDef_Init(&core_module);
}

int wasihal_register_modules(void)
{
    if (PyImport_AppendInittab("_wasihal_core", init_core) < 0)
        return -1;
    return PyImport_ExtendInittab(contract_inittab);
}

static int import_package(const char *name)
{
    PyObject *package = PyImport_ImportModule(name);
    Py_XDECREF(package);
    return package == NULL ? -1 : 0;
}

int wasihal_prepare(void)
{
    /* All of what a plugin may import exists in the snapshot: there are no files later. */
    if (import_package("wit_world.exports") < 0)
        return -1;
    for (const struct _inittab *entry = contract_inittab; entry->name != NULL; entry++) {
        char name[100];
        PyOS_snprintf(name, sizeof name, "wit_world.imports.%s", entry->name + strlen("_wasihal_"));
        if (import_package(name) < 0)
            return -1;
    }
    if (abi_prepare(contract_types) < 0)
        return -1;
    for (contract_export *const *call = contract_exports; *call != NULL; call++) {
        if (((*call)->method = PyUnicode_InternFromString((*call)->name)) == NULL)
            return -1;
    }
    PyObject *loader = targets[CONTRACT_KINDS] = PyImport_ImportModule("_wasihal");
    if (loader == NULL)
        return -1;
    describe = PyObject_GetAttrString(loader, "describe");
    log_failure = PyObject_GetAttrString(loader, "log_failure");
    flush = PyObject_GetAttrString(loader, "flush");
    return describe == NULL || log_failure == NULL || flush == NULL ? -1 : 0;
}

/* Turns the pending exception into text. Describing it runs the plugin's code too and may fail in turn. */
static PyObject *take_failure(void)
{
    PyObject *exception = PyErr_GetRaisedException();
    if (exception == NULL)
        return PyUnicode_FromString("a call failed without an exception");
    PyObject *text = PyObject_CallOneArg(describe, exception);
    if (text == NULL || !PyUnicode_Check(text)) {
        PyErr_Clear();
        Py_XSETREF(text, PyUnicode_FromFormat("%.100s (it could not be described)", Py_TYPE(exception)->tp_name));
    }
    Py_DECREF(exception);
    return text;
}

static void answer_failure(const contract_export *call)
{
    static const char no_memory[] = "MemoryError (it could not be described)";
    abi_forget();
    memset(area, 0, sizeof area);
    PyObject *text = take_failure();
    if (call->result->kind != ABI_RESULT) { /* no way to answer an error: the log gets it, the host an empty list */
        PyObject *none = text == NULL ? NULL : PyObject_CallOneArg(log_failure, text);
        Py_XDECREF(none);
    } else {
        area[0] = 1;
        if (text == NULL || abi_lower_text(text, area + call->result->payload) < 0)
            abi_write_span(area + call->result->payload, no_memory, sizeof no_memory - 1);
    }
    PyErr_Clear();
    Py_XDECREF(text);
}

uint8_t *contract_call(contract_export *call, PyObject **arguments, size_t count)
{
    enum { MOST = 4 };
    PyObject *stack[2 + MOST], *result = NULL; /* one place is left before the arguments, as vectorcall likes it */
    abi_forget();
    stack[1] = Py_XNewRef(targets[call->target]);
    bool complete = count <= MOST;
    for (size_t i = 0; complete && i < count; i++) {
        stack[2 + i] = arguments[i];
        complete = arguments[i] != NULL;
    }
    if (stack[1] == NULL)
        PyErr_Format(PyExc_RuntimeError, "nothing is loaded that has %s()", call->name);
    else if (complete)
        result = PyObject_VectorcallMethod(call->method, stack + 1, (1 + count) | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    if (result == NULL || abi_lower(call->result, result, area, call->name) < 0)
        answer_failure(call);
    Py_XDECREF(result);
    Py_XDECREF(stack[1]);
    for (size_t i = 0; i < count; i++)
        Py_XDECREF(arguments[i]);
    if (output_pending) {
        PyObject *none = PyObject_CallNoArgs(flush);
        Py_XDECREF(none);
        PyErr_Clear();
    }
    return area;
}

void contract_post(void)
{
    abi_forget();
}
