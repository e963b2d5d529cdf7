#include "runtime/runtime.h"

#include <algorithm>
#include <cstring>

#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/frame.h"
#include "runtime/future_state.h"
#include "runtime/intern_table.h"
#include "runtime/runtime_lock.h"
#include "runtime/type.h"
#include "runtime/wait_queues.h"

namespace pyro {

Runtime::Runtime(const RuntimeOptions& options)
    : options_(options),
      lock_(new RuntimeLock),
      wait_queues_(new WaitQueues),
      method_cache_(new MethodCacheEntry[kMethodCacheSize]),
      slot_cache_(new SlotCacheEntry[kSlotCacheSize]) {
  RawObject unbound = RawObject::unbound();
  layouts_.resize(static_cast<size_t>(LayoutId::kFirstDynamic), unbound);
  std::fill(std::begin(symbols_), std::end(symbols_), unbound);
  std::fill(std::begin(exceptions_), std::end(exceptions_), unbound);
  std::fill(std::begin(latin1_chars_), std::end(latin1_chars_), unbound);
  empty_keys_ = empty_array_ = empty_tuple_ = RawObject::none();
}

Runtime::~Runtime() {
  for (CodeBlock* block : code_blocks_) delete block;
  for (Thread* thread : threads_) delete thread;
}

// --- threads

Thread* Runtime::current_thread() const { return lock_->holder(); }

Thread* Runtime::thread_with_number(word number) const {
  for (Thread* thread : threads_) {
    if (thread->number == number) return thread;
  }
  return nullptr;
}

Thread* Runtime::add_thread() {
  std::unique_ptr<Thread> thread(new Thread(this, threads_.empty()));
  if (thread->stack_base == nullptr || thread->frames_base == nullptr) return nullptr;
  if (!threads_.empty()) thread->number = ++last_thread_number_;
  thread->code_blocks = code_blocks_.data();
  threads_.push_back(thread.get());
  return thread.release();
}

void Runtime::remove_thread(Thread* thread) {
  threads_.erase(std::find(threads_.begin(), threads_.end(), thread));
  // Threads that wait for the lock set bits with its holder, so that must not be one that is gone.
  if (lock_->holder() == thread) lock_->release();
  delete thread;
}

void Runtime::forget_other_threads(Thread* survivor) {
  lock_->reset_in_child(survivor);
  wait_queues_->clear();
  for (Thread* thread : threads_) {
    if (thread != survivor) delete thread;
  }
  threads_.assign(1, survivor);
  survivor->is_main = true;
  survivor->running_loop = RawObject::none();  // it belongs to the parent
}

word Runtime::add_code_block(std::unique_ptr<CodeBlock> block) {
  word index;
  if (free_code_blocks_.empty()) {
    index = static_cast<word>(code_blocks_.size());
    code_blocks_.push_back(block.release());
  } else {
    index = free_code_blocks_.back();
    free_code_blocks_.pop_back();
    code_blocks_[static_cast<size_t>(index)] = block.release();
  }
  for (Thread* thread : threads_) thread->code_blocks = code_blocks_.data();
  return index;
}

void Runtime::release_code_block(word index) {
  delete code_blocks_[static_cast<size_t>(index)];
  code_blocks_[static_cast<size_t>(index)] = nullptr;
  free_code_blocks_.push_back(index);
}

LayoutId Runtime::allocate_layout_id(Thread* thread, const Layout& layout) {
  if (!free_layout_ids_.empty()) {
    uint32_t id = free_layout_ids_.back();
    free_layout_ids_.pop_back();
    layouts_[id] = *layout;
    return static_cast<LayoutId>(id);
  }
  layouts_.push_back(*layout);
  assert(layouts_.size() < (size_t{1} << Header::kLayoutBits));
  return static_cast<LayoutId>(layouts_.size() - 1);
}

word Runtime::register_native(const NativeDefinition* definition) {
  natives_.push_back(definition);
  return static_cast<word>(natives_.size()) - 1;
}

word Runtime::add_persistent(RawObject value) {
  persistent_.push_back(value);
  return static_cast<word>(persistent_.size()) - 1;
}

// What is asked for often moves to the front.
RawObject Runtime::module_state(const void* key) {
  for (size_t i = 0; i < module_states_.size(); i++) {
    if (module_states_[i].first != key) continue;
    if (i >= 4) std::swap(module_states_[i], module_states_[i / 2]);
    return module_states_[i >= 4 ? i / 2 : i].second;
  }
  return RawObject::none();
}

void Runtime::set_module_state(const void* key, RawObject value) {
  for (auto& [entry, old_value] : module_states_) {
    if (entry == key) {
      old_value = value;
      return;
    }
  }
  module_states_.emplace_back(key, value);
}

void Runtime::visit_roots(gc::RootVisitor& visitor, gc::CollectionKind kind) {
  visitor.visit(std::begin(symbols_), std::end(symbols_), "symbol");
  visitor.visit(std::begin(exceptions_), std::end(exceptions_), "exception type");
  visitor.visit(std::begin(latin1_chars_), std::end(latin1_chars_), "character");
  for (RawObject* slot :
       {&empty_keys_, &empty_array_, &empty_tuple_, &builtins_module_, &builtins_dict_,
        &sys_module_, &modules_dict_, &importlib_, &import_function_}) {
    visitor.visit(slot, "runtime");
  }
  // The builtin types' first layouts live for ever; the others are found through their instances
  // and types.
  visitor.visit(layouts_.data(), layouts_.data() + static_cast<size_t>(LayoutId::kFirstDynamic),
                "builtin layout");
  if (kind == gc::CollectionKind::kMinor) {
    visitor.visit(layouts_.data(), layouts_.data() + layouts_.size(), "layout");
  }
  visitor.visit(persistent_.data(), persistent_.data() + persistent_.size(), "persistent");
  if (extensions != nullptr) extensions->visit_roots(visitor, kind);
  for (auto& entry : module_states_) visitor.visit(&entry.second, "native module state");
  for (Thread* thread : threads_) {
    thread->visit_roots(visitor);
    if (hooks.visit_frames != nullptr) hooks.visit_frames(thread, visitor, kind);
  }
}

RawObject* Runtime::layout_table(word* size) {
  *size = static_cast<word>(layouts_.size());
  return layouts_.data();
}

bool Runtime::visit_native_references(gc::RootVisitor& visitor, const gc::WeakResolver& resolver) {
  return extensions != nullptr && extensions->visit_native_references(visitor, resolver);
}

void Runtime::process_weak(const gc::WeakResolver& resolver, gc::CollectionKind kind) {
  if (interned_ != nullptr) interned_->process_weak(resolver, kind);
  if (extensions != nullptr) extensions->process_weak(resolver, kind);
}

void Runtime::process_feedback(RawFeedback feedback, const gc::WeakResolver& resolver) {
  for (word group = 1; group + 2 < feedback.heap_words(); group += 3) {
    RawObject key = feedback.at(group), value = feedback.at(group + 1),
              extra = feedback.at(group + 2);
    RawObject new_key = resolver.resolve(key), new_value = resolver.resolve(value),
              new_extra = resolver.resolve(extra);
    bool dead = (new_key.is_unbound() && !key.is_unbound()) ||
                (new_value.is_unbound() && !value.is_unbound()) ||
                (new_extra.is_unbound() && !extra.is_unbound());
    if (dead) new_key = new_value = new_extra = RawObject::unbound();
    feedback.set_at(group, new_key);
    feedback.set_at(group + 1, new_value);
    feedback.set_at(group + 2, new_extra);
  }
}

word Runtime::add_native_resource(std::unique_ptr<NativeResource> resource) {
  if (free_native_resources_.empty()) {
    native_resources_.push_back(std::move(resource));
    return static_cast<word>(native_resources_.size()) - 1;
  }
  word index = free_native_resources_.back();
  free_native_resources_.pop_back();
  native_resources_[static_cast<size_t>(index)] = std::move(resource);
  return index;
}

void Runtime::release_native(RawObject object) {
  if (is_heap_code(object)) release_code_block(RawCode::cast(object).block());
  word index = -1;
  if (is_heap_regex_pattern(object)) index = RawRegexPattern::cast(object).resource();
  if (is_heap_profiler(object)) index = RawProfiler::cast(object).resource();
  if (is_heap_native_handle(object)) index = RawNativeHandle::cast(object).resource();
  if (is_heap_pickler(object)) index = RawPickler::cast(object).resource();
  if (index < 0) return;
  native_resources_[static_cast<size_t>(index)].reset();
  free_native_resources_.push_back(index);
}

// Most coroutines and tasks have run to their end when they die, which leaves nothing to be done.
bool Runtime::needs_finalizer_NoGC(RawObject object) {
  if (is_heap_generator(object) || is_heap_coroutine(object)) {
    constexpr word kFinished = 3;  // see interpreter/generator.h
    return RawGeneratorBase(object.raw()).state() != kFinished;
  }
  return !is_heap_future(object) || future_needs_finalizer_NoGC(RawFuture(object.raw()));
}

void Runtime::collection_begins(gc::CollectionKind kind) {
  // Analysing every frame at every allocation would make stress runs useless; gc.collect() does it
  // then.
  bool rare = heap_->options().stress_probability <= 0.05;
  if (rare && kind == gc::CollectionKind::kMajor && hooks.drop_dead_temporaries != nullptr) {
    for (Thread* thread : threads_) hooks.drop_dead_temporaries(thread);
  }
}

void Runtime::collection_ended(gc::CollectionKind kind) {
  lookup_epoch++;  // addresses changed
  if (kind == gc::CollectionKind::kMajor) {
    size_t free_before = free_layout_ids_.size();
    for (size_t id = static_cast<size_t>(LayoutId::kFirstDynamic); id < layouts_.size(); id++) {
      if (!layouts_[id].is_unbound()) continue;
      free_layout_ids_.push_back(static_cast<uint32_t>(id));
      layouts_[id] = RawObject::none();  // known to be free
    }
    // Ids will be used again: what inline caches know of layouts is void.
    if (free_layout_ids_.size() > free_before) types_changed();
  }
  Thread* thread = current_thread();
  if (thread == nullptr) return;
  if (heap_->has_pending_callbacks()) thread->interrupts |= kInterruptCallbacks;
  if (heap_->memory_exhausted()) thread->interrupts |= kInterruptMemory;
}

void Runtime::describe(RawObject object) {
  RawObject type = type_of(object);
  std::fprintf(stderr, "an object of type %s\n",
               is_heap_type(type) ? type_name_NoGC(type).c_str() : "?");
}

}  // namespace pyro
