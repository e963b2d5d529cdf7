#pragma once

#include "runtime/frame.h"

namespace pyro::interpreter {

// locals() of an active frame: the namespace of a class body or module, else a new dict of the
// bound variables, cells included.
RawObject frame_locals(Thread* thread, ActiveFrame* frame);
// The variables of a function whose registers were copied into an Array when it ended or was
// suspended.
RawObject detached_locals(Thread* thread, const Code& code, const Object& registers);

}  // namespace pyro::interpreter
