#pragma once

// The front door of the compiler: source text in, syntax tree or error out.
//
// How it works
//
// SourceText decodes the bytes (PEP 263), Lexer makes tokens on demand, Parser is a recursive
// descent over the grammar of the language reference (chapter 10), one function per rule, and fills
// an Arena with the nodes of compiler/ast.def. The parse_*.cpp files hold the rules by chapter;
// literals are decoded in number_literals, string_literals and fstring.
//
// A rule either succeeds, with the position behind what it has taken, or returns null, and then its
// caller sets the position back and tries something else. There is no error in that; the grammar is
// a PEG (PEP 617), in which order is meaning.
//
// Two passes. The first only wants the tree. It decides by the next token wherever the grammar
// allows that: an assignment, for instance, is read as an expression that turns out to be followed
// by '='. When it fails, nothing has been said about why, except for what the lexer found and for a
// few tokens without which nothing can go on (':' after `else`).
//
// The second pass runs over the same tokens with `diagnosing_` set and looks for a reason. It
// follows the grammar to the letter, alternative by alternative, and in between calls the
// diagnose_*() functions, each of which knows one kind of mistake: two expressions side by side,
// '=' where '==' was meant, a block that is not indented. What is wrong with a source is often
// arguable, and which mistake is found first depends on that order; following it is what makes
// message and position agree with CPython's. If no function finds anything, it is "invalid syntax"
// at the furthest token that the first pass has looked at. At the end the rest of the source is
// read for mistakes in the text itself (a string or a bracket that is never closed), which win,
// because they say more.
//
// Rules to keep
//
// - The furthest token of the first pass is observable. Look at a token only where the grammar
// would.
// - After an error (`stopped_`) every token looks like TokenKind::Error, so that all loops end and
// all alternatives fail without
//   being told. Code that goes on after a rule has failed must not raise again; raise() does
//   nothing then.
// - The second pass remembers results per rule and position (`remember`). That keeps it linear, and
// is observable as well: a
//   result found while diagnosis was off is not looked at again. The rules that are remembered are
//   therefore chosen to agree with CPython, not only for speed.
// - Recursion is bounded: brackets by the lexer (200), indentation by the lexer (100), the rest by
// DepthGuard. The bounds are
//   CPython's, and so are the errors.
// - Positions in the tree are bytes; positions in errors are characters. For a source of bytes that
// does not say its encoding,
//   CPython leaves errors in bytes too.
//
// Expressions in f-strings are parsed as sources of their own (see fstring.h); `NestedOrigin` maps
// their positions back.
//
// Checked by error_corpus_test (recorded answers), library_trees_test (every file of the standard
// library) and `tools/compare_ast.py TOOL mutate`, which damages library files at random and
// compares message and position with CPython's.

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
  bool type_comments = false;           // PyCF_TYPE_COMMENTS
  bool ignore_cookie = false;           // the source was a str: an encoding cookie means nothing
  bool dont_imply_dedent = false;       // PyCF_DONT_IMPLY_DEDENT, for codeop
  bool allow_incomplete_input = false;  // PyCF_ALLOW_INCOMPLETE_INPUT, for codeop
  bool barry_as_bdfl = false;           // from __future__ import barry_as_FLUFL
  int feature_version = 11;             // minor version; constructs newer than it are errors
  int max_int_digits = 4300;            // sys.get_int_max_str_digits(); 0 means no limit
};

struct ParseResult {
  ast::Mod* tree = nullptr;  // null on error
  SyntaxErrorInfo error;     // meaningful when tree is null
  // In the order CPython issues them, and as often: a source with an error is read twice, and so
  // are its literals. (What CPython's code generator warns about, `x is 1` for instance, is not
  // among them.)
  std::vector<CompilerWarning> warnings;
};

// Parses a whole source. `source` is bytes; unless options.ignore_cookie says that it is UTF-8
// already, a byte order mark or an encoding cookie (PEP 263) tells the encoding. The tree lives in
// `arena`; nothing refers to `source` afterwards.
ParseResult parse(Arena& arena, std::string_view source, std::string_view filename,
                  const ParseOptions& options);

}  // namespace pyro
