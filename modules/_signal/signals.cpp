#include "modules/_signal/signals.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "lib-python/natives.h"
#include "modules/blocking.h"
#include "modules/support.h"
#include "modules/time_value.h"
#include "runtime/set.h"
#include "runtime/struct_sequence.h"
#include "runtime/type.h"

// Signals.
//
// The system's handler only notes that a signal arrived and asks the main thread for a safepoint;
// there deliver() calls the Python handlers. Signals belong to the process, not to a runtime: the
// runtime that imports this module first owns them, through the one process-wide pointer below.

namespace pyro::natives {

namespace {

constexpr int kSignals = NSIG;

struct SignalState {
  std::atomic<Thread*> main_thread;
  std::atomic<bool> arrived[kSignals];
  std::atomic<int> wakeup_descriptor{-1};
};

// Written once; read by the system's handler, which is given nothing but a number.
std::atomic<SignalState*> owner{nullptr};

constexpr int kHandlersKey = 0, kInfoTypeKey = 0, kItimerErrorKey = 0;

void note_arrival(int number) {
  int saved = errno;
  SignalState* state = owner.load();
  if (state != nullptr) {
    state->arrived[number] = true;
    Thread* main_thread = state->main_thread;
    main_thread->interrupts |= kInterruptSignals;
    sem_post(&main_thread->wake_up);
    int descriptor = state->wakeup_descriptor;
    if (descriptor >= 0) {
      unsigned char byte = static_cast<unsigned char>(number);
      ssize_t ignored = ::write(descriptor, &byte, 1);
      (void)ignored;
    }
  }
  errno = saved;
}

RawObject handlers(Thread* thread) { return thread->runtime()->module_state(&kHandlersKey); }

// Calls the Python handlers of what has arrived, lowest number first.
bool deliver(Thread* thread) {
  SignalState* state = owner.load();
  if (state == nullptr || thread != state->main_thread) return true;
  for (int number = 1; number < kSignals; number++) {
    if (!state->arrived[number].exchange(false)) continue;
    Object handler(thread, list_at(RawList(handlers(thread).raw()), number));
    if (!is_callable(thread, *handler)) continue;
    Object signal(thread, RawObject::from_small_int(number));
    Object frame(thread, RawObject::none());
    if (thread->frame != nullptr) {
      Object depth(thread, RawObject::from_small_int(0));
      Object getframe(thread, sys_get(thread, "_getframe"));
      if (!getframe->is_unbound()) frame = call(thread, getframe, depth);
      if (frame->is_error()) {
        thread->take_exception();
        frame = RawObject::none();
      }
    }
    if (call(thread, handler, signal, frame).is_error()) {
      for (int rest = number; rest < kSignals; rest++) {
        if (state->arrived[rest]) thread->interrupts |= kInterruptSignals;
      }
      return false;
    }
  }
  return true;
}

bool number_argument(Thread* thread, RawObject argument, int* number) {
  Object value(thread, argument);
  if (!as_int(thread, value, number)) return false;
  if (*number >= 1 && *number < kSignals) return true;
  raise_value_error(thread, "signal number out of range");
  return false;
}

// The module's own SIG_DFL and SIG_IGN are the ints 0 and 1; enum members compare equal to them.
RawObject action_constant(Thread* thread, int value) {
  (void)thread;
  return RawObject::from_small_int(value);
}

bool install(int number, void (*function)(int)) {
  struct sigaction action = {};
  action.sa_handler = function;
  sigemptyset(&action.sa_mask);
  return ::sigaction(number, &action, nullptr) == 0;
}

bool read_current_handlers(Thread* thread) {
  List list(thread, new_list(thread, kSignals));
  Object entry(thread, RawObject::none());
  for (int number = 0; number < kSignals; number++) {
    struct sigaction action = {};
    entry = RawObject::none();
    if (number > 0 && ::sigaction(number, nullptr, &action) == 0) {
      if (action.sa_handler == SIG_DFL) entry = action_constant(thread, 0);
      if (action.sa_handler == SIG_IGN) entry = action_constant(thread, 1);
    }
    if (!list_append(thread, list, entry)) return false;
  }
  thread->runtime()->set_module_state(&kHandlersKey, *list);
  return true;
}

bool make_itimer_error(Thread* thread, const Object& module) {
  Object metatype(thread, thread->runtime()->type_at(LayoutId::kType));
  Object name(thread, new_str_ascii(thread, "itimer_error"));
  Object base(thread, exc_type(thread, Exc::kOSError));
  Tuple bases(thread, new_tuple_of(thread, base));
  Dict ns(thread, new_dict(thread));
  Object key(thread, thread->runtime()->symbol(Symbol::k__module__));
  Object signal(thread, new_str_ascii(thread, "signal"));
  dict_set_str(thread, ns, key, signal);
  Object type(thread, make_type(thread, metatype, name, bases, ns));
  if (type->is_error()) return false;
  thread->runtime()->set_module_state(&kItimerErrorKey, *type);
  return module_set(thread, module, "ItimerError", type);
}

constexpr StructSequenceField kInfoFields[] = {{"si_signo", "signal number"},
                                               {"si_code", "signal code"},
                                               {"si_errno", "error number that comes with it"},
                                               {"si_pid", "process that sent it"},
                                               {"si_uid", "user whose process sent it"},
                                               {"si_status", "exit code or signal of a child"},
                                               {"si_band", "event, when it is SIGPOLL"}};
constexpr StructSequenceDefinition kInfo = {
    "signal.struct_siginfo", "Result of sigwaitinfo() and sigtimedwait().", kInfoFields, 7, true};

}  // namespace

RawObject signal_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  constexpr IntConstant kConstants[] = {
      {"NSIG", kSignals},
      {"SIG_DFL", 0},
      {"SIG_IGN", 1},
      {"SIG_BLOCK", SIG_BLOCK},
      {"SIG_UNBLOCK", SIG_UNBLOCK},
      {"SIG_SETMASK", SIG_SETMASK},
      {"ITIMER_REAL", ITIMER_REAL},
      {"ITIMER_VIRTUAL", ITIMER_VIRTUAL},
      {"ITIMER_PROF", ITIMER_PROF},
      {"SIGABRT", SIGABRT},
      {"SIGALRM", SIGALRM},
      {"SIGBUS", SIGBUS},
      {"SIGCHLD", SIGCHLD},
      {"SIGCLD", SIGCLD},
      {"SIGCONT", SIGCONT},
      {"SIGFPE", SIGFPE},
      {"SIGHUP", SIGHUP},
      {"SIGILL", SIGILL},
      {"SIGINT", SIGINT},
      {"SIGIO", SIGIO},
      {"SIGIOT", SIGIOT},
      {"SIGKILL", SIGKILL},
      {"SIGPIPE", SIGPIPE},
      {"SIGPOLL", SIGPOLL},
      {"SIGPROF", SIGPROF},
      {"SIGPWR", SIGPWR},
      {"SIGQUIT", SIGQUIT},
      {"SIGRTMAX", 64},
      {"SIGRTMIN", 34},
      {"SIGSEGV", SIGSEGV},
      {"SIGSTKFLT", SIGSTKFLT},
      {"SIGSTOP", SIGSTOP},
      {"SIGSYS", SIGSYS},
      {"SIGTERM", SIGTERM},
      {"SIGTRAP", SIGTRAP},
      {"SIGTSTP", SIGTSTP},
      {"SIGTTIN", SIGTTIN},
      {"SIGTTOU", SIGTTOU},
      {"SIGURG", SIGURG},
      {"SIGUSR1", SIGUSR1},
      {"SIGUSR2", SIGUSR2},
      {"SIGVTALRM", SIGVTALRM},
      {"SIGWINCH", SIGWINCH},
      {"SIGXCPU", SIGXCPU},
      {"SIGXFSZ", SIGXFSZ},
  };
  if (!module_set_ints(thread, module, kConstants) || !make_itimer_error(thread, module))
    return RawObject::error();
  Object info(thread, new_struct_sequence_type(thread, kInfo));
  if (info->is_error() || !module_set(thread, module, "struct_siginfo", info))
    return RawObject::error();
  thread->runtime()->set_module_state(&kInfoTypeKey, *info);
  SignalState* expected = nullptr;
  SignalState* state = new SignalState{thread->runtime()->main_thread(), {}, {}};
  bool first = owner.compare_exchange_strong(expected, state);
  if (!first) delete state;
  // The system calls report both in errno.
  if (first) ::signal(SIGPIPE, SIG_IGN), ::signal(SIGXFSZ, SIG_IGN);
  if (!read_current_handlers(thread)) return RawObject::error();
  thread->runtime()->hooks.deliver_signals = deliver;
  List list(thread, handlers(thread));
  if (first && list_at(*list, SIGINT) == action_constant(thread, 0)) {
    RawObject handler = module_get(thread, module, "default_int_handler");
    list_set_at(*list, SIGINT, handler);
    install(SIGINT, note_arrival);
  }
  return RawObject::none();
}

RawObject signal_default_int_handler(Thread* thread, Arguments) {
  Object type(thread, exc_type(thread, Exc::kKeyboardInterrupt));
  return raise_object(thread, type);
}

RawObject signal_signal(Thread* thread, Arguments arguments) {
  int number;
  Object handler(thread, arguments[1]);
  if (thread != thread->runtime()->main_thread()) {
    return raise_value_error(thread, "signal only works in main thread of the main interpreter");
  }
  if (!number_argument(thread, arguments[0], &number)) return RawObject::error();
  void (*function)(int) = note_arrival;
  Object stored(thread, *handler);
  RawObject exact = is_int(*handler) ? int_value_of(*handler) : RawObject::unbound();
  if (exact == RawObject::from_small_int(0)) {
    function = SIG_DFL;
    stored = exact;
  } else if (exact == RawObject::from_small_int(1)) {
    function = SIG_IGN;
    stored = exact;
  } else if (!is_callable(thread, *handler)) {
    return raise_type_error(
        thread, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  if (!run_pending(thread)) return RawObject::error();
  if (!install(number, function)) return raise_os_error(thread, errno);
  RawList list(handlers(thread).raw());
  RawObject old = list_at(list, number);
  list_set_at(list, number, *stored);
  return old;
}

RawObject signal_getsignal(Thread* thread, Arguments arguments) {
  int number;
  return number_argument(thread, arguments[0], &number)
             ? list_at(RawList(handlers(thread).raw()), number)
             : RawObject::error();
}

RawObject signal_strsignal(Thread* thread, Arguments arguments) {
  int number;
  if (!number_argument(thread, arguments[0], &number)) return RawObject::error();
  const char* text = ::strsignal(number);
  if (text == nullptr || std::strncmp(text, "Unknown signal", 14) == 0) return RawObject::none();
  return decode_file_system(thread, text);
}

RawObject signal_siginterrupt(Thread* thread, Arguments arguments) {
  int number, flag;
  Object value(thread, arguments[1]);
  if (!number_argument(thread, arguments[0], &number) || !as_int(thread, value, &flag))
    return RawObject::error();
  struct sigaction action = {};
  ::sigaction(number, nullptr, &action);
  if (flag != 0)
    action.sa_flags &= ~SA_RESTART;
  else
    action.sa_flags |= SA_RESTART;
  return ::sigaction(number, &action, nullptr) != 0 ? raise_os_error(thread, errno)
                                                    : RawObject::none();
}

RawObject signal_raise_signal(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int number;
  if (!as_int(thread, value, &number)) return RawObject::error();
  if (::raise(number) != 0) return raise_os_error(thread, errno);
  return none_or_error(run_pending(thread));
}

RawObject signal_pthread_kill(Thread* thread, Arguments arguments) {
  Object identifier(thread, arguments[0]);
  Object value(thread, arguments[1]);
  uint64_t target;
  int number;
  if (!as_uint64(thread, identifier, &target) || !as_int(thread, value, &number))
    return RawObject::error();
  int error = ::pthread_kill(static_cast<pthread_t>(target), number);
  if (error != 0) return raise_os_error(thread, error);
  return none_or_error(run_pending(thread));
}

RawObject signal_pidfd_send_signal(Thread* thread, Arguments arguments) {
  Object descriptor_object(thread, arguments[0]);
  Object number_object(thread, arguments[1]);
  int descriptor, number;
  if (!as_int(thread, descriptor_object, &descriptor) || !as_int(thread, number_object, &number))
    return RawObject::error();
  if (!arguments[2].is_none()) return raise_type_error(thread, "siginfo must be None");
  return ::syscall(SYS_pidfd_send_signal, descriptor, number, nullptr, 0) != 0
             ? raise_os_error(thread, errno)
             : RawObject::none();
}

RawObject signal_pause(Thread* thread, Arguments) {
  {
    BlockingRegion region(thread);
    ::pause();
  }
  return none_or_error(run_pending(thread));
}

RawObject signal_set_wakeup_fd(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int descriptor;
  if (!as_int(thread, value, &descriptor)) return RawObject::error();
  if (thread != thread->runtime()->main_thread()) {
    return raise_value_error(thread,
                             "set_wakeup_fd only works in main thread of the main interpreter");
  }
  if (descriptor != -1) {
    int flags = ::fcntl(descriptor, F_GETFL);
    if (flags < 0) return raise_os_error(thread, errno);
    if ((flags & O_NONBLOCK) == 0)
      return raise_value_error(thread, "the fd %d must be in non-blocking mode", descriptor);
  }
  SignalState* state = owner.load();
  return RawObject::from_small_int(
      state == nullptr ? -1 : state->wakeup_descriptor.exchange(descriptor));
}

// --- timers

RawObject signal_alarm(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int seconds;
  if (!as_int(thread, value, &seconds)) return RawObject::error();
  return new_int(thread, ::alarm(static_cast<unsigned>(seconds)));
}

namespace {

RawObject timer_tuple(Thread* thread, const itimerval& timer) {
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  Object delay(thread, new_float(thread, seconds(timer.it_value)));
  Object interval(thread, new_float(thread, seconds(timer.it_interval)));
  return new_tuple_of(thread, delay, interval);
}

bool timer_value(Thread* thread, RawObject argument, timeval* out) {
  Object value(thread, argument);
  int64_t nanoseconds;
  if (!as_nanoseconds(thread, value, TimeRounding::kCeiling, &nanoseconds)) return false;
  int64_t microseconds = nanoseconds / 1000 + (nanoseconds % 1000 > 0);
  out->tv_sec = microseconds / 1000000;
  out->tv_usec = microseconds % 1000000;
  return true;
}

RawObject raise_itimer(Thread* thread) {
  Object type(thread, thread->runtime()->module_state(&kItimerErrorKey));
  Object number(thread, RawObject::from_small_int(errno));
  Object text(thread, new_str(thread, std::string_view(::strerror(errno))));
  Object exception(thread, call(thread, type, number, text));
  return exception->is_error() ? *exception : raise_object(thread, exception);
}

}  // namespace

RawObject signal_setitimer(Thread* thread, Arguments arguments) {
  Object which_object(thread, arguments[0]);
  int which;
  itimerval timer, old;
  if (!as_int(thread, which_object, &which) ||
      !timer_value(thread, arguments[1], &timer.it_value) ||
      !timer_value(thread, arguments[2], &timer.it_interval)) {
    return RawObject::error();
  }
  if (::setitimer(static_cast<__itimer_which>(which), &timer, &old) != 0)
    return raise_itimer(thread);
  return timer_tuple(thread, old);
}

RawObject signal_getitimer(Thread* thread, Arguments arguments) {
  Object which_object(thread, arguments[0]);
  int which;
  itimerval timer;
  if (!as_int(thread, which_object, &which)) return RawObject::error();
  if (::getitimer(static_cast<__itimer_which>(which), &timer) != 0) return raise_itimer(thread);
  return timer_tuple(thread, timer);
}

// --- sets

namespace {

bool read_set(Thread* thread, RawObject argument, sigset_t* set) {
  sigemptyset(set);
  Object iterable(thread, argument);
  List list(thread, list_from_iterable(thread, iterable));
  if (list->is_error()) return false;
  Object item(thread, RawObject::none());
  for (word i = 0; i < list->length(); i++) {
    item = list_at(*list, i);
    int number;
    if (!as_int(thread, item, &number)) return false;
    if (number < 1 || number >= kSignals) {
      raise_value_error(thread, "signal number %d out of range [1; %d]", number, kSignals - 1);
      return false;
    }
    sigaddset(set, number);
  }
  return true;
}

RawObject set_object(Thread* thread, const sigset_t& set) {
  AnySet result(thread, new_set(thread));
  Object number(thread, RawObject::none());
  for (int i = 1; i < kSignals; i++) {
    if (sigismember(&set, i) != 1) continue;
    number = RawObject::from_small_int(i);
    if (!set_add(thread, result, number)) return RawObject::error();
  }
  return *result;
}

RawObject info_object(Thread* thread, const siginfo_t& info) {
  Tuple values(thread, new_tuple(thread, 7));
  const word numbers[] = {info.si_signo, info.si_code,   info.si_errno, info.si_pid,
                          info.si_uid,   info.si_status, info.si_band};
  for (word i = 0; i < 7; i++) tuple_init(*values, i, RawObject::from_small_int(numbers[i]));
  Object type(thread, thread->runtime()->module_state(&kInfoTypeKey));
  return new_struct_sequence(thread, type, values);
}

}  // namespace

RawObject signal_valid_signals(Thread* thread, Arguments) {
  sigset_t set;
  sigfillset(&set);
  return set_object(thread, set);
}

RawObject signal_sigpending(Thread* thread, Arguments) {
  sigset_t set;
  return ::sigpending(&set) != 0 ? raise_os_error(thread, errno) : set_object(thread, set);
}

RawObject signal_pthread_sigmask(Thread* thread, Arguments arguments) {
  Object how_object(thread, arguments[0]);
  int how;
  sigset_t set, old;
  if (!as_int(thread, how_object, &how) || !read_set(thread, arguments[1], &set))
    return RawObject::error();
  int error = ::pthread_sigmask(how, &set, &old);
  if (error != 0) return raise_os_error(thread, error);
  if (!run_pending(thread)) return RawObject::error();
  return set_object(thread, old);
}

RawObject signal_sigwait(Thread* thread, Arguments arguments) {
  sigset_t set;
  if (!read_set(thread, arguments[0], &set)) return RawObject::error();
  int number, error;
  {
    BlockingRegion region(thread);
    error = ::sigwait(&set, &number);
  }
  return error != 0 ? raise_os_error(thread, error) : new_int(thread, number);
}

RawObject signal_sigwaitinfo(Thread* thread, Arguments arguments) {
  sigset_t set;
  siginfo_t info;
  if (!read_set(thread, arguments[0], &set)) return RawObject::error();
  int result = retry_interrupted(thread, [&] { return ::sigwaitinfo(&set, &info); });
  if (result < 0)
    return thread->has_exception() ? RawObject::error() : raise_os_error(thread, errno);
  return info_object(thread, info);
}

RawObject signal_sigtimedwait(Thread* thread, Arguments arguments) {
  sigset_t set;
  siginfo_t info;
  Object timeout(thread, arguments[1]);
  int64_t nanoseconds;
  if (!as_nanoseconds(thread, timeout, TimeRounding::kCeiling, &nanoseconds))
    return RawObject::error();
  if (nanoseconds < 0) return raise_value_error(thread, "timeout must be non-negative");
  if (!read_set(thread, arguments[0], &set)) return RawObject::error();
  timespec limit = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  int result = retry_interrupted(thread, [&] { return ::sigtimedwait(&set, &info, &limit); });
  if (result >= 0) return info_object(thread, info);
  if (thread->has_exception()) return RawObject::error();
  return errno == EAGAIN ? RawObject::none() : raise_os_error(thread, errno);
}

}  // namespace pyro::natives

namespace pyro {

void signals_after_fork(Thread* thread) {
  natives::SignalState* state = natives::owner.load();
  if (state == nullptr || state->main_thread.load()->runtime() != thread->runtime()) return;
  for (std::atomic<bool>& arrived : state->arrived) arrived = false;
  thread->interrupts &= ~uint32_t{kInterruptSignals};
  state->main_thread = thread;
}

}  // namespace pyro
