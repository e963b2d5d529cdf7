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

uword reserve_region() {
  // Twice the size contains an aligned region; the rest is unmapped again.
  void* mapping =
      mmap(nullptr, 2 * kRegionSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) return 0;
  uword begin = reinterpret_cast<uword>(mapping), end = begin + 2 * kRegionSize;
  uword base = round_up(begin, kRegionSize);
  if (base != begin) munmap(pointer(begin), base - begin);
  if (base + kRegionSize != end) munmap(pointer(base + kRegionSize), end - base - kRegionSize);
  if (!commit(base, base + kHeapOffset)) {
    munmap(pointer(base), kRegionSize);
    return 0;
  }
  // A huge page would commit megabytes of table for the first bit.
  madvise(pointer(base), kHeapOffset, MADV_NOHUGEPAGE);
  return base;
}

void release_region(uword base) {
  unpoison(base + kHeapOffset, base + kHeapOffset);
  munmap(pointer(base), kRegionSize);
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
