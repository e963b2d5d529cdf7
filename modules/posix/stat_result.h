#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <climits>
#include <vector>

#include "runtime/thread.h"

namespace pyro {

RawObject new_stat_result(Thread* thread, const struct stat& info);
// A user or group id: -1 means "leave as it is". `what` is "uid" or "gid".
[[nodiscard]] bool identity_argument(Thread* thread, RawObject argument, const char* what,
                                     uid_t* id);
RawObject new_identity(Thread* thread, uid_t id);

}  // namespace pyro
