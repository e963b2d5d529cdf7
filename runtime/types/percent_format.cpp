#include "runtime/text/percent_format.h"

#include <charconv>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"
#include "runtime/types/byte_sequences.h"
#include "runtime/types/format_support.h"
#include "runtime/types/native_text.h"

// `format % values` for str, bytes and bytearray (library reference, "printf-style String
// Formatting").

namespace pyro {

namespace {

class PercentFormatter {
 public:
  PercentFormatter(Thread* thread, FormatKind kind, TextView format, const Object& values)
      : thread_(thread),
        kind_(kind),
        format_(format),
        values_(thread, *values),
        mapping_(thread, RawObject::unbound()) {
    if (is_tuple(*values)) {
      values_ = underlying_value(*values);
      count_ = tuple_length(*values_);
      next_ = 0;
    } else if (is_mapping(values)) {
      mapping_ = *values;
    }
  }

  bool run(StrBuilder* out);

 private:
  bool is_mapping(const Object& values) {
    if (is_str(*values)) return false;
    if (kind_ == FormatKind::kBytes && (is_bytes(*values) || is_heap_byte_array(*values)))
      return false;
    if (is_heap_deque(*values)) return false;  // a sequence without slices
    return !type_lookup(thread_, type_of(thread_, *values), Symbol::k__getitem__).is_unbound();
  }
  // __trunc__ alone, which int() still takes, does not make a number.
  bool is_number(const Object& value) {
    if (is_str(*value) || supports_buffer_NoGC(*value)) return false;
    RawObject type = type_of(thread_, *value);
    return !type_lookup(thread_, type, Symbol::k__int__).is_unbound() ||
           !type_lookup(thread_, type, Symbol::k__index__).is_unbound();
  }
  bool fail_value(std::string_view text) {
    raise_value_error(thread_, "%s", std::string(text).c_str());
    return false;
  }
  bool fail_result(FormatResult result) {
    raise_format_error(thread_, result, &error_);
    return false;
  }
  RawObject next_value();
  bool select_key(const PercentField& field);
  bool take_stars(PercentField* field);
  bool star_value(const char* what, word* result);
  bool field(PercentField field, bool plain, StrBuilder* out);
  bool text_field(const PercentField& field, const Object& value, StrBuilder* out);
  bool bytes_field(const PercentField& field, const Object& value, StrBuilder* out);
  bool character_field(const PercentField& field, const Object& value, StrBuilder* out);
  bool integer_field(const PercentField& field, const Object& value, StrBuilder* out);
  bool float_field(const PercentField& field, const Object& value, StrBuilder* out);
  RawObject integer_of(const PercentField& field, const Object& value);

  Thread* thread_;
  FormatKind kind_;
  TextView format_;
  Object values_;                // a tuple, or the only value
  Object mapping_;               // for %(key)s; Unbound if the right operand is none
  word count_ = -1, next_ = -2;  // a single value counts from -2 to -1
  StrBuilder error_;
};

RawObject PercentFormatter::next_value() {
  if (next_ >= count_) return raise_type_error(thread_, "not enough arguments for format string");
  next_++;
  return count_ < 0 ? *values_ : tuple_at(*values_, next_ - 1);
}

bool PercentFormatter::select_key(const PercentField& field) {
  if (mapping_->is_unbound()) {
    raise_type_error(thread_, "format requires a mapping");
    return false;
  }
  if (field.error == PercentError::kIncompleteKey)
    return fail_value(PercentErrorText(field.error, kind_));
  TextView text = format_.slice(field.key_start, field.key_end);
  Object key(thread_, RawObject::none());
  if (kind_ == FormatKind::kText) {
    key = new_str_from_text(thread_, text);
  } else {
    key = new_bytes(thread_, text.data, static_cast<word>(text.length));
  }
  if (key->is_error()) return false;
  RawObject value = get_item(thread_, mapping_, key);
  if (value.is_error()) return false;
  values_ = value;
  count_ = -1;
  next_ = -2;
  return true;
}

bool PercentFormatter::star_value(const char* what, word* result) {
  Object value(thread_, next_value());
  if (value->is_error()) return false;
  if (!is_int(*value)) {
    raise_type_error(thread_, "* wants int");
    return false;
  }
  RawObject number = int_value_of(*value);
  bool is_precision = what[0] == 'p';
  if (number.is_small_int() &&
      (!is_precision || (number.small_int() <= INT32_MAX && number.small_int() >= INT32_MIN))) {
    *result = number.small_int();
    return true;
  }
  raise(thread_, Exc::kOverflowError, "Python int too large to convert to C %s",
        is_precision ? "int" : "ssize_t");
  return false;
}

bool PercentFormatter::take_stars(PercentField* field) {
  word value;
  if (field->width_star) {
    if (!star_value("width", &value)) return false;
    SetStarWidth(value, field);
  }
  if (field->precision_star) {
    if (!star_value("precision", &value)) return false;
    SetStarPrecision(value, field);
  }
  return true;
}

bool PercentFormatter::text_field(const PercentField& field, const Object& value, StrBuilder* out) {
  RawObject text = is_exact_str(*value) && field.conversion == 's'         ? *value
                   : field.conversion == 's'                               ? str(thread_, value)
                   : field.conversion == 'r' && kind_ == FormatKind::kText ? repr(thread_, value)
                                                                           : ascii(thread_, value);
  if (text.is_error()) return false;
  RawObject exact = underlying_value(text);
  PercentText(text_view(str_data(exact)), field, out);
  return true;
}

// %s and %b of bytes formats.
bool PercentFormatter::bytes_field(const PercentField& field, const Object& value,
                                   StrBuilder* out) {
  Object source(thread_, *value);
  if (!supports_buffer_NoGC(*value)) {
    source = call_special(thread_, value, Symbol::k__bytes__);
    if (source->is_error()) return false;
    if (source->is_unbound()) {
      raise_type_error(
          thread_,
          "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'",
          &value);
      return false;
    }
    if (!is_bytes(*source)) {
      raise_type_error(thread_, "__bytes__ returned non-bytes (type %T)", &source);
      return false;
    }
  }
  BufferView view(thread_);
  if (!view.acquire(source)) return false;
  PercentText(TextView(view.data_NoGC(), static_cast<size_t>(view.size()), TextWidth::kOne), field,
              out);
  return true;
}

bool PercentFormatter::character_field(const PercentField& field, const Object& value,
                                       StrBuilder* out) {
  bool text = kind_ == FormatKind::kText;
  RawObject exact = underlying_value(*value);
  PercentField plain = field;
  plain.precision = -1;
  if (text && is_str(exact)) {
    if (str_length(exact) == 1) {
      PercentText(text_view(str_data(exact)), plain, out);
      return true;
    }
  } else if (!text && (is_bytes(exact) || is_heap_byte_array(exact))) {
    std::string_view data = self_bytes_NoGC(exact);
    if (data.size() == 1) {
      PercentText(TextView(data.data(), 1, TextWidth::kOne), plain, out);
      return true;
    }
  } else if (!is_float(exact)) {
    Object number(thread_, index_of(thread_, value));
    if (!number->is_error()) {
      word limit = text ? 0x110000 : 256;
      if (!number->is_small_int() || number->small_int() < 0 || number->small_int() >= limit) {
        raise(thread_, Exc::kOverflowError,
              text ? "%%c arg not in range(0x110000)" : "%%c arg not in range(256)");
        return false;
      }
      uint32_t code_point = static_cast<uint32_t>(number->small_int());
      PercentText(TextView(&code_point, 1, TextWidth::kFour), plain, out);
      return true;
    }
    if (!clear_pending_if(thread_, Exc::kTypeError)) return false;
  }
  raise_type_error(thread_, text ? "%%c requires int or char"
                                 : "%%c requires an integer in range(256) or a single byte");
  return false;
}

RawObject PercentFormatter::integer_of(const PercentField& field, const Object& value) {
  if (is_int(*value)) return int_value_of(*value);
  CodePoint c = field.conversion;
  bool exact = c == 'x' || c == 'X' || c == 'o';
  RawObject number = RawObject::unbound();
  if (exact) {
    number = index_of(thread_, value);
  } else if (is_number(value)) {
    Object int_type(thread_, thread_->runtime()->type_at(LayoutId::kInt));
    number = call(thread_, int_type, value);
  }
  if (number.is_error() && !clear_pending_if(thread_, Exc::kTypeError)) return number;
  if (!number.is_error() && !number.is_unbound()) return int_value_of(number);
  return raise_type_error(thread_,
                          exact ? "%%%c format: an integer is required, not %T"
                                : "%%%c format: a real number is required, not %T",
                          static_cast<int>(c), &value);
}

bool PercentFormatter::integer_field(const PercentField& field, const Object& value,
                                     StrBuilder* out) {
  if (value->is_small_int() && field.is_bare_decimal()) {
    char digits[24];
    char* end = std::to_chars(digits, std::end(digits), value->small_int()).ptr;
    out->append_ascii({digits, static_cast<size_t>(end - digits)});
    return true;
  }
  RawObject number = integer_of(field, value);
  if (number.is_error()) return false;
  FormatResult result =
      PercentInteger(IntView(number), field,
                     static_cast<size_t>(thread_->runtime()->max_int_digits), out, &error_);
  return result == FormatResult::kOk || fail_result(result);
}

bool PercentFormatter::float_field(const PercentField& field, const Object& value,
                                   StrBuilder* out) {
  double number;
  if (!as_double(thread_, value, &number)) {
    if (kind_ == FormatKind::kBytes && clear_pending_if(thread_, Exc::kTypeError)) {
      raise_type_error(thread_, "float argument required, not %T", &value);
    }
    return false;
  }
  FormatResult result = PercentFloat(number, field, out, &error_);
  return result == FormatResult::kOk || fail_result(result);
}

// `plain`: the field is just two characters.
bool PercentFormatter::field(PercentField field, bool plain, StrBuilder* out) {
  if ((field.has_key || field.error == PercentError::kIncompleteKey) && !select_key(field))
    return false;
  if (!take_stars(&field)) return false;
  if (field.error != PercentError::kNone) return fail_value(PercentErrorText(field.error, kind_));
  CodePoint c = field.conversion;
  if (c == '%' && plain) {
    out->append('%');
    return true;
  }
  Object value(thread_, next_value());
  if (value->is_error()) return false;
  if (c == 'r' || c == 'a' || (c == 's' && kind_ == FormatKind::kText))
    return text_field(field, value, out);
  if (kind_ == FormatKind::kBytes && (c == 's' || c == 'b')) return bytes_field(field, value, out);
  if (c == 'c') return character_field(field, value, out);
  if (IsPercentInteger(c)) return integer_field(field, value, out);
  if (IsPercentFloat(c)) return float_field(field, value, out);
  AppendUnsupportedCharacter(field, kind_, &error_);
  return fail_result(FormatResult::kValueError);
}

bool PercentFormatter::run(StrBuilder* out) {
  PercentParser parser(format_, kind_);
  PercentPiece piece;
  while (parser.next(&piece)) {
    if (!piece.is_field) {
      out->append(format_.slice(piece.start, piece.end));
    } else if (!field(piece.field, piece.end - piece.start == 2, out)) {
      return false;
    }
  }
  if (mapping_->is_unbound() && next_ < count_) {
    raise_type_error(thread_, "not all arguments converted during %s formatting",
                     kind_ == FormatKind::kText ? "string" : "bytes");
    return false;
  }
  return true;
}

RawObject percent_text(Thread* thread, const Object& format, const Object& values) {
  NativeText text(*format);
  StrBuilder out;
  PercentFormatter formatter(thread, FormatKind::kText, text.view(), values);
  return formatter.run(&out) ? out.finish(thread) : RawObject::error();
}

RawObject percent_bytes(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  std::string format(self_bytes_NoGC(self));
  Object values(thread, arguments[1]);
  StrBuilder out;
  PercentFormatter formatter(thread, FormatKind::kBytes,
                             TextView(format.data(), format.size(), TextWidth::kOne), values);
  if (!formatter.run(&out)) return RawObject::error();
  if (out.failed()) return raise_memory_error(thread);
  // Everything appended was below 256, in units of whatever width the builder chose.
  std::string bytes;
  for (size_t i = 0; i < out.length(); i++) bytes += static_cast<char>(out.view()[i]);
  return new_of_same_type(thread, arguments[0], bytes);
}

RawObject reflected_percent_bytes(Thread* thread, Arguments arguments) {
  if (!(is_heap_growing_bytes(arguments[0]) ? is_heap_byte_array(arguments[1])
                                            : is_bytes(arguments[1]))) {
    return RawObject::not_implemented();
  }
  RawObject swapped[2] = {underlying_value(arguments[1]), arguments[0]};
  arguments.set(0, swapped[0]);
  arguments.set(1, swapped[1]);
  return percent_bytes(thread, arguments);
}

}  // namespace

RawObject str_percent(Thread* thread, const Object& format, const Object& values) {
  return percent_text(thread, format, values);
}

namespace natives {

RawObject str___mod__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object values(thread, arguments[1]);
  return percent_text(thread, self, values);
}

RawObject str___rmod__(Thread* thread, Arguments arguments) {
  if (!is_str(arguments[1])) return RawObject::not_implemented();
  Object format(thread, arguments[1]);
  Object values(thread, arguments[0]);
  return percent_text(thread, format, values);
}

PYRO_BYTES_METHOD(__mod__, percent_bytes)
PYRO_BYTES_METHOD(__rmod__, reflected_percent_bytes)

}  // namespace natives

}  // namespace pyro
