#pragma once

#include "runtime/frame.h"
#include "runtime/operations.h"

// Raising, unwinding, and what `except`, `with` and `import` need.

namespace pyro::interpreter {

// Notes on the pending exception that it passed through the frame at its pc.
void add_traceback_entry(Thread* thread, ActiveFrame* frame);
// The handler of the innermost range around the frame's pc: the pending exception is moved to its
// register. Null if none.
const uint32_t* find_handler(Thread* thread, ActiveFrame* frame);
// Takes the frame down. True: it was an entry frame, the loop ends.
bool leave_frame_raising(Thread* thread, ActiveFrame* frame);
// RAISE; true for a bare `raise` (no new traceback entry).
bool raise_statement(Thread* thread, ActiveFrame* frame, RawObject* operands, uint32_t count);
Truth exception_matches(Thread* thread, RawObject exception, RawObject type);
// except*: result[0] the matching part or None, result[1] the rest or None.
[[nodiscard]] bool match_exception_group(Thread* thread, RawObject exception, RawObject type,
                                         RawObject* result);
RawObject combine_exception_group(Thread* thread, RawObject original, RawObject raised);
[[nodiscard]] bool load_context_method(Thread* thread, RawObject manager, bool is_async, bool enter,
                                       RawObject* window);
// The exception that the innermost active frame with a handler is handling, or None.
RawObject handled_exception(Thread* thread);

RawObject import_name(Thread* thread, ActiveFrame* frame, uint32_t name, RawObject fromlist,
                      RawObject level);
RawObject import_from(Thread* thread, ActiveFrame* frame, uint32_t name, RawObject module);
[[nodiscard]] bool import_star(Thread* thread, ActiveFrame* frame, RawObject module);
[[nodiscard]] bool print_expression(Thread* thread, RawObject value);

}  // namespace pyro::interpreter
