#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/text/format_string.h"
#include "runtime/types/native_text.h"

// What string.Formatter is made of.

namespace pyro {

namespace {

RawObject piece_text(Thread* thread, TextView text, TextRange range) {
  return new_str_from_text(thread, text.slice(range.start, range.end));
}

// (literal, name, spec, conversion); the last three are None without a field.
RawObject piece_tuple(Thread* thread, TextView text, const FormatPiece& piece) {
  Object literal(thread, piece_text(thread, text, piece.literal));
  Object name(thread, RawObject::none());
  Object spec(thread, RawObject::none());
  Object conversion(thread, RawObject::none());
  if (piece.has_field) {
    name = piece_text(thread, text, piece.field_name);
    spec = piece_text(thread, text, piece.format_spec);
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

}  // namespace

namespace natives {

RawObject string_formatter_parser(Thread* thread, Arguments arguments) {
  Object string(thread, arguments[0]);
  if (!is_str(*string)) return raise_type_error(thread, "expected str, got %T", &string);
  NativeText text(*string);
  FormatStringReader reader(text.view());
  List pieces(thread, new_list(thread));
  Object item(thread, RawObject::none());
  for (;;) {
    FormatPiece piece;
    FormatStep step = reader.next(&piece);
    if (step == FormatStep::kEnd) break;
    if (step == FormatStep::kError) return raise_value_error(thread, "%s", reader.error());
    item = piece_tuple(thread, text.view(), piece);
    if (item->is_error() || !list_append(thread, pieces, item)) return RawObject::error();
  }
  return get_iterator(thread, pieces);
}

RawObject string_formatter_field_name_split(Thread* thread, Arguments arguments) {
  Object string(thread, arguments[0]);
  if (!is_str(*string)) return raise_type_error(thread, "expected str, got %T", &string);
  NativeText text(*string);
  FieldNameReader reader(text.view());
  FieldNamePart part;
  if (reader.first(&part) == FormatStep::kError)
    return raise_value_error(thread, "%s", reader.error());
  Object first(thread, part.index >= 0 ? new_int(thread, part.index)
                                       : piece_text(thread, text.view(), part.name));
  if (first->is_error()) return *first;
  List rest(thread, new_list(thread));
  Object key(thread, RawObject::none());
  Object item(thread, RawObject::none());
  for (;;) {
    FormatStep step = reader.next(&part);
    if (step == FormatStep::kEnd) break;
    if (step == FormatStep::kError) return raise_value_error(thread, "%s", reader.error());
    key = !part.is_attribute && part.index >= 0 ? new_int(thread, part.index)
                                                : piece_text(thread, text.view(), part.name);
    if (key->is_error()) return *key;
    item = RawObject::from_bool(part.is_attribute);
    item = new_tuple_of(thread, item, key);
    if (item->is_error() || !list_append(thread, rest, item)) return RawObject::error();
  }
  Object iterator(thread, get_iterator(thread, rest));
  return iterator->is_error() ? *iterator : new_tuple_of(thread, first, iterator);
}

}  // namespace natives

}  // namespace pyro
