#include "modules/itertools/records.h"
#include "modules/module_types.h"

// groupby and tee.

namespace pyro::natives {

namespace {

constexpr char kTypesKey = 0;  // the address under which the runtime keeps the module's inner types

bool is_end(const Object& item) { return item->is_error() || item->is_unbound(); }

// --- groupby: field0 iterator, field1 key function or None, field2 key of the group being walked
// (Unbound at first), field3 key of the item read last, field4 that item (both Unbound when it was
// taken), field5 the current grouper ---------------------------------

// Reads the next item and its key. Unbound at the end, Error, or None.
RawObject groupby_step(Thread* thread, const NativeRecord& group_by) {
  Object iterator(thread, group_by->field0()), function(thread, group_by->field1());
  Object item(thread, iterate(thread, iterator));
  if (is_end(item)) return *item;
  Object key(thread, function->is_none() ? *item : call(thread, function, item));
  if (key->is_error()) return *key;
  group_by->set_field3(*key);
  group_by->set_field4(*item);
  return RawObject::none();
}

Truth same_key(Thread* thread, RawObject a, RawObject b) {
  Object left(thread, a), right(thread, b);
  return equals(thread, left, right);
}

RawObject new_grouper(Thread* thread, const NativeRecord& group_by, const Object& key);

RawObject groupby_next(Thread* thread, const NativeRecord& group_by) {
  group_by->set_field5(RawObject::none());
  // Skip what is left of the group that was given out last.
  for (;;) {
    if (!group_by->field3().is_unbound()) {
      if (group_by->field2().is_unbound()) break;
      Truth same = same_key(thread, group_by->field2(), group_by->field3());
      if (same == Truth::kError) return RawObject::error();
      if (same == Truth::kFalse) break;
    }
    RawObject step = groupby_step(thread, group_by);
    if (!step.is_none()) return step;
  }
  Object key(thread, group_by->field3());
  group_by->set_field2(*key);
  Object grouper(thread, new_grouper(thread, group_by, key));
  return grouper->is_error() ? *grouper : new_tuple_of(thread, key, grouper);
}

// --- _grouper: field0 the groupby, field1 the group's key

RawObject grouper_next(Thread* thread, const NativeRecord& grouper) {
  NativeRecord group_by(thread, grouper->field0());
  if (!(group_by->field5() == *grouper)) return RawObject::unbound();
  if (group_by->field4().is_unbound()) {
    RawObject step = groupby_step(thread, group_by);
    if (!step.is_none()) return step;
  }
  Truth same = same_key(thread, grouper->field1(), group_by->field3());
  if (same == Truth::kError) return RawObject::error();
  if (same == Truth::kFalse) return RawObject::unbound();
  RawObject item = group_by->field4();
  group_by->set_field4(RawObject::unbound());
  return item;
}

RawObject new_grouper(Thread* thread, const NativeRecord& group_by, const Object& key) {
  Object type(thread, remembered_type(thread, &kTypesKey, 0));
  RawObject grouper = new_record(thread, *type, {&group_by, &key});
  group_by->set_field5(grouper);
  return grouper;
}

}  // namespace

PYRO_ITERATOR_RECORD(itertools_groupby, groupby_next)
PYRO_ITERATOR_RECORD(itertools__grouper, grouper_next)

RawObject itertools_groupby___new__(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[1]), function(thread, arguments[2]),
      nothing(thread, RawObject::unbound());
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  return new_record(thread, arguments[0], {&iterator, &function, &nothing, &nothing, &nothing});
}

RawObject itertools_groupby___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object iterator(thread, record->field0()), function(thread, record->field1());
  Object values(thread, new_tuple_of(thread, iterator, function));
  if (record->field2().is_unbound() || record->field3().is_unbound() ||
      record->field4().is_unbound()) {
    return reduce_record(thread, *record, values);
  }
  Object current_key(thread, record->field3()), item(thread, record->field4()),
      key(thread, record->field2());
  Object state(thread, new_tuple_of(thread, current_key, item, key));
  return reduce_record(thread, *record, values, state);
}

RawObject itertools_groupby___setstate__(Thread* thread, Arguments arguments) {
  RawNativeRecord record = RawNativeRecord::cast(arguments[0]);
  RawObject state = arguments[1];
  if (!is_exact_tuple(state)) return raise_type_error(thread, "state is not a tuple");
  if (tuple_length(state) != 3)
    return raise_type_error(thread, "function takes exactly 3 arguments (%ld given)",
                            tuple_length(state));
  record.set_field3(tuple_at(state, 0));
  record.set_field4(tuple_at(state, 1));
  record.set_field2(tuple_at(state, 2));
  return RawObject::none();
}

RawObject itertools__grouper___new__(Thread* thread, Arguments arguments) {
  Object parent(thread, arguments[1]), key(thread, arguments[2]);
  if (layout_of(*parent) == LayoutId::kInvalid || !is_heap_native_record(*parent)) {
    return raise_type_error(thread, "incorrect usage of internal _grouper");
  }
  RawObject grouper = new_record(thread, arguments[0], {&parent, &key});
  RawNativeRecord(parent->raw()).set_field5(grouper);
  return grouper;
}

RawObject itertools__grouper___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object parent(thread, record->field0()), key(thread, record->field1());
  if (!(RawNativeRecord(parent->raw()).field5() == *record)) {
    Object nothing(thread, empty_tuple(thread));
    return reduce_with(thread, "iter", nothing);
  }
  Object values(thread, new_tuple_of(thread, parent, key));
  return reduce_record(thread, *record, values);
}

// --- tee
//
// All copies share a linked list of nodes (Arrays of iterator, value, next node, running flag). A
// node whose value is Unbound is the end of what has been read; whoever gets there first reads on.

namespace {

constexpr word kNodeIterator = 0, kNodeValue = 1, kNodeNext = 2, kNodeRunning = 3;

RawObject new_node(Thread* thread, const Object& iterator) {
  RawObject node = new_array(thread, 4);
  array_set(node, kNodeIterator, *iterator);
  array_set(node, kNodeValue, RawObject::unbound());
  array_set(node, kNodeNext, RawObject::none());
  array_set(node, kNodeRunning, RawObject::false_object());
  return node;
}

// Fetches the value of the last node. Unbound at the end, Error, or None.
RawObject fill_node(Thread* thread, const Object& node) {
  if (array_at(*node, kNodeRunning).is_true()) {
    return raise(thread, Exc::kRuntimeError, "cannot re-enter the tee iterator");
  }
  Object iterator(thread, array_at(*node, kNodeIterator));
  array_set(*node, kNodeRunning, RawObject::true_object());
  Object item(thread, iterate(thread, iterator));
  array_set(*node, kNodeRunning, RawObject::false_object());
  if (is_end(item)) return *item;
  RawObject next = new_node(thread, iterator);
  array_set(*node, kNodeValue, *item);
  array_set(*node, kNodeNext, next);
  return RawObject::none();
}

// field0: the node to read next.
RawObject tee_next(Thread* thread, const NativeRecord& record) {
  Object node(thread, record->field0());
  if (array_at(*node, kNodeValue).is_unbound()) {
    RawObject filled = fill_node(thread, node);
    if (!filled.is_none()) return filled;
  }
  record->set_field0(array_at(*node, kNodeNext));
  return array_at(*node, kNodeValue);
}

bool is_tee(Thread* thread, RawObject value, const Object& type) {
  return is_heap_native_record(value) && type_of(thread, value) == *type;
}

RawObject new_tee(Thread* thread, const Object& type, const Object& iterable) {
  Object node(thread, RawObject::none());
  if (is_tee(thread, *iterable, type)) {
    node = RawNativeRecord(iterable->raw()).field0();
  } else {
    Object iterator(thread, get_iterator(thread, iterable));
    if (iterator->is_error()) return *iterator;
    node = is_tee(thread, *iterator, type) ? RawNativeRecord(iterator->raw()).field0()
                                           : new_node(thread, iterator);
  }
  return new_record(thread, *type, {&node});
}

}  // namespace

PYRO_ITERATOR_RECORD(itertools__tee, tee_next)

RawObject itertools__tee___new__(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]), iterable(thread, arguments[1]);
  return new_tee(thread, type, iterable);
}

RawObject itertools__tee___copy__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object node(thread, record->field0()), type(thread, type_of(thread, *record));
  return new_record(thread, *type, {&node});
}

RawObject itertools_tee(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[0]), count_argument(thread, arguments[1]);
  word count;
  if (!word_argument(thread, count_argument, &count)) return RawObject::error();
  if (count < 0) return raise_value_error(thread, "n must be >= 0");
  Tuple result(thread, new_tuple(thread, count));
  if (result->is_error() || count == 0) return *result;
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  Object copy_name(thread, thread->runtime()->symbol(Symbol::k__copy__));
  Object copy(thread, find_attribute(thread, iterator, copy_name));
  if (copy->is_error()) return *copy;
  if (copy->is_unbound()) {
    Object type(thread, remembered_type(thread, &kTypesKey, 1));
    iterator = new_tee(thread, type, iterator);
    if (iterator->is_error()) return *iterator;
    copy = get_attribute(thread, iterator, copy_name);
    if (copy->is_error()) return *copy;
  }
  tuple_init(*result, 0, *iterator);
  for (word i = 1; i < count; i++) {
    RawObject other = call(thread, copy);
    if (other.is_error()) return other;
    tuple_init(*result, i, other);
  }
  return *result;
}

RawObject itertools_initialize(Thread* thread, Arguments arguments) {
  return remember_types(thread, &kTypesKey, arguments[0], {"_grouper", "_tee"});
}

}  // namespace pyro::natives
