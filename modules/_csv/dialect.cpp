#include <cstdarg>

#include "lib-python/natives.h"
#include "modules/_csv/csv.h"
#include "modules/module_types.h"
#include "runtime/format_message.h"

// Dialects, their registry, and the limit of fields.

namespace pyro {

namespace csv {

namespace {

constexpr char kTypesKey = 0, kDialectsKey = 0, kLimitKey = 0;
constexpr word kDefaultLimit = 128 * 1024;

uint32_t character_of(RawObject value) {
  return value.is_none() ? kNoCharacter : str_data(value).at(0);
}

// A setting: the argument, or the attribute of the dialect that is changed, or Unbound.
RawObject setting(Thread* thread, RawObject argument, const Object& dialect, const char* name) {
  if (!argument.is_unbound() || dialect->is_unbound()) return argument;
  RawObject found = attribute_named(thread, dialect, name);
  if (!found.is_error()) return found;
  thread->take_exception();
  return RawObject::unbound();
}

// The value as an exact str of one character, or None where that is allowed.
bool character_setting(Thread* thread, Object* value, const char* name, RawObject fallback,
                       bool optional) {
  if ((*value)->is_unbound()) {
    *value = fallback;
    return true;
  }
  if (optional && (*value)->is_none()) return true;
  if (!is_str(**value)) {
    raise_type_error(
        thread,
        optional ? "\"%s\" must be string or None, not %T" : "\"%s\" must be string, not %T", name,
        value);
    return false;
  }
  *value = underlying_value(**value);
  if (str_length(**value) == 1) return true;
  raise_type_error(thread, "\"%s\" must be a 1-character string", name);
  return false;
}

bool truth_setting(Thread* thread, Object* value, bool fallback) {
  Truth truth = (*value)->is_unbound() ? truth_of(fallback) : is_true(thread, *value);
  *value = RawObject::from_bool(truth == Truth::kTrue);
  return truth != Truth::kError;
}

RawObject dialects(Thread* thread) { return thread->runtime()->module_state(&kDialectsKey); }

RawObject named_dialect(Thread* thread, const Object& name) {
  Dict known(thread, dialects(thread));
  RawObject found = dict_get(thread, known, name);
  if (!found.is_unbound()) return found;
  return raise_csv_error(thread, "unknown dialect");
}

}  // namespace

Settings::Settings(RawCsvDialect dialect)
    : delimiter(character_of(dialect.delimiter())),
      escape(character_of(dialect.escapechar())),
      quote(character_of(dialect.quotechar())),
      quoting(dialect.quoting()),
      double_quote(dialect.doublequote().is_true()),
      skip_space(dialect.skipinitialspace().is_true()),
      strict(dialect.strict().is_true()) {}

RawObject known_type(Thread* thread, KnownType type) {
  return remembered_type(thread, &kTypesKey, type);
}

RawObject raise_csv_error(Thread* thread, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Object message(thread, new_str_format_list(thread, format, arguments));
  va_end(arguments);
  if (message->is_error()) return *message;
  Object type(thread, import_from(thread, "_csv", "Error"));
  return type->is_error() ? *type : raise(thread, *type, "%S", &message);
}

RawObject make_dialect(Thread* thread, const Object& dialect, const Object& keywords) {
  Object type(thread, known_type(thread, kDialectType));
  Object args(thread, dialect->is_unbound() ? thread->runtime()->empty_tuple()
                                            : new_tuple_of(thread, dialect));
  return call_with(thread, type, args, keywords);
}

word field_limit(Thread* thread) { return thread->runtime()->module_state(&kLimitKey).small_int(); }

}  // namespace csv

namespace natives {

using namespace csv;

RawObject csv_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  if (remember_types(thread, &kTypesKey, *module, {"Dialect", "Reader", "Writer"}).is_error())
    return RawObject::error();
  Object name(thread, intern_ascii(thread, "reader"));
  RawType::cast(known_type(thread, kReaderType)).set_name(*name);
  name = intern_ascii(thread, "writer");
  RawType::cast(known_type(thread, kWriterType)).set_name(*name);
  Object registry(thread, new_dict(thread));
  thread->runtime()->set_module_state(&kDialectsKey, *registry);
  thread->runtime()->set_module_state(&kLimitKey, RawObject::from_small_int(kDefaultLimit));
  return none_or_error(module_set(thread, module, "_dialects", registry));
}

// --- Dialect

RawObject csv_Dialect___new__(Thread* thread, Arguments arguments) {
  enum {
    kClass,
    kBase,
    kDelimiter,
    kDoubleQuote,
    kEscape,
    kTerminator,
    kQuote,
    kQuoting,
    kSkip,
    kStrict
  };
  Object base(thread, arguments[kBase]);
  if (base->is_none()) base = RawObject::unbound();
  if (is_str(*base)) base = named_dialect(thread, base);
  if (base->is_error()) return *base;
  bool changed = false;
  for (word i = kDelimiter; i <= kStrict; i++) changed |= arguments.has(i);
  if (!changed && is_heap_csv_dialect(*base) &&
      thread->runtime()->type_of(*base) == arguments[kClass])
    return *base;

  Object delimiter(thread, setting(thread, arguments[kDelimiter], base, "delimiter"));
  Object double_quote(thread, setting(thread, arguments[kDoubleQuote], base, "doublequote"));
  Object escape(thread, setting(thread, arguments[kEscape], base, "escapechar"));
  Object terminator(thread, setting(thread, arguments[kTerminator], base, "lineterminator"));
  Object quote(thread, setting(thread, arguments[kQuote], base, "quotechar"));
  Object quoting(thread, setting(thread, arguments[kQuoting], base, "quoting"));
  Object skip(thread, setting(thread, arguments[kSkip], base, "skipinitialspace"));
  Object strict(thread, setting(thread, arguments[kStrict], base, "strict"));

  bool quote_is_none = quote->is_none(), quoting_is_open = quoting->is_unbound();
  if (!character_setting(thread, &delimiter, "delimiter", RawObject::from_small_str(",", 1),
                         false) ||
      !truth_setting(thread, &double_quote, true) ||
      !character_setting(thread, &escape, "escapechar", RawObject::none(), true)) {
    return RawObject::error();
  }
  if (terminator->is_unbound()) terminator = RawObject::from_small_str("\r\n", 2);
  if (!terminator->is_none() && !is_str(*terminator)) {
    return raise_type_error(thread, "\"lineterminator\" must be a string");
  }
  if (!character_setting(thread, &quote, "quotechar", RawObject::from_small_str("\"", 1), true))
    return RawObject::error();
  if (quoting_is_open) quoting = RawObject::from_small_int(kQuoteMinimal);
  if (!is_exact_int(*quoting)) return raise_type_error(thread, "\"quoting\" must be an integer");
  if (!truth_setting(thread, &skip, false) || !truth_setting(thread, &strict, false))
    return RawObject::error();
  if (!quoting->is_small_int() || quoting->small_int() < 0 || quoting->small_int() > kQuoteNone) {
    return raise_type_error(thread, "bad \"quoting\" value");
  }
  if (quote_is_none && quoting_is_open) quoting = RawObject::from_small_int(kQuoteNone);
  if (quoting->small_int() != kQuoteNone && quote->is_none()) {
    return raise_type_error(thread, "quotechar must be set if quoting enabled");
  }
  if (terminator->is_none()) return raise_type_error(thread, "lineterminator must be set");

  RawCsvDialect self = RawCsvDialect::cast(allocate_for(thread, arguments[kClass]));
  self.set_delimiter(*delimiter);
  self.set_doublequote(*double_quote);
  self.set_escapechar(*escape);
  self.set_lineterminator(*terminator);
  self.set_quotechar(*quote);
  self.set_quoting(quoting->small_int());
  self.set_skipinitialspace(*skip);
  self.set_strict(*strict);
  return self;
}

RawObject csv_Dialect_delimiter_get(Thread*, Arguments arguments) {
  return RawCsvDialect::cast(arguments[0]).delimiter();
}
RawObject csv_Dialect_escapechar_get(Thread*, Arguments arguments) {
  return RawCsvDialect::cast(arguments[0]).escapechar();
}
RawObject csv_Dialect_lineterminator_get(Thread*, Arguments arguments) {
  return RawCsvDialect::cast(arguments[0]).lineterminator();
}
RawObject csv_Dialect_quotechar_get(Thread*, Arguments arguments) {
  return RawCsvDialect::cast(arguments[0]).quotechar();
}
RawObject csv_Dialect_quoting_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawCsvDialect::cast(arguments[0]).quoting());
}

RawObject csv_Dialect___reduce__(Thread* thread, Arguments arguments) {
  Object type(thread, type_of(thread, arguments[0]));
  Object name(thread, get_attribute(thread, type, Symbol::k__name__));
  return name->is_error() ? *name : raise_type_error(thread, "cannot pickle '%S' instances", &name);
}
RawObject csv_Dialect___reduce_ex__(Thread* thread, Arguments arguments) {
  return csv_Dialect___reduce__(thread, arguments);
}

// --- the registry

RawObject csv_list_dialects(Thread* thread, Arguments) {
  Dict known(thread, dialects(thread));
  return dict_keys_list(thread, known);
}

RawObject csv_register_dialect(Thread* thread, Arguments arguments) {
  word count = tuple_length(arguments[0]);
  if (count < 1) return raise_type_error(thread, " expected at least 1 argument, got 0");
  if (count > 2) return raise_type_error(thread, " expected at most 2 arguments, got %ld", count);
  Object name(thread, tuple_at(arguments[0], 0));
  if (!is_str(*name)) return raise_type_error(thread, "dialect name must be a string");
  Object base(thread, count > 1 ? tuple_at(arguments[0], 1) : RawObject::unbound()),
      keywords(thread, arguments[1]);
  Object dialect(thread, make_dialect(thread, base, keywords));
  if (dialect->is_error()) return *dialect;
  Dict known(thread, dialects(thread));
  return none_or_error(dict_set(thread, known, name, dialect));
}

RawObject csv_unregister_dialect(Thread* thread, Arguments arguments) {
  Dict known(thread, dialects(thread));
  Object name(thread, arguments[0]);
  RawObject removed = dict_remove(thread, known, name);
  if (removed.is_unbound()) return raise_csv_error(thread, "unknown dialect");
  return removed.is_error() ? removed : RawObject::none();
}

RawObject csv_get_dialect(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  return named_dialect(thread, name);
}

RawObject csv_field_size_limit(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  word old = field_limit(thread), limit;
  if (value->is_unbound()) return RawObject::from_small_int(old);
  if (!is_exact_int(*value)) return raise_type_error(thread, "limit must be an integer");
  if (!value->is_small_int())
    return raise(thread, Exc::kOverflowError, "Python int too large to convert to C long");
  limit = value->small_int();
  thread->runtime()->set_module_state(&kLimitKey, RawObject::from_small_int(limit));
  return RawObject::from_small_int(old);
}

}  // namespace natives

}  // namespace pyro
