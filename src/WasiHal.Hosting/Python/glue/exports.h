/* How a call of the host reaches the plugin. */
#ifndef WASIHAL_EXPORTS_H
#define WASIHAL_EXPORTS_H

#include "abi.h"

typedef struct {
    int target;             /* which of the plugin's objects; the one after the last kind is the loader */
    const char *name;       /* of the method, in Python */
    const abi_type *result;
    PyObject *method;       /* the same as interned text; set by wasihal_prepare */
} contract_export;

/*
 * Calls the method and answers where the result lies, which is valid until contract_post. Takes over the references
 * of the arguments; one that is NULL has raised, which is answered as the call's error.
 */
uint8_t *contract_call(contract_export *call, PyObject **arguments, size_t count);
void contract_post(void);

#endif
