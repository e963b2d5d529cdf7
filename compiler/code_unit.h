#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

// What the compiler produces: one CodeUnit per module, class body, function, lambda or
// comprehension. Plain data without reference to any heap; the runtime makes code objects of it,
// and the cache of compiled modules writes it to disk.

namespace pyro::compiler {

struct CodeUnit;

struct Constant {
  enum class Kind : uint8_t {
    kNone,
    kTrue,
    kFalse,
    kEllipsis,
    kInt,  // `integer`, if it fits; else `text` holds the digits as lower-case hexadecimal with an
           // optional '-'
    kFloat,      // `real`
    kComplex,    // `real`, `imaginary`
    kStr,        // `text`: UTF-8 with lone surrogates encoded as three bytes
    kBytes,      // `text`
    kTuple,      // `items`
    kFrozenSet,  // `items`
    kCode,       // `code`
  };
  Kind kind = Kind::kNone;
  bool is_big = false;  // kInt: the value is in `text`
  int64_t integer = 0;
  double real = 0, imaginary = 0;
  std::string text;
  std::vector<Constant> items;
  std::shared_ptr<CodeUnit> code;
};

// Words [start, end) are protected: an exception raised there is put into register
// `exception_register`, and execution goes on at `handler`. Entries are ordered so that the first
// match is the innermost.
struct ExceptionEntry {
  uint32_t start, end, handler;
  uint16_t exception_register;
};

// PEP 657: the source range of the instruction at `offset` and of those behind it up to the next
// entry. Columns are UTF-8 bytes, -1 when unknown; line 0 means no line (artificial instruction).
struct PositionEntry {
  uint32_t offset;
  int32_t line, end_line, column, end_column;
};

// co_flags as documented for inspect (CO_OPTIMIZED ...).
constexpr uint32_t kCodeOptimized = 0x1, kCodeNewLocals = 0x2, kCodeVarargs = 0x4,
                   kCodeVarkeywords = 0x8, kCodeNested = 0x10, kCodeGenerator = 0x20,
                   kCodeCoroutine = 0x80, kCodeIterableCoroutine = 0x100,
                   kCodeAsyncGenerator = 0x200;

struct CodeUnit {
  std::string name, qualified_name, filename;
  int32_t first_line = 1;
  uint32_t flags = 0;          // __future__ flags included
  int32_t argument_count = 0;  // positional-only included
  int32_t positional_only_count = 0, keyword_only_count = 0;
  std::vector<std::string> variable_names;  // co_varnames; register i holds variable i
  std::vector<std::string> cell_names;      // co_cellvars
  std::vector<std::string> free_names;      // co_freevars
  std::vector<uint16_t>
      cell_registers;  // where the cell of each cell variable, then of each free variable, lives
  std::vector<uint16_t> variable_registers;  // empty when register i holds variable i. Else (far
                                             // codes) where variable i lives once the code's own
                                             // prologue has moved the parameters there
  int32_t register_count = 0;                // all registers, far ones included
  int32_t cache_groups = 0;                  // inline cache groups (three values each)
  std::vector<uint32_t> words;
  std::vector<Constant>
      constants;  // index 0 is the docstring (or None) for functions, as in CPython
  std::vector<std::string> names;  // co_names
  std::vector<ExceptionEntry> exceptions;
  std::vector<PositionEntry> positions;
};

}  // namespace pyro::compiler
