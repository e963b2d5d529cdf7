#include "compiler/source_text.h"

#include <algorithm>

#include "compiler/source_encoding.h"

namespace pyro {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Turns "\r\n" and "\r" into "\n".
std::string normalize_line_ends(std::string_view bytes, bool ensure_final_newline) {
  std::string text;
  text.reserve(bytes.size() + 1);
  for (size_t i = 0; i < bytes.size(); i++) {
    if (bytes[i] != '\r') {
      text += bytes[i];
      continue;
    }
    text += '\n';
    if (i + 1 < bytes.size() && bytes[i + 1] == '\n') i++;
  }
  if (ensure_final_newline && !text.empty() && text.back() != '\n') text += '\n';
  return text;
}

void fail(SyntaxErrorInfo* error, std::string message) {
  error->message = std::move(message);
  error->lineno = 0;  // CPython knows no line here, and reports 0 and -1
  error->offset = -1;
  error->end_lineno = error->end_offset = kNoPosition;
}

}  // namespace

bool SourceText::load(std::string_view bytes, bool ignore_cookie, bool ensure_final_newline,
                      SyntaxErrorInfo* error) {
  bool has_mark = !ignore_cookie && bytes.starts_with(kByteOrderMark);
  if (has_mark) bytes.remove_prefix(kByteOrderMark.size());
  std::string decoded;
  std::string encoding = ignore_cookie ? "" : find_encoding_cookie(bytes);
  if (has_mark && !encoding.empty() && encoding != "utf-8") {
    fail(error, "encoding problem: " + encoding + " with BOM");
    return false;
  }
  if (!encoding.empty() && encoding != "utf-8") {
    std::string message = decode_source(bytes, encoding, &decoded);
    if (!message.empty()) {
      fail(error, message);
      return false;
    }
    bytes = decoded;
  }
  set_utf8(normalize_line_ends(bytes, ensure_final_newline),
           ignore_cookie || has_mark || !encoding.empty());
  return true;
}

void SourceText::set_utf8(std::string text, bool has_known_encoding) {
  has_known_encoding_ = has_known_encoding;
  text_ = std::move(text);
  index_lines();
}

void SourceText::index_lines() {
  line_starts_.clear();
  line_starts_.push_back(0);
  for (size_t i = 0; i < text_.size(); i++) {
    if (text_[i] == '\n') line_starts_.push_back(static_cast<uint32_t>(i + 1));
  }
  if (line_starts_.back() != text_.size())
    line_starts_.push_back(static_cast<uint32_t>(text_.size()));
}

uint32_t SourceText::line_start(int lineno) const {
  if (lineno < 1) return 0;
  size_t index = std::min<size_t>(lineno - 1, line_starts_.size() - 1);
  return line_starts_[index];
}

std::string_view SourceText::line(int lineno) const {
  if (lineno < 1 || lineno > line_count()) return {};
  std::string_view line =
      text().substr(line_start(lineno), line_start(lineno + 1) - line_start(lineno));
  if (line.ends_with('\n')) line.remove_suffix(1);
  return line;
}

int SourceText::characters_before(int lineno, int byte_column) const {
  if (byte_column <= 0) return byte_column;
  uint32_t start = line_start(lineno);
  return count_characters(text().substr(std::min<size_t>(start, text_.size()), byte_column));
}

int count_characters(std::string_view utf8) {
  int count = 0;
  for (size_t i = 0; i < utf8.size(); i++) {
    uint8_t byte = static_cast<uint8_t>(utf8[i]);
    size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    bool is_cut_off = i + length > utf8.size();
    count += (byte & 0xC0) != 0x80 && !is_cut_off;
  }
  return count;
}

namespace {

// The length of the well-formed sequence at `position`, or 0 with the length of the bad part and
// the reason.
size_t well_formed_length(std::string_view text, size_t position, size_t* bad_length,
                          const char** reason) {
  uint8_t lead = static_cast<uint8_t>(text[position]);
  if (lead < 0x80) return 1;
  *bad_length = 1;
  *reason = "invalid start byte";
  if (lead < 0xC2 || lead > 0xF4) return 0;
  size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (size_t i = 1; i < length; i++, low = 0x80, high = 0xBF) {
    *bad_length = i;
    if (position + i >= text.size()) {
      *reason = "unexpected end of data";
      return 0;
    }
    uint8_t byte = static_cast<uint8_t>(text[position + i]);
    if (byte < low || byte > high) {
      *reason = "invalid continuation byte";
      return 0;
    }
  }
  return length;
}

}  // namespace

size_t first_invalid_utf8(std::string_view text) {
  size_t position = 0, bad_length = 0;
  const char* reason = "";
  while (position < text.size()) {
    size_t length = well_formed_length(text, position, &bad_length, &reason);
    if (length == 0) return position;
    position += length;
  }
  return std::string_view::npos;
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    size_t bad_length = 0;
    const char* reason = "";
    size_t length = well_formed_length(text, 0, &bad_length, &reason);
    result.append(length == 0 ? "\xEF\xBF\xBD" : text.substr(0, length));
    text.remove_prefix(length == 0 ? bad_length : length);
  }
  return result;
}

std::string describe_invalid_utf8(std::string_view text) {
  size_t position = 0;
  while (position < text.size()) {
    size_t bad_length = 0;
    const char* reason = "";
    size_t length = well_formed_length(text, position, &bad_length, &reason);
    if (length != 0) {
      position += length;
      continue;
    }
    static constexpr char kHex[] = "0123456789abcdef";
    uint8_t byte = static_cast<uint8_t>(text[position]);
    std::string where = std::to_string(position);
    if (bad_length > 1) {
      return "'utf-8' codec can't decode bytes in position " + where + "-" +
             std::to_string(position + bad_length - 1) + ": " + reason;
    }
    return std::string("'utf-8' codec can't decode byte 0x") + kHex[byte >> 4] + kHex[byte & 15] +
           " in position " + where + ": " + reason;
  }
  return {};
}

}  // namespace pyro
