/*
 * Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
 * Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
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
