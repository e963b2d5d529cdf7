#pragma once

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// What the natives of the containers share.

namespace pyro {

// A fresh instance of the class `cls` for __new__; declared fields are None.
RawObject allocate_for(Thread* thread, RawObject cls);

// An integer argument (through __index__) as a machine word: OverflowError in the words of argument
// parsing.
[[nodiscard]] bool word_argument(Thread* thread, const Object& value, word* result);

// cls[item] for classes that take any parameters: types.GenericAlias.
RawObject new_generic_alias(Thread* thread, const Object& origin, const Object& args);

// Pickling of iterators: (builtin function `name`, (argument,)) and with a state behind it.
RawObject reduce_with(Thread* thread, const char* builtin, const Object& argument);
RawObject reduce_with_state(Thread* thread, const char* builtin, const Object& argument,
                            RawObject state_immediate);

// repr of `count` items given by `item(i)`, between brackets: "[1, 2]". `item` returns the value or
// Unbound at the end.
class ItemSource {
 public:
  virtual RawObject next(Thread* thread) = 0;

 protected:
  ~ItemSource() = default;
};
RawObject repr_of_items(Thread* thread, const char* open, ItemSource& items, const char* close,
                        bool trailing_comma);

// The six comparison natives of a type in terms of one function.
#define PYRO_COMPARISONS(TYPE, COMPARE)                          \
  RawObject TYPE##___lt__(Thread* thread, Arguments arguments) { \
    return COMPARE(thread, CompareOp::kLt, arguments);           \
  }                                                              \
  RawObject TYPE##___le__(Thread* thread, Arguments arguments) { \
    return COMPARE(thread, CompareOp::kLe, arguments);           \
  }                                                              \
  RawObject TYPE##___eq__(Thread* thread, Arguments arguments) { \
    return COMPARE(thread, CompareOp::kEq, arguments);           \
  }                                                              \
  RawObject TYPE##___ne__(Thread* thread, Arguments arguments) { \
    return COMPARE(thread, CompareOp::kNe, arguments);           \
  }                                                              \
  RawObject TYPE##___gt__(Thread* thread, Arguments arguments) { \
    return COMPARE(thread, CompareOp::kGt, arguments);           \
  }                                                              \
  RawObject TYPE##___ge__(Thread* thread, Arguments arguments) { \
    return COMPARE(thread, CompareOp::kGe, arguments);           \
  }

inline RawObject truth_result(Truth truth) {
  return truth == Truth::kError ? RawObject::error() : RawObject::from_bool(truth == Truth::kTrue);
}
inline RawObject none_or_error(bool ok) { return ok ? RawObject::none() : RawObject::error(); }

}  // namespace pyro
