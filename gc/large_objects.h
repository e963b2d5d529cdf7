#pragma once

#include <vector>

#include "gc/block_space.h"

// Objects of more than Header::kMaxSmallWords words, and pinned ones: each in blocks of its own,
// never moved. The first word of the run holds the object's size in words, the header follows, so
// that the body is 16-byte aligned.
//
// Buffers die young like anything else (the table a dictionary has outgrown, the text that was read
// and split), so a large object is born young although it never moves: minor collections free
// it unless they reach it, and the second one that does makes it old. Young ones count as logged,
// like the nursery.

namespace pyro::gc {

class LargeObjectSpace {
 public:
  explicit LargeObjectSpace(BlockSpace* blocks) : block_space_(blocks) {}

  // Bytes of memory that an object of `words` words takes.
  static uword footprint(word words) {
    return round_up((static_cast<uword>(words) + 1) << kWordSizeLog2, kBlockSize);
  }
  // A zeroed young object, or Error if memory is exhausted.
  RawObject allocate(LayoutId layout, Kind kind, bool raw_body, word words);

  // Major collection, when it ends: makes all objects old and returns their number; later frees the
  // unmarked ones.
  uword make_all_old();
  void finish_marking();

  // Minor collection: the object at `address`, of any generation, was reached. True if it was a
  // young large one and this was the first time: its references have to be looked at.
  bool reach(uword address) {
    LargeAge& age = block_info(address).age;
    if (age != LargeAge::kNew && age != LargeAge::kAged) return false;
    if (age == LargeAge::kNew) {
      age = LargeAge::kSurvivor;
    } else {
      age = LargeAge::kOld;
      block_info(address).role = Role::kPlain;
      clear_logged(address);
    }
    return true;
  }
  // Frees the young objects that were not reached.
  void finish_minor();

  bool has_young() const { return !young_.empty(); }
  bool is_young(uword address) const {
    return has_young() && block_info(address).age != LargeAge::kOld;
  }
  // During a minor collection, once everything that lives was reached.
  bool is_dead(uword address) const {
    LargeAge age = block_info(address).age;
    return has_young() && (age == LargeAge::kNew || age == LargeAge::kAged);
  }

  // The sealed generation: takes all objects, which have to be old; gives them back.
  void seal();
  void unseal();
  uword sealed_bytes() const { return sealed_bytes_; }
  uword sealed_objects() const { return sealed_.size(); }

  // Sealed objects included.
  uword bytes_used() const { return bytes_used_; }
  uword young_bytes() const { return young_bytes_; }
  void for_each_object(const auto& visit) const {
    for (uword address : sealed_) visit(RawObject::from_address(address));
    for (uword address : objects_) visit(RawObject::from_address(address));
    for (uword address : young_) visit(RawObject::from_address(address));
  }

 private:
  void free_object(uword address);

  BlockSpace* block_space_;
  std::vector<uword> objects_, young_, sealed_;  // addresses of the headers
  uword bytes_used_ = 0, young_bytes_ = 0, sealed_bytes_ = 0;
};

}  // namespace pyro::gc
