#pragma once

#include <cstddef>
#include <cstdint>

// The address arithmetic that stores and the collector share.
//
// Every heap lives inside one reservation of kRegionSize bytes of address space, aligned to its
// size. Masking the address of any object therefore finds the region's control block, without a
// global and without a thread argument: several runtimes can live in one process. Physical memory
// is committed only as it is used.
//
//   region base                                                                              base +
//   kRegionSize | RegionHeader | logged bits (1 per word) | other side tables | nursery | blocks
//   and large objects ... |
//
// The "logged" table has one bit for each heap word. A set bit at an object's first word says
// "stores into this object need no further bookkeeping": either it is young, or it has already been
// put into the remembered set. Bits of the nursery are always set. The collector clears the bit of
// every object that it places in the old generation.

namespace pyro {

using word = int64_t;
using uword = uint64_t;

constexpr word kWordSize = 8;
constexpr int kWordSizeLog2 = 3;

constexpr int kRegionSizeLog2 = 36;  // 64 GiB of address space for each heap
constexpr uword kRegionSize = uword{1} << kRegionSizeLog2;
constexpr uword kRegionMask = kRegionSize - 1;

struct RegionHeader {
  // Called when a store of a heap pointer hits an object whose logged bit is clear. Sets the bit
  // and remembers it.
  void (*remember)(RegionHeader* region, uword owner_address);
  void* heap;  // the gc::Heap that owns the region
};

// Offset of the logged-bit table from the region's base; the header page comes first.
constexpr uword kLoggedTableOffset = 4096;
constexpr uword kLoggedTableSize = kRegionSize / kWordSize / 8;

inline RegionHeader* region_of(uword address) {
  return reinterpret_cast<RegionHeader*>(address & ~kRegionMask);
}

inline uint8_t* logged_byte(uword address) {
  uword base = address & ~kRegionMask;
  return reinterpret_cast<uint8_t*>(base + kLoggedTableOffset +
                                    ((address & kRegionMask) >> (kWordSizeLog2 + 3)));
}

inline uint8_t logged_bit(uword address) {
  return static_cast<uint8_t>(1u << ((address >> kWordSizeLog2) & 7));
}

// The write barrier: to be called after a heap pointer was stored into the object at
// `owner_address`.
inline void write_barrier(uword owner_address) {
  if (__builtin_expect((*logged_byte(owner_address) & logged_bit(owner_address)) == 0, 0)) {
    RegionHeader* region = region_of(owner_address);
    region->remember(region, owner_address);
  }
}

}  // namespace pyro
