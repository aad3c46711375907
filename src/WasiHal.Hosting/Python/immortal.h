/* The snapshot's objects live as long as an instance does. This makes them objects that nobody counts. */
#ifndef WASIHAL_IMMORTAL_H
#define WASIHAL_IMMORTAL_H

/* Called when no Python code runs any more before the snapshot is taken; returns 0, or -1 without memory. */
int immortal_freeze(void);

#endif
