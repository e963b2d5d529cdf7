#pragma once

#include <fcntl.h>

#include <string>

#include "modules/support.h"

// Path arguments of posix functions: a str, bytes or os.PathLike; for some functions also a file
// descriptor or None.

namespace pyro {

enum PathFlag { kPathOnly = 0, kPathOrDescriptor = 1, kPathOrNone = 2 };

class Path {
 public:
  // The TypeError says "FUNCTION: ARGUMENT should be ...".
  Path(Thread* thread, const char* function, const char* argument = "path", int flags = kPathOnly)
      : thread_(thread),
        object_(thread, RawObject::none()),
        function_(function),
        argument_(argument),
        flags_(flags) {}
  Path(const Path&) = delete;

  [[nodiscard]] bool read(RawObject argument);

  const char* c_str() const { return text_.c_str(); }
  const std::string& text() const { return text_; }
  bool is_descriptor() const { return descriptor_ >= 0 || given_descriptor_; }
  int descriptor() const { return descriptor_; }
  bool is_bytes() const { return is_bytes_; }
  bool is_none() const { return is_none_; }
  const Object& object() const { return object_; }
  const char* function() const { return function_; }
  // OSError for errno with this path as its filename.
  RawObject raise_error() const;
  // A name found below this path, in the path's own type.
  RawObject decode(std::string_view name) const;

 private:
  RawObject deprecated_bytes();

  Thread* thread_;
  Object object_;
  const char* function_;
  const char* argument_;
  int flags_;
  std::string text_;
  int descriptor_ = -1;
  bool given_descriptor_ = false, is_bytes_ = false, is_none_ = false;
};

// OSError with two file names.
RawObject raise_os_error_two_paths(Thread* thread, int error, const Path& first,
                                   const Path& second);
// The dir_fd argument: None or an integer.
[[nodiscard]] bool directory_argument(Thread* thread, RawObject argument, int* descriptor);
// Truth value of an argument.
[[nodiscard]] bool flag_argument(Thread* thread, RawObject argument, bool* flag);
[[nodiscard]] bool int_argument(Thread* thread, RawObject argument, int* out);
[[nodiscard]] bool int64_argument(Thread* thread, RawObject argument, int64_t* out);
[[nodiscard]] bool descriptor_argument(Thread* thread, RawObject argument, int* out);

// Outcome of a system call: -1 raises OSError (or passes on what a signal handler raised).
RawObject failed_call(Thread* thread);
inline RawObject call_none(Thread* thread, int64_t result) {
  return result == -1 ? failed_call(thread) : RawObject::none();
}
inline RawObject call_int(Thread* thread, int64_t result) {
  return result == -1 ? failed_call(thread) : new_int(thread, result);
}

// The struct sequence types of the module and its two native types.
enum class PosixType : uint8_t {
  kStat,
  kStatvfs,
  kTerminalSize,
  kTimes,
  kUname,
  kSchedParam,
  kWaitid,
  kDirEntry,
  kScandirIterator,
  kModule,
  kCount
};
RawObject posix_type(Thread* thread, PosixType type);

// {name: number} for the names that sysconf, confstr and pathconf know.
struct ConfigurationName {
  const char* name;
  int value;
};

}  // namespace pyro
