#include "lib-python/natives.h"
#include "modules/_tracemalloc/tracer.h"
#include "modules/support.h"
#include "runtime/arrays.h"

namespace pyro::natives {

namespace {

// The limit that start() was given last.
constexpr char kLimitKey = 0;

AllocationTraces* traces_of(Thread* thread) {
  return static_cast<AllocationTraces*>(thread->heap()->allocation_tracer());
}

void collect(Thread* thread) { thread->heap()->collect_major("tracemalloc"); }

// The functions below make objects of which the tracer is not to know.
class Pause {
 public:
  explicit Pause(AllocationTraces* traces) : traces_(traces) { traces_->pause(true); }
  ~Pause() { traces_->pause(false); }
  Pause(const Pause&) = delete;

 private:
  AllocationTraces* traces_;
};

// ((filename, line), ...), the innermost frame first.
RawObject new_traceback(Thread* thread, const AllocationTraces& traces, uint32_t number,
                        const Tuple& files) {
  auto count = static_cast<word>(traces.traceback_at(number).entries.size());
  Tuple result(thread, new_tuple(thread, count));
  for (word i = 0; i < count; i++) tuple_init(*result, i, RawObject::none());
  Object file(thread, RawObject::none()), line(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    AllocationTraces::Entry entry = traces.traceback_at(number).entries[static_cast<size_t>(i)];
    file = tuple_at(*files, static_cast<word>(entry.file));
    line = RawObject::from_small_int(entry.line);
    RawObject pair = new_tuple_of(thread, file, line);
    tuple_init(*result, i, pair);
  }
  return *result;
}

RawObject new_file_names(Thread* thread, const AllocationTraces& traces) {
  auto count = static_cast<word>(traces.files().size());
  List names(thread, new_list(thread, count));
  Object name(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    name = new_str(thread, traces.files()[static_cast<size_t>(i)]);
    if (!list_append(thread, names, name)) return RawObject::error();
  }
  return list_to_tuple(thread, names);
}

// (domain, size, traceback, number of frames); tracebacks that were made are in `known`.
RawObject new_trace(Thread* thread, const AllocationTraces& traces, AllocationTraces::Trace trace,
                    const Tuple& files, const List& known) {
  Object traceback(thread, list_at(*known, static_cast<word>(trace.traceback)));
  if (traceback->is_none()) {
    traceback = new_traceback(thread, traces, trace.traceback, files);
    if (traceback->is_error()) return *traceback;
    list_set_at(*known, static_cast<word>(trace.traceback), *traceback);
  }
  RawObject tuple = new_tuple(thread, 4);
  tuple_init(tuple, 0, RawObject::from_small_int(0));
  tuple_init(tuple, 1, RawObject::from_small_int(trace.bytes));
  tuple_init(tuple, 2, *traceback);
  word total = traces.traceback_at(trace.traceback).total;
  tuple_init(tuple, 3, RawObject::from_small_int(total));
  return tuple;
}

RawObject new_traces(Thread* thread, AllocationTraces* traces) {
  Pause pause(traces);
  std::vector<AllocationTraces::Trace> all = traces->traces();
  Tuple files(thread, new_file_names(thread, *traces));
  if (files->is_error()) return *files;
  List known(thread, new_list(thread)), result(thread, new_list(thread));
  Object item(thread, RawObject::none());
  uint32_t last = 0;
  for (const AllocationTraces::Trace& trace : all) last = std::max(last, trace.traceback);
  for (uint32_t i = 0; i <= last; i++) {
    if (!list_append(thread, known, item)) return RawObject::error();
  }
  for (const AllocationTraces::Trace& trace : all) {
    item = new_trace(thread, *traces, trace, files, known);
    if (item->is_error() || !list_append(thread, result, item)) return RawObject::error();
  }
  return *result;
}

}  // namespace

RawObject tracemalloc_start(Thread* thread, Arguments arguments) {
  Object frames(thread, arguments[0]);
  int limit;
  if (!as_int(thread, frames, &limit)) return RawObject::error();
  if (limit < 1 || limit > 65535)
    return raise_value_error(thread, "the number of frames must be in range [1; 65535]");
  if (traces_of(thread) != nullptr) return RawObject::none();
  thread->runtime()->set_module_state(&kLimitKey, RawObject::from_small_int(limit));
  thread->heap()->set_allocation_tracer(
      std::make_unique<AllocationTraces>(thread->runtime(), limit));
  return RawObject::none();
}

RawObject tracemalloc_stop(Thread* thread, Arguments) {
  thread->heap()->set_allocation_tracer(nullptr);
  return RawObject::none();
}

RawObject tracemalloc_is_tracing(Thread* thread, Arguments) {
  return RawObject::from_bool(traces_of(thread) != nullptr);
}

RawObject tracemalloc_clear_traces(Thread* thread, Arguments) {
  if (AllocationTraces* traces = traces_of(thread)) traces->clear();
  return RawObject::none();
}

RawObject tracemalloc_get_traceback_limit(Thread* thread, Arguments) {
  RawObject limit = thread->runtime()->module_state(&kLimitKey);
  return limit.is_none() ? RawObject::from_small_int(1) : limit;
}

RawObject tracemalloc_get_traced_memory(Thread* thread, Arguments) {
  if (traces_of(thread) != nullptr) collect(thread);
  AllocationTraces* traces = traces_of(thread);
  Object current(thread, RawObject::from_small_int(traces == nullptr ? 0 : traces->current()));
  Object peak(thread, RawObject::from_small_int(traces == nullptr ? 0 : traces->peak()));
  return new_tuple_of(thread, current, peak);
}

RawObject tracemalloc_reset_peak(Thread* thread, Arguments) {
  if (traces_of(thread) == nullptr) return RawObject::none();
  collect(thread);
  traces_of(thread)->reset_peak();
  return RawObject::none();
}

RawObject tracemalloc_get_tracemalloc_memory(Thread* thread, Arguments) {
  AllocationTraces* traces = traces_of(thread);
  return RawObject::from_small_int(traces == nullptr ? 0 : traces->bytes_used());
}

RawObject tracemalloc__get_traces(Thread* thread, Arguments) {
  if (traces_of(thread) == nullptr) return new_list(thread);
  collect(thread);
  return new_traces(thread, traces_of(thread));
}

RawObject tracemalloc__get_object_traceback(Thread* thread, Arguments arguments) {
  AllocationTraces* traces = traces_of(thread);
  AllocationTraces::Trace trace;
  if (traces == nullptr || !traces->find(arguments[0], &trace)) return RawObject::none();
  Pause pause(traces);
  Tuple files(thread, new_file_names(thread, *traces));
  return files->is_error() ? *files : new_traceback(thread, *traces, trace.traceback, files);
}

}  // namespace pyro::natives
