#pragma once

#include "runtime/frame.h"

namespace pyro::interpreter {

// locals() of an active frame: the namespace of a class body or module, else a new dict of the bound variables, cells included.
RawObject frame_locals(Thread* thread, ActiveFrame* frame);

}  // namespace pyro::interpreter
