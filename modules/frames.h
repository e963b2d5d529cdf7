#pragma once

#include "runtime/frame.h"

namespace pyro {

// Line of the instruction that a frame is at; the function's first line if unknown.
int frame_line_NoGC(const ActiveFrame* frame);

}  // namespace pyro
