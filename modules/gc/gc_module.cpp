#include <vector>

#include "gc/heap.h"
#include "lib-python/natives.h"
#include "modules/blocking.h"
#include "modules/pyro/snapshot_names.h"
#include "modules/support.h"
#include "runtime/dict.h"
#include "runtime/type.h"

// The module gc.

namespace pyro::natives {

namespace {

constexpr int kModuleKey = 0, kDisabledKey = 0, kDebugKey = 0, kThresholdKey = 0,
              kUncountedKey = 0;  // collections beyond the first of each gc.collect(): minor, major

// Can Python code hold this object?
bool is_python_object(RawObject object) { return !is_internal_storage_NoGC(object); }

// Containers: objects that can be part of a cycle.
bool is_container(RawObject object) {
  if (!object.is_heap() || object.header().has_raw_body() || !is_python_object(object))
    return false;
  switch (object.heap_kind()) {
    case Kind::kStrView:
    case Kind::kByteArray:
    case Kind::kRange:
    case Kind::kRangeIterator:
    case Kind::kNativeFunction:
      return false;
    default:
      return true;
  }
}

bool call_callbacks(Thread* thread, const char* phase, word collected) {
  Object module(thread, thread->runtime()->module_state(&kModuleKey));
  Object callbacks(thread, module_get(thread, module, "callbacks"));
  if (!is_heap_list(*callbacks) || RawList::cast(*callbacks).length() == 0) return true;
  Dict info(thread, new_dict(thread));
  const IntConstant kEntries[] = {
      {"generation", 2}, {"collected", collected}, {"uncollectable", 0}};
  Object key(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (const IntConstant& entry : kEntries) {
    key = intern_ascii(thread, entry.name);
    value = RawObject::from_small_int(entry.value);
    dict_set_str(thread, info, key, value);
  }
  Object phase_text(thread, new_str_ascii(thread, phase));
  Object callback(thread, RawObject::none());
  for (word i = 0; is_heap_list(*callbacks) && i < RawList::cast(*callbacks).length(); i++) {
    callback = list_at(RawList::cast(*callbacks), i);
    if (call(thread, callback, phase_text, info).is_error()) write_unraisable(thread, callback);
  }
  return true;
}

RawObject int_tuple(Thread* thread, word a, word b, word c) {
  Tuple result(thread, new_tuple(thread, 3));
  tuple_init(*result, 0, RawObject::from_small_int(a));
  tuple_init(*result, 1, RawObject::from_small_int(b));
  tuple_init(*result, 2, RawObject::from_small_int(c));
  return *result;
}

}  // namespace

RawObject gc_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  thread->runtime()->set_module_state(&kModuleKey, *module);
  constexpr IntConstant kConstants[] = {{"DEBUG_STATS", 1},
                                        {"DEBUG_COLLECTABLE", 2},
                                        {"DEBUG_UNCOLLECTABLE", 4},
                                        {"DEBUG_SAVEALL", 32},
                                        {"DEBUG_LEAK", 38}};
  Object list(thread, new_list(thread));
  if (!module_set_ints(thread, module, kConstants) ||
      !module_set(thread, module, "callbacks", list))
    return RawObject::error();
  list = new_list(thread);
  return none_or_error(module_set(thread, module, "garbage", list));
}

namespace {

// A call of gc.collect() may need several cycles; it counts as one.
void note_one_collection(Thread* thread, const gc::HeapStatistics& before, bool full) {
  const gc::HeapStatistics& now = thread->heap()->statistics();
  RawObject known = thread->runtime()->module_state(&kUncountedKey);
  word minor = known.is_none() ? 0 : tuple_at(known, 0).small_int();
  word major = known.is_none() ? 0 : tuple_at(known, 1).small_int();
  minor += static_cast<word>(now.minor_collections - before.minor_collections) - (full ? 0 : 1);
  major += static_cast<word>(now.major_collections - before.major_collections) - (full ? 1 : 0);
  thread->runtime()->set_module_state(&kUncountedKey, int_tuple(thread, minor, major, 0));
}

}  // namespace

RawObject gc_collect(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int generation;
  if (!as_int(thread, value, &generation)) return RawObject::error();
  if (generation < 0 || generation > 2) return raise_value_error(thread, "invalid generation");
  call_callbacks(thread, "start", 0);
  const gc::HeapStatistics before = thread->heap()->statistics();
  // Weak reference callbacks and finalizers run before this returns; they may drop more objects.
  word freed = 0;
  if (generation == 2) {
    for (Thread* each : thread->runtime()->threads())
      thread->runtime()->hooks.drop_dead_temporaries(each);
    freed = thread->heap()->collect_completely("gc.collect()");
  } else {
    thread->heap()->collect_minor("gc.collect()");
  }
  if (!run_pending(thread)) return RawObject::error();
  // Objects of extensions give their references up only now; those that had a finalizer go with the
  // next collection.
  for (int round = 0; round < 2 && generation == 2 && thread->runtime()->extensions != nullptr;
       round++) {
    freed += thread->heap()->collect_major("gc.collect()");
    if (!run_pending(thread)) return RawObject::error();
  }
  note_one_collection(thread, before, generation == 2);
  call_callbacks(thread, "stop", freed);
  return new_int(thread, freed);
}

RawObject gc_enable(Thread* thread, Arguments) {
  thread->runtime()->set_module_state(&kDisabledKey, RawObject::none());
  return RawObject::none();
}
RawObject gc_disable(Thread* thread, Arguments) {
  thread->runtime()->set_module_state(&kDisabledKey, RawObject::true_object());
  return RawObject::none();
}
RawObject gc_isenabled(Thread* thread, Arguments) {
  return RawObject::from_bool(thread->runtime()->module_state(&kDisabledKey).is_none());
}

RawObject gc_freeze(Thread* thread, Arguments) {
  for (Thread* each : thread->runtime()->threads())
    thread->runtime()->hooks.drop_dead_temporaries(each);
  thread->heap()->seal("gc.freeze()");
  return none_or_error(run_pending(thread));
}
RawObject gc_unfreeze(Thread* thread, Arguments) {
  thread->heap()->unseal();
  return RawObject::none();
}
RawObject gc_get_freeze_count(Thread* thread, Arguments) {
  return RawObject::from_small_int(thread->heap()->sealed_objects());
}

RawObject gc_get_count(Thread* thread, Arguments) {
  const gc::HeapStatistics& statistics = thread->heap()->statistics();
  return int_tuple(thread, static_cast<word>(statistics.bytes_allocated / 64 % 700),
                   static_cast<word>(statistics.minor_collections % 10),
                   static_cast<word>(statistics.major_collections % 10));
}

RawObject gc_get_debug(Thread* thread, Arguments) {
  RawObject flags = thread->runtime()->module_state(&kDebugKey);
  return flags.is_none() ? RawObject::from_small_int(0) : flags;
}
RawObject gc_set_debug(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int flags;
  if (!as_int(thread, value, &flags)) return RawObject::error();
  thread->runtime()->set_module_state(&kDebugKey, RawObject::from_small_int(flags));
  return RawObject::none();
}

RawObject gc_get_threshold(Thread* thread, Arguments) {
  RawObject thresholds = thread->runtime()->module_state(&kThresholdKey);
  return thresholds.is_none() ? int_tuple(thread, 700, 10, 10) : thresholds;
}
RawObject gc_set_threshold(Thread* thread, Arguments arguments) {
  word numbers[3] = {700, 10, 10};
  for (word i = 0; i < 3; i++) {
    if (!arguments.has(i)) continue;
    Object value(thread, arguments[i]);
    int number;
    if (!as_int(thread, value, &number)) return RawObject::error();
    numbers[i] = number;
  }
  thread->runtime()->set_module_state(&kThresholdKey,
                                      int_tuple(thread, numbers[0], numbers[1], numbers[2]));
  return RawObject::none();
}

RawObject gc_get_stats(Thread* thread, Arguments) {
  List result(thread, new_list(thread));
  const gc::HeapStatistics& statistics = thread->heap()->statistics();
  uint64_t minor = statistics.minor_collections, major = statistics.major_collections,
           freed = statistics.objects_freed;
  RawObject uncounted = thread->runtime()->module_state(&kUncountedKey);
  if (!uncounted.is_none()) {
    minor -= static_cast<uint64_t>(tuple_at(uncounted, 0).small_int());
    major -= static_cast<uint64_t>(tuple_at(uncounted, 1).small_int());
  }
  Object key(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (int generation = 0; generation < 3; generation++) {
    Dict entry(thread, new_dict(thread));
    const IntConstant kEntries[] = {
        {"collections", static_cast<int64_t>(generation == 0   ? minor
                                             : generation == 2 ? major
                                                               : 0)},
        {"collected", static_cast<int64_t>(generation == 2 ? freed : 0)},
        {"uncollectable", 0}};
    for (const IntConstant& item : kEntries) {
      key = intern_ascii(thread, item.name);
      value = RawObject::from_small_int(item.value);
      dict_set_str(thread, entry, key, value);
    }
    if (!list_append(thread, result, entry)) return RawObject::error();
  }
  return *result;
}

// --- the object graph

namespace {

// The list is filled while nothing is allocated, so it has to be large enough beforehand.
RawObject collect_objects(Thread* thread, const std::function<bool(RawObject)>& wanted) {
  word count = 0;
  thread->heap()->for_each_object(
      [&](RawObject object) { count += is_container(object) && wanted(object); });
  List list(thread, new_list(thread, count));
  if (!list_reserve(thread, list, count)) return RawObject::error();
  word filled = 0;
  RawList raw = *list;
  RawObject items = raw.items();
  thread->heap()->for_each_object([&](RawObject object) {
    if (filled >= count || object == raw || object == items || !is_container(object) ||
        !wanted(object))
      return;
    raw.set_length(filled + 1);
    list_set_at(raw, filled++, object);
  });
  return *list;
}

// The objects that Python code would say `object` refers to: internal storage is looked through.
void visit_referents(RawObject object, const std::function<void(RawObject)>& visit, int depth = 0) {
  if (!object.is_heap() || object.header().has_raw_body()) return;
  for (word i = 1; i < object.heap_words(); i++) {
    RawObject value = object.at(i);
    if (!value.is_heap()) continue;
    if (is_python_object(value))
      visit(value);
    else if (depth < 3 && value.heap_kind() != Kind::kLayout)
      visit_referents(value, visit, depth + 1);
  }
}

}  // namespace

RawObject gc_get_objects(Thread* thread, Arguments arguments) {
  Object generation(thread, arguments[0]);
  int number = 0;
  if (!generation->is_none()) {
    if (!as_int(thread, generation, &number)) return RawObject::error();
    if (number >= 3)
      return raise_value_error(
          thread, "generation parameter must be less than the number of available generations (3)");
    if (number < 0) return raise_value_error(thread, "generation parameter cannot be negative");
  }
  thread->heap()->collect_major("gc.get_objects()");
  return collect_objects(thread, [](RawObject) { return true; });
}

namespace {

// Items of lists, tuples and dicts in their order, immediate ones included. False: memory ran out,
// or the object is none of them (*known).
bool add_items(Thread* thread, const Object& container, const List& result, bool* known) {
  Object value(thread, RawObject::none());
  *known = true;
  if (is_heap_list(*container) || is_heap_tuple(*container)) {
    for (word n = 0;; n++) {
      const bool list = is_heap_list(*container);
      if (n >= (list ? RawList::cast(*container).length() : tuple_length(*container))) return true;
      value = list ? list_at(RawList::cast(*container), n) : tuple_at(*container, n);
      if (!list_append(thread, result, value)) return false;
    }
  }
  *known = is_exact_dict(*container);
  if (!*known) return true;
  Dict dict(thread, *container);
  Object key(thread, RawObject::none());
  RawObject raw_key = RawObject::none(), raw_value = RawObject::none();
  for (word position = 0; dict_next_NoGC(*dict, &position, &raw_key, &raw_value);) {
    key = raw_key;
    value = raw_value;
    if (!list_append(thread, result, key) || !list_append(thread, result, value)) return false;
  }
  return true;
}

}  // namespace

RawObject gc_get_referents(Thread* thread, Arguments arguments) {
  Object given(thread, arguments[0]);
  List result(thread, new_list(thread));
  Object value(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*given); i++) {
    value = tuple_at(*given, i);
    bool known = false;
    if (!add_items(thread, value, result, &known)) return RawObject::error();
    if (known) continue;
    word count = 0;
    visit_referents(tuple_at(*given, i), [&](RawObject) { count++; });
    for (word n = 0; n < count; n++) {
      word at = 0;
      RawObject found = RawObject::none();
      visit_referents(tuple_at(*given, i), [&](RawObject object) {
        if (at++ == n) found = object;
      });
      value = found;
      if (!list_append(thread, result, value)) return RawObject::error();
    }
  }
  return *result;
}

RawObject gc_get_referrers(Thread* thread, Arguments arguments) {
  thread->heap()->collect_major("gc.get_referrers()");
  Object given(thread, arguments[0]);
  auto wanted = [&](RawObject object) {
    if (object == *given) return false;
    bool found = false;
    visit_referents(object, [&](RawObject value) {
      for (word i = 0; i < tuple_length(*given); i++) found |= tuple_at(*given, i) == value;
    });
    return found;
  };
  return collect_objects(thread, wanted);
}

RawObject gc_is_finalized(Thread*, Arguments) { return RawObject::false_object(); }
RawObject gc_is_tracked(Thread*, Arguments arguments) {
  // Builtin types count as static, as they are in CPython.
  if (is_heap_type(arguments[0]) && !type_has_flag(arguments[0], kTypeHeap))
    return RawObject::false_object();
  return RawObject::from_bool(is_container(arguments[0]));
}

}  // namespace pyro::natives
