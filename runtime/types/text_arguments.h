#pragma once

#include <string>

#include "runtime/buffer.h"
#include "runtime/operations.h"
#include "runtime/roots.h"

// Converting arguments of the text and bytes methods.

namespace pyro {

// Optional [start:end] arguments at positions `first` and `first + 1` of a search in a sequence of
// `length` items, clipped as slices are. None and absence mean the whole. False: TypeError pending.
[[nodiscard]] bool search_bounds(Thread* thread, Arguments arguments, word first, word length,
                                 word* start, word* end);
// A C-sized integer (ssize_t): OverflowError "Python int too large to convert to C ssize_t".
[[nodiscard]] bool size_argument(Thread* thread, const Object& value, word* result);
// A C int: OverflowError "Python int too large to convert to C int".
[[nodiscard]] bool int_argument(Thread* thread, const Object& value, int* result);
// The str that a parameter must be: "NAME() argument 'PARAMETER' must be str, not X".
[[nodiscard]] bool str_argument(Thread* thread, const Object& value, const char* function,
                                const char* parameter, std::string* result);

// The factor of `sequence * value`, not negative. (Operands that are no integers were dealt with by
// binary_operation.)
[[nodiscard]] bool sequence_multiplier(Thread* thread, const Object& value, word* count);

// The type of a value as error texts name it.
std::string type_name_of(Thread* thread, const Object& value);

// A copy of a bytes-like argument. False: TypeError pending.
[[nodiscard]] bool bytes_argument(Thread* thread, const Object& value, std::string* result);

}  // namespace pyro
