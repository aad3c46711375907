/* What the parts of the runtime module agree on: the C library's replacements (determinism.c), the code that makes
   the snapshot (snapshot.c) and the glue between Python and the host (glue/). */
#ifndef WASIHAL_RUNTIME_H
#define WASIHAL_RUNTIME_H

/* 0 while the snapshot is made, 1 in an instance that runs a plugin. While it is 0, clocks stand still, entropy is a
   constant sequence and files have neither identity nor age, so that the snapshot is the same on every machine. */
extern int runtime_started;

/* Makes the instance its own: real clocks and entropy from here on, and everything that was seeded while the snapshot
   was made is seeded again. The glue calls it before it runs the first line of a plugin: once in an instance, and for
   each practice plugin while the snapshot is made, when time and entropy stay what they are. No Python error is pending
   afterwards. */
void runtime_begin(void);

/* Given by the glue, called while the snapshot is made; both return 0 when all went well, and otherwise may leave a
   Python error set, which is printed.
   Register: before the interpreter exists; adds the built-in modules (PyImport_AppendInittab).
   Prepare: after the standard library was imported; imports the Python packages of lib/. What is left to do in Python
   after that is in lib/_wasihal_snapshot.py. */
int wasihal_register_modules(void);
int wasihal_prepare(void);

#endif
