#pragma once

#include "gc/geometry.h"

// Address space and pages: the only calls to the system's memory functions, and the poisoning of
// memory that no live object occupies.

namespace pyro::gc {

// Address space for one heap. `base` is aligned to kRegionSize and 0 if the system refuses; memory
// for objects is [base + kHeapOffset, end).
struct Region {
  uword base = 0, end = 0;
};
// Reserves a region, side tables accessible, the rest not. Where the whole of it is refused
// (`ulimit -v`, memory checkers), as much as there is: then only the tables' used parts are
// reserved, and `end` lies before base + kRegionSize.
Region reserve_region();
void release_region(const Region& region);
// Makes [begin, end) accessible; page aligned. The pages read as zero and cost nothing until
// touched.
bool commit(uword begin, uword end);
// Gives the pages back; they read as zero afterwards.
void decommit(uword begin, uword end);

constexpr uint8_t kPoisonByte = 0xdb;
// Fills memory that no object may refer to any longer. With AddressSanitizer any access to it is
// reported as well.
void poison(uword begin, uword end, bool fill);
void unpoison(uword begin, uword end);

}  // namespace pyro::gc
