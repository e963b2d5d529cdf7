#pragma once

#include <vector>

#include "runtime/frame.h"

// Which temporaries of a frame are still needed.
//
// A full collection must not keep alive what a program can no longer reach: `f(C()); gc.collect()`
// leaves the instance in a register that nothing reads again. Named variables count as live until
// they are deleted or the frame ends, as the language has it; temporaries are live as a backward
// data-flow analysis over the instruction table says.

namespace pyro::interpreter {

// Sets the dead temporaries below register `limit` of an active frame to Unbound (what lies above
// belongs to a callee). `operands_live`: the instruction at the frame's pc is still using its
// operands, because a native function runs on them. Registers [kept_from, kept_to) are left alone.
void clear_dead_temporaries(ActiveFrame* frame, bool operands_live, word limit, word kept_from,
                            word kept_to);

// Functions with more registers are not analysed.
constexpr int kMaxLivenessRegisters = 256;

// Which registers the code from the instruction at word `offset` on may read, for each register.
std::vector<bool> live_before(const CodeBlock& block, uint32_t offset);
// Registers of variables and cells come first; this one and those behind it are temporaries.
uint32_t first_temporary_register(const CodeBlock& block, RawCode code);

}  // namespace pyro::interpreter
