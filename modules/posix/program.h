#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "runtime/thread.h"

// Arguments and environment of a program to be run, as the system wants them.

namespace pyro {

class ProgramText {
 public:
  // os.fspath() of each item as bytes. False: an exception is pending.
  [[nodiscard]] bool read_arguments(Thread* thread, const Object& sequence);
  // Name=value pairs of a mapping.
  [[nodiscard]] bool read_environment(Thread* thread, const Object& mapping);
  char** pointers();
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

// A str, bytes or path as bytes without null bytes: os.fsencode().
[[nodiscard]] bool system_text(Thread* thread, const Object& value, std::string* out);

// Runs the callables given to os.register_at_fork. Errors in them are reported as unraisable.
enum class ForkMoment : uint8_t { kBefore, kInChild, kInParent };
void run_fork_hooks(Thread* thread, ForkMoment moment);
// fork() for a child that goes on with Python code: with the hooks of both sides.
pid_t fork_running_python(Thread* thread);

// A user or group number: an integer from -1 to 2^32 - 2. `what` is "uid" or "gid".
[[nodiscard]] bool identity_argument(Thread* thread, RawObject argument, const char* what,
                                     uid_t* id);

}  // namespace pyro
