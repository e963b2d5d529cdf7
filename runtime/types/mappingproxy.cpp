#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/types/container_support.h"

// types.MappingProxyType: everything is asked of the mapping behind it.

namespace pyro::natives {

namespace {

RawObject mapping_of(RawObject value) {
  return is_heap_mapping_proxy(value) ? RawMappingProxy(value.raw()).mapping() : value;
}

bool is_mapping(Thread* thread, RawObject value) {
  if (is_heap_list(value) || is_tuple(value)) return false;
  return !type_lookup(thread, type_of(thread, value), Symbol::k__getitem__).is_unbound();
}

RawObject compare_proxies(Thread* thread, CompareOp op, Arguments arguments) {
  Object mapping(thread, mapping_of(arguments[0])), other(thread, arguments[1]);
  return compare(thread, op, mapping, other);
}

RawObject forward(Thread* thread, Arguments arguments, Symbol method) {
  Object mapping(thread, mapping_of(arguments[0]));
  return call_method(thread, mapping, method);
}

}  // namespace

RawObject mappingproxy___new__(Thread* thread, Arguments arguments) {
  Object mapping(thread, arguments[1]);
  if (!is_mapping(thread, *mapping)) {
    return raise_type_error(thread, "mappingproxy() argument must be a mapping, not %T", &mapping);
  }
  RawObject proxy = new_instance_of_kind(thread, Kind::kMappingProxy);
  RawMappingProxy(proxy.raw()).set_mapping(*mapping);
  return proxy;
}

PYRO_COMPARISONS(mappingproxy, compare_proxies)

RawObject mappingproxy___repr__(Thread* thread, Arguments arguments) {
  Object mapping(thread, mapping_of(arguments[0]));
  return new_str_format(thread, "mappingproxy(%R)", &mapping);
}

RawObject mappingproxy___str__(Thread* thread, Arguments arguments) {
  Object mapping(thread, mapping_of(arguments[0]));
  return str(thread, mapping);
}

RawObject mappingproxy___iter__(Thread* thread, Arguments arguments) {
  Object mapping(thread, mapping_of(arguments[0]));
  return get_iterator(thread, mapping);
}

RawObject mappingproxy___or__(Thread* thread, Arguments arguments) {
  Object left(thread, mapping_of(arguments[0])), right(thread, mapping_of(arguments[1]));
  return binary_operation(thread, BinaryOp::kOr, left, right);
}

RawObject mappingproxy___ror__(Thread* thread, Arguments arguments) {
  Object left(thread, mapping_of(arguments[1])), right(thread, mapping_of(arguments[0]));
  return binary_operation(thread, BinaryOp::kOr, left, right);
}

RawObject mappingproxy___ior__(Thread* thread, Arguments arguments) {
  Object proxy(thread, arguments[0]);
  return raise_type_error(thread, "'|=' is not supported by %T; use '|' instead", &proxy);
}

RawObject mappingproxy___len__(Thread* thread, Arguments arguments) {
  Object mapping(thread, mapping_of(arguments[0]));
  word result = length(thread, mapping);
  return result < 0 ? RawObject::error() : RawObject::from_small_int(result);
}

RawObject mappingproxy___getitem__(Thread* thread, Arguments arguments) {
  Object mapping(thread, mapping_of(arguments[0])), key(thread, arguments[1]);
  return get_item(thread, mapping, key);
}

RawObject mappingproxy___contains__(Thread* thread, Arguments arguments) {
  Object mapping(thread, mapping_of(arguments[0])), key(thread, arguments[1]);
  return truth_result(contains(thread, mapping, key));
}

RawObject mappingproxy_get(Thread* thread, Arguments arguments) {
  Object mapping(thread, mapping_of(arguments[0])), key(thread, arguments[1]),
      fallback(thread, arguments[2]);
  return call_method(thread, mapping, Symbol::kget, key, fallback);
}

RawObject mappingproxy_keys(Thread* thread, Arguments arguments) {
  return forward(thread, arguments, Symbol::kkeys);
}
RawObject mappingproxy_values(Thread* thread, Arguments arguments) {
  return forward(thread, arguments, Symbol::kvalues);
}
RawObject mappingproxy_items(Thread* thread, Arguments arguments) {
  return forward(thread, arguments, Symbol::kitems);
}
RawObject mappingproxy_copy(Thread* thread, Arguments arguments) {
  return forward(thread, arguments, Symbol::kcopy);
}
RawObject mappingproxy___reversed__(Thread* thread, Arguments arguments) {
  return forward(thread, arguments, Symbol::k__reversed__);
}

RawObject mappingproxy___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

}  // namespace pyro::natives
