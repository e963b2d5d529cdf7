#include "runtime/intern_table.h"

#include "runtime/factories.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro {

InternTable::InternTable(Runtime* runtime)
    : runtime_(runtime), slots_(1024, RawObject::unbound()) {}

// The slot that holds a str equal to `str`, or the first never-used slot of its probe sequence.
word InternTable::find_slot(RawObject str) const {
  word mask = static_cast<word>(slots_.size()) - 1;
  word slot = str_hash_NoGC(runtime_, str) & mask;
  for (word step = 1;; step++) {
    RawObject entry = slots_[static_cast<size_t>(slot)];
    if (entry.is_unbound() || (entry.is_heap() && str_equals_NoGC(entry, str))) return slot;
    slot = (slot + step) & mask;
  }
}

void InternTable::insert(RawObject str) {
  size_t slot = static_cast<size_t>(find_slot(str));
  slots_[slot] = str;
  if (runtime_->heap()->is_young(str)) young_.push_back(slot);
  used_++;
  occupied_++;
}

void InternTable::grow() {
  std::vector<RawObject> old = std::move(slots_);
  size_t size = 1024;
  while (size < static_cast<size_t>(used_ + 1) * 4) size *= 2;
  slots_.assign(size, RawObject::unbound());
  used_ = occupied_ = 0;
  young_.clear();
  for (RawObject entry : old) {
    if (entry.is_heap()) insert(entry);
  }
}

RawObject InternTable::intern(Thread* thread, const Object& str) {
  if (!str->is_heap()) return *str;
  RawObject entry = slots_[static_cast<size_t>(find_slot(*str))];
  if (entry.is_heap()) return entry;
  if ((occupied_ + 1) * 2 > static_cast<word>(slots_.size())) grow();
  // A view would keep a whole buffer alive.
  RawObject flat = str_flatten(thread, str);
  if (!flat.is_error()) insert(flat);
  return flat;
}

RawObject InternTable::intern_ascii(Thread* thread, std::string_view ascii) {
  Object str(thread, new_str_ascii(thread, ascii));
  return intern(thread, str);
}

bool InternTable::is_interned(RawObject str) const {
  return !str.is_heap() || slots_[static_cast<size_t>(find_slot(str))] == str;
}

void InternTable::update(RawObject* slot, const gc::WeakResolver& resolver) {
  if (!slot->is_heap()) return;
  *slot = resolver.resolve(*slot);
  if (!slot->is_unbound()) return;
  *slot = RawObject::none();
  used_--;
}

void InternTable::process_weak(const gc::WeakResolver& resolver, gc::CollectionKind kind) {
  if (kind == gc::CollectionKind::kMajor) {
    for (RawObject& slot : slots_) update(&slot, resolver);
    young_.clear();
    return;
  }
  std::erase_if(young_, [&](size_t index) {
    update(&slots_[index], resolver);
    return !runtime_->heap()->is_young(slots_[index]);
  });
}

void InternTable::visit(gc::RootVisitor& visitor) {
  visitor.visit(slots_.data(), slots_.data() + slots_.size(), "interned strings");
}

RawObject intern(Thread* thread, const Object& str) {
  return thread->runtime()->interned()->intern(thread, str);
}

RawObject intern_ascii(Thread* thread, std::string_view ascii) {
  return thread->runtime()->interned()->intern_ascii(thread, ascii);
}

}  // namespace pyro
