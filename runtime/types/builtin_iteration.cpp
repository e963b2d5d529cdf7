#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// The functions of builtins about iterables and iterators.

namespace pyro {
namespace natives {

namespace {

// True if an item has the truth value `wanted`.
RawObject any_item(Thread* thread, RawObject raw_iterable, Truth wanted) {
  Object iterable(thread, raw_iterable);
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return RawObject::false_object();
    Truth truth = is_true(thread, item);
    if (truth == Truth::kError) return RawObject::error();
    if (truth == wanted) return RawObject::true_object();
  }
}

}  // namespace

RawObject builtins_any(Thread* thread, Arguments arguments) {
  return any_item(thread, arguments[0], Truth::kTrue);
}

RawObject builtins_all(Thread* thread, Arguments arguments) {
  RawObject some_false = any_item(thread, arguments[0], Truth::kFalse);
  return some_false.is_error() ? some_false : RawObject::from_bool(some_false.is_false());
}

RawObject builtins_iter(Thread* thread, Arguments arguments) {
  Object object(thread, arguments[0]);
  if (!arguments.has(1)) return get_iterator(thread, object);
  if (!is_callable(thread, *object))
    return raise_type_error(thread, "iter(v, w): v must be callable");
  RawCallableIterator iterator =
      RawCallableIterator::cast(new_instance_of_kind(thread, Kind::kCallableIterator));
  iterator.set_callable(*object);
  iterator.set_sentinel(arguments[1]);
  return iterator;
}

RawObject builtins_next(Thread* thread, Arguments arguments) {
  Object iterator(thread, arguments[0]);
  RawObject item = call_special(thread, iterator, Symbol::k__next__);
  if (item.is_unbound())
    return raise_type_error(thread, "'%T' object is not an iterator", &iterator);
  if (!item.is_error() || !arguments.has(1)) return item;
  return clear_pending_if(thread, Exc::kStopIteration) ? arguments[1] : item;
}

RawObject builtins_aiter(Thread* thread, Arguments arguments) {
  Object object(thread, arguments[0]);
  Object iterator(thread, call_special(thread, object, Symbol::k__aiter__));
  if (iterator->is_error()) return *iterator;
  if (iterator->is_unbound())
    return raise_type_error(thread, "'%T' object is not an async iterable", &object);
  if (type_lookup(thread, type_of(thread, *iterator), Symbol::k__anext__).is_unbound()) {
    return raise_type_error(thread, "aiter() returned not an async iterator of type '%T'",
                            &iterator);
  }
  return *iterator;
}

RawObject builtins_anext(Thread* thread, Arguments arguments) {
  Object iterator(thread, arguments[0]);
  Object awaitable(thread, call_special(thread, iterator, Symbol::k__anext__));
  if (awaitable->is_error()) return *awaitable;
  if (awaitable->is_unbound())
    return raise_type_error(thread, "'%T' object is not an async iterator", &iterator);
  if (!arguments.has(1)) return *awaitable;
  RawAnextAwaitable result =
      RawAnextAwaitable::cast(new_instance_of_kind(thread, Kind::kAnextAwaitable));
  result.set_awaitable(*awaitable);
  result.set_default_value(arguments[1]);
  return result;
}

// --- min and max

namespace {

struct Extreme {
  const char* name;
  CompareOp better;  // a later item replaces the best one if it compares so
};

// Takes a keyword out of the dict; Unbound if absent.
RawObject take_keyword(Thread* thread, const Dict& keywords, const char* name) {
  Object key(thread, new_str_ascii(thread, name));
  return dict_remove(thread, keywords, key);
}

RawObject raise_first_keyword(Thread* thread, const Dict& keywords, const char* function) {
  word position = 0;
  RawObject raw_key, value;
  dict_next_NoGC(*keywords, &position, &raw_key, &value);
  Object key(thread, raw_key);
  return raise_type_error(thread, "'%S' is an invalid keyword argument for %s()", &key, function);
}

// Unbound for an empty iterable.
RawObject best_item(Thread* thread, const Extreme& extreme, const Object& iterable,
                    const Object& key) {
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  Object best(thread, RawObject::unbound()), best_rank(thread, RawObject::none());
  Object item(thread, RawObject::none()), rank(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return *best;
    rank = key->is_none() ? *item : call(thread, key, item);
    if (rank->is_error()) return *rank;
    if (!best->is_unbound()) {
      Truth better = compare_truth(thread, extreme.better, rank, best_rank);
      if (better == Truth::kError) return RawObject::error();
      if (better == Truth::kFalse) continue;
    }
    best = *item;
    best_rank = *rank;
  }
}

RawObject find_extreme(Thread* thread, Arguments arguments, const Extreme& extreme) {
  word count = tuple_length(arguments[0]);
  if (count == 0)
    return raise_type_error(thread, "%s expected at least 1 argument, got 0", extreme.name);
  Object key(thread, RawObject::none()), fallback(thread, RawObject::unbound());
  Dict keywords(thread, arguments[1]);
  if (dict_size_NoGC(*keywords) != 0) {
    key = take_keyword(thread, keywords, "key");
    if (key->is_unbound()) key = RawObject::none();
    fallback = take_keyword(thread, keywords, "default");
    if (dict_size_NoGC(*keywords) != 0) return raise_first_keyword(thread, keywords, extreme.name);
  }
  if (count > 1 && !fallback->is_unbound()) {
    return raise_type_error(thread,
                            "Cannot specify a default for %s() with multiple positional arguments",
                            extreme.name);
  }
  Object iterable(thread, count > 1 ? arguments[0] : tuple_at(arguments[0], 0));
  RawObject best = best_item(thread, extreme, iterable, key);
  if (!best.is_unbound()) return best;
  return fallback->is_unbound()
             ? raise_value_error(thread, "%s() arg is an empty sequence", extreme.name)
             : *fallback;
}

}  // namespace

RawObject builtins_max(Thread* thread, Arguments arguments) {
  return find_extreme(thread, arguments, {"max", CompareOp::kGt});
}

RawObject builtins_min(Thread* thread, Arguments arguments) {
  return find_extreme(thread, arguments, {"min", CompareOp::kLt});
}

// --- sorted and sum

RawObject builtins_sorted(Thread* thread, Arguments arguments) {
  word count = tuple_length(arguments[0]);
  if (count != 1) return raise_type_error(thread, "sorted expected 1 argument, got %ld", count);
  Object key(thread, RawObject::none()), reverse(thread, RawObject::unbound());
  Object iterable(thread, tuple_at(arguments[0], 0));
  Object made(thread, list_from_iterable(thread, iterable));
  if (made->is_error()) return *made;
  Dict keywords(thread, arguments[1]);
  bool descending = false;
  if (dict_size_NoGC(*keywords) != 0) {
    key = take_keyword(thread, keywords, "key");
    if (key->is_unbound()) key = RawObject::none();
    reverse = take_keyword(thread, keywords, "reverse");
    if (dict_size_NoGC(*keywords) != 0) return raise_first_keyword(thread, keywords, "sort");
    if (!reverse->is_unbound()) {
      RawObject number = index_of(thread, reverse);
      if (number.is_error()) return number;
      descending = int_sign_NoGC(number) != 0;
    }
  }
  List list(thread, *made);
  return list_sort(thread, list, key, descending) ? *list : RawObject::error();
}

namespace {

// Raises for start values whose sum has a better way.
bool check_sum_start(Thread* thread, const Object& start) {
  if (is_str(*start)) {
    raise_type_error(thread, "sum() can't sum strings [use ''.join(seq) instead]");
  } else if (is_bytes(*start)) {
    raise_type_error(thread, "sum() can't sum bytes [use b''.join(seq) instead]");
  } else if (is_heap_byte_array(*start)) {
    raise_type_error(thread, "sum() can't sum bytearray [use b''.join(seq) instead]");
  } else {
    return true;
  }
  return false;
}

}  // namespace

RawObject builtins_sum(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[0]);
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  Object total(thread, arguments[1]), item(thread, RawObject::none());
  if (!check_sum_start(thread, total)) return RawObject::error();
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return *total;
    total = both_small_ints(*total, *item) ? int_add(thread, *total, *item)
                                           : binary_operation(thread, BinaryOp::kAdd, total, item);
    if (total->is_error()) return *total;
  }
}

}  // namespace natives
}  // namespace pyro
