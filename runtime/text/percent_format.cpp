#include "runtime/text/percent_format.h"

#include <charconv>
#include <climits>

namespace pyro {

bool PercentParser::next(PercentPiece* piece) {
  if (at_end()) return false;
  *piece = PercentPiece();
  piece->start = position_;
  if (peek() == '%') {
    piece->is_field = true;
    ++position_;
    parse_field(&piece->field);
  } else {
    while (!at_end() && peek() != '%') ++position_;
  }
  piece->end = position_;
  return true;
}

void PercentParser::parse_key(PercentField* field) {
  ++position_;
  field->key_start = position_;
  for (size_t depth = 1; !at_end(); ++position_) {
    if (peek() == '(') ++depth;
    if (peek() == ')' && --depth == 0) {
      field->has_key = true;
      field->key_end = position_++;
      return;
    }
  }
  field->error = PercentError::kIncompleteKey;
}

// False when the number is too large for a C int (precision) or a size (width); the caller knows
// which.
bool PercentParser::parse_number(int64_t* value) {
  int64_t number = 0;
  for (; !at_end() && peek() >= '0' && peek() <= '9'; ++position_) {
    const int64_t digit = static_cast<int64_t>(peek()) - '0';
    if (number > (INT64_MAX - digit) / 10) return false;
    number = number * 10 + digit;
  }
  *value = number;
  return true;
}

void PercentParser::parse_field(PercentField* field) {
  if (!at_end() && peek() == '(') {
    parse_key(field);
    if (field->error != PercentError::kNone) return;
  }
  for (; !at_end(); ++position_) {
    const CodePoint flag = peek();
    if (flag == '-')
      field->left = true;
    else if (flag == '+')
      field->plus = true;
    else if (flag == ' ')
      field->space = true;
    else if (flag == '#')
      field->alternate = true;
    else if (flag == '0')
      field->zero = true;
    else
      break;
  }
  if (!at_end() && peek() == '*') {
    field->width_star = true;
    ++position_;
  } else if (!at_end() && peek() >= '0' && peek() <= '9') {
    if (!parse_number(&field->width)) {
      field->error = PercentError::kWidthTooBig;
      return;
    }
  }
  if (!at_end() && peek() == '.') {
    ++position_;
    field->precision = 0;
    if (!at_end() && peek() == '*') {
      field->precision_star = true;
      ++position_;
    } else if (!parse_number(&field->precision) || field->precision > INT_MAX) {
      field->error = PercentError::kPrecisionTooBig;
      return;
    }
  }
  const bool has_size = !at_end() && (peek() == 'h' || peek() == 'l' || peek() == 'L');
  if (has_size || (!at_end() && kind_ == FormatKind::kBytes && peek() == 'z')) ++position_;
  if (at_end()) {
    field->error = PercentError::kIncomplete;
    return;
  }
  field->conversion_index = position_;
  field->conversion = peek();
  ++position_;
}

bool IsPercentInteger(CodePoint c) {
  return c == 'd' || c == 'i' || c == 'u' || c == 'o' || c == 'x' || c == 'X';
}

bool IsPercentFloat(CodePoint c) {
  return c == 'e' || c == 'E' || c == 'f' || c == 'F' || c == 'g' || c == 'G';
}

void SetStarWidth(int64_t value, PercentField* field) {
  if (value < 0) field->left = true;
  field->width = value < 0 ? -value : value;
}

void SetStarPrecision(int64_t value, PercentField* field) {
  field->precision = value < 0 ? 0 : value;
}

namespace {

// Sign, prefix, zeros and digits, filled to the width with blanks or zeros.
void AppendFilledNumber(char sign, std::string_view prefix, size_t zeros, std::string_view digits,
                        const PercentField& field, TextBuilder* out) {
  const size_t length = (sign != 0 ? 1 : 0) + prefix.size() + zeros + digits.size();
  const size_t width = field.width > 0 ? static_cast<size_t>(field.width) : 0;
  const size_t fill = width > length ? width - length : 0;
  if (!out->prepare(length + fill, 0)) return;
  const bool zero_fill = field.zero && !field.left;
  if (!field.left && !zero_fill) out->append(fill, ' ');
  if (sign != 0) out->append(static_cast<CodePoint>(sign));
  out->append_ascii(prefix);
  out->append(zeros + (zero_fill ? fill : 0), '0');
  out->append_ascii(digits);
  if (field.left) out->append(fill, ' ');
}

char SignFor(bool negative, const PercentField& field) {
  return negative ? '-' : field.plus ? '+' : field.space ? ' ' : 0;
}

}  // namespace

FormatResult PercentInteger(BigIntView value, const PercentField& field, size_t digit_limit,
                            TextBuilder* out, TextBuilder* error) {
  int base = 10;
  std::string_view prefix;
  if (field.conversion == 'o') base = 8, prefix = "0o";
  if (field.conversion == 'x') base = 16, prefix = "0x";
  if (field.conversion == 'X') base = 16, prefix = "0X";
  if (base == 10 && BigIntExceedsDigitLimit(value, digit_limit)) {
    AppendDigitLimitError(digit_limit, error);
    return FormatResult::kValueError;
  }
  if (field.precision > INT_MAX - 3) {
    error->append_ascii("precision too large");
    return FormatResult::kOverflowError;
  }
  CharBuffer digits;
  char* room = digits.extend(BigIntDigitBound(value, base));
  if (room == nullptr) return FormatResult::kNoMemory;
  const LetterCase letter_case = field.conversion == 'X' ? LetterCase::kUpper : LetterCase::kLower;
  const size_t count = BigIntDigits(value, base, letter_case, room);
  if (count == 0) return FormatResult::kNoMemory;
  const size_t minimum = field.precision > 0 ? static_cast<size_t>(field.precision) : 0;
  AppendFilledNumber(SignFor(value.negative, field), field.alternate ? prefix : "",
                     minimum > count ? minimum - count : 0, std::string_view(room, count), field,
                     out);
  return out->failed() ? FormatResult::kNoMemory : FormatResult::kOk;
}

FormatResult PercentFloat(double value, const PercentField& field, TextBuilder* out,
                          TextBuilder* error) {
  if (field.precision > INT_MAX) {
    error->append_ascii("precision too big");
    return FormatResult::kValueError;
  }
  FloatFormat format;
  format.code = static_cast<char>(field.conversion);
  format.precision = field.precision < 0 ? 6 : static_cast<int>(field.precision);
  format.alternate = field.alternate;
  CharBuffer text;
  FormatFloat(value, format, &text);
  if (text.failed()) return FormatResult::kNoMemory;
  std::string_view body = text.view();
  const bool negative = body[0] == '-';
  if (negative) body.remove_prefix(1);
  AppendFilledNumber(SignFor(negative, field), "", 0, body, field, out);
  return out->failed() ? FormatResult::kNoMemory : FormatResult::kOk;
}

void PercentText(TextView value, const PercentField& field, TextBuilder* out) {
  if (field.precision >= 0 && static_cast<uint64_t>(field.precision) < value.length) {
    value = value.slice(0, static_cast<size_t>(field.precision));
  }
  const size_t width = field.width > 0 ? static_cast<size_t>(field.width) : 0;
  const size_t fill = width > value.length ? width - value.length : 0;
  if (!out->prepare(value.length + fill, 0)) return;
  if (!field.left) out->append(fill, ' ');
  out->append(value);
  if (field.left) out->append(fill, ' ');
}

std::string_view PercentErrorText(PercentError error, FormatKind kind) {
  switch (error) {
    case PercentError::kIncompleteKey:
      return "incomplete format key";
    case PercentError::kIncomplete:
      return "incomplete format";
    case PercentError::kWidthTooBig:
      return "width too big";
    case PercentError::kPrecisionTooBig:
      return kind == FormatKind::kText ? "precision too big" : "prec too big";
    case PercentError::kNone:
      break;
  }
  return "";
}

void AppendUnsupportedCharacter(const PercentField& field, FormatKind kind, TextBuilder* error) {
  const bool printable = field.conversion > 31 && field.conversion < 127;
  char number[24];
  error->append_ascii("unsupported format character '");
  error->append(printable || kind == FormatKind::kBytes ? field.conversion : '?');
  error->append_ascii("' (0x");
  auto end = std::to_chars(number, number + sizeof number, field.conversion, 16).ptr;
  error->append_ascii(std::string_view(number, end - number));
  error->append_ascii(") at index ");
  end = std::to_chars(number, number + sizeof number, field.conversion_index).ptr;
  error->append_ascii(std::string_view(number, end - number));
}

}  // namespace pyro
