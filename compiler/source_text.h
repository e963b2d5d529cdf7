#pragma once

// Source as the lexer reads it: UTF-8 without byte order mark, lines ended by '\n'. A file has one
// at the very end, too; what is compiled as an expression or an interactive statement may lack it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax_error.h"

namespace pyro {

class SourceText {
 public:
  // Decodes source bytes: byte order mark, encoding cookie (PEP 263) unless `ignore_cookie`, line
  // ends. False, with `error` set, if the encoding is unknown or does not fit. Ill-formed UTF-8 is
  // not looked for: the lexer reports it where it matters.
  bool load(std::string_view bytes, bool ignore_cookie, bool ensure_final_newline,
            SyntaxErrorInfo* error);

  // Takes text that is UTF-8 with '\n' line ends already (the expressions of f-strings).
  void set_utf8(std::string text, bool has_known_encoding);

  // Whether the source was a str or said what its encoding is.
  bool has_known_encoding() const { return has_known_encoding_; }

  std::string_view text() const { return text_; }
  int line_count() const { return static_cast<int>(line_starts_.size()) - 1; }

  // The byte offset where line `lineno` (from 1) starts; one past the last line: the end.
  uint32_t line_start(int lineno) const;
  // The line without its '\n'; empty if there is no such line.
  std::string_view line(int lineno) const;
  // Characters in the first `byte_column` bytes of a line.
  int characters_before(int lineno, int byte_column) const;

 private:
  void index_lines();

  std::string text_;
  bool has_known_encoding_ = true;
  std::vector<uint32_t> line_starts_;
};

// Characters in UTF-8 text; one that is cut off at the end does not count.
int count_characters(std::string_view utf8);

// Index of the first byte that begins no well-formed sequence; npos if there is none.
size_t first_invalid_utf8(std::string_view text);
// With U+FFFD for each part that is ill-formed.
std::string replace_invalid_utf8(std::string_view text);

// What is wrong with the first ill-formed sequence of `text`, as the codec says it: "'utf-8' codec
// can't decode byte ...". Empty if all is well.
std::string describe_invalid_utf8(std::string_view text);

}  // namespace pyro
