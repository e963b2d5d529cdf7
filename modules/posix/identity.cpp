#include <grp.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib-python/natives.h"
#include "modules/blocking.h"
#include "modules/posix/path.h"
#include "modules/posix/stat_result.h"
#include "runtime/struct_sequence.h"

// posix: users, groups, sessions, priorities, and facts about the system.

namespace pyro {

bool identity_argument(Thread* thread, RawObject argument, const char* what, uid_t* id) {
  Object value(thread, argument);
  if (type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound()) {
    raise_type_error(thread, "%s should be integer, not %T", what, &value);
    return false;
  }
  RawObject index = int_value_of(index_of(thread, value));
  if (index.is_error()) return false;
  int64_t wide = 0;
  bool fits = int_fits_int64_NoGC(index, &wide);
  bool negative = fits ? wide < 0 : (index.header().hash() & 1) != 0;
  if (fits && wide == -1) {
    *id = static_cast<uid_t>(-1);
    return true;
  }
  if (!fits || wide < 0 || wide > UINT32_MAX) {
    raise(thread, Exc::kOverflowError, "%s is %s than %s", what, negative ? "less" : "greater",
          negative ? "minimum" : "maximum");
    return false;
  }
  *id = static_cast<uid_t>(wide);
  return true;
}

RawObject new_identity(Thread* thread, uid_t id) {
  return new_int(thread, id == static_cast<uid_t>(-1) ? -1 : int64_t{id});
}

namespace natives {

RawObject posix_getpid(Thread* thread, Arguments) { return new_int(thread, ::getpid()); }
RawObject posix_getppid(Thread* thread, Arguments) { return new_int(thread, ::getppid()); }
RawObject posix_getuid(Thread* thread, Arguments) { return new_identity(thread, ::getuid()); }
RawObject posix_geteuid(Thread* thread, Arguments) { return new_identity(thread, ::geteuid()); }
RawObject posix_getgid(Thread* thread, Arguments) { return new_identity(thread, ::getgid()); }
RawObject posix_getegid(Thread* thread, Arguments) { return new_identity(thread, ::getegid()); }
RawObject posix_getpgrp(Thread* thread, Arguments) { return new_int(thread, ::getpgrp()); }
RawObject posix_setpgrp(Thread* thread, Arguments) { return call_none(thread, ::setpgid(0, 0)); }
RawObject posix_setsid(Thread* thread, Arguments) {
  return call_none(thread, ::setsid() < 0 ? -1 : 0);
}

namespace {

RawObject with_identity(Thread* thread, RawObject argument, const char* what,
                        int (*function)(uid_t)) {
  uid_t id;
  return identity_argument(thread, argument, what, &id) ? call_none(thread, function(id))
                                                        : RawObject::error();
}

RawObject identity_tuple(Thread* thread, const uid_t (&ids)[3]) {
  Tuple result(thread, new_tuple(thread, 3));
  for (word i = 0; i < 3; i++) {
    RawObject id = new_identity(thread, ids[i]);
    tuple_init(*result, i, id);
  }
  return *result;
}

template <size_t N>
bool identities(Thread* thread, Arguments arguments, const char* const (&what)[N],
                uid_t (&ids)[N]) {
  for (size_t i = 0; i < N; i++) {
    if (!identity_argument(thread, arguments[static_cast<word>(i)], what[i], &ids[i])) return false;
  }
  return true;
}

constexpr const char* kUsers[3] = {"uid", "uid", "uid"};
constexpr const char* kGroups[3] = {"gid", "gid", "gid"};
constexpr const char* kTwoUsers[2] = {"uid", "uid"};
constexpr const char* kTwoGroups[2] = {"gid", "gid"};

}  // namespace

RawObject posix_setuid(Thread* thread, Arguments arguments) {
  return with_identity(thread, arguments[0], "uid", ::setuid);
}
RawObject posix_seteuid(Thread* thread, Arguments arguments) {
  return with_identity(thread, arguments[0], "uid", ::seteuid);
}
RawObject posix_setgid(Thread* thread, Arguments arguments) {
  return with_identity(thread, arguments[0], "gid", ::setgid);
}
RawObject posix_setegid(Thread* thread, Arguments arguments) {
  return with_identity(thread, arguments[0], "gid", ::setegid);
}
RawObject posix_setreuid(Thread* thread, Arguments arguments) {
  uid_t ids[2];
  return identities(thread, arguments, kTwoUsers, ids)
             ? call_none(thread, ::setreuid(ids[0], ids[1]))
             : RawObject::error();
}
RawObject posix_setregid(Thread* thread, Arguments arguments) {
  uid_t ids[2];
  return identities(thread, arguments, kTwoGroups, ids)
             ? call_none(thread, ::setregid(ids[0], ids[1]))
             : RawObject::error();
}
RawObject posix_setresuid(Thread* thread, Arguments arguments) {
  uid_t ids[3];
  if (!identities(thread, arguments, kUsers, ids)) return RawObject::error();
  return call_none(thread, ::setresuid(ids[0], ids[1], ids[2]));
}
RawObject posix_setresgid(Thread* thread, Arguments arguments) {
  uid_t ids[3];
  if (!identities(thread, arguments, kGroups, ids)) return RawObject::error();
  return call_none(thread, ::setresgid(ids[0], ids[1], ids[2]));
}
RawObject posix_getresuid(Thread* thread, Arguments) {
  uid_t ids[3];
  return ::getresuid(&ids[0], &ids[1], &ids[2]) != 0 ? failed_call(thread)
                                                     : identity_tuple(thread, ids);
}
RawObject posix_getresgid(Thread* thread, Arguments) {
  gid_t ids[3];
  return ::getresgid(&ids[0], &ids[1], &ids[2]) != 0 ? failed_call(thread)
                                                     : identity_tuple(thread, ids);
}

namespace {

RawObject identity_list(Thread* thread, const std::vector<gid_t>& ids) {
  List list(thread, new_list(thread));
  Object id(thread, RawObject::none());
  for (gid_t each : ids) {
    id = new_identity(thread, each);
    if (!list_append(thread, list, id)) return RawObject::error();
  }
  return *list;
}

}  // namespace

RawObject posix_getgroups(Thread* thread, Arguments) {
  int count = ::getgroups(0, nullptr);
  if (count < 0) return failed_call(thread);
  std::vector<gid_t> groups(static_cast<size_t>(count) + 1);
  count = ::getgroups(count, groups.data());
  if (count < 0) return failed_call(thread);
  groups.resize(static_cast<size_t>(count));
  return identity_list(thread, groups);
}

RawObject posix_setgroups(Thread* thread, Arguments arguments) {
  Object given(thread, arguments[0]);
  if (type_lookup(thread, type_of(thread, *given), Symbol::k__getitem__).is_unbound()) {
    return raise_type_error(thread, "setgroups argument must be a sequence");
  }
  List list(thread, list_from_iterable(thread, given));
  if (list->is_error()) return *list;
  if (list->length() > NGROUPS_MAX) return raise_value_error(thread, "too many groups");
  std::vector<gid_t> groups(static_cast<size_t>(list->length()));
  for (size_t i = 0; i < groups.size(); i++) {
    RawObject item = list_at(*list, static_cast<word>(i));
    if (!is_int(item)) return raise_type_error(thread, "groups must be integers");
    if (!identity_argument(thread, item, "gid", &groups[i])) return RawObject::error();
  }
  return call_none(thread, ::setgroups(groups.size(), groups.data()));
}

RawObject posix_initgroups(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  std::string user;
  gid_t group;
  if (!path_text(thread, name, "initgroups: username", &user) ||
      !identity_argument(thread, arguments[1], "gid", &group)) {
    return RawObject::error();
  }
  return call_none(thread, ::initgroups(user.c_str(), group));
}

RawObject posix_getgrouplist(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  if (!is_str(*name))
    return raise_type_error(thread, "getgrouplist() argument 1 must be str, not %V", &name);
  gid_t base;
  if (!identity_argument(thread, arguments[1], "gid", &base)) return RawObject::error();
  std::string user = utf8_of(*name);
  for (int size = 32;; size *= 2) {
    std::vector<gid_t> groups(static_cast<size_t>(size));
    int count = size;
    if (::getgrouplist(user.c_str(), base, groups.data(), &count) == -1) continue;
    groups.resize(static_cast<size_t>(count));
    return identity_list(thread, groups);
  }
}

RawObject posix_getlogin(Thread* thread, Arguments) {
  errno = 0;
  const char* name = ::getlogin();
  if (name != nullptr) return decode_file_system(thread, name);
  return errno != 0 ? failed_call(thread)
                    : raise(thread, Exc::kOSError, "unable to determine login name");
}

namespace {

template <typename Function>
RawObject with_int(Thread* thread, Arguments arguments, Function function) {
  int value;
  return int_argument(thread, arguments[0], &value) ? function(value) : RawObject::error();
}

}  // namespace

RawObject posix_getpgid(Thread* thread, Arguments arguments) {
  return with_int(thread, arguments, [&](int pid) { return call_int(thread, ::getpgid(pid)); });
}
RawObject posix_getsid(Thread* thread, Arguments arguments) {
  return with_int(thread, arguments, [&](int pid) { return call_int(thread, ::getsid(pid)); });
}
RawObject posix_setpgid(Thread* thread, Arguments arguments) {
  int pid, group;
  if (!int_argument(thread, arguments[0], &pid) || !int_argument(thread, arguments[1], &group))
    return RawObject::error();
  return call_none(thread, ::setpgid(pid, group));
}

RawObject posix_nice(Thread* thread, Arguments arguments) {
  return with_int(thread, arguments, [&](int increment) {
    errno = 0;
    int value = ::nice(increment);
    return value == -1 && errno != 0 ? failed_call(thread) : new_int(thread, value);
  });
}

RawObject posix_getpriority(Thread* thread, Arguments arguments) {
  int which, who;
  if (!int_argument(thread, arguments[0], &which) || !int_argument(thread, arguments[1], &who))
    return RawObject::error();
  errno = 0;
  int value = ::getpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who));
  return errno != 0 ? failed_call(thread) : new_int(thread, value);
}
RawObject posix_setpriority(Thread* thread, Arguments arguments) {
  int which, who, priority;
  if (!int_argument(thread, arguments[0], &which) || !int_argument(thread, arguments[1], &who) ||
      !int_argument(thread, arguments[2], &priority)) {
    return RawObject::error();
  }
  return call_none(thread, ::setpriority(static_cast<__priority_which_t>(which),
                                         static_cast<id_t>(who), priority));
}

RawObject posix_umask(Thread* thread, Arguments arguments) {
  return with_int(thread, arguments,
                  [&](int mask) { return new_int(thread, ::umask(static_cast<mode_t>(mask))); });
}

// --- facts

RawObject posix_uname(Thread* thread, Arguments) {
  utsname info;
  if (::uname(&info) != 0) return failed_call(thread);
  const char* texts[] = {info.sysname, info.nodename, info.release, info.version, info.machine};
  Tuple values(thread, new_tuple(thread, 5));
  for (word i = 0; i < 5; i++) {
    RawObject text = decode_file_system(thread, texts[i]);
    tuple_init(*values, i, text);
  }
  Object type(thread, posix_type(thread, PosixType::kUname));
  return new_struct_sequence(thread, type, values);
}

RawObject posix_times(Thread* thread, Arguments) {
  tms info;
  clock_t elapsed = ::times(&info);
  if (elapsed == static_cast<clock_t>(-1)) return failed_call(thread);
  double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  clock_t clocks[] = {info.tms_utime, info.tms_stime, info.tms_cutime, info.tms_cstime, elapsed};
  Tuple values(thread, new_tuple(thread, 5));
  for (word i = 0; i < 5; i++) {
    RawObject value = new_float(thread, static_cast<double>(clocks[i]) / ticks);
    tuple_init(*values, i, value);
  }
  Object type(thread, posix_type(thread, PosixType::kTimes));
  return new_struct_sequence(thread, type, values);
}

RawObject posix_getloadavg(Thread* thread, Arguments) {
  double loads[3];
  if (::getloadavg(loads, 3) != 3)
    return raise(thread, Exc::kOSError, "Load averages are unobtainable");
  Tuple values(thread, new_tuple(thread, 3));
  for (word i = 0; i < 3; i++) {
    RawObject value = new_float(thread, loads[i]);
    tuple_init(*values, i, value);
  }
  return *values;
}

RawObject posix_cpu_count(Thread* thread, Arguments) {
  long count = ::sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? RawObject::none() : new_int(thread, count);
}

RawObject posix_strerror(Thread* thread, Arguments arguments) {
  return with_int(thread, arguments,
                  [&](int code) { return decode_file_system(thread, ::strerror(code)); });
}

}  // namespace natives
}  // namespace pyro
