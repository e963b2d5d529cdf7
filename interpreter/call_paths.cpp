#include "interpreter/call_paths.h"

#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/binding.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/function.h"
#include "runtime/layout.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_call.h"

namespace pyro::interpreter {

namespace {

// Receiver included in the count.
bool fits_directly(const NativeDefinition* native, word count) {
  if (native->window_code != nullptr) return native->role != NativeRole::kNew;
  if (native->code == nullptr || native->keyword_only > 0 || native->has_varargs ||
      native->has_varkeywords)
    return false;
  if (count > native->positional) return false;
  for (word i = count; i < native->positional; i++) {
    if (native->parameters[i].required) return false;
  }
  return true;
}

bool is_plain_metatype(Thread* thread, RawObject metatype) {
  RawObject type = thread->runtime()->type_at(LayoutId::kType);
  return metatype == type || type_lookup(thread, metatype, Symbol::k__call__) ==
                                 type_lookup(thread, type, Symbol::k__call__);
}

constexpr word kNoPlainNew = kTypeOwnNew | kTypeAbstract | kTypeNoInstances | kTypeException;

// What makes instances of the class alone: a Python __init__ (object.__new__ before it) or the
// __new__ of a builtin class.
RawObject find_maker(Thread* thread, RawObject type, word count) {
  if (!is_plain_metatype(thread, type_of(thread, type))) return RawObject::unbound();
  if (type_has_flag(type, kTypeOwnInit)) {
    RawObject init = type_has_flag(type, kNoPlainNew)
                         ? RawObject::unbound()
                         : type_lookup(thread, type, Symbol::k__init__);
    return is_heap_function(init) ? init : RawObject::unbound();
  }
  if (type_has_flag(type, kTypeHeap | kTypeNoInstances | kTypeAbstract | kTypeIsType))
    return RawObject::unbound();
  RawObject method = type_lookup(thread, type, Symbol::k__new__);
  if (!is_heap_native_function(method) || !(RawNativeFunction(method.raw()).owner() == type))
    return RawObject::unbound();
  const NativeDefinition* native =
      thread->runtime()->native_at(RawNativeFunction(method.raw()).index());
  return native->role == NativeRole::kNew && native->window_code == nullptr &&
                 fits_directly(native, count + 1)
             ? method
             : RawObject::unbound();
}

}  // namespace

void quicken_call(Thread* thread, ActiveFrame* frame, const uint32_t* pc, const RawObject* base,
                  word count) {
  RawObject callable = base[0];
  if (!callable.is_heap()) return;
  bool has_receiver = !base[1].is_unbound();
  switch (callable.heap_kind()) {
    case Kind::kType: {
      RawObject maker = has_receiver ? RawObject::unbound() : find_maker(thread, callable, count);
      if (maker.is_unbound()) return;
      cache_fill(frame, pc[1] >> 16, callable, maker, version_key(thread));
      return quicken(pc, Op::kCallClass);
    }
    case Kind::kNativeFunction:
    case Kind::kMethodDescriptor:
    case Kind::kSlotWrapper:
      break;
    default:
      return;
  }
  RawNativeFunction function(callable.raw());
  const NativeDefinition* native = thread->runtime()->native_at(function.index());
  bool is_method = native->role == NativeRole::kMethod || native->role == NativeRole::kSlotWrapper;
  if (is_method != has_receiver || (!is_method && native->role != NativeRole::kFunction)) return;
  if (is_method &&
      (is_heap_user_value(base[1]) || !is_subtype_NoGC(type_of(thread, base[1]), function.owner())))
    return;
  if (!fits_directly(native, count + has_receiver)) return;
  RawObject guard = has_receiver ? layout_key(base[1]) : RawObject::unbound();
  cache_fill(frame, pc[1] >> 16, callable, RawObject::from_small_int(function.index()), guard);
  quicken(pc, Op::kCallNative);
}

ActiveFrame* push_constructor_frame(Thread* thread, RawObject* base, word count,
                                    uint32_t return_register) {
  RawObject type_object = base[0];
  if (!base[1].is_unbound() || type_has_flag(type_object, kNoPlainNew) ||
      !type_has_flag(type_object, kTypeOwnInit))
    return nullptr;
  if (!is_plain_metatype(thread, type_of(thread, type_object))) return nullptr;
  RawObject init = type_lookup(thread, type_object, Symbol::k__init__);
  return is_heap_function(init)
             ? push_known_constructor_frame(thread, init, base, count, return_register)
             : nullptr;
}

ActiveFrame* push_known_constructor_frame(Thread* thread, RawObject init, RawObject* base,
                                          word count, uint32_t return_register) {
  Type type(thread, base[0]);
  Object init_root(thread, init);
  Object instance(thread, allocate_instance(thread, type));
  if (instance->is_error()) return nullptr;
  base[0] = *init_root;
  base[1] = *instance;
  CodeBlock* block = code_block(thread, RawFunction(init_root->raw()).code());
  bool simple = block->simple_signature && count + 1 == block->argument_count;
  if (!simple && !bind_python_arguments(thread, *init_root, base + 1, count + 1, RawObject::none()))
    return nullptr;
  ActiveFrame* frame =
      push_function_frame(thread, *init_root, base + 1, return_register, kFrameConstructor);
  // __init__ may rebind its first parameter or have none (*args), so the instance is kept in the
  // frame.
  if (frame != nullptr) frame->locals = *instance;
  return frame;
}

RawObject finish_constructor(Thread* thread, ActiveFrame* frame) {
  Object instance(thread, frame->locals);
  layout_learn(thread, type_of(thread, *instance), *instance);
  return *instance;
}

void raise_init_result(Thread* thread, RawObject raw_result) {
  Object result(thread, raw_result);
  raise_type_error(thread, "__init__() should return None, not '%T'", &result);
}

namespace {

// How errors name a callable: "module.function()", without the module if that is builtins; else
// str() of the object.
RawObject callable_text(Thread* thread, const Object& callable) {
  Object name(thread, find_attribute(thread, callable, Symbol::k__qualname__));
  if (name->is_error()) return *name;
  if (name->is_unbound()) return str(thread, callable);
  Object module(thread, find_attribute(thread, callable, Symbol::k__module__));
  if (module->is_error()) return *module;
  if (!is_str(*module) || str_equals_ascii_NoGC(underlying_value(*module), "builtins")) {
    return new_str_format(thread, "%S()", &name);
  }
  return new_str_format(thread, "%S.%S()", &module, &name);
}

// The TypeError for `*value` where value is not iterable; other errors stay.
RawObject explain_star_argument(Thread* thread, const Object& callable, const Object& value) {
  RawObject type = type_of(thread, *value);
  bool iterable = !type_lookup(thread, type, Symbol::k__iter__).is_unbound() ||
                  (type_has_flag(type, kTypeHeap) &&
                   !type_lookup(thread, type, Symbol::k__getitem__).is_unbound());
  if (iterable || !clear_pending_if(thread, Exc::kTypeError)) return RawObject::error();
  Object text(thread, callable_text(thread, callable));
  if (text->is_error()) return *text;
  return raise_type_error(thread, "%S argument after * must be an iterable, not %T", &text, &value);
}

}  // namespace

RawObject call_unpacked(Thread* thread, RawObject* base) {
  Object callable(thread, base[0]);
  Object args(thread, base[2]);
  Object kwargs(thread, base[3].is_unbound() ? RawObject::none() : base[3]);
  if (!is_tuple(*args)) {
    Object unpacked(thread, tuple_from_iterable(thread, args));
    if (unpacked->is_error()) return explain_star_argument(thread, callable, args);
    args = *unpacked;
  }
  args =
      underlying_value(*args);  // an instance of a tuple's subclass has other words than its items
  if (is_heap_bound_method(*callable) || base[1].is_unbound())
    return call_with(thread, callable, args, kwargs);
  // GET_METHOD left a receiver: it is the first argument.
  Object receiver(thread, base[1]);
  word count = tuple_length(*args);
  Tuple all(thread, new_tuple(thread, count + 1));
  if (all->is_error()) return *all;
  tuple_init(*all, 0, *receiver);
  for (word i = 0; i < count; i++) tuple_init(*all, i + 1, tuple_at(*args, i));
  return call_with(thread, callable, all, kwargs);
}

namespace {

// Annotations are stored as the code generator left them: a dict, or a tuple of names and values in
// turn.
RawObject annotations_dict(Thread* thread, const Object& parts) {
  if (!is_heap_tuple(*parts)) return *parts;
  Dict dict(thread, new_dict(thread));
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (word i = 0; i + 1 < tuple_length(*parts); i += 2) {
    name = tuple_at(*parts, i);
    value = tuple_at(*parts, i + 1);
    dict_set_str(thread, dict, name, value);
  }
  return *dict;
}

}  // namespace

RawObject make_function(Thread* thread, ActiveFrame* frame, RawObject raw_code, RawObject* parts,
                        uint32_t flags) {
  constexpr uint32_t kDefaults = 1, kKwdefaults = 2, kAnnotations = 4, kClosure = 8;
  Code code(thread, raw_code);
  Function function(thread, new_instance_of_kind(thread, Kind::kFunction));
  function->set_code(*code);
  function->set_globals(frame->globals);
  if ((flags & kDefaults) != 0) function->set_defaults(parts[0]);
  if ((flags & kClosure) != 0) function->set_closure(parts[3]);
  bool other_builtins = !(frame->builtins == thread->runtime()->builtins_dict());
  if ((flags & (kKwdefaults | kAnnotations)) != 0 || other_builtins) {
    FunctionExtras extras(thread, function_extras(thread, function));
    if ((flags & kKwdefaults) != 0) extras->set_kwdefaults(parts[1]);
    if ((flags & kAnnotations) != 0) {
      Object annotations(thread, parts[2]);
      extras->set_annotations(annotations_dict(thread, annotations));
    }
    if (other_builtins) extras->set_builtins(frame->builtins);
  }
  return *function;
}

RawObject load_build_class(Thread* thread, ActiveFrame* frame) {
  Object builtins(thread, frame->builtins);
  Object name(thread, thread->runtime()->symbol(Symbol::k__build_class__));
  RawObject value = RawObject::unbound();
  if (is_exact_dict(*builtins)) {
    Dict dict(thread, *builtins);
    value = dict_get(thread, dict, name);
  } else {
    value = get_item(thread, builtins, name);
    if (value.is_error() && clear_pending_if(thread, Exc::kKeyError)) value = RawObject::unbound();
  }
  if (value.is_unbound()) return raise(thread, Exc::kNameError, "__build_class__ not found");
  return value;
}

}  // namespace pyro::interpreter
