#pragma once

#include <string>

#include "compiler/code_unit.h"

namespace pyro::compiler {

// Checks that a unit (and the units among its constants) can be executed without leaving its
// bounds: known opcodes, whole instructions, registers below register_count, indices within their
// tables, jumps and handlers at instructions, no control running off the end, ordered tables; and
// that no temporary is read on a path on which it was not written. Returns what is wrong, or an
// empty string. Used by tests and on code that was read from a cache.
std::string validate(const CodeUnit& unit);

}  // namespace pyro::compiler
