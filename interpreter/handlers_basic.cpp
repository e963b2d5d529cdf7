// Moves, constants, captured variables, names.

#include "interpreter/handlers.h"
#include "interpreter/names.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/str.h"

namespace pyro::interpreter {

PYRO_OP(kNop) { NEXT(1); }

PYRO_OP(kMove) {
  r[A] = r[B];
  NEXT(1);
}

PYRO_OP(kLoadConst) {
  r[A] = tuple_at(frame->constants, WIDE);
  NEXT(1);
}

PYRO_OP(kLoadConstWide) {
  r[A] = tuple_at(frame->constants, pc[1]);
  NEXT(2);
}

PYRO_OP(kLoadInt) {
  r[A] = RawObject::from_small_int(SIGNED_WIDE);
  NEXT(1);
}

PYRO_OP(kLoadSingleton) {
  r[A] = RawObject::singleton(B);
  NEXT(1);
}

PYRO_OP(kGetFar) {
  r[A] = r[WIDE];
  NEXT(1);
}

PYRO_OP(kSetFar) {
  r[WIDE] = r[A];
  NEXT(1);
}

PYRO_OP(kCheckBound) {
  if (__builtin_expect(!r[A].is_unbound(), 1)) NEXT(2);
  SAVE_PC();
  raise_unbound_local(thread, frame, pc[1]);
  ERROR();
}

PYRO_OP(kDeleteLocal) {
  if (r[A].is_unbound()) {
    SAVE_PC();
    raise_unbound_local(thread, frame, pc[1]);
    ERROR();
  }
  r[A] = RawObject::unbound();
  NEXT(2);
}

PYRO_OP(kMakeCell) {
  SAVE_PC();
  RawObject cell = new_cell(thread, r[A]);
  r[A] = cell;
  NEXT(1);
}

PYRO_OP(kCopyFreeCells) {
  RawObject closure = RawFunction(frame->function.raw()).closure();
  for (uint32_t i = 0; i < C; i++) r[A + i] = tuple_at(closure, i);
  NEXT(1);
}

PYRO_OP(kGetCell) {
  RawObject value = RawCell(r[B].raw()).value();
  if (__builtin_expect(!value.is_unbound(), 1)) {
    r[A] = value;
    NEXT(2);
  }
  SAVE_PC();
  raise_unbound_cell(thread, frame, pc[1]);
  ERROR();
}

PYRO_OP(kSetCell) {
  RawCell(r[A].raw()).set_value(r[B]);
  NEXT(1);
}

PYRO_OP(kDeleteCell) {
  if (RawCell(r[A].raw()).value().is_unbound()) {
    SAVE_PC();
    raise_unbound_cell(thread, frame, pc[1]);
    ERROR();
  }
  RawCell(r[A].raw()).set_value(RawObject::unbound());
  NEXT(2);
}

// --- global names

// Finds the name, and fills the cache if globals and builtins are plain dicts.
PYRO_OP(kLoadGlobal) {
  SAVE_PC();
  RawObject value = load_global(thread, frame, NAME_INDEX, CACHE_GROUP, pc);
  if (value.is_error()) ERROR();
  r[A] = value;
  NEXT(2);
}

PYRO_OP(kLoadGlobalModule) {
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  RawDict globals(frame->globals.raw());
  if (__builtin_expect(globals.keys() == cache.key(), 1)) {
    RawObject value = array_at(globals.values(), cache.value().small_int());
    if (__builtin_expect(!value.is_unbound(), 1)) {
      r[A] = value;
      NEXT(2);
    }
  }
  TAIL(op_kLoadGlobal);
}

PYRO_OP(kLoadGlobalBuiltin) {
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  RawObject keys = RawDict(frame->globals.raw()).keys();
  RawDict builtins(frame->builtins.raw());
  word packed = cache.extra().is_small_int() ? cache.extra().small_int() : -1;
  if (__builtin_expect(keys == cache.key() && RawDictKeys(keys.raw()).used() == packed >> 24 &&
                           builtins.keys() == cache.value(),
                       1)) {
    RawObject value = array_at(builtins.values(), packed & 0xffffff);
    if (__builtin_expect(!value.is_unbound(), 1)) {
      r[A] = value;
      NEXT(2);
    }
  }
  TAIL(op_kLoadGlobal);
}

PYRO_OP(kStoreGlobal) {
  SAVE_PC();
  if (!store_global(thread, frame, NAME_INDEX, r[A])) ERROR();
  NEXT(2);
}

PYRO_OP(kDeleteGlobal) {
  SAVE_PC();
  if (!delete_global(thread, frame, NAME_INDEX)) ERROR();
  NEXT(2);
}

// --- names in a namespace

PYRO_OP(kLoadName) {
  // At module level the namespace is the globals dict: the same caches serve.
  if (frame->locals == frame->globals) TAIL(op_kLoadGlobal);
  SAVE_PC();
  RawObject value = load_name(thread, frame, NAME_INDEX);
  if (value.is_error()) ERROR();
  r[A] = value;
  NEXT(2);
}

PYRO_OP(kStoreName) {
  SAVE_PC();
  if (!store_name(thread, frame, NAME_INDEX, r[A])) ERROR();
  NEXT(2);
}

PYRO_OP(kDeleteName) {
  SAVE_PC();
  if (!delete_name(thread, frame, NAME_INDEX)) ERROR();
  NEXT(2);
}

PYRO_OP(kLoadClassCell) {
  SAVE_PC();
  RawObject value = load_class_cell(thread, frame, NAME_INDEX, r[B]);
  if (value.is_error()) ERROR();
  r[A] = value;
  NEXT(2);
}

PYRO_OP(kLoadLocals) {
  r[A] = frame->locals;
  NEXT(1);
}

PYRO_OP(kSetupAnnotations) {
  SAVE_PC();
  if (!setup_annotations(thread, frame)) ERROR();
  NEXT(1);
}

}  // namespace pyro::interpreter
