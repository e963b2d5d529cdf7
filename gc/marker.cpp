#include "gc/marker.h"

namespace pyro::gc {

Marker::Marker(OldSpace* old_space, RawObject* layouts, word layout_count)
    : old_space_(old_space),
      layouts_(layouts),
      layout_count_(layout_count),
      layout_seen_(static_cast<size_t>(layout_count), false) {}

void Marker::visit(RawObject* begin, RawObject* end, const char*) {
  for (RawObject* slot = begin; slot < end; slot++) visit_slot(slot);
}

inline void Marker::visit_slot(RawObject* slot) {
  RawObject value = *slot;
  if (!value.is_heap()) return;
  uword address = value.raw() - RawObject::kHeapTag;
  BlockInfo& block = block_info(address);
  if (block.evacuate) {
    evacuate(slot, address, block);
  } else if (!test_and_set_start(address)) {
    mark_in_place(address, block);
  }
}

// The start bit is set already.
void Marker::mark_in_place(uword address, BlockInfo& block) {
  Header header(*reinterpret_cast<const uword*>(address));
  if (block.state == BlockState::kLines) {
    uword bytes = static_cast<uword>(header.small_words()) << kWordSizeLog2;
    mark_lines(block, address, bytes);
    block.live_bytes += static_cast<uint32_t>(bytes);
    small_bytes_ += bytes;
  }
  objects_++;
  visit_layout(header);
  if (!header.has_raw_body()) stack_.push_back(address);
}

void Marker::evacuate(RawObject* slot, uword address, BlockInfo& block) {
  Header header(*reinterpret_cast<const uword*>(address));
  if (header.is_forwarding()) {
    *slot = RawObject::from_address(header.bits());
    return;
  }
  bool young = block.state == BlockState::kNursery;
  if (!young && is_start(address)) return;  // found no room when it was first met
  uword words = static_cast<uword>(header.small_words()), bytes = words << kWordSizeLog2;
  uword target = old_space_->allocate(bytes);
  if (target == 0) {
    if (young) out_of_memory("moving young objects");
    set_start(address);
    mark_in_place(address, block);
    return;
  }
  std::memcpy(reinterpret_cast<void*>(target), reinterpret_cast<const void*>(address), bytes);
  *reinterpret_cast<uword*>(address) = target;
  *slot = RawObject::from_address(target);
  objects_++;
  small_bytes_ += bytes;
  moved_bytes_ += bytes;
  visit_layout(header);
  if (!header.has_raw_body()) stack_.push_back(target);
}

inline void Marker::visit_layout(Header header) {
  word id = static_cast<word>(header.layout());
  if (id >= layout_count_ || layout_seen_[static_cast<size_t>(id)]) return;
  layout_seen_[static_cast<size_t>(id)] = true;
  visit_slot(&layouts_[id]);
}

void Marker::scan_object(uword address) {
  RawObject object = RawObject::from_address(address);
  RawObject* slots = reinterpret_cast<RawObject*>(address);
  word first = 1;
  switch (tracing_of(object.heap_kind())) {
    case Tracing::kAll:
      break;
    case Tracing::kWeakRef:
      first = RawWeakRef::kReferentIndex + 1;
      break;
    case Tracing::kWeakArray:
      weak_arrays_.push_back(address);
      return;
    case Tracing::kFeedback:
      feedbacks_.push_back(address);
      return;
  }
  RawObject* end = slots + object.heap_words();
  for (RawObject* slot = slots + first; slot < end; slot++) visit_slot(slot);
}

void Marker::drain() {
  if (breadth_first_) {
    for (size_t next = 0; next < stack_.size(); next++) scan_object(stack_[next]);
    stack_.clear();
  }
  while (!stack_.empty()) {
    uword address = stack_.back();
    stack_.pop_back();
    scan_object(address);
  }
}

RawObject Marker::resurrect(RawObject object) {
  visit_slot(&object);
  return object;
}

void Marker::process_weak_arrays() {
  for (uword address : weak_arrays_) {
    RawObject* slots = reinterpret_cast<RawObject*>(address);
    for (word i = 1, words = RawObject::from_address(address).heap_words(); i < words; i++) {
      if (!slots[i].is_heap()) continue;
      RawObject now = resolve(slots[i]);
      slots[i] = now.is_unbound() ? RawObject::none() : now;
    }
  }
  weak_arrays_.clear();
}

void Marker::update_layout_table() {
  for (word id = 0; id < layout_count_; id++) layouts_[id] = resolve(layouts_[id]);
}

}  // namespace pyro::gc
