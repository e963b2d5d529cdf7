#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/identity.h"
#include "runtime/layout.h"
#include "runtime/struct_sequence.h"
#include "runtime/types/container_support.h"
#include "runtime/wait_queues.h"

// _lsprof: counts and times of function calls.
//
// The interpreter reports each begin and end (ExecutionHooks::profile_event). What is counted lies
// in native memory: an entry for each function, found by the object's identity, and in it one for
// each callee. The Profiler's list `codes` holds the code objects and native functions, in the
// order of the entries, and so keeps their identities from being given out again.

namespace pyro {

namespace {

constexpr int kEntryTypeKey = 0, kSubentryTypeKey = 0;
enum ProfilerFlag : word { kSubcalls = 1, kBuiltins = 2, kEnabled = 4 };

struct Count {
  int64_t total = 0, own = 0;  // ticks
  long calls = 0, recursive_calls = 0;
  long depth = 0;

  void end(int64_t ticks, int64_t own_ticks) {
    calls++;
    own += own_ticks;
    if (--depth == 0)
      total += ticks;
    else
      recursive_calls++;
  }
};

struct Entry {
  Count count;
  std::map<size_t, Count> callees;
};

struct Activation {
  size_t entry;
  int64_t begin, in_callees;
};

struct ProfileTable : NativeResource {
  std::deque<Entry> entries;
  std::unordered_map<word, size_t> index;
  std::vector<Activation> stack;
};

ProfileTable* table_of(Thread* thread, RawProfiler profiler) {
  return static_cast<ProfileTable*>(thread->runtime()->native_resource_at(profiler.resource()));
}

// Ticks of an external timer; an error of it is reported and counts as 0.
int64_t external_time(Thread* thread, const Profiler& profiler) {
  Object timer(thread, profiler->timer());
  Object result(thread, call(thread, timer));
  int64_t ticks = 0;
  double seconds;
  bool ok = !result->is_error();
  if (ok && profiler->unit() == RawObject::from_small_int(0)) {
    ok = as_double(thread, result, &seconds);
    ticks = ok ? static_cast<int64_t>(seconds * 1e9) : 0;
  } else if (ok) {
    ok = as_int64(thread, result, &ticks);
  }
  if (!ok) write_unraisable(thread, timer);
  return ticks;
}

int64_t time_now(Thread* thread, const Profiler& profiler) {
  return profiler->timer().is_none() ? monotonic_nanoseconds() : external_time(thread, profiler);
}

// The entry of a code object or native function, made on first sight. False: no memory.
bool find_entry(Thread* thread, const Profiler& profiler, const Object& callable, size_t* entry) {
  Object function(thread, is_heap_bound_native(*callable)
                              ? RawBoundMethod(callable->raw()).function()
                              : *callable);
  word identity = static_cast<word>(thread->heap()->identity(*function));
  ProfileTable* table = table_of(thread, *profiler);
  auto [place, is_new] = table->index.try_emplace(identity, table->entries.size());
  *entry = place->second;
  if (!is_new) return true;
  table->entries.emplace_back();
  List codes(thread, profiler->codes());
  return list_append(thread, codes, function);
}

void end_top(ProfileTable* table, bool subcalls, int64_t now) {
  Activation top = table->stack.back();
  table->stack.pop_back();
  int64_t ticks = now - top.begin;
  table->entries[top.entry].count.end(ticks, ticks - top.in_callees);
  if (table->stack.empty()) return;
  Activation& caller = table->stack.back();
  caller.in_callees += ticks;
  if (!subcalls) return;
  auto found = table->entries[caller.entry].callees.find(top.entry);
  if (found != table->entries[caller.entry].callees.end())
    found->second.end(ticks, ticks - top.in_callees);
}

void profile_event(Thread* thread, const Object& object, const Object& callable, bool begins) {
  Profiler profiler(thread, *object);
  bool subcalls = (profiler->flags() & kSubcalls) != 0;
  if (!is_heap_code(*callable) && (profiler->flags() & kBuiltins) == 0) return;
  ProfileTable* table = table_of(thread, *profiler);
  if (!begins) {
    // What began before the profiler was switched on has no activation.
    if (!table->stack.empty()) end_top(table, subcalls, time_now(thread, profiler));
    return;
  }
  size_t entry;
  if (!find_entry(thread, profiler, callable, &entry)) {
    thread->take_exception();
    return;
  }
  table->entries[entry].count.depth++;
  if (subcalls && !table->stack.empty())
    table->entries[table->stack.back().entry].callees[entry].depth++;
  table->stack.push_back({entry, time_now(thread, profiler), 0});
}

constexpr StructSequenceField kEntryFields[] = {
    {"code", "the code of the function, or the name of a native one"},
    {"callcount", "number of calls"},
    {"reccallcount", "number of calls from within itself"},
    {"totaltime", "time in the function and in what it called"},
    {"inlinetime", "time spent in itself, callees excluded"},
    {"calls", "what it called, with times"}};
constexpr StructSequenceDefinition kEntry = {"_lsprof.profiler_entry", nullptr, kEntryFields, 6,
                                             true};
constexpr StructSequenceDefinition kSubentry = {"_lsprof.profiler_subentry", nullptr,
                                                std::span(kEntryFields).first(5), 5, true};

// How statistics name what was called.
RawObject shown_code(Thread* thread, const Object& code) {
  if (!is_heap_native_function(*code) || is_heap_method_descriptor(*code) ||
      is_heap_class_method_descriptor(*code)) {
    return is_heap_code(*code) ? *code : repr(thread, code);
  }
  Object name(thread, attribute_named(thread, code, "__name__"));
  if (name->is_error()) return *name;
  Object module(thread, attribute_named(thread, code, "__module__"));
  if (module->is_error()) return *module;
  if (!is_str(*module)) return new_str_format(thread, "<built-in method %S>", &name);
  return new_str_format(thread, "<built-in method %S.%S>", &module, &name);
}

RawObject stat_record(Thread* thread, const void* type_key, const Object& code, const Count& count,
                      double factor, const Object* calls) {
  Tuple values(thread, new_tuple(thread, calls == nullptr ? 5 : 6));
  tuple_init(*values, 0, *code);
  tuple_init(*values, 1, RawObject::from_small_int(count.calls));
  tuple_init(*values, 2, RawObject::from_small_int(count.recursive_calls));
  RawObject total = new_float(thread, static_cast<double>(count.total) * factor);
  tuple_init(*values, 3, total);
  RawObject own = new_float(thread, static_cast<double>(count.own) * factor);
  tuple_init(*values, 4, own);
  if (calls != nullptr) tuple_init(*values, 5, **calls);
  Object type(thread, thread->runtime()->module_state(type_key));
  return new_struct_sequence(thread, type, values);
}

// The `calls` field: a list of subentries, or None.
RawObject callee_records(Thread* thread, const std::map<size_t, Count>& callees, const List& names,
                         double factor) {
  if (callees.empty()) return RawObject::none();
  List list(thread, new_list(thread));
  Object code(thread, RawObject::none()), record(thread, RawObject::none());
  for (const auto& [index, count] : callees) {
    if (count.calls == 0) continue;
    code = list_at(*names, static_cast<word>(index));
    record = stat_record(thread, &kSubentryTypeKey, code, count, factor, nullptr);
    if (record->is_error() || !list_append(thread, list, record)) return RawObject::error();
  }
  return *list;
}

void flush_activations(Thread* thread, const Profiler& profiler) {
  ProfileTable* table = table_of(thread, *profiler);
  if (table->stack.empty()) return;
  int64_t now = time_now(thread, profiler);
  while (!table->stack.empty()) end_top(table, (profiler->flags() & kSubcalls) != 0, now);
}

void reset(Thread* thread, const Profiler& profiler) {
  ProfileTable* table = table_of(thread, *profiler);
  table->entries.clear();
  table->index.clear();
  table->stack.clear();
  RawObject codes = new_list(thread);
  profiler->set_codes(codes);
}

bool flag_arguments(Thread* thread, RawObject subcalls_argument, RawObject builtins_argument,
                    word* flags) {
  Object subcalls(thread, subcalls_argument), builtins(thread, builtins_argument);
  int want_subcalls, want_builtins;
  if (!as_int(thread, subcalls, &want_subcalls) || !as_int(thread, builtins, &want_builtins))
    return false;
  *flags = (want_subcalls != 0 ? kSubcalls : 0) | (want_builtins != 0 ? kBuiltins : 0);
  return true;
}

}  // namespace

namespace natives {

RawObject lsprof_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  Object entry(thread, new_struct_sequence_type(thread, kEntry));
  if (entry->is_error()) return *entry;
  Object subentry(thread, new_struct_sequence_type(thread, kSubentry));
  if (subentry->is_error()) return *subentry;
  thread->runtime()->set_module_state(&kEntryTypeKey, *entry);
  thread->runtime()->set_module_state(&kSubentryTypeKey, *subentry);
  thread->runtime()->hooks.profile_event = profile_event;
  return none_or_error(module_set(thread, module, "profiler_entry", entry) &&
                       module_set(thread, module, "profiler_subentry", subentry));
}

RawObject lsprof_Profiler___new__(Thread* thread, Arguments arguments) {
  Profiler profiler(thread, allocate_for(thread, arguments[0]));
  profiler->set_flags(0);
  profiler->set_resource(thread->runtime()->add_native_resource(std::make_unique<ProfileTable>()));
  thread->heap()->register_native(*profiler);
  profiler->set_unit(RawObject::from_small_int(0));
  reset(thread, profiler);
  return *profiler;
}

RawObject lsprof_Profiler___init__(Thread* thread, Arguments arguments) {
  Profiler profiler(thread, arguments[0]);
  Object unit(thread, arguments[2]);
  double seconds;
  word flags;
  if (!as_double(thread, unit, &seconds) ||
      !flag_arguments(thread, arguments[3], arguments[4], &flags))
    return RawObject::error();
  profiler->set_timer(arguments[1]);
  profiler->set_unit(seconds > 0 ? new_float(thread, seconds) : RawObject::from_small_int(0));
  profiler->set_flags(flags);
  return RawObject::none();
}

RawObject lsprof_Profiler_enable(Thread* thread, Arguments arguments) {
  Profiler profiler(thread, arguments[0]);
  word flags;
  if (!flag_arguments(thread, arguments[1], arguments[2], &flags)) return RawObject::error();
  profiler->set_flags(flags | kEnabled);
  thread->profile_function = *profiler;
  thread->profiled_calls = RawObject::none();
  thread->runtime()->hooks.tracing_changed(thread);
  return RawObject::none();
}

RawObject lsprof_Profiler_disable(Thread* thread, Arguments arguments) {
  Profiler profiler(thread, arguments[0]);
  if ((profiler->flags() & kEnabled) == 0) return RawObject::none();
  profiler->set_flags(profiler->flags() & ~kEnabled);
  if (is_heap_profiler(thread->profile_function)) thread->profile_function = RawObject::none();
  thread->runtime()->hooks.tracing_changed(thread);
  flush_activations(thread, profiler);
  return RawObject::none();
}

RawObject lsprof_Profiler_clear(Thread* thread, Arguments arguments) {
  Profiler profiler(thread, arguments[0]);
  reset(thread, profiler);
  return RawObject::none();
}

RawObject lsprof_Profiler_getstats(Thread* thread, Arguments arguments) {
  Profiler profiler(thread, arguments[0]);
  double factor = 1e-9;
  Object unit(thread, profiler->unit());
  if (!profiler->timer().is_none() && !(*unit == RawObject::from_small_int(0)) &&
      !as_double(thread, unit, &factor)) {
    return RawObject::error();
  }
  // Entries may be added while names are made: look at those of now.
  std::vector<Entry> entries(table_of(thread, *profiler)->entries.begin(),
                             table_of(thread, *profiler)->entries.end());
  List codes(thread, profiler->codes());
  List names(thread, new_list(thread));
  List result(thread, new_list(thread));
  Object code(thread, RawObject::none()), calls(thread, RawObject::none());
  for (size_t i = 0; i < entries.size(); i++) {
    code = list_at(*codes, static_cast<word>(i));
    code = shown_code(thread, code);
    if (code->is_error() || !list_append(thread, names, code)) return RawObject::error();
  }
  for (size_t i = 0; i < entries.size(); i++) {
    if (entries[i].count.calls == 0) continue;
    calls = callee_records(thread, entries[i].callees, names, factor);
    if (calls->is_error()) return *calls;
    code = list_at(*names, static_cast<word>(i));
    calls = stat_record(thread, &kEntryTypeKey, code, entries[i].count, factor, &calls);
    if (calls->is_error() || !list_append(thread, result, calls)) return RawObject::error();
  }
  return *result;
}

}  // namespace natives
}  // namespace pyro
