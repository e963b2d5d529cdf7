#include <vector>

#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/text/unicode.h"
#include "runtime/types/text_arguments.h"

// str: split, rsplit, splitlines.

namespace pyro {

namespace {

struct Range {
  word start, end;
};
using Ranges = std::vector<Range>;

template <typename Unit>
bool is_space(Unit c) {
  return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) : IsWhitespace(c);
}

template <typename Unit>
void split_space_units(const Unit* units, word length, word limit, Ranges* ranges) {
  for (word at = 0;;) {
    while (at < length && is_space(units[at])) at++;
    if (at == length) return;
    word start = at;
    if (limit-- == 0) {
      ranges->push_back({start, length});
      return;
    }
    while (at < length && !is_space(units[at])) at++;
    ranges->push_back({start, at});
  }
}

void split_space(const StrData& data, word limit, Ranges* ranges) {
  WithUnits(text_view(data),
            [&](const auto* units) { split_space_units(units, data.length, limit, ranges); });
}

// The ranges come last first.
void split_space_right(const StrData& data, word limit, Ranges* ranges) {
  for (word at = data.length;;) {
    while (at > 0 && IsWhitespace(data.at(at - 1))) at--;
    if (at == 0) return;
    word end = at;
    if (limit-- == 0) {
      ranges->push_back({0, end});
      return;
    }
    while (at > 0 && !IsWhitespace(data.at(at - 1))) at--;
    ranges->push_back({at, end});
  }
}

void split_on(RawObject str, RawObject separator, word limit, Ranges* ranges) {
  word at = 0, length = str_length(str), size = str_length(separator);
  for (word next; limit != 0 && (next = str_find_NoGC(str, separator, at, length)) >= 0; limit--) {
    ranges->push_back({at, next});
    at = next + size;
  }
  ranges->push_back({at, length});
}

void split_on_right(RawObject str, RawObject separator, word limit, Ranges* ranges) {
  word end = str_length(str), size = str_length(separator);
  for (word at; limit != 0 && (at = str_rfind_NoGC(str, separator, 0, end)) >= 0; limit--) {
    ranges->push_back({at + size, end});
    end = at;
  }
  ranges->push_back({0, end});
}

RawObject list_of_ranges(Thread* thread, const Object& str, const Ranges& ranges, bool reversed) {
  List list(thread, new_list(thread, static_cast<word>(ranges.size())));
  if (list->is_error()) return *list;
  Object piece(thread, RawObject::none());
  for (size_t i = 0; i < ranges.size(); i++) {
    Range range = reversed ? ranges[ranges.size() - 1 - i] : ranges[i];
    piece = str_substring(thread, str, range.start, range.end - range.start);
    if (piece->is_error() || !list_append(thread, list, piece)) return RawObject::error();
  }
  return *list;
}

enum class Direction : uint8_t { kLeft, kRight };

RawObject split(Thread* thread, Arguments arguments, Direction direction) {
  Object limit_argument(thread, arguments[2]);
  word limit;
  if (!size_argument(thread, limit_argument, &limit)) return RawObject::error();
  Object self(thread, arguments[0]);
  Object separator(thread, underlying_value(arguments[1]));
  Ranges ranges;
  bool right = direction == Direction::kRight;
  if (separator->is_none()) {
    RawObject value = *self;
    (right ? split_space_right : split_space)(str_data(value), limit, &ranges);
  } else if (!is_str(*separator)) {
    return raise_type_error(thread, "must be str or None, not %T", &separator);
  } else if (str_length(*separator) == 0) {
    return raise_value_error(thread, "empty separator");
  } else {
    (right ? split_on_right : split_on)(*self, *separator, limit, &ranges);
  }
  return list_of_ranges(thread, self, ranges, right);
}

}  // namespace

RawObject str_split_lines(Thread* thread, const Object& str, bool keep_ends) {
  RawObject value = *str;
  StrData data = str_data(value);
  Ranges ranges;
  for (word at = 0; at < data.length;) {
    word end = at;
    while (end < data.length && !IsLineBreak(data.at(end))) end++;
    word next = end;
    if (next < data.length)
      next += data.at(next) == '\r' && next + 1 < data.length && data.at(next + 1) == '\n' ? 2 : 1;
    ranges.push_back({at, keep_ends ? next : end});
    at = next;
  }
  return list_of_ranges(thread, str, ranges, false);
}

namespace natives {

RawObject str_split(Thread* thread, Arguments arguments) {
  return split(thread, arguments, Direction::kLeft);
}
RawObject str_rsplit(Thread* thread, Arguments arguments) {
  return split(thread, arguments, Direction::kRight);
}

RawObject str_splitlines(Thread* thread, Arguments arguments) {
  Object keep_argument(thread, arguments[1]);
  int keep_ends;
  if (!int_argument(thread, keep_argument, &keep_ends)) return RawObject::error();
  Object self(thread, arguments[0]);
  return str_split_lines(thread, self, keep_ends != 0);
}

}  // namespace natives

}  // namespace pyro
