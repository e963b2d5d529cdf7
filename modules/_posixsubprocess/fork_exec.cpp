#include <unistd.h>

#include <climits>
#include <string>

#include "lib-python/natives.h"
#include "modules/_posixsubprocess/child.h"
#include "modules/posix/path.h"
#include "modules/posix/program.h"
#include "runtime/int.h"

// _posixsubprocess.fork_exec: reads the arguments into a ChildPlan and forks.

namespace pyro::natives {

namespace {

enum Argument : word {
  kArguments,
  kExecutables,
  kCloseDescriptors,
  kKeptDescriptors,
  kDirectory,
  kEnvironment,
  kStdinRead,
  kStdinWrite,
  kStdoutRead,
  kStdoutWrite,
  kStderrRead,
  kStderrWrite,
  kErrorRead,
  kErrorWrite,
  kRestoreSignals,
  kNewSession,
  kProcessGroup,
  kGroup,
  kGroups,
  kUser,
  kUmask,
  kPreexec,
  kAllowVfork,
  kArgumentCount,
};

// The plan and the memory that it points to.
struct Request {
  ChildPlan plan;
  ProgramText arguments;
  std::vector<std::string> executables, environment;
  std::vector<char*> environment_pointers;
  std::string directory;
};

bool read_integers(Thread* thread, const Tuple& given, ChildPlan* plan) {
  struct {
    Argument argument;
    int* target;
  } const integers[] = {
      {kStdinRead, &plan->stdin_read},       {kStdinWrite, &plan->stdin_write},
      {kStdoutRead, &plan->stdout_read},     {kStdoutWrite, &plan->stdout_write},
      {kStderrRead, &plan->stderr_read},     {kStderrWrite, &plan->stderr_write},
      {kErrorRead, &plan->error_read},       {kErrorWrite, &plan->error_write},
      {kProcessGroup, &plan->process_group}, {kUmask, &plan->umask},
  };
  for (const auto& integer : integers) {
    if (!int_argument(thread, tuple_at(*given, integer.argument), integer.target)) return false;
  }
  return flag_argument(thread, tuple_at(*given, kCloseDescriptors), &plan->close_descriptors) &&
         flag_argument(thread, tuple_at(*given, kRestoreSignals), &plan->restore_signals) &&
         flag_argument(thread, tuple_at(*given, kNewSession), &plan->new_session);
}

bool read_kept_descriptors(Thread* thread, const Tuple& given, ChildPlan* plan) {
  Object kept(thread, tuple_at(*given, kKeptDescriptors));
  if (!is_tuple(*kept)) {
    raise_type_error(thread, "fork_exec() argument 4 must be tuple, not %V", &kept);
    return false;
  }
  if (plan->close_descriptors && plan->error_write < 3) {
    raise_value_error(thread, "errpipe_write must be >= 3");
    return false;
  }
  RawObject items = underlying_value(*kept);
  word previous = -1;
  for (word i = 0; i < tuple_length(items); i++) {
    word number;
    RawObject item = tuple_at(items, i);
    if (!is_int(item) || !int_to_word_NoGC(int_value_of(item), &number) || number <= previous ||
        number > INT_MAX) {
      raise_value_error(thread, "bad value(s) in fds_to_keep");
      return false;
    }
    previous = number;
    plan->kept_descriptors.push_back(static_cast<int>(number));
  }
  return true;
}

// A sequence of exact bytes.
bool read_bytes_list(Thread* thread, const Object& sequence, std::vector<std::string>* out) {
  word count = length(thread, sequence);
  if (count < 0) return false;
  for (word i = 0; i < count; i++) {
    Object index(thread, RawObject::from_small_int(i));
    Object item(thread, get_item(thread, sequence, index));
    if (item->is_error()) return false;
    if (!is_bytes(*item)) {
      raise_type_error(thread, "expected bytes, %T found", &item);
      return false;
    }
    std::string text;
    if (!system_text(thread, item, &text)) return false;
    out->push_back(std::move(text));
  }
  return true;
}

void collect_pointers(std::vector<std::string>& texts, std::vector<char*>* pointers) {
  for (std::string& text : texts) pointers->push_back(text.data());
}

bool read_program(Thread* thread, const Tuple& given, Request* request) {
  Object value(thread, tuple_at(*given, kExecutables));
  if (!read_bytes_list(thread, value, &request->executables)) return false;
  collect_pointers(request->executables, &request->plan.executables);
  value = tuple_at(*given, kArguments);
  if (!value->is_none()) {
    if (type_lookup(thread, type_of(thread, *value), Symbol::k__iter__).is_unbound() &&
        type_lookup(thread, type_of(thread, *value), Symbol::k__getitem__).is_unbound()) {
      raise_type_error(thread, "argv must be a tuple");
      return false;
    }
    if (!request->arguments.read_arguments(thread, value)) return false;
  }
  request->plan.arguments = request->arguments.pointers();
  value = tuple_at(*given, kEnvironment);
  if (!value->is_none()) {
    if (!read_bytes_list(thread, value, &request->environment)) return false;
    collect_pointers(request->environment, &request->environment_pointers);
    request->environment_pointers.push_back(nullptr);
    request->plan.environment = request->environment_pointers.data();
  }
  value = tuple_at(*given, kDirectory);
  if (value->is_none()) return true;
  if (!system_text(thread, value, &request->directory)) return false;
  request->plan.directory = request->directory.c_str();
  return true;
}

bool read_groups(Thread* thread, const Object& groups, ChildPlan* plan) {
  if (groups->is_none()) return true;
  if (!is_heap_list(*groups)) {
    raise_type_error(thread, "setgroups argument must be a list");
    return false;
  }
  List list(thread, *groups);
  if (list->length() > 65536) {
    raise_value_error(thread, "too many groups");
    return false;
  }
  for (word i = 0; i < list->length(); i++) {
    if (!is_int(list_at(*list, i))) {
      raise_type_error(thread, "groups must be integers");
      return false;
    }
    uid_t group;
    if (!identity_argument(thread, list_at(*list, i), "gid", &group)) {
      thread->take_exception();
      raise_value_error(thread, "invalid group id");
      return false;
    }
    plan->groups.push_back(group);
  }
  plan->set_groups = true;
  return true;
}

bool read_identity(Thread* thread, const Tuple& given, ChildPlan* plan) {
  Object value(thread, tuple_at(*given, kGroups));
  if (!read_groups(thread, value, plan)) return false;
  value = tuple_at(*given, kGroup);
  plan->set_group = !value->is_none();
  if (plan->set_group && !identity_argument(thread, *value, "gid", &plan->group)) return false;
  value = tuple_at(*given, kUser);
  plan->set_user = !value->is_none();
  return !plan->set_user || identity_argument(thread, *value, "uid", &plan->user);
}

// preexec_fn in the child.
struct Preexec {
  Thread* thread;
  const Object* function;
};

bool run_preexec(void* context) {
  auto* preexec = static_cast<Preexec*>(context);
  if (!call(preexec->thread, *preexec->function).is_error()) return true;
  preexec->thread->take_exception();
  return false;
}

pid_t fork_with_preexec(Thread* thread, const Object& function, ChildPlan& plan) {
  pid_t child = fork_running_python(thread);
  if (child != 0) return child;
  Preexec preexec{thread, &function};
  plan.before_exec = run_preexec;
  plan.context = &preexec;
  run_child(plan);
}

// The parent's signals are blocked until the child has a memory of its own: a handler that runs in
// the child would change the parent.
[[gnu::noinline]] pid_t vfork_blocked(ChildPlan& plan) {
  sigset_t all, previous;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &previous);
  plan.signal_mask = &previous;
  pid_t child = vfork();
  if (child == 0) run_child(plan);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &previous, nullptr);
  errno = error;
  return child;
}

[[gnu::noinline]] pid_t plain_fork(ChildPlan& plan) {
  pid_t child = fork();
  if (child == 0) run_child(plan);
  return child;
}

}  // namespace

RawObject posixsubprocess_fork_exec(Thread* thread, Arguments arguments) {
  Tuple given(thread, arguments[0]);
  if (tuple_length(*given) != kArgumentCount) {
    return raise_type_error(thread, "fork_exec() takes exactly %d arguments (%ld given)",
                            static_cast<int>(kArgumentCount), tuple_length(*given));
  }
  Request request;
  bool allow_vfork;
  if (!read_integers(thread, given, &request.plan) ||
      !read_kept_descriptors(thread, given, &request.plan) ||
      !read_program(thread, given, &request) || !read_identity(thread, given, &request.plan) ||
      !flag_argument(thread, tuple_at(*given, kAllowVfork), &allow_vfork)) {
    return RawObject::error();
  }
  ChildPlan& plan = request.plan;
  Object preexec(thread, tuple_at(*given, kPreexec));
  if (!preexec->is_none()) return call_int(thread, fork_with_preexec(thread, preexec, plan));
  // Changing identity in a child that shares the parent's memory would let others look into it.
  bool shares = allow_vfork && !plan.set_user && !plan.set_group && !plan.set_groups;
  return call_int(thread, shares ? vfork_blocked(plan) : plain_fork(plan));
}

}  // namespace pyro::natives
