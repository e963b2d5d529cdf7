#pragma once

// What can go wrong while source is read. Shared by the lexer, the parser and the string-literal
// decoders.

#include <cstdint>
#include <string>
#include <vector>

namespace pyro {

enum class SyntaxErrorKind : uint8_t {
  SyntaxError,
  IndentationError,
  TabError,
  UnicodeDecodeError,  // only `message`
  ValueError,          // only `message`
  MemoryError,         // no message
  RecursionError,      // only `message`
};

// What stands for None in a position.
inline constexpr int kNoPosition = INT32_MIN;

// Lines count from 1, offsets are in characters from 1, as in the attributes of SyntaxError. An end
// offset of 0 or -1 is what CPython reports where it knows only one place; `has_position` is false
// where its lineno and offset are None.
struct SyntaxErrorInfo {
  SyntaxErrorKind kind = SyntaxErrorKind::SyntaxError;
  std::string message;
  int lineno = 0;
  int offset = 0;
  int end_lineno = 0;
  int end_offset = 0;
  bool has_position = true;
  bool only_message = false;  // no places among the arguments: they are attributes only
  bool has_text = false;
  std::string text;            // the source line
  bool is_incomplete = false;  // more input could make it valid (for codeop)
};

// "SyntaxError", "IndentationError", ...
const char* syntax_error_class(SyntaxErrorKind kind);

enum class WarningCategory : uint8_t { SyntaxWarning, DeprecationWarning };

struct CompilerWarning {
  WarningCategory category;
  std::string message;
  int lineno;
  int col_offset;  // in bytes from 0, as in the tree
  int end_lineno;
  int end_col_offset;
};

}  // namespace pyro
