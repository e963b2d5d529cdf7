#pragma once

#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "runtime/runtime.h"

// Handles: how objects look to extension modules that were compiled for CPython.
//
// The stable ABI exposes three words of every object: a reference count, a type pointer, and, for
// those that have it, a size. Extensions read and write them without a call (Py_INCREF, Py_TYPE,
// Py_SIZE), keep addresses in their own memory, and compare them. Objects of the heap have none of
// that: they move, they are not counted, and small ints, floats and short texts are not even
// objects. So what an extension gets is a handle, native memory that stands for a value.
//
//   PyObject* --------------------------+
//                                       v
//       | value | flags, index | refcount | type | size | extra |
//         the two words in front are ours; the rest has CPython's offsets
//
// One handle for each value. The table is keyed by the value's word, so it finds the handle of a
// heap object and of an immediate alike, and nothing is written into the heap (its pages may be
// sealed). The collector moves objects; after each collection process_weak() enters the survivors
// under their new words: the young ones after a minor collection, all of them after a major one.
//
// The count is the extension's alone. A count above zero makes the value a root. At zero a handle
// is in one of three states:
//
//   idle   its last owner dropped it. Nobody may know its address, but the next call is likely to
//   ask for the same value:
//          it waits in a ring, and is freed when 256 others came after it, or at the next
//          collection.
//   lent   its address was given out as a borrowed reference (PyList_GetItem, PyDict_Next ...).
//   Borrowed references are
//          valid as long as something else keeps the object alive, and only the collector knows
//          that: the handle refers to the object weakly and is freed when the object dies.
//          Immediates do not die; their lent handles are freed by age, once no function of an
//          extension is running and there are many of them.
//   kept   like lent, for what must not move while the object lives: types, modules, text that was
//   given out as char*.
//
// Arguments of a call are held (count + 1) while it runs, so they need not be lent.
//
// Exported objects. Extensions refer to None, True, int, ValueError ... by the addresses of
// symbols. Those handles are static (exported_objects.cpp, generated from the list of the stable
// ABI) and never freed. They belong to the first runtime of the process that loads an extension;
// this is the one piece of process-wide state, and the ABI demands it.
//
// Instances of extension types are the other way round: the extension defines their memory
// (PyType_Spec.basicsize) and knows its address, so the memory must not move. It is allocated
// natively, in the form of a handle with the extension's fields behind the head; in the heap a
// proxy (kind ExtensionInstance) stands for it, with attribute slots like any instance. Proxy and
// memory refer to each other; the memory is found without the table. When the proxy is dead, that
// is, unreachable from the program and with a count of zero, it is finalised like an object with
// __del__: the type's tp_dealloc runs and frees the memory. If Python-level finalizers ran in the
// same round, the object may have been revived: it is registered again, and the next collection
// decides.
//
// Cycles. A counted handle is a root, so a cycle that passes through an extension's memory would
// live for ever. Types that take part in CPython's cycle collector have tp_traverse, which names
// the references an instance holds. Before a major collection the references that all such
// instances hold are subtracted from the counts; a handle with nothing left is referred to by
// instances only, and is no root of its own but an edge: visit_native_references() reports it once
// its owner turned out to be reachable. Types without tp_traverse leak cycles, as in CPython.
// Module states take part through m_traverse.
//
// Rules for the functions of the API. Each is an entry point: it asks for current_thread(), turns
// handles into rooted values at once (value_of), works on those, and turns the result into a new
// reference (new_reference) or a borrowed one (lend). Making a handle never collects; reading one
// may, since a bytes object under construction becomes a heap object at that moment.

namespace pyro::capi {

// What C code calls PyObject.
struct PyObject {
  intptr_t ob_refcnt;
  PyObject* ob_type;
};

enum HandleFlag : uint32_t {
  kHandleStatic = 1,    // an exported symbol
  kHandleInstance = 2,  // memory of an instance of an extension type
  kHandleLent = 4,
  kHandleKept = 8,
  kHandleIdle = 16,  // stands in the ring; `index` says where
  kHandleBuilding =
      32,  // bytes that the extension still fills; `extra` is their memory, `value` Unbound
  kHandleData = 64,         // `extra` is memory to be freed: a char* that was given out
  kHandleType = 128,        // `extra` is a TypeRecord
  kHandleModule = 256,      // `extra` is a ModuleRecord
  kHandleTraced = 512,      // during a collection: all counts come from traversed owners
  kHandleVisited = 1024,    // during a collection: its references were reported
  kHandleReleased = 2048,   // tp_dealloc has begun
  kHandleFinalized = 8192,  // __del__ (tp_finalize) has run
  kHandleTwin = 16384,      // second handle of an immediate: not in the table
  kHandleSubtype = 4096,    // `extra` is the TypeRecord of a base
  kHandleAttached = 32768,  // an instance whose memory attach_instance allocated
};

// What becomes of these at a count of zero is settled already.
constexpr uint32_t kHandleHasFate =
    kHandleStatic | kHandleInstance | kHandleLent | kHandleKept | kHandleIdle;

// The words in front of the head.
struct HandlePrefix {
  RawObject value;
  uint32_t flags;
  uint32_t index;
};

struct Handle : HandlePrefix {
  PyObject head;
  intptr_t size;  // ob_size; instances have the extension's fields from here on
  void* extra;
};
static_assert(sizeof(HandlePrefix) == 16 && sizeof(Handle) == 48);

inline Handle* handle_of(PyObject* object) {
  return reinterpret_cast<Handle*>(reinterpret_cast<char*>(object) - sizeof(HandlePrefix));
}

// Counts of static handles start here: far from zero, and far from overflow for code that checks
// its additions.
constexpr intptr_t kImmortalCount = intptr_t{1} << 60;

// The exported objects; index in the generated table of exported_objects.h.
struct StaticHandle : Handle {
  char rest[448 - sizeof(Handle)];  // room for the fields of CPython's type objects that old inline
                                    // code reads
};

struct TypeRecord;
struct ModuleRecord;

class Extensions final : public ExtensionSupport {
 public:
  explicit Extensions(Runtime* runtime);
  ~Extensions() override;

  // Makes the support of this thread's runtime if it is not there yet.
  static Extensions* ensure(Thread* thread);
  static Extensions* of(Thread* thread) {
    return static_cast<Extensions*>(thread->runtime()->extensions.get());
  }

  // The runtime whose objects the exported symbols are, or null.
  static Runtime* exporting_runtime();

  // The handle of a value (not Error, not Unbound), with its count as it is.
  Handle* handle_for(RawObject value);
  // The same if there is one already, else null.
  Handle* find(RawObject value);
  // The handle of a value that is no extension instance, if it stands at the first place looked at;
  // null says nothing.
  Handle* find_quickly(RawObject value) const {
    const Entry& entry = table_[hash_of(value.raw()) & (table_.size() - 1)];
    return entry.key == value.raw() ? entry.handle : nullptr;
  }
  // The count fell to zero.
  void dropped(Handle* handle);
  // The same for what a function returned and nobody else asked for: freed at once, so that the
  // next result finds the memory in the cache.
  void dropped_result(Handle* handle);
  // Bytes of this size to be filled by the extension: a handle with count 1, null if there is no
  // memory.
  Handle* new_building_bytes(intptr_t size);
  // The bytes are complete: makes the object. Collects. False: MemoryError.
  bool finish_building(Thread* thread, Handle* handle);

  // Zeroed memory for an instance whose proxy has none yet: `bytes` from the head on. Null if there
  // is no memory.
  Handle* attach_instance(RawObject proxy, word bytes);
  // Memory of the extension's own, at the head, behind a free prefix, becomes that of a proxy.
  void adopt_instance(Handle* handle, RawObject proxy);
  // Moves the memory of an instance to a block of another size; null if there is none.
  Handle* resize_instance(Handle* handle, word old_bytes, word bytes);
  // Frees the memory of an instance (tp_free); its proxy has none from now on.
  void detach_instance(Handle* handle);
  // The handle whose head is at this address if it is an instance's; null for any other block of
  // memory.
  Handle* instance_at(void* head) const;
  // Modules with a record: their states are traversed.
  void add_module(Handle* handle);
  void add_data(Handle* handle, void* memory);
  // From now on the handle stands for another value; others that refer to the old one keep it.
  void replace_value(Handle* handle, RawObject value);

  // Calls that wait for the main thread. May be used without the runtime's lock; false if too many
  // wait.
  bool add_pending_call(int (*function)(void*), void* argument);
  // Runs them, on the main thread. False: one of them failed.
  bool run_pending_calls();

  // The module that was made from a definition (PyState_FindModule); counted.
  PyObject* module_of(const void* definition) const;
  void set_module_of(const void* definition, PyObject* module);

  // ExtensionSupport
  void visit_roots(gc::RootVisitor& visitor, gc::CollectionKind kind) override;
  bool visit_native_references(gc::RootVisitor& visitor, const gc::WeakResolver& resolver) override;
  void process_weak(const gc::WeakResolver& resolver, gc::CollectionKind kind) override;
  RawObject memory_view_of(Thread* thread, const Object& exporter) override;
  void count_view(Thread* thread, const Object& extension_buffer, word change) override;
  bool owns_native_memory_NoGC(RawObject object) override;
  void release_dead(Thread* thread, const Object& objects, bool others_ran) override;

  // Functions of extensions that are running.
  int call_depth = 0;
  size_t handle_count() const { return count_; }
  Runtime* runtime() const { return runtime_; }

 private:
  struct Entry {
    uword key;
    Handle* handle;  // null: empty
  };
  struct Young {
    Handle* handle;
    uword key;
  };
  static constexpr uint32_t kRingSize = 256;
  static constexpr size_t kManyLentImmediates = 4096;

  static size_t hash_of(uword key) {
    return (key ^ key >> 29) * uint64_t{0x9e3779b97f4a7c15} >> 24;
  }
  Handle* allocate();
  void insert(uword key, Handle* handle);
  void erase(uword key);
  void grow();
  void free_handle(Handle* handle);  // not from the table
  void enter_static();
  void erase_entry(uword key, Handle* handle);
  void move_instance(size_t from, size_t to);
  void evict(uint32_t position);
  void note_young(Handle* handle);
  void subtract_internal_references();
  void traverse(Handle* owner, int (*visit)(PyObject*, void*), void* argument);
  void update_young(const gc::WeakResolver& resolver);
  void update_all(const gc::WeakResolver& resolver);
  bool keeps(Handle* handle) const;

  Runtime* runtime_;
  std::vector<Entry> table_;
  size_t count_ = 0;
  std::vector<Young> young_;
  std::vector<Handle*>
      instances_;  // all memory of extension instances; Handle::index is the position
  size_t first_young_instance_ = 0;  // those in front have old proxies
  std::vector<Handle*> twins_;  // second handles of values that were equal to existing immediates
  std::vector<Handle*> modules_;
  std::vector<std::pair<const void*, PyObject*>> modules_by_definition_;
  std::vector<void*> slabs_;
  Handle* free_ = nullptr;
  Handle* ring_[kRingSize] = {};
  uint32_t ring_next_ = 0;
  size_t lent_immediates_ = 0;
  std::mutex pending_lock_;
  std::vector<std::pair<int (*)(void*), void*>> pending_;
  bool (*previous_deliver_)(Thread*) = nullptr;
};

// --- the thread that runs extension code

extern thread_local Thread* attached_thread;
inline Thread* current_thread() { return attached_thread; }

}  // namespace pyro::capi
