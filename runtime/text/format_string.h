// The format string syntax of str.format() and string.Formatter (library reference, "Format String
// Syntax"): literal text and replacement fields, `{field_name!conversion:format_spec}`, and the
// parts of a field name, `0.attribute[key]`.
//
// Both readers hand out offsets into the text that was given; errors are ValueErrors with a
// constant text.
#pragma once

#include "runtime/text/text_view.h"

namespace pyro {

struct TextRange {
  size_t start = 0, end = 0;
  size_t length() const { return end - start; }
};

// A run of literal text and the field that follows it, if one does.
struct FormatPiece {
  TextRange literal;
  bool has_field = false;
  TextRange field_name;
  CodePoint conversion = 0;  // 0: none
  TextRange format_spec;
  bool spec_has_fields = false;  // the spec must be expanded by a nested pass
};

enum class FormatStep : uint8_t { kPiece, kEnd, kError };

class FormatStringReader {
 public:
  // `position`: behind the last piece that another reader handed out.
  explicit FormatStringReader(TextView format, size_t position = 0)
      : format_(format), position_(position) {}
  FormatStep next(FormatPiece* piece);
  size_t position() const { return position_; }
  const char* error() const { return error_; }

 private:
  FormatStep fail(const char* text) {
    error_ = text;
    return FormatStep::kError;
  }
  FormatStep read_field(FormatPiece* piece);

  TextView format_;
  size_t position_;
  const char* error_ = nullptr;
};

// The first part of a field name: an argument's number or name, or empty for automatic numbering;
// then attribute and element lookups.
struct FieldNamePart {
  bool is_attribute = false;  // ".name"; otherwise "[key]"
  TextRange name;
  int64_t index = -1;  // the key as a number, or -1 when it is not one
};

class FieldNameReader {
 public:
  explicit FieldNameReader(TextView name, size_t position = 0) : name_(name), position_(position) {}
  // `part->index` is the argument's number or -1.
  FormatStep first(FieldNamePart* part);
  FormatStep next(FieldNamePart* part);
  size_t position() const { return position_; }
  const char* error() const { return error_; }

 private:
  FormatStep fail(const char* text) {
    error_ = text;
    return FormatStep::kError;
  }
  bool read_index(FieldNamePart* part);

  TextView name_;
  size_t position_;
  const char* error_ = nullptr;
};

}  // namespace pyro
