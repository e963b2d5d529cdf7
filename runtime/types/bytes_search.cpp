#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/text/search.h"
#include "runtime/types/byte_sequences.h"

// bytes and bytearray: searching, replacing, partitioning.

namespace pyro {

bool byte_argument(Thread* thread, const Object& value, uint8_t* result) {
  word number;
  if (value->is_small_int()) {
    number = value->small_int();
  } else if (!index_as_word(thread, value, OnOverflow::kClip, &number)) {
    return false;
  }
  if (number < 0 || number > 255) {
    raise_value_error(thread, "byte must be in range(0, 256)");
    return false;
  }
  *result = static_cast<uint8_t>(number);
  return true;
}

bool needle_argument(Thread* thread, const Object& value, std::string* result) {
  if (supports_buffer_NoGC(*value)) return bytes_argument(thread, value, result);
  uint8_t byte;
  if (!byte_argument(thread, value, &byte)) {
    if (clear_pending_if(thread, Exc::kTypeError)) {
      raise_type_error(thread, "argument should be integer or bytes-like object, not '%T'", &value);
    }
    return false;
  }
  result->assign(1, static_cast<char>(byte));
  return true;
}

namespace {

enum class Direction : uint8_t { kLeft, kRight };

TextView byte_text(std::string_view data) { return {data.data(), data.size(), TextWidth::kOne}; }

// First or last position of the needle in [start, end), -1 if there is none.
word find_in_range(std::string_view data, std::string_view needle, word start, word end,
                   Direction direction) {
  if (start > end || static_cast<word>(needle.size()) > end - start) return -1;
  TextView range = byte_text(data).slice(static_cast<size_t>(start), static_cast<size_t>(end));
  ptrdiff_t at = direction == Direction::kLeft ? FindText(range, byte_text(needle))
                                               : FindTextBackwards(range, byte_text(needle));
  return at < 0 ? -1 : start + at;
}

word count_in_range(std::string_view data, std::string_view needle, word start, word end) {
  if (start > end) return 0;
  if (needle.empty()) return end - start + 1;
  word count = 0;
  for (word at; (at = find_in_range(data, needle, start, end, Direction::kLeft)) >= 0; count++) {
    start = at + static_cast<word>(needle.size());
  }
  return count;
}

// Position or -1; false: exception.
bool find_arguments(Thread* thread, Arguments arguments, Direction direction, word* position) {
  std::string needle;
  Object sub(thread, arguments[1]);
  word start, end;
  RawObject self = arguments[0];
  if (!search_bounds(thread, arguments, 2, static_cast<word>(self_bytes_NoGC(self).size()), &start,
                     &end))
    return false;
  if (!needle_argument(thread, sub, &needle)) return false;
  self = arguments[0];
  *position = find_in_range(self_bytes_NoGC(self), needle, start, end, direction);
  return true;
}

template <Direction direction>
RawObject byte_find(Thread* thread, Arguments arguments) {
  word position;
  if (!find_arguments(thread, arguments, direction, &position)) return RawObject::error();
  return RawObject::from_small_int(position);
}

template <Direction direction>
RawObject byte_index(Thread* thread, Arguments arguments) {
  word position;
  if (!find_arguments(thread, arguments, direction, &position)) return RawObject::error();
  if (position < 0) return raise_value_error(thread, "subsection not found");
  return RawObject::from_small_int(position);
}

RawObject byte_count(Thread* thread, Arguments arguments) {
  std::string needle;
  Object sub(thread, arguments[1]);
  word start, end;
  if (!needle_argument(thread, sub, &needle)) return RawObject::error();
  RawObject self = arguments[0];
  if (!search_bounds(thread, arguments, 2, static_cast<word>(self_bytes_NoGC(self).size()), &start,
                     &end)) {
    return RawObject::error();
  }
  self = arguments[0];
  return RawObject::from_small_int(count_in_range(self_bytes_NoGC(self), needle, start, end));
}

RawObject byte_contains(Thread* thread, Arguments arguments) {
  Object item(thread, arguments[1]);
  std::string needle;
  uint8_t byte;
  if (is_int(*item) || (!supports_buffer_NoGC(*item) && !is_str(*item))) {
    if (!byte_argument(thread, item, &byte)) {
      if (clear_pending_if(thread, Exc::kTypeError)) {
        raise_type_error(thread, "a bytes-like object is required, not '%T'", &item);
      }
      return RawObject::error();
    }
    needle.assign(1, static_cast<char>(byte));
  } else if (!bytes_argument(thread, item, &needle)) {
    return RawObject::error();
  }
  RawObject self = arguments[0];
  return RawObject::from_bool(self_bytes_NoGC(self).find(needle) != std::string_view::npos);
}

enum class Edge : uint8_t { kStart, kEnd };

bool matches_edge(std::string_view data, std::string_view piece, word start, word end, Edge edge) {
  if (start > end || static_cast<word>(piece.size()) > end - start) return false;
  std::string_view range =
      data.substr(static_cast<size_t>(start), static_cast<size_t>(end - start));
  return edge == Edge::kStart ? range.starts_with(piece) : range.ends_with(piece);
}

Truth matches_one(Thread* thread, Arguments arguments, const Object& piece, Edge edge) {
  std::string bytes;
  word start, end;
  if (!bytes_argument(thread, piece, &bytes)) return Truth::kError;
  RawObject self = arguments[0];
  if (!search_bounds(thread, arguments, 2, static_cast<word>(self_bytes_NoGC(self).size()), &start,
                     &end)) {
    return Truth::kError;
  }
  self = arguments[0];
  return truth_of(matches_edge(self_bytes_NoGC(self), bytes, start, end, edge));
}

template <Edge edge>
RawObject byte_edge(Thread* thread, Arguments arguments) {
  Object piece(thread, arguments[1]);
  RawObject self = arguments[0];
  word start, end;
  if (!search_bounds(thread, arguments, 2, static_cast<word>(self_bytes_NoGC(self).size()), &start,
                     &end))
    return RawObject::error();
  if (!is_tuple(*piece)) {
    if (!supports_buffer_NoGC(*piece)) {
      return raise_type_error(thread, "%s first arg must be bytes or a tuple of bytes, not %T",
                              edge == Edge::kStart ? "startswith" : "endswith", &piece);
    }
    Truth truth = matches_one(thread, arguments, piece, edge);
    return truth == Truth::kError ? RawObject::error()
                                  : RawObject::from_bool(truth == Truth::kTrue);
  }
  Object pieces(thread, underlying_value(*piece));
  for (word i = 0; i < tuple_length(*pieces); i++) {
    piece = tuple_at(*pieces, i);
    Truth truth = matches_one(thread, arguments, piece, edge);
    if (truth == Truth::kError) return RawObject::error();
    if (truth == Truth::kTrue) return RawObject::true_object();
  }
  return RawObject::false_object();
}

template <Edge edge>
RawObject byte_remove_edge(Thread* thread, Arguments arguments) {
  Object argument(thread, arguments[1]);
  std::string piece;
  if (!bytes_argument(thread, argument, &piece)) return RawObject::error();
  RawObject self = arguments[0];
  std::string_view data = self_bytes_NoGC(self);
  if (piece.empty() || !matches_edge(data, piece, 0, static_cast<word>(data.size()), edge)) {
    return unchanged_or_copy(thread, arguments[0]);
  }
  std::string rest(edge == Edge::kStart ? data.substr(piece.size())
                                        : data.substr(0, data.size() - piece.size()));
  return new_of_same_type(thread, self, rest);
}

// Every occurrence, up to `limit` (negative: all), replaced.
std::string replace_all(std::string_view data, std::string_view from, std::string_view to,
                        word limit) {
  std::string out;
  size_t at = 0;
  if (from.empty()) {
    for (; at <= data.size() && limit != 0; at++, limit--) {
      out += to;
      if (at < data.size()) out += data[at];
    }
    if (at < data.size()) out += data.substr(at);
    return out;
  }
  for (size_t next; limit != 0 && (next = data.find(from, at)) != std::string_view::npos; limit--) {
    out += data.substr(at, next - at);
    out += to;
    at = next + from.size();
  }
  out += data.substr(at);
  return out;
}

RawObject byte_replace(Thread* thread, Arguments arguments) {
  Object from_argument(thread, arguments[1]);
  Object to_argument(thread, arguments[2]);
  Object count_argument(thread, arguments[3]);
  std::string from, to;
  word count;
  if (!bytes_argument(thread, from_argument, &from) || !bytes_argument(thread, to_argument, &to) ||
      !size_argument(thread, count_argument, &count)) {
    return RawObject::error();
  }
  RawObject self = arguments[0];
  std::string_view data = self_bytes_NoGC(self);
  if (count == 0 || data.find(from) == std::string_view::npos)
    return unchanged_or_copy(thread, arguments[0]);
  return new_of_same_type(thread, self, replace_all(data, from, to, count));
}

RawObject byte_partition(Thread* thread, Arguments arguments, Direction direction) {
  Object separator_argument(thread, arguments[1]);
  std::string separator;
  if (!bytes_argument(thread, separator_argument, &separator)) return RawObject::error();
  if (separator.empty()) return raise_value_error(thread, "empty separator");
  RawObject self = arguments[0];
  std::string data(self_bytes_NoGC(self));
  size_t at = direction == Direction::kLeft ? data.find(separator) : data.rfind(separator);
  bool found = at != std::string::npos, left = direction == Direction::kLeft;
  std::string before = found ? data.substr(0, at) : left ? data : "";
  std::string after = found ? data.substr(at + separator.size()) : left ? "" : data;
  Object a(thread, !found && left ? unchanged_or_copy(thread, arguments[0])
                                  : new_of_same_type(thread, arguments[0], before));
  if (a->is_error()) return *a;
  Object b(thread, new_of_same_type(thread, arguments[0], found ? separator : std::string()));
  if (b->is_error()) return *b;
  Object c(thread, !found && !left ? unchanged_or_copy(thread, arguments[0])
                                   : new_of_same_type(thread, arguments[0], after));
  if (c->is_error()) return *c;
  return new_tuple_of(thread, a, b, c);
}

RawObject byte_left_partition(Thread* thread, Arguments arguments) {
  return byte_partition(thread, arguments, Direction::kLeft);
}
RawObject byte_right_partition(Thread* thread, Arguments arguments) {
  return byte_partition(thread, arguments, Direction::kRight);
}

}  // namespace

namespace natives {

PYRO_BYTES_METHOD(find, byte_find<Direction::kLeft>)
PYRO_BYTES_METHOD(rfind, byte_find<Direction::kRight>)
PYRO_BYTES_METHOD(index, byte_index<Direction::kLeft>)
PYRO_BYTES_METHOD(rindex, byte_index<Direction::kRight>)
PYRO_BYTES_METHOD(count, byte_count)
PYRO_BYTES_METHOD(__contains__, byte_contains)
PYRO_BYTES_METHOD(startswith, byte_edge<Edge::kStart>)
PYRO_BYTES_METHOD(endswith, byte_edge<Edge::kEnd>)
PYRO_BYTES_METHOD(removeprefix, byte_remove_edge<Edge::kStart>)
PYRO_BYTES_METHOD(removesuffix, byte_remove_edge<Edge::kEnd>)
PYRO_BYTES_METHOD(replace, byte_replace)
PYRO_BYTES_METHOD(partition, byte_left_partition)
PYRO_BYTES_METHOD(rpartition, byte_right_partition)

}  // namespace natives

}  // namespace pyro
