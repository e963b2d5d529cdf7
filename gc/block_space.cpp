#include "gc/block_space.h"

#include <algorithm>

#include "gc/memory.h"

namespace pyro::gc {

namespace {

constexpr uword kAccessStep = uword{16} << 20;

}  // namespace

void BlockSpace::initialize(uword begin, uword end) {
  begin_ = frontier_ = accessible_ = begin;
  end_ = end;
}

uword BlockSpace::allocate_run(uword blocks) {
  uword address = take_free(blocks);
  if (address == 0) address = take_frontier(blocks);
  if (address == 0) return 0;
  used_blocks_ += blocks;
  for (uword i = 0; i < blocks; i++) {
    BlockInfo& info = block_info(address + i * kBlockSize);
    if (!info.committed) committed_blocks_++;
  }
  unpoison(address, address + blocks * kBlockSize);
  return address;
}

uword BlockSpace::take_free(uword blocks) {
  for (auto run = free_.begin(); run != free_.end(); ++run) {
    if (run->second < blocks) continue;
    uword address = run->first, rest = run->second - blocks;
    free_.erase(run);
    if (rest != 0) free_.emplace(address + blocks * kBlockSize, rest);
    return address;
  }
  return 0;
}

uword BlockSpace::take_frontier(uword blocks) {
  if (blocks > (end_ - frontier_) >> kBlockSizeLog2) return 0;
  uword address = frontier_, new_frontier = frontier_ + blocks * kBlockSize;
  if (new_frontier > accessible_) {
    uword target = std::min(end_, round_up(new_frontier, kAccessStep));
    if (!commit(accessible_, target)) return 0;
    accessible_ = target;
  }
  frontier_ = new_frontier;
  return address;
}

void BlockSpace::free_run(uword address, uword blocks) {
  for (uword i = 0; i < blocks; i++) {
    BlockInfo& info = block_info(address + i * kBlockSize);
    info = BlockInfo{};
    info.committed = true;
  }
  used_blocks_ -= blocks;
  poison(address, address + blocks * kBlockSize, poison_fill_);
  insert_free(address, blocks);
}

void BlockSpace::insert_free(uword address, uword blocks) {
  auto next = free_.lower_bound(address);
  if (next != free_.end() && next->first == address + blocks * kBlockSize) {
    blocks += next->second;
    next = free_.erase(next);
  }
  if (next != free_.begin()) {
    auto previous = std::prev(next);
    if (previous->first + previous->second * kBlockSize == address) {
      previous->second += blocks;
      return;
    }
  }
  free_.emplace_hint(next, address, blocks);
}

// Of a free run, [run_begin, run_end). The tables' pages go too where they describe nothing else.
static void decommit_with_tables(uword begin, uword end, uword run_begin, uword run_end) {
  decommit(begin, end);
  constexpr uword kTablePage = 4096, kDescribed = kTablePage * 8 * kWordSize;
  uword first = std::max(begin & ~(kDescribed - 1), round_up(run_begin, kDescribed));
  uword last = std::min(round_up(end, kDescribed), run_end & ~(kDescribed - 1));
  if (first >= last) return;
  uword starts = reinterpret_cast<uword>(start_word(first));
  uword logged = reinterpret_cast<uword>(logged_byte(first));
  uword bytes = (last - first) / kWordSize / 8;
  decommit(starts, starts + bytes);
  decommit(logged, logged + bytes);
}

void BlockSpace::trim(uword keep_bytes, uword most_bytes) {
  // From the top down: allocation prefers low addresses.
  for (auto run = free_.rbegin(); run != free_.rend() && most_bytes != 0; ++run) {
    uword end = run->first + run->second * kBlockSize;
    while (most_bytes != 0 && free_committed_bytes() > keep_bytes) {
      uword excess = round_up(free_committed_bytes() - keep_bytes, kBlockSize);
      uword bytes = decommit_last(run->first, end, std::min(most_bytes, excess));
      if (bytes == 0) break;
      most_bytes -= bytes;
    }
    if (free_committed_bytes() <= keep_bytes) return;
  }
}

// The last blocks of [begin, end) that hold memory and lie together. Returns their size.
uword BlockSpace::decommit_last(uword begin, uword end, uword most_bytes) {
  uword run_end = end;
  while (end > begin && !block_info(end - kBlockSize).committed) end -= kBlockSize;
  uword first = end;
  while (first > begin && end - first < most_bytes && block_info(first - kBlockSize).committed) {
    first -= kBlockSize;
    block_info(first).committed = false;
    committed_blocks_--;
  }
  if (first != end) decommit_with_tables(first, end, begin, run_end);
  return std::min(end - first, most_bytes);
}

void BlockSpace::clear_marks() {
  constexpr uword kTablePage = 4096;
  uword first = reinterpret_cast<uword>(mark_word(begin_)) & ~(kTablePage - 1);
  uword last = round_up(reinterpret_cast<uword>(mark_word(frontier_ - 1)) + 1, kTablePage);
  decommit(first, last);
}

void BlockSpace::zero_run(uword address, uword bytes) {
  uword end = address + bytes;
  for (uword block = address; block < end; block += kBlockSize) {
    if (!block_info(block).committed) continue;
    std::memset(reinterpret_cast<void*>(block), 0, std::min(kBlockSize, end - block));
  }
}

}  // namespace pyro::gc
