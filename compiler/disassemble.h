#pragma once

#include <string>

#include "compiler/code_unit.h"

namespace pyro::compiler {

// A readable listing of a unit and of the units among its constants. `with_positions` adds columns
// to the line numbers.
std::string disassemble(const CodeUnit& unit, bool with_positions = false);

// repr() of a constant; code objects as <code NAME>.
std::string describe_constant(const Constant& constant);

}  // namespace pyro::compiler
