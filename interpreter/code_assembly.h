#pragma once

#include <string>

#include "compiler/code_unit.h"
#include "runtime/frame.h"

// Code objects as Python programs and files see them: bytes for what lives in the native block.
//
// co_code is the instruction words in their unquickened form, little endian. co_linetable is the
// list of position ranges and co_exceptiontable everything else that the block holds (register
// count, number of inline caches, registers of cells, exception ranges), both as variable-length
// numbers, seven bits a byte.

namespace pyro::interpreter {

std::string code_words(const CodeBlock& block);
std::string encode_block_data(const CodeBlock& block);

// A number that changes with the instruction set and the compiler, so that code of another build is
// not taken for this one's.
uint32_t instruction_set_fingerprint();

// The values of a code object in the order of the constructor of types.CodeType.
enum CodePart : word {
  kPartArgcount,
  kPartPosonlyargcount,
  kPartKwonlyargcount,
  kPartNlocals,
  kPartStacksize,
  kPartFlags,
  kPartCode,
  kPartConstants,
  kPartNames,
  kPartVarnames,
  kPartFilename,
  kPartName,
  kPartQualname,
  kPartFirstlineno,
  kPartLinetable,
  kPartExceptiontable,
  kPartFreevars,
  kPartCellvars,
  kPartCount
};
// A tuple of the parts.
RawObject code_parts(Thread* thread, const Object& code);
// A dormant code object from a tuple of parts, which is changed. TypeError for wrong types.
RawObject assemble_code(Thread* thread, const Tuple& parts);

inline bool is_dormant(RawCode code) { return code.block() == 0; }
// Gives dormant code its block and feedback. False: ValueError, the bytecode could not be executed
// safely.
[[nodiscard]] bool wake_code(Thread* thread, const Code& code);

}  // namespace pyro::interpreter
