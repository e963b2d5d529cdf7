#include "lib-python/natives.h"
#include "modules/itertools/records.h"
#include "modules/module_types.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/str.h"
#include "runtime/text/format_string.h"

// What string.Formatter is made of.

namespace pyro {

namespace {

RawObject piece_text(Thread* thread, const Object& string, TextRange range) {
  return str_substring(thread, string, static_cast<word>(range.start),
                       static_cast<word>(range.length()));
}

// (literal, name, spec, conversion); the last three are None without a field.
RawObject piece_tuple(Thread* thread, const Object& string, const FormatPiece& piece) {
  Object literal(thread, piece_text(thread, string, piece.literal));
  Object name(thread, RawObject::none());
  Object spec(thread, RawObject::none());
  Object conversion(thread, RawObject::none());
  if (piece.has_field) {
    name = piece_text(thread, string, piece.field_name);
    spec = piece_text(thread, string, piece.format_spec);
    if (piece.conversion != 0) conversion = new_str_from_code_point(thread, piece.conversion);
  }
  if (literal->is_error() || name->is_error() || spec->is_error() || conversion->is_error())
    return RawObject::error();
  Tuple tuple(thread, new_tuple(thread, 4));
  tuple_init(*tuple, 0, *literal);
  tuple_init(*tuple, 1, *name);
  tuple_init(*tuple, 2, *spec);
  tuple_init(*tuple, 3, *conversion);
  return *tuple;
}

// The rest of a format string or field name: field0 is the text, field1 the position in it.
RawObject next_piece(Thread* thread, const NativeRecord& iterator) {
  Object string(thread, iterator->field0());
  RawObject raw = *string;
  FormatStringReader reader(text_view(str_data(raw)),
                            static_cast<size_t>(iterator->field1().small_int()));
  FormatPiece piece;
  FormatStep step = reader.next(&piece);
  iterator->set_field1(RawObject::from_small_int(static_cast<word>(reader.position())));
  if (step == FormatStep::kEnd) return RawObject::unbound();
  return step == FormatStep::kError ? raise_value_error(thread, "%s", reader.error())
                                    : piece_tuple(thread, string, piece);
}

// (is attribute, name or index) of the next part.
RawObject next_part(Thread* thread, const NativeRecord& iterator) {
  Object string(thread, iterator->field0());
  RawObject raw = *string;
  FieldNameReader reader(text_view(str_data(raw)),
                         static_cast<size_t>(iterator->field1().small_int()));
  FieldNamePart part;
  FormatStep step = reader.next(&part);
  iterator->set_field1(RawObject::from_small_int(static_cast<word>(reader.position())));
  if (step == FormatStep::kEnd) return RawObject::unbound();
  if (step == FormatStep::kError) return raise_value_error(thread, "%s", reader.error());
  Object key(thread, !part.is_attribute && part.index >= 0 ? new_int(thread, part.index)
                                                           : piece_text(thread, string, part.name));
  if (key->is_error()) return *key;
  Object is_attribute(thread, RawObject::from_bool(part.is_attribute));
  return new_tuple_of(thread, is_attribute, key);
}

enum TypeIndex : word { kFormatIteratorType, kFieldNameIteratorType };
constexpr char kTypesKey = 0;

RawObject new_reader(Thread* thread, TypeIndex type, const Object& string, size_t position) {
  NativeRecord iterator(thread, allocate_for(thread, remembered_type(thread, &kTypesKey, type)));
  iterator->set_field0(underlying_value(*string));
  iterator->set_field1(RawObject::from_small_int(static_cast<word>(position)));
  return *iterator;
}

}  // namespace

namespace natives {

RawObject string_initialize(Thread* thread, Arguments arguments) {
  return remember_types(thread, &kTypesKey, arguments[0],
                        {"formatteriterator", "fieldnameiterator"});
}

PYRO_ITERATOR_RECORD(string_formatteriterator, next_piece)
PYRO_ITERATOR_RECORD(string_fieldnameiterator, next_part)

RawObject string_formatter_parser(Thread* thread, Arguments arguments) {
  Object string(thread, arguments[0]);
  if (!is_str(*string)) return raise_type_error(thread, "expected str, got %T", &string);
  return new_reader(thread, kFormatIteratorType, string, 0);
}

RawObject string_formatter_field_name_split(Thread* thread, Arguments arguments) {
  Object string(thread, arguments[0]);
  if (!is_str(*string)) return raise_type_error(thread, "expected str, got %T", &string);
  string = underlying_value(*string);
  RawObject raw = *string;
  FieldNameReader reader(text_view(str_data(raw)));
  FieldNamePart part;
  if (reader.first(&part) == FormatStep::kError)
    return raise_value_error(thread, "%s", reader.error());
  Object first(thread, part.index >= 0 ? new_int(thread, part.index)
                                       : piece_text(thread, string, part.name));
  if (first->is_error()) return *first;
  Object rest(thread, new_reader(thread, kFieldNameIteratorType, string, reader.position()));
  return new_tuple_of(thread, first, rest);
}

}  // namespace natives

}  // namespace pyro
