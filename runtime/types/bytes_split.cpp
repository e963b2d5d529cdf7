#include <algorithm>
#include <vector>

#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/list.h"
#include "runtime/types/byte_sequences.h"

// bytes and bytearray: split, splitlines, join.

namespace pyro {

namespace {

struct Range {
  size_t start, end;
};
using Ranges = std::vector<Range>;

Ranges split_space(std::string_view data, word limit) {
  Ranges ranges;
  size_t at = 0;
  auto space = [&](size_t i) { return is_ascii_space(static_cast<uint8_t>(data[i])); };
  for (;;) {
    while (at < data.size() && space(at)) at++;
    if (at == data.size()) return ranges;
    size_t start = at;
    if (limit-- == 0) {
      ranges.push_back({start, data.size()});
      return ranges;
    }
    while (at < data.size() && !space(at)) at++;
    ranges.push_back({start, at});
  }
}

Ranges split_space_right(std::string_view data, word limit) {
  Ranges ranges;
  size_t at = data.size();
  auto space = [&](size_t i) { return is_ascii_space(static_cast<uint8_t>(data[i])); };
  for (;;) {
    while (at > 0 && space(at - 1)) at--;
    if (at == 0) break;
    size_t end = at;
    if (limit-- == 0) {
      ranges.push_back({0, end});
      break;
    }
    while (at > 0 && !space(at - 1)) at--;
    ranges.push_back({at, end});
  }
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

Ranges split_on(std::string_view data, std::string_view separator, word limit) {
  Ranges ranges;
  size_t at = 0;
  for (size_t next; limit != 0 && (next = data.find(separator, at)) != std::string_view::npos;
       limit--) {
    ranges.push_back({at, next});
    at = next + separator.size();
  }
  ranges.push_back({at, data.size()});
  return ranges;
}

Ranges split_on_right(std::string_view data, std::string_view separator, word limit) {
  Ranges ranges;
  size_t end = data.size();
  while (limit != 0 && end >= separator.size()) {
    size_t at = data.substr(0, end).rfind(separator);
    if (at == std::string_view::npos) break;
    ranges.push_back({at + separator.size(), end});
    end = at;
    limit--;
  }
  ranges.push_back({0, end});
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

// A list of the pieces of `data` (a copy of the receiver's contents).
RawObject list_of_ranges(Thread* thread, Arguments arguments, std::string_view data,
                         const Ranges& ranges) {
  List list(thread, new_list(thread, static_cast<word>(ranges.size())));
  if (list->is_error()) return *list;
  Object piece(thread, RawObject::none());
  bool whole = ranges.size() == 1 && ranges[0].start == 0 && ranges[0].end == data.size();
  for (Range range : ranges) {
    piece = whole ? unchanged_or_copy(thread, arguments[0])
                  : new_of_same_type(thread, arguments[0],
                                     data.substr(range.start, range.end - range.start));
    if (piece->is_error() || !list_append(thread, list, piece)) return RawObject::error();
  }
  return *list;
}

using SpaceSplit = Ranges (*)(std::string_view, word);
using SeparatorSplit = Ranges (*)(std::string_view, std::string_view, word);

template <SpaceSplit on_space, SeparatorSplit on_separator>
RawObject byte_split(Thread* thread, Arguments arguments) {
  Object limit_argument(thread, arguments[2]);
  word limit;
  if (!size_argument(thread, limit_argument, &limit)) return RawObject::error();
  std::string separator;
  if (!arguments[1].is_none()) {
    Object argument(thread, arguments[1]);
    if (!bytes_argument(thread, argument, &separator)) return RawObject::error();
    if (separator.empty()) return raise_value_error(thread, "empty separator");
  }
  RawObject self = arguments[0];
  std::string data(self_bytes_NoGC(self));
  return list_of_ranges(
      thread, arguments, data,
      separator.empty() ? on_space(data, limit) : on_separator(data, separator, limit));
}

RawObject byte_splitlines(Thread* thread, Arguments arguments) {
  Object keep_argument(thread, arguments[1]);
  int keep_ends;
  if (!int_argument(thread, keep_argument, &keep_ends)) return RawObject::error();
  RawObject self = arguments[0];
  std::string data(self_bytes_NoGC(self));
  Ranges ranges;
  for (size_t at = 0; at < data.size();) {
    size_t end = std::min(data.find_first_of("\r\n", at), data.size());
    size_t next = end;
    if (next < data.size()) next += data.compare(next, 2, "\r\n") == 0 ? 2 : 1;
    ranges.push_back({at, keep_ends != 0 ? next : end});
    at = next;
  }
  return list_of_ranges(thread, arguments, data, ranges);
}

RawObject byte_join(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[1]);
  Object sequence(thread, list_from_iterable(thread, iterable));
  if (sequence->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError))
      raise_type_error(thread, "can only join an iterable");
    return RawObject::error();
  }
  List list(thread, *sequence);
  word count = list->length();
  if (count == 1 && is_exact_bytes(list_at(*list, 0)) && !is_heap_growing_bytes(arguments[0]))
    return list_at(*list, 0);
  std::string out;
  Object item(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    item = list_at(*list, i);
    if (!supports_buffer_NoGC(*item)) {
      return raise_type_error(thread, "sequence item %ld: expected a bytes-like object, %T found",
                              i, &item);
    }
    BufferView view(thread);
    if (!view.acquire(item)) return RawObject::error();
    RawObject self = arguments[0];
    if (i != 0) out += self_bytes_NoGC(self);
    out += view.bytes_NoGC();
  }
  return new_of_same_type(thread, arguments[0], out);
}

}  // namespace

namespace natives {

PYRO_BYTES_METHOD(split, (byte_split<split_space, split_on>))
PYRO_BYTES_METHOD(rsplit, (byte_split<split_space_right, split_on_right>))
PYRO_BYTES_METHOD(splitlines, byte_splitlines)
PYRO_BYTES_METHOD(join, byte_join)

}  // namespace natives

}  // namespace pyro
