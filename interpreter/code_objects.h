#pragma once

#include "compiler/code_unit.h"
#include "runtime/frame.h"

// Code objects from what the compiler made.

namespace pyro::interpreter {

// Registers beyond those that the code names, so that a receiver can be inserted into a window at
// the end.
constexpr int kSpareRegisters = 2;

RawObject make_code(Thread* thread, const compiler::CodeUnit& unit);
RawObject make_constant(Thread* thread, const compiler::Constant& constant);
// Gives a code object that has none its own block and feedback.
void give_block(Thread* thread, const Code& code, const compiler::CodeUnit& unit,
                std::string packed_positions);

}  // namespace pyro::interpreter
