#include "modules/_posixsubprocess/child.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>

namespace pyro {

namespace {

enum class Failure : uint8_t { kNone, kBeforeExec, kPreexec, kExec };

bool set_inheritable(int descriptor) {
  int flags = fcntl(descriptor, F_GETFD);
  return flags >= 0 && (fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC) == 0);
}

bool keep_open(const ChildPlan& plan) {
  for (int descriptor : plan.kept_descriptors) {
    if (descriptor != plan.error_write && !set_inheritable(descriptor)) return false;
  }
  return true;
}

bool close_if_open(int descriptor) { return descriptor < 0 || close(descriptor) == 0; }

// Moves a descriptor out of the way of those below `limit`, which are about to be replaced.
bool move_above(int* descriptor, int limit) {
  while (*descriptor >= 0 && *descriptor < limit) {
    *descriptor = dup(*descriptor);
    if (*descriptor < 0) return false;
  }
  return true;
}

bool install(int descriptor, int as) {
  if (descriptor < 0) return true;
  return descriptor == as ? set_inheritable(descriptor) : dup2(descriptor, as) == as;
}

bool connect_streams(ChildPlan& plan) {
  return close_if_open(plan.stdin_write) && close_if_open(plan.stdout_read) &&
         close_if_open(plan.stderr_read) && close_if_open(plan.error_read) &&
         move_above(&plan.stdout_write, 1) && move_above(&plan.stderr_write, 2) &&
         install(plan.stdin_read, 0) && install(plan.stdout_write, 1) &&
         install(plan.stderr_write, 2);
}

bool change_identity(const ChildPlan& plan) {
  if (plan.set_groups && setgroups(plan.groups.size(), plan.groups.data()) != 0) return false;
  if (plan.set_group && setregid(plan.group, plan.group) != 0) return false;
  return !plan.set_user || setreuid(plan.user, plan.user) == 0;
}

// Python ignores these; a program expects them not to be.
void restore_ignored_signals() {
  for (int number : {SIGPIPE, SIGXFSZ}) signal(number, SIG_DFL);
}

// A handler must not run in memory that is shared with the parent.
void restore_signal_mask(const sigset_t* mask) {
  if (mask == nullptr) return;
  for (int number = 1; number < NSIG; number++) {
    struct sigaction action;
    if (sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_DFL &&
        action.sa_handler != SIG_IGN) {
      signal(number, SIG_DFL);
    }
  }
  sigprocmask(SIG_SETMASK, mask, nullptr);
}

struct DirectoryEntry {  // getdents64(2)
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[1];
};

int number_of(const char* name) {
  int number = 0;
  for (; *name >= '0' && *name <= '9'; name++) number = number * 10 + (*name - '0');
  return *name == '\0' ? number : -1;
}

// For kernels older than 5.9.
void close_listed(unsigned first, unsigned last) {
  int directory = open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) {
    long limit = sysconf(_SC_OPEN_MAX);
    for (unsigned number = first; number <= last && number < static_cast<unsigned>(limit); number++)
      close(static_cast<int>(number));
    return;
  }
  alignas(DirectoryEntry) char buffer[1024];
  for (long size; (size = syscall(SYS_getdents64, directory, buffer, sizeof(buffer))) > 0;) {
    for (long at = 0; at < size;) {
      auto* entry = reinterpret_cast<DirectoryEntry*>(buffer + at);
      int number = number_of(entry->name);
      at += entry->length;
      if (number >= 0 && number != directory && static_cast<unsigned>(number) >= first &&
          static_cast<unsigned>(number) <= last) {
        close(number);
      }
    }
  }
  if (static_cast<unsigned>(directory) >= first) close(directory);
}

void close_between(unsigned first, unsigned last) {
  if (first > last) return;
  if (syscall(SYS_close_range, first, last, 0) != 0) close_listed(first, last);
}

void close_others(const ChildPlan& plan) {
  unsigned first = 3;
  for (int kept : plan.kept_descriptors) {
    if (kept < 3) continue;
    close_between(first, static_cast<unsigned>(kept) - 1);
    first = static_cast<unsigned>(kept) + 1;
  }
  close_between(first, UINT_MAX);
}

// Returns errno of the failure that is to be told.
int execute(const ChildPlan& plan) {
  int told = 0;
  for (char* executable : plan.executables) {
    if (plan.environment != nullptr) {
      execve(executable, plan.arguments, plan.environment);
    } else {
      execv(executable, plan.arguments);
    }
    if (errno != ENOENT && errno != ENOTDIR && told == 0) told = errno;
  }
  return told != 0 ? told : errno;
}

Failure prepare_and_execute(ChildPlan& plan) {
  if (!keep_open(plan) || !connect_streams(plan)) return Failure::kBeforeExec;
  if (plan.directory != nullptr && chdir(plan.directory) != 0) return Failure::kBeforeExec;
  if (plan.umask >= 0) umask(static_cast<mode_t>(plan.umask));
  if (plan.restore_signals) restore_ignored_signals();
  restore_signal_mask(plan.signal_mask);
  if (plan.new_session) setsid();
  if (plan.process_group >= 0 && setpgid(0, plan.process_group) != 0) return Failure::kBeforeExec;
  if (!change_identity(plan)) return Failure::kBeforeExec;
  if (plan.before_exec != nullptr && !plan.before_exec(plan.context)) return Failure::kPreexec;
  if (plan.close_descriptors) close_others(plan);
  errno = execute(plan);
  return Failure::kExec;
}

char* append(char* out, const char* text) {
  while (*text != '\0') *out++ = *text++;
  return out;
}

char* append_hexadecimal(char* out, unsigned number) {
  char digits[8];
  int count = 0;
  do {
    digits[count++] = "0123456789ABCDEF"[number & 15];
    number >>= 4;
  } while (number != 0);
  while (count > 0) *out++ = digits[--count];
  return out;
}

}  // namespace

void run_child(ChildPlan& plan) {
  Failure failure = prepare_and_execute(plan);
  char message[80];
  char* end;
  if (failure == Failure::kPreexec) {
    end = append(message, "SubprocessError:0:Exception occurred in preexec_fn.");
  } else {
    end = append_hexadecimal(append(message, "OSError:"), static_cast<unsigned>(errno));
    end = append(end, failure == Failure::kExec ? ":" : ":noexec");
  }
  for (const char* at = message; at < end;) {
    ssize_t written = write(plan.error_write, at, static_cast<size_t>(end - at));
    if (written < 0 && errno != EINTR) break;
    if (written > 0) at += written;
  }
  _exit(255);
}

}  // namespace pyro
