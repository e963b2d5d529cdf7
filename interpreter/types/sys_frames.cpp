#include "interpreter/handlers.h"
#include "lib-python/natives.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/operations.h"

namespace pyro::natives {

RawObject sys__getframe(Thread* thread, Arguments arguments) {
  Object depth_object(thread, arguments[0]);
  word depth;
  if (!index_as_word(thread, depth_object, OnOverflow::kOverflowError, &depth)) return RawObject::error();
  ActiveFrame* frame = thread->frame;
  for (; frame != nullptr && depth > 0; depth--) frame = caller_of(thread, frame);
  if (frame == nullptr) return raise_value_error(thread, "call stack is not deep enough");
  return interpreter::frame_object(thread, frame);
}

RawObject sys__current_frames(Thread* thread, Arguments) {
  Dict frames(thread, new_dict(thread));
  if (thread->frame == nullptr) return *frames;
  Object key(thread, new_int_unsigned(thread, thread->identifier));
  Object frame(thread, interpreter::frame_object(thread, thread->frame));
  return dict_set(thread, frames, key, frame) ? *frames : RawObject::error();
}

}  // namespace pyro::natives
