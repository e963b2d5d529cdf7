#include "runtime/text/format_spec.h"

#include <charconv>

namespace pyro {

namespace {

bool IsAlign(CodePoint c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

// Reads the spec from left to right.
class SpecReader {
 public:
  explicit SpecReader(TextView text) : text_(text) {}

  bool take(CodePoint wanted) {
    if (peek() != wanted) return false;
    ++position_;
    return true;
  }
  CodePoint peek(size_t ahead = 0) const {
    return position_ + ahead < text_.length ? text_[position_ + ahead] : kEnd;
  }
  CodePoint next() { return text_[position_++]; }
  size_t remaining() const { return text_.length - position_; }

  enum class Number { kNone, kOk, kTooLarge };
  Number take_number(int64_t* value) {
    int64_t number = 0;
    const size_t start = position_;
    for (; peek() >= '0' && peek() <= '9'; ++position_) {
      const int64_t digit = static_cast<int64_t>(peek()) - '0';
      if (number > (INT64_MAX - digit) / 10) return Number::kTooLarge;
      number = number * 10 + digit;
    }
    if (position_ == start) return Number::kNone;
    *value = number;
    return Number::kOk;
  }

 private:
  static constexpr CodePoint kEnd = UINT32_MAX;
  TextView text_;
  size_t position_ = 0;
};

FormatResult Fail(TextBuilder* error, std::string_view text) {
  error->append_ascii(text);
  return FormatResult::kValueError;
}

// A type as error messages show it: the character, or its code when it is not printable ASCII.
void AppendType(CodePoint type, TextBuilder* error) {
  if (type > 32 && type < 128) {
    error->append(type);
    return;
  }
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, type, 16).ptr;
  error->append_ascii("\\x");
  error->append_ascii(std::string_view(digits, end - digits));
}

FormatResult FailGrouping(char grouping, CodePoint type, TextBuilder* error) {
  error->append_ascii("Cannot specify '");
  error->append(static_cast<CodePoint>(grouping));
  error->append_ascii("' with '");
  AppendType(type, error);
  error->append_ascii("'.");
  return FormatResult::kValueError;
}

FormatResult CheckGrouping(const FormatSpec& spec, TextBuilder* error) {
  if (spec.grouping == 0) return FormatResult::kOk;
  switch (spec.type) {
    case 'd':
    case 'e':
    case 'f':
    case 'g':
    case 'E':
    case 'G':
    case '%':
    case 'F':
    case 0:
      return FormatResult::kOk;
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      if (spec.grouping == '_') return FormatResult::kOk;
      break;
    default:
      break;
  }
  return FailGrouping(spec.grouping, spec.type, error);
}

constexpr std::string_view kTooManyDigits = "Too many decimal digits in format string";
constexpr std::string_view kBothGroupings = "Cannot specify both ',' and '_'.";

FormatResult ReadGrouping(SpecReader* reader, FormatSpec* spec, TextBuilder* error) {
  if (reader->take(',')) spec->grouping = ',';
  if (reader->peek() == '_') {
    if (spec->grouping != 0) return Fail(error, kBothGroupings);
    reader->next();
    spec->grouping = '_';
  }
  if (reader->peek() == ',' && spec->grouping == '_') return Fail(error, kBothGroupings);
  return FormatResult::kOk;
}

// Fill, alignment, sign and flags.
void ReadFront(SpecReader* reader, char default_align, FormatSpec* spec) {
  bool fill_given = false, align_given = false;
  if (IsAlign(reader->peek(1))) {
    spec->fill = reader->next();
    spec->align = static_cast<char>(reader->next());
    fill_given = align_given = true;
  } else if (IsAlign(reader->peek())) {
    spec->align = static_cast<char>(reader->next());
    align_given = true;
  }
  const CodePoint sign = reader->peek();
  if (sign == ' ' || sign == '+' || sign == '-') spec->sign = static_cast<char>(reader->next());
  spec->no_negative_zero = reader->take('z');
  spec->alternate = reader->take('#');
  if (!fill_given && reader->take('0')) {
    spec->fill = '0';
    if (!align_given && default_align == '>') spec->align = '=';
  }
}

}  // namespace

FormatResult ParseFormatSpec(TextView text, char default_align, CodePoint default_type,
                             TextView type_name, FormatSpec* spec, TextBuilder* error) {
  *spec = FormatSpec();
  spec->align = default_align;
  spec->type = default_type;
  SpecReader reader(text);
  ReadFront(&reader, default_align, spec);
  if (reader.take_number(&spec->width) == SpecReader::Number::kTooLarge)
    return Fail(error, kTooManyDigits);
  if (const FormatResult result = ReadGrouping(&reader, spec, error); result != FormatResult::kOk)
    return result;
  if (reader.take('.')) {
    const SpecReader::Number number = reader.take_number(&spec->precision);
    if (number == SpecReader::Number::kTooLarge) return Fail(error, kTooManyDigits);
    if (number == SpecReader::Number::kNone)
      return Fail(error, "Format specifier missing precision");
  }
  if (reader.remaining() > 1) {
    error->append_ascii("Invalid format specifier '");
    error->append(text);
    error->append_ascii("' for object of type '");
    error->append(type_name);
    error->append('\'');
    return FormatResult::kValueError;
  }
  if (reader.remaining() == 1) spec->type = reader.next();
  return CheckGrouping(*spec, error);
}

void AppendUnknownFormatCode(CodePoint code, TextView type_name, TextBuilder* error) {
  error->append_ascii("Unknown format code '");
  AppendType(code, error);
  error->append_ascii("' for object of type '");
  error->append(type_name);
  error->append('\'');
}

void AppendDigitLimitError(size_t limit, TextBuilder* error) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, limit).ptr;
  error->append_ascii("Exceeds the limit (");
  error->append_ascii(std::string_view(digits, end - digits));
  error->append_ascii(
      " digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the "
      "limit");
}

}  // namespace pyro
