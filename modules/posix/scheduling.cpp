#include <linux/limits.h>
#include <sched.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <vector>

#include "lib-python/natives.h"
#include "modules/posix/path.h"
#include "runtime/buffer.h"
#include "runtime/set.h"
#include "runtime/struct_sequence.h"

// posix: scheduling of processes.

namespace pyro::natives {

RawObject posix_sched_yield(Thread* thread, Arguments) {
  return call_none(thread, ::sched_yield());
}

RawObject posix_sched_get_priority_max(Thread* thread, Arguments arguments) {
  int policy;
  return int_argument(thread, arguments[0], &policy)
             ? call_int(thread, ::sched_get_priority_max(policy))
             : RawObject::error();
}
RawObject posix_sched_get_priority_min(Thread* thread, Arguments arguments) {
  int policy;
  return int_argument(thread, arguments[0], &policy)
             ? call_int(thread, ::sched_get_priority_min(policy))
             : RawObject::error();
}
RawObject posix_sched_getscheduler(Thread* thread, Arguments arguments) {
  int pid;
  return int_argument(thread, arguments[0], &pid) ? call_int(thread, ::sched_getscheduler(pid))
                                                  : RawObject::error();
}

RawObject posix_sched_rr_get_interval(Thread* thread, Arguments arguments) {
  int pid;
  timespec interval;
  if (!int_argument(thread, arguments[0], &pid)) return RawObject::error();
  if (::sched_rr_get_interval(pid, &interval) != 0) return failed_call(thread);
  return new_float(
      thread, static_cast<double>(interval.tv_sec) + 1e-9 * static_cast<double>(interval.tv_nsec));
}

namespace {

bool parameter_argument(Thread* thread, RawObject argument, sched_param* out) {
  Object value(thread, argument);
  if (!(type_of(thread, *value) == posix_type(thread, PosixType::kSchedParam))) {
    raise_type_error(thread, "must have a sched_param object");
    return false;
  }
  *out = {};
  return int_argument(thread, tuple_at(underlying_value(*value), 0), &out->sched_priority);
}

}  // namespace

RawObject posix_sched_getparam(Thread* thread, Arguments arguments) {
  int pid;
  sched_param native;
  if (!int_argument(thread, arguments[0], &pid)) return RawObject::error();
  if (::sched_getparam(pid, &native) != 0) return failed_call(thread);
  Tuple values(thread, new_tuple(thread, 1));
  tuple_init(*values, 0, RawObject::from_small_int(native.sched_priority));
  Object type(thread, posix_type(thread, PosixType::kSchedParam));
  return new_struct_sequence(thread, type, values);
}

RawObject posix_sched_setparam(Thread* thread, Arguments arguments) {
  int pid;
  sched_param native;
  if (!int_argument(thread, arguments[0], &pid) ||
      !parameter_argument(thread, arguments[1], &native))
    return RawObject::error();
  return call_none(thread, ::sched_setparam(pid, &native));
}

RawObject posix_sched_setscheduler(Thread* thread, Arguments arguments) {
  int pid, policy;
  sched_param native;
  if (!int_argument(thread, arguments[0], &pid) || !int_argument(thread, arguments[1], &policy) ||
      !parameter_argument(thread, arguments[2], &native)) {
    return RawObject::error();
  }
  return call_none(thread, ::sched_setscheduler(pid, policy, &native));
}

RawObject posix_sched_getaffinity(Thread* thread, Arguments arguments) {
  int pid;
  if (!int_argument(thread, arguments[0], &pid)) return RawObject::error();
  for (int cpus = 1024;; cpus *= 2) {
    size_t size = CPU_ALLOC_SIZE(cpus);
    std::vector<char> memory(size);
    cpu_set_t* mask = reinterpret_cast<cpu_set_t*>(memory.data());
    if (::sched_getaffinity(pid, size, mask) != 0) {
      if (errno == EINVAL && cpus < 1 << 24) continue;
      return failed_call(thread);
    }
    AnySet set(thread, new_set(thread));
    Object number(thread, RawObject::none());
    for (int i = 0; i < cpus; i++) {
      if (!CPU_ISSET_S(static_cast<size_t>(i), size, mask)) continue;
      number = RawObject::from_small_int(i);
      if (!set_add(thread, set, number)) return RawObject::error();
    }
    return *set;
  }
}

RawObject posix_sched_setaffinity(Thread* thread, Arguments arguments) {
  int pid;
  if (!int_argument(thread, arguments[0], &pid)) return RawObject::error();
  Object iterable(thread, arguments[1]);
  List cpus(thread, list_from_iterable(thread, iterable));
  if (cpus->is_error()) return *cpus;
  std::vector<int> numbers;
  int largest = 1024;
  for (word i = 0; i < cpus->length(); i++) {
    Object item(thread, list_at(*cpus, i));
    Object type(thread, type_of(thread, *item));
    if (!is_int(*item)) {
      return raise_type_error(thread, "expected an iterator of ints, but iterator yielded %R",
                              &type);
    }
    int number;
    if (!as_int(thread, item, &number)) return RawObject::error();
    if (number < 0) return raise_value_error(thread, "negative CPU number");
    if (number > 1 << 24) return raise(thread, Exc::kOverflowError, "CPU number too large");
    numbers.push_back(number);
    largest = std::max(largest, number + 1);
  }
  size_t size = CPU_ALLOC_SIZE(largest);
  std::vector<char> memory(size);
  cpu_set_t* mask = reinterpret_cast<cpu_set_t*>(memory.data());
  for (int number : numbers) CPU_SET_S(static_cast<size_t>(number), size, mask);
  return call_none(thread, ::sched_setaffinity(pid, size, mask));
}

// --- extended attributes

namespace {

bool check_descriptor_and_link(Thread* thread, const Path& path, bool follow) {
  if (!path.is_descriptor() || follow) return true;
  raise_value_error(thread, "%s: cannot use fd and follow_symlinks together", path.function());
  return false;
}

}  // namespace

RawObject posix_getxattr(Thread* thread, Arguments arguments) {
  Path path(thread, "getxattr", "path", kPathOrDescriptor), name(thread, "getxattr", "attribute");
  bool follow;
  if (!path.read(arguments[0]) || !name.read(arguments[1]) ||
      !flag_argument(thread, arguments[2], &follow) ||
      !check_descriptor_and_link(thread, path, follow)) {
    return RawObject::error();
  }
  for (size_t size : {size_t{128}, size_t{XATTR_SIZE_MAX}}) {
    std::vector<char> value(size);
    ssize_t length = path.is_descriptor()
                         ? ::fgetxattr(path.descriptor(), name.c_str(), value.data(), size)
                     : follow ? ::getxattr(path.c_str(), name.c_str(), value.data(), size)
                              : ::lgetxattr(path.c_str(), name.c_str(), value.data(), size);
    if (length >= 0) return new_bytes(thread, value.data(), length);
    if (errno != ERANGE) break;
  }
  return path.raise_error();
}

RawObject posix_setxattr(Thread* thread, Arguments arguments) {
  Path path(thread, "setxattr", "path", kPathOrDescriptor), name(thread, "setxattr", "attribute");
  int flags;
  bool follow;
  if (!path.read(arguments[0]) || !name.read(arguments[1])) return RawObject::error();
  Object given(thread, arguments[2]);
  BufferView view(thread);
  if (!view.acquire(given) || !int_argument(thread, arguments[3], &flags) ||
      !flag_argument(thread, arguments[4], &follow) ||
      !check_descriptor_and_link(thread, path, follow)) {
    return RawObject::error();
  }
  std::string value = view.copy();
  int result = path.is_descriptor()
                   ? ::fsetxattr(path.descriptor(), name.c_str(), value.data(), value.size(), flags)
               : follow
                   ? ::setxattr(path.c_str(), name.c_str(), value.data(), value.size(), flags)
                   : ::lsetxattr(path.c_str(), name.c_str(), value.data(), value.size(), flags);
  return result != 0 ? path.raise_error() : RawObject::none();
}

RawObject posix_removexattr(Thread* thread, Arguments arguments) {
  Path path(thread, "removexattr", "path", kPathOrDescriptor),
      name(thread, "removexattr", "attribute");
  bool follow;
  if (!path.read(arguments[0]) || !name.read(arguments[1]) ||
      !flag_argument(thread, arguments[2], &follow) ||
      !check_descriptor_and_link(thread, path, follow)) {
    return RawObject::error();
  }
  int result = path.is_descriptor() ? ::fremovexattr(path.descriptor(), name.c_str())
               : follow             ? ::removexattr(path.c_str(), name.c_str())
                                    : ::lremovexattr(path.c_str(), name.c_str());
  return result != 0 ? path.raise_error() : RawObject::none();
}

RawObject posix_listxattr(Thread* thread, Arguments arguments) {
  Path path(thread, "listxattr", "path", kPathOrDescriptor | kPathOrNone);
  bool follow;
  if (!path.read(arguments[0]) || !flag_argument(thread, arguments[1], &follow) ||
      !check_descriptor_and_link(thread, path, follow)) {
    return RawObject::error();
  }
  std::vector<char> text(XATTR_LIST_MAX);
  ssize_t length = path.is_descriptor() ? ::flistxattr(path.descriptor(), text.data(), text.size())
                   : follow             ? ::listxattr(path.c_str(), text.data(), text.size())
                                        : ::llistxattr(path.c_str(), text.data(), text.size());
  if (length < 0) return path.raise_error();
  List names(thread, new_list(thread));
  Object name(thread, RawObject::none());
  for (const char* at = text.data(); at < text.data() + length; at += strlen(at) + 1) {
    name = decode_file_system(thread, at);
    if (!list_append(thread, names, name)) return RawObject::error();
  }
  return *names;
}

}  // namespace pyro::natives
