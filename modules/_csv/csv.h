#pragma once

#include "modules/support.h"

// CSV as PEP 305 has it: dialects, and what reader and writer share.

namespace pyro::csv {

enum Quoting : word { kQuoteMinimal, kQuoteAll, kQuoteNonNumeric, kQuoteNone };

constexpr uint32_t kNoCharacter = ~uint32_t{0};

// A dialect's settings in native form.
struct Settings {
  explicit Settings(RawCsvDialect dialect);
  uint32_t delimiter, escape, quote;
  word quoting;
  bool double_quote, skip_space, strict;
};

enum KnownType : word { kDialectType, kReaderType, kWriterType };
RawObject known_type(Thread* thread, KnownType type);
// _csv.Error.
RawObject raise_csv_error(Thread* thread, const char* format, ...);
// The Dialect that reader(), writer() and register_dialect() are asked for: a name, a dialect or
// any object with attributes (Unbound: the default), changed by keywords.
RawObject make_dialect(Thread* thread, const Object& dialect, const Object& keywords);
word field_limit(Thread* thread);

}  // namespace pyro::csv
