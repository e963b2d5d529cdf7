#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/codecs.h"
#include "runtime/compare_order.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/iterators.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/str_repr.h"
#include "runtime/text/unicode.h"
#include "runtime/text_iterators.h"
#include "runtime/types/text_arguments.h"
#include "runtime/types/user_value.h"

// str: construction, repr, comparison, the sequence protocol, iteration.

namespace pyro {

RawObject str_repr(Thread* thread, const Object& str, ReprStyle style) {
  RawObject value = *str;
  StrBuilder out;
  AppendTextRepr(text_view(str_data(value)), style, &out);
  return out.finish(thread);
}

RawObject ascii_of_repr(Thread* thread, const Object& repr) {
  RawObject value = underlying_value(*repr);
  StrData data = str_data(value);
  if (data.is_ascii()) return *repr;
  StrBuilder out;
  for (word i = 0; i < data.length; i++) {
    uint32_t c = data.at(i);
    if (c < 0x80)
      out.append(c);
    else
      AppendHexEscape(c, &out);
  }
  return out.finish(thread);
}

namespace {

RawObject decoded_argument(Thread* thread, Arguments arguments) {
  std::string encoding, errors;
  Object object(thread, arguments.has(1) ? arguments[1] : RawObject::from_small_bytes("", 0));
  if (arguments.has(2)) {
    Object value(thread, arguments[2]);
    if (!str_argument(thread, value, "str", "encoding", &encoding)) return RawObject::error();
  }
  if (arguments.has(3)) {
    Object value(thread, arguments[3]);
    if (!str_argument(thread, value, "str", "errors", &errors)) return RawObject::error();
  }
  if (is_str(*object)) return raise_type_error(thread, "decoding str is not supported");
  if (!supports_buffer_NoGC(*object))
    return raise_type_error(thread, "decoding to str: need a bytes-like object, %T found", &object);
  return decode(thread, object, arguments.has(2) ? encoding.c_str() : nullptr,
                arguments.has(3) ? errors.c_str() : nullptr);
}

template <CompareOp op>
RawObject str_order(Thread*, Arguments arguments) {
  if (!is_str(arguments[1])) return RawObject::not_implemented();
  return RawObject::from_bool(
      satisfies(op, str_compare_NoGC(arguments[0], underlying_value(arguments[1]))));
}

RawObject str_multiply(Thread* thread, Arguments arguments) {
  Object factor(thread, arguments[1]);
  word count;
  if (!sequence_multiplier(thread, factor, &count)) return RawObject::error();
  Object self(thread, arguments[0]);
  return str_repeat(thread, self, count);
}

RawObject next_char(Thread* thread, const Iterator& iterator) {
  Object source(thread, iterator->source());
  if (source->is_none()) return RawObject::unbound();
  word index = iterator->index();
  RawObject exact = underlying_value(*source);
  StrData data = str_data(exact);
  if (index >= data.length) {
    iterator->set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator->set_index(index + 1);
  return new_str_from_code_point(thread, data.at(index));
}

RawObject characters_left_NoGC(RawIterator iterator) {
  RawObject source = underlying_value(iterator.source());
  return RawObject::from_small_int(
      source.is_none() ? 0 : std::max<word>(0, str_length(source) - iterator.index()));
}

RawObject set_character_index(Thread* thread, RawObject self, const Object& state) {
  word index;
  if (!is_int(*state)) return raise_type_error(thread, "an integer is required");
  Iterator iterator(thread, self);
  if (!index_as_word(thread, state, OnOverflow::kOverflowError, &index)) return RawObject::error();
  RawObject source = underlying_value(iterator->source());
  if (!source.is_none()) iterator->set_index(std::clamp<word>(index, 0, str_length(source)));
  return RawObject::none();
}

}  // namespace

RawObject new_str_iterator(Thread* thread, const Object& str) {
  RawObject exact = underlying_value(*str);
  bool ascii = str_data(exact).is_ascii();
  return new_iterator(thread, ascii ? Kind::kStrAsciiIterator : Kind::kStrIterator, str, 0);
}

RawObject str_iterate(Thread* thread, const StrIterator& iterator) {
  return next_char(thread, iterator);
}

namespace natives {

RawObject str___new__(Thread* thread, Arguments arguments) {
  Object value(thread, RawObject::from_small_str("", 0));
  if (arguments.has(2) || arguments.has(3)) {
    value = decoded_argument(thread, arguments);
  } else if (arguments.has(1)) {
    Object object(thread, arguments[1]);
    value = pyro::str(thread, object);
  }
  if (value->is_error() || arguments[0] == thread->runtime()->type_at(LayoutId::kStr))
    return *value;
  Object cls(thread, arguments[0]);
  value = underlying_value(*value);
  return new_user_value(thread, cls, value);
}

RawObject str___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return str_repr(thread, self, ReprStyle::kUnicode);
}

RawObject str___str__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject str___hash__(Thread* thread, Arguments arguments) {
  return RawObject::from_small_int(str_hash_NoGC(thread->runtime(), arguments[0]));
}

RawObject str___lt__(Thread* thread, Arguments arguments) {
  return str_order<CompareOp::kLt>(thread, arguments);
}
RawObject str___le__(Thread* thread, Arguments arguments) {
  return str_order<CompareOp::kLe>(thread, arguments);
}
RawObject str___gt__(Thread* thread, Arguments arguments) {
  return str_order<CompareOp::kGt>(thread, arguments);
}
RawObject str___ge__(Thread* thread, Arguments arguments) {
  return str_order<CompareOp::kGe>(thread, arguments);
}

RawObject str___eq__(Thread*, Arguments arguments) {
  if (!is_str(arguments[1])) return RawObject::not_implemented();
  return RawObject::from_bool(str_equals_NoGC(arguments[0], underlying_value(arguments[1])));
}

RawObject str___ne__(Thread*, Arguments arguments) {
  if (!is_str(arguments[1])) return RawObject::not_implemented();
  return RawObject::from_bool(!str_equals_NoGC(arguments[0], underlying_value(arguments[1])));
}

RawObject str___len__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(str_length(arguments[0]));
}

RawObject str___contains__(Thread* thread, Arguments arguments) {
  Object item(thread, arguments[1]);
  if (!is_str(*item))
    return raise_type_error(thread, "'in <string>' requires string as left operand, not %T", &item);
  return RawObject::from_bool(str_contains_NoGC(arguments[0], underlying_value(*item)));
}

RawObject str___add__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object other(thread, arguments[1]);
  return str_add(thread, self, other);
}

RawObject str___mul__(Thread* thread, Arguments arguments) {
  return str_multiply(thread, arguments);
}
RawObject str___rmul__(Thread* thread, Arguments arguments) {
  return str_multiply(thread, arguments);
}

RawObject str___getitem__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object key(thread, arguments[1]);
  if (is_heap_slice(*key)) {
    SliceBounds bounds;
    if (!slice_bounds(thread, key, str_length(*self), &bounds)) return RawObject::error();
    return str_slice(thread, self, bounds);
  }
  word index;
  if (key->is_small_int()) {
    index = key->small_int();
  } else {
    if (!is_int(*key) &&
        type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound()) {
      return raise_type_error(thread, "string indices must be integers, not '%T'", &key);
    }
    if (!index_as_word(thread, key, OnOverflow::kIndexError, &index)) return RawObject::error();
  }
  word length = str_length(*self);
  if (index < 0) index += length;
  if (index < 0 || index >= length)
    return raise(thread, Exc::kIndexError, "string index out of range");
  return str_char_at(thread, self, index);
}

RawObject str___sizeof__(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  return RawObject::from_small_int(self.is_heap() ? self.heap_words() * kWordSize : kWordSize);
}

RawObject str___getnewargs__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return new_tuple_of(thread, self);
}

RawObject str___iter__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return new_str_iterator(thread, self);
}

// The methods of both types of iterators.
#define PYRO_STR_ITERATOR(type)                                                        \
  RawObject type##___iter__(Thread*, Arguments arguments) { return arguments[0]; }     \
  RawObject type##___next__(Thread* thread, Arguments arguments) {                     \
    Iterator iterator(thread, arguments[0]);                                           \
    RawObject item = next_char(thread, iterator);                                      \
    return item.is_unbound() ? raise_stop_iteration(thread, RawObject::none()) : item; \
  }                                                                                    \
  RawObject type##___length_hint__(Thread*, Arguments arguments) {                     \
    return characters_left_NoGC(RawIterator::cast(arguments[0]));                      \
  }                                                                                    \
  RawObject type##___reduce__(Thread* thread, Arguments arguments) {                   \
    Iterator iterator(thread, arguments[0]);                                           \
    Object empty(thread, RawObject::from_small_str("", 0));                            \
    return iterator_reduce_to_iter(thread, iterator, empty);                           \
  }                                                                                    \
  RawObject type##___setstate__(Thread* thread, Arguments arguments) {                 \
    Object state(thread, arguments[1]);                                                \
    return set_character_index(thread, arguments[0], state);                           \
  }
PYRO_STR_ITERATOR(str_iterator)
PYRO_STR_ITERATOR(str_ascii_iterator)
#undef PYRO_STR_ITERATOR

RawObject str_encode(Thread* thread, Arguments arguments) {
  std::string encoding, errors;
  Object encoding_argument(thread, arguments[1]);
  Object errors_argument(thread, arguments[2]);
  if (!str_argument(thread, encoding_argument, "encode", "encoding", &encoding) ||
      !str_argument(thread, errors_argument, "encode", "errors", &errors)) {
    return RawObject::error();
  }
  Object self(thread, arguments[0]);
  return encode(thread, self, encoding.c_str(), errors.c_str());
}

}  // namespace natives

}  // namespace pyro
