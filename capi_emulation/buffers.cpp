#include "capi_emulation/buffers.h"

#include <cstring>
#include <string>

#include "capi_emulation/pinning.h"
#include "runtime/buffer.h"
#include "runtime/bytes.h"
#include "runtime/str.h"

// What of the heap's buffers extensions see. Their memory must not move while it is exported:
//
//   bytes       large ones never move; small ones are copied once into memory that belongs to the
//   handle bytearray   its storage is replaced by one that never moves; small read-only exports get
//   a copy memoryview  that of its base
//
// Py_buffer.internal is a BufferExport for those; extensions' own exporters keep what they like
// there.

namespace pyro::capi {

namespace {

constexpr word kSmallExport = 4096;
constexpr int kMaxDimensions = 64;

struct BufferExport {
  void* copy = nullptr;
  bool pinned = false;  // the object's pin count was raised
  std::string format;
  Py_ssize_t shape[kMaxDimensions];
  Py_ssize_t strides[kMaxDimensions];
};

bool never_moves(RawObject object) { return object.header().small_words() == 0; }

TypeRecord* exporter_record(Extensions* extensions, RawObject object) {
  if (!is_heap_extension_instance(object)) return nullptr;
  TypeRecord* record = find_type_record_NoGC(extensions, extensions->runtime()->type_of(object));
  return record != nullptr && record->slots[Py_bf_getbuffer] != nullptr ? record : nullptr;
}

void fill_flat(Py_buffer* view, BufferExport* data, int flags, char code, word item_size,
               bool read_only) {
  view->readonly = read_only;
  view->itemsize = item_size;
  view->ndim = 1;
  view->suboffsets = nullptr;
  data->format = std::string(1, code);
  data->shape[0] = item_size == 0 ? 0 : view->len / item_size;
  data->strides[0] = item_size;
  view->format = (flags & PyBUF_FORMAT) != 0 ? data->format.data() : nullptr;
  view->shape = (flags & PyBUF_ND) != 0 ? data->shape : nullptr;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? data->strides : nullptr;
  view->internal = data;
}

// Memory of a bytearray or array; raises its pin count.
void* export_growing(Thread* thread, const Object& value, bool writable, BufferExport* data) {
  GrowingBytes bytes(thread, *value);
  void* memory;
  if (!writable && bytes->length() <= kSmallExport && !never_moves(bytes->buffer())) {
    memory = data->copy = std::malloc(static_cast<size_t>(bytes->length()) + 1);
    if (memory == nullptr) return raise_memory_error(thread), nullptr;
    std::memcpy(memory, growing_data_NoGC(*bytes), static_cast<size_t>(bytes->length()));
  } else {
    memory = pin_growing_bytes(thread, value);
    if (memory == nullptr) return nullptr;
  }
  bytes->set_pins(bytes->pins() + 1);
  data->pinned = true;
  return memory;
}

bool export_memory_view(Thread* thread, const Object& value, Py_buffer* view, int flags,
                        BufferExport* data) {
  MemoryView source(thread, *value);
  if (source->base().is_none())
    return raise_value_error(thread, "operation forbidden on released memoryview object"), false;
  bool read_only = (source->flags() & kMemoryViewReadOnly) != 0;
  bool writable = (flags & PyBUF_WRITABLE) != 0;
  if (writable && read_only)
    return raise(thread, Exc::kBufferError, "memoryview: underlying buffer is not writable"), false;
  bool contiguous = memory_view_is_contiguous_NoGC(*source);
  if (!contiguous && (flags & PyBUF_STRIDES) != PyBUF_STRIDES) {
    return raise(thread, Exc::kBufferError, "memoryview: underlying buffer is not C-contiguous"),
           false;
  }
  if (!contiguous && (flags & PyBUF_C_CONTIGUOUS) == PyBUF_C_CONTIGUOUS) {
    return raise(thread, Exc::kBufferError, "memoryview: underlying buffer is not C-contiguous"),
           false;
  }
  Object base(thread, source->base());
  uint8_t* start;
  if (is_heap_growing_bytes(*base)) {
    start = pin_growing_bytes(thread, base);
    if (start == nullptr) return false;
    start += source->start();
  } else if (is_bytes(*base)) {
    // The bytes' own handle keeps the memory; the view keeps the bytes.
    PyObject* handle = lend(thread, *base);
    start = reinterpret_cast<uint8_t*>(bytes_of_handle(thread, handle, nullptr));
    if (start == nullptr) return false;
    start += source->start();
  } else {
    start = memory_view_data_NoGC(*source);
  }
  word dimensions = tuple_length(source->shape());
  RawObject format = underlying_value(source->format());
  data->format = std::string(str_data(format).bytes());
  for (word i = 0; i < dimensions; i++) {
    data->shape[i] = tuple_at(source->shape(), i).small_int();
    data->strides[i] = tuple_at(source->strides(), i).small_int();
  }
  view->buf = start;
  view->len = source->length();
  view->readonly = read_only;
  view->itemsize = source->item_size();
  view->ndim = static_cast<int>(dimensions);
  view->suboffsets = nullptr;
  view->format = (flags & PyBUF_FORMAT) != 0 ? data->format.data() : nullptr;
  view->shape = (flags & PyBUF_ND) != 0 ? data->shape : nullptr;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? data->strides : nullptr;
  view->internal = data;
  source->set_pins(source->pins() + 1);
  data->pinned = true;
  return true;
}

bool export_heap_buffer(Thread* thread, PyObject* object, const Object& value, Py_buffer* view,
                        int flags, BufferExport* data) {
  bool writable = (flags & PyBUF_WRITABLE) != 0;
  if (is_bytes(*value)) {
    if (writable) return raise(thread, Exc::kBufferError, "Object is not writable."), false;
    Py_ssize_t size;
    view->buf = bytes_of_handle(thread, object, &size);
    if (view->buf == nullptr) return false;
    view->len = size;
    fill_flat(view, data, flags, 'B', 1, true);
    return true;
  }
  if (is_heap_growing_bytes(*value)) {
    view->buf = export_growing(thread, value, writable, data);
    if (view->buf == nullptr) return false;
    view->len = RawGrowingBytes::cast(*value).length();
    Object copy(thread,
                is_heap_typed_array(*value) ? new_memory_view(thread, value) : RawObject::none());
    if (copy->is_none()) {
      fill_flat(view, data, flags, 'B', 1, false);
    } else {
      fill_flat(view, data, flags, static_cast<char>(RawTypedArray::cast(*value).typecode()),
                RawMemoryView::cast(*copy).item_size(), false);
      call_named(thread, copy, "release");
    }
    return true;
  }
  return export_memory_view(thread, value, view, flags, data);
}

}  // namespace

namespace {

// What an ExtensionBuffer refers to. The buffer comes first: see layouts.def.
struct ExportedMemory {
  Py_buffer view;
  word users = 0;
};

ExportedMemory* exported_memory(RawObject buffer) {
  RawObject native = RawExtensionBuffer::cast(buffer).view();
  return native.is_small_int() ? reinterpret_cast<ExportedMemory*>(native.raw()) : nullptr;
}

RawObject size_tuple(Thread* thread, const Py_ssize_t* sizes, int count) {
  if (count == 0) return empty_tuple(thread);
  RawObject tuple = new_tuple(thread, count);
  for (int i = 0; i < count; i++) tuple_init(tuple, i, RawObject::from_small_int(sizes[i]));
  return tuple;
}

}  // namespace

RawObject new_memory_view_on(Thread* thread, const Py_buffer& buffer, const Object& exporter) {
  Object base(thread, new_instance_of_kind(thread, Kind::kExtensionBuffer));
  auto* memory = new ExportedMemory{buffer, 1};
  RawExtensionBuffer::cast(*base).set_exporter(*exporter);
  base->set_immediate_at(RawExtensionBuffer::kViewIndex,
                         RawObject(reinterpret_cast<uword>(memory)));
  thread->heap()->register_finalizable(*base);
  int dimensions = buffer.ndim;
  Py_ssize_t shape[kMaxDimensions], strides[kMaxDimensions];
  Py_ssize_t item_size = buffer.itemsize > 0 ? buffer.itemsize : 1;
  for (int i = 0; i < dimensions; i++)
    shape[i] = buffer.shape != nullptr ? buffer.shape[i] : buffer.len / item_size;
  Py_ssize_t stride = item_size;
  for (int i = dimensions - 1; i >= 0; i--) {
    strides[i] = buffer.strides != nullptr ? buffer.strides[i] : stride;
    stride *= shape[i];
  }
  Object shape_tuple(thread, size_tuple(thread, shape, dimensions));
  Object stride_tuple(thread, size_tuple(thread, strides, dimensions));
  Object format(thread, new_str(thread, buffer.format == nullptr ? "B" : buffer.format));
  RawMemoryView view(new_instance_of_kind(thread, Kind::kMemoryView).raw());
  view.set_base(*base);
  view.set_start(0);
  view.set_length(buffer.len);
  view.set_format(*format);
  view.set_shape(*shape_tuple);
  view.set_strides(*stride_tuple);
  view.set_flags(buffer.readonly != 0 ? kMemoryViewReadOnly : 0);
  view.set_item_size(item_size);
  view.set_pins(0);
  return view;
}

RawObject Extensions::memory_view_of(Thread* thread, const Object& exporter) {
  CallScope scope(thread);
  Handle* handle = handle_for(*exporter);
  handle->head.ob_refcnt++;
  Py_buffer buffer{};
  constexpr int kFullReadOnly = PyBUF_INDIRECT | PyBUF_FORMAT;
  bool ok = get_buffer(thread, &handle->head, &buffer, kFullReadOnly);
  decrement(thread, &handle->head);
  if (!ok) return RawObject::error();
  return new_memory_view_on(thread, buffer, exporter);
}

void Extensions::count_view(Thread* thread, const Object& buffer, word change) {
  ExportedMemory* memory = exported_memory(*buffer);
  if (memory == nullptr) return;
  memory->users += change;
  if (memory->users == 0) release_exported_memory(thread, buffer);
}

void release_exported_memory(Thread* thread, const Object& buffer) {
  ExportedMemory* memory = exported_memory(*buffer);
  if (memory == nullptr) return;
  buffer->set_immediate_at(RawExtensionBuffer::kViewIndex, RawObject::none());
  Object pending(thread, thread->take_exception());
  CallScope scope(thread);
  release_buffer(thread, &memory->view);
  delete memory;
  if (!pending->is_unbound()) thread->set_pending_exception(*pending);
}

uint8_t* pin_growing_bytes(Thread* thread, const Object& object) {
  GrowingBytes bytes(thread, *object);
  if (!never_moves(bytes->buffer())) {
    word capacity = byte_buffer_capacity(bytes->buffer());
    RawObject pinned = thread->heap()->allocate_pinned(LayoutId::kInternal, Kind::kByteBuffer, true,
                                                       capacity / kWordSize + 2);
    if (pinned.is_error()) {
      raise_memory_error(thread);
      return nullptr;
    }
    std::memcpy(byte_buffer_data(pinned), byte_buffer_data(bytes->buffer()),
                static_cast<size_t>(capacity));
    bytes->set_buffer(pinned);
  }
  return growing_data_NoGC(*bytes);
}

bool offers_buffer_NoGC(Extensions* extensions, RawObject object) {
  return exporter_record(extensions, object) != nullptr || is_bytes(object) ||
         is_heap_growing_bytes(object) || is_heap_memory_view(object);
}

namespace {

// bytes to read: the memory belongs to the handle, and the view says the rest.
inline bool get_bytes(Thread* thread, PyObject* object, Py_buffer* view, int flags) {
  static char format[] = "B";
  const Handle* handle = handle_of(object);
  void* memory = handle->extra;
  Py_ssize_t size = handle->size;
  if ((handle->flags & kHandleData) == 0) [[unlikely]] {
    view->obj = nullptr;
    memory = bytes_of_handle(thread, object, &size);
    if (memory == nullptr) return false;
  }
  *view = Py_buffer{memory, object, size, 1, 1, 1, nullptr, nullptr, nullptr, nullptr, nullptr};
  if (flags != PyBUF_SIMPLE) {
    if ((flags & PyBUF_FORMAT) != 0) view->format = format;
    if ((flags & PyBUF_ND) != 0) view->shape = &view->len;
    if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES) view->strides = &view->itemsize;
  }
  object->ob_refcnt++;
  return true;
}

[[gnu::noinline]] bool get_other_buffer(Thread* thread, PyObject* object, Py_buffer* view,
                                        int flags) {
  Extensions* extensions = Extensions::of(thread);
  view->obj = nullptr;
  Object value(thread, value_of(thread, object));
  if (value->is_error()) return false;
  if (TypeRecord* record = exporter_record(extensions, *value)) {
    return reinterpret_cast<getbufferproc>(record->slots[Py_bf_getbuffer])(object, view, flags) ==
           0;
  }
  if (!offers_buffer_NoGC(extensions, *value)) {
    raise_type_error(thread, "a bytes-like object is required, not '%T'", &value);
    return false;
  }
  auto data = std::make_unique<BufferExport>();
  if (!export_heap_buffer(thread, object, value, view, flags, data.get())) {
    std::free(data->copy);
    return false;
  }
  data.release();
  increment(object);
  view->obj = object;
  return true;
}

[[gnu::noinline]] void release_other_buffer(Thread* thread, Py_buffer* view) {
  PyObject* object = view->obj;
  Extensions* extensions = Extensions::of(thread);
  Object value(thread, value_of(thread, object));
  if (TypeRecord* record = exporter_record(extensions, *value)) {
    auto release = reinterpret_cast<releasebufferproc>(record->slots[Py_bf_releasebuffer]);
    if (release != nullptr) release(object, view);
  } else if (view->internal != nullptr && offers_buffer_NoGC(extensions, *value)) {
    auto* data = static_cast<BufferExport*>(view->internal);
    if (data->pinned && is_heap_growing_bytes(*value)) {
      RawGrowingBytes bytes = RawGrowingBytes::cast(*value);
      bytes.set_pins(bytes.pins() - 1);
    } else if (data->pinned) {
      RawMemoryView source = RawMemoryView::cast(*value);
      source.set_pins(source.pins() - 1);
    }
    std::free(data->copy);
    delete data;
    view->internal = nullptr;
  }
  view->obj = nullptr;
  decrement(thread, object);
}

}  // namespace

bool get_buffer(Thread* thread, PyObject* object, Py_buffer* view, int flags) {
  bool reads_bytes = object != nullptr && (flags & PyBUF_WRITABLE) == 0 &&
                     is_exact_bytes(handle_of(object)->value);
  return reads_bytes ? get_bytes(thread, object, view, flags)
                     : get_other_buffer(thread, object, view, flags);
}

void release_buffer(Thread* thread, Py_buffer* view) {
  PyObject* object = view->obj;
  if (object == nullptr) return;
  if (view->internal != nullptr || !is_exact_bytes(handle_of(object)->value)) {
    release_other_buffer(thread, view);
    return;
  }
  view->obj = nullptr;
  decrement(thread, object);
}

}  // namespace pyro::capi

using namespace pyro;
using namespace pyro::capi;

PYRO_API int PyObject_CheckBuffer(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, 0);
  return offers_buffer_NoGC(Extensions::of(thread), *value);
}
PYRO_API int PyObject_CheckReadBuffer(PyObject* object) { return PyObject_CheckBuffer(object); }
PYRO_API int PyObject_GetBuffer(PyObject* object, Py_buffer* view, int flags) {
  return status(get_buffer(current_thread(), object, view, flags));
}
PYRO_API void PyBuffer_Release(Py_buffer* view) { release_buffer(current_thread(), view); }
PYRO_API int PyBuffer_FillInfo(Py_buffer* view, PyObject* exporter, void* memory, Py_ssize_t size,
                               int read_only, int flags) {
  Thread* thread = current_thread();
  if (view == nullptr) {
    raise(thread, Exc::kBufferError, "PyBuffer_FillInfo: view==NULL argument is obsolete");
    return -1;
  }
  if ((flags & PyBUF_WRITABLE) != 0 && read_only != 0) {
    raise(thread, Exc::kBufferError, "Object is not writable.");
    return -1;
  }
  static char format[] = "B";
  *view = Py_buffer{memory,  exporter, size,    1,       read_only, 1,
                    nullptr, nullptr,  nullptr, nullptr, nullptr};
  increment(exporter);
  if ((flags & PyBUF_FORMAT) != 0) view->format = format;
  if ((flags & PyBUF_ND) != 0) view->shape = &view->len;
  if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES) view->strides = &view->itemsize;
  return 0;
}
namespace {
bool is_contiguous(const Py_buffer* view, bool fortran) {
  if (view->suboffsets != nullptr) return false;
  if (view->strides == nullptr) return !fortran || view->ndim <= 1;
  Py_ssize_t expected = view->itemsize;
  for (int i = 0; i < view->ndim; i++) {
    int dimension = fortran ? i : view->ndim - 1 - i;
    Py_ssize_t extent = view->shape[dimension];
    if (extent == 0) return true;
    if (extent != 1 && view->strides[dimension] != expected) return false;
    expected *= extent;
  }
  return true;
}
}  // namespace
PYRO_API int PyBuffer_IsContiguous(const Py_buffer* view, char order) {
  if (order == 'C') return is_contiguous(view, false);
  if (order == 'F') return is_contiguous(view, true);
  return order == 'A' && (is_contiguous(view, false) || is_contiguous(view, true));
}
PYRO_API void* PyBuffer_GetPointer(const Py_buffer* view, const Py_ssize_t* indices) {
  char* pointer = static_cast<char*>(view->buf);
  for (int i = 0; i < view->ndim; i++) {
    pointer += view->strides[i] * indices[i];
    if (view->suboffsets != nullptr && view->suboffsets[i] >= 0)
      pointer = *reinterpret_cast<char**>(pointer) + view->suboffsets[i];
  }
  return pointer;
}
PYRO_API void PyBuffer_FillContiguousStrides(int dimensions, Py_ssize_t* shape, Py_ssize_t* strides,
                                             int item_size, char order) {
  Py_ssize_t stride = item_size;
  for (int i = 0; i < dimensions; i++) {
    int at = order == 'F' ? i : dimensions - 1 - i;
    strides[at] = stride;
    stride *= shape[at];
  }
}
namespace {
// Copies between the view's items, in the given order, and contiguous memory.
void copy_items(const Py_buffer* view, char* flat, char order, bool from_flat, Py_ssize_t limit) {
  if (is_contiguous(view, order == 'F') || view->ndim == 0) {
    if (from_flat)
      std::memcpy(view->buf, flat, static_cast<size_t>(limit));
    else
      std::memcpy(flat, view->buf, static_cast<size_t>(limit));
    return;
  }
  std::vector<Py_ssize_t> index(static_cast<size_t>(view->ndim), 0);
  for (Py_ssize_t done = 0; done + view->itemsize <= limit; done += view->itemsize) {
    char* item = static_cast<char*>(PyBuffer_GetPointer(view, index.data()));
    if (from_flat)
      std::memcpy(item, flat + done, static_cast<size_t>(view->itemsize));
    else
      std::memcpy(flat + done, item, static_cast<size_t>(view->itemsize));
    for (int i = 0; i < view->ndim; i++) {
      int at = order == 'F' ? i : view->ndim - 1 - i;
      if (++index[static_cast<size_t>(at)] < view->shape[at]) break;
      index[static_cast<size_t>(at)] = 0;
    }
  }
}
}  // namespace
PYRO_API int PyBuffer_ToContiguous(void* memory, const Py_buffer* view, Py_ssize_t size,
                                   char order) {
  if (size != view->len) {
    raise_value_error(current_thread(), "PyBuffer_ToContiguous: len != view->len");
    return -1;
  }
  copy_items(view, static_cast<char*>(memory), order, false, size);
  return 0;
}
PYRO_API int PyBuffer_FromContiguous(const Py_buffer* view, const void* memory, Py_ssize_t size,
                                     char order) {
  copy_items(view, const_cast<char*>(static_cast<const char*>(memory)), order, true,
             std::min(size, view->len));
  return 0;
}
PYRO_API int PyObject_CopyData(PyObject* destination, PyObject* source) {
  Thread* thread = current_thread();
  Py_buffer to, from;
  if (PyObject_CheckBuffer(destination) == 0 || PyObject_CheckBuffer(source) == 0) {
    raise_type_error(thread, "both destination and source must be bytes-like objects");
    return -1;
  }
  if (!get_buffer(thread, source, &from, PyBUF_STRIDES)) return -1;
  if (!get_buffer(thread, destination, &to, PyBUF_STRIDES | PyBUF_WRITABLE)) {
    release_buffer(thread, &from);
    return -1;
  }
  int result = 0;
  if (to.len < from.len) {
    raise(thread, Exc::kBufferError, "destination is too small to receive data from source");
    result = -1;
  } else {
    std::string flat(static_cast<size_t>(from.len), 0);
    copy_items(&from, flat.data(), 'C', false, from.len);
    copy_items(&to, flat.data(), 'C', true, from.len);
  }
  release_buffer(thread, &from);
  release_buffer(thread, &to);
  return result;
}
PYRO_API Py_ssize_t PyBuffer_SizeFromFormat(const char* format) {
  Thread* thread = current_thread();
  Object function(thread, module_attribute(thread, "struct", "calcsize"));
  if (function->is_error()) return -1;
  Object text(thread, text_from(thread, format));
  Object size(thread, call(thread, function, text));
  return size->is_error() ? -1 : size->small_int();
}
// The old buffer protocol: the memory is not held.
PYRO_API int PyObject_AsCharBuffer(PyObject* object, const char** memory, Py_ssize_t* size) {
  Thread* thread = current_thread();
  Py_buffer view;
  if (!get_buffer(thread, object, &view, PyBUF_SIMPLE)) return -1;
  *memory = static_cast<const char*>(view.buf);
  *size = view.len;
  release_buffer(thread, &view);
  return 0;
}
PYRO_API int PyObject_AsReadBuffer(PyObject* object, const void** memory, Py_ssize_t* size) {
  return PyObject_AsCharBuffer(object, reinterpret_cast<const char**>(memory), size);
}
PYRO_API int PyObject_AsWriteBuffer(PyObject* object, void** memory, Py_ssize_t* size) {
  Thread* thread = current_thread();
  Py_buffer view;
  if (!get_buffer(thread, object, &view, PyBUF_WRITABLE)) {
    thread->take_exception();
    raise_type_error(thread, "expected a writable bytes-like object");
    return -1;
  }
  *memory = view.buf;
  *size = view.len;
  release_buffer(thread, &view);
  return 0;
}
