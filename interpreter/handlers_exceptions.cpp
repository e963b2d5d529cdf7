// Exceptions, with statements, imports, match statements.

#include "interpreter/exceptions.h"
#include "interpreter/handlers.h"
#include "interpreter/matching.h"
#include "interpreter/tracing.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

__attribute__((preserve_none)) RawObject unwind(Thread* thread, RawObject* r, const uint32_t* pc,
                                                ActiveFrame* frame, const void* table,
                                                uint32_t insn) {
  add_traceback_entry(thread, frame);
  if (__builtin_expect(is_tracing(thread), 0)) trace_exception(thread, frame);
  TAIL(unwind_again);
}

__attribute__((preserve_none)) RawObject unwind_again(Thread* thread, RawObject* r,
                                                      const uint32_t* pc, ActiveFrame* frame,
                                                      const void* table, uint32_t insn) {
  const uint32_t* handler = find_handler(thread, frame);
  if (handler != nullptr) {
    pc = handler;
    DISPATCH();
  }
  if (__builtin_expect(is_tracing(thread), 0)) trace_exceptional_return(thread, frame);
  if (leave_frame_raising(thread, frame)) return RawObject::error();
  frame = thread->frame;
  r = frame->registers;
  pc = frame->pc;
  TAIL(unwind);
}

PYRO_OP(kRaise) {
  SAVE_PC();
  if (raise_statement(thread, frame, r + B, C)) TAIL(unwind_again);
  ERROR();
}

PYRO_OP(kReraise) {
  SAVE_PC();
  thread->set_pending_exception(r[A]);
  TAIL(unwind_again);
}

PYRO_OP(kPushHandled) {
  r[A] = frame->handled;
  frame->handled = r[B];
  NEXT(1);
}

PYRO_OP(kPopHandled) {
  frame->handled = r[A];
  NEXT(1);
}

PYRO_OP(kMatchException) {
  SAVE_PC();
  Truth truth = exception_matches(thread, r[B], r[C]);
  if (truth == Truth::kError) ERROR();
  r[A] = RawObject::from_bool(truth == Truth::kTrue);
  NEXT(1);
}

PYRO_OP(kMatchExceptionGroup) {
  SAVE_PC();
  if (!match_exception_group(thread, r[B], r[C], r + A)) ERROR();
  NEXT(1);
}

PYRO_OP(kCombineExceptionGroup) {
  SAVE_PC();
  RawObject combined = combine_exception_group(thread, r[B], r[C]);
  if (combined.is_error()) ERROR();
  r[A] = combined;
  NEXT(1);
}

PYRO_OP(kLoadExcInfo) {
  RawObject exception = r[B];
  r[A] = thread->runtime()->type_of(exception);
  r[A + 1] = exception;
  r[A + 2] = RawBaseException(exception.raw()).traceback();
  NEXT(1);
}

PYRO_OP(kLoadEnter) {
  SAVE_PC();
  if (!load_context_method(thread, r[B], C != 0, true, r + A)) ERROR();
  NEXT(1);
}

PYRO_OP(kLoadExit) {
  SAVE_PC();
  if (!load_context_method(thread, r[B], C != 0, false, r + A)) ERROR();
  NEXT(1);
}

PYRO_OP(kLoadAssertionError) {
  r[A] = exc_type(thread, Exc::kAssertionError);
  NEXT(1);
}

// --- imports

PYRO_OP(kImportName) {
  SAVE_PC();
  RawObject module = import_name(thread, frame, NAME_INDEX, r[B], r[C]);
  if (module.is_error()) ERROR();
  r[A] = module;
  NEXT(2);
}

PYRO_OP(kImportFrom) {
  SAVE_PC();
  RawObject value = import_from(thread, frame, NAME_INDEX, r[B]);
  if (value.is_error()) ERROR();
  r[A] = value;
  NEXT(2);
}

PYRO_OP(kImportStar) {
  SAVE_PC();
  if (!import_star(thread, frame, r[A])) ERROR();
  NEXT(1);
}

// --- match

PYRO_OP(kGetLength) {
  SAVE_PC();
  RawObject length = length_as_int(thread, r[B]);
  if (length.is_error()) ERROR();
  r[A] = length;
  NEXT(1);
}

PYRO_OP(kMatchSequence) {
  r[A] = RawObject::from_bool(is_match_sequence(thread, r[B]));
  NEXT(1);
}

PYRO_OP(kMatchMapping) {
  r[A] = RawObject::from_bool(is_match_mapping(thread, r[B]));
  NEXT(1);
}

PYRO_OP(kMatchKeys) {
  SAVE_PC();
  RawObject values = match_keys(thread, r[B], r[C]);
  if (values.is_error()) ERROR();
  r[A] = values;
  NEXT(1);
}

PYRO_OP(kMatchClass) {
  SAVE_PC();
  RawObject values = match_class(thread, r[B], r[B + 1], r[B + 2], C);
  if (values.is_error()) ERROR();
  r[A] = values;
  NEXT(1);
}

PYRO_OP(kPrintExpression) {
  SAVE_PC();
  if (!print_expression(thread, r[A])) ERROR();
  NEXT(1);
}

}  // namespace pyro::interpreter
