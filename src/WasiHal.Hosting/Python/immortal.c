/* Makes every object of the snapshot immortal: references to it are then not counted.

   A count is a write, and the first write to a page of the image copies the page for that plugin alone. Without this,
   running anything of the library would copy most pages of the objects it looks at. Nothing is lost: the objects
   would stay until the end of the instance in any case. */
#define Py_BUILD_CORE 1
#include "immortal.h"

#include <Python.h>
#include "internal/pycore_code.h"
#include "internal/pycore_dict.h"
#include "internal/pycore_descrobject.h"
#include "internal/pycore_gc.h"
#include "internal/pycore_global_objects.h"
#include "internal/pycore_hashtable.h"
#include "internal/pycore_interp.h"
#include "internal/pycore_moduleobject.h"
#include "internal/pycore_object.h"
#include "internal/pycore_opcode_metadata.h"
#include "internal/pycore_pystate.h"
#include "internal/pycore_runtime.h"
#include "internal/pycore_typeobject.h"

/* The counts that mark an object that was met: immortal, and told apart from what CPython itself makes immortal. */
enum { MET = _Py_IMMORTAL_INITIAL_REFCNT + 1, MET_STATIC = _Py_STATIC_IMMORTAL_INITIAL_REFCNT + 1 };

static int meet(PyObject *object, void *unused);

static void meet_all(PyObject *const *objects, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (objects[i])
            meet(objects[i], NULL);
    }
}
#define MEET(...) \
    meet_all((PyObject *const[]){__VA_ARGS__}, sizeof((PyObject *const[]){__VA_ARGS__}) / sizeof(PyObject *))

/* Constants are immortal now, nothing is traced, and there is no just-in-time compiler: what the first run of an
   instruction would find out and write into the code is written here. */
static void settle_instructions(PyCodeObject *code)
{
    _Py_CODEUNIT *at = _PyCode_CODE(code), *end = at + Py_SIZE(code);
    while (at < end) {
        switch (at->op.code) {
        case LOAD_CONST:
        case LOAD_CONST_MORTAL:
            at->op.code = LOAD_CONST_IMMORTAL;
            break;
        case RESUME:
            at->op.code = RESUME_CHECK;
            break;
        case JUMP_BACKWARD:
            at->op.code = JUMP_BACKWARD_NO_JIT;
            break;
        }
        at += 1 + _PyOpcode_Caches[_PyOpcode_Deopt[at->op.code]];
    }
}

static void meet_code(PyCodeObject *code)
{
    MEET(code->co_consts, code->co_names, code->co_exceptiontable, code->co_localsplusnames,
        code->co_localspluskinds, code->co_filename, code->co_name, code->co_qualname, code->co_linetable);
    _PyCoCached *cached = code->_co_cached;
    if (cached)
        MEET(cached->_co_code, cached->_co_varnames, cached->_co_cellvars, cached->_co_freevars);
    settle_instructions(code);
}

static void meet_type(PyTypeObject *type)
{
    MEET(_PyType_GetDict(type), _PyType_GetBases(type), _PyType_GetMRO(type), (PyObject *)type->tp_base);
    if (type->tp_flags & Py_TPFLAGS_HEAPTYPE) {
        PyHeapTypeObject *heap = (PyHeapTypeObject *)type;
        MEET(heap->ht_name, heap->ht_qualname, heap->ht_slots, (PyObject *)type->tp_subclasses);
    } else if (type->tp_flags & _Py_TPFLAGS_STATIC_BUILTIN) {
        managed_static_type_state *state = _PyStaticType_GetState(_PyInterpreterState_GET(), type);
        if (state)
            MEET(state->tp_subclasses);
    }
}

static void meet_entries(PyObject *dict)
{
    PyObject *key, *value;
    for (Py_ssize_t position = 0; PyDict_Next(dict, &position, &key, &value);)
        MEET(key, value);
}

static bool is_descriptor(PyTypeObject *type)
{
    return type == &PyMethodDescr_Type || type == &PyClassMethodDescr_Type || type == &PyMemberDescr_Type
        || type == &PyGetSetDescr_Type || type == &PyWrapperDescr_Type;
}

/* Everything that an object refers to: what the collector would be told, and what it need not know. */
static void meet_referents(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    MEET((PyObject *)type);
    if (PyType_Check(object))
        meet_type((PyTypeObject *)object);
    else if (PyCode_Check(object))
        meet_code((PyCodeObject *)object);
    else if (PyDict_Check(object))
        meet_entries(object);
    else if (PyModule_Check(object))
        MEET(((PyModuleObject *)object)->md_name);
    else if (is_descriptor(type))
        MEET(((PyDescrObject *)object)->d_name, ((PyDescrObject *)object)->d_qualname);
    if (PyObject_IS_GC(object) && type->tp_traverse)
        type->tp_traverse(object, meet, NULL);
}

/* What the collector tracks is found in its lists; the rest is followed at once, which is never deep. */
static int meet(PyObject *object, void *Py_UNUSED(unused))
{
    if (object->ob_refcnt == MET || object->ob_refcnt == MET_STATIC)
        return 0;
    object->ob_refcnt = _Py_IsStaticImmortal(object) ? MET_STATIC : MET;
    if (!PyObject_IS_GC(object) || !_PyObject_GC_IS_TRACKED(object))
        meet_referents(object);
    return 0;
}

static void meet_generation(struct gc_generation *generation)
{
    PyGC_Head *head = &generation->head;
    for (PyGC_Head *at = _PyGCHead_NEXT(head); at != head; at = _PyGCHead_NEXT(at)) {
        PyObject *object = _Py_FROM_GC(at);
        MEET(object);
        meet_referents(object);
    }
}

/* The table of interned texts is large, and each of a plugin's own names would be written somewhere into it. The
   snapshot's texts move to CPython's other table, the one of the texts that are compiled in: it is asked first, holds
   what is immortal, and is never written to. A plugin's names get a small table of their own. */
static int settle_interned(PyInterpreterState *interpreter)
{
    enum { NAMES_OF_A_PLUGIN = 300 };
    PyObject *interned = _Py_INTERP_CACHED_OBJECT(interpreter, interned_strings), *key, *value;
    _Py_hashtable_t *table = _PyRuntime.cached_objects.interned_strings;
    for (Py_ssize_t position = 0; PyDict_Next(interned, &position, &key, &value);) {
        _PyASCIIObject_CAST(key)->state.interned = SSTATE_INTERNED_IMMORTAL;
        if (_Py_hashtable_set(table, key, key))
            return -1;
    }
    PyObject *names = _PyDict_NewPresized(NAMES_OF_A_PLUGIN);
    if (!names)
        return -1;
    _Py_INTERP_CACHED_OBJECT(interpreter, interned_strings) = names;
    interned->ob_refcnt = 1; /* immortal like the rest, but nobody's any more */
    Py_DECREF(interned);
    return 0;
}

int immortal_freeze(void)
{
    PyInterpreterState *interpreter = _PyInterpreterState_GET();
    struct _gc_runtime_state *collector = &interpreter->gc;
    for (int i = 0; i < NUM_GENERATIONS; i++)
        meet_generation(&collector->generations[i]);
    meet_generation(&collector->permanent_generation);
    meet_entries(_Py_INTERP_CACHED_OBJECT(interpreter, interned_strings));
    return settle_interned(interpreter);
}
