/*
 * Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
 * Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade
 */
#ifndef WASIHAL_CONTRACT_H
#define WASIHAL_CONTRACT_H

#include "abi.h"

#define CONTRACT_KINDS 4 /* interfaces that a plugin may give; the target after them is the loader */
#define CONTRACT_AREA 12  /* bytes of the largest result of an export */

extern struct _inittab contract_inittab[];
extern abi_type *const contract_types[];
extern contract_export *const contract_exports[];

#endif
