#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "gc/address_map.h"
#include "gc/allocation_tracer.h"
#include "runtime/runtime.h"

// _tracemalloc: where objects were allocated.
//
// While tracing is on, the collector's slow path reports each new object here. What is noted of it
// is its size and the number of its traceback; equal tracebacks are stored once. Young objects are
// a list in the order of birth, which a minor collection sifts; old ones are in a table by address.
//
// An object counts until a collection finds it dead, so the functions that tell sizes collect
// first. The peak includes garbage that was not collected at the time.

namespace pyro {

class AllocationTraces final : public gc::AllocationTracer {
 public:
  struct Entry {
    uint32_t file;
    int32_t line;
    bool operator==(const Entry&) const = default;
  };
  // The innermost frame first; `total` counts those that were left out, too.
  struct Traceback {
    std::vector<Entry> entries;
    uint32_t total;
    bool operator==(const Traceback&) const = default;
  };
  struct Trace {
    uint32_t traceback;
    word bytes;
  };

  AllocationTraces(Runtime* runtime, word limit) : runtime_(runtime), limit_(limit) {}

  void allocated_NoGC(RawObject object, word bytes) override;
  void collected_NoGC(gc::CollectionKind kind, const gc::Survival& survival) override;

  // Objects that are made while paused are not noted.
  void pause(bool paused) { paused_ = paused; }
  void clear();
  void reset_peak() { peak_ = current_; }
  word limit() const { return limit_; }
  word current() const { return current_; }
  word peak() const { return peak_; }
  // What the tables take.
  word bytes_used() const;

  std::vector<Trace> traces() const;
  // False if the object was not traced.
  bool find(RawObject object, Trace* trace);
  const Traceback& traceback_at(uint32_t number) const { return tracebacks_[number]; }
  const std::vector<std::string>& files() const { return files_; }

 private:
  struct YoungObject {
    RawObject object;
    Trace trace;
  };
  struct TracebackHash {
    size_t operator()(const Traceback& traceback) const;
  };

  uint32_t current_traceback();
  uint32_t number_of(Traceback traceback);
  Entry entry_of(const ActiveFrame* frame);
  uint32_t file_of(const ActiveFrame* frame);
  uint32_t add_file(std::string name);
  void add_old(RawObject object, Trace trace);
  void sift_young(const gc::Survival& survival, bool all_are_old);

  Runtime* runtime_;
  word limit_;
  bool paused_ = false;
  word current_ = 0, peak_ = 0;
  std::vector<YoungObject> young_;
  gc::AddressMap old_;  // address -> traceback << 36 | words
  std::vector<Traceback> tracebacks_;
  std::unordered_map<Traceback, uint32_t, TracebackHash> traceback_numbers_;
  std::vector<std::string> files_;
  std::unordered_map<std::string, uint32_t> file_numbers_;
  // Caches, empty after each collection: code blocks die, and others take their places.
  std::unordered_map<const CodeBlock*, uint32_t> block_files_;
  std::unordered_map<uint64_t, uint32_t> single_tracebacks_;  // by pc and depth, if the limit is 1
};

}  // namespace pyro
