#include "capi_emulation/slots.h"

#include "capi_emulation/functions.h"
#include "capi_emulation/types.h"
#include "runtime/layout.h"
#include "runtime/native_types.h"
#include "runtime/str.h"
#include "runtime/type_call.h"

// The wrappers between the VM's calls of special methods and the C functions in the slots of
// extension types.

namespace pyro::capi {

namespace {

struct SlotCall {
  Thread* thread;
  const ExtensionFunction* function;
  RawObject owner;
  RawObject* arguments;  // the receiver first
  word count;
  RawObject names;

  template <typename Function>
  Function code() const {
    return reinterpret_cast<Function>(function->slot);
  }
};

RawObject check_count(const SlotCall& call, word minimum, word maximum) {
  word given = call.count - 1;
  if (!call.names.is_none() && tuple_length(call.names) > 0) {
    return raise_type_error(call.thread, "wrapper %s() takes no keyword arguments",
                            call.function->name);
  }
  if (given >= minimum && given <= maximum) return RawObject::none();
  if (minimum == maximum) {
    return raise_type_error(call.thread, "expected %ld argument%s, got %ld", minimum,
                            minimum == 1 ? "" : "s", given);
  }
  bool few = given < minimum;
  word bound = few ? minimum : maximum;
  return raise_type_error(call.thread, "expected at %s %ld argument%s, got %ld",
                          few ? "least" : "most", bound, bound == 1 ? "" : "s", given);
}

RawObject int_result(Thread* thread, Py_ssize_t result) {
  return result == -1 && thread->has_exception() ? RawObject::error() : new_int(thread, result);
}
RawObject none_result(Thread* thread, int result) {
  if (result >= 0) return RawObject::none();
  return thread->has_exception()
             ? RawObject::error()
             : raise(thread, Exc::kSystemError, "error return without exception set");
}

// The wrappers proper. The receiver and further values are held while the C function runs.
RawObject wrap_unary(const SlotCall& call) {
  if (check_count(call, 0, 0).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]);
  return checked_result(call.thread, call.code<unaryfunc>()(self), call.function->name);
}
RawObject wrap_binary(const SlotCall& call) {
  if (check_count(call, 1, 1).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), other(call.thread, call.arguments[1]);
  return checked_result(call.thread, call.code<binaryfunc>()(self, other), call.function->name);
}
RawObject wrap_reflected(const SlotCall& call) {
  if (check_count(call, 1, 1).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), other(call.thread, call.arguments[1]);
  return checked_result(call.thread, call.code<binaryfunc>()(other, self), call.function->name);
}
RawObject wrap_power(const SlotCall& call) {
  if (check_count(call, 1, 2).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), other(call.thread, call.arguments[1]);
  Held modulus(call.thread, call.count > 2 ? call.arguments[2] : RawObject::none());
  return checked_result(call.thread, call.code<ternaryfunc>()(self, other, modulus),
                        call.function->name);
}
RawObject wrap_reflected_power(const SlotCall& call) {
  if (check_count(call, 1, 2).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), other(call.thread, call.arguments[1]);
  Held modulus(call.thread, call.count > 2 ? call.arguments[2] : RawObject::none());
  return checked_result(call.thread, call.code<ternaryfunc>()(other, self, modulus),
                        call.function->name);
}
RawObject wrap_length(const SlotCall& call) {
  if (check_count(call, 0, 0).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]);
  return int_result(call.thread, call.code<lenfunc>()(self));
}
RawObject wrap_hash(const SlotCall& call) { return wrap_length(call); }
RawObject wrap_bool(const SlotCall& call) {
  if (check_count(call, 0, 0).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]);
  int result = call.code<inquiry>()(self);
  if (result == -1 && call.thread->has_exception()) return RawObject::error();
  return RawObject::from_bool(result != 0);
}

// An index argument; negative ones count from the end, as far as the type has a length.
bool read_index(const SlotCall& call, Py_ssize_t* index, bool from_end) {
  Object value(call.thread, call.arguments[1]);
  if (!index_as_word(call.thread, value, OnOverflow::kOverflowError, index)) return false;
  if (*index >= 0 || !from_end) return true;
  Extensions* extensions = Extensions::of(call.thread);
  TypeRecord* record =
      find_type_record_NoGC(extensions, call.thread->runtime()->type_of(call.arguments[0]));
  auto length =
      record == nullptr ? nullptr : reinterpret_cast<lenfunc>(record->slots[Py_sq_length]);
  if (length == nullptr) return true;
  Held self(call.thread, call.arguments[0]);
  Py_ssize_t size = length(self);
  if (size < 0) return false;
  *index += size;
  return true;
}
RawObject wrap_item(const SlotCall& call) {
  Py_ssize_t index;
  if (check_count(call, 1, 1).is_error() || !read_index(call, &index, true))
    return RawObject::error();
  Held self(call.thread, call.arguments[0]);
  return checked_result(call.thread, call.code<ssizeargfunc>()(self, index), call.function->name);
}
RawObject wrap_repeat(const SlotCall& call) {
  Py_ssize_t count;
  if (check_count(call, 1, 1).is_error() || !read_index(call, &count, false))
    return RawObject::error();
  Held self(call.thread, call.arguments[0]);
  return checked_result(call.thread, call.code<ssizeargfunc>()(self, count), call.function->name);
}
RawObject wrap_set_index(const SlotCall& call) {
  Py_ssize_t index;
  if (check_count(call, 2, 2).is_error() || !read_index(call, &index, true))
    return RawObject::error();
  Held self(call.thread, call.arguments[0]), value(call.thread, call.arguments[2]);
  return none_result(call.thread, call.code<ssizeobjargproc>()(self, index, value));
}
RawObject wrap_delete_index(const SlotCall& call) {
  Py_ssize_t index;
  if (check_count(call, 1, 1).is_error() || !read_index(call, &index, true))
    return RawObject::error();
  Held self(call.thread, call.arguments[0]);
  return none_result(call.thread, call.code<ssizeobjargproc>()(self, index, nullptr));
}
RawObject wrap_set_key(const SlotCall& call) {
  if (check_count(call, 2, 2).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), key(call.thread, call.arguments[1]),
      value(call.thread, call.arguments[2]);
  return none_result(call.thread, call.code<objobjargproc>()(self, key, value));
}
RawObject wrap_delete_key(const SlotCall& call) {
  if (check_count(call, 1, 1).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), key(call.thread, call.arguments[1]);
  return none_result(call.thread, call.code<objobjargproc>()(self, key, nullptr));
}
RawObject wrap_contains(const SlotCall& call) {
  if (check_count(call, 1, 1).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), value(call.thread, call.arguments[1]);
  int result = call.code<objobjproc>()(self, value);
  if (result == -1 && call.thread->has_exception()) return RawObject::error();
  return RawObject::from_bool(result != 0);
}
template <int kOperation>
RawObject wrap_compare(const SlotCall& call) {
  if (check_count(call, 1, 1).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), other(call.thread, call.arguments[1]);
  return checked_result(call.thread, call.code<richcmpfunc>()(self, other, kOperation),
                        call.function->name);
}
RawObject wrap_next(const SlotCall& call) {
  if (check_count(call, 0, 0).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]);
  PyObject* result = call.code<unaryfunc>()(self);
  if (result == nullptr && !call.thread->has_exception())
    return raise_stop_iteration(call.thread, RawObject::none());
  return checked_result(call.thread, result, call.function->name);
}
RawObject wrap_getattr(const SlotCall& call) {
  if (check_count(call, 1, 1).is_error()) return RawObject::error();
  Object text(call.thread, underlying_value(call.arguments[1]));
  std::string name = str_to_utf8_NoGC(*text);
  Held self(call.thread, call.arguments[0]);
  return checked_result(call.thread, call.code<getattrfunc>()(self, name.data()),
                        call.function->name);
}
RawObject wrap_setattr(const SlotCall& call) {
  bool deleting = std::string_view(call.function->name) == "__delattr__";
  if (check_count(call, deleting ? 1 : 2, deleting ? 1 : 2).is_error()) return RawObject::error();
  Object text(call.thread, underlying_value(call.arguments[1]));
  std::string name = str_to_utf8_NoGC(*text);
  Held self(call.thread, call.arguments[0]),
      value(call.thread, deleting ? RawObject::unbound() : call.arguments[2]);
  return none_result(call.thread, call.code<setattrfunc>()(self, name.data(), value));
}
RawObject wrap_descr_get(const SlotCall& call) {
  if (check_count(call, 1, 2).is_error()) return RawObject::error();
  RawObject instance = call.arguments[1],
            type = call.count > 2 ? call.arguments[2] : RawObject::none();
  if (instance.is_none() && type.is_none())
    return raise_type_error(call.thread, "__get__(None, None) is invalid");
  Held self(call.thread, call.arguments[0]);
  Held instance_handle(call.thread, instance.is_none() ? RawObject::unbound() : instance);
  Held type_handle(call.thread, type.is_none() ? RawObject::unbound() : type);
  return checked_result(call.thread, call.code<ternaryfunc>()(self, instance_handle, type_handle),
                        call.function->name);
}
RawObject wrap_descr_delete(const SlotCall& call) {
  if (check_count(call, 1, 1).is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), instance(call.thread, call.arguments[1]);
  return none_result(call.thread, call.code<objobjargproc>()(self, instance, nullptr));
}

// Calls with arguments of any number: a tuple, and a dict or null.
struct PackedArguments {
  PackedArguments(const SlotCall& call, word first)
      : args(call.thread, RawObject::none()), keywords(call.thread, RawObject::unbound()) {
    Object names(call.thread, call.names);
    word keyword_count = names->is_none() ? 0 : tuple_length(*names);
    word positional = call.count - keyword_count - first;
    args = positional == 0 ? empty_tuple(call.thread)
                           : new_tuple_from_roots(call.thread, call.arguments + first, positional);
    if (keyword_count == 0) return;
    Dict dict(call.thread, new_dict(call.thread));
    keywords = *dict;
    Object name(call.thread, RawObject::none());
    Object value(call.thread, RawObject::none());
    for (word i = 0; i < keyword_count; i++) {
      name = tuple_at(*names, i);
      value = call.arguments[first + positional + i];
      if (!dict_set(call.thread, dict, name, value)) keywords = RawObject::error();
    }
  }
  Object args, keywords;
};
RawObject wrap_call(const SlotCall& call) {
  PackedArguments packed(call, 1);
  if (packed.args->is_error() || packed.keywords->is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), args(call.thread, *packed.args),
      keywords(call.thread, *packed.keywords);
  return checked_result(call.thread, call.code<ternaryfunc>()(self, args, keywords),
                        call.function->name);
}
RawObject wrap_init(const SlotCall& call) {
  PackedArguments packed(call, 1);
  if (packed.args->is_error() || packed.keywords->is_error()) return RawObject::error();
  Held self(call.thread, call.arguments[0]), args(call.thread, *packed.args),
      keywords(call.thread, *packed.keywords);
  return none_result(call.thread, call.code<initproc>()(self, args, keywords));
}
RawObject wrap_new(const SlotCall& call) { return wrap_call(call); }
RawObject wrap_finalize(const SlotCall& call) {
  Held self(call.thread, call.arguments[0]);
  call.code<destructor>()(self);
  return RawObject::none();
}

using Wrapper = RawObject (*)(const SlotCall&);

struct SlotMethod {
  int slot;
  const char* name;
  Wrapper wrapper;
};

// In order of precedence: the first entry for a name wins, as the number and mapping protocols win
// over the sequence protocol.
const SlotMethod kSlotMethods[] = {
    {Py_tp_repr, "__repr__", wrap_unary},
    {Py_tp_str, "__str__", wrap_unary},
    {Py_tp_hash, "__hash__", wrap_hash},
    {Py_tp_call, "__call__", wrap_call},
    {Py_tp_getattro, "__getattribute__", wrap_binary},
    {Py_tp_getattr, "__getattribute__", wrap_getattr},
    {Py_tp_setattro, "__setattr__", wrap_set_key},
    {Py_tp_setattro, "__delattr__", wrap_delete_key},
    {Py_tp_setattr, "__setattr__", wrap_setattr},
    {Py_tp_setattr, "__delattr__", wrap_setattr},
    {Py_tp_richcompare, "__lt__", wrap_compare<0>},
    {Py_tp_richcompare, "__le__", wrap_compare<1>},
    {Py_tp_richcompare, "__eq__", wrap_compare<2>},
    {Py_tp_richcompare, "__ne__", wrap_compare<3>},
    {Py_tp_richcompare, "__gt__", wrap_compare<4>},
    {Py_tp_richcompare, "__ge__", wrap_compare<5>},
    {Py_tp_iter, "__iter__", wrap_unary},
    {Py_tp_iternext, "__next__", wrap_next},
    {Py_tp_descr_get, "__get__", wrap_descr_get},
    {Py_tp_descr_set, "__set__", wrap_set_key},
    {Py_tp_descr_set, "__delete__", wrap_descr_delete},
    {Py_tp_init, "__init__", wrap_init},
    {Py_tp_new, "__new__", wrap_new},
    {Py_tp_finalize, "__del__", wrap_finalize},
    {Py_am_await, "__await__", wrap_unary},
    {Py_am_aiter, "__aiter__", wrap_unary},
    {Py_am_anext, "__anext__", wrap_unary},
    {Py_nb_add, "__add__", wrap_binary},
    {Py_nb_add, "__radd__", wrap_reflected},
    {Py_nb_inplace_add, "__iadd__", wrap_binary},
    {Py_nb_subtract, "__sub__", wrap_binary},
    {Py_nb_subtract, "__rsub__", wrap_reflected},
    {Py_nb_inplace_subtract, "__isub__", wrap_binary},
    {Py_nb_multiply, "__mul__", wrap_binary},
    {Py_nb_multiply, "__rmul__", wrap_reflected},
    {Py_nb_inplace_multiply, "__imul__", wrap_binary},
    {Py_nb_remainder, "__mod__", wrap_binary},
    {Py_nb_remainder, "__rmod__", wrap_reflected},
    {Py_nb_inplace_remainder, "__imod__", wrap_binary},
    {Py_nb_divmod, "__divmod__", wrap_binary},
    {Py_nb_divmod, "__rdivmod__", wrap_reflected},
    {Py_nb_power, "__pow__", wrap_power},
    {Py_nb_power, "__rpow__", wrap_reflected_power},
    {Py_nb_inplace_power, "__ipow__", wrap_power},
    {Py_nb_negative, "__neg__", wrap_unary},
    {Py_nb_positive, "__pos__", wrap_unary},
    {Py_nb_absolute, "__abs__", wrap_unary},
    {Py_nb_bool, "__bool__", wrap_bool},
    {Py_nb_invert, "__invert__", wrap_unary},
    {Py_nb_lshift, "__lshift__", wrap_binary},
    {Py_nb_lshift, "__rlshift__", wrap_reflected},
    {Py_nb_inplace_lshift, "__ilshift__", wrap_binary},
    {Py_nb_rshift, "__rshift__", wrap_binary},
    {Py_nb_rshift, "__rrshift__", wrap_reflected},
    {Py_nb_inplace_rshift, "__irshift__", wrap_binary},
    {Py_nb_and, "__and__", wrap_binary},
    {Py_nb_and, "__rand__", wrap_reflected},
    {Py_nb_inplace_and, "__iand__", wrap_binary},
    {Py_nb_xor, "__xor__", wrap_binary},
    {Py_nb_xor, "__rxor__", wrap_reflected},
    {Py_nb_inplace_xor, "__ixor__", wrap_binary},
    {Py_nb_or, "__or__", wrap_binary},
    {Py_nb_or, "__ror__", wrap_reflected},
    {Py_nb_inplace_or, "__ior__", wrap_binary},
    {Py_nb_int, "__int__", wrap_unary},
    {Py_nb_float, "__float__", wrap_unary},
    {Py_nb_floor_divide, "__floordiv__", wrap_binary},
    {Py_nb_floor_divide, "__rfloordiv__", wrap_reflected},
    {Py_nb_inplace_floor_divide, "__ifloordiv__", wrap_binary},
    {Py_nb_true_divide, "__truediv__", wrap_binary},
    {Py_nb_true_divide, "__rtruediv__", wrap_reflected},
    {Py_nb_inplace_true_divide, "__itruediv__", wrap_binary},
    {Py_nb_index, "__index__", wrap_unary},
    {Py_nb_matrix_multiply, "__matmul__", wrap_binary},
    {Py_nb_matrix_multiply, "__rmatmul__", wrap_reflected},
    {Py_nb_inplace_matrix_multiply, "__imatmul__", wrap_binary},
    {Py_mp_length, "__len__", wrap_length},
    {Py_mp_subscript, "__getitem__", wrap_binary},
    {Py_mp_ass_subscript, "__setitem__", wrap_set_key},
    {Py_mp_ass_subscript, "__delitem__", wrap_delete_key},
    {Py_sq_length, "__len__", wrap_length},
    {Py_sq_concat, "__add__", wrap_binary},
    {Py_sq_repeat, "__mul__", wrap_repeat},
    {Py_sq_repeat, "__rmul__", wrap_repeat},
    {Py_sq_item, "__getitem__", wrap_item},
    {Py_sq_ass_item, "__setitem__", wrap_set_index},
    {Py_sq_ass_item, "__delitem__", wrap_delete_index},
    {Py_sq_contains, "__contains__", wrap_contains},
    {Py_sq_inplace_concat, "__iadd__", wrap_binary},
    {Py_sq_inplace_repeat, "__imul__", wrap_repeat},
};

struct SlotFunction : ExtensionFunction {
  Wrapper wrapper = nullptr;
};

// WindowCode of all slot methods.
RawObject call_slot(Thread* thread, const NativeDefinition* native, RawObject owner,
                    RawObject* arguments, word count, RawObject keyword_names) {
  auto* function = static_cast<const SlotFunction*>(native);
  RecursionGuard guard(thread, " while calling a Python object");
  if (!guard.ok()) return RawObject::error();
  CallScope scope(thread);
  return function->wrapper(SlotCall{thread, function, owner, arguments, count, keyword_names});
}

bool is_generic(const SlotMethod& method, void* code) {
  if (method.slot == Py_tp_getattro)
    return code == reinterpret_cast<void*>(&PyObject_GenericGetAttr);
  if (method.slot == Py_tp_setattro)
    return code == reinterpret_cast<void*>(&PyObject_GenericSetAttr);
  if (method.slot == Py_tp_hash)
    return code == reinterpret_cast<void*>(&PyObject_HashNotImplemented);
  return false;
}

}  // namespace

bool add_slot_methods(Thread* thread, const Type& type, const Dict& ns, TypeRecord* record,
                      const Object& module_name) {
  Object name(thread, RawObject::none());
  Object function(thread, RawObject::none());
  for (const SlotMethod& method : kSlotMethods) {
    void* code = record->slots[method.slot];
    if (!record->own_slots[method.slot] || code == nullptr || is_generic(method, code)) continue;
    name = name_from(thread, method.name);
    if (!dict_get(thread, ns, name).is_unbound()) continue;
    auto* definition = new SlotFunction();
    definition->name = method.name;
    definition->qualified_name = method.name;
    definition->role = method.slot == Py_tp_new ? NativeRole::kNew : NativeRole::kSlotWrapper;
    definition->style = CallStyle::kSlot;
    definition->window_code = call_slot;
    definition->slot = code;
    definition->wrapper = method.wrapper;
    Kind kind = method.slot == Py_tp_new ? Kind::kNativeFunction : Kind::kSlotWrapper;
    function = new_native_function(thread, definition, kind, type, module_name);
    if (!dict_set(thread, ns, name, function)) return false;
  }
  // 3.3.1: what defines comparison and no hash has none.
  if (record->own_slots[Py_tp_richcompare] && record->slots[Py_tp_richcompare] != nullptr) {
    name = thread->runtime()->symbol(Symbol::k__hash__);
    function = RawObject::none();
    if (dict_get(thread, ns, name).is_unbound() && !dict_set(thread, ns, name, function))
      return false;
  }
  return true;
}

RawObject allocate_instance_of(Thread* thread, const Type& type) {
  Layout layout(thread, type->layout());
  Kind kind = static_cast<Kind>(layout->kind());
  if (kind == Kind::kInstance) return allocate_instance(thread, type);
  Object type_object(thread, *type);
  return call(thread, type_object);
}

}  // namespace pyro::capi
