#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/type.h"
#include "runtime/types/container_support.h"

// OrderedDict, as far as it is not written in Python (lib-python/modules/_collections.py).
//
// The order is that of the dict itself, which keeps insertion order; what goes to the front is
// rebuilt. Keys that methods of dict take away from an OrderedDict stay in the order that CPython's
// keeps apart, where they make iteration fail: they are noted in the field `lost`
// (runtime/types/dict.cpp).

namespace pyro::natives {

RawObject collections_OrderedDict___new__(Thread* thread, Arguments arguments) {
  RawOrderedDict dict(allocate_for(thread, arguments[0]).raw());
  dict.set_keys(thread->runtime()->empty_keys());
  dict.set_values(thread->runtime()->empty_array());
  dict.set_lost(RawObject::none());
  return dict;
}

RawObject collections_OrderedDict___delitem__(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object key(thread, arguments[1]);
  RawObject removed = dict_remove(thread, dict, key);
  if (removed.is_error()) return removed;
  return removed.is_unbound() ? raise_key_error(thread, key) : RawObject::none();
}

RawObject collections_OrderedDict_pop(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object key(thread, arguments[1]);
  RawObject value =
      dict_size_NoGC(*dict) == 0 ? RawObject::unbound() : dict_remove(thread, dict, key);
  if (!value.is_unbound()) return value;
  return arguments.has(2) ? arguments[2] : raise_key_error(thread, key);
}

}  // namespace pyro::natives
