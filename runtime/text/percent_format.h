// printf-style formatting, `format % values` (library reference, "printf-style String Formatting"
// and "... Bytes Formatting"): finding the conversion specifiers, and formatting numbers with them.
//
//     %[(key)][flags #0- +][width][.precision][length h l L]conversion
//
// The caller walks the pieces, fetches arguments, and converts them. So that exceptions come in the
// same order as in CPython, a specifier that is malformed is still handed out with what could be
// read: the caller looks the key up and takes the arguments for '*' first, and raises `error` then.
#pragma once

#include "runtime/text/format_spec.h"

namespace pyro {

enum class PercentError : uint8_t {
  kNone,
  kIncompleteKey,    // ValueError "incomplete format key"
  kIncomplete,       // ValueError "incomplete format"
  kWidthTooBig,      // ValueError "width too big"
  kPrecisionTooBig,  // ValueError "precision too big" (str) or "prec too big" (bytes)
};

struct PercentField {
  bool has_key = false;
  size_t key_start = 0, key_end = 0;  // in the format text
  bool left = false, plus = false, space = false, alternate = false, zero = false;
  bool width_star = false, precision_star = false;  // taken from the arguments
  int64_t width = -1;
  int64_t precision = -1;
  CodePoint conversion = 0;
  size_t conversion_index = 0;  // for the text of an unsupported format character
  PercentError error = PercentError::kNone;

  bool is_bare_decimal() const {
    return (conversion == 'd' || conversion == 'i' || conversion == 'u') && width < 0 &&
           precision < 0 && !plus && !space;
  }
};

struct PercentPiece {
  bool is_field;
  size_t start, end;  // of literal text
  PercentField field;
};

enum class FormatKind : uint8_t { kText, kBytes };

class PercentParser {
 public:
  // Formats of bytes may have 'z' among the letters that stand for a C type's size and mean
  // nothing.
  explicit PercentParser(TextView format, FormatKind kind = FormatKind::kText)
      : format_(format), kind_(kind) {}
  // False at the end. A piece is a run of literal text or one field.
  bool next(PercentPiece* piece);

 private:
  void parse_field(PercentField* field);
  void parse_key(PercentField* field);
  bool at_end() const { return position_ >= format_.length; }
  CodePoint peek() const { return format_[position_]; }
  bool parse_number(int64_t* value);

  TextView format_;
  FormatKind kind_;
  size_t position_ = 0;
};

// Whether a conversion is for an integer (d i u o x X) or a float (e E f F g G).
bool IsPercentInteger(CodePoint conversion);
bool IsPercentFloat(CodePoint conversion);

// A width taken from the arguments: negative means left adjusted. A negative precision counts as 0.
void SetStarWidth(int64_t value, PercentField* field);
void SetStarPrecision(int64_t value, PercentField* field);

FormatResult PercentInteger(BigIntView value, const PercentField& field, size_t digit_limit,
                            TextBuilder* out, TextBuilder* error);
FormatResult PercentFloat(double value, const PercentField& field, TextBuilder* out,
                          TextBuilder* error);
// For s, r, a and c: cuts to the precision and pads to the width.
void PercentText(TextView value, const PercentField& field, TextBuilder* out);

std::string_view PercentErrorText(PercentError error, FormatKind kind);
// "unsupported format character 'q' (0x71) at index 3"
void AppendUnsupportedCharacter(const PercentField& field, FormatKind kind, TextBuilder* error);

}  // namespace pyro
