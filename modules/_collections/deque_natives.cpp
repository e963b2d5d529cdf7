#include <algorithm>

#include "lib-python/natives.h"
#include "modules/_collections/deque.h"
#include "modules/module_types.h"
#include "modules/support.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/iterators.h"
#include "runtime/sequences.h"
#include "runtime/type.h"
#include "runtime/types/container_support.h"

namespace pyro::natives {

RawObject collections_deque___new__(Thread* thread, Arguments arguments) {
  RawDeque deque(allocate_for(thread, arguments[0]).raw());
  deque.set_items(thread->runtime()->empty_array());
  deque.set_head(0);
  deque.set_length(0);
  deque.set_changes(0);
  return deque;
}

RawObject collections_deque___init__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object iterable(thread, arguments[1]), limit(thread, arguments[2]);
  if (!limit->is_none()) {
    word bound;
    if (!is_int(*limit)) return raise_type_error(thread, "an integer is required");
    if (!word_argument(thread, limit, &bound)) return RawObject::error();
    if (bound < 0) return raise_value_error(thread, "maxlen must be non-negative");
    limit = new_int(thread, bound);
  }
  deque_clear(thread, deque);
  deque->set_limit(*limit);
  if (iterable->is_unbound()) return RawObject::none();
  return none_or_error(deque_extend(thread, deque, iterable));
}

namespace {

constexpr char kTypesKey = 0;  // the address under which the runtime keeps the module's types

class DequeItems final : public ItemSource {
 public:
  explicit DequeItems(const Deque& deque) : deque_(deque), changes_(deque->changes()) {}
  RawObject next(Thread* thread) override {
    if (deque_->changes() != changes_)
      return raise(thread, Exc::kRuntimeError, "deque mutated during iteration");
    return index_ < deque_->length() ? deque_at_NoGC(*deque_, index_++) : RawObject::unbound();
  }

 private:
  const Deque& deque_;
  word index_ = 0, changes_;
};

RawObject repr_deque(Thread* thread, const Deque& deque) {
  DequeItems items(deque);
  Object text(thread, repr_of_items(thread, "[", items, "]", false)), limit(thread, deque->limit());
  if (text->is_error()) return *text;
  Object name(thread, RawType(type_of(thread, *deque).raw()).name());
  if (limit->is_none()) return new_str_format(thread, "%S(%S)", &name, &text);
  return new_str_format(thread, "%S(%S, maxlen=%R)", &name, &text, &limit);
}

// Index of an item; false with TypeError or IndexError pending.
bool item_index(Thread* thread, const Deque& deque, RawObject raw, word* index) {
  Object key(thread, raw);
  if (!is_int(*key) &&
      type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound()) {
    raise_type_error(thread, "sequence index must be integer, not '%T'", &key);
    return false;
  }
  if (!index_as_word(thread, key, OnOverflow::kIndexError, index)) return false;
  if (*index < 0) *index += deque->length();
  if (*index >= 0 && *index < deque->length()) return true;
  raise(thread, Exc::kIndexError, "deque index out of range");
  return false;
}

// First index in [start, stop) whose item equals the value; -1 if none, -2 on error.
word find_item(Thread* thread, const Deque& deque, const Object& value, word start, word stop) {
  Object item(thread, RawObject::none());
  word changes = deque->changes();
  for (word i = start; i < stop && i < deque->length(); i++) {
    item = deque_at_NoGC(*deque, i);
    Truth equal = equals(thread, item, value);
    if (equal == Truth::kError) return -2;
    if (deque->changes() != changes) {
      raise(thread, Exc::kRuntimeError, "deque mutated during iteration");
      return -2;
    }
    if (equal == Truth::kTrue) return i;
  }
  return -1;
}

RawObject compare_deques(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_heap_deque(arguments[1])) return RawObject::not_implemented();
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  if (op == CompareOp::kEq || op == CompareOp::kNe) {
    if (RawDeque(left->raw()).length() != RawDeque(right->raw()).length())
      return RawObject::from_bool(op == CompareOp::kNe);
  }
  left = list_from_iterable(thread, left);
  if (left->is_error()) return *left;
  right = list_from_iterable(thread, right);
  return right->is_error() ? *right : compare_sequences(thread, op, left, right);
}

bool is_repeat_count(Thread* thread, RawObject value) {
  return is_int(value) ||
         !type_lookup(thread, type_of(thread, value), Symbol::k__index__).is_unbound();
}

RawObject repeat_into(Thread* thread, const Deque& deque, const Object& factor) {
  word count;
  if (!repeat_count(thread, factor, deque->length(), &count)) return RawObject::error();
  if (count == 0) {
    deque_clear(thread, deque);
    return *deque;
  }
  Object items(thread, list_from_iterable(thread, deque));
  if (items->is_error()) return *items;
  for (word i = 1; i < count; i++) {
    if (!deque_extend(thread, deque, items)) return RawObject::error();
  }
  return *deque;
}

}  // namespace

PYRO_COMPARISONS(collections_deque, compare_deques)

RawObject collections_deque___repr__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  if (!enter_repr(thread, deque))
    return thread->has_exception() ? RawObject::error() : new_str_ascii(thread, "[...]");
  Object text(thread, repr_deque(thread, deque));
  leave_repr(thread, deque);
  return *text;
}

RawObject collections_deque___len__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawDeque::cast(arguments[0]).length());
}

RawObject collections_deque___sizeof__(Thread*, Arguments arguments) {
  RawDeque deque = RawDeque::cast(arguments[0]);
  return RawObject::from_small_int((deque.heap_words() + deque.items().heap_words()) * kWordSize);
}

RawObject collections_deque___getitem__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  word index;
  return item_index(thread, deque, arguments[1], &index) ? deque_at_NoGC(*deque, index)
                                                         : RawObject::error();
}

RawObject collections_deque___setitem__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  word index;
  if (!item_index(thread, deque, arguments[1], &index)) return RawObject::error();
  deque_put_NoGC(*deque, index, arguments[2]);
  return RawObject::none();
}

RawObject collections_deque___delitem__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  word index;
  if (!item_index(thread, deque, arguments[1], &index)) return RawObject::error();
  deque_remove_at_NoGC(*deque, index);
  return RawObject::none();
}

RawObject collections_deque___contains__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word index = find_item(thread, deque, value, 0, RawObject::kSmallIntMax);
  return index == -2 ? RawObject::error() : RawObject::from_bool(index >= 0);
}

RawObject collections_deque___add__(Thread* thread, Arguments arguments) {
  Object other(thread, arguments[1]);
  if (!is_heap_deque(*other))
    return raise_type_error(thread, "can only concatenate deque (not \"%T\") to deque", &other);
  Deque deque(thread, arguments[0]);
  Deque result(thread, deque_copy(thread, deque));
  if (result->is_error()) return *result;
  return deque_extend(thread, result, other) ? *result : RawObject::error();
}

RawObject collections_deque___iadd__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object other(thread, arguments[1]);
  return deque_extend(thread, deque, other) ? *deque : RawObject::error();
}

RawObject collections_deque___mul__(Thread* thread, Arguments arguments) {
  Object factor(thread, arguments[1]);
  if (!is_repeat_count(thread, *factor)) {
    return raise_type_error(thread, "can't multiply sequence by non-int of type '%T'", &factor);
  }
  Deque deque(thread, arguments[0]);
  Deque result(thread, deque_copy(thread, deque));
  return result->is_error() ? *result : repeat_into(thread, result, factor);
}

RawObject collections_deque___rmul__(Thread* thread, Arguments arguments) {
  return collections_deque___mul__(thread, arguments);
}

RawObject collections_deque___imul__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object factor(thread, arguments[1]);
  if (!is_repeat_count(thread, *factor)) {
    return raise_type_error(thread, "can't multiply sequence by non-int of type '%T'", &factor);
  }
  return repeat_into(thread, deque, factor);
}

RawObject collections_deque_append(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object value(thread, arguments[1]);
  return none_or_error(deque_append(thread, deque, value));
}

RawObject collections_deque_appendleft(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object value(thread, arguments[1]);
  return none_or_error(deque_append_left(thread, deque, value));
}

RawObject collections_deque_clear(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  deque_clear(thread, deque);
  return RawObject::none();
}

RawObject collections_deque_copy(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  return deque_copy(thread, deque);
}
RawObject collections_deque___copy__(Thread* thread, Arguments arguments) {
  return collections_deque_copy(thread, arguments);
}

RawObject collections_deque_count(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word count = 0;
  for (word index = -1;; count++) {
    index = find_item(thread, deque, value, index + 1, RawObject::kSmallIntMax);
    if (index == -2) return RawObject::error();
    if (index < 0) return RawObject::from_small_int(count);
  }
}

RawObject collections_deque_extend(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object iterable(thread, arguments[1]);
  return none_or_error(deque_extend(thread, deque, iterable));
}

RawObject collections_deque_extendleft(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object iterable(thread, arguments[1]);
  if (*iterable == *deque) iterable = list_from_iterable(thread, iterable);
  if (iterable->is_error()) return *iterable;
  Object iterator(thread, get_iterator(thread, iterable)), item(thread, RawObject::none());
  if (iterator->is_error()) return *iterator;
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return RawObject::none();
    if (!deque_append_left(thread, deque, item)) return RawObject::error();
  }
}

RawObject collections_deque_index(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object value(thread, arguments[1]), bound(thread, arguments[2]);
  word start, stop = RawObject::kSmallIntMax;
  if (!search_bound(thread, bound, deque->length(), &start)) return RawObject::error();
  bound = arguments[3];
  if (arguments.has(3) && !search_bound(thread, bound, deque->length(), &stop))
    return RawObject::error();
  word index = find_item(thread, deque, value, start, stop);
  if (index == -2) return RawObject::error();
  return index < 0 ? raise_value_error(thread, "%R is not in deque", &value)
                   : RawObject::from_small_int(index);
}

RawObject collections_deque_insert(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object where(thread, arguments[1]), value(thread, arguments[2]);
  word index, length = deque->length();
  if (!word_argument(thread, where, &index)) return RawObject::error();
  if (length == deque_limit_NoGC(*deque))
    return raise(thread, Exc::kIndexError, "deque already at its maximum size");
  if (index < 0) index += length;
  return none_or_error(deque_insert_at(thread, deque, std::clamp(index, word{0}, length), value));
}

RawObject collections_deque_pop(Thread* thread, Arguments arguments) {
  RawDeque deque = RawDeque::cast(arguments[0]);
  return deque.length() == 0 ? raise(thread, Exc::kIndexError, "pop from an empty deque")
                             : deque_pop_NoGC(deque);
}

RawObject collections_deque_popleft(Thread* thread, Arguments arguments) {
  RawDeque deque = RawDeque::cast(arguments[0]);
  return deque.length() == 0 ? raise(thread, Exc::kIndexError, "pop from an empty deque")
                             : deque_pop_left_NoGC(deque);
}

RawObject collections_deque_remove(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word index = find_item(thread, deque, value, 0, RawObject::kSmallIntMax);
  if (index == -2) return RawObject::error();
  if (index < 0) return raise_value_error(thread, "%R is not in deque", &value);
  deque_remove_at_NoGC(*deque, index);
  return RawObject::none();
}

RawObject collections_deque_reverse(Thread*, Arguments arguments) {
  RawDeque deque = RawDeque::cast(arguments[0]);
  for (word i = 0, j = deque.length() - 1; i < j; i++, j--) {
    RawObject left = deque_at_NoGC(deque, i);
    deque_put_NoGC(deque, i, deque_at_NoGC(deque, j));
    deque_put_NoGC(deque, j, left);
  }
  return RawObject::none();
}

RawObject collections_deque_rotate(Thread* thread, Arguments arguments) {
  Object steps_argument(thread, arguments[1]);
  word steps;
  if (!word_argument(thread, steps_argument, &steps)) return RawObject::error();
  deque_rotate_NoGC(RawDeque::cast(arguments[0]), steps);
  return RawObject::none();
}

RawObject collections_deque___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

RawObject collections_deque___reduce__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  Object type(thread, type_of(thread, *deque)), limit(thread, deque->limit()),
      nothing(thread, empty_tuple(thread));
  Object values(thread, limit->is_none() ? *nothing : new_tuple_of(thread, nothing, limit));
  Object state(thread, call_method(thread, deque, Symbol::k__getstate__));
  if (state->is_error()) return *state;
  Object iterator(thread, get_iterator(thread, deque));
  if (iterator->is_error()) return *iterator;
  RawObject result = new_tuple(thread, 4);
  tuple_init(result, 0, *type);
  tuple_init(result, 1, *values);
  tuple_init(result, 2, *state);
  tuple_init(result, 3, *iterator);
  return result;
}

// --- iterators: field0 the deque (None at the end), field1 how many items were given, field2 the
// deque's changes at the start -----------

namespace {

RawObject new_deque_iterator(Thread* thread, RawObject type, const Deque& deque, word index) {
  RawNativeRecord iterator(allocate_for(thread, type).raw());
  iterator.set_field0(*deque);
  iterator.set_field1(RawObject::from_small_int(index));
  iterator.set_field2(RawObject::from_small_int(deque->changes()));
  return iterator;
}

RawObject iterator_from_arguments(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[1]), start(thread, arguments[2]);
  word index;
  if (!is_heap_deque(*source)) {
    return raise_type_error(thread, "argument 1 must be collections.deque, not %V", &source);
  }
  if (!word_argument(thread, start, &index)) return RawObject::error();
  Deque deque(thread, *source);
  return new_deque_iterator(thread, arguments[0], deque,
                            std::clamp(index, word{0}, deque->length()));
}

enum class Direction : uint8_t { kForward, kBackward };

RawObject iterate_deque(Thread* thread, const NativeRecord& iterator, Direction direction) {
  if (iterator->field0().is_none()) return RawObject::unbound();
  RawDeque deque(iterator->field0().raw());
  if (!(RawObject::from_small_int(deque.changes()) == iterator->field2())) {
    iterator->set_field0(RawObject::none());
    return raise(thread, Exc::kRuntimeError, "deque mutated during iteration");
  }
  word index = iterator->field1().small_int();
  if (index >= deque.length()) {
    iterator->set_field0(RawObject::none());
    return RawObject::unbound();
  }
  iterator->set_field1(RawObject::from_small_int(index + 1));
  return deque_at_NoGC(deque,
                       direction == Direction::kForward ? index : deque.length() - 1 - index);
}

RawObject iterator_hint(Arguments arguments) {
  RawNativeRecord iterator = RawNativeRecord::cast(arguments[0]);
  if (iterator.field0().is_none()) return RawObject::from_small_int(0);
  return RawObject::from_small_int(RawDeque(iterator.field0().raw()).length() -
                                   iterator.field1().small_int());
}

RawObject reduce_iterator(Thread* thread, Arguments arguments) {
  NativeRecord iterator(thread, arguments[0]);
  Object type(thread, type_of(thread, *iterator)), deque(thread, iterator->field0()),
      index(thread, iterator->field1());
  if (deque->is_none()) {
    Object deque_type(thread, remembered_type(thread, &kTypesKey, 0));
    RawDeque empty(allocate_for(thread, *deque_type).raw());
    empty.set_items(thread->runtime()->empty_array());
    empty.set_head(0);
    empty.set_length(0);
    empty.set_changes(0);
    deque = empty;
    index = RawObject::from_small_int(0);
  }
  Object values(thread, new_tuple_of(thread, deque, index));
  return new_tuple_of(thread, type, values);
}

}  // namespace

RawObject collections_deque___iter__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  return new_deque_iterator(thread, remembered_type(thread, &kTypesKey, 1), deque, 0);
}

RawObject collections_deque___reversed__(Thread* thread, Arguments arguments) {
  Deque deque(thread, arguments[0]);
  return new_deque_iterator(thread, remembered_type(thread, &kTypesKey, 2), deque, 0);
}

#define PYRO_DEQUE_ITERATOR(TYPE, DIRECTION)                                       \
  RawObject TYPE##___new__(Thread* thread, Arguments arguments) {                  \
    return iterator_from_arguments(thread, arguments);                             \
  }                                                                                \
  RawObject TYPE##___iter__(Thread*, Arguments arguments) { return arguments[0]; } \
  RawObject TYPE##___next__(Thread* thread, Arguments arguments) {                 \
    NativeRecord iterator(thread, arguments[0]);                                   \
    return next_or_stop(thread, iterate_deque(thread, iterator, DIRECTION));       \
  }                                                                                \
  RawObject TYPE##___length_hint__(Thread*, Arguments arguments) {                 \
    return iterator_hint(arguments);                                               \
  }                                                                                \
  RawObject TYPE##___reduce__(Thread* thread, Arguments arguments) {               \
    return reduce_iterator(thread, arguments);                                     \
  }

PYRO_DEQUE_ITERATOR(collections__deque_iterator, Direction::kForward)
PYRO_DEQUE_ITERATOR(collections__deque_reverse_iterator, Direction::kBackward)

RawObject collections_initialize(Thread* thread, Arguments arguments) {
  RawObject done = remember_types(thread, &kTypesKey, arguments[0],
                                  {"deque", "_deque_iterator", "_deque_reverse_iterator"});
  if (done.is_error()) return done;
  Object module(thread, arguments[0]);
  RawType type(module_get(thread, module, "deque").raw());
  type.set_flags(type.flags() | kTypeSequence);  // matches sequence patterns
  return RawObject::none();
}

}  // namespace pyro::natives
