// Iteration, unpacking, displays, f-strings.

#include "interpreter/collections.h"
#include "interpreter/generator.h"
#include "interpreter/handlers.h"
#include "interpreter/tracing.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

namespace {

[[gnu::noinline]] RawObject slow_get_iterator(Thread* thread, RawObject raw) {
  Object iterable(thread, raw);
  return get_iterator(thread, iterable);
}

[[gnu::noinline]] RawObject slow_iterate(Thread* thread, RawObject raw) {
  Object iterator(thread, raw);
  return iterate(thread, iterator);
}

}  // namespace

PYRO_OP(kGetIter) {
  SAVE_PC();
  RawObject iterator = slow_get_iterator(thread, r[B]);
  if (iterator.is_error()) ERROR();
  r[A] = iterator;
  NEXT(1);
}

PYRO_OP(kForIter) {
  RawObject iterator = r[B];
  if (iterator.is_heap()) {
    switch (iterator.heap_kind()) {
      case Kind::kListIterator: {
        RawListIterator state(iterator.raw());
        if (state.source().is_none()) break;
        RawList list(state.source().raw());
        word index = state.index();
        if (index >= list.length()) break;
        quicken(pc, Op::kForIterList);
        state.set_index(index + 1);
        r[A] = list_at(list, index);
        NEXT(2);
      }
      case Kind::kRangeIterator: {
        RawRangeIterator state(iterator.raw());
        word remaining = state.remaining();
        if (remaining <= 0) {
          pc += JUMP_DISTANCE;
          NEXT(2);
        }
        quicken(pc, Op::kForIterRange);
        word next = state.next();
        state.set_remaining(remaining - 1);
        if (remaining > 1) state.set_next(next + state.step());
        r[A] = RawObject::from_small_int(next);
        NEXT(2);
      }
      case Kind::kTupleIterator: {
        RawTupleIterator state(iterator.raw());
        if (state.source().is_none()) break;
        word index = state.index();
        if (index >= tuple_length(state.source())) break;
        state.set_index(index + 1);
        r[A] = tuple_at(state.source(), index);
        NEXT(2);
      }
      case Kind::kGenerator: {
        SAVE_PC();
        ActiveFrame* callee =
            push_generator_frame(thread, iterator, RawObject::none(), A, kFrameIterating);
        if (callee != nullptr) {
          frame = callee;
          r = frame->registers;
          pc = frame->pc;
          DISPATCH();
        }
        if (thread->has_exception()) ERROR();
        pc += JUMP_DISTANCE;  // finished already
        NEXT(2);
      }
      default:
        break;
    }
  }
  SAVE_PC();
  RawObject item = slow_iterate(thread, iterator);
  if (item.is_unbound()) {
    if (is_tracing(thread) && !trace_end_of_iteration(thread, frame, r[B])) [[unlikely]]
      ERROR();
    pc += JUMP_DISTANCE;
    NEXT(2);
  }
  if (__builtin_expect(item.is_error(), 0)) ERROR();
  r[A] = item;
  NEXT(2);
}

PYRO_OP(kForIterList) {
  RawObject iterator = r[B];
  if (__builtin_expect(iterator.is_heap() && iterator.heap_kind() == Kind::kListIterator, 1)) {
    RawListIterator state(iterator.raw());
    if (__builtin_expect(!state.source().is_none(), 1)) {
      RawList list(state.source().raw());
      word index = state.index();
      if (__builtin_expect(index < list.length(), 1)) {
        state.set_index(index + 1);
        r[A] = list_at(list, index);
        NEXT(2);
      }
    }
  }
  TAIL(op_kForIter);
}

PYRO_OP(kForIterRange) {
  RawObject iterator = r[B];
  if (__builtin_expect(!iterator.is_heap() || iterator.heap_kind() != Kind::kRangeIterator, 0))
    TAIL(op_kForIter);
  RawRangeIterator state(iterator.raw());
  word remaining = state.remaining();
  if (__builtin_expect(remaining <= 0, 0)) {
    pc += JUMP_DISTANCE;
    NEXT(2);
  }
  word next = state.next();
  state.set_remaining(remaining - 1);
  if (remaining > 1) state.set_next(next + state.step());
  r[A] = RawObject::from_small_int(next);
  NEXT(2);
}

PYRO_OP(kUnpack) {
  RawObject source = r[B];
  word count = C;
  if (source.is_heap()) {
    LayoutId layout = source.header().layout();
    if (layout == LayoutId::kTuple && tuple_length(source) == count) {
      for (word i = 0; i < count; i++) r[A + i] = tuple_at(source, i);
      NEXT(1);
    }
    if (layout == LayoutId::kList && RawList(source.raw()).length() == count) {
      for (word i = 0; i < count; i++) r[A + i] = list_at(RawList(source.raw()), i);
      NEXT(1);
    }
  }
  SAVE_PC();
  if (!unpack_sequence(thread, source, r + A, count)) ERROR();
  NEXT(1);
}

PYRO_OP(kUnpackEx) {
  SAVE_PC();
  if (!unpack_with_star(thread, r[B], r + A, C, pc[1])) ERROR();
  NEXT(2);
}

PYRO_OP(kBuildTuple) {
  SAVE_PC();
  RawObject tuple = new_tuple_from_roots(thread, r + B, C);
  r[A] = tuple;
  NEXT(1);
}

PYRO_OP(kBuildList) {
  SAVE_PC();
  RawObject list = list_from_registers(thread, r + B, C);
  r[A] = list;
  NEXT(1);
}

PYRO_OP(kBuildSet) {
  SAVE_PC();
  RawObject set = set_from_registers(thread, r + B, C);
  if (set.is_error()) ERROR();
  r[A] = set;
  NEXT(1);
}

PYRO_OP(kBuildMap) {
  SAVE_PC();
  RawObject dict = new_dict(thread);
  r[A] = dict;
  NEXT(1);
}

PYRO_OP(kBuildConstKeyMap) {
  SAVE_PC();
  RawObject dict =
      dict_from_registers(thread, tuple_at(frame->constants, pc[1] & 0xffff), r + B, C);
  if (dict.is_error()) ERROR();
  r[A] = dict;
  NEXT(2);
}

PYRO_OP(kListAppend) {
  RawList list(r[A].raw());
  word length = list.length();
  RawArray items = list.items();
  if (__builtin_expect(items.is_heap() && length < array_length(items), 1)) {
    array_set(items, length, r[B]);
    list.set_length(length + 1);
    NEXT(1);
  }
  SAVE_PC();
  if (!append_to_list(thread, r[A], r[B])) ERROR();
  NEXT(1);
}

PYRO_OP(kListExtend) {
  SAVE_PC();
  if (!extend_list(thread, r[A], r[B])) ERROR();
  NEXT(1);
}

PYRO_OP(kListToTuple) {
  SAVE_PC();
  RawObject tuple = tuple_from_list(thread, r[B]);
  if (tuple.is_error()) ERROR();
  r[A] = tuple;
  NEXT(1);
}

PYRO_OP(kSetAdd) {
  SAVE_PC();
  if (!add_to_set(thread, r[A], r[B])) ERROR();
  NEXT(1);
}

PYRO_OP(kSetUpdate) {
  SAVE_PC();
  if (!update_set(thread, r[A], r[B])) ERROR();
  NEXT(1);
}

PYRO_OP(kMapAdd) {
  SAVE_PC();
  if (!add_to_dict(thread, r[A], r[B], r[C])) ERROR();
  NEXT(1);
}

PYRO_OP(kDictUpdate) {
  SAVE_PC();
  if (!update_dict(thread, r[A], r[B])) ERROR();
  NEXT(1);
}

PYRO_OP(kDictMerge) {
  SAVE_PC();
  if (!merge_keywords(thread, r[A], r[B], r[C])) ERROR();
  NEXT(1);
}

PYRO_OP(kBuildString) {
  SAVE_PC();
  RawObject text = join_strings(thread, r + B, C);
  if (text.is_error()) ERROR();
  r[A] = text;
  NEXT(1);
}

PYRO_OP(kFormatValue) {
  SAVE_PC();
  RawObject text = format_value(thread, r + B, C);
  if (text.is_error()) ERROR();
  r[A] = text;
  NEXT(1);
}

}  // namespace pyro::interpreter
