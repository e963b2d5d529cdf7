#pragma once

#include <map>
#include <vector>

#include "gc/geometry.h"

// Hands out runs of blocks, lowest address first so that the heap stays dense, and takes them back.
// Memory that was given back stays committed until `trim`.

namespace pyro::gc {

class BlockSpace {
 public:
  void initialize(uword begin, uword end);

  // Returns 0 if there is no address space or the system gives no memory. The content is arbitrary.
  uword allocate_run(uword blocks);
  void free_run(uword address, uword blocks);
  // Gives free memory back to the system until at most `keep_bytes` of it are held, but no more
  // than `most_bytes` at once: that takes about 0.1 ms for each megabyte.
  void trim(uword keep_bytes, uword most_bytes = ~uword{0});
  // Clears all mark bits and gives their memory back.
  void clear_marks();
  // Zeroes the parts of a run that may hold old content.
  static void zero_run(uword address, uword bytes);

  // In stress mode free blocks are filled with a pattern.
  void set_poison_fill(bool fill) { poison_fill_ = fill; }
  // Bytes in use or held in reserve.
  uword committed_bytes() const { return committed_blocks_ * kBlockSize; }
  uword free_committed_bytes() const { return (committed_blocks_ - used_blocks_) * kBlockSize; }
  // Blocks were handed out up to this address.
  uword frontier() const { return frontier_; }
  uword begin() const { return begin_; }

 private:
  uword take_free(uword blocks);
  uword take_frontier(uword blocks);
  uword decommit_last(uword begin, uword end, uword most_bytes);
  void insert_free(uword address, uword blocks);

  uword begin_ = 0, end_ = 0;
  uword frontier_ = 0;    // first block never used
  uword accessible_ = 0;  // first page not accessible
  uword committed_blocks_ = 0, used_blocks_ = 0;
  bool poison_fill_ = false;
  std::map<uword, uword> free_;  // address -> blocks; neighbours are merged
};

}  // namespace pyro::gc
