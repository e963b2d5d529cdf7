#include "runtime/types/container_support.h"

#include "runtime/dict.h"
#include "runtime/str.h"
#include "runtime/type.h"

namespace pyro {

RawObject allocate_for(Thread* thread, RawObject cls) {
  bool finalizer = type_has_flag(cls, kTypeHasFinalizer);
  Layout layout(thread, RawType(cls.raw()).layout());
  RawObject object = new_instance(thread, layout);
  if (finalizer) thread->heap()->register_finalizable(object);
  return object;
}

bool word_argument(Thread* thread, const Object& value, word* result) {
  if (index_as_word(thread, value, OnOverflow::kOverflowError, result)) return true;
  if (clear_pending_if(thread, Exc::kOverflowError)) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
  }
  return false;
}

RawObject new_generic_alias(Thread* thread, const Object& origin, const Object& args) {
  Tuple arguments(thread, is_tuple(*args) ? underlying_value(*args) : new_tuple_of(thread, args));
  RawGenericAlias alias(new_instance_of_kind(thread, Kind::kGenericAlias).raw());
  alias.set_origin(*origin);
  alias.set_args(*arguments);
  alias.set_starred(RawObject::false_object());
  return alias;
}

namespace {

RawObject builtin_named(Thread* thread, const char* name) {
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object key(thread, intern_ascii(thread, name));
  return dict_get_str_NoGC(*builtins, *key);
}

}  // namespace

RawObject reduce_with(Thread* thread, const char* builtin, const Object& argument) {
  Object function(thread, builtin_named(thread, builtin));
  Object arguments(thread, new_tuple_of(thread, argument));
  return new_tuple_of(thread, function, arguments);
}

RawObject reduce_with_state(Thread* thread, const char* builtin, const Object& argument,
                            RawObject state_immediate) {
  Object function(thread, builtin_named(thread, builtin)), state(thread, state_immediate);
  Object arguments(thread, new_tuple_of(thread, argument));
  return new_tuple_of(thread, function, arguments, state);
}

RawObject repr_of_items(Thread* thread, const char* open, ItemSource& items, const char* close,
                        bool trailing_comma) {
  StrBuilder builder;
  builder.append_ascii(open);
  Object item(thread, RawObject::none());
  word count = 0;
  for (;; count++) {
    item = items.next(thread);
    if (item->is_error()) return *item;
    if (item->is_unbound()) break;
    RawObject text = repr(thread, item);
    if (text.is_error()) return text;
    if (count > 0) builder.append_ascii(", ");
    builder.append_str(text);
  }
  if (trailing_comma && count == 1) builder.append_ascii(",");
  builder.append_ascii(close);
  return builder.finish(thread);
}

}  // namespace pyro
