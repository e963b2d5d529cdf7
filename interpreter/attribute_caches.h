#pragma once

#include "runtime/frame.h"

// Slow paths of attribute instructions: they do the operation, and quicken the instruction when the same will be cheap the
// next time. `pc` is the instruction.

namespace pyro::interpreter {

RawObject get_attribute_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object);
[[nodiscard]] bool set_attribute_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object, RawObject value);
// Fills window[0] and window[1] as GET_METHOD says.
[[nodiscard]] bool get_method_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object, RawObject* window);
RawObject load_super_attribute(Thread* thread, ActiveFrame* frame, uint32_t name, RawObject* window);

}  // namespace pyro::interpreter
