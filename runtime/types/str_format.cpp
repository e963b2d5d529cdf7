#include <vector>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"
#include "runtime/text/format_string.h"
#include "runtime/types/format_support.h"
#include "runtime/types/native_text.h"

// str.format, str.format_map, str.__format__ (library reference, "Format String Syntax").

namespace pyro {

RawObject raise_format_error(Thread* thread, FormatResult result, StrBuilder* error) {
  if (result == FormatResult::kNoMemory) return raise_memory_error(thread);
  Object text(thread, error->finish(thread));
  if (text->is_error()) return *text;
  return raise(thread,
               result == FormatResult::kOverflowError ? Exc::kOverflowError : Exc::kValueError,
               "%S", &text);
}

namespace {

class Formatter {
 public:
  // `args` is a tuple, or None for format_map(); `names` a dict or any mapping.
  Formatter(Thread* thread, const Object& args, const Object& names)
      : thread_(thread), args_(args), names_(names) {}

  // Appends the expanded text, which lies outside the heap. `depth` levels of nesting are left.
  bool expand(TextView text, int depth, StrBuilder* out);

 private:
  enum class Numbering : uint8_t { kUnknown, kAutomatic, kManual };

  bool fail(const char* text) {
    raise_value_error(thread_, "%s", text);
    return false;
  }
  bool expand_field(TextView text, const FormatPiece& piece, int depth, StrBuilder* out);
  RawObject field_value(TextView name);
  RawObject first_value(TextView name, const FieldNamePart& part);
  RawObject positional_value(int64_t index);
  bool choose_numbering(Numbering numbering);
  RawObject convert(const Object& value, CodePoint conversion);

  Thread* thread_;
  const Object& args_;
  const Object& names_;
  Numbering numbering_ = Numbering::kUnknown;
  int64_t next_index_ = 0;
};

bool Formatter::expand(TextView text, int depth, StrBuilder* out) {
  if (depth == 0) return fail("Max string recursion exceeded");
  FormatStringReader reader(text);
  for (;;) {
    FormatPiece piece;
    FormatStep step = reader.next(&piece);
    if (step == FormatStep::kEnd) return true;
    if (step == FormatStep::kError) return fail(reader.error());
    out->append(text.slice(piece.literal.start, piece.literal.end));
    if (piece.has_field && !expand_field(text, piece, depth, out)) return false;
  }
}

bool Formatter::choose_numbering(Numbering numbering) {
  if (numbering_ == Numbering::kUnknown) numbering_ = numbering;
  if (numbering_ == numbering) return true;
  return fail(numbering == Numbering::kManual
                  ? "cannot switch from automatic field numbering to manual field specification"
                  : "cannot switch from manual field specification to automatic field numbering");
}

RawObject Formatter::positional_value(int64_t index) {
  if (args_->is_none())
    return raise_value_error(thread_, "Format string contains positional fields");
  if (index >= tuple_length(*args_)) {
    return raise(thread_, Exc::kIndexError,
                 "Replacement index %ld out of range for positional args tuple", index);
  }
  return tuple_at(*args_, index);
}

RawObject Formatter::first_value(TextView name, const FieldNamePart& part) {
  if (part.index >= 0) {
    if (!choose_numbering(Numbering::kManual)) return RawObject::error();
    return positional_value(part.index);
  }
  if (part.name.length() == 0) {
    if (!choose_numbering(Numbering::kAutomatic)) return RawObject::error();
    return positional_value(next_index_++);
  }
  Object key(thread_, new_str_from_text(thread_, name.slice(part.name.start, part.name.end)));
  if (key->is_error()) return *key;
  if (args_->is_none()) return get_item(thread_, names_, key);
  Dict keywords(thread_, *names_);
  RawObject value = dict_get(thread_, keywords, key);
  return value.is_unbound() ? raise_key_error(thread_, key) : value;
}

RawObject Formatter::field_value(TextView name) {
  FieldNameReader reader(name);
  FieldNamePart part;
  if (reader.first(&part) == FormatStep::kError)
    return raise_value_error(thread_, "%s", reader.error());
  Object value(thread_, first_value(name, part));
  Object key(thread_, RawObject::none());
  while (!value->is_error()) {
    FormatStep step = reader.next(&part);
    if (step == FormatStep::kEnd) break;
    if (step == FormatStep::kError) return raise_value_error(thread_, "%s", reader.error());
    bool is_number = !part.is_attribute && part.index >= 0;
    key = is_number ? new_int(thread_, part.index)
                    : new_str_from_text(thread_, name.slice(part.name.start, part.name.end));
    if (key->is_error()) return *key;
    value = part.is_attribute ? get_attribute(thread_, value, key) : get_item(thread_, value, key);
  }
  return *value;
}

RawObject Formatter::convert(const Object& value, CodePoint conversion) {
  switch (conversion) {
    case 0:
      return *value;
    case 'r':
      return repr(thread_, value);
    case 's':
      return str(thread_, value);
    case 'a':
      return ascii(thread_, value);
    default:
      break;
  }
  if (conversion > 32 && conversion < 127) {
    return raise_value_error(thread_, "Unknown conversion specifier %c",
                             static_cast<int>(conversion));
  }
  return raise_value_error(thread_, "Unknown conversion specifier \\x%x", conversion);
}

bool Formatter::expand_field(TextView text, const FormatPiece& piece, int depth, StrBuilder* out) {
  Object value(thread_, field_value(text.slice(piece.field_name.start, piece.field_name.end)));
  if (value->is_error()) return false;
  value = convert(value, piece.conversion);
  if (value->is_error()) return false;
  TextView spec_text = text.slice(piece.format_spec.start, piece.format_spec.end);
  StrBuilder nested;
  if (piece.spec_has_fields) {
    if (!expand(spec_text, depth - 1, &nested)) return false;
    spec_text = nested.view();
  }
  if (spec_text.length == 0 && is_exact_str(*value)) {
    out->append_str(*value);
    return true;
  }
  Object spec(thread_, new_str_from_text(thread_, spec_text));
  if (spec->is_error()) return false;
  RawObject formatted = format(thread_, value, spec);
  if (formatted.is_error()) return false;
  out->append_str(formatted);
  return true;
}

RawObject format_text(Thread* thread, const Object& self, const Object& args, const Object& names) {
  NativeText text(*self);
  StrBuilder out;
  Formatter formatter(thread, args, names);
  return formatter.expand(text.view(), 2, &out) ? out.finish(thread) : RawObject::error();
}

}  // namespace

namespace natives {

RawObject str_format(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object args(thread, arguments[1]);
  Object keywords(thread, arguments[2]);
  return format_text(thread, self, args, keywords);
}

RawObject str_format_map(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object none(thread, RawObject::none());
  Object mapping(thread, arguments[1]);
  return format_text(thread, self, none, mapping);
}

RawObject str___format__(Thread* thread, Arguments arguments) {
  Object spec(thread, arguments[1]);
  if (!is_str(*spec))
    return raise_type_error(thread, "__format__() argument must be str, not %V", &spec);
  RawObject spec_value = underlying_value(*spec), self = arguments[0];
  if (str_length(spec_value) == 0) return self;
  StrBuilder out, error;
  FormatContext context{.type_name = "str"};
  FormatResult result = FormatString(text_view(str_data(self)), text_view(str_data(spec_value)),
                                     context, &out, &error);
  return result == FormatResult::kOk ? out.finish(thread)
                                     : raise_format_error(thread, result, &error);
}

}  // namespace natives

}  // namespace pyro
