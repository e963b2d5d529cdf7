#include "lib-python/natives.h"
#include "modules/_thread/locks.h"
#include "modules/support.h"
#include "modules/time_value.h"
#include "runtime/layout.h"
#include "runtime/type.h"
#include "runtime/types/container_support.h"

// queue.SimpleQueue: a list whose front moves; what was taken is cut off when it is the larger
// part.

namespace pyro::natives {

namespace {

constexpr int kEmptyKey = 0;

word queue_size(RawSimpleQueue queue) {
  return RawList(queue.items().raw()).length() - queue.head();
}

// Takes the oldest item of a queue that has one.
RawObject take_item(RawSimpleQueue queue) {
  RawList items(queue.items().raw());
  word head = queue.head();
  RawObject item = list_at(items, head);
  list_set_at(items, head++, RawObject::from_small_int(0));
  word left = items.length() - head;
  if (head >= 32 && head > left) {
    for (word i = 0; i < left; i++) list_set_at(items, i, list_at(items, head + i));
    for (word i = left; i < items.length(); i++)
      list_set_at(items, i, RawObject::from_small_int(0));
    items.set_length(left);
    head = 0;
  }
  queue.set_head(head);
  return item;
}

bool get_deadline(Thread* thread, Arguments arguments, int64_t* deadline) {
  Object block(thread, arguments[1]);
  Object timeout(thread, arguments[2]);
  Truth blocking = is_true(thread, block);
  if (blocking == Truth::kError) return false;
  *deadline = blocking == Truth::kTrue ? kNoDeadline : 0;
  if (timeout->is_none() || blocking == Truth::kFalse) return true;
  int64_t nanoseconds;
  if (!as_nanoseconds(thread, timeout, TimeRounding::kCeiling, &nanoseconds)) return false;
  if (nanoseconds < 0) {
    raise_value_error(thread, "'timeout' must be a non-negative number");
    return false;
  }
  if (__builtin_add_overflow(monotonic_nanoseconds(), nanoseconds, deadline))
    *deadline = kNoDeadline;
  return true;
}

RawObject get_item_until(Thread* thread, const SimpleQueue& queue, int64_t deadline) {
  RawObject found = wait_for(thread, queue, deadline, [&] { return queue_size(*queue) > 0; });
  if (found.is_error()) return found;
  if (found.is_true()) return take_item(*queue);
  Object empty(thread, thread->runtime()->module_state(&kEmptyKey));
  return raise_object(thread, empty);
}

}  // namespace

RawObject queue_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  Object metatype(thread, thread->runtime()->type_at(LayoutId::kType));
  Object name(thread, new_str_ascii(thread, "Empty"));
  Object base(thread, exc_type(thread, Exc::kException));
  Tuple bases(thread, new_tuple_of(thread, base));
  Dict ns(thread, new_dict(thread));
  Object key(thread, thread->runtime()->symbol(Symbol::k__module__));
  Object module_name(thread, new_str_ascii(thread, "_queue"));
  dict_set_str(thread, ns, key, module_name);
  key = thread->runtime()->symbol(Symbol::k__doc__);
  Object text(thread, new_str_ascii(thread, "There is no item in the queue."));
  dict_set_str(thread, ns, key, text);
  Object type(thread, make_type(thread, metatype, name, bases, ns));
  if (type->is_error()) return *type;
  thread->runtime()->set_module_state(&kEmptyKey, *type);
  return none_or_error(module_set(thread, module, "Empty", type));
}

RawObject queue_SimpleQueue___new__(Thread* thread, Arguments arguments) {
  SimpleQueue queue(thread, allocate_for(thread, arguments[0]));
  queue->set_head(0);
  queue->set_waiters(0);
  RawObject items = new_list(thread);
  queue->set_items(items);
  return *queue;
}

RawObject queue_SimpleQueue_put(Thread* thread, Arguments arguments) {
  SimpleQueue queue(thread, arguments[0]);
  List items(thread, queue->items());
  Object item(thread, arguments[1]);
  if (!list_append(thread, items, item)) return RawObject::error();
  thread->runtime()->wait_queues()->wake_one(queue->waiters());
  return RawObject::none();
}
RawObject queue_SimpleQueue_put_nowait(Thread* thread, Arguments arguments) {
  return queue_SimpleQueue_put(thread, arguments);
}

RawObject queue_SimpleQueue_get(Thread* thread, Arguments arguments) {
  SimpleQueue queue(thread, arguments[0]);
  int64_t deadline;
  return get_deadline(thread, arguments, &deadline) ? get_item_until(thread, queue, deadline)
                                                    : RawObject::error();
}
RawObject queue_SimpleQueue_get_nowait(Thread* thread, Arguments arguments) {
  SimpleQueue queue(thread, arguments[0]);
  return get_item_until(thread, queue, 0);
}

RawObject queue_SimpleQueue___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

RawObject queue_SimpleQueue_empty(Thread*, Arguments arguments) {
  return RawObject::from_bool(queue_size(RawSimpleQueue::cast(arguments[0])) == 0);
}
RawObject queue_SimpleQueue_qsize(Thread*, Arguments arguments) {
  return RawObject::from_small_int(queue_size(RawSimpleQueue::cast(arguments[0])));
}

}  // namespace pyro::natives
