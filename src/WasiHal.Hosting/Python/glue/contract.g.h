/*
 * Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
 * Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44
 */
#ifndef WASIHAL_CONTRACT_H
#define WASIHAL_CONTRACT_H

#include "abi.h"
#include "exports.h"

#define CONTRACT_KINDS 4 /* interfaces that a plugin may give; the target after them is the loader */
#define CONTRACT_AREA 12  /* bytes of the largest result of an export */

extern struct _inittab contract_inittab[];
extern abi_type *const contract_types[];
extern contract_export *const contract_exports[];

#endif
