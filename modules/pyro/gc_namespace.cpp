#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unordered_map>
#include <vector>

#include "gc/heap.h"
#include "lib-python/natives.h"
#include "modules/blocking.h"
#include "modules/pyro/snapshot_names.h"
#include "modules/support.h"

// The module pyro.gc: what the collector knows about a program.

namespace pyro::natives {

namespace {

struct Count {
  std::string name;
  int64_t objects = 0, bytes = 0;
};

int64_t size_of_NoGC(RawObject object) {
  int64_t bytes = object.heap_words() * kWordSize;
  return object.header().small_words() == 0 ? bytes + kWordSize : bytes;
}

std::vector<Count> count_objects_NoGC(Thread* thread) {
  Runtime* runtime = thread->runtime();
  // Objects of one layout and kind share a name, which is long to find.
  std::unordered_map<uint64_t, size_t> known;
  std::unordered_map<std::string, size_t> by_name;
  std::vector<Count> counts;
  thread->heap()->for_each_object([&](RawObject object) {
    uint64_t key = static_cast<uint64_t>(object.header().layout()) << 8 |
                   static_cast<uint64_t>(object.heap_kind());
    auto [entry, added] = known.emplace(key, 0);
    if (added) {
      std::string name = census_name_NoGC(runtime, object);
      auto [named, first] = by_name.emplace(name, counts.size());
      if (first) counts.push_back({name});
      entry->second = named->second;
    }
    Count& count = counts[entry->second];
    count.objects++;
    count.bytes += size_of_NoGC(object);
  });
  std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) {
    return a.bytes != b.bytes ? a.bytes > b.bytes : a.name < b.name;
  });
  return counts;
}

bool collect(Thread* thread, const char* reason, bool compact_all, word* freed) {
  for (Thread* each : thread->runtime()->threads())
    thread->runtime()->hooks.drop_dead_temporaries(each);
  *freed = thread->heap()->collect_completely(reason, compact_all);
  return run_pending(thread);
}

void dict_set_int(Thread* thread, const Dict& dict, const char* name, uint64_t number) {
  Object value(thread, new_int(thread, static_cast<int64_t>(number)));
  Object key(thread, intern_ascii(thread, name));
  dict_set_str(thread, dict, key, value);
}

}  // namespace

RawObject pyro_gc_census(Thread* thread, Arguments) {
  word freed;
  if (!collect(thread, "pyro.gc.census()", false, &freed)) return RawObject::error();
  Dict result(thread, new_dict(thread));
  Object key(thread, RawObject::none());
  Object number(thread, RawObject::none());
  Object pair(thread, RawObject::none());
  for (const Count& count : count_objects_NoGC(thread)) {
    key = new_str(thread, count.name);
    pair = new_tuple(thread, 2);
    tuple_init(*pair, 0, RawObject::from_small_int(count.objects));
    tuple_init(*pair, 1, RawObject::from_small_int(count.bytes));
    dict_set_str(thread, result, key, pair);
  }
  return *result;
}

RawObject pyro_gc_statistics(Thread* thread, Arguments) {
  // A copy: making the dict may collect.
  const gc::HeapStatistics now = thread->heap()->statistics();
  Dict result(thread, new_dict(thread));
  dict_set_int(thread, result, "minor_collections", now.minor_collections);
  dict_set_int(thread, result, "major_collections", now.major_collections);
  dict_set_int(thread, result, "objects_freed", now.objects_freed);
  dict_set_int(thread, result, "bytes_allocated", now.bytes_allocated);
  dict_set_int(thread, result, "bytes_promoted", now.bytes_promoted);
  dict_set_int(thread, result, "bytes_live", now.bytes_live_after_major);
  dict_set_int(thread, result, "bytes_committed", now.bytes_committed);
  dict_set_int(thread, result, "nursery_bytes", now.nursery_bytes);
  dict_set_int(thread, result, "old_bytes_used", now.old_bytes_used);
  dict_set_int(thread, result, "old_block_bytes", now.old_block_bytes);
  dict_set_int(thread, result, "large_bytes_used", now.large_bytes_used);
  dict_set_int(thread, result, "sealed_bytes", now.sealed_bytes);
  dict_set_int(thread, result, "external_bytes", now.external_bytes);
  dict_set_int(thread, result, "pause_nanoseconds_total", now.pause_nanoseconds_total);
  dict_set_int(thread, result, "pause_nanoseconds_max", now.pause_nanoseconds_max);
  double held = static_cast<double>(std::max<uint64_t>(now.old_block_bytes, 1));
  double unused = now.old_block_bytes > now.old_bytes_used
                      ? static_cast<double>(now.old_block_bytes - now.old_bytes_used)
                      : 0;
  Object share(thread, new_float(thread, unused / held));
  Object key(thread, intern_ascii(thread, "fragmentation"));
  dict_set_str(thread, result, key, share);
  return *result;
}

RawObject pyro_gc_pause_histogram(Thread* thread, Arguments) {
  const gc::HeapStatistics now = thread->heap()->statistics();
  Dict result(thread, new_dict(thread));
  Object bound(thread, RawObject::none());
  Object count(thread, RawObject::none());
  for (size_t i = 0; i < std::size(now.pause_histogram); i++) {
    if (now.pause_histogram[i] == 0) continue;
    bound = RawObject::from_small_int(word{2} << i);
    count = new_int(thread, static_cast<int64_t>(now.pause_histogram[i]));
    if (!dict_set(thread, result, bound, count)) return RawObject::error();
  }
  return *result;
}

RawObject pyro_gc_compact(Thread* thread, Arguments) {
  word freed;
  if (!collect(thread, "pyro.gc.compact()", true, &freed)) return RawObject::error();
  return new_int(thread, freed);
}

RawObject pyro_gc_snapshot(Thread* thread, Arguments arguments) {
  Object path(thread, arguments[0]);
  std::string name;
  if (!path_text(thread, path, "snapshot: path", &name)) return RawObject::error();
  word freed;
  if (!collect(thread, "pyro.gc.snapshot()", false, &freed)) return RawObject::error();
  FILE* file = std::fopen(name.c_str(), "wbe");
  if (file == nullptr) return raise_os_error(thread, errno, path);
  PythonNames names(thread->runtime());
  bool written = thread->heap()->write_snapshot(file, names);
  int error = errno;
  if (std::fclose(file) != 0 && written) {
    written = false;
    error = errno;
  }
  return written ? RawObject::none() : raise_os_error(thread, error, path);
}

}  // namespace pyro::natives
