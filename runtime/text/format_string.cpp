#include "runtime/text/format_string.h"

namespace pyro {

FormatStep FormatStringReader::next(FormatPiece* piece) {
  *piece = FormatPiece();
  if (position_ >= format_.length) return FormatStep::kEnd;
  const size_t start = position_;
  CodePoint brace = 0;
  while (position_ < format_.length) {
    const CodePoint c = format_[position_++];
    if (c == '{' || c == '}') {
      brace = c;
      break;
    }
  }
  if (brace == 0) {
    piece->literal = {start, position_};
    return FormatStep::kPiece;
  }
  const bool at_end = position_ >= format_.length;
  const bool doubled = !at_end && format_[position_] == brace;
  if (brace == '}' && !doubled) return fail("Single '}' encountered in format string");
  if (at_end) return fail("Single '{' encountered in format string");
  if (doubled) {
    // The literal keeps one of the two braces.
    piece->literal = {start, position_++};
    return FormatStep::kPiece;
  }
  piece->literal = {start, position_ - 1};
  return read_field(piece);
}

FormatStep FormatStringReader::read_field(FormatPiece* piece) {
  piece->has_field = true;
  piece->field_name.start = position_;
  CodePoint c = 0;
  bool ended = false;
  while (position_ < format_.length && !ended) {
    c = format_[position_++];
    switch (c) {
      case '{':
        return fail("unexpected '{' in field name");
      case '[':
        while (position_ < format_.length && format_[position_] != ']') ++position_;
        break;
      case '}':
      case ':':
      case '!':
        ended = true;
        break;
      default:
        break;
    }
  }
  if (!ended) return fail("expected '}' before end of string");
  piece->field_name.end = position_ - 1;
  piece->format_spec = {position_, position_};
  if (c == '}') return FormatStep::kPiece;
  if (c == '!') {
    if (position_ >= format_.length) {
      return fail("end of string while looking for conversion specifier");
    }
    piece->conversion = format_[position_++];
    if (position_ < format_.length) {
      c = format_[position_++];
      if (c == '}') return FormatStep::kPiece;
      if (c != ':') return fail("expected ':' after conversion specifier");
    }
  }
  piece->format_spec.start = position_;
  size_t depth = 1;
  while (position_ < format_.length) {
    c = format_[position_++];
    if (c == '{') {
      piece->spec_has_fields = true;
      ++depth;
    } else if (c == '}' && --depth == 0) {
      piece->format_spec.end = position_ - 1;
      return FormatStep::kPiece;
    }
  }
  return fail("unmatched '{' in format spec");
}

// A range of decimal digits as a number: false when it is too large; index stays -1 when it is
// something else.
bool FieldNameReader::read_index(FieldNamePart* part) {
  part->index = -1;
  if (part->name.length() == 0) return true;
  int64_t number = 0;
  for (size_t i = part->name.start; i < part->name.end; ++i) {
    const CodePoint c = name_[i];
    if (c < '0' || c > '9') return true;
    const int64_t digit = static_cast<int64_t>(c) - '0';
    if (number > (INT64_MAX - digit) / 10) {
      error_ = "Too many decimal digits in format string";
      return false;
    }
    number = number * 10 + digit;
  }
  part->index = number;
  return true;
}

FormatStep FieldNameReader::first(FieldNamePart* part) {
  *part = FieldNamePart();
  while (position_ < name_.length && name_[position_] != '.' && name_[position_] != '[')
    ++position_;
  part->name = {0, position_};
  return read_index(part) ? FormatStep::kPiece : FormatStep::kError;
}

FormatStep FieldNameReader::next(FieldNamePart* part) {
  *part = FieldNamePart();
  if (position_ >= name_.length) return FormatStep::kEnd;
  const CodePoint mark = name_[position_++];
  if (mark != '.' && mark != '[') {
    return fail("Only '.' or '[' may follow ']' in format field specifier");
  }
  part->name.start = position_;
  if (mark == '.') {
    part->is_attribute = true;
    while (position_ < name_.length && name_[position_] != '.' && name_[position_] != '[')
      ++position_;
    part->name.end = position_;
  } else {
    while (position_ < name_.length && name_[position_] != ']') ++position_;
    if (position_ >= name_.length) return fail("Missing ']' in format string");
    part->name.end = position_++;
    if (!read_index(part)) return FormatStep::kError;
  }
  if (part->name.length() == 0) return fail("Empty attribute in format string");
  return FormatStep::kPiece;
}

}  // namespace pyro
