#pragma once

#include <vector>

#include "gc/block_space.h"

// Objects of more than Header::kMaxSmallWords words, and pinned ones: each in blocks of its own,
// never moved. The first word of the run holds the object's size in words, the header follows, so
// that the body is 16-byte aligned.

namespace pyro::gc {

class LargeObjectSpace {
 public:
  explicit LargeObjectSpace(BlockSpace* blocks) : block_space_(blocks) {}

  // Bytes of memory that an object of `words` words takes.
  static uword footprint(word words) {
    return round_up((static_cast<uword>(words) + 1) << kWordSizeLog2, kBlockSize);
  }
  // A zeroed object in the old generation, or Error if memory is exhausted.
  RawObject allocate(LayoutId layout, Kind kind, bool raw_body, word words);

  // Major collection: clears the marks and returns the number of objects; later frees the unmarked
  // ones.
  uword begin_marking();
  void finish_marking();

  uword bytes_used() const { return bytes_used_; }
  const std::vector<uword>& objects() const { return objects_; }

 private:
  void free_object(uword address);

  BlockSpace* block_space_;
  std::vector<uword> objects_;  // addresses of the headers
  uword bytes_used_ = 0;
};

}  // namespace pyro::gc
