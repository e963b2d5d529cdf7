#pragma once

#include "gc/object_registry.h"

namespace pyro::gc {

// Hears of every allocation while it is installed (Heap::set_allocation_tracer), and after each
// collection what became of the objects. Allocation takes the slow path meanwhile; without a tracer
// it costs nothing. Neither function may allocate in the heap.
class AllocationTracer {
 public:
  virtual ~AllocationTracer() = default;
  // `object` has a header and nothing else yet.
  virtual void allocated_NoGC(RawObject object, word bytes) = 0;
  // Called in the weak phases of a collection.
  virtual void collected_NoGC(CollectionKind kind, const Survival& survival) = 0;
};

}  // namespace pyro::gc
