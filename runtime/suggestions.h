#pragma once

#include <string>

#include "runtime/thread.h"

namespace pyro {

// The name that the program may have meant when it raised this AttributeError or NameError; empty
// if none is close. Closeness is the edit distance where a change of case costs half.
std::string suggest_name(Thread* thread, const Object& exception);

}  // namespace pyro
