#include "interpreter/async_support.h"

#include "interpreter/generator.h"
#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/factories.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

namespace {

constexpr uint32_t kCoroutineFlag = 0x80, kIterableCoroutineFlag = 0x100;

uint32_t generator_flags(Thread* thread, RawObject generator) {
  return code_block(thread, RawFunction(RawGeneratorBase(generator.raw()).function().raw()).code())
      ->flags;
}

// A generator decorated by types.coroutine.
bool is_iterable_coroutine(Thread* thread, RawObject object) {
  return is_heap_generator(object) &&
         (generator_flags(thread, object) & kIterableCoroutineFlag) != 0;
}

}  // namespace

RawObject yield_from_iterator(Thread* thread, ActiveFrame* frame, RawObject raw_iterable) {
  Object iterable(thread, raw_iterable);
  if (is_heap_coroutine(*iterable)) {
    if ((frame->block->flags & (kCoroutineFlag | kIterableCoroutineFlag)) != 0) return *iterable;
    return raise_type_error(thread,
                            "cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  if (is_heap_generator(*iterable)) return *iterable;
  return get_iterator(thread, iterable);
}

RawObject awaitable_iterator(Thread* thread, RawObject raw_object, uint32_t where) {
  Object object(thread, raw_object);
  if (is_heap_coroutine(*object)) {
    GeneratorBase coroutine(thread, *object);
    if (!generator_delegate_NoGC(thread, *coroutine).is_none()) {
      return raise(thread, Exc::kRuntimeError, "coroutine is being awaited already");
    }
    return *object;
  }
  if (is_iterable_coroutine(thread, *object)) return *object;
  Object iterator(thread, call_special(thread, object, Symbol::k__await__));
  if (iterator->is_error()) return *iterator;
  if (iterator->is_unbound()) {
    if (where == 1) {
      return raise_type_error(
          thread,
          "'async with' received an object from __aenter__ that does not implement __await__: %T",
          &object);
    }
    if (where == 2) {
      return raise_type_error(
          thread,
          "'async with' received an object from __aexit__ that does not implement __await__: %T",
          &object);
    }
    return raise_type_error(thread, "object %T can't be used in 'await' expression", &object);
  }
  if (is_heap_coroutine(*iterator) || is_iterable_coroutine(thread, *iterator)) {
    return raise_type_error(thread, "__await__() returned a coroutine");
  }
  if (type_lookup(thread, type_of(thread, *iterator), Symbol::k__next__).is_unbound()) {
    return raise_type_error(thread, "__await__() returned non-iterator of type '%T'", &iterator);
  }
  return *iterator;
}

RawObject async_iterator(Thread* thread, RawObject raw_iterable) {
  Object iterable(thread, raw_iterable);
  Object iterator(thread, call_special(thread, iterable, Symbol::k__aiter__));
  if (iterator->is_error()) return *iterator;
  if (iterator->is_unbound()) {
    return raise_type_error(thread, "'async for' requires an object with __aiter__ method, got %T",
                            &iterable);
  }
  if (type_lookup(thread, type_of(thread, *iterator), Symbol::k__anext__).is_unbound()) {
    return raise_type_error(
        thread,
        "'async for' received an object from __aiter__ that does not implement __anext__: %T",
        &iterator);
  }
  return *iterator;
}

RawObject async_next(Thread* thread, RawObject raw_iterator) {
  Object iterator(thread, raw_iterator);
  Object awaitable(thread, call_special(thread, iterator, Symbol::k__anext__));
  if (awaitable->is_error()) return *awaitable;
  if (awaitable->is_unbound()) {
    return raise_type_error(
        thread, "'async for' requires an iterator with __anext__ method, got %T", &iterator);
  }
  RawObject result = awaitable_iterator(thread, *awaitable, 0);
  if (!result.is_error()) return result;
  Object cause(thread, thread->take_exception());
  raise_type_error(thread, "'async for' received an invalid object from __anext__: %T", &awaitable);
  RawBaseException error(thread->pending_exception().raw());
  error.set_cause(*cause);
  error.set_context(*cause);
  error.set_suppress(RawObject::true_object());
  return RawObject::error();
}

RawObject wrap_async_value(Thread* thread, RawObject raw_value) {
  Object value(thread, raw_value);
  RawObject wrapped = new_instance_of_kind(thread, Kind::kAsyncGeneratorWrappedValue);
  RawAsyncGeneratorWrappedValue::cast(wrapped).set_value(*value);
  return wrapped;
}

bool is_stop_async_iteration(Thread* thread, RawObject exception) {
  return is_subtype_NoGC(type_of(thread, exception), exc_type(thread, Exc::kStopAsyncIteration));
}

}  // namespace pyro::interpreter
