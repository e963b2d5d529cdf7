#include "interpreter/handlers.h"
#include "lib-python/natives.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// sys._getframe and sys._current_frames.

namespace pyro::natives {

namespace {

// The innermost frame from `frame` outwards that Python may see, or null.
ActiveFrame* visible_frame(Thread* thread, ActiveFrame* frame) {
  while (frame != nullptr && (frame->flags & kFrameHidden) != 0) frame = caller_of(thread, frame);
  return frame;
}

}  // namespace

RawObject sys__getframe(Thread* thread, Arguments arguments) {
  Object depth_object(thread, arguments[0]);
  word depth;
  if (!index_as_word(thread, depth_object, OnOverflow::kOverflowError, &depth)) return RawObject::error();
  ActiveFrame* frame = visible_frame(thread, thread->frame);
  for (; depth > 0 && frame != nullptr; depth--) frame = visible_frame(thread, caller_of(thread, frame));
  if (frame == nullptr) return raise_value_error(thread, "call stack is not deep enough");
  return interpreter::frame_object(thread, frame);
}

// Other threads' frames are not looked into: only the calling thread is listed.
RawObject sys__current_frames(Thread* thread, Arguments) {
  Dict result(thread, new_dict(thread));
  ActiveFrame* frame = visible_frame(thread, thread->frame);
  if (frame == nullptr) return *result;
  Object shown(thread, interpreter::frame_object(thread, frame));
  Object identifier(thread, new_int_unsigned(thread, thread->identifier));
  return dict_set(thread, result, identifier, shown) ? *result : RawObject::error();
}

}  // namespace pyro::natives
