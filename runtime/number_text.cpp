#include "runtime/number_text.h"

#include <clocale>
#include <memory>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/text/unicode.h"
#include "runtime/type.h"

namespace pyro {

bool number_text_NoGC(RawObject str, std::string* text) {
  StrData data = str_data(str);
  word start = 0, end = data.length;
  while (start < end && IsWhitespace(data.at(start))) start++;
  while (end > start && IsWhitespace(data.at(end - 1))) end--;
  text->reserve(static_cast<size_t>(end - start));
  for (word i = start; i < end; i++) {
    uint32_t c = data.at(i);
    if (c >= 0x80) {
      if (IsWhitespace(c)) {
        c = ' ';
      } else if (int digit = UnicodeDecimal(c); digit >= 0) {
        c = static_cast<uint32_t>('0' + digit);
      } else {
        return false;
      }
    }
    text->push_back(static_cast<char>(c));
  }
  return true;
}

RawObject new_str_from_builder(Thread* thread, const TextBuilder& builder) {
  if (builder.failed()) return raise_memory_error(thread);
  TextView view = builder.view();
  StrWidth width = view.width == TextWidth::kOne   ? StrWidth::kLatin1
                   : view.width == TextWidth::kTwo ? StrWidth::kUcs2
                                                   : StrWidth::kUcs4;
  return new_str_from_units(thread, view.data, width, static_cast<word>(view.length));
}

// --- int and text

RawObject raise_digit_limit(Thread* thread, word digits) {
  word limit = thread->runtime()->max_int_digits;
  if (digits < 0) {
    return raise_value_error(thread,
                             "Exceeds the limit (%ld digits) for integer string conversion; use "
                             "sys.set_int_max_str_digits() to increase the limit",
                             limit);
  }
  return raise_value_error(
      thread,
      "Exceeds the limit (%ld digits) for integer string conversion: value has %ld digits; use "
      "sys.set_int_max_str_digits() to increase the limit",
      limit, digits);
}

namespace {

RawObject big_int_to_text(Thread* thread, RawObject value) {
  IntView view(value);
  if (BigIntExceedsDigitLimit(view, static_cast<size_t>(thread->runtime()->max_int_digits))) {
    return raise_digit_limit(thread, -1);
  }
  size_t bound = BigIntDigitBound(view, 10);
  std::unique_ptr<char[]> digits(new (std::nothrow) char[bound + 1]);
  if (digits == nullptr) return raise_memory_error(thread);
  size_t sign = view->negative ? 1 : 0;
  digits[0] = '-';
  size_t count = BigIntDigits(view, 10, LetterCase::kLower, digits.get() + sign);
  return count == 0 ? raise_memory_error(thread)
                    : new_str_ascii(thread, {digits.get(), count + sign});
}

}  // namespace

RawObject int_to_text(Thread* thread, RawObject value) {
  if (value.is_heap()) return big_int_to_text(thread, value);
  char digits[24];
  char* end = digits + sizeof digits;
  char* start = end;
  word number = value.is_small_int() ? value.small_int() : value.is_true();
  uint64_t magnitude = number < 0 ? -static_cast<uint64_t>(number) : static_cast<uint64_t>(number);
  do {
    *--start = static_cast<char>('0' + magnitude % 10);
    magnitude /= 10;
  } while (magnitude != 0);
  if (number < 0) *--start = '-';
  return new_str_ascii(thread, {start, static_cast<size_t>(end - start)});
}

RawObject int_to_prefixed_text(Thread* thread, RawObject value, int base) {
  std::string text;
  {
    IntView view(value);
    if (view->negative) text.push_back('-');
    text += base == 16 ? "0x" : base == 8 ? "0o" : "0b";
    size_t used = text.size();
    text.resize(used + BigIntDigitBound(view, base));
    size_t count = BigIntDigits(view, base, LetterCase::kLower, text.data() + used);
    if (count == 0) return raise_memory_error(thread);
    text.resize(used + count);
  }
  return new_str_ascii(thread, text);
}

RawObject int_from_ascii(Thread* thread, std::string_view text, int base, const Object& original) {
  BigIntBuffer buffer;
  IntParseResult parsed =
      BigIntParse(text, base, static_cast<size_t>(thread->runtime()->max_int_digits), &buffer);
  switch (parsed.status) {
    case IntStatus::kOk:
      return new_int_from(thread, buffer);
    case IntStatus::kTooManyDigits:
      return raise_digit_limit(thread, static_cast<word>(parsed.digit_count));
    case IntStatus::kNoMemory:
      return raise_memory_error(thread);
    default:
      return raise_value_error(thread, "invalid literal for int() with base %d: %.200R", base,
                               &original);
  }
}

RawObject int_from_text(Thread* thread, const Object& text, int base) {
  Object exact(thread, underlying_value(*text));
  std::string ascii;
  if (!number_text_NoGC(*exact, &ascii)) {
    return raise_value_error(thread, "invalid literal for int() with base %d: %.200R", base, &text);
  }
  return int_from_ascii(thread, ascii, base, text);
}

RawObject float_from_text(Thread* thread, const Object& text) {
  Object exact(thread, underlying_value(*text));
  std::string ascii;
  if (number_text_NoGC(*exact, &ascii)) {
    if (std::optional<double> value = ParseFloat(ascii)) return new_float(thread, *value);
  }
  return raise_value_error(thread, "could not convert string to float: %R", &text);
}

// --- format

RawObject format_outcome(Thread* thread, FormatResult result, const TextBuilder& out,
                         const TextBuilder& error) {
  if (result == FormatResult::kOk) return new_str_from_builder(thread, out);
  if (result == FormatResult::kNoMemory) return raise_memory_error(thread);
  Object message(thread, new_str_from_builder(thread, error));
  if (message->is_error()) return *message;
  return raise(thread, result == FormatResult::kValueError ? Exc::kValueError : Exc::kOverflowError,
               "%S", &message);
}

namespace {

// What formatting a number by a specification needs to know beside them.
class NumberFormatContext {
 public:
  NumberFormatContext(Thread* thread, const Object& spec, const Object& original)
      : name_(type_name_NoGC(thread->runtime()->type_of(*original))) {
    context_.type_name = std::string_view(name_);
    context_.digit_limit = static_cast<size_t>(thread->runtime()->max_int_digits);
    RawObject text = underlying_value(*spec);
    StrData data = str_data(text);
    if (data.length == 0 || data.at(data.length - 1) != 'n') return;
    const lconv* conventions = localeconv();
    locale_ = {TextView(conventions->decimal_point), TextView(conventions->thousands_sep),
               conventions->grouping};
    context_.locale = &locale_;
  }
  NumberFormatContext(const NumberFormatContext&) = delete;  // the context refers to the rest
  const FormatContext& get() const { return context_; }

 private:
  std::string name_;
  NumberLocale locale_;  // of the C library, for presentation type 'n'
  FormatContext context_;
};

}  // namespace

RawObject format_int(Thread* thread, const Object& value, const Object& spec,
                     const Object& original) {
  TextBuilder out, error;
  NumberFormatContext context(thread, spec, original);
  FormatResult result;
  {
    RawObject spec_text = underlying_value(*spec);
    result = FormatInteger(IntView(*value), text_view_of(spec_text), context.get(), &out, &error);
  }
  return format_outcome(thread, result, out, error);
}

RawObject format_float(Thread* thread, double value, const Object& spec, const Object& original) {
  TextBuilder out, error;
  NumberFormatContext context(thread, spec, original);
  FormatResult result;
  {
    RawObject spec_text = underlying_value(*spec);
    result = FormatFloatSpec(value, text_view_of(spec_text), context.get(), &out, &error);
  }
  return format_outcome(thread, result, out, error);
}

}  // namespace pyro
