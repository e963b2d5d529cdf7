#pragma once

#include <array>

#include "objects/objects.h"

// How a heap's region is divided, and the side tables that describe its memory (see
// objects/region.h for the part that stores outside the collector rely on).
//
//   region base
//   | RegionHeader page | logged bits | start bits | mark bits | block table | survivor 0 | eden |
//   survivor 1 | blocks ... |
//
// Everything behind the block table is managed in blocks of 32 KiB. A block of the old generation
// is divided into lines of 256 bytes, the unit in which the memory of dead objects is found again
// (Blackburn and McKinley, "Immix", 2008). Objects too large for a header's size field occupy a run
// of whole blocks.

namespace pyro::gc {

constexpr int kBlockSizeLog2 = 15, kLineSizeLog2 = 8;
constexpr uword kBlockSize = uword{1} << kBlockSizeLog2;
constexpr uword kLineSize = uword{1} << kLineSizeLog2;
constexpr uword kLinesPerBlock = kBlockSize / kLineSize;
static_assert(kLinesPerBlock == 128, "BlockInfo keeps two words of line marks");

enum class BlockState : uint8_t {
  kFree,  // zero is the state of memory that was never used
  kNursery,
  kLines,      // small objects of the old generation
  kLargeHead,  // first block of a large object
  kLargeTail,
};

// Large objects age where they are, as small ones do by moving from eden to a survivor space to the
// old generation.
enum class LargeAge : uint8_t {
  kOld,
  kNew,       // born since the last collection
  kAged,      // lived through one minor collection
  kSurvivor,  // during a minor collection: was new and was reached
};

// What marking does with the objects of a block, apart from marking them.
enum class Role : uint8_t {
  kPlain,  // nothing
  kYoung,  // nursery, young large object: slices leave it alone, a final pause empties the nursery
  kEvacuate,  // the collection in progress moves them elsewhere
  kSealed,    // see gc/sealed_set.h: they count as marked
};

// What is known about a block. Kept apart from the block, so that finding out costs no write to the
// block itself.
struct BlockInfo {
  uint64_t lines[2];      // kLines: a set bit is a line in use
  uint32_t large_blocks;  // kLargeHead: length of the run
  BlockState state;
  Role role;
  bool committed;  // was touched since the system last gave it: holds memory, content arbitrary
  LargeAge age;    // kLargeHead
  // kLines: bytes of the objects that the last marking found, and all of what was given to the
  // allocator since then.
  uint32_t live_bytes;
  uint8_t unused[4];

  uword live_lines() const {
    return static_cast<uword>(std::popcount(lines[0]) + std::popcount(lines[1]));
  }
};
static_assert(sizeof(BlockInfo) == 32);

constexpr uword kStartTableOffset = kLoggedTableOffset + kLoggedTableSize;
constexpr uword kMarkTableOffset = kStartTableOffset + kLoggedTableSize;
constexpr uword kBlockTableOffset = kMarkTableOffset + kLoggedTableSize;
constexpr uword kBlockTableSize = (kRegionSize >> kBlockSizeLog2) * sizeof(BlockInfo);
constexpr uword kHeapOffset =
    (kBlockTableOffset + kBlockTableSize + kBlockSize - 1) & ~(kBlockSize - 1);

inline uword round_up(uword value, uword power_of_two) {
  return (value + power_of_two - 1) & ~(power_of_two - 1);
}

inline BlockInfo& block_info(uword address) {
  uword base = address & ~kRegionMask;
  return reinterpret_cast<BlockInfo*>(base +
                                      kBlockTableOffset)[(address & kRegionMask) >> kBlockSizeLog2];
}

// Start bits: one for each word of the old generation, set at the first word of every object, dead
// ones that no collection found included. Mark bits: the same for what a major collection has
// reached so far; all clear, and without memory, while none is under way. At its end the marks
// become the start bits.
template <uword kTableOffset>
inline uint64_t* table_word(uword address) {
  uword base = address & ~kRegionMask;
  return reinterpret_cast<uint64_t*>(base + kTableOffset) +
         ((address & kRegionMask) >> (kWordSizeLog2 + 6));
}
inline uint64_t* start_word(uword address) { return table_word<kStartTableOffset>(address); }
inline uint64_t* mark_word(uword address) { return table_word<kMarkTableOffset>(address); }
inline uint64_t start_mask(uword address) {
  return uint64_t{1} << ((address >> kWordSizeLog2) & 63);
}
inline bool is_start(uword address) { return (*start_word(address) & start_mask(address)) != 0; }
inline void set_start(uword address) { *start_word(address) |= start_mask(address); }
inline bool is_marked(uword address) { return (*mark_word(address) & start_mask(address)) != 0; }
inline void set_mark(uword address) { *mark_word(address) |= start_mask(address); }
// Returns whether the bit was set already.
inline bool test_and_set_mark(uword address) {
  uint64_t* marks = mark_word(address);
  uint64_t mask = start_mask(address), old = *marks;
  if ((old & mask) != 0) return true;
  *marks = old | mask;
  return false;
}
constexpr uword kStartBytesPerBlock = kBlockSize / kWordSize / 8;

inline bool is_logged(uword address) { return (*logged_byte(address) & logged_bit(address)) != 0; }
inline void set_logged(uword address) { *logged_byte(address) |= logged_bit(address); }
inline void clear_logged(uword address) {
  *logged_byte(address) = static_cast<uint8_t>(*logged_byte(address) & ~logged_bit(address));
}

// Line marks of a block, for `bytes` bytes at `address`.
inline void set_lines(BlockInfo& block, uword first, uword last) {
  for (uword line = first; line <= last; line++)
    block.lines[line >> 6] |= uint64_t{1} << (line & 63);
}
inline void clear_lines(BlockInfo& block, uword first, uword last) {
  for (uword line = first; line <= last; line++)
    block.lines[line >> 6] &= ~(uint64_t{1} << (line & 63));
}
inline void mark_lines(BlockInfo& block, uword address, uword bytes) {
  uword offset = address & (kBlockSize - 1);
  uword first = offset >> kLineSizeLog2, last = (offset + bytes - 1) >> kLineSizeLog2;
  block.lines[first >> 6] |= uint64_t{1} << (first & 63);
  if (first != last) set_lines(block, first + 1, last);
}
inline bool line_in_use(const BlockInfo& block, uword line) {
  return (block.lines[line >> 6] >> (line & 63) & 1) != 0;
}

// How the collector treats the words behind a header that are values. Everything it knows of single
// kinds is here.
enum class Tracing : uint8_t { kAll, kWeakRef, kWeakArray, kFeedback };

consteval std::array<Tracing, 256> make_tracing_table() {
  std::array<Tracing, 256> table{};
  for (size_t kind = 0; kind < std::size(kKindInfo); kind++) {
    if (kKindInfo[kind].weak) table[kind] = Tracing::kWeakRef;
  }
  table[static_cast<size_t>(Kind::kWeakArray)] = Tracing::kWeakArray;
  table[static_cast<size_t>(Kind::kFeedback)] = Tracing::kFeedback;
  return table;
}
inline constexpr std::array<Tracing, 256> kTracing = make_tracing_table();
inline Tracing tracing_of(Kind kind) { return kTracing[static_cast<uint8_t>(kind)]; }

}  // namespace pyro::gc
