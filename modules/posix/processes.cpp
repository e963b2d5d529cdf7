#include <pty.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "lib-python/natives.h"
#include "modules/_signal/signals.h"
#include "modules/blocking.h"
#include "modules/posix/path.h"
#include "modules/posix/program.h"
#include "modules/posix/stat_result.h"
#include "runtime/struct_sequence.h"

// posix: making, replacing, signalling and awaiting processes.

namespace pyro {

bool system_text(Thread* thread, const Object& value, std::string* out) {
  Object path(thread, file_system_path(thread, value));
  if (path->is_error()) return false;
  if (is_bytes(*path)) {
    RawObject exact = underlying_value(*path);
    out->assign(bytes_data(exact));
  } else if (!encode_file_system(thread, path, out)) {
    return false;
  }
  if (out->find('\0') == std::string::npos) return true;
  raise_value_error(thread, "embedded null byte");
  return false;
}

bool ProgramText::read_arguments(Thread* thread, const Object& sequence) {
  List items(thread, list_from_iterable(thread, sequence));
  if (items->is_error()) return false;
  Object item(thread, RawObject::none());
  for (word i = 0; i < items->length(); i++) {
    item = list_at(*items, i);
    texts_.emplace_back();
    if (!system_text(thread, item, &texts_.back())) return false;
  }
  return true;
}

bool ProgramText::read_environment(Thread* thread, const Object& mapping) {
  Object keys(thread, call_method(thread, mapping, Symbol::kkeys));
  if (keys->is_error()) return false;
  List names(thread, list_from_iterable(thread, keys));
  if (names->is_error()) return false;
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (word i = 0; i < names->length(); i++) {
    name = list_at(*names, i);
    value = get_item(thread, mapping, name);
    if (value->is_error()) return false;
    std::string name_text, value_text;
    if (!system_text(thread, name, &name_text) || !system_text(thread, value, &value_text))
      return false;
    if (name_text.empty() || name_text.find('=', 1) != std::string::npos) {
      raise_value_error(thread, "illegal environment variable name");
      return false;
    }
    texts_.push_back(name_text + "=" + value_text);
  }
  return true;
}

char** ProgramText::pointers() {
  pointers_.clear();
  for (std::string& text : texts_) pointers_.push_back(text.data());
  pointers_.push_back(nullptr);
  return pointers_.data();
}

namespace {

constexpr int kForkHooksKey[3] = {};

}  // namespace

void run_fork_hooks(Thread* thread, ForkMoment moment) {
  Object hooks(thread, thread->runtime()->module_state(&kForkHooksKey[static_cast<int>(moment)]));
  if (hooks->is_none()) return;
  List list(thread, *hooks);
  Object hook(thread, RawObject::none());
  for (word i = 0; i < list->length(); i++) {
    hook = list_at(*list, moment == ForkMoment::kBefore ? list->length() - 1 - i : i);
    if (call(thread, hook).is_error()) write_unraisable(thread, hook);
  }
}

namespace natives {

RawObject posix_register_at_fork(Thread* thread, Arguments arguments) {
  const char* const names[] = {"before", "after_in_child", "after_in_parent"};
  if (!arguments.has(0) && !arguments.has(1) && !arguments.has(2)) {
    return raise_type_error(thread, "At least one argument is required.");
  }
  for (word i = 0; i < 3; i++) {
    Object hook(thread, arguments[i]);
    if (arguments.has(i) && !is_callable(thread, *hook)) {
      return raise_type_error(thread, "'%s' must be callable, not %T", names[i], &hook);
    }
  }
  Runtime* runtime = thread->runtime();
  for (word i = 0; i < 3; i++) {
    if (!arguments.has(i)) continue;
    if (runtime->module_state(&kForkHooksKey[i]).is_none())
      runtime->set_module_state(&kForkHooksKey[i], new_list(thread));
    List list(thread, runtime->module_state(&kForkHooksKey[i]));
    Object hook(thread, arguments[i]);
    if (!list_append(thread, list, hook)) return RawObject::error();
  }
  return RawObject::none();
}

namespace {

// Only the calling thread is there; it is the main thread now.
void after_fork_in_child(Thread* thread) {
  signals_after_fork(thread);  // it asks the thread that was the main thread until now
  thread->runtime()->forget_other_threads(thread);
}

template <typename Fork>
pid_t fork_with_hooks(Thread* thread, Fork do_fork) {
  run_fork_hooks(thread, ForkMoment::kBefore);
  pid_t child = do_fork();
  int error = errno;
  if (child == 0) after_fork_in_child(thread);
  run_fork_hooks(thread, child == 0 ? ForkMoment::kInChild : ForkMoment::kInParent);
  errno = error;
  return child;
}

}  // namespace

}  // namespace natives

pid_t fork_running_python(Thread* thread) {
  return natives::fork_with_hooks(thread, [] { return ::fork(); });
}

namespace natives {

RawObject posix_fork(Thread* thread, Arguments) {
  return call_int(thread, fork_running_python(thread));
}

RawObject posix_forkpty(Thread* thread, Arguments) {
  int master = -1;
  pid_t child =
      fork_with_hooks(thread, [&] { return ::forkpty(&master, nullptr, nullptr, nullptr); });
  if (child < 0) return failed_call(thread);
  Object pid(thread, new_int(thread, child));
  Object descriptor(thread, new_int(thread, master));
  return new_tuple_of(thread, pid, descriptor);
}

// --- running programs

namespace {

bool argument_vector(Thread* thread, RawObject argument, const char* what, const char* separator,
                     ProgramText* out) {
  Object sequence(thread, argument);
  if (!is_heap_list(*sequence) && !is_tuple(*sequence)) {
    raise_type_error(thread, "%s%s must be a tuple or list", what, separator);
    return false;
  }
  if (!out->read_arguments(thread, sequence)) return false;
  if (out->texts().empty()) {
    raise_value_error(thread, "%s%s must not be empty", what, separator);
    return false;
  }
  if (!out->texts()[0].empty()) return true;
  raise_value_error(thread, "%s%s first element cannot be empty", what, separator);
  return false;
}

bool environment_argument(Thread* thread, RawObject argument, const char* function,
                          ProgramText* out) {
  Object mapping(thread, argument);
  bool is_mapping =
      is_heap_dict(*mapping) ||
      (!type_lookup(thread, type_of(thread, *mapping), Symbol::k__getitem__).is_unbound() &&
       !type_lookup(thread, type_of(thread, *mapping), Symbol::kkeys).is_unbound());
  if (is_mapping) return out->read_environment(thread, mapping);
  raise_type_error(thread, "%s: environment must be a mapping object", function);
  return false;
}

}  // namespace

RawObject posix_execv(Thread* thread, Arguments arguments) {
  Path path(thread, "execv");
  ProgramText program;
  if (!path.read(arguments[0]) ||
      !argument_vector(thread, arguments[1], "execv()", " arg 2", &program))
    return RawObject::error();
  ::execv(path.c_str(), program.pointers());
  return failed_call(thread);
}

RawObject posix_execve(Thread* thread, Arguments arguments) {
  Path path(thread, "execve", "path", kPathOrDescriptor);
  ProgramText program, environment;
  if (!path.read(arguments[0]) ||
      !argument_vector(thread, arguments[1], "execve:", " argv", &program) ||
      !environment_argument(thread, arguments[2], "execve", &environment)) {
    return RawObject::error();
  }
  if (path.is_descriptor()) {
    ::fexecve(path.descriptor(), program.pointers(), environment.pointers());
  } else {
    ::execve(path.c_str(), program.pointers(), environment.pointers());
  }
  return path.raise_error();
}

RawObject posix_system(Thread* thread, Arguments arguments) {
  Object command(thread, arguments[0]);
  std::string text;
  if (!system_text(thread, command, &text)) return RawObject::error();
  int status;
  {
    BlockingRegion region(thread);
    status = ::system(text.c_str());
  }
  return new_int(thread, status);
}

RawObject posix__exit(Thread* thread, Arguments arguments) {
  int status;
  if (!int_argument(thread, arguments[0], &status)) return RawObject::error();
  ::_exit(status);
}

RawObject posix_abort(Thread*, Arguments) { ::abort(); }

// --- signals

RawObject posix_kill(Thread* thread, Arguments arguments) {
  int pid, signal;
  if (!int_argument(thread, arguments[0], &pid) || !int_argument(thread, arguments[1], &signal))
    return RawObject::error();
  if (::kill(pid, signal) != 0) return failed_call(thread);
  return none_or_error(run_pending(thread));
}

RawObject posix_killpg(Thread* thread, Arguments arguments) {
  int group, signal;
  if (!int_argument(thread, arguments[0], &group) || !int_argument(thread, arguments[1], &signal))
    return RawObject::error();
  if (::killpg(group, signal) != 0) return failed_call(thread);
  return none_or_error(run_pending(thread));
}

RawObject posix_pidfd_open(Thread* thread, Arguments arguments) {
  int pid, flags;
  if (!int_argument(thread, arguments[0], &pid) || !int_argument(thread, arguments[1], &flags))
    return RawObject::error();
  return call_int(thread, ::syscall(SYS_pidfd_open, pid, flags));
}

// --- waiting

namespace {

RawObject pid_and_status(Thread* thread, pid_t pid, int status) {
  if (pid == -1) return failed_call(thread);
  Object first(thread, new_int(thread, pid));
  Object second(thread, new_int(thread, status));
  return new_tuple_of(thread, first, second);
}

RawObject new_rusage(Thread* thread, const rusage& usage) {
  Object type(thread, import_from(thread, "resource", "struct_rusage"));
  if (type->is_error()) return *type;
  Tuple values(thread, new_tuple(thread, 16));
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  RawObject value = new_float(thread, seconds(usage.ru_utime));
  tuple_init(*values, 0, value);
  value = new_float(thread, seconds(usage.ru_stime));
  tuple_init(*values, 1, value);
  const long numbers[] = {usage.ru_maxrss,  usage.ru_ixrss,  usage.ru_idrss,  usage.ru_isrss,
                          usage.ru_minflt,  usage.ru_majflt, usage.ru_nswap,  usage.ru_inblock,
                          usage.ru_oublock, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals,
                          usage.ru_nvcsw,   usage.ru_nivcsw};
  for (word i = 0; i < 14; i++) tuple_init(*values, 2 + i, RawObject::from_small_int(numbers[i]));
  return call(thread, type, values);
}

RawObject wait_with_usage(Thread* thread, pid_t wanted, int options) {
  int status = 0;
  rusage usage = {};
  pid_t pid = retry_interrupted(thread, [&] { return ::wait4(wanted, &status, options, &usage); });
  if (pid == -1) return failed_call(thread);
  Object first(thread, new_int(thread, pid));
  Object second(thread, new_int(thread, status));
  Object third(thread, new_rusage(thread, usage));
  return third->is_error() ? *third : new_tuple_of(thread, first, second, third);
}

}  // namespace

RawObject posix_wait(Thread* thread, Arguments) {
  int status = 0;
  pid_t pid = retry_interrupted(thread, [&] { return ::wait(&status); });
  return pid_and_status(thread, pid, status);
}

RawObject posix_waitpid(Thread* thread, Arguments arguments) {
  int wanted, options, status = 0;
  if (!int_argument(thread, arguments[0], &wanted) || !int_argument(thread, arguments[1], &options))
    return RawObject::error();
  pid_t pid = retry_interrupted(thread, [&] { return ::waitpid(wanted, &status, options); });
  return pid_and_status(thread, pid, status);
}

RawObject posix_wait3(Thread* thread, Arguments arguments) {
  int options;
  return int_argument(thread, arguments[0], &options) ? wait_with_usage(thread, -1, options)
                                                      : RawObject::error();
}
RawObject posix_wait4(Thread* thread, Arguments arguments) {
  int pid, options;
  if (!int_argument(thread, arguments[0], &pid) || !int_argument(thread, arguments[1], &options))
    return RawObject::error();
  return wait_with_usage(thread, pid, options);
}

RawObject posix_waitid(Thread* thread, Arguments arguments) {
  int kind, id, options;
  if (!int_argument(thread, arguments[0], &kind) || !int_argument(thread, arguments[1], &id) ||
      !int_argument(thread, arguments[2], &options)) {
    return RawObject::error();
  }
  siginfo_t info = {};
  int result = retry_interrupted(thread, [&] {
    return ::waitid(static_cast<idtype_t>(kind), static_cast<id_t>(id), &info, options);
  });
  if (result != 0) return failed_call(thread);
  if (info.si_pid == 0) return RawObject::none();
  Tuple values(thread, new_tuple(thread, 5));
  const word numbers[] = {info.si_pid, info.si_uid, info.si_signo, info.si_status, info.si_code};
  for (word i = 0; i < 5; i++) tuple_init(*values, i, RawObject::from_small_int(numbers[i]));
  Object type(thread, posix_type(thread, PosixType::kWaitid));
  return new_struct_sequence(thread, type, values);
}

namespace {

template <typename Function>
RawObject with_status(Thread* thread, Arguments arguments, Function function) {
  int status;
  return int_argument(thread, arguments[0], &status) ? function(status) : RawObject::error();
}
RawObject bool_of(int value) { return RawObject::from_bool(value != 0); }
RawObject int_of(int value) { return RawObject::from_small_int(value); }

}  // namespace

RawObject posix_WCOREDUMP(Thread* thread, Arguments arguments) {
  return with_status(thread, arguments, [](int status) { return bool_of(WCOREDUMP(status)); });
}
RawObject posix_WIFCONTINUED(Thread* thread, Arguments arguments) {
  return with_status(thread, arguments, [](int status) { return bool_of(WIFCONTINUED(status)); });
}
RawObject posix_WIFSTOPPED(Thread* thread, Arguments arguments) {
  return with_status(thread, arguments, [](int status) { return bool_of(WIFSTOPPED(status)); });
}
RawObject posix_WIFSIGNALED(Thread* thread, Arguments arguments) {
  return with_status(thread, arguments, [](int status) { return bool_of(WIFSIGNALED(status)); });
}
RawObject posix_WIFEXITED(Thread* thread, Arguments arguments) {
  return with_status(thread, arguments, [](int status) { return bool_of(WIFEXITED(status)); });
}
RawObject posix_WEXITSTATUS(Thread* thread, Arguments arguments) {
  return with_status(thread, arguments, [](int status) { return int_of(WEXITSTATUS(status)); });
}
RawObject posix_WTERMSIG(Thread* thread, Arguments arguments) {
  return with_status(thread, arguments, [](int status) { return int_of(WTERMSIG(status)); });
}
RawObject posix_WSTOPSIG(Thread* thread, Arguments arguments) {
  return with_status(thread, arguments, [](int status) { return int_of(WSTOPSIG(status)); });
}

RawObject posix_waitstatus_to_exitcode(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int64_t wide;
  RawObject index = int_value_of(index_of(thread, value));
  if (index.is_error()) return index;
  if (!int_fits_int64_NoGC(index, &wide) || wide > INT32_MAX || wide < INT32_MIN) {
    return raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
  }
  int status = static_cast<int>(wide);
  if (WIFEXITED(status)) return int_of(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return int_of(-WTERMSIG(status));
  if (WIFSTOPPED(status))
    return raise_value_error(thread, "process stopped by delivery of signal %d", WSTOPSIG(status));
  return raise_value_error(thread, "invalid wait status: %d", status);
}

}  // namespace natives
}  // namespace pyro
