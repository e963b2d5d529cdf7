#include <sched.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "lib-python/natives.h"
#include "modules/posix/path.h"
#include "modules/posix/program.h"

// posix.posix_spawn and posix_spawnp.

namespace pyro::natives {

namespace {

enum FileAction { kOpen = 0, kClose = 1, kDup2 = 2 };

struct SpawnSettings {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  short flags = 0;
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
};

bool add_open(Thread* thread, const Tuple& action, SpawnSettings* settings) {
  if (tuple_length(*action) != 5) {
    raise_type_error(thread, "A open file_action tuple must have 5 elements");
    return false;
  }
  int descriptor, flags, mode;
  std::string path;
  Object name(thread, tuple_at(*action, 2));
  if (!int_argument(thread, tuple_at(*action, 1), &descriptor) ||
      !system_text(thread, name, &path) || !int_argument(thread, tuple_at(*action, 3), &flags) ||
      !int_argument(thread, tuple_at(*action, 4), &mode)) {
    return false;
  }
  int error = posix_spawn_file_actions_addopen(&settings->actions, descriptor, path.c_str(), flags,
                                               static_cast<mode_t>(mode));
  if (error != 0) raise_os_error(thread, error);
  return error == 0;
}

bool add_descriptors(Thread* thread, const Tuple& action, FileAction kind,
                     SpawnSettings* settings) {
  word wanted = kind == kClose ? 2 : 3;
  if (tuple_length(*action) != wanted) {
    raise_type_error(thread, "A %s file_action tuple must have %ld elements",
                     kind == kClose ? "close" : "dup2", wanted);
    return false;
  }
  int first, second = 0;
  if (!int_argument(thread, tuple_at(*action, 1), &first)) return false;
  if (kind == kDup2 && !int_argument(thread, tuple_at(*action, 2), &second)) return false;
  int error = kind == kClose ? posix_spawn_file_actions_addclose(&settings->actions, first)
                             : posix_spawn_file_actions_adddup2(&settings->actions, first, second);
  if (error != 0) raise_os_error(thread, error);
  return error == 0;
}

bool add_action(Thread* thread, const Object& item, SpawnSettings* settings) {
  if (!is_tuple(*item) || tuple_length(underlying_value(*item)) == 0) {
    raise_type_error(thread, "Each file_actions element must be a non-empty tuple");
    return false;
  }
  Tuple action(thread, underlying_value(*item));
  int kind;
  if (!int_argument(thread, tuple_at(*action, 0), &kind)) return false;
  switch (kind) {
    case kOpen:
      return add_open(thread, action, settings);
    case kClose:
    case kDup2:
      return add_descriptors(thread, action, static_cast<FileAction>(kind), settings);
    default:
      raise_type_error(thread, "Unknown file_actions identifier");
      return false;
  }
}

bool add_actions(Thread* thread, RawObject argument, SpawnSettings* settings) {
  if (argument.is_unbound() || argument.is_none()) return true;
  Object sequence(thread, argument);
  if (type_lookup(thread, type_of(thread, *sequence), Symbol::k__getitem__).is_unbound()) {
    raise_type_error(thread, "file_actions must be a sequence or None");
    return false;
  }
  List items(thread, list_from_iterable(thread, sequence));
  if (items->is_error()) return false;
  Object item(thread, RawObject::none());
  for (word i = 0; i < items->length(); i++) {
    item = list_at(*items, i);
    if (!add_action(thread, item, settings)) return false;
  }
  return true;
}

bool signal_set(Thread* thread, RawObject argument, sigset_t* set) {
  sigemptyset(set);
  Object iterable(thread, argument);
  List numbers(thread, list_from_iterable(thread, iterable));
  if (numbers->is_error()) return false;
  for (word i = 0; i < numbers->length(); i++) {
    int number;
    if (!int_argument(thread, list_at(*numbers, i), &number)) return false;
    if (number < 1 || number >= NSIG) {
      raise_value_error(thread, "signal number %d out of range [1; %d]", number, NSIG - 1);
      return false;
    }
    sigaddset(
        set,
        number);  // fails for signals that the C library keeps for itself, which nobody can block
  }
  return true;
}

bool set_scheduler(Thread* thread, RawObject argument, SpawnSettings* settings) {
  Object given(thread, argument);
  if (!is_tuple(*given) || tuple_length(underlying_value(*given)) != 2) {
    raise_type_error(thread, "A scheduler tuple must have two elements");
    return false;
  }
  Tuple pair(thread, underlying_value(*given));
  if (!tuple_at(*pair, 0).is_none()) {
    int policy;
    if (!int_argument(thread, tuple_at(*pair, 0), &policy)) return false;
    posix_spawnattr_setschedpolicy(&settings->attributes, policy);
    settings->flags |= POSIX_SPAWN_SETSCHEDULER;
  }
  Object parameter(thread, tuple_at(*pair, 1));
  if (!(type_of(thread, *parameter) == posix_type(thread, PosixType::kSchedParam))) {
    raise_type_error(thread, "must have a sched_param object");
    return false;
  }
  int priority;
  if (!int_argument(thread, tuple_at(underlying_value(*parameter), 0), &priority)) return false;
  sched_param native = {};
  native.sched_priority = priority;
  posix_spawnattr_setschedparam(&settings->attributes, &native);
  settings->flags |= POSIX_SPAWN_SETSCHEDPARAM;
  return true;
}

// Keyword arguments from position 4 on: setpgroup, resetids, setsid, setsigmask, setsigdef,
// scheduler.
bool read_settings(Thread* thread, Arguments arguments, SpawnSettings* settings) {
  if (!add_actions(thread, arguments[3], settings)) return false;
  if (arguments.has(4)) {
    int group;
    if (!int_argument(thread, arguments[4], &group)) return false;
    posix_spawnattr_setpgroup(&settings->attributes, group);
    settings->flags |= POSIX_SPAWN_SETPGROUP;
  }
  int reset, session;
  if (!int_argument(thread, arguments[5], &reset) || !int_argument(thread, arguments[6], &session))
    return false;
  if (reset != 0) settings->flags |= POSIX_SPAWN_RESETIDS;
  if (session != 0) settings->flags |= POSIX_SPAWN_SETSID;
  sigset_t set;
  if (arguments.has(7)) {
    if (!signal_set(thread, arguments[7], &set)) return false;
    posix_spawnattr_setsigmask(&settings->attributes, &set);
    settings->flags |= POSIX_SPAWN_SETSIGMASK;
  }
  if (arguments.has(8)) {
    if (!signal_set(thread, arguments[8], &set)) return false;
    posix_spawnattr_setsigdefault(&settings->attributes, &set);
    settings->flags |= POSIX_SPAWN_SETSIGDEF;
  }
  if (arguments.has(9) && !arguments[9].is_none() && !set_scheduler(thread, arguments[9], settings))
    return false;
  posix_spawnattr_setflags(&settings->attributes, settings->flags);
  return true;
}

RawObject do_spawn(Thread* thread, Arguments arguments, const char* function, bool search) {
  Path path(thread, function);
  if (!path.read(arguments[0])) return RawObject::error();
  Object argv(thread, arguments[1]);
  ProgramText program, environment;
  if (!is_heap_list(*argv) && !is_tuple(*argv))
    return raise_type_error(thread, "%s: argv must be a tuple or list", function);
  if (length(thread, argv) == 0)
    return raise_value_error(thread, "%s: argv must not be empty", function);
  if (!program.read_arguments(thread, argv)) return RawObject::error();
  if (program.texts()[0].empty())
    return raise_value_error(thread, "%s: argv first element cannot be empty", function);
  Object mapping(thread, arguments[2]);
  if (!is_heap_dict(*mapping) &&
      type_lookup(thread, type_of(thread, *mapping), Symbol::kkeys).is_unbound()) {
    return raise_type_error(thread, "%s: environment must be a mapping object", function);
  }
  if (!environment.read_environment(thread, mapping)) return RawObject::error();
  SpawnSettings settings;
  if (!read_settings(thread, arguments, &settings)) return RawObject::error();
  pid_t pid;
  auto* spawn = search ? ::posix_spawnp : ::posix_spawn;
  int error = spawn(&pid, path.c_str(), &settings.actions, &settings.attributes, program.pointers(),
                    environment.pointers());
  if (error == 0) return new_int(thread, pid);
  errno = error;
  return path.raise_error();
}

}  // namespace

RawObject posix_posix_spawn(Thread* thread, Arguments arguments) {
  return do_spawn(thread, arguments, "posix_spawn", false);
}
RawObject posix_posix_spawnp(Thread* thread, Arguments arguments) {
  return do_spawn(thread, arguments, "posix_spawnp", true);
}

}  // namespace pyro::natives
