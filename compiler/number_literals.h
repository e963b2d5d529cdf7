#pragma once

// The values of numeric literals.

#include <string>
#include <string_view>

#include "compiler/arena.h"
#include "compiler/ast.h"

namespace pyro {

// Reads a literal that the lexer has accepted. Returns an error message, empty if all is well: only
// a decimal integer with more than `max_int_digits` digits (0: no limit) is refused.
std::string parse_number(Arena& arena, std::string_view literal, int max_int_digits,
                         ast::ConstantValue* value);

}  // namespace pyro
