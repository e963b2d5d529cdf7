#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The native part of a code object. Code objects refer to it by index (Code::block), since nothing
// in the heap may be a native pointer.
//
// Most functions of an imported module never run. Code that comes from a cache file is therefore
// dormant: it shares block 0, which fits no call, and keeps what the file said in Code::packed. The
// first call, or the first look at its parts, wakes it (interpreter/code_assembly.h): then it is
// validated and gets a block and feedback of its own.

namespace pyro {

struct ExceptionRange {
  uint32_t start, end, handler;
  uint16_t exception_register;
};

// PEP 657: the source range of the instructions from word `offset` to the next entry's. Columns are
// UTF-8 bytes, -1 if unknown; line 0 means no line.
struct PositionRange {
  uint32_t offset;
  int32_t line, end_line, column, end_column;
};

// Positions as variable-length numbers, seven bits a byte, each range relative to the one before: a
// fifth of the space.
std::string pack_positions(const std::vector<PositionRange>& positions);
// False if the text is malformed.
[[nodiscard]] bool unpack_positions(std::string_view packed, std::vector<PositionRange>* positions);

struct CodeBlock {
  std::vector<uint32_t> words;  // changed in place by quickening
  std::vector<ExceptionRange> exceptions;
  std::vector<uint16_t> cell_registers;
  std::vector<uint16_t> variable_registers;  // where local variable i lives; empty: in register i
  std::string packed_positions;
  int32_t register_count = 0;
  int32_t parameter_count = 0;  // registers filled by the caller: *args and **kwargs included
  int32_t argument_count = 0;   // positional parameters
  int32_t positional_only_count = 0;
  int32_t keyword_only_count = 0;
  int32_t cache_groups = 0;
  uint32_t flags = 0;             // co_flags
  bool simple_signature = false;  // only positional parameters

  // Unpacked when first asked for, which tracebacks and tracing do.
  const std::vector<PositionRange>& positions() const;
  // The range that the instruction at word `offset` belongs to, or null.
  const PositionRange* position_at(int64_t offset) const;

 private:
  mutable std::vector<PositionRange> positions_;
};

// Variable-length numbers, shared with the other tables of code objects in files.
void put_number(std::string* out, uint64_t value);
void put_signed(std::string* out, int64_t value);

// Reads what the functions above wrote; `ok` turns false at the first thing that cannot be.
class NumberReader {
 public:
  explicit NumberReader(std::string_view data) : data_(data) {}
  uint64_t number();
  int64_t signed_number();
  // A count of things that take at least a byte each.
  size_t count();
  bool at_end() const { return position_ == data_.size(); }
  size_t position() const { return position_; }
  bool ok = true;

 private:
  std::string_view data_;
  size_t position_ = 0;
};

}  // namespace pyro
