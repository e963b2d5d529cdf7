#include "runtime/buffer.h"

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"

namespace pyro {

bool supports_buffer_NoGC(RawObject object) {
  return is_bytes(object) || is_heap_growing_bytes(object) || is_heap_memory_view(object) ||
         is_heap_extension_exporter(object);
}

uint8_t* memory_view_data_NoGC(RawMemoryView view) {
  RawObject base = underlying_value(view.base());
  word start = view.start();
  if (is_heap_growing_bytes(base)) return growing_data_NoGC(RawGrowingBytes::cast(base)) + start;
  if (is_heap_extension_buffer(base)) {
    return *reinterpret_cast<uint8_t**>(RawExtensionBuffer::cast(base).view().raw()) + start;
  }
  if (base.is_heap()) return base.body<uint8_t>(kTextDataOffset) + start;
  // An immediate bytes lies in a field of the view, or of the UserBytes that the view refers to.
  RawObject holder = view.base().is_heap() ? view.base() : view;
  word field = view.base().is_heap() ? RawUserValue::kValueIndex : RawMemoryView::kBaseIndex;
  return holder.body<uint8_t>(field * kWordSize + 1) + start;
}

bool memory_view_is_contiguous_NoGC(RawMemoryView view) {
  word expected = view.item_size();
  for (word i = tuple_length(view.shape()) - 1; i >= 0; i--) {
    word extent = tuple_at(view.shape(), i).small_int();
    if (extent == 0) return true;
    if (extent != 1 && tuple_at(view.strides(), i).small_int() != expected) return false;
    expected *= extent;
  }
  return true;
}

bool BufferView::acquire(const Object& object, BufferAccess access) {
  if (!supports_buffer_NoGC(*object)) {
    raise_type_error(thread_, "a bytes-like object is required, not '%T'", &object);
    return false;
  }
  if (!acquire_if_supported(object)) return false;
  bool writable = is_heap_growing_bytes(*object_) ||
                  (is_heap_memory_view(*object_) &&
                   (RawMemoryView::cast(*object_).flags() & kMemoryViewReadOnly) == 0);
  if (access == BufferAccess::kWrite && !writable) {
    release();
    raise(thread_, Exc::kBufferError,
          is_bytes(*object) ? "Object is not writable."
                            : "memoryview: underlying buffer is not writable");
    return false;
  }
  return true;
}

void memory_view_drop(Thread* thread, const MemoryView& view) {
  Object base(thread, view->base());
  view->set_base(RawObject::none());
  if (is_heap_extension_buffer(*base)) thread->runtime()->extensions->count_view(thread, base, -1);
}

bool BufferView::acquire_if_supported(const Object& object) {
  release();
  if (is_heap_extension_exporter(*object)) {
    MemoryView view(thread_, thread_->runtime()->extensions->memory_view_of(thread_, object));
    if (view->is_error() || !acquire_if_supported(view)) return false;
    own_view_ = true;
    return true;
  }
  RawObject exact = underlying_value(*object);
  if (is_exact_bytes(exact)) {
    object_ = exact;
    size_ = static_cast<word>(bytes_data(exact).size());
    return true;
  }
  if (is_heap_growing_bytes(exact)) {
    RawGrowingBytes bytes = RawGrowingBytes::cast(exact);
    bytes.set_pins(bytes.pins() + 1);
    object_ = exact;
    size_ = bytes.length();
    pinned_ = true;
    return true;
  }
  if (!is_heap_memory_view(exact)) return false;
  RawMemoryView view = RawMemoryView::cast(exact);
  if (view.base().is_none()) {
    raise_value_error(thread_, "operation forbidden on released %s object",
                      layout_of(exact) == LayoutId::kMemoryview ? "memoryview" : "PickleBuffer");
    return false;
  }
  if (!memory_view_is_contiguous_NoGC(view)) {
    raise(thread_, Exc::kBufferError, "memoryview: underlying buffer is not C-contiguous");
    return false;
  }
  view.set_pins(view.pins() + 1);
  object_ = exact;
  size_ = view.length();
  pinned_ = true;
  return true;
}

void BufferView::release() {
  if (pinned_) {
    if (is_heap_growing_bytes(*object_)) {
      RawGrowingBytes bytes = RawGrowingBytes::cast(*object_);
      bytes.set_pins(bytes.pins() - 1);
    } else {
      RawMemoryView view = RawMemoryView::cast(*object_);
      view.set_pins(view.pins() - 1);
    }
  }
  pinned_ = false;
  size_ = 0;
  if (own_view_) {
    MemoryView view(thread_, *object_);
    memory_view_drop(thread_, view);
    own_view_ = false;
  }
  object_ = RawObject::none();
}

uint8_t* BufferView::data_NoGC() const {
  if (is_heap_growing_bytes(*object_)) return growing_data_NoGC(RawGrowingBytes::cast(*object_));
  if (is_heap_memory_view(*object_)) return memory_view_data_NoGC(RawMemoryView::cast(*object_));
  if (object_->is_immediate_bytes())
    return const_cast<uint8_t*>(object_.operator->()->small_data());
  return object_->body<uint8_t>(kTextDataOffset);
}

RawObject bytes_from_buffer(Thread* thread, const Object& object) {
  if (is_bytes(*object)) return underlying_value(*object);
  if (is_heap_memory_view(*object)) {
    MemoryView view(thread, *object);
    return memory_view_to_bytes(thread, view);
  }
  BufferView buffer(thread);
  if (!buffer.acquire(object)) return RawObject::error();
  if (buffer.size() <= RawObject::kMaxSmallLength)
    return RawObject::from_small_bytes(buffer.data_NoGC(), buffer.size());
  RawObject bytes = new_bytes_uninitialized(thread, buffer.size());
  if (!bytes.is_error())
    std::memcpy(bytes_units(bytes), buffer.data_NoGC(), static_cast<size_t>(buffer.size()));
  return bytes;
}

}  // namespace pyro
