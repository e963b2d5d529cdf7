#include "interpreter/exceptions.h"
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
  Dict frames(thread, new_dict(thread));
  Object key(thread, RawObject::none()), frame(thread, RawObject::none());
  for (Thread* each : thread->runtime()->threads()) {
    if (each->frame == nullptr) continue;
    key = new_int_unsigned(thread, each->identifier);
    frame = interpreter::frame_object(thread, each, each->frame);
    if (!dict_set(thread, frames, key, frame)) return RawObject::error();
  }
  return *frames;
}

RawObject sys__current_exceptions(Thread* thread, Arguments) {
  Dict exceptions(thread, new_dict(thread));
  Object key(thread, RawObject::none()), info(thread, RawObject::none());
  for (Thread* each : thread->runtime()->threads()) {
    if (each->frame == nullptr) continue;
    key = new_int_unsigned(thread, each->identifier);
    // As sys.exc_info() would tell in that thread.
    Object value(thread, interpreter::handled_exception(each));
    Object type(thread, value->is_none() ? RawObject::none() : type_of(thread, *value));
    Object traceback(
        thread, value->is_none() ? RawObject::none() : RawBaseException(value->raw()).traceback());
    info = new_tuple_of(thread, type, value, traceback);
    if (!dict_set(thread, exceptions, key, info)) return RawObject::error();
  }
  return *exceptions;
}

}  // namespace pyro::natives
