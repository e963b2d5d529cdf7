#include "gc/large_objects.h"

namespace pyro::gc {

RawObject LargeObjectSpace::allocate(LayoutId layout, Kind kind, bool raw_body, word words) {
  uword bytes = footprint(words), blocks = bytes >> kBlockSizeLog2;
  uword run = block_space_->allocate_run(blocks);
  if (run == 0) return RawObject::error();
  BlockSpace::zero_run(run, (static_cast<uword>(words) + 1) << kWordSizeLog2);
  for (uword i = 0; i < blocks; i++) {
    BlockInfo& info = block_info(run + i * kBlockSize);
    info = BlockInfo{};
    info.state = i == 0 ? BlockState::kLargeHead : BlockState::kLargeTail;
    info.committed = true;
  }
  block_info(run).large_blocks = static_cast<uint32_t>(blocks);
  block_info(run).age = LargeAge::kNew;
  block_info(run).role = Role::kYoung;
  uword address = run + kWordSize;
  std::memset(start_word(run), 0, kWordSize);  // only the header's bit is ever looked at
  *reinterpret_cast<word*>(run) = words;
  // A size of 0 in the header says "look at the word before", also for a pinned object that would
  // have been small.
  uword header = Header::make(layout, kind, raw_body, Header::kMaxSmallWords + 1).bits();
  *reinterpret_cast<uword*>(address) = header;
  set_start(address);
  set_logged(address);
  young_.push_back(address);
  bytes_used_ += bytes;
  young_bytes_ += bytes;
  return RawObject::from_address(address);
}

uword LargeObjectSpace::make_all_old() {
  for (uword address : young_) {
    block_info(address).age = LargeAge::kOld;
    block_info(address).role = Role::kPlain;
    clear_logged(address);
    objects_.push_back(address);
  }
  young_.clear();
  young_bytes_ = 0;
  return objects_.size();
}

void LargeObjectSpace::finish_marking() {
  size_t kept = 0;
  for (uword address : objects_) {
    if (is_marked(address)) {
      objects_[kept++] = address;
    } else {
      free_object(address);
    }
  }
  objects_.resize(kept);
}

void LargeObjectSpace::finish_minor() {
  young_bytes_ = 0;
  std::erase_if(young_, [this](uword address) {
    BlockInfo& info = block_info(address);
    if (info.age == LargeAge::kSurvivor) {
      info.age = LargeAge::kAged;
      young_bytes_ += info.large_blocks << kBlockSizeLog2;
      return false;
    }
    if (info.age == LargeAge::kOld) {
      objects_.push_back(address);
    } else {
      free_object(address);
    }
    return true;
  });
}

void LargeObjectSpace::seal() {
  for (uword address : objects_) {
    BlockInfo& info = block_info(address);
    info.role = Role::kSealed;
    sealed_bytes_ += uword{info.large_blocks} << kBlockSizeLog2;
    sealed_.push_back(address);
  }
  objects_.clear();
}

void LargeObjectSpace::unseal() {
  for (uword address : sealed_) {
    block_info(address).role = Role::kPlain;
    objects_.push_back(address);
  }
  sealed_.clear();
  sealed_bytes_ = 0;
}

void LargeObjectSpace::free_object(uword address) {
  uword run = address - kWordSize, blocks = block_info(run).large_blocks;
  bytes_used_ -= blocks << kBlockSizeLog2;
  block_space_->free_run(run, blocks);
}

}  // namespace pyro::gc
