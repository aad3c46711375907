/*
 * Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
 * Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
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
