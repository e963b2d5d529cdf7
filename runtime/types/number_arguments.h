#pragma once

#include <string>

#include "runtime/float.h"
#include "runtime/operations.h"
#include "runtime/roots.h"

// What the methods of int, float and complex share.

namespace pyro {

// An exact value as an instance of `cls`: itself if `exact` says that cls is the builtin type, else
// a subclass's instance.
RawObject instance_of_number_class(Thread* thread, const Object& cls, LayoutId exact,
                                   RawObject value);

// True with the value of a float or int in *result; False for other types; Error if an int is too
// large.
Truth real_operand(Thread* thread, RawObject value, double* result);
// The same, complex included.
Truth complex_operand(Thread* thread, RawObject value, ComplexNumber* result);

// Compares a float with a float or an int exactly; NotImplemented for other types.
RawObject compare_float_with(CompareOp op, double left, RawObject right);

// The ASCII text in a bytes-like argument without outer whitespace. False and nothing pending if it
// has no buffer; on failure an exception is pending.
bool bytes_number_text(Thread* thread, const Object& value, std::string* text);

// The format specification must be a str: TypeError "__format__() argument must be str, not X".
[[nodiscard]] bool check_format_spec(Thread* thread, const Object& spec);

}  // namespace pyro
