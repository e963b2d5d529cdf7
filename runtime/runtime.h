#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "gc/heap.h"
#include "runtime/errors.h"
#include "runtime/native.h"
#include "runtime/symbols.h"
#include "runtime/thread.h"

// A runtime: one Python interpreter state. It owns the heap, the table of hidden classes, the
// builtin types, the modules and the threads. Nothing in the VM is process-wide, so several
// runtimes can live in one process.

namespace pyro {

class InternTable;
class RuntimeLock;
class WaitQueues;
struct CodeBlock;

// Native memory that belongs to an object of the heap (a translated regular expression). The object
// holds the index of its resource and is registered with Heap::register_native; the resource is
// destroyed with it, or with the runtime.
struct NativeResource {
  virtual ~NativeResource() = default;
};

// What the runtime needs of the floor that executes code. The interpreter installs it at start-up.
struct ExecutionHooks {
  // Runs a Python function on the window at `base` (see call.h); pops the window.
  RawObject (*call_function)(Thread* thread, RawObject* base, word count, RawObject keyword_names);
  // Resumes a generator-like object. `mode`: 0 send, 1 throw (value is the exception instance). The
  // yielded value, or Error with the exception pending (StopIteration with the return value at the
  // end).
  RawObject (*resume_generator)(Thread* thread, const GeneratorBase& generator, int mode,
                                const Object& value);
  // The same for iteration: Unbound instead of StopIteration.
  RawObject (*iterate_generator)(Thread* thread, const GeneratorBase& generator);
  // Sends to anything that can be delegated to: the yielded value; Unbound with *result set when it
  // returned; Error.
  RawObject (*send)(Thread* thread, const Object& delegate, const Object& value, RawObject* result);
  // The same for an iterator of the module _asyncio (FutureIterator), which no other object of that
  // kind precedes.
  RawObject (*send_to_future)(Thread* thread, const Object& iterator, RawObject* result);
  // Gives a dormant code object (see code_block.h) its block. False: an exception is pending.
  bool (*wake_code)(Thread* thread, const Code& code);
  // Visits registers and other roots of active frames.
  void (*visit_frames)(Thread* thread, gc::RootVisitor& visitor, gc::CollectionKind kind);
  // Called before a full collection: forgets what registers hold that nothing will read again.
  void (*drop_dead_temporaries)(Thread* thread);
  // The exception that the innermost active frames handle, or None.
  RawObject (*handled_exception)(Thread* thread);
  // Runs pending callbacks, signals and so on. False: an exception is pending.
  bool (*safepoint)(Thread* thread);
  // Trace and profile functions (see interpreter/tracing.h): must be told when
  // Thread::trace_function or profile_function changed.
  void (*tracing_changed)(Thread* thread);
  // Runs Python-level handlers of Unix signals that arrived (installed by the signal module).
  // False: an exception is pending.
  bool (*deliver_signals)(Thread* thread);
  // Events for a native Profiler that is Thread::profile_function: a function begins or ends.
  // `callable` is a code object, or the text that names a native function.
  void (*profile_event)(Thread* thread, const Object& profiler, const Object& callable,
                        bool begins);
};

// What extension modules (the C API) need of the runtime: their handles are roots, and their
// objects own native memory.
class ExtensionSupport {
 public:
  virtual ~ExtensionSupport() = default;
  virtual void visit_roots(gc::RootVisitor& visitor, gc::CollectionKind kind) = 0;
  // What native memory that belongs to reachable objects refers to; see
  // gc::Vm::visit_native_references.
  virtual bool visit_native_references(gc::RootVisitor& visitor,
                                       const gc::WeakResolver& resolver) = 0;
  virtual void process_weak(const gc::WeakResolver& resolver, gc::CollectionKind kind) = 0;
  // memoryview(exporter) for an ExtensionExporter. Its base is an ExtensionBuffer.
  virtual RawObject memory_view_of(Thread* thread, const Object& exporter) = 0;
  // A memoryview on an ExtensionBuffer was made (+1) or given up (-1); the last one gives the
  // memory back.
  virtual void count_view(Thread* thread, const Object& extension_buffer, word change) = 0;
  // Is this an object whose native memory has to be released when it dies?
  virtual bool owns_native_memory_NoGC(RawObject object) = 0;
  // Releases the memory of objects (in a list) that were found dead. `others_ran`: Python code ran
  // meanwhile, so they may have been revived: they are registered again instead.
  virtual void release_dead(Thread* thread, const Object& objects, bool others_ran) = 0;
};

struct RuntimeOptions {
  gc::HeapOptions heap;
  uint64_t hash_seed[2] = {0, 0};
  std::span<const NativeModuleDefinition> native_modules;
};

class Runtime final : public gc::Vm {
 public:
  // Null if memory for the heap cannot be reserved.
  static std::unique_ptr<Runtime> create(const RuntimeOptions& options);
  ~Runtime() override;

  gc::Heap* heap() const { return heap_.get(); }
  Thread* main_thread() const { return threads_.front(); }

  // --- threads
  // The lock that whoever runs Python code holds.
  RuntimeLock* lock() const { return lock_.get(); }
  WaitQueues* wait_queues() const { return wait_queues_.get(); }
  // All threads, the main thread first. To be touched with the lock held.
  const std::vector<Thread*>& threads() const { return threads_; }
  // The thread that holds the lock.
  Thread* current_thread() const;
  Thread* thread_with_number(word number) const;
  // A thread that has not begun to run; null if there is no memory for its stacks.
  Thread* add_thread();
  // Forgets and destroys a thread that has ended; lets go of the lock if the thread holds it.
  void remove_thread(Thread* thread);
  // In the child after fork(): `survivor` is the main thread now, the others are gone.
  void forget_other_threads(Thread* survivor);
  const uint64_t* hash_seed() const { return options_.hash_seed; }
  const RuntimeOptions& options() const { return options_; }
  ExecutionHooks hooks{};
  std::unique_ptr<ExtensionSupport> extensions;  // null until an extension module is loaded

  // --- names
  RawObject symbol(Symbol symbol) const { return symbols_[static_cast<size_t>(symbol)]; }
  InternTable* interned() const { return interned_.get(); }

  // --- hidden classes and types
  RawLayout layout_at(LayoutId id) const {
    return RawLayout(layouts_[static_cast<size_t>(id)].raw());
  }
  RawObject type_at(LayoutId id) const { return layout_at(id).type(); }
  RawObject type_of(RawObject value) const { return type_at(layout_of(value)); }
  // Reserves a layout id. The table grows; ids of dead layouts are used again.
  LayoutId allocate_layout_id(Thread* thread, const Layout& layout);
  RawObject exception_type(Exc exc) const { return exceptions_[static_cast<size_t>(exc)]; }
  void set_exception_type(Exc exc, RawObject type) { exceptions_[static_cast<size_t>(exc)] = type; }

  // --- shared constants
  RawObject empty_keys() const { return empty_keys_; }    // the empty shared DictKeys
  RawObject empty_array() const { return empty_array_; }  // Array of no elements
  RawObject empty_tuple() const { return empty_tuple_; }
  RawObject latin1_char(uint8_t code) const { return latin1_chars_[code]; }

  // --- natives
  word register_native(const NativeDefinition* definition);
  const NativeDefinition* native_at(word index) const {
    return natives_[static_cast<size_t>(index)];
  }

  // --- native code blocks
  // Takes ownership; returns the index.
  word add_code_block(std::unique_ptr<CodeBlock> block);
  void release_code_block(word index);

  // --- other native memory
  // Takes ownership; returns the index.
  word add_native_resource(std::unique_ptr<NativeResource> resource);
  NativeResource* native_resource_at(word index) const {
    return native_resources_[static_cast<size_t>(index)].get();
  }

  // --- modules
  RawObject builtins_dict() const { return builtins_dict_; }
  RawObject builtins_module() const { return builtins_module_; }
  RawObject sys_module() const { return sys_module_; }
  RawObject modules_dict() const { return modules_dict_; }
  void set_builtins(RawObject module, RawObject dict) {
    builtins_module_ = module, builtins_dict_ = dict;
  }
  void set_sys_module(RawObject module) { sys_module_ = module; }
  void set_modules_dict(RawObject dict) { modules_dict_ = dict; }
  // importlib's _bootstrap module and the function it imports with (None before the import system
  // stands).
  RawObject importlib() const { return importlib_; }
  RawObject import_function() const { return import_function_; }
  void set_importlib(RawObject module, RawObject function) {
    importlib_ = module, import_function_ = function;
  }

  // A root that lives as long as the runtime. Returns an index for persistent().
  word add_persistent(RawObject value);
  RawObject persistent(word index) const { return persistent_[static_cast<size_t>(index)]; }
  void set_persistent(word index, RawObject value) {
    persistent_[static_cast<size_t>(index)] = value;
  }
  // Per-module native state: one object for each key, None until set. Keys are static addresses.
  RawObject module_state(const void* key);
  void set_module_state(const void* key, RawObject value);

  // --- settings visible to Python
  word recursion_limit = 1000;
  word max_int_digits = 4300;
  int optimize_level = 0;  // -O, -OO
  bool check_codec_names =
      false;              // -X dev: encode() and decode() look up names that they do not need
  int bytes_warning = 0;  // -b: comparing bytes with str warns; -bb: it raises
  bool warn_default_encoding = false;  // EncodingWarning where a text encoding is left out
  int verbose = 0;                     // -v
  bool utf8_mode = false;              // PEP 540
  bool debug_ranges = true;            // code objects know the columns of their instructions
  bool time_imports = false;           // -X importtime
  bool finalizing = false;
  // Version of all types' namespaces: grows whenever a type that was looked into changes. What
  // inline caches know holds for one version.
  uint64_t type_version = 1;
  // Grows with it and with every collection: what tables that are keyed by addresses know holds for
  // one epoch.
  uint64_t lookup_epoch = 1;
  void types_changed() {
    type_version++;
    lookup_epoch++;
  }

  // gc::Vm
  void visit_roots(gc::RootVisitor& visitor, gc::CollectionKind kind) override;
  RawObject* layout_table(word* size) override;
  bool visit_native_references(gc::RootVisitor& visitor, const gc::WeakResolver& resolver) override;
  void process_weak(const gc::WeakResolver& resolver, gc::CollectionKind kind) override;
  void process_feedback(RawFeedback feedback, const gc::WeakResolver& resolver) override;
  void release_native(RawObject object) override;
  bool needs_finalizer_NoGC(RawObject object) override;
  void collection_begins(gc::CollectionKind kind) override;
  void collection_ended(gc::CollectionKind kind) override;
  void describe(RawObject object) override;

  struct MethodCacheEntry {
    uint64_t epoch = 0;
    RawObject type, name, value;
  };
  static constexpr word kMethodCacheSize = 2048;
  MethodCacheEntry* method_cache() { return method_cache_.get(); }

  // Where instances of a layout keep an attribute that can be read or written without looking at
  // the type: for instructions that meet more layouts than their inline cache holds
  // (interpreter/attribute_caches.h).
  struct SlotCacheEntry {
    uint64_t epoch = 0;
    uint64_t layout_and_use = 0;
    RawObject name;
    word location = 0;
  };
  static constexpr word kSlotCacheSize = 512;
  SlotCacheEntry* slot_cache() { return slot_cache_.get(); }

 private:
  friend class Bootstrap;
  explicit Runtime(const RuntimeOptions& options);

  RuntimeOptions options_;
  std::unique_ptr<gc::Heap> heap_;
  std::unique_ptr<InternTable> interned_;
  std::vector<Thread*> threads_;
  word last_thread_number_ = 0;
  std::unique_ptr<RuntimeLock> lock_;
  std::unique_ptr<WaitQueues> wait_queues_;
  std::vector<RawObject> layouts_;
  std::vector<uint32_t> free_layout_ids_;
  std::vector<const NativeDefinition*> natives_;
  std::vector<CodeBlock*> code_blocks_;
  std::vector<word> free_code_blocks_;
  std::vector<std::unique_ptr<NativeResource>> native_resources_;
  std::vector<word> free_native_resources_;
  std::vector<RawObject> persistent_;
  std::vector<std::pair<const void*, RawObject>> module_states_;
  std::unique_ptr<MethodCacheEntry[]> method_cache_;
  std::unique_ptr<SlotCacheEntry[]> slot_cache_;
  RawObject symbols_[static_cast<size_t>(Symbol::kCount)];
  RawObject exceptions_[static_cast<size_t>(Exc::kCount)];
  RawObject latin1_chars_[256];
  RawObject empty_keys_, empty_array_, empty_tuple_;
  RawObject builtins_module_ = RawObject::none(), builtins_dict_ = RawObject::none();
  RawObject sys_module_ = RawObject::none(), modules_dict_ = RawObject::none();
  RawObject importlib_ = RawObject::none(), import_function_ = RawObject::none();
};

inline RawObject exc_type(Thread* thread, Exc exc) {
  return thread->runtime()->exception_type(exc);
}

}  // namespace pyro
