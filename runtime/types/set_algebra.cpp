#include "runtime/types/set_algebra.h"

#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"

namespace pyro {

namespace {

RawObject new_like(Thread* thread, const AnySet& set) {
  return is_heap_frozen_set(*set) ? new_frozen_set(thread) : new_set(thread);
}

// Walks a set, or any iterable, giving elements with their hashes; a set's hashes are not computed
// again.
class Elements {
 public:
  Elements(Thread* thread, const Object& iterable)
      : thread_(thread),
        iterable_(thread, *iterable),
        item_(thread, RawObject::none()),
        is_set_(is_heap_any_set(*iterable)) {}

  bool start() {
    if (!is_set_) iterable_ = get_iterator(thread_, iterable_);
    return !iterable_->is_error();
  }
  // kFalse at the end.
  Truth next(word* hash) {
    if (is_set_) {
      RawObject raw;
      if (!set_next_NoGC(thread_->runtime(), RawAnySet((*iterable_).raw()), &position_, &raw, hash))
        return Truth::kFalse;
      item_ = raw;
      return Truth::kTrue;
    }
    item_ = iterate(thread_, iterable_);
    if (item_->is_error()) return Truth::kError;
    if (item_->is_unbound()) return Truth::kFalse;
    return key_hash(thread_, item_, hash) ? Truth::kTrue : Truth::kError;
  }
  const Object& item() const { return item_; }

 private:
  Thread* thread_;
  Object iterable_, item_;
  bool is_set_;
  word position_ = 0;
};

}  // namespace

RawObject set_copy_of(Thread* thread, const AnySet& set) {
  AnySet copy(thread, new_like(thread, set));
  return set_assign(thread, copy, set) ? *copy : RawObject::error();
}

RawObject set_union_of(Thread* thread, const AnySet& set, const Object& other) {
  AnySet result(thread, set_copy_of(thread, set));
  if (result->is_error()) return *result;
  return set_update(thread, result, other) ? *result : RawObject::error();
}

RawObject set_intersection_of(Thread* thread, const AnySet& set, const Object& other) {
  AnySet result(thread, new_like(thread, set));
  bool swap =
      is_heap_any_set(*other) && set_size_NoGC(RawAnySet((*other).raw())) > set_size_NoGC(*set);
  const AnySet& container = swap ? static_cast<const AnySet&>(other) : set;
  Elements elements(thread, swap ? static_cast<const Object&>(set) : other);
  if (!elements.start()) return RawObject::error();
  word hash;
  Truth more;
  while ((more = elements.next(&hash)) == Truth::kTrue) {
    Truth found = set_contains_with_hash(thread, container, elements.item(), hash);
    if (found == Truth::kError) return RawObject::error();
    if (found == Truth::kTrue && !set_add_with_hash(thread, result, elements.item(), hash))
      return RawObject::error();
  }
  return more == Truth::kError ? RawObject::error() : *result;
}

namespace {

// Elements of `set` that are not keys of `other`, a set or a dict.
RawObject filtered(Thread* thread, const AnySet& set, const Object& other) {
  AnySet result(thread, new_like(thread, set));
  Elements elements(thread, set);
  (void)elements.start();
  word hash;
  while (elements.next(&hash) == Truth::kTrue) {
    word entry = key_table_find(thread, other, elements.item(), hash);
    if (entry == kKeyFailed) return RawObject::error();
    if (entry < 0 && !set_add_with_hash(thread, result, elements.item(), hash))
      return RawObject::error();
  }
  return *result;
}

}  // namespace

RawObject set_difference_of(Thread* thread, const AnySet& set, const Object& other) {
  if (is_heap_any_set(*other) || is_exact_dict(*other)) return filtered(thread, set, other);
  AnySet result(thread, set_copy_of(thread, set));
  if (result->is_error()) return *result;
  Elements elements(thread, other);
  if (!elements.start()) return RawObject::error();
  word hash;
  Truth more;
  while ((more = elements.next(&hash)) == Truth::kTrue) {
    if (set_remove_with_hash(thread, result, elements.item(), hash) == Truth::kError)
      return RawObject::error();
  }
  return more == Truth::kError ? RawObject::error() : *result;
}

RawObject set_symmetric_difference_of(Thread* thread, const AnySet& set, const Object& other) {
  AnySet result(thread, set_copy_of(thread, set));
  if (result->is_error()) return *result;
  // Items that an iterable gives several times count once.
  AnySet toggled(thread, *other);
  if (!is_heap_any_set(*other)) {
    toggled = new_set(thread);
    if (!set_update(thread, toggled, other)) return RawObject::error();
  }
  Elements elements(thread, toggled);
  (void)elements.start();
  word hash;
  while (elements.next(&hash) == Truth::kTrue) {
    Truth removed = set_remove_with_hash(thread, result, elements.item(), hash);
    if (removed == Truth::kError) return RawObject::error();
    if (removed == Truth::kFalse && !set_add_with_hash(thread, result, elements.item(), hash))
      return RawObject::error();
  }
  return *result;
}

Truth set_contains_all(Thread* thread, const AnySet& set, const Object& other) {
  Elements elements(thread, other);
  if (!elements.start()) return Truth::kError;
  word hash;
  Truth more;
  while ((more = elements.next(&hash)) == Truth::kTrue) {
    Truth found = set_contains_with_hash(thread, set, elements.item(), hash);
    if (found != Truth::kTrue) return found;
  }
  return more == Truth::kError ? more : Truth::kTrue;
}

Truth set_is_disjoint(Thread* thread, const AnySet& set, const Object& other) {
  Elements elements(thread, other);
  if (!elements.start()) return Truth::kError;
  word hash;
  Truth more;
  while ((more = elements.next(&hash)) == Truth::kTrue) {
    Truth found = set_contains_with_hash(thread, set, elements.item(), hash);
    if (found != Truth::kFalse) return found == Truth::kTrue ? Truth::kFalse : found;
  }
  return more == Truth::kError ? more : Truth::kTrue;
}

}  // namespace pyro
