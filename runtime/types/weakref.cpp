#include "runtime/weakref.h"

#include "gc/heap.h"
#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/factories.h"
#include "runtime/identity.h"
#include "runtime/layout.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

namespace pyro {

bool can_be_weakly_referenced(Thread* thread, RawObject value) {
  return value.is_heap() && type_has_flag(type_of(thread, value), kTypeHasWeakRef);
}

namespace {

// A reference of exactly this type without a callback.
RawObject existing_reference(Thread* thread, const Object& type, const Object& referent) {
  RawObject found = RawObject::unbound();
  Runtime* runtime = thread->runtime();
  thread->heap()->weak_refs_of(*referent, [&](RawObject reference) {
    if (found.is_unbound() && RawWeakRef(reference.raw()).callback().is_none() &&
        runtime->type_of(reference) == *type) {
      found = reference;
    }
  });
  return found;
}

}  // namespace

RawObject new_weak_ref(Thread* thread, const Object& type, const Object& referent,
                       const Object& callback) {
  if (!can_be_weakly_referenced(thread, *referent)) {
    return raise_type_error(thread, "cannot create weak reference to '%T' object", &referent);
  }
  bool exact = RawLayout(RawType::cast(*type).layout().raw()).id() <
               static_cast<word>(LayoutId::kFirstDynamic);
  if (exact && callback->is_none()) {
    RawObject known = existing_reference(thread, type, referent);
    if (!known.is_unbound()) return known;
  }
  Layout layout(thread, RawType::cast(*type).layout());
  RawObject reference = new_instance(thread, layout);
  RawWeakRef weak(reference.raw());
  weak.set_referent(*referent);
  weak.set_callback(*callback);
  weak.set_hash(RawObject::none());
  thread->heap()->register_weak_ref(reference);
  if (!type_has_flag(*type, kTypeHasFinalizer)) return reference;
  Object result(thread, reference);
  thread->heap()->register_finalizable(*result);
  return *result;
}

RawObject weak_ref_to(Thread* thread, const Object& referent) {
  Object type(thread, thread->runtime()->type_at(LayoutId::kWeakrefReferenceType));
  Object none(thread, RawObject::none());
  return new_weak_ref(thread, type, referent, none);
}

namespace natives {

namespace {

RawObject referent_of(RawObject reference) { return RawWeakRef::cast(reference).referent(); }

// "0x7f..." as repr() of any object shows it.
RawObject address_of(Thread* thread, const Object& value) {
  Object id(thread, object_id(thread, *value));
  return new_str_format(thread, "0x%lx", id->is_small_int() ? id->small_int() : word{0});
}

RawObject raise_dead(Thread* thread) {
  return raise(thread, Exc::kReferenceError, "weakly-referenced object no longer exists");
}

}  // namespace

RawObject ReferenceType___new__(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]);
  Object args(thread, arguments[1]);
  word count = tuple_length(*args);
  if (count == 0) return raise_type_error(thread, "__new__ expected at least 1 argument, got 0");
  if (count > 2)
    return raise_type_error(thread, "__new__ expected at most 2 arguments, got %ld", count);
  Object referent(thread, tuple_at(*args, 0));
  Object callback(thread, count > 1 ? tuple_at(*args, 1) : RawObject::none());
  return new_weak_ref(thread, type, referent, callback);
}

RawObject ReferenceType___init__(Thread* thread, Arguments arguments) {
  Object keywords(thread, arguments[2]);
  if (length(thread, keywords) > 0)
    return raise_type_error(thread, "ref() takes no keyword arguments");
  word count = tuple_length(arguments[1]);
  if (count < 1) return raise_type_error(thread, "__init__ expected at least 1 argument, got 0");
  if (count > 2)
    return raise_type_error(thread, "__init__ expected at most 2 arguments, got %ld", count);
  return RawObject::none();
}

RawObject ReferenceType___call__(Thread*, Arguments arguments) { return referent_of(arguments[0]); }

RawObject ReferenceType___hash__(Thread* thread, Arguments arguments) {
  WeakRef reference(thread, arguments[0]);
  if (!reference->hash().is_none()) return reference->hash();
  Object referent(thread, reference->referent());
  if (referent->is_none()) return raise_type_error(thread, "weak object has gone away");
  word value;
  if (!hash(thread, referent, &value)) return RawObject::error();
  RawObject number = new_int(thread, value);
  reference->set_hash(number);
  return number;
}

namespace {

// Live references compare as their referents, dead ones by identity.
RawObject compare_references(Thread* thread, Arguments arguments, CompareOp op) {
  if (!is_heap_weak_ref(arguments[1]) || is_heap_weak_proxy(arguments[1]) ||
      is_heap_callable_weak_proxy(arguments[1])) {
    return RawObject::not_implemented();
  }
  Object left(thread, referent_of(arguments[0]));
  Object right(thread, referent_of(arguments[1]));
  if (left->is_none() || right->is_none()) {
    return RawObject::from_bool((arguments[0] == arguments[1]) == (op == CompareOp::kEq));
  }
  return compare(thread, op, left, right);
}

}  // namespace

RawObject ReferenceType___eq__(Thread* thread, Arguments arguments) {
  return compare_references(thread, arguments, CompareOp::kEq);
}
RawObject ReferenceType___ne__(Thread* thread, Arguments arguments) {
  return compare_references(thread, arguments, CompareOp::kNe);
}

RawObject ReferenceType___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object own(thread, address_of(thread, self));
  Object referent(thread, referent_of(*self));
  if (referent->is_none()) return new_str_format(thread, "<weakref at %S; dead>", &own);
  Object there(thread, address_of(thread, referent));
  Object name(thread, find_attribute(thread, referent, Symbol::k__name__));
  if (name->is_error()) return *name;
  if (is_str(*name))
    return new_str_format(thread, "<weakref at %S; to '%T' at %S (%S)>", &own, &referent, &there,
                          &name);
  return new_str_format(thread, "<weakref at %S; to '%T' at %S>", &own, &referent, &there);
}

RawObject ReferenceType___class_getitem__(Thread* thread, Arguments arguments) {
  Object alias(thread, thread->runtime()->type_at(LayoutId::kTypesGenericAlias));
  Object origin(thread, arguments[0]);
  Object item(thread, arguments[1]);
  return call(thread, alias, origin, item);
}

// --- proxies: every operation is that of the referent

namespace {

bool is_proxy(RawObject value) {
  return is_heap_weak_proxy(value) || is_heap_callable_weak_proxy(value);
}

// Replaces proxies among the first `count` arguments by their referents.
bool unwrap(Thread* thread, Arguments arguments, word count) {
  for (word i = 0; i < count; i++) {
    if (!is_proxy(arguments[i])) continue;
    RawObject referent = referent_of(arguments[i]);
    if (referent.is_none()) {
      raise_dead(thread);
      return false;
    }
    arguments.set(i, referent);
  }
  return true;
}

RawObject proxy_binary(Thread* thread, Arguments arguments, BinaryOp op, bool reflected) {
  if (!unwrap(thread, arguments, 2)) return RawObject::error();
  Object left(thread, arguments[reflected ? 1 : 0]);
  Object right(thread, arguments[reflected ? 0 : 1]);
  return binary_operation(thread, op, left, right);
}
RawObject proxy_inplace(Thread* thread, Arguments arguments, BinaryOp op) {
  if (!unwrap(thread, arguments, 2)) return RawObject::error();
  Object left(thread, arguments[0]);
  Object right(thread, arguments[1]);
  return inplace_operation(thread, op, left, right);
}
RawObject proxy_compare(Thread* thread, Arguments arguments, CompareOp op) {
  if (!unwrap(thread, arguments, 2)) return RawObject::error();
  Object left(thread, arguments[0]);
  Object right(thread, arguments[1]);
  return compare(thread, op, left, right);
}
RawObject proxy_unary(Thread* thread, Arguments arguments, UnaryOp op) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  return unary_operation(thread, op, operand);
}
// A call of one of the builtin functions, for what has no operation of its own.
RawObject proxy_builtin(Thread* thread, Arguments arguments, const char* function) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object builtins(thread, thread->runtime()->builtins_module());
  Object name(thread, intern_ascii(thread, function));
  Object callable(thread, get_attribute(thread, builtins, name));
  return callable->is_error() ? *callable : call(thread, callable, operand);
}

}  // namespace

#define PYRO_PROXY_BINARY(name, op)                                \
  RawObject ProxyType___##name##__(Thread* thread, Arguments a) {  \
    return proxy_binary(thread, a, BinaryOp::op, false);           \
  }                                                                \
  RawObject ProxyType___r##name##__(Thread* thread, Arguments a) { \
    return proxy_binary(thread, a, BinaryOp::op, true);            \
  }
#define PYRO_PROXY_INPLACE(name, op)                               \
  RawObject ProxyType___i##name##__(Thread* thread, Arguments a) { \
    return proxy_inplace(thread, a, BinaryOp::op);                 \
  }
#define PYRO_PROXY_ARITHMETIC(V)                                             \
  V(add, kAdd)                                                               \
  V(sub, kSub)                                                               \
  V(mul, kMul)                                                               \
  V(mod, kMod)                                                               \
  V(lshift, kLshift) V(rshift, kRshift) V(and, kAnd) V(xor, kXor) V(or, kOr) \
      V(floordiv, kFloorDiv) V(truediv, kTrueDiv) V(matmul, kMatMul) V(pow, kPow)
PYRO_PROXY_ARITHMETIC(PYRO_PROXY_BINARY)
PYRO_PROXY_ARITHMETIC(PYRO_PROXY_INPLACE)
PYRO_PROXY_BINARY(divmod, kDivmod)
#undef PYRO_PROXY_BINARY
#undef PYRO_PROXY_INPLACE
#undef PYRO_PROXY_ARITHMETIC

#define PYRO_PROXY_COMPARE(name, op)                              \
  RawObject ProxyType___##name##__(Thread* thread, Arguments a) { \
    return proxy_compare(thread, a, CompareOp::op);               \
  }
PYRO_PROXY_COMPARE(lt, kLt)
PYRO_PROXY_COMPARE(le, kLe)
PYRO_PROXY_COMPARE(eq, kEq)
PYRO_PROXY_COMPARE(ne, kNe)
PYRO_PROXY_COMPARE(gt, kGt)
PYRO_PROXY_COMPARE(ge, kGe)
#undef PYRO_PROXY_COMPARE

RawObject ProxyType___neg__(Thread* thread, Arguments a) {
  return proxy_unary(thread, a, UnaryOp::kNegate);
}
RawObject ProxyType___pos__(Thread* thread, Arguments a) {
  return proxy_unary(thread, a, UnaryOp::kPositive);
}
RawObject ProxyType___invert__(Thread* thread, Arguments a) {
  return proxy_unary(thread, a, UnaryOp::kInvert);
}
RawObject ProxyType___abs__(Thread* thread, Arguments a) { return proxy_builtin(thread, a, "abs"); }
RawObject ProxyType___int__(Thread* thread, Arguments a) { return proxy_builtin(thread, a, "int"); }
RawObject ProxyType___float__(Thread* thread, Arguments a) {
  return proxy_builtin(thread, a, "float");
}
RawObject ProxyType___bytes__(Thread* thread, Arguments a) {
  return proxy_builtin(thread, a, "bytes");
}
RawObject ProxyType___reversed__(Thread* thread, Arguments a) {
  return proxy_builtin(thread, a, "reversed");
}

RawObject ProxyType___index__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  return index_of(thread, operand);
}
RawObject ProxyType___bool__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Truth truth = is_true(thread, operand);
  return truth == Truth::kError ? RawObject::error() : RawObject::from_bool(truth == Truth::kTrue);
}
RawObject ProxyType___str__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  return str(thread, operand);
}
RawObject ProxyType___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object referent(thread, referent_of(*self));
  Object own(thread, address_of(thread, self));
  Object there(thread, address_of(thread, referent));
  return new_str_format(thread, "<weakproxy at %S to %T at %S>", &own, &referent, &there);
}
RawObject ProxyType___len__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  word count = length(thread, operand);
  return count < 0 ? RawObject::error() : new_int(thread, count);
}
RawObject ProxyType___iter__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  return get_iterator(thread, operand);
}
RawObject ProxyType___next__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object result(thread, call_special(thread, operand, Symbol::k__next__));
  if (!result->is_unbound()) return *result;
  return raise_type_error(thread, "Weakref proxy referenced a non-iterator '%T' object", &operand);
}
RawObject ProxyType___getitem__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 2)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object key(thread, arguments[1]);
  return get_item(thread, operand, key);
}
RawObject ProxyType___setitem__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object key(thread, arguments[1]);
  Object value(thread, arguments[2]);
  return set_item(thread, operand, key, value) ? RawObject::none() : RawObject::error();
}
RawObject ProxyType___delitem__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object key(thread, arguments[1]);
  return delete_item(thread, operand, key) ? RawObject::none() : RawObject::error();
}
RawObject ProxyType___contains__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object value(thread, arguments[1]);
  Truth truth = contains(thread, operand, value);
  return truth == Truth::kError ? RawObject::error() : RawObject::from_bool(truth == Truth::kTrue);
}
RawObject ProxyType___getattribute__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object name(thread, arguments[1]);
  return get_attribute(thread, operand, name);
}
RawObject ProxyType___setattr__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object name(thread, arguments[1]);
  Object value(thread, arguments[2]);
  return set_attribute(thread, operand, name, value) ? RawObject::none() : RawObject::error();
}
RawObject ProxyType___delattr__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object operand(thread, arguments[0]);
  Object name(thread, arguments[1]);
  return delete_attribute(thread, operand, name) ? RawObject::none() : RawObject::error();
}
// Both proxy types share their operations.
#define PYRO_CALLABLE_PROXY(name)                                           \
  RawObject CallableProxyType_##name(Thread* thread, Arguments arguments) { \
    return ProxyType_##name(thread, arguments);                             \
  }
PYRO_CALLABLE_PROXY(__repr__)
PYRO_CALLABLE_PROXY(__str__)
PYRO_CALLABLE_PROXY(__getattribute__)
PYRO_CALLABLE_PROXY(__setattr__)
PYRO_CALLABLE_PROXY(__delattr__)
PYRO_CALLABLE_PROXY(__lt__)
PYRO_CALLABLE_PROXY(__le__)
PYRO_CALLABLE_PROXY(__eq__)
PYRO_CALLABLE_PROXY(__ne__)
PYRO_CALLABLE_PROXY(__gt__)
PYRO_CALLABLE_PROXY(__ge__)
PYRO_CALLABLE_PROXY(__iter__)
PYRO_CALLABLE_PROXY(__next__)
PYRO_CALLABLE_PROXY(__add__)
PYRO_CALLABLE_PROXY(__radd__)
PYRO_CALLABLE_PROXY(__iadd__)
PYRO_CALLABLE_PROXY(__sub__)
PYRO_CALLABLE_PROXY(__rsub__)
PYRO_CALLABLE_PROXY(__isub__)
PYRO_CALLABLE_PROXY(__mul__)
PYRO_CALLABLE_PROXY(__rmul__)
PYRO_CALLABLE_PROXY(__imul__)
PYRO_CALLABLE_PROXY(__mod__)
PYRO_CALLABLE_PROXY(__rmod__)
PYRO_CALLABLE_PROXY(__imod__)
PYRO_CALLABLE_PROXY(__lshift__)
PYRO_CALLABLE_PROXY(__rlshift__)
PYRO_CALLABLE_PROXY(__ilshift__)
PYRO_CALLABLE_PROXY(__rshift__)
PYRO_CALLABLE_PROXY(__rrshift__)
PYRO_CALLABLE_PROXY(__irshift__)
PYRO_CALLABLE_PROXY(__and__)
PYRO_CALLABLE_PROXY(__rand__)
PYRO_CALLABLE_PROXY(__iand__)
PYRO_CALLABLE_PROXY(__xor__)
PYRO_CALLABLE_PROXY(__rxor__)
PYRO_CALLABLE_PROXY(__ixor__)
PYRO_CALLABLE_PROXY(__or__)
PYRO_CALLABLE_PROXY(__ror__)
PYRO_CALLABLE_PROXY(__ior__)
PYRO_CALLABLE_PROXY(__floordiv__)
PYRO_CALLABLE_PROXY(__rfloordiv__)
PYRO_CALLABLE_PROXY(__ifloordiv__)
PYRO_CALLABLE_PROXY(__truediv__)
PYRO_CALLABLE_PROXY(__rtruediv__)
PYRO_CALLABLE_PROXY(__itruediv__)
PYRO_CALLABLE_PROXY(__matmul__)
PYRO_CALLABLE_PROXY(__rmatmul__)
PYRO_CALLABLE_PROXY(__imatmul__)
PYRO_CALLABLE_PROXY(__pow__)
PYRO_CALLABLE_PROXY(__rpow__)
PYRO_CALLABLE_PROXY(__ipow__)
PYRO_CALLABLE_PROXY(__divmod__)
PYRO_CALLABLE_PROXY(__rdivmod__)
PYRO_CALLABLE_PROXY(__neg__)
PYRO_CALLABLE_PROXY(__pos__)
PYRO_CALLABLE_PROXY(__abs__)
PYRO_CALLABLE_PROXY(__bool__)
PYRO_CALLABLE_PROXY(__invert__)
PYRO_CALLABLE_PROXY(__int__)
PYRO_CALLABLE_PROXY(__float__)
PYRO_CALLABLE_PROXY(__index__)
PYRO_CALLABLE_PROXY(__len__)
PYRO_CALLABLE_PROXY(__bytes__)
PYRO_CALLABLE_PROXY(__reversed__)
PYRO_CALLABLE_PROXY(__getitem__)
PYRO_CALLABLE_PROXY(__setitem__)
PYRO_CALLABLE_PROXY(__delitem__)
PYRO_CALLABLE_PROXY(__contains__)
#undef PYRO_CALLABLE_PROXY

RawObject CallableProxyType___call__(Thread* thread, Arguments arguments) {
  if (!unwrap(thread, arguments, 1)) return RawObject::error();
  Object callable(thread, arguments[0]);
  Object args(thread, arguments[1]);
  Object keywords(thread, arguments[2]);
  return call_with(thread, callable, args, keywords);
}

}  // namespace natives
}  // namespace pyro
