#include "interpreter/handlers.h"
#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/frame.h"

// sys: frames of running code.

namespace pyro::natives {

RawObject sys__getframe(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int depth;
  if (!as_int(thread, value, &depth)) return RawObject::error();
  ActiveFrame* frame = thread->frame;
  while (frame != nullptr && (depth-- > 0 || (frame->flags & kFrameHidden) != 0))
    frame = caller_of(thread, frame);
  if (frame == nullptr) return raise_value_error(thread, "call stack is not deep enough");
  return interpreter::frame_object(thread, frame);
}

RawObject sys__current_frames(Thread* thread, Arguments) {
  Dict result(thread, new_dict(thread));
  if (thread->frame == nullptr) return *result;
  Object identifier(thread, new_int_unsigned(thread, thread->identifier));
  Object frame(thread, interpreter::frame_object(thread, thread->frame));
  return dict_set(thread, result, identifier, frame) ? *result : RawObject::error();
}

}  // namespace pyro::natives
