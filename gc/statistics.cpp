#include <algorithm>

#include "gc/heap_impl.h"

namespace pyro::gc {

uint64_t now_nanoseconds() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<uint64_t>(time.tv_sec) * 1000000000u + static_cast<uint64_t>(time.tv_nsec);
}

void record_pause(HeapStatistics* statistics, uint64_t nanoseconds) {
  statistics->pause_nanoseconds_total += nanoseconds;
  statistics->pause_nanoseconds_max = std::max(statistics->pause_nanoseconds_max, nanoseconds);
  uint64_t microseconds = nanoseconds / 1000;
  int bucket =
      microseconds == 0 ? 0 : std::min(31, static_cast<int>(std::bit_width(microseconds)) - 1);
  statistics->pause_histogram[bucket]++;
}

CollectionScope::CollectionScope(Heap::Impl* impl, Vm* vm, CollectionKind kind, const char* reason)
    : impl_(impl), vm_(vm), kind_(kind), reason_(reason), start_(now_nanoseconds()) {
  vm_->collection_begins(kind_);
  if (impl_->heap->options().verify) impl_->verify("before a collection");
  impl_->collecting = true;
  used_before_ = impl_->used_bytes();
}

CollectionScope::~CollectionScope() {
  impl_->collecting = false;
  impl_->update_pending_flag();
  uint64_t nanoseconds = now_nanoseconds() - start_;
  record_pause(&impl_->statistics, nanoseconds);
  if (FILE* log = impl_->heap->options().log) {
    std::fprintf(
        log,
        "gc: %s (%s) %.3f ms, old %.1f -> %.1f MiB, committed %.1f MiB, next major at %.1f MiB\n",
        kind_ == CollectionKind::kMinor ? "minor" : "major", reason_,
        static_cast<double>(nanoseconds) / 1e6, static_cast<double>(used_before_) / 1048576,
        static_cast<double>(impl_->used_bytes()) / 1048576,
        static_cast<double>(impl_->blocks.committed_bytes()) / 1048576,
        static_cast<double>(impl_->major_threshold) / 1048576);
    if (slices_ != 0)
      std::fprintf(log, "gc: ... after %ld slices of marking, %.3f ms\n", slices_,
                   static_cast<double>(slice_nanoseconds_) / 1e6);
  }
  if (impl_->heap->options().verify) impl_->verify("after a collection");
  vm_->collection_ended(kind_);
}

const HeapStatistics& Heap::statistics() {
  HeapStatistics& statistics = impl_->statistics;
  statistics.bytes_committed = impl_->blocks.committed_bytes() + nursery_size_;
  statistics.old_bytes_used = impl_->old_space.bytes_used();
  statistics.old_block_bytes = impl_->old_space.block_bytes();
  statistics.sealed_bytes = impl_->sealed_bytes();
  statistics.nursery_bytes = impl_->nursery.eden_in_use();
  statistics.large_bytes_used = impl_->large.bytes_used();
  statistics.external_bytes = impl_->external_bytes;
  return statistics;
}

}  // namespace pyro::gc
