#include "gc/marker.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pyro::gc {

namespace {

// Slices scan larger objects piece by piece.
constexpr word kPartWords = 4096;

}  // namespace

void Marker::use_layouts(RawObject* layouts, word count) {
  layouts_ = layouts;
  layout_count_ = count;
  layout_seen_.resize(static_cast<size_t>(count), false);
}

void Marker::visit(RawObject* begin, RawObject* end, const char*) {
  for (RawObject* slot = begin; slot < end; slot++) visit_slot<Slot::kRoot>(slot);
}

template <Marker::Slot kSlot>
inline void Marker::visit_slot(RawObject* slot) {
  RawObject value = *slot;
  if (!value.is_heap()) return;
  uword address = value.raw() - RawObject::kHeapTag;
  BlockInfo& block = block_info(address);
  if (block.role != Role::kPlain) {
    visit_special(slot, address, block, kSlot);
  } else if (!test_and_set_mark(address)) {
    mark_in_place(address, block);
  }
}

[[gnu::noinline]] void Marker::visit_special(RawObject* slot, uword address, BlockInfo& block,
                                             Slot kind) {
  if (block.role == Role::kSealed) return;
  if (mode_ == Mode::kFinal) return evacuate(slot, address, block);
  if (block.role == Role::kYoung) return;
  // Roots are visited again at the end.
  if (kind == Slot::kInObject) slots_.push_back(slot);
  if (!test_and_set_mark(address)) mark_in_place(address, block);
}

// The mark is set already.
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
  if (!young && is_marked(address)) return;  // found no room when it was first met
  uword target = old_space_->allocate(static_cast<uword>(header.small_words()) << kWordSizeLog2);
  if (target == 0) {
    if (young) out_of_memory("moving young objects");
    set_mark(address);
    mark_in_place(address, block);
    return;
  }
  move(address, target, header);
  *slot = RawObject::from_address(target);
}

void Marker::move(uword address, uword target, Header header) {
  uword bytes = static_cast<uword>(header.small_words()) << kWordSizeLog2;
  std::memcpy(reinterpret_cast<void*>(target), reinterpret_cast<const void*>(address), bytes);
  *reinterpret_cast<uword*>(address) = target;
  objects_++;
  copies_++;
  small_bytes_ += bytes;
  visit_layout(header);
  if (!header.has_raw_body()) stack_.push_back(target);
}

inline void Marker::visit_layout(Header header) {
  word id = static_cast<word>(header.layout());
  if (id >= layout_count_ || layout_seen_[static_cast<size_t>(id)]) return;
  layout_seen_[static_cast<size_t>(id)] = true;
  visit_slot<Slot::kRoot>(&layouts_[id]);
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
  for (RawObject* slot = slots + first; slot < end; slot++) visit_slot<Slot::kInObject>(slot);
}

void Marker::drain() {
  if (part_.address != 0) {
    // Its words move within it without the barrier's knowledge of where: from the start again.
    uword address = std::exchange(part_, {}).address;
    scan_object(address);
  }
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

// --- slices

bool Marker::drain_slice(word words) {
  while (words > 0) {
    if (part_.address != 0) {
      words -= scan_part();
    } else if (!stack_.empty()) {
      uword address = stack_.back();
      stack_.pop_back();
      words -= scan_some(address);
    } else {
      return true;
    }
  }
  return is_drained();
}

// Returns the number of words looked at.
word Marker::scan_some(uword address) {
  RawObject object = RawObject::from_address(address);
  word words = object.heap_words();
  if (words > kPartWords && tracing_of(object.heap_kind()) == Tracing::kAll) {
    part_ = {address, 1};
    return scan_part();
  }
  scan_object(address);
  return words;
}

word Marker::scan_part() {
  RawObject* slots = reinterpret_cast<RawObject*>(part_.address);
  word words = RawObject::from_address(part_.address).heap_words();
  word begin = part_.next, end = std::min(begin + kPartWords, words);
  part_.next = end;
  if (end == words) part_ = {};
  for (word i = begin; i < end; i++) visit_slot<Slot::kInObject>(slots + i);
  return end - begin;
}

void Marker::adopt(uword address) {
  Header header = RawObject::from_address(address).header();
  BlockInfo& block = block_info(address);
  if (block.state == BlockState::kLines) {
    small_bytes_ += static_cast<uword>(header.small_words()) << kWordSizeLog2;
  } else {
    set_mark(address);
  }
  objects_++;
  visit_layout(header);
  if (!header.has_raw_body()) stack_.push_back(address);
}

void Marker::visit_young(RawObject object) {
  if (object.header().has_raw_body()) return;
  Tracing tracing = tracing_of(object.heap_kind());
  if (tracing == Tracing::kWeakArray || tracing == Tracing::kFeedback) return;
  RawObject* slots = reinterpret_cast<RawObject*>(object.address());
  word first = tracing == Tracing::kWeakRef ? RawWeakRef::kReferentIndex + 1 : 1;
  for (word i = first, words = object.heap_words(); i < words; i++)
    visit_slot<Slot::kRoot>(slots + i);
}

void Marker::move_flagged() {
  mode_ = Mode::kFinal;
  for (uword block : old_space_->flagged()) move_marked_objects(block);
  for (RawObject* slot : slots_) visit_slot<Slot::kInObject>(slot);
  slots_ = {};
  for (word id = 0; id < layout_count_; id++) {
    if (layout_seen_[static_cast<size_t>(id)]) visit_slot<Slot::kRoot>(&layouts_[id]);
  }
}

void Marker::move_marked_objects(uword block) {
  constexpr size_t kMarkWords = kStartBytesPerBlock / 8;
  std::array<uint64_t, kMarkWords> marks;
  std::memcpy(marks.data(), mark_word(block), kStartBytesPerBlock);
  std::memset(mark_word(block), 0, kStartBytesPerBlock);
  BlockInfo& info = block_info(block);
  info.lines[0] = info.lines[1] = 0;
  info.live_bytes = 0;
  for (size_t i = 0; i < kMarkWords; i++) {
    for (uint64_t bits = marks[i]; bits != 0; bits &= bits - 1) {
      uword address =
          block + ((i * 64 + static_cast<uword>(std::countr_zero(bits))) << kWordSizeLog2);
      RawObject object = RawObject::from_address(address);
      // The layout of one that was moved before it may be among them.
      Header header = object.header();
      if (header.is_forwarding()) header = RawObject::from_address(header.bits()).header();
      objects_--;
      small_bytes_ -= static_cast<uword>(header.small_words()) << kWordSizeLog2;
      RawObject ignored = object;
      evacuate(&ignored, address, info);
    }
  }
}

// --- at the end

RawObject Marker::resurrect(RawObject object) {
  visit_slot<Slot::kRoot>(&object);
  return object;
}

void Marker::process_weak_arrays() {
  for (uword address : weak_arrays_) {
    if (was_moved(address)) continue;
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
