#include "modules/_collections/deque.h"

#include <algorithm>

#include "runtime/attributes.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/types/container_support.h"

namespace pyro {

namespace {

word place_of(RawDeque deque, word index) {
  return (deque.head() + index) & (array_length(deque.items()) - 1);
}

bool make_room(Thread* thread, const Deque& deque) {
  word length = deque->length(), capacity = array_length(deque->items());
  if (length < capacity) return true;
  RawObject grown = new_array(thread, capacity == 0 ? 4 : capacity * 2);
  if (grown.is_error()) return false;
  for (word i = 0; i < length; i++) array_set(grown, i, deque_at_NoGC(*deque, i));
  deque->set_items(grown);
  deque->set_head(0);
  return true;
}

void note_change(RawDeque deque) { deque.set_changes(deque.changes() + 1); }

}  // namespace

RawObject deque_at_NoGC(RawDeque deque, word index) {
  return array_at(deque.items(), place_of(deque, index));
}
void deque_put_NoGC(RawDeque deque, word index, RawObject value) {
  array_set(deque.items(), place_of(deque, index), value);
}

word deque_limit_NoGC(RawDeque deque) {
  return deque.limit().is_none() ? -1 : deque.limit().small_int();
}

bool deque_append(Thread* thread, const Deque& deque, const Object& value) {
  word limit = deque_limit_NoGC(*deque);
  if (limit == 0) return true;
  if (deque->length() == limit) deque_pop_left_NoGC(*deque);
  if (!make_room(thread, deque)) return false;
  deque->set_length(deque->length() + 1);
  deque_put_NoGC(*deque, deque->length() - 1, *value);
  note_change(*deque);
  return true;
}

bool deque_append_left(Thread* thread, const Deque& deque, const Object& value) {
  word limit = deque_limit_NoGC(*deque);
  if (limit == 0) return true;
  if (deque->length() == limit) deque_pop_NoGC(*deque);
  if (!make_room(thread, deque)) return false;
  deque->set_head(place_of(*deque, -1));
  deque->set_length(deque->length() + 1);
  deque_put_NoGC(*deque, 0, *value);
  note_change(*deque);
  return true;
}

RawObject deque_pop_NoGC(RawDeque deque) {
  word last = deque.length() - 1;
  RawObject value = deque_at_NoGC(deque, last);
  deque_put_NoGC(deque, last, RawObject::none());
  deque.set_length(last);
  note_change(deque);
  return value;
}

RawObject deque_pop_left_NoGC(RawDeque deque) {
  RawObject value = deque_at_NoGC(deque, 0);
  deque_put_NoGC(deque, 0, RawObject::none());
  deque.set_head(place_of(deque, 1));
  deque.set_length(deque.length() - 1);
  note_change(deque);
  return value;
}

void deque_clear(Thread* thread, const Deque& deque) {
  deque->set_items(thread->runtime()->empty_array());
  deque->set_head(0);
  deque->set_length(0);
  note_change(*deque);
}

bool deque_extend(Thread* thread, const Deque& deque, const Object& iterable) {
  Object source(thread, *iterable);
  if (*iterable == *deque) source = list_from_iterable(thread, iterable);
  if (source->is_error()) return false;
  Object iterator(thread, get_iterator(thread, source));
  if (iterator->is_error()) return false;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return false;
    if (item->is_unbound()) return true;
    if (!deque_append(thread, deque, item)) return false;
  }
}

void deque_rotate_NoGC(RawDeque deque, word steps) {
  word length = deque.length();
  if (length < 2) return;
  steps %= length;
  if (steps < 0) steps += length;
  if (steps == 0) return;
  note_change(deque);
  // Move the shorter way round.
  if (steps <= length / 2) {
    for (; steps > 0; steps--) {
      RawObject value = deque_pop_NoGC(deque);
      deque.set_head(place_of(deque, -1));
      deque.set_length(length);
      deque_put_NoGC(deque, 0, value);
    }
    return;
  }
  for (steps = length - steps; steps > 0; steps--) {
    RawObject value = deque_pop_left_NoGC(deque);
    deque.set_length(length);
    deque_put_NoGC(deque, length - 1, value);
  }
}

RawObject deque_copy(Thread* thread, const Deque& deque) {
  word length = deque->length();
  word capacity = 4;
  while (capacity < length) capacity *= 2;
  Object items(thread, new_array(thread, capacity));
  if (items->is_error()) return *items;
  for (word i = 0; i < length; i++) array_set(*items, i, deque_at_NoGC(*deque, i));
  Object type(thread, type_of(thread, *deque));
  RawDeque copy(allocate_for(thread, *type).raw());
  copy.set_items(*items);
  copy.set_head(0);
  copy.set_length(length);
  copy.set_limit(deque->limit());
  copy.set_changes(0);
  return copy;
}

void deque_remove_at_NoGC(RawDeque deque, word index) {
  for (word i = index; i + 1 < deque.length(); i++)
    deque_put_NoGC(deque, i, deque_at_NoGC(deque, i + 1));
  deque_pop_NoGC(deque);
}

bool deque_insert_at(Thread* thread, const Deque& deque, word index, const Object& value) {
  Object nothing(thread, RawObject::none());
  if (!deque_append(thread, deque, nothing)) return false;
  for (word i = deque->length() - 1; i > index; i--)
    deque_put_NoGC(*deque, i, deque_at_NoGC(*deque, i - 1));
  deque_put_NoGC(*deque, index, *value);
  return true;
}

}  // namespace pyro
