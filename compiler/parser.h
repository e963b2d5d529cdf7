#pragma once

// The front door of the compiler: source text in, syntax tree or error out.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/arena.h"
#include "compiler/ast.h"
#include "compiler/syntax_error.h"

namespace pyro {

enum class ParseMode : uint8_t {
  Exec,      // a file: ast::Module
  Eval,      // one expression: ast::Expression
  Single,    // one interactive statement: ast::Interactive
  FuncType,  // a signature type comment, "(int) -> str": ast::FunctionType
};

struct ParseOptions {
  ParseMode mode = ParseMode::Exec;
  bool type_comments = false;              // PyCF_TYPE_COMMENTS
  bool ignore_cookie = false;              // the source was a str: an encoding cookie means nothing
  bool dont_imply_dedent = false;          // PyCF_DONT_IMPLY_DEDENT, for codeop
  bool allow_incomplete_input = false;     // PyCF_ALLOW_INCOMPLETE_INPUT, for codeop
  bool barry_as_bdfl = false;              // from __future__ import barry_as_FLUFL
  int feature_version = 11;                // minor version; constructs newer than it are errors
  int max_int_digits = 4300;               // sys.get_int_max_str_digits(); 0 means no limit
};

struct ParseResult {
  ast::Mod* tree = nullptr;  // null on error
  SyntaxErrorInfo error;     // meaningful when tree is null
  std::vector<CompilerWarning> warnings;
};

// Parses a whole source. `source` is bytes; unless options.ignore_cookie says that it is UTF-8 already, a byte order mark or an
// encoding cookie (PEP 263) tells the encoding. The tree lives in `arena`; nothing refers to `source` afterwards.
ParseResult parse(Arena& arena, std::string_view source, std::string_view filename,
                  const ParseOptions& options);

}  // namespace pyro
