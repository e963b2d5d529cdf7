#pragma once

#include <string>

#include "runtime/buffer.h"
#include "runtime/operations.h"
#include "runtime/roots.h"

// Converting arguments of the text and bytes methods.

namespace pyro {

// Optional [start:end] arguments at positions `first` and `first + 1` of a search in a sequence of `length` items, clipped as
// slices are. None and absence mean the whole. False: TypeError pending.
[[nodiscard]] bool search_bounds(Thread* thread, Arguments arguments, word first, word length, word* start, word* end);
// A C-sized integer (ssize_t): OverflowError "Python int too large to convert to C ssize_t".
[[nodiscard]] bool size_argument(Thread* thread, const Object& value, word* result);
// A C int: OverflowError "Python int too large to convert to C int".
[[nodiscard]] bool int_argument(Thread* thread, const Object& value, int* result);
// The str that a parameter must be: "NAME() argument 'PARAMETER' must be str, not X".
[[nodiscard]] bool str_argument(Thread* thread, const Object& value, const char* function, const char* parameter, std::string* result);

// `sequence * value`: None if *count was set; NotImplemented if the class of `value` reflects the operator itself; else Error
// ("can't multiply sequence by non-int of type 'X'").
RawObject sequence_multiplier(Thread* thread, const Object& value, Symbol reflected, word* count);
// Is `value` an instance of a class statement whose class defines the reflected operator? Builtin sequences let it have its way
// before they complain about its type.
bool reflects_operator(Thread* thread, const Object& value, Symbol reflected);

// The type of a value as error texts name it.
std::string type_name_of(Thread* thread, const Object& value);

// A copy of a bytes-like argument. False: TypeError pending.
[[nodiscard]] bool bytes_argument(Thread* thread, const Object& value, std::string* result);

}  // namespace pyro
