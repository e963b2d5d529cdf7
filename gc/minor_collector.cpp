#include "gc/minor_collector.h"

#include <cstdio>
#include <cstdlib>

#include "gc/marker.h"
#include "gc/memory.h"

namespace pyro::gc {

void out_of_memory(const char* what) {
  std::fprintf(stderr, "Fatal error: the system has no memory left for %s\n", what);
  std::_Exit(137);
}

MinorCollector::MinorCollector(Nursery* nursery, OldSpace* old_space, LargeObjectSpace* large,
                               RememberedSet* remembered, bool age, Marker* marker)
    : old_space_(old_space),
      large_(large),
      remembered_(remembered),
      marker_(marker),
      large_young_(large->has_young()) {
  from_ = nursery->from_space();
  to_ = nursery->other_survivors();
  if (!age) to_.end = to_.begin;
  eden_ = nursery->eden();
  to_top_ = scanned_ = to_.begin;
  unpoison(to_.begin, to_.end);
}

void MinorCollector::visit(RawObject* begin, RawObject* end, const char*) {
  scan_slots(begin, end);
}

inline uword MinorCollector::promote(uword bytes) {
  uword address = old_space_->allocate(bytes);
  if (address == 0) out_of_memory("promotion");
  promoted_bytes_ += bytes;
  return address;
}

inline uword MinorCollector::copy(uword address) {
  Header header(*reinterpret_cast<const uword*>(address));
  if (header.is_forwarding()) return header.bits();
  uword words = static_cast<uword>(header.small_words()), bytes = words << kWordSizeLog2;
  uword target;
  if (eden_.contains(address) && bytes <= to_.end - to_top_) {
    target = to_top_;
    to_top_ += bytes;
  } else {
    target = promote(bytes);
    if (!header.has_raw_body()) promoted_.push_back(target);
  }
  const uword* source = reinterpret_cast<const uword*>(address);
  uword* destination = reinterpret_cast<uword*>(target);
  for (uword i = 0; i < words; i++) destination[i] = source[i];
  *reinterpret_cast<uword*>(address) = target;
  if (__builtin_expect(marker_ != nullptr, 0) && !to_.contains(target)) marker_->adopt(target);
  return target;
}

// Out of line, so that the common slot stays short.
[[gnu::noinline]] bool MinorCollector::visit_perhaps_large(RawObject value) {
  uword address = value.address();
  if (large_->reach(address)) {
    if (!value.header().has_raw_body()) promoted_.push_back(address);
    if (marker_ != nullptr && !large_->is_young(address)) marker_->adopt(address);
  }
  return to_.contains(address) || large_->is_young(address);
}

[[gnu::always_inline]] inline bool MinorCollector::visit_slot(RawObject* slot) {
  RawObject value = *slot;
  if (!value.is_heap()) return false;
  uword address = value.raw() - RawObject::kHeapTag;
  if (from_.contains(address)) {
    address = copy(address);
    *slot = RawObject::from_address(address);
  } else if (large_young_) {
    return visit_perhaps_large(value);
  }
  return to_.contains(address);
}

bool MinorCollector::scan_slots(RawObject* begin, RawObject* end) {
  bool young = false;
  for (RawObject* slot = begin; slot < end; slot++) young |= visit_slot(slot);
  return young;
}

bool MinorCollector::scan_object(uword address) {
  RawObject object = RawObject::from_address(address);
  Header header = object.header();
  if (header.has_raw_body()) return false;
  RawObject* slots = reinterpret_cast<RawObject*>(address);
  word first = 1;
  switch (tracing_of(header.kind())) {
    case Tracing::kAll:
    case Tracing::kFeedback:
      break;
    case Tracing::kWeakRef:
      first = RawWeakRef::kReferentIndex + 1;
      break;
    case Tracing::kWeakArray:
      weak_arrays_.push_back(address);
      return false;
  }
  return scan_slots(slots + first, slots + object.heap_words());
}

void MinorCollector::scan_remembered() {
  for (uword address : remembered_->take()) {
    if (scan_object(address))
      remembered_->add(address);
    else if (marker_ != nullptr && is_marked(address))
      marker_->scan_again(address);
  }
}

void MinorCollector::drain() {
  while (scanned_ < to_top_ || !promoted_.empty()) {
    while (scanned_ < to_top_) {
      uword address = scanned_;
      Header header(*reinterpret_cast<const uword*>(address));
      scanned_ += static_cast<uword>(header.small_words()) << kWordSizeLog2;
      scan_object(address);
    }
    while (!promoted_.empty()) {
      uword address = promoted_.back();
      promoted_.pop_back();
      bool young = scan_object(address);
      if (young && !large_->is_young(address)) remembered_->add(address);
    }
  }
}

RawObject MinorCollector::resurrect(RawObject object) {
  visit_slot(&object);
  return object;
}

void MinorCollector::process_weak_arrays() {
  for (uword address : weak_arrays_) {
    RawObject array = RawObject::from_address(address);
    RawObject* slots = reinterpret_cast<RawObject*>(address);
    bool young = false;
    for (word i = 1, words = array.heap_words(); i < words; i++) {
      RawObject now = resolve(slots[i]);
      if (now.is_unbound() && slots[i].is_heap()) now = RawObject::none();
      slots[i] = now;
      young |= is_young_now(now);
    }
    if (young && !is_young_now(array)) remembered_->add(address);
  }
  weak_arrays_.clear();
}

}  // namespace pyro::gc
