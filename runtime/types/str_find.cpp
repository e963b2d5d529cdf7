#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/str.h"
#include "runtime/types/text_arguments.h"

// str: searching, replacing, partitioning.

namespace pyro {

namespace {

using Finder = word (*)(RawObject, RawObject, word, word);

// The receiver, the piece and the range that find() and its like were given.
struct FindArguments {
  RawObject piece;
  word start, end;
};

bool find_arguments(Thread* thread, Arguments arguments, FindArguments* result) {
  Object piece(thread, arguments[1]);
  if (!search_bounds(thread, arguments, 2, str_length(arguments[0]), &result->start, &result->end))
    return false;
  if (!is_str(*piece)) {
    raise_type_error(thread, "must be str, not %T", &piece);
    return false;
  }
  result->piece = underlying_value(*piece);
  return true;
}

template <Finder finder>
RawObject find(Thread* thread, Arguments arguments) {
  FindArguments found;
  if (!find_arguments(thread, arguments, &found)) return RawObject::error();
  return RawObject::from_small_int(finder(arguments[0], found.piece, found.start, found.end));
}

template <Finder finder>
RawObject index(Thread* thread, Arguments arguments) {
  RawObject position = find<finder>(thread, arguments);
  if (position.is_error() || position.small_int() >= 0) return position;
  return raise_value_error(thread, "substring not found");
}

enum class Edge : uint8_t { kStart, kEnd };

bool matches_edge_NoGC(RawObject str, RawObject piece, word start, word end, Edge edge) {
  word size = str_length(piece);
  if (start > end || size > end - start) return false;
  return str_matches_at_NoGC(str, edge == Edge::kStart ? start : end - size, piece);
}

template <Edge edge>
RawObject edge_test(Thread* thread, Arguments arguments) {
  constexpr const char* kName = edge == Edge::kStart ? "startswith" : "endswith";
  word start, end;
  if (!search_bounds(thread, arguments, 2, str_length(arguments[0]), &start, &end))
    return RawObject::error();
  Object piece(thread, arguments[1]);
  if (is_str(*piece)) {
    return RawObject::from_bool(
        matches_edge_NoGC(arguments[0], underlying_value(*piece), start, end, edge));
  }
  if (!is_tuple(*piece))
    return raise_type_error(thread, "%s first arg must be str or a tuple of str, not %T", kName,
                            &piece);
  Object pieces(thread, underlying_value(*piece));
  for (word i = 0; i < tuple_length(*pieces); i++) {
    piece = tuple_at(*pieces, i);
    if (!is_str(*piece))
      return raise_type_error(thread, "tuple for %s must only contain str, not %T", kName, &piece);
    if (matches_edge_NoGC(arguments[0], underlying_value(*piece), start, end, edge))
      return RawObject::true_object();
  }
  return RawObject::false_object();
}

template <Edge edge>
RawObject remove_edge(Thread* thread, Arguments arguments) {
  Object piece(thread, arguments[1]);
  if (!is_str(*piece)) {
    return raise_type_error(thread, "%s() argument must be str, not %V",
                            edge == Edge::kStart ? "removeprefix" : "removesuffix", &piece);
  }
  piece = underlying_value(*piece);
  Object self(thread, arguments[0]);
  word length = str_length(*self), size = str_length(*piece);
  if (!matches_edge_NoGC(*self, *piece, 0, length, edge)) return *self;
  return str_substring(thread, self, edge == Edge::kStart ? size : 0, length - size);
}

// Between all characters, for an empty `from`.
RawObject insert_between(Thread* thread, const Object& str, const Object& to, word limit) {
  StrBuilder out;
  RawObject value = *str, piece = *to;
  StrData data = str_data(value);
  word i = 0;
  for (; i <= data.length && limit != 0; i++, limit--) {
    out.append_str(piece);
    if (i < data.length) out.append(data.at(i));
  }
  if (i < data.length) out.append_data(data, i, data.length - i);
  return out.finish(thread);
}

RawObject replace(Thread* thread, const Object& str, const Object& from, const Object& to,
                  word limit) {
  word from_length = str_length(*from), length = str_length(*str);
  if (limit == 0) return *str;
  if (from_length == 0)
    return length == 0 && str_length(*to) == 0 ? *str : insert_between(thread, str, to, limit);
  word next = str_find_NoGC(*str, *from, 0, length);
  if (next < 0) return *str;
  StrBuilder out;
  word at = 0;
  RawObject value = *str;
  StrData data = str_data(value);
  for (; next >= 0 && limit != 0; limit--) {
    out.append_data(data, at, next - at);
    out.append_str(*to);
    at = next + from_length;
    next = str_find_NoGC(value, *from, at, length);
  }
  out.append_data(data, at, length - at);
  return out.finish(thread);
}

RawObject partition(Thread* thread, Arguments arguments, Finder finder, Edge whole_side) {
  Object self(thread, arguments[0]);
  Object separator(thread, arguments[1]);
  if (!is_str(*separator)) return raise_type_error(thread, "must be str, not %T", &separator);
  separator = underlying_value(*separator);
  word size = str_length(*separator), length = str_length(*self);
  if (size == 0) return raise_value_error(thread, "empty separator");
  Object empty(thread, RawObject::from_small_str("", 0));
  word at = finder(*self, *separator, 0, length);
  if (at < 0) {
    return whole_side == Edge::kStart ? new_tuple_of(thread, self, empty, empty)
                                      : new_tuple_of(thread, empty, empty, self);
  }
  Object before(thread, str_substring(thread, self, 0, at));
  if (before->is_error()) return *before;
  Object after(thread, str_substring(thread, self, at + size, length - at - size));
  if (after->is_error()) return *after;
  return new_tuple_of(thread, before, separator, after);
}

RawObject raise_replace_argument(Thread* thread, int number, const Object& value) {
  return raise_type_error(thread, "replace() argument %d must be str, not %s", number,
                          value->is_none() ? "None" : type_name_of(thread, value).c_str());
}

}  // namespace

namespace natives {

RawObject str_find(Thread* thread, Arguments arguments) {
  return find<str_find_NoGC>(thread, arguments);
}
RawObject str_rfind(Thread* thread, Arguments arguments) {
  return find<str_rfind_NoGC>(thread, arguments);
}
RawObject str_count(Thread* thread, Arguments arguments) {
  return find<str_count_NoGC>(thread, arguments);
}
RawObject str_index(Thread* thread, Arguments arguments) {
  return pyro::index<str_find_NoGC>(thread, arguments);
}
RawObject str_rindex(Thread* thread, Arguments arguments) {
  return pyro::index<str_rfind_NoGC>(thread, arguments);
}
RawObject str_startswith(Thread* thread, Arguments arguments) {
  return edge_test<Edge::kStart>(thread, arguments);
}
RawObject str_endswith(Thread* thread, Arguments arguments) {
  return edge_test<Edge::kEnd>(thread, arguments);
}
RawObject str_removeprefix(Thread* thread, Arguments arguments) {
  return remove_edge<Edge::kStart>(thread, arguments);
}
RawObject str_removesuffix(Thread* thread, Arguments arguments) {
  return remove_edge<Edge::kEnd>(thread, arguments);
}

RawObject str_replace(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object from(thread, arguments[1]);
  Object to(thread, arguments[2]);
  Object count_argument(thread, arguments[3]);
  word count;
  if (!is_str(*from)) return raise_replace_argument(thread, 1, from);
  if (!is_str(*to)) return raise_replace_argument(thread, 2, to);
  if (!size_argument(thread, count_argument, &count)) return RawObject::error();
  from = underlying_value(*from);
  to = underlying_value(*to);
  return replace(thread, self, from, to, count);
}

RawObject str_partition(Thread* thread, Arguments arguments) {
  return partition(thread, arguments, str_find_NoGC, Edge::kStart);
}
RawObject str_rpartition(Thread* thread, Arguments arguments) {
  return partition(thread, arguments, str_rfind_NoGC, Edge::kEnd);
}

RawObject str_join(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object iterable(thread, arguments[1]);
  return pyro::str_join(thread, self, iterable);
}

}  // namespace natives

}  // namespace pyro
