#include "gc/nursery.h"

#include <algorithm>

#include "gc/memory.h"

namespace pyro::gc {

namespace {

constexpr uword kZeroStep = uword{32} << 10;
constexpr uword kMinEden = uword{64} << 10;

}  // namespace

bool Nursery::initialize(uword begin, uword eden_bytes) {
  uword eden = round_up(std::max(eden_bytes, kMinEden), kBlockSize);
  uword survivor = round_up(eden / 2, kBlockSize);
  survivors_[0] = {begin, begin + survivor};
  eden_ = {survivors_[0].end, survivors_[0].end + eden};
  survivors_[1] = {eden_.end, eden_.end + survivor};
  survivor_top_ = survivors_[0].begin;
  zeroed_ = eden_.begin;
  use_first_part();
  if (!commit(begin, survivors_[1].end)) return false;
  for (uword block = begin; block < survivors_[1].end; block += kBlockSize) {
    BlockInfo& info = block_info(block);
    info.state = BlockState::kNursery;
    info.role = Role::kYoung;
    info.committed = true;
  }
  // Stores into young objects never need the barrier's slow path.
  std::memset(logged_byte(begin), 0xff, all().size() / kWordSize / 8);
  poison(begin, survivors_[1].end, false);
  return true;
}

void Nursery::use_first_part() {
  uword eden = eden_.size();
  eden_end_ = eden_.begin + round_up(std::max(eden / 4, std::min(eden, kMinEden)), kBlockSize);
}

void Nursery::release() {
  decommit(survivors_[0].begin, survivors_[1].end);
  use_first_part();
}

uword Nursery::extend(uword top, uword bytes) {
  if (top + bytes > eden_end_) return 0;
  uword target = std::min(eden_end_, std::max(round_up(top + bytes, kZeroStep), zeroed_));
  if (target > zeroed_) {
    unpoison(zeroed_, target);
    std::memset(reinterpret_cast<void*>(zeroed_), 0, target - zeroed_);
    zeroed_ = target;
  }
  return zeroed_;
}

void Nursery::poison_dead(Span span, bool fill) { poison(span.begin, span.end, fill); }

void Nursery::flip(uword top, bool fill) {
  poison_dead({eden_.begin, zeroed_}, fill);
  poison_dead({survivors().begin, survivor_top_}, fill);
  current_ = 1 - current_;
  survivor_top_ = top;
  zeroed_ = eden_.begin;
}

void Nursery::clear(bool fill) {
  poison_dead({eden_.begin, zeroed_}, fill);
  poison_dead({survivors().begin, survivor_top_}, fill);
  survivor_top_ = survivors().begin;
  zeroed_ = eden_.begin;
}

}  // namespace pyro::gc
