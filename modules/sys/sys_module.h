#pragma once

#include "runtime/thread.h"

// What the start-up code tells the module sys.

namespace pyro {

struct SysFlags {
  int debug = 0, inspect = 0, interactive = 0, optimize = 0, dont_write_bytecode = 0,
      no_user_site = 0, no_site = 0, ignore_environment = 0, verbose = 0, bytes_warning = 0,
      quiet = 0, hash_randomization = 1, isolated = 0;
  bool dev_mode = false;
  int utf8_mode = 0, warn_default_encoding = 0;
  bool safe_path = false;
  int int_max_str_digits = -1;
};

// Replaces sys.flags.
[[nodiscard]] bool set_sys_flags(Thread* thread, const Object& sys_module, const SysFlags& flags);

}  // namespace pyro
