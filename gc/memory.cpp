#include "gc/memory.h"

#include <sys/mman.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define PYRO_ASAN 1
#endif
#endif

namespace pyro::gc {

namespace {

void* pointer(uword address) { return reinterpret_cast<void*>(address); }

}  // namespace

namespace {

constexpr uword kSmallestHeap = uword{64} << 20, kLargestPartialHeap = uword{16} << 30;
constexpr uword kFirstPartialBase = kRegionSize * 16, kLastPartialBase = kRegionSize * 1024;

struct Range {
  uword begin, end;
};

// The parts of a region that a heap of so many bytes uses: header and logged bits, start bits, mark
// bits, block table, objects.
std::array<Range, 5> used_parts(uword base, uword heap_bytes) {
  uword covered = kHeapOffset + heap_bytes, bits = round_up(covered / kWordSize / 8, kBlockSize);
  uword table = round_up(covered / kBlockSize * sizeof(BlockInfo), kBlockSize);
  auto range = [base](uword offset, uword size) {
    return Range{base + offset, base + offset + size};
  };
  return {range(0, kLoggedTableOffset + bits), range(kStartTableOffset, bits),
          range(kMarkTableOffset, bits), range(kBlockTableOffset, table),
          range(kHeapOffset, heap_bytes)};
}

bool reserve_at(const Range& range) {
  void* wanted = pointer(range.begin);
  constexpr int kFlags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
  void* mapping = mmap(wanted, range.end - range.begin, PROT_NONE, kFlags, -1, 0);
  if (mapping == wanted) return true;
  if (mapping != MAP_FAILED)
    munmap(mapping, range.end - range.begin);  // kernels that do not know the flag
  return false;
}

bool reserve_parts(uword base, uword heap_bytes) {
  std::array<Range, 5> parts = used_parts(base, heap_bytes);
  for (size_t i = 0; i < parts.size(); i++) {
    bool tables = i + 1 < parts.size();
    if (reserve_at(parts[i]) && (!tables || commit(parts[i].begin, parts[i].end))) continue;
    for (size_t k = 0; k < i; k++) munmap(pointer(parts[k].begin), parts[k].end - parts[k].begin);
    return false;
  }
  return true;
}

Region reserve_partial_region() {
  for (uword bytes = kLargestPartialHeap; bytes >= kSmallestHeap; bytes /= 2) {
    for (uword base = kFirstPartialBase; base <= kLastPartialBase; base += kRegionSize * 48) {
      if (reserve_parts(base, bytes)) return {base, base + kHeapOffset + bytes};
    }
  }
  return {};
}

}  // namespace

Region reserve_region() {
  // Twice the size contains an aligned region; the rest is unmapped again.
  void* mapping =
      mmap(nullptr, 2 * kRegionSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) return reserve_partial_region();
  uword begin = reinterpret_cast<uword>(mapping), end = begin + 2 * kRegionSize;
  uword base = round_up(begin, kRegionSize);
  if (base != begin) munmap(pointer(begin), base - begin);
  if (base + kRegionSize != end) munmap(pointer(base + kRegionSize), end - base - kRegionSize);
  if (!commit(base, base + kHeapOffset)) {
    munmap(pointer(base), kRegionSize);
    return reserve_partial_region();
  }
  // A huge page would commit megabytes of table for the first bit.
  madvise(pointer(base), kHeapOffset, MADV_NOHUGEPAGE);
  return {base, base + kRegionSize};
}

void release_region(const Region& region) {
  uword objects = region.base + kHeapOffset;
  unpoison(objects, objects);
  if (region.end == region.base + kRegionSize) {
    munmap(pointer(region.base), kRegionSize);
    return;
  }
  for (const Range& part : used_parts(region.base, region.end - objects))
    munmap(pointer(part.begin), part.end - part.begin);
}

bool commit(uword begin, uword end) {
  return mprotect(pointer(begin), end - begin, PROT_READ | PROT_WRITE) == 0;
}

void decommit(uword begin, uword end) { madvise(pointer(begin), end - begin, MADV_DONTNEED); }

void poison(uword begin, uword end, bool fill) {
  if (fill) std::memset(pointer(begin), kPoisonByte, end - begin);
#ifdef PYRO_ASAN
  __asan_poison_memory_region(pointer(begin), end - begin);
#endif
}

void unpoison([[maybe_unused]] uword begin, [[maybe_unused]] uword end) {
#ifdef PYRO_ASAN
  __asan_unpoison_memory_region(pointer(begin), end - begin);
#endif
}

}  // namespace pyro::gc
