#include <pthread.h>

#include <cerrno>
#include <cmath>
#include <ctime>

#include "lib-python/natives.h"
#include "modules/blocking.h"
#include "modules/support.h"
#include "modules/time_value.h"

// The clocks of the module time, and sleeping.

namespace pyro::natives {

namespace {

int64_t nanoseconds_of(const timespec& time) {
  return static_cast<int64_t>(time.tv_sec) * 1000000000 + time.tv_nsec;
}

// Division by a power of ten rounds once, so that the float is the nearest one.
RawObject seconds_of(Thread* thread, int64_t nanoseconds) {
  return new_float(thread, static_cast<double>(nanoseconds) / 1e9);
}

RawObject read_clock(Thread* thread, clockid_t clock) {
  timespec now;
  if (clock_gettime(clock, &now) != 0) return raise_os_error(thread, errno);
  return seconds_of(thread, nanoseconds_of(now));
}
RawObject read_clock_ns(Thread* thread, clockid_t clock) {
  timespec now;
  if (clock_gettime(clock, &now) != 0) return raise_os_error(thread, errno);
  return new_int(thread, nanoseconds_of(now));
}

bool clock_argument(Thread* thread, RawObject argument, clockid_t* clock) {
  Object value(thread, argument);
  int number;
  if (!as_int(thread, value, &number)) return false;
  *clock = number;
  return true;
}

RawObject set_clock(Thread* thread, clockid_t clock, int64_t nanoseconds) {
  timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  if (time.tv_nsec < 0) time.tv_nsec += 1000000000, time.tv_sec--;
  if (clock_settime(clock, &time) != 0) return raise_os_error(thread, errno);
  return RawObject::none();
}

struct ClockInfo {
  const char* name;
  clockid_t clock;
  const char* implementation;
  bool monotonic, adjustable;
};
constexpr ClockInfo kClocks[] = {
    {"time", CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true},
    {"monotonic", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"perf_counter", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"process_time", CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true,
     false},
    {"thread_time", CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
};

RawObject describe_clock(Thread* thread, const ClockInfo& info) {
  timespec resolution;
  if (clock_getres(info.clock, &resolution) != 0) return raise_os_error(thread, errno);
  Dict fields(thread, new_dict(thread));
  auto set = [&](const char* name, RawObject raw) {
    Object value(thread, raw);
    Object key(thread, intern_ascii(thread, name));
    return dict_set(thread, fields, key, value);
  };
  if (!set("implementation", new_str_ascii(thread, info.implementation))) return RawObject::error();
  if (!set("monotonic", RawObject::from_bool(info.monotonic))) return RawObject::error();
  if (!set("adjustable", RawObject::from_bool(info.adjustable))) return RawObject::error();
  if (!set("resolution", seconds_of(thread, nanoseconds_of(resolution)))) return RawObject::error();
  return new_namespace(thread, fields);
}

}  // namespace

RawObject time_time(Thread* thread, Arguments) { return read_clock(thread, CLOCK_REALTIME); }
RawObject time_time_ns(Thread* thread, Arguments) { return read_clock_ns(thread, CLOCK_REALTIME); }
RawObject time_monotonic(Thread* thread, Arguments) { return read_clock(thread, CLOCK_MONOTONIC); }
RawObject time_monotonic_ns(Thread* thread, Arguments) {
  return read_clock_ns(thread, CLOCK_MONOTONIC);
}
RawObject time_perf_counter(Thread* thread, Arguments) {
  return read_clock(thread, CLOCK_MONOTONIC);
}
RawObject time_perf_counter_ns(Thread* thread, Arguments) {
  return read_clock_ns(thread, CLOCK_MONOTONIC);
}
RawObject time_process_time(Thread* thread, Arguments) {
  return read_clock(thread, CLOCK_PROCESS_CPUTIME_ID);
}
RawObject time_process_time_ns(Thread* thread, Arguments) {
  return read_clock_ns(thread, CLOCK_PROCESS_CPUTIME_ID);
}
RawObject time_thread_time(Thread* thread, Arguments) {
  return read_clock(thread, CLOCK_THREAD_CPUTIME_ID);
}
RawObject time_thread_time_ns(Thread* thread, Arguments) {
  return read_clock_ns(thread, CLOCK_THREAD_CPUTIME_ID);
}

RawObject time_clock_gettime(Thread* thread, Arguments arguments) {
  clockid_t clock;
  return clock_argument(thread, arguments[0], &clock) ? read_clock(thread, clock)
                                                      : RawObject::error();
}
RawObject time_clock_gettime_ns(Thread* thread, Arguments arguments) {
  clockid_t clock;
  return clock_argument(thread, arguments[0], &clock) ? read_clock_ns(thread, clock)
                                                      : RawObject::error();
}
RawObject time_clock_getres(Thread* thread, Arguments arguments) {
  clockid_t clock;
  if (!clock_argument(thread, arguments[0], &clock)) return RawObject::error();
  timespec resolution;
  if (clock_getres(clock, &resolution) != 0) return raise_os_error(thread, errno);
  return seconds_of(thread, nanoseconds_of(resolution));
}
RawObject time_clock_settime(Thread* thread, Arguments arguments) {
  clockid_t clock;
  int64_t nanoseconds;
  Object time(thread, arguments[1]);
  if (!clock_argument(thread, arguments[0], &clock)) return RawObject::error();
  if (!as_nanoseconds(thread, time, TimeRounding::kFloor, &nanoseconds)) return RawObject::error();
  return set_clock(thread, clock, nanoseconds);
}
RawObject time_clock_settime_ns(Thread* thread, Arguments arguments) {
  clockid_t clock;
  int64_t nanoseconds;
  Object time(thread, arguments[1]);
  if (!clock_argument(thread, arguments[0], &clock) || !as_int64(thread, time, &nanoseconds))
    return RawObject::error();
  return set_clock(thread, clock, nanoseconds);
}

RawObject time_pthread_getcpuclockid(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  uint64_t identifier;
  if (!as_uint64(thread, value, &identifier)) return RawObject::error();
  clockid_t clock;
  int error = pthread_getcpuclockid(static_cast<pthread_t>(identifier), &clock);
  return error != 0 ? raise_os_error(thread, error) : new_int(thread, clock);
}

RawObject time_get_clock_info(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  if (!is_str(*name))
    return raise_type_error(thread, "get_clock_info() argument 1 must be str, not %V", &name);
  std::string text = utf8_of(*name);
  for (const ClockInfo& info : kClocks) {
    if (text == info.name) return describe_clock(thread, info);
  }
  return raise_value_error(thread, "unknown clock");
}

// Sleeps to a point of the monotonic clock, so that interruptions do not make it longer.
RawObject time_sleep(Thread* thread, Arguments arguments) {
  Object seconds(thread, arguments[0]);
  int64_t duration;
  if (!as_nanoseconds(thread, seconds, TimeRounding::kUp, &duration)) return RawObject::error();
  if (duration < 0) return raise_value_error(thread, "sleep length must be non-negative");
  timespec deadline;
  clock_gettime(CLOCK_MONOTONIC, &deadline);
  int64_t end;
  if (__builtin_add_overflow(nanoseconds_of(deadline), duration, &end)) end = INT64_MAX;
  deadline = {end / 1000000000, end % 1000000000};
  int result = retry_interrupted(thread, [&] {
    int error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr);
    errno = error;
    return error == 0 ? 0 : -1;
  });
  if (result == 0) return RawObject::none();
  return thread->has_exception() ? RawObject::error() : raise_os_error(thread, errno);
}

}  // namespace pyro::natives
