#include <cstring>

#include "capi_emulation/functions.h"
#include "capi_emulation/numbers.h"
#include "runtime/int.h"
#include "runtime/str.h"

// Attributes that an extension declares in tables: PyGetSetDef (functions) and PyMemberDef (fields
// of its memory).

namespace pyro::capi {

namespace {

RawObject call_accessor(Thread* thread, const NativeDefinition* native, RawObject,
                        RawObject* arguments, word, RawObject) {
  auto* function = static_cast<const ExtensionFunction*>(native);
  const PyGetSetDef* accessor = function->accessor;
  CallScope scope(thread);
  Held self(thread, arguments[0]);
  if (function->role == NativeRole::kGetter) {
    return checked_result(thread, accessor->get(self, accessor->closure), function->name);
  }
  Held value(thread, arguments[1]);
  if (accessor->set(self, value, accessor->closure) >= 0) return RawObject::none();
  return thread->has_exception()
             ? RawObject::error()
             : raise(thread, Exc::kSystemError, "error return without exception set");
}

// --- members

template <typename T>
T load(const char* address) {
  T value;
  std::memcpy(&value, address, sizeof(T));
  return value;
}
template <typename T>
void store(char* address, T value) {
  std::memcpy(address, &value, sizeof(T));
}

RawObject missing_member(Thread* thread, const ExtensionFunction* function) {
  return raise(thread, Exc::kAttributeError, "%s", function->name);
}

RawObject read_member(Thread* thread, const ExtensionFunction* function, const char* address) {
  switch (function->member->type) {
    case T_SHORT:
      return new_int(thread, load<short>(address));
    case T_INT:
      return new_int(thread, load<int>(address));
    case T_LONG:
      return new_int(thread, load<long>(address));
    case T_LONGLONG:
      return new_int(thread, load<long long>(address));
    case T_PYSSIZET:
      return new_int(thread, load<Py_ssize_t>(address));
    case T_FLOAT:
      return new_float(thread, load<float>(address));
    case T_DOUBLE:
      return new_float(thread, load<double>(address));
    case T_BYTE:
      return new_int(thread, load<signed char>(address));
    case T_UBYTE:
      return new_int(thread, load<unsigned char>(address));
    case T_USHORT:
      return new_int(thread, load<unsigned short>(address));
    case T_UINT:
      return new_int(thread, load<unsigned>(address));
    case T_ULONG:
    case T_ULONGLONG:
      return new_int_unsigned(thread, load<uint64_t>(address));
    case T_BOOL:
      return RawObject::from_bool(*address != 0);
    case T_CHAR:
      return text_from(thread, address, 1);
    case T_STRING_INPLACE:
      return text_from(thread, address);
    case T_STRING: {
      const char* text = load<const char*>(address);
      return text == nullptr ? RawObject::none() : text_from(thread, text);
    }
    case T_OBJECT:
    case T_OBJECT_EX: {
      PyObject* object = load<PyObject*>(address);
      if (object != nullptr) return value_of(thread, object);
      return function->member->type == T_OBJECT ? RawObject::none()
                                                : missing_member(thread, function);
    }
    case T_NONE:
      return RawObject::none();
    default:
      return raise(thread, Exc::kSystemError, "bad memberdescr type for %s", function->name);
  }
}

bool write_object(Thread* thread, const ExtensionFunction* function, char* address,
                  const Object& value) {
  PyObject* old = load<PyObject*>(address);
  if (value->is_unbound() && old == nullptr && function->member->type == T_OBJECT_EX) {
    missing_member(thread, function);
    return false;
  }
  store<PyObject*>(address, value->is_unbound() ? nullptr : new_reference(thread, *value));
  decrement(thread, old);
  return true;
}

template <typename T>
bool write_int(Thread* thread, char* address, const Object& value, const char* name) {
  int64_t number = 0;
  if (!long_from_value(thread, value, &number)) return false;
  store<T>(address, static_cast<T>(number));
  if (static_cast<int64_t>(static_cast<T>(number)) == number) return true;
  return warn(thread, Exc::kRuntimeWarning, 1, "Truncation of value to %s", name);
}

bool write_unsigned(Thread* thread, char* address, const Object& value) {
  Object number(thread, index_of(thread, value));
  if (number->is_error()) return false;
  uint64_t bits = 0;
  if (!int_to_uint64_NoGC(int_value_of(*number), &bits)) {
    int64_t negative;
    if (!long_from_value(thread, number, &negative)) return false;
    bits = static_cast<uint64_t>(negative);
    store<uint64_t>(address, bits);
    return warn(thread, Exc::kRuntimeWarning, 1, "Writing negative value into unsigned field");
  }
  store<uint64_t>(address, bits);
  return true;
}

bool write_member(Thread* thread, const ExtensionFunction* function, char* address,
                  const Object& value) {
  int type = function->member->type;
  if (type == T_OBJECT || type == T_OBJECT_EX)
    return write_object(thread, function, address, value);
  if (value->is_unbound()) {
    raise_type_error(thread, "can't delete numeric/char attribute");
    return false;
  }
  switch (type) {
    case T_BOOL:
      if (!value->is_bool()) {
        raise_type_error(thread, "attribute value type must be bool");
        return false;
      }
      *address = value->is_true();
      return true;
    case T_BYTE:
      return write_int<signed char>(thread, address, value, "char");
    case T_UBYTE:
      return write_int<unsigned char>(thread, address, value, "unsigned char");
    case T_SHORT:
      return write_int<short>(thread, address, value, "short");
    case T_USHORT:
      return write_int<unsigned short>(thread, address, value, "unsigned short");
    case T_INT:
      return write_int<int>(thread, address, value, "int");
    case T_UINT:
      return write_int<unsigned>(thread, address, value, "unsigned int");
    case T_LONG:
    case T_LONGLONG:
    case T_PYSSIZET:
      return write_int<int64_t>(thread, address, value, "long");
    case T_ULONG:
    case T_ULONGLONG:
      return write_unsigned(thread, address, value);
    case T_FLOAT:
    case T_DOUBLE: {
      double number;
      if (!as_double(thread, value, &number)) return false;
      if (type == T_FLOAT)
        store<float>(address, static_cast<float>(number));
      else
        store<double>(address, number);
      return true;
    }
    case T_CHAR: {
      RawObject text = is_str(*value) ? underlying_value(*value) : RawObject::none();
      if (text.is_none() || str_length(text) != 1 || str_data(text).at(0) > 0x7f) {
        raise_type_error(thread, "bad argument type for built-in operation");
        return false;
      }
      *address = static_cast<char>(str_data(text).at(0));
      return true;
    }
    case T_STRING:
    case T_STRING_INPLACE:
      raise_type_error(thread, "readonly attribute");
      return false;
    default:
      raise(thread, Exc::kSystemError, "bad memberdescr type for %s", function->name);
      return false;
  }
}

RawObject call_member(Thread* thread, const NativeDefinition* native, RawObject,
                      RawObject* arguments, word, RawObject) {
  auto* function = static_cast<const ExtensionFunction*>(native);
  CallScope scope(thread);
  Held self(thread, arguments[0]);
  PyObject* object = self;
  if ((handle_of(object)->flags & kHandleInstance) == 0) {
    return raise(thread, Exc::kSystemError, "'%s' has no memory of an extension", function->name);
  }
  char* address = reinterpret_cast<char*>(object) + function->member->offset;
  if (function->role == NativeRole::kGetter) {
    if (function->member->type == T_OBJECT_EX && load<PyObject*>(address) == nullptr) {
      Object instance(thread, arguments[0]);
      return raise(thread, Exc::kAttributeError, "'%T' object has no attribute '%s'", &instance,
                   function->name);
    }
    return read_member(thread, function, address);
  }
  if ((function->member->flags & kMemberFlagReadOnly) != 0)
    return raise(thread, Exc::kAttributeError, "readonly attribute");
  Object value(thread, arguments[1]);
  return write_member(thread, function, address, value) ? RawObject::none() : RawObject::error();
}

ExtensionFunction* new_definition(const char* name, const std::string& prefix, WindowCode code) {
  auto* function = new ExtensionFunction();
  function->name_text = name;
  function->qualified_text = prefix + name;
  function->name = function->name_text.c_str();
  function->qualified_name = function->qualified_text.c_str();
  function->role = NativeRole::kGetter;
  function->style = CallStyle::kSlot;
  function->window_code = code;
  return function;
}

}  // namespace

ExtensionFunction* new_member_definition(const PyMemberDef* member, const std::string& prefix) {
  ExtensionFunction* function = new_definition(member->name, prefix, call_member);
  function->member = member;
  return function;
}

ExtensionFunction* new_accessor_definition(const PyGetSetDef* accessor, const std::string& prefix) {
  ExtensionFunction* function = new_definition(accessor->name, prefix, call_accessor);
  function->accessor = accessor;
  return function;
}

}  // namespace pyro::capi

using namespace pyro;
using namespace pyro::capi;

PYRO_API PyObject* PyMember_GetOne(const char* object, PyMemberDef* member) {
  Thread* thread = current_thread();
  ExtensionFunction function;
  function.member = member;
  function.name = member->name;
  return new_reference(thread, read_member(thread, &function, object + member->offset));
}
PYRO_API int PyMember_SetOne(char* object, PyMemberDef* member, PyObject* value) {
  Thread* thread = current_thread();
  if ((member->flags & kMemberFlagReadOnly) != 0) {
    raise(thread, Exc::kAttributeError, "readonly attribute");
    return -1;
  }
  ExtensionFunction function;
  function.member = member;
  function.name = member->name;
  Object new_value(thread, value == nullptr ? RawObject::unbound() : value_of(thread, value));
  return status(write_member(thread, &function, object + member->offset, new_value));
}
