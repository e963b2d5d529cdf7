#include "gc/old_space.h"

#include <algorithm>
#include <utility>

namespace pyro::gc {

namespace {

uword line_address(uword block, uword line) { return block + (line << kLineSizeLog2); }

}  // namespace

uword OldSpace::allocate_slow(uword bytes) {
  if (bytes > kLineSize) {
    if (overflow_.top + bytes > overflow_.limit && !take_block(&overflow_)) return 0;
    uword address = overflow_.top;
    overflow_.top += bytes;
    return address;
  }
  if (!next_hole() && !take_block(&hole_)) return 0;
  uword address = hole_.top;
  hole_.top += bytes;
  return address;
}

bool OldSpace::next_hole() {
  for (; recycle_index_ < recyclable_.size(); recycle_index_++, recycle_line_ = 0) {
    uword address = recyclable_[recycle_index_];
    BlockInfo& block = block_info(address);
    uword first = recycle_line_;
    while (first < kLinesPerBlock && line_in_use(block, first)) first++;
    if (first == kLinesPerBlock) continue;
    uword end = first + 1;
    while (end < kLinesPerBlock && !line_in_use(block, end)) end++;
    retire(&hole_);
    set_lines(block, first, end - 1);
    block.live_bytes += static_cast<uint32_t>((end - first) << kLineSizeLog2);
    hole_ = {line_address(address, first), line_address(address, end)};
    recycle_line_ = end;
    return true;
  }
  return false;
}

bool OldSpace::take_block(Range* range) {
  uword address = block_space_->allocate_run(1);
  if (address == 0) return false;
  retire(range);
  BlockInfo& block = block_info(address);
  block = BlockInfo{};
  block.state = BlockState::kLines;
  block.committed = true;
  block.lines[0] = block.lines[1] = ~uint64_t{0};
  block.live_bytes = kBlockSize;
  // Objects are found by their start bits; those of the block's former life must not linger.
  std::memset(start_word(address), 0, kStartBytesPerBlock);
  blocks_.push_back(address);
  *range = {address, address + kBlockSize};
  return true;
}

// Returns the unused lines at the end of a range to their block.
void OldSpace::retire(Range* range) {
  uword begin = round_up(range->top, kLineSize);
  if (begin < range->limit) {
    uword block = (range->limit - 1) & ~(kBlockSize - 1);
    block_info(block).live_bytes -= static_cast<uint32_t>(range->limit - begin);
    clear_lines(block_info(block), (begin - block) >> kLineSizeLog2,
                (range->limit - 1 - block) >> kLineSizeLog2);
    if (range == &overflow_) recyclable_.push_back(block);
  }
  *range = Range{};
}

void OldSpace::begin_marking(Evacuate which, uword budget_bytes) {
  marking_ = true;
  retire(&hole_);
  retire(&overflow_);
  recyclable_.clear();
  recycle_index_ = recycle_line_ = 0;
  choose_evacuation(which, budget_bytes);
  for (uword address : blocks_) {
    BlockInfo& block = block_info(address);
    block.lines[0] = block.lines[1] = 0;
    block.live_bytes = 0;
  }
}

// Emptiest first. Bytes count, not lines: one small object keeps a whole line in use.
void OldSpace::choose_evacuation(Evacuate which, uword budget_bytes) {
  forget_evacuation();
  if (which == Evacuate::kNone) return;
  std::vector<std::pair<uword, uword>> candidates;  // live bytes, address
  uword most = which == Evacuate::kFragmented ? kBlockSize / 2 : kBlockSize / 8 * 7;
  for (uword address : blocks_) {
    uword live = block_info(address).live_bytes;
    if (which == Evacuate::kAll || live <= most) candidates.emplace_back(live, address);
  }
  std::sort(candidates.begin(), candidates.end());
  for (auto [bytes, address] : candidates) {
    if (which == Evacuate::kFragmented && bytes > budget_bytes) break;
    budget_bytes -= std::min(bytes, budget_bytes);
    block_info(address).role = Role::kEvacuate;
    flagged_.push_back(address);
  }
}

void OldSpace::forget_evacuation() {
  for (uword address : flagged_) block_info(address).role = Role::kPlain;
  flagged_.clear();
}

void OldSpace::abandon_marking() {
  marking_ = false;
  forget_evacuation();
  for (uword address : blocks_) block_info(address).live_bytes = kBlockSize;
}

uword OldSpace::finish_marking(uword live_bytes) {
  marking_ = false;
  forget_evacuation();
  uword objects = count_objects(blocks_);
  std::vector<uword> kept;
  std::vector<uword> partial;
  uword hole_block = hole_.limit == 0 ? 0 : (hole_.limit - 1) & ~(kBlockSize - 1);
  for (uword address : blocks_) {
    BlockInfo& block = block_info(address);
    uword live = block.live_lines();
    if (live == 0) {
      block_space_->free_run(address, 1);
      continue;
    }
    std::memcpy(start_word(address), mark_word(address), kStartBytesPerBlock);
    kept.push_back(address);
    if (live < kLinesPerBlock && address != hole_block) partial.push_back(address);
  }
  blocks_ = std::move(kept);
  std::sort(partial.begin(), partial.end());
  recyclable_ = std::move(partial);
  recycle_index_ = recycle_line_ = 0;
  bytes_used_ = live_bytes;
  return objects;
}

void OldSpace::seal() {
  retire(&hole_);
  retire(&overflow_);
  recyclable_.clear();
  recycle_index_ = recycle_line_ = 0;
  for (uword address : blocks_) block_info(address).role = Role::kSealed;
  sealed_blocks_.insert(sealed_blocks_.end(), blocks_.begin(), blocks_.end());
  blocks_.clear();
  sealed_bytes_ += std::exchange(bytes_used_, 0);
}

// The free lines in them are found by the next major collection.
void OldSpace::unseal() {
  for (uword address : sealed_blocks_) block_info(address).role = Role::kPlain;
  blocks_.insert(blocks_.end(), sealed_blocks_.begin(), sealed_blocks_.end());
  sealed_blocks_.clear();
  bytes_used_ += std::exchange(sealed_bytes_, 0);
}

uword OldSpace::count_objects(const std::vector<uword>& blocks) {
  uword objects = 0;
  for (uword address : blocks) {
    const uint64_t* words = start_word(address);
    for (uword i = 0; i < kStartBytesPerBlock / 8; i++)
      objects += static_cast<uword>(std::popcount(words[i]));
  }
  return objects;
}

}  // namespace pyro::gc
