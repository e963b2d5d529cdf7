#include <cerrno>

#include "gc/heap_impl.h"

namespace pyro::gc {

bool Heap::write_snapshot(FILE*) {
  errno = ENOSYS;
  return false;
}

}  // namespace pyro::gc
