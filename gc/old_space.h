#pragma once

#include <vector>

#include "gc/block_space.h"

// Small objects of the old generation: blocks divided into lines. Allocation bumps through the free
// lines that the last major collection left ("holes"), then through free blocks. Objects larger
// than a line that do not fit the hole at hand go to a separate free block, so that holes are not
// wasted on them.
//
// Invariant: the line marks of a block cover every line that holds a live object or that is part of
// a range being allocated from. Marking rebuilds them.

namespace pyro::gc {

class OldSpace {
 public:
  explicit OldSpace(BlockSpace* blocks) : block_space_(blocks) {}

  // Memory for an object of `bytes` bytes, content arbitrary, start bit set and logged bit clear;
  // marked if a major collection is under way. Returns 0 if the system has no memory left.
  uword allocate(uword bytes) {
    uword address = hole_.top;
    if (__builtin_expect(address + bytes <= hole_.limit, 1)) {
      hole_.top = address + bytes;
    } else {
      address = allocate_slow(bytes);
      if (address == 0) return 0;
    }
    set_start(address);
    if (marking_) set_mark(address);
    clear_logged(address);
    bytes_used_ += bytes;
    return address;
  }

  // Major collection, in this order. `begin_marking` clears line marks and flags the blocks to
  // evacuate. Allocation then uses free blocks only.
  // kFragmented: blocks at most half full, as far as the budget for copies goes. kSparse: all that
  // are less than seven eighths full. kAll: every block. kNone: none.
  enum class Evacuate : uint8_t { kFragmented, kSparse, kAll, kNone };
  void begin_marking(Evacuate which, uword budget_bytes);
  // Gives up the evacuation that was planned.
  void forget_evacuation();
  // The blocks flagged for it.
  const std::vector<uword>& flagged() const { return flagged_; }
  // Makes the marks start bits, frees blocks without a marked line and queues those with holes for
  // allocation. `live_bytes`: what was marked in place or copied by this collection. Returns how
  // many objects there were, dead ones included.
  uword finish_marking(uword live_bytes);
  // Gives up a marking that was begun; what it counted so far is no measure of how full blocks are.
  void abandon_marking();

  // The sealed generation (gc/sealed_set.h): takes all blocks, which no function above then looks
  // at any more; gives them back. To be called between collections.
  void seal();
  void unseal();
  uword sealed_bytes() const { return sealed_bytes_; }
  uword sealed_objects() const { return count_objects(sealed_blocks_); }

  uword bytes_used() const { return bytes_used_; }
  // Memory of the blocks in use.
  uword block_bytes() const { return blocks_.size() * kBlockSize; }
  // Addresses of all blocks in use.
  const std::vector<uword>& blocks() const { return blocks_; }
  void for_each_object(const auto& visit) const {
    for (uword block : sealed_blocks_) for_each_object_in(block, visit);
    for (uword block : blocks_) for_each_object_in(block, visit);
  }

 private:
  struct Range {
    uword top = 0, limit = 0;
  };

  static void for_each_object_in(uword block, const auto& visit) {
    const uint64_t* words = start_word(block);
    for (uword i = 0; i < kStartBytesPerBlock / 8; i++) {
      for (uint64_t bits = words[i]; bits != 0; bits &= bits - 1) {
        visit(RawObject::from_address(
            block + ((i * 64 + static_cast<uword>(std::countr_zero(bits))) << kWordSizeLog2)));
      }
    }
  }

  static uword count_objects(const std::vector<uword>& blocks);
  uword allocate_slow(uword bytes);
  bool next_hole();
  bool take_block(Range* range);
  void retire(Range* range);
  void choose_evacuation(Evacuate which, uword budget_bytes);

  BlockSpace* block_space_;
  std::vector<uword> blocks_, sealed_blocks_, flagged_;
  std::vector<uword>
      recyclable_;  // blocks with holes; [recycle_index_] is searched from recycle_line_
  size_t recycle_index_ = 0;
  uword recycle_line_ = 0;
  Range hole_, overflow_;
  uword bytes_used_ = 0, sealed_bytes_ = 0;
  bool marking_ = false;
};

}  // namespace pyro::gc
