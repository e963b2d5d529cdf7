#pragma once

#include <utility>
#include <vector>

#include "gc/geometry.h"

// Old objects that may refer to young ones. The write barrier puts an object here at the first
// store of a heap pointer after its logged bit was cleared; the bit is set exactly as long as the
// object is in the set.

namespace pyro::gc {

class RememberedSet {
 public:
  void add(uword address) {
    set_logged(address);
    owners_.push_back(address);
  }
  const std::vector<uword>& owners() const { return owners_; }

  // Empties the set, logged bits included, and returns what it held.
  std::vector<uword> take() {
    for (uword address : owners_) clear_logged(address);
    return std::exchange(owners_, {});
  }

 private:
  std::vector<uword> owners_;
};

}  // namespace pyro::gc
