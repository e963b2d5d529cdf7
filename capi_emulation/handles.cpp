#include "capi_emulation/handles.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "capi_emulation/exported_objects.h"
#include "capi_emulation/module_record.h"
#include "capi_emulation/type_record.h"
#include "runtime/factories.h"

namespace pyro::capi {

thread_local Thread* attached_thread = nullptr;

namespace {

// The word of small int 0 is zero, which marks empty entries; Error stands in for it.
uword key_of(RawObject value) { return value.raw() != 0 ? value.raw() : RawObject::error().raw(); }
RawObject value_of_key(uword key) {
  return key == RawObject::error().raw() ? RawObject(uword{0}) : RawObject(key);
}

// What Py_SIZE shows: the number of items of what has a fixed number of them.
intptr_t shown_size(RawObject value) {
  if (is_exact_bytes(value)) return static_cast<intptr_t>(bytes_data(value).size());
  if (is_heap_tuple(value)) return tuple_length(value);
  if (is_heap_list(value)) return RawList::cast(value).length();
  return 0;
}

constexpr size_t kSlabHandles = 1024;

}  // namespace

Extensions::Extensions(Runtime* runtime) : runtime_(runtime), table_(1024, Entry{0, nullptr}) {
  enter_static();
}

Extensions::~Extensions() {
  for (const Entry& entry : table_) {
    if (entry.handle != nullptr && (entry.handle->flags & (kHandleData | kHandleBuilding)) != 0)
      std::free(entry.handle->extra);
  }
  // What native code holds on to for good (a callback of a connection that was never closed) is
  // still here.
  for (Handle* instance : instances_) {
    if ((instance->flags & kHandleAttached) != 0) std::free(instance);
  }
  for (void* slab : slabs_) std::free(slab);
}

// --- the table

void Extensions::insert(uword key, Handle* handle) {
  if ((count_ + 1) * 2 > table_.size()) grow();
  size_t mask = table_.size() - 1;
  size_t i = hash_of(key) & mask;
  while (table_[i].handle != nullptr) i = (i + 1) & mask;
  table_[i] = {key, handle};
  count_++;
}

void Extensions::grow() {
  std::vector<Entry> old(table_.size() * 2, Entry{0, nullptr});
  old.swap(table_);
  count_ = 0;
  for (const Entry& entry : old) {
    if (entry.handle != nullptr) insert(entry.key, entry.handle);
  }
}

void Extensions::erase(uword key) {
  size_t mask = table_.size() - 1;
  size_t gap = hash_of(key) & mask;
  while (table_[gap].key != key || table_[gap].handle == nullptr) {
    if (table_[gap].handle == nullptr) return;
    gap = (gap + 1) & mask;
  }
  table_[gap].handle = nullptr;
  count_--;
  // Entries behind the gap that could not stand where they belong move up.
  for (size_t i = (gap + 1) & mask; table_[i].handle != nullptr; i = (i + 1) & mask) {
    size_t home = hash_of(table_[i].key) & mask;
    bool reachable = gap < i ? home <= gap || home > i : home <= gap && home > i;
    if (!reachable) continue;
    table_[gap] = table_[i];
    table_[i].handle = nullptr;
    gap = i;
  }
}

Handle* Extensions::find(RawObject value) {
  if (is_heap_extension_instance(value)) {
    RawObject native = value.at(RawExtensionInstance::kNativeIndex);
    return native.is_small_int() ? handle_of(reinterpret_cast<PyObject*>(native.raw())) : nullptr;
  }
  uword key = key_of(value);
  size_t mask = table_.size() - 1;
  for (size_t i = hash_of(key) & mask; table_[i].handle != nullptr; i = (i + 1) & mask) {
    if (table_[i].key == key) return table_[i].handle;
  }
  return nullptr;
}

Handle* Extensions::allocate() {
  if (free_ == nullptr) {
    Handle* slab = static_cast<Handle*>(std::aligned_alloc(16, kSlabHandles * sizeof(Handle)));
    if (slab == nullptr) std::abort();
    slabs_.push_back(slab);
    for (size_t i = kSlabHandles; i-- > 0;) {
      slab[i].extra = free_;
      free_ = &slab[i];
    }
  }
  Handle* handle = free_;
  free_ = static_cast<Handle*>(handle->extra);
  *handle = Handle{};
  return handle;
}

void Extensions::free_handle(Handle* handle) {
  if ((handle->flags & kHandleIdle) != 0) ring_[handle->index] = nullptr;
  if ((handle->flags & (kHandleData | kHandleBuilding)) != 0) std::free(handle->extra);
  if ((handle->flags & kHandleType) != 0) delete static_cast<TypeRecord*>(handle->extra);
  handle->flags = 0;
  handle->value = RawObject::unbound();
  handle->head.ob_refcnt = -0x0ddba11;
  handle->extra = free_;
  free_ = handle;
}

void Extensions::note_young(Handle* handle) {
  if (runtime_->heap()->is_young(handle->value)) young_.push_back({handle, key_of(handle->value)});
}

Handle* Extensions::handle_for(RawObject value) {
  if (Handle* known = find(value)) return known;
  if (is_heap_extension_instance(value)) {
    TypeRecord* record = find_type_record_NoGC(this, runtime_->type_of(value));
    Handle* memory = attach_instance(value, record == nullptr ? 16 : record->basicsize);
    if (memory == nullptr) std::abort();
    return memory;
  }
  Handle* handle = allocate();
  handle->value = value;
  handle->size = shown_size(value);
  insert(key_of(value), handle);
  note_young(handle);
  // A type refers to its metatype; only `type` refers to itself, and that handle is static.
  Handle* type = handle_for(runtime_->type_of(value));
  if ((type->flags & kHandleStatic) == 0) type->flags |= kHandleKept;
  handle->head.ob_type = &type->head;
  if (is_heap_type(value)) handle->flags |= kHandleKept;
  return handle;
}

void Extensions::dropped(Handle* handle) {
  if ((handle->flags & kHandleBuilding) != 0) {
    free_handle(handle);
    return;
  }
  if ((handle->flags & kHandleTwin) != 0) {
    std::erase(twins_, handle);
    free_handle(handle);
    return;
  }
  if ((handle->flags & kHandleHasFate) != 0) return;
  uint32_t position = ring_next_++ % kRingSize;
  evict(position);
  ring_[position] = handle;
  handle->index = position;
  handle->flags |= kHandleIdle;
}

void Extensions::dropped_result(Handle* handle) {
  // Only what the function just made: a handle in use before is likely to be asked for again.
  if (handle->flags != 0 || young_.empty() || young_.back().handle != handle) {
    dropped(handle);
    return;
  }
  young_.pop_back();
  erase_entry(key_of(handle->value), handle);
  free_handle(handle);
}

void Extensions::evict(uint32_t position) {
  Handle* old = ring_[position];
  if (old == nullptr) return;
  ring_[position] = nullptr;
  old->flags &= ~kHandleIdle;
  if (old->head.ob_refcnt > 0 || (old->flags & (kHandleLent | kHandleKept)) != 0) return;
  // Young handles are also listed for the next collection, which must not find them gone.
  if (runtime_->heap()->is_young(old->value)) return;
  erase_entry(key_of(old->value), old);
  free_handle(old);
}

// --- bytes under construction

Handle* Extensions::new_building_bytes(intptr_t size) {
  void* memory = std::calloc(1, static_cast<size_t>(size) + 1);
  if (memory == nullptr) return nullptr;
  Handle* handle = allocate();
  handle->value = RawObject::unbound();
  handle->flags = kHandleBuilding;
  handle->head = {1, &exported_handle(ExportedType::PyBytes_Type)->head};
  handle->size = size;
  handle->extra = memory;
  return handle;
}

bool Extensions::finish_building(Thread* thread, Handle* handle) {
  Object bytes(thread, new_bytes(thread, handle->extra, handle->size));
  if (bytes->is_error()) return false;
  handle->value = *bytes;
  handle->flags = kHandleData;  // the address was given out
  // An immediate may have a handle already: this one then stays outside the table.
  if (find(*bytes) == nullptr) {
    insert(key_of(*bytes), handle);
  } else {
    handle->flags |= kHandleTwin;
    twins_.push_back(handle);
  }
  note_young(handle);
  return true;
}

void Extensions::add_data(Handle* handle, void* memory) {
  handle->extra = memory;
  handle->flags |= kHandleData | kHandleKept;
}

void Extensions::replace_value(Handle* handle, RawObject value) {
  if ((handle->flags & kHandleTwin) != 0) {
    std::erase(twins_, handle);
  } else {
    erase_entry(key_of(handle->value), handle);
  }
  std::erase_if(young_, [handle](const Young& young) { return young.handle == handle; });
  if ((handle->flags & kHandleData) != 0) std::free(handle->extra);
  handle->flags &= ~(kHandleData | kHandleTwin);
  handle->extra = nullptr;
  handle->value = value;
  if (find(value) == nullptr) {
    insert(key_of(value), handle);
  } else {
    handle->flags |= kHandleTwin;
    twins_.push_back(handle);
  }
  note_young(handle);
}

// --- memory of instances

Handle* Extensions::attach_instance(RawObject proxy, word bytes) {
  size_t size = std::max<size_t>(sizeof(HandlePrefix) + static_cast<size_t>(bytes), sizeof(Handle));
  size = (size + 15) & ~size_t{15};
  void* memory = std::calloc(1, size);  // aligned to 16 bytes, as the ABI has it
  if (memory == nullptr) return nullptr;
  Handle* handle = static_cast<Handle*>(memory);
  adopt_instance(handle, proxy);
  handle->flags |= kHandleAttached;
  return handle;
}

void Extensions::adopt_instance(Handle* handle, RawObject proxy) {
  handle->value = proxy;
  handle->flags = kHandleInstance;
  handle->index = static_cast<uint32_t>(instances_.size());
  instances_.push_back(handle);
  RawObject type_object = runtime_->type_of(proxy);
  Handle* type = find_quickly(type_object);
  if (type == nullptr) type = handle_for(type_object);
  if (type_record_NoGC(type) == nullptr) find_type_record_NoGC(this, type_object);
  handle->head.ob_type = &type->head;
  proxy.set_immediate_at(RawExtensionInstance::kNativeIndex,
                         RawObject(reinterpret_cast<uword>(&handle->head)));
  runtime_->heap()->register_finalizable(proxy);
}

Handle* Extensions::resize_instance(Handle* handle, word old_bytes, word bytes) {
  size_t kept = sizeof(HandlePrefix) + static_cast<size_t>(std::min(old_bytes, bytes));
  size_t size = std::max<size_t>(sizeof(HandlePrefix) + static_cast<size_t>(bytes), sizeof(Handle));
  void* memory = std::aligned_alloc(16, (size + 15) & ~size_t{15});
  if (memory == nullptr) return nullptr;
  std::memset(memory, 0, (size + 15) & ~size_t{15});
  std::memcpy(memory, handle, kept);
  Handle* moved = static_cast<Handle*>(memory);
  instances_[moved->index] = moved;
  moved->value.set_immediate_at(RawExtensionInstance::kNativeIndex,
                                RawObject(reinterpret_cast<uword>(&moved->head)));
  std::free(handle);
  return moved;
}

void Extensions::move_instance(size_t from, size_t to) {
  instances_[to] = instances_[from];
  instances_[to]->index = static_cast<uint32_t>(to);
}

void Extensions::detach_instance(Handle* handle) {
  if (!handle->value.is_unbound()) {
    handle->value.set_immediate_at(RawExtensionInstance::kNativeIndex, RawObject::none());
  }
  size_t hole = handle->index;
  if (hole < first_young_instance_) {
    move_instance(--first_young_instance_, hole);
    hole = first_young_instance_;
  }
  if (hole != instances_.size() - 1) move_instance(instances_.size() - 1, hole);
  instances_.pop_back();
  std::free(handle);
}

// For other blocks the words in front are the allocator's: readable, but AddressSanitizer does not
// know that.
__attribute__((no_sanitize("address"))) Handle* Extensions::instance_at(void* head) const {
  Handle* handle = handle_of(static_cast<PyObject*>(head));
  uint32_t index = handle->index;
  return index < instances_.size() && instances_[index] == handle ? handle : nullptr;
}

void Extensions::add_module(Handle* handle) {
  handle->flags |= kHandleKept;
  modules_.push_back(handle);
}

PyObject* Extensions::module_of(const void* definition) const {
  for (const auto& [key, module] : modules_by_definition_) {
    if (key == definition) return module;
  }
  return nullptr;
}

void Extensions::set_module_of(const void* definition, PyObject* module) {
  if (module != nullptr) module->ob_refcnt++;
  for (auto& entry : modules_by_definition_) {
    if (entry.first != definition) continue;
    PyObject* old = std::exchange(entry.second, module);
    if (old != nullptr && --old->ob_refcnt == 0) dropped(handle_of(old));
    return;
  }
  modules_by_definition_.emplace_back(definition, module);
}

bool Extensions::owns_native_memory_NoGC(RawObject object) {
  if (is_heap_extension_instance(object)) return find(object) != nullptr;
  if (is_heap_module(object)) {
    Handle* handle = find(object);
    return handle != nullptr && (handle->flags & kHandleModule) != 0;
  }
  return needs_release_NoGC(object);
}

// --- collections

void Extensions::visit_roots(gc::RootVisitor& visitor, gc::CollectionKind kind) {
  if (kind == gc::CollectionKind::kMinor) {
    for (const Young& young : young_) {
      if (young.handle->head.ob_refcnt > 0) visitor.visit(&young.handle->value, "handle");
    }
    for (size_t i = first_young_instance_; i < instances_.size(); i++) {
      if (instances_[i]->head.ob_refcnt > 0)
        visitor.visit(&instances_[i]->value, "extension instance");
    }
    return;
  }
  subtract_internal_references();
  for (const Entry& entry : table_) {
    Handle* handle = entry.handle;
    if (handle == nullptr || handle->head.ob_refcnt <= 0 || (handle->flags & kHandleTraced) != 0)
      continue;
    visitor.visit(&handle->value, "handle");
  }
  for (Handle* handle : twins_) {
    if (handle->head.ob_refcnt > 0) visitor.visit(&handle->value, "handle");
  }
  for (Handle* handle : instances_) {
    if (handle->head.ob_refcnt > 0 && (handle->flags & kHandleTraced) == 0)
      visitor.visit(&handle->value, "extension instance");
  }
}

namespace {

struct Subtraction {
  std::vector<Handle*> seen;
};

int note_reference(PyObject* object, void* argument) {
  if (object != nullptr) static_cast<Subtraction*>(argument)->seen.push_back(handle_of(object));
  return 0;
}

}  // namespace

void Extensions::traverse(Handle* owner, int (*visit)(PyObject*, void*), void* argument) {
  if ((owner->flags & kHandleModule) != 0) {
    traverse_module(owner, visit, argument);
  } else if ((owner->flags & kHandleReleased) == 0) {
    traverse_instance(owner, visit, argument);
  }
}

// A handle whose count is that of the references found by traversing is marked: it is no root by
// itself.
void Extensions::subtract_internal_references() {
  for (const Entry& entry : table_) {
    if (entry.handle != nullptr) entry.handle->flags &= ~(kHandleTraced | kHandleVisited);
  }
  Subtraction subtraction;
  for (Handle* handle : instances_) {
    handle->flags &= ~(kHandleTraced | kHandleVisited);
    traverse(handle, note_reference, &subtraction);
  }
  for (Handle* handle : modules_) traverse(handle, note_reference, &subtraction);
  std::vector<Handle*>& seen = subtraction.seen;
  std::sort(seen.begin(), seen.end());
  for (size_t i = 0; i < seen.size();) {
    size_t end = i;
    while (end < seen.size() && seen[end] == seen[i]) end++;
    if ((seen[i]->flags & kHandleStatic) == 0 &&
        seen[i]->head.ob_refcnt <= static_cast<intptr_t>(end - i)) {
      seen[i]->flags |= kHandleTraced;
    }
    i = end;
  }
}

namespace {

int visit_reference(PyObject* object, void* argument) {
  if (object == nullptr) return 0;
  Handle* handle = handle_of(object);
  if ((handle->flags & kHandleTraced) != 0)
    static_cast<gc::RootVisitor*>(argument)->visit(&handle->value, "extension reference");
  return 0;
}

}  // namespace

bool Extensions::visit_native_references(gc::RootVisitor& visitor,
                                         const gc::WeakResolver& resolver) {
  bool any = false;
  auto consider = [&](Handle* handle) {
    if ((handle->flags & kHandleVisited) != 0 || resolver.resolve(handle->value).is_unbound())
      return;
    handle->flags |= kHandleVisited;
    any = true;
    traverse(handle, visit_reference, &visitor);
  };
  // Traversing may not add instances, but be careful about the vector all the same.
  for (size_t i = 0; i < instances_.size(); i++) consider(instances_[i]);
  for (size_t i = 0; i < modules_.size(); i++) consider(modules_[i]);
  return any;
}

// A handle without owner is kept while its object lives, if its address may be known.
bool Extensions::keeps(Handle* handle) const {
  return handle->head.ob_refcnt > 0 ||
         (handle->flags & (kHandleStatic | kHandleLent | kHandleKept)) != 0;
}

void Extensions::process_weak(const gc::WeakResolver& resolver, gc::CollectionKind kind) {
  kind == gc::CollectionKind::kMinor ? update_young(resolver) : update_all(resolver);
}

void Extensions::update_young(const gc::WeakResolver& resolver) {
  std::vector<Young> young;
  young.swap(young_);
  for (const Young& entry : young) erase_entry(entry.key, entry.handle);
  for (const Young& entry : young) {
    Handle* handle = entry.handle;
    RawObject now = resolver.resolve(value_of_key(entry.key));
    if (now.is_unbound() && handle->head.ob_refcnt > 0)
      now = RawObject::none();  // an extension's mistake: harmless
    if (now.is_unbound() || !keeps(handle)) {
      free_handle(handle);
      continue;
    }
    handle->value = now;
    insert(key_of(now), handle);
    note_young(handle);
  }
  for (size_t i = first_young_instance_; i < instances_.size(); i++) {
    Handle* handle = instances_[i];
    // The proxy is registered as finalizable: it is alive as long as the memory exists.
    handle->value = resolver.resolve(handle->value);
    if (runtime_->heap()->is_young(handle->value)) continue;
    std::swap(instances_[i], instances_[first_young_instance_]);
    instances_[i]->index = static_cast<uint32_t>(i);
    instances_[first_young_instance_]->index = static_cast<uint32_t>(first_young_instance_);
    first_young_instance_++;
  }
}

void Extensions::erase_entry(uword key, Handle* handle) {
  size_t mask = table_.size() - 1;
  for (size_t i = hash_of(key) & mask; table_[i].handle != nullptr; i = (i + 1) & mask) {
    if (table_[i].key != key) continue;
    if (table_[i].handle == handle) erase(key);
    return;
  }
}

void Extensions::update_all(const gc::WeakResolver& resolver) {
  std::vector<Entry> old(table_.size(), Entry{0, nullptr});
  old.swap(table_);
  count_ = 0;
  young_.clear();
  size_t lent_immediates = 0;
  bool drop_lent = call_depth == 0 && lent_immediates_ > kManyLentImmediates;
  for (const Entry& entry : old) {
    Handle* handle = entry.handle;
    if (handle == nullptr) continue;
    RawObject now = resolver.resolve(value_of_key(entry.key));
    bool lent_immediate =
        !now.is_heap() && handle->head.ob_refcnt <= 0 && (handle->flags & kHandleLent) != 0;
    if (now.is_unbound() && handle->head.ob_refcnt > 0) {
      handle->value = RawObject::none();  // an extension's mistake: harmless
      continue;
    }
    if (now.is_unbound() || !keeps(handle) || (lent_immediate && drop_lent)) {
      free_handle(handle);
      continue;
    }
    lent_immediates += lent_immediate;
    handle->value = now;
    insert(key_of(now), handle);
  }
  lent_immediates_ = lent_immediates;
  std::erase_if(modules_, [](Handle* handle) { return (handle->flags & kHandleModule) == 0; });
  size_t kept = 0;
  for (Handle* handle : twins_) {
    RawObject now = resolver.resolve(handle->value);
    if (now.is_unbound() || handle->head.ob_refcnt <= 0) {
      free_handle(handle);
    } else {
      handle->value = now;
      twins_[kept++] = handle;
    }
  }
  twins_.resize(kept);
  for (Handle* handle : instances_) handle->value = resolver.resolve(handle->value);
  first_young_instance_ = instances_.size();
}

}  // namespace pyro::capi
