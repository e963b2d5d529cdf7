#pragma once

// From the syntax tree to code units: the second half of the compiler.
//
// The work is done in three steps, each of which reads the tree and none of which changes it:
//
//   1. compiler/scopes.h decides for every name of every block what it refers to: a register, a
//   cell, a global, or an entry
//      of a namespace mapping (language reference, section 4.2 "Naming and binding").
//   2. The code generator (compiler/code_generator.h) walks over statements and expressions and
//   appends instructions to a
//      Emitter (compiler/emitter.h). Instructions refer to labels; try statements open protected
//      regions.
//   3. Emitter::finish runs the passes on instructions (definite assignment, unreachable code,
//   jumps to jumps), lays
//      them out, and fills the tables of a CodeUnit.
//
// An expression is compiled either *into* a register or *as an operand*. As an operand, a local
// variable is its own register and costs nothing, so that `x = a + b` is one instruction. That is
// right only as long as nothing between the evaluation of the operand and its use can rebind the
// local; within one expression only `:=` can, and so operands that are targets of `:=` somewhere in
// the block are copied. A destination that is a local is written exactly once, by the last
// instruction of the expression: an exception half-way must leave the variable as it was, and the
// expression may read it.
//
// Temporaries form a stack above locals and cells. Statements keep there what lives longer than an
// expression (iterators, exit functions, saved exceptions); expressions push and pop within. Calls
// want callable and arguments in consecutive registers, which a stack gives for free.
//
// Errors: the first one found wins and is returned; compiling goes on harmlessly until the
// generator notices.

#include <memory>
#include <string>
#include <vector>

#include "compiler/arena.h"
#include "compiler/ast.h"
#include "compiler/code_unit.h"
#include "compiler/parser.h"

namespace pyro::compiler {

enum class CompileMode : uint8_t { kExec, kEval, kSingle };

// Bits of `CompileOptions::future_flags` and of co_flags: the values of `__future__`'s
// compiler_flag attributes.
constexpr uint32_t kFutureDivision = 0x20000, kFutureAbsoluteImport = 0x40000,
                   kFutureWithStatement = 0x80000, kFuturePrintFunction = 0x100000,
                   kFutureUnicodeLiterals = 0x200000, kFutureBarryAsBdfl = 0x400000,
                   kFutureGeneratorStop = 0x800000, kFutureAnnotations = 0x1000000;
constexpr uint32_t kFutureMask = 0x1fe0000;

struct CompileOptions {
  std::string filename = "<string>";
  CompileMode mode = CompileMode::kExec;
  int optimize_level = 0;              // 0 none, 1 no asserts (-O), 2 no docstrings either (-OO)
  uint32_t future_flags = 0;           // inherited __future__ flags
  bool allow_top_level_await = false;  // PyCF_ALLOW_TOP_LEVEL_AWAIT
};

struct CompileResult {
  std::shared_ptr<CodeUnit> unit;  // null on error
  SyntaxErrorInfo error;  // offsets count UTF-8 bytes, as CPython reports them for this phase
  std::vector<CompilerWarning> warnings;
};

// The future features that a module asks for, added to *flags. False with *error set for an unknown
// feature.
bool collect_future_flags(const ast::Mod* tree, uint32_t* flags, SyntaxErrorInfo* error);

// Compiles a Module (mode kExec), an Expression (kEval) or an Interactive (kSingle). `arena` takes
// mangled names and folded constants; it must be the arena of the tree.
CompileResult compile_module(Arena& arena, const ast::Mod* tree, const CompileOptions& options);

}  // namespace pyro::compiler
