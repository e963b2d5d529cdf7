#pragma once

#include "compiler/code_unit.h"
#include "runtime/frame.h"

// Code objects from what the compiler made.

namespace pyro::interpreter {

// Registers beyond those that the code names, so that a receiver can be inserted into a window at the end.
constexpr int kSpareRegisters = 2;

RawObject make_code(Thread* thread, const compiler::CodeUnit& unit);
RawObject make_constant(Thread* thread, const compiler::Constant& constant);

// The source position of the instruction at word `offset`, or null.
const PositionRange* position_at(const CodeBlock* block, word offset);

}  // namespace pyro::interpreter
