#pragma once

#include <string_view>
#include <vector>

#include "gc/vm_interface.h"

namespace pyro {

class Runtime;
class Thread;
template <typename T>
class Rooted;

// The interned strs of one runtime: open addressing by str hash. The table does not keep its strs
// alive; the collector tells it what died or moved. Strs held in the word itself are their own
// interned form and never enter the table.
class InternTable {
 public:
  explicit InternTable(Runtime* runtime);

  // The interned str equal to `str` (an exact str), which is `str` itself if there is none yet.
  RawObject intern(Thread* thread, const Rooted<RawObject>& str);
  RawObject intern_ascii(Thread* thread, std::string_view ascii);
  bool is_interned(RawObject str) const;
  word size() const { return used_; }

  // After a collection: entries whose strs died become vacant, moved ones are updated.
  // A minor collection concerns those that were young alone.
  void process_weak(const gc::WeakResolver& resolver, gc::CollectionKind kind);
  // Makes the interned strs strong roots, for a heap that is about to be sealed or written out.
  void visit(gc::RootVisitor& visitor);

 private:
  // Slots: Unbound never used, None vacated, else a str. The hash is in the str's header.
  word find_slot(RawObject str) const;
  void insert(RawObject str);
  void grow();
  void update(RawObject* slot, const gc::WeakResolver& resolver);

  Runtime* runtime_;
  std::vector<RawObject> slots_;
  std::vector<size_t> young_;     // slots whose strs are young
  word used_ = 0, occupied_ = 0;  // occupied counts vacated slots too
};

}  // namespace pyro
