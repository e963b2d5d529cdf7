#include "interpreter/names.h"

#include "interpreter/handlers.h"
#include "runtime/dict.h"
#include "runtime/dict_keys.h"
#include "runtime/factories.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

void raise_unbound_local(Thread* thread, ActiveFrame* frame, uint32_t variable) {
  Object name(thread, tuple_at(RawCode(frame->code.raw()).varnames(), variable));
  raise(thread, Exc::kUnboundLocalError,
        "cannot access local variable '%S' where it is not associated with a value", &name);
}

namespace {

void raise_name_error(Thread* thread, const Object& name, const char* format) {
  raise(thread, Exc::kNameError, format, &name);
  RawObject exception = thread->pending_exception();
  if (is_heap_name_error(exception)) RawNameError::cast(exception).set_name(*name);
}

void raise_undefined(Thread* thread, const Object& name) {
  raise_name_error(thread, name, "name '%S' is not defined");
}

}  // namespace

void raise_unbound_cell(Thread* thread, ActiveFrame* frame, uint32_t cell) {
  RawCode code(frame->code.raw());
  word own = tuple_length(code.cellvars());
  if (cell < own) {
    Object name(thread, tuple_at(code.cellvars(), cell));
    raise(thread, Exc::kUnboundLocalError,
          "cannot access local variable '%S' where it is not associated with a value", &name);
    return;
  }
  Object name(thread, tuple_at(code.freevars(), cell - own));
  raise_name_error(thread, name,
                   "cannot access free variable '%S' where it is not associated with a value in "
                   "enclosing scope");
}

namespace {

// Replaces LOAD_GLOBAL by a cached form. Only exact dicts can be cached.
void cache_global(Thread* thread, ActiveFrame* frame, RawObject name, uint32_t cache,
                  const uint32_t* pc) {
  // LOAD_NAME runs mostly once, in module and class bodies: not worth a cache.
  if (static_cast<Op>(*pc & 0xff) == Op::kLoadName || !frame->feedback.is_heap()) return;
  if (!is_exact_dict(frame->globals)) return;
  RawObject keys = RawDict(frame->globals.raw()).keys();
  word index = dict_keys_find_NoGC(RawDictKeys(keys.raw()), name);
  if (index >= 0) {
    cache_fill(frame, cache, keys, RawObject::from_small_int(index), RawObject::unbound());
    quicken(pc, Op::kLoadGlobalModule);
    return;
  }
  if (!is_exact_dict(frame->builtins)) return;
  RawObject builtin_keys = RawDict(frame->builtins.raw()).keys();
  index = dict_keys_find_NoGC(RawDictKeys(builtin_keys.raw()), name);
  if (index < 0) return;
  word packed = RawDictKeys(keys.raw()).used() << 24 | index;
  cache_fill(frame, cache, keys, builtin_keys, RawObject::from_small_int(packed));
  quicken(pc, Op::kLoadGlobalBuiltin);
}

RawObject item_or_unbound(Thread* thread, const Object& mapping, const Object& name) {
  RawObject value = get_item(thread, mapping, name);
  if (value.is_error() && clear_pending_if(thread, Exc::kKeyError)) return RawObject::unbound();
  return value;
}

RawObject lookup_builtin(Thread* thread, ActiveFrame* frame, const Object& name) {
  Object builtins(thread, frame->builtins);
  if (is_exact_dict(*builtins)) {
    Dict dict(thread, *builtins);
    return dict_get(thread, dict, name);
  }
  return item_or_unbound(thread, builtins, name);
}

// A function's globals. Methods of a dict's subclass are asked, as CPython does where globals or
// builtins are not plain.
RawObject lookup_global(Thread* thread, ActiveFrame* frame, const Object& name) {
  Dict globals(thread, frame->globals);
  if (is_exact_dict(*globals)) return dict_get(thread, globals, name);
  return item_or_unbound(thread, globals, name);
}

}  // namespace

RawObject load_global(Thread* thread, ActiveFrame* frame, uint32_t name_index, uint32_t cache,
                      const uint32_t* pc) {
  Object name(thread, name_at(frame, name_index));
  RawObject value = lookup_global(thread, frame, name);
  if (value.is_unbound()) value = lookup_builtin(thread, frame, name);
  if (value.is_error()) return value;
  if (value.is_unbound()) {
    raise_undefined(thread, name);
    return RawObject::error();
  }
  cache_global(thread, frame, *name, cache, pc);
  return value;
}

bool store_global(Thread* thread, ActiveFrame* frame, uint32_t name_index, RawObject raw_value) {
  Object name(thread, name_at(frame, name_index));
  Object value(thread, raw_value);
  Dict globals(thread, frame->globals);
  return dict_set(thread, globals, name, value);
}

bool delete_global(Thread* thread, ActiveFrame* frame, uint32_t name_index) {
  Object name(thread, name_at(frame, name_index));
  Dict globals(thread, frame->globals);
  RawObject removed = dict_remove(thread, globals, name);
  if (removed.is_unbound()) raise_undefined(thread, name);
  return !removed.is_unbound() && !removed.is_error();
}

namespace {

// The name in the frame's namespace: value, Unbound, or Error.
RawObject namespace_get(Thread* thread, ActiveFrame* frame, const Object& name) {
  Object locals(thread, frame->locals);
  if (is_exact_dict(*locals)) {
    Dict dict(thread, *locals);
    return dict_get(thread, dict, name);
  }
  if (locals->is_none()) {
    raise(thread, Exc::kSystemError, "no locals when loading %R", &name);
    return RawObject::error();
  }
  RawObject value = get_item(thread, locals, name);
  if (value.is_error() && clear_pending_if(thread, Exc::kKeyError)) return RawObject::unbound();
  return value;
}

}  // namespace

RawObject load_name(Thread* thread, ActiveFrame* frame, uint32_t name_index) {
  Object name(thread, name_at(frame, name_index));
  RawObject value = namespace_get(thread, frame, name);
  if (!value.is_unbound()) return value;
  Dict globals(thread, frame->globals);
  value = dict_get(thread, globals, name);
  if (value.is_unbound()) value = lookup_builtin(thread, frame, name);
  if (!value.is_unbound()) return value;
  raise_undefined(thread, name);
  return RawObject::error();
}

bool store_name(Thread* thread, ActiveFrame* frame, uint32_t name_index, RawObject raw_value) {
  Object name(thread, name_at(frame, name_index));
  Object value(thread, raw_value);
  Object locals(thread, frame->locals);
  if (is_exact_dict(*locals)) {
    Dict dict(thread, *locals);
    return dict_set(thread, dict, name, value);
  }
  if (locals->is_none()) {
    raise(thread, Exc::kSystemError, "no locals found when storing %R", &name);
    return false;
  }
  return set_item(thread, locals, name, value);
}

bool delete_name(Thread* thread, ActiveFrame* frame, uint32_t name_index) {
  Object name(thread, name_at(frame, name_index));
  Object locals(thread, frame->locals);
  if (is_exact_dict(*locals)) {
    Dict dict(thread, *locals);
    RawObject removed = dict_remove(thread, dict, name);
    if (removed.is_unbound()) raise_undefined(thread, name);
    return !removed.is_unbound() && !removed.is_error();
  }
  if (delete_item(thread, locals, name)) return true;
  if (clear_pending_if(thread, Exc::kKeyError)) raise_undefined(thread, name);
  return false;
}

RawObject load_class_cell(Thread* thread, ActiveFrame* frame, uint32_t name_index,
                          RawObject raw_cell) {
  Object name(thread, name_at(frame, name_index));
  Object cell(thread, raw_cell);
  RawObject value = namespace_get(thread, frame, name);
  if (!value.is_unbound()) return value;
  value = RawCell(cell->raw()).value();
  if (!value.is_unbound()) return value;
  raise_name_error(thread, name,
                   "cannot access free variable '%S' where it is not associated with a value in "
                   "enclosing scope");
  return RawObject::error();
}

bool setup_annotations(Thread* thread, ActiveFrame* frame) {
  Object name(thread, thread->runtime()->symbol(Symbol::k__annotations__));
  RawObject found = namespace_get(thread, frame, name);
  if (found.is_error()) return false;
  if (!found.is_unbound()) return true;
  Object annotations(thread, new_dict(thread));
  Object locals(thread, frame->locals);
  if (is_exact_dict(*locals)) {
    Dict dict(thread, *locals);
    return dict_set(thread, dict, name, annotations);
  }
  return set_item(thread, locals, name, annotations);
}

}  // namespace pyro::interpreter
