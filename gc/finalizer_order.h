#pragma once

#include <vector>

#include "gc/vm_interface.h"

// The order in which finalizers of one collection run.
//
// With reference counts an object that holds another one dies first, so that its finalizer finds
// the other as it was; only cycles wait for the collector, which takes what is in them, and what
// hangs on them, in the order of creation. The same order is made here by Tarjan's algorithm for
// strongly connected components ("Depth-first search and linear graph algorithms", 1972), over the
// dead objects that can be reached from those with finalizers. Objects that have nothing to do with
// each other keep the order of registration.

namespace pyro::gc {

// `doomed`: dead objects with finalizers in the order of registration, before any of them, or what
// they reach, was brought back to life. Where they reach too much to look at, the order stays as it
// is.
void order_finalizers(const WeakResolver& resolver, std::vector<RawObject>* doomed);

}  // namespace pyro::gc
