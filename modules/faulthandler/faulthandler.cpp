#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "lib-python/natives.h"
#include "modules/faulthandler/dump.h"
#include "modules/support.h"
#include "modules/time_value.h"

// faulthandler. Signal handlers belong to the process: the runtime that imports the module first
// owns them (see also modules/_signal/signals.cpp).

namespace pyro::natives {

namespace {

struct FatalSignal {
  int number;
  const char* text;
};
constexpr FatalSignal kFatalSignals[] = {{SIGBUS, "Bus error"},
                                         {SIGILL, "Illegal instruction"},
                                         {SIGFPE, "Floating point exception"},
                                         {SIGABRT, "Aborted"},
                                         {SIGSEGV, "Segmentation fault"}};
constexpr size_t kFatalCount = std::size(kFatalSignals);

struct UserSignal {
  bool registered = false, all_threads = true, chain = false;
  int descriptor = 2;
  struct sigaction previous = {};
};

// A pending dump_traceback_later().
struct Watchdog {
  std::mutex mutex;
  std::condition_variable changed;
  bool cancelled = false;
  std::thread thread;
};

struct FaultState {
  Runtime* runtime = nullptr;
  bool enabled = false, all_threads = true;
  int descriptor = 2;
  struct sigaction previous[kFatalCount] = {};
  UserSignal users[NSIG];
  Watchdog* watchdog = nullptr;
  void* alternate_stack = nullptr;
};

// Written once; read by the system's handlers, which are given nothing but a number.
std::atomic<FaultState*> owner{nullptr};
constexpr int kFileKey = 0, kLaterFileKey = 0, kUserFilesKey = 0;

FaultState* state_of(Thread* thread) {
  FaultState* state = owner.load();
  if (state == nullptr) {
    state = new FaultState;
    state->runtime = thread->runtime();
    owner = state;
  }
  return state;
}

// --- arguments

// The descriptor of `file` (default sys.stderr), flushed. Keeps the object alive under `key`.
bool file_argument(Thread* thread, RawObject argument, const void* key, int* descriptor) {
  Object file(thread, argument);
  if (file->is_none()) {
    file = sys_get(thread, "stderr");
    if (file->is_unbound())
      return raise(thread, Exc::kRuntimeError, "unable to get sys.stderr"), false;
    if (file->is_none()) return raise(thread, Exc::kRuntimeError, "sys.stderr is None"), false;
  }
  if (is_int(*file)) {
    if (!as_int(thread, file, descriptor)) return false;
    if (*descriptor < 0)
      return raise_value_error(thread, "file is not a valid file descripter"), false;
    return true;
  }
  Object number(thread, call_named(thread, file, "fileno"));
  if (number->is_error()) return false;
  if (!is_int(*number) || !as_int(thread, number, descriptor) || *descriptor < 0) {
    thread->take_exception();
    return raise(thread, Exc::kRuntimeError, "file.fileno() is not a valid file descriptor"), false;
  }
  if (call_named(thread, file, "flush").is_error()) thread->take_exception();
  if (key != nullptr) thread->runtime()->set_module_state(key, *file);
  return true;
}

bool flag_argument(Thread* thread, RawObject argument, bool* flag) {
  Object value(thread, argument);
  int number;
  if (!as_int(thread, value, &number)) return false;
  *flag = number != 0;
  return true;
}

void dump(FaultState* state, int descriptor, bool all_threads) {
  if (all_threads)
    dump_all_stacks(descriptor, state->runtime);
  else
    dump_stack(descriptor, calling_thread(state->runtime));
}

// --- fatal signals

void handle_fatal(int number) {
  int saved = errno;
  FaultState* state = owner.load();
  for (size_t i = 0; i < kFatalCount; i++) {
    if (kFatalSignals[i].number != number) continue;
    ::sigaction(number, &state->previous[i], nullptr);
    write_text(state->descriptor, "Fatal Python error: ");
    write_text(state->descriptor, kFatalSignals[i].text);
    write_text(state->descriptor, "\n\n");
    dump(state, state->descriptor, state->all_threads);
  }
  errno = saved;
  // The former handler, or the system, has the last word.
  ::raise(number);
}

void install_alternate_stack(FaultState* state) {
  if (state->alternate_stack != nullptr) return;
  size_t size = static_cast<size_t>(SIGSTKSZ) * 4;
  state->alternate_stack = std::malloc(size);
  stack_t stack = {};
  stack.ss_sp = state->alternate_stack;
  stack.ss_size = size;
  if (stack.ss_sp != nullptr) ::sigaltstack(&stack, nullptr);
}

bool install_fatal(FaultState* state) {
  install_alternate_stack(state);
  for (size_t i = 0; i < kFatalCount; i++) {
    struct sigaction action = {};
    action.sa_handler = handle_fatal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_NODEFER | SA_ONSTACK;
    if (::sigaction(kFatalSignals[i].number, &action, &state->previous[i]) != 0) return false;
  }
  return true;
}

// --- user signals

void handle_user(int number) {
  int saved = errno;
  FaultState* state = owner.load();
  UserSignal& user = state->users[number];
  if (!user.registered) return;
  dump(state, user.descriptor, user.all_threads);
  if (user.chain) {
    struct sigaction own = {};
    ::sigaction(number, &user.previous, &own);
    errno = saved;
    ::raise(number);
    saved = errno;
    ::sigaction(number, &own, nullptr);
  }
  errno = saved;
}

bool signal_argument(Thread* thread, RawObject argument, int* number) {
  Object value(thread, argument);
  if (!as_int(thread, value, number)) return false;
  for (const FatalSignal& fatal : kFatalSignals) {
    if (fatal.number != *number) continue;
    raise(thread, Exc::kRuntimeError, "signal %d cannot be registered, use enable() instead",
          *number);
    return false;
  }
  if (*number >= 1 && *number < NSIG) return true;
  raise_value_error(thread, "signal number out of range");
  return false;
}

// --- time-outs

void write_timeout(int descriptor, int64_t nanoseconds) {
  int64_t microseconds = nanoseconds / 1000, seconds = microseconds / 1000000;
  write_text(descriptor, "Timeout (");
  write_decimal(descriptor, static_cast<uint64_t>(seconds / 3600));
  write_text(descriptor, ":");
  write_decimal(descriptor, static_cast<uint64_t>(seconds / 60 % 60), 2);
  write_text(descriptor, ":");
  write_decimal(descriptor, static_cast<uint64_t>(seconds % 60), 2);
  if (microseconds % 1000000 != 0) {
    write_text(descriptor, ".");
    write_decimal(descriptor, static_cast<uint64_t>(microseconds % 1000000), 6);
  }
  write_text(descriptor, ")!\n");
}

void watch(FaultState* state, Watchdog* dog, int64_t nanoseconds, bool repeat, int descriptor,
           bool exit) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  std::unique_lock<std::mutex> guard(dog->mutex);
  do {
    if (dog->changed.wait_for(guard, std::chrono::nanoseconds(nanoseconds),
                              [dog] { return dog->cancelled; }))
      return;
    write_timeout(descriptor, nanoseconds);
    dump_all_stacks(descriptor, state->runtime);
    if (exit) ::_exit(1);
  } while (repeat);
}

void cancel_watchdog(FaultState* state) {
  Watchdog* dog = state->watchdog;
  if (dog == nullptr) return;
  state->watchdog = nullptr;
  {
    std::lock_guard<std::mutex> guard(dog->mutex);
    dog->cancelled = true;
    dog->changed.notify_all();
  }
  dog->thread.join();
  delete dog;
}

void without_core_file() {
  rlimit limit = {0, 0};
  if (getrlimit(RLIMIT_CORE, &limit) != 0) return;
  limit.rlim_cur = 0;
  setrlimit(RLIMIT_CORE, &limit);
}

}  // namespace

RawObject faulthandler_enable(Thread* thread, Arguments arguments) {
  FaultState* state = state_of(thread);
  if (!file_argument(thread, arguments[0], &kFileKey, &state->descriptor) ||
      !flag_argument(thread, arguments[1], &state->all_threads)) {
    return RawObject::error();
  }
  if (state->enabled) return RawObject::none();
  if (!install_fatal(state)) return raise_os_error(thread, errno);
  state->enabled = true;
  return RawObject::none();
}

RawObject faulthandler_disable(Thread* thread, Arguments) {
  FaultState* state = state_of(thread);
  if (!state->enabled) return RawObject::false_object();
  for (size_t i = 0; i < kFatalCount; i++)
    ::sigaction(kFatalSignals[i].number, &state->previous[i], nullptr);
  state->enabled = false;
  thread->runtime()->set_module_state(&kFileKey, RawObject::none());
  return RawObject::true_object();
}

RawObject faulthandler_is_enabled(Thread* thread, Arguments) {
  return RawObject::from_bool(state_of(thread)->enabled);
}

RawObject faulthandler_dump_traceback(Thread* thread, Arguments arguments) {
  int descriptor;
  bool all_threads;
  if (!file_argument(thread, arguments[0], nullptr, &descriptor) ||
      !flag_argument(thread, arguments[1], &all_threads)) {
    return RawObject::error();
  }
  if (all_threads)
    dump_all_stacks(descriptor, thread->runtime());
  else
    dump_stack(descriptor, thread);
  return RawObject::none();
}

RawObject faulthandler_dump_traceback_later(Thread* thread, Arguments arguments) {
  Object timeout(thread, arguments[0]);
  int64_t nanoseconds;
  bool repeat, exit;
  int descriptor;
  if (!as_nanoseconds(thread, timeout, TimeRounding::kUp, &nanoseconds)) return RawObject::error();
  if (nanoseconds / 1000 <= 0) return raise_value_error(thread, "timeout must be greater than 0");
  if (!flag_argument(thread, arguments[1], &repeat) ||
      !flag_argument(thread, arguments[3], &exit) ||
      !file_argument(thread, arguments[2], &kLaterFileKey, &descriptor)) {
    return RawObject::error();
  }
  FaultState* state = state_of(thread);
  cancel_watchdog(state);
  Watchdog* dog = state->watchdog = new Watchdog;
  dog->thread = std::thread(watch, state, dog, nanoseconds, repeat, descriptor, exit);
  return RawObject::none();
}

RawObject faulthandler_cancel_dump_traceback_later(Thread* thread, Arguments) {
  cancel_watchdog(state_of(thread));
  thread->runtime()->set_module_state(&kLaterFileKey, RawObject::none());
  return RawObject::none();
}

RawObject faulthandler_register(Thread* thread, Arguments arguments) {
  int number, descriptor;
  bool all_threads, chain;
  if (!signal_argument(thread, arguments[0], &number) ||
      !file_argument(thread, arguments[1], nullptr, &descriptor) ||
      !flag_argument(thread, arguments[2], &all_threads) ||
      !flag_argument(thread, arguments[3], &chain)) {
    return RawObject::error();
  }
  if (thread->runtime()->module_state(&kUserFilesKey).is_none()) {
    RawObject files = new_dict(thread);
    thread->runtime()->set_module_state(&kUserFilesKey, files);
  }
  Dict files(thread, thread->runtime()->module_state(&kUserFilesKey));
  Object key(thread, RawObject::from_small_int(number)), file(thread, arguments[1]);
  if (!dict_set(thread, files, key, file)) return RawObject::error();
  UserSignal& user = state_of(thread)->users[number];
  user.descriptor = descriptor;
  user.all_threads = all_threads;
  user.chain = chain;
  struct sigaction action = {};
  action.sa_handler = handle_user;
  sigemptyset(&action.sa_mask);
  // A chained handler must be able to run while this one does.
  action.sa_flags = SA_RESTART | SA_ONSTACK | (chain ? SA_NODEFER : 0);
  if (::sigaction(number, &action, user.registered ? nullptr : &user.previous) != 0)
    return raise_os_error(thread, errno);
  user.registered = true;
  return RawObject::none();
}

RawObject faulthandler_unregister(Thread* thread, Arguments arguments) {
  int number;
  if (!signal_argument(thread, arguments[0], &number)) return RawObject::error();
  UserSignal& user = state_of(thread)->users[number];
  if (!user.registered) return RawObject::false_object();
  user.registered = false;
  ::sigaction(number, &user.previous, nullptr);
  return RawObject::true_object();
}

// --- crashes, for tests

RawObject faulthandler__read_null(Thread*, Arguments) {
  without_core_file();
  int* volatile address = nullptr;
  volatile int* nowhere = address;
  return RawObject::from_small_int(*nowhere);
}

RawObject faulthandler__sigsegv(Thread*, Arguments) {
  without_core_file();
  ::raise(SIGSEGV);
  return RawObject::none();
}
RawObject faulthandler__sigabrt(Thread*, Arguments) {
  without_core_file();
  std::abort();
}
RawObject faulthandler__sigfpe(Thread*, Arguments) {
  without_core_file();
  ::raise(SIGFPE);
  return RawObject::none();
}

namespace {

// NOLINTNEXTLINE: endless on purpose.
[[gnu::noinline]] uintptr_t descend(uintptr_t depth) {
  volatile char buffer[4096];
  buffer[0] = static_cast<char>(depth);
  return depth == UINTPTR_MAX ? 0 : descend(depth + 1) + static_cast<uintptr_t>(buffer[0]);
}

}  // namespace

RawObject faulthandler__stack_overflow(Thread* thread, Arguments) {
  without_core_file();
  uintptr_t depth = descend(0);
  return raise(thread, Exc::kRuntimeError,
               "unable to raise a stack overflow (allocated %ld bytes on the stack)",
               static_cast<word>(depth * 4096));
}

RawObject faulthandler__fatal_error_c_thread(Thread*, Arguments) {
  without_core_file();
  std::thread([] {
    write_text(2,
               "Fatal Python error: faulthandler_fatal_error_thread: in new thread\nPython runtime "
               "state: initialized\n\n");
    if (FaultState* state = owner.load()) dump_all_stacks(state->descriptor, state->runtime);
    std::abort();
  }).join();
  return RawObject::none();
}

}  // namespace pyro::natives
