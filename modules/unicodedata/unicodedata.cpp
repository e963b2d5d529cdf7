#include "lib-python/natives.h"
#include "runtime/buffer.h"
#include "runtime/bytes.h"
#include "runtime/codecs.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/text/unicode.h"

// unicodedata: the functions of the module for version 14.0, the methods of ucd_3_2_0 for
// version 3.2.0.

namespace pyro {

namespace {

constexpr UnicodeVersion kNow = UnicodeVersion::k14_0, kOld = UnicodeVersion::k3_2_0;

// Arguments without the receiver.
struct Call {
  Thread* thread;
  Arguments arguments;
  UnicodeVersion version;
};

enum class Style : uint8_t { kOnly, kFirst };  // the only argument, or the first of two

bool character(const Call& call, const char* function, Style style, CodePoint* c) {
  Object value(call.thread, call.arguments[0]);
  RawObject exact = underlying_value(*value);
  if (is_str(exact) && str_length(exact) == 1) {
    *c = str_data(exact).at(0);
    return true;
  }
  raise_type_error(call.thread, "%s() argument%s must be a unicode character, not %V", function,
                   style == Style::kFirst ? " 1" : "", &value);
  return false;
}

RawObject default_or(const Call& call, const char* message) {
  return call.arguments.has(1) ? call.arguments[1] : raise_value_error(call.thread, "%s", message);
}

RawObject name(const Call& call) {
  CodePoint c;
  char text[kMaximumNameLength];
  if (!character(call, "name", Style::kFirst, &c)) return RawObject::error();
  size_t length = UnicodeName(c, call.version, text);
  return length != 0 ? new_str_ascii(call.thread, {text, length})
                     : default_or(call, "no such name");
}

RawObject lookup(const Call& call) {
  Object value(call.thread, call.arguments[0]);
  if (!is_str(*value) && !is_bytes(*value))
    return raise_type_error(call.thread,
                            supports_buffer_NoGC(*value)
                                ? "lookup() argument must be read-only bytes-like object, not %T"
                                : "a bytes-like object is required, not '%T'",
                            &value);
  value = underlying_value(*value);
  std::string text;
  if (is_str(*value)) {
    if (!utf8_text_of(call.thread, value, &text)) return RawObject::error();
  } else {
    RawObject exact = *value;
    text = bytes_data(exact);
  }
  CodePoint found[kMaximumSequenceLength];
  NamedSequences sequences =
      call.version == kNow ? NamedSequences::kInclude : NamedSequences::kExclude;
  size_t count = UnicodeLookup(text, sequences, call.version, found);
  if (count != 0) return new_str_from_ucs4(call.thread, found, static_cast<word>(count));
  return raise(call.thread, Exc::kKeyError, "undefined character name '%s'", text.c_str());
}

template <const char* (*property)(CodePoint, UnicodeVersion)>
RawObject text_property(const Call& call, const char* function) {
  CodePoint c;
  if (!character(call, function, Style::kOnly, &c)) return RawObject::error();
  return new_str_ascii(call.thread, property(c, call.version));
}

template <int (*property)(CodePoint, UnicodeVersion)>
RawObject int_property(const Call& call, const char* function) {
  CodePoint c;
  if (!character(call, function, Style::kOnly, &c)) return RawObject::error();
  return RawObject::from_small_int(property(c, call.version));
}

RawObject category(const Call& call) { return text_property<UnicodeCategory>(call, "category"); }
RawObject bidirectional(const Call& call) {
  return text_property<UnicodeBidirectional>(call, "bidirectional");
}
RawObject east_asian_width(const Call& call) {
  return text_property<UnicodeEastAsianWidth>(call, "east_asian_width");
}
RawObject combining(const Call& call) { return int_property<UnicodeCombining>(call, "combining"); }
RawObject mirrored(const Call& call) { return int_property<UnicodeMirrored>(call, "mirrored"); }

RawObject decomposition(const Call& call) {
  CodePoint c;
  if (!character(call, "decomposition", Style::kOnly, &c)) return RawObject::error();
  StrBuilder out;
  UnicodeDecomposition(c, call.version, &out);
  return out.finish(call.thread);
}

RawObject decimal(const Call& call) {
  CodePoint c;
  if (!character(call, "decimal", Style::kFirst, &c)) return RawObject::error();
  int value = UnicodeDecimal(c, call.version);
  return value >= 0 ? RawObject::from_small_int(value) : default_or(call, "not a decimal");
}

RawObject digit(const Call& call) {
  CodePoint c;
  if (!character(call, "digit", Style::kFirst, &c)) return RawObject::error();
  int value = UnicodeDigit(c);
  return value >= 0 ? RawObject::from_small_int(value) : default_or(call, "not a digit");
}

RawObject numeric(const Call& call) {
  CodePoint c;
  if (!character(call, "numeric", Style::kFirst, &c)) return RawObject::error();
  std::optional<double> value = UnicodeNumeric(c, call.version);
  return value ? new_float(call.thread, *value) : default_or(call, "not a numeric character");
}

// An empty text is normalized, whatever the form.
bool normalization_arguments(const Call& call, const char* function, NormalizationForm* form) {
  for (word i = 0; i < 2; i++) {
    if (is_str(call.arguments[i])) continue;
    Object value(call.thread, call.arguments[i]);
    raise_type_error(call.thread, "%s() argument %ld must be str, not %V", function, i + 1, &value);
    return false;
  }
  RawObject name = underlying_value(call.arguments[0]);
  if (str_equals_ascii_NoGC(name, "NFC"))
    *form = NormalizationForm::kNfc;
  else if (str_equals_ascii_NoGC(name, "NFD"))
    *form = NormalizationForm::kNfd;
  else if (str_equals_ascii_NoGC(name, "NFKC"))
    *form = NormalizationForm::kNfkc;
  else if (str_equals_ascii_NoGC(name, "NFKD"))
    *form = NormalizationForm::kNfkd;
  else if (str_data(underlying_value(call.arguments[1])).length == 0)
    *form = NormalizationForm::kNfc;
  else {
    raise_value_error(call.thread, "invalid normalization form");
    return false;
  }
  return true;
}

RawObject normalize(const Call& call) {
  NormalizationForm form;
  if (!normalization_arguments(call, "normalize", &form)) return RawObject::error();
  RawObject text = underlying_value(call.arguments[1]);
  StrData data = str_data(text);
  if (data.is_ascii()) return text;
  StrBuilder out;
  if (!Normalize(text_view(data), form, call.version, &out)) return raise_memory_error(call.thread);
  return out.finish(call.thread);
}

RawObject is_normalized(const Call& call) {
  NormalizationForm form;
  if (!normalization_arguments(call, "is_normalized", &form)) return RawObject::error();
  RawObject text = underlying_value(call.arguments[1]);
  return RawObject::from_bool(IsNormalized(text_view(str_data(text)), form, call.version));
}

}  // namespace

namespace natives {

#define PYRO_UNICODE_FUNCTION(name)                                          \
  RawObject unicodedata_##name(Thread* thread, Arguments arguments) {        \
    return pyro::name(Call{thread, arguments, kNow});                        \
  }                                                                          \
  RawObject unicodedata_UCD_##name(Thread* thread, Arguments arguments) {    \
    return pyro::name(Call{thread, Arguments(arguments.begin() + 1), kOld}); \
  }

PYRO_UNICODE_FUNCTION(name)
PYRO_UNICODE_FUNCTION(lookup)
PYRO_UNICODE_FUNCTION(category)
PYRO_UNICODE_FUNCTION(bidirectional)
PYRO_UNICODE_FUNCTION(combining)
PYRO_UNICODE_FUNCTION(east_asian_width)
PYRO_UNICODE_FUNCTION(mirrored)
PYRO_UNICODE_FUNCTION(decomposition)
PYRO_UNICODE_FUNCTION(decimal)
PYRO_UNICODE_FUNCTION(digit)
PYRO_UNICODE_FUNCTION(numeric)
PYRO_UNICODE_FUNCTION(normalize)
PYRO_UNICODE_FUNCTION(is_normalized)
#undef PYRO_UNICODE_FUNCTION

RawObject unicodedata_UCD_unidata_version_get(Thread*, Arguments) {
  return RawObject::from_small_str("3.2.0", 5);
}

RawObject unicodedata_initialize(Thread* thread, Arguments arguments) {
  Dict names(thread, RawModule::cast(arguments[0]).dict());
  Object key(thread, RawObject::from_small_str("UCD", 3));
  Object type(thread, dict_get(thread, names, key));
  if (type->is_error()) return *type;
  Layout layout(thread, RawType::cast(*type).layout());
  Object database(thread, new_instance(thread, layout));
  if (database->is_error()) return *database;
  key = new_str_ascii(thread, "ucd_3_2_0");
  return dict_set(thread, names, key, database) ? RawObject::none() : RawObject::error();
}

}  // namespace natives

}  // namespace pyro
