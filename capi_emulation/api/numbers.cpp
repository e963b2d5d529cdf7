#include "capi_emulation/numbers.h"

#include <cfloat>
#include <cmath>
#include <cstring>

#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/str.h"

// Ints, floats, complex numbers and the number protocol (documentation: "Numeric Objects", "Number
// Protocol").

namespace pyro::capi {

bool long_from_value(Thread* thread, const Object& value, int64_t* result, int* overflow) {
  *overflow = 0;
  Object number(thread, is_int(*value) ? *value : index_of(thread, value));
  if (number->is_error()) return false;
  RawObject exact = int_value_of(*number);
  word small;
  if (int_to_word_NoGC(exact, &small)) {
    *result = small;
    return true;
  }
  *overflow = int_sign_NoGC(exact);
  *result = -1;
  return true;
}

bool long_from_value(Thread* thread, const Object& value, int64_t* result) {
  int overflow;
  if (!long_from_value(thread, value, result, &overflow)) return false;
  if (overflow == 0) return true;
  raise(thread, Exc::kOverflowError, "Python int too large to convert to C long");
  return false;
}

bool unsigned_from_value(Thread* thread, const Object& value, uint64_t* result,
                         const char* c_type) {
  if (!is_int(*value)) {
    raise_type_error(thread, "an integer is required");
    return false;
  }
  RawObject exact = int_value_of(*value);
  if (int_to_uint64_NoGC(exact, result)) return true;
  if (int_sign_NoGC(exact) < 0)
    raise(thread, Exc::kOverflowError, "can't convert negative value to %s", c_type);
  else
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C %s", c_type);
  return false;
}

bool mask_from_value(Thread* thread, const Object& value, uint64_t* result) {
  Object number(thread, is_int(*value) ? *value : index_of(thread, value));
  if (number->is_error()) return false;
  RawObject exact = int_value_of(*number);
  if (exact.is_small_int()) {
    *result = static_cast<uint64_t>(exact.small_int());
    return true;
  }
  IntView view(exact);
  uint64_t low = *exact.body<const uint64_t>();
  *result = int_sign_NoGC(exact) < 0 ? uint64_t{0} - low : low;
  return true;
}

}  // namespace pyro::capi

using namespace pyro;
using namespace pyro::capi;

// --- ints

PYRO_API PyObject* PyLong_FromLong(long value) {
  Thread* thread = current_thread();
  return new_reference(thread, new_int(thread, value));
}
PYRO_API PyObject* PyLong_FromLongLong(long long value) { return PyLong_FromLong(value); }
PYRO_API PyObject* PyLong_FromSsize_t(Py_ssize_t value) { return PyLong_FromLong(value); }
PYRO_API PyObject* PyLong_FromUnsignedLong(unsigned long value) {
  Thread* thread = current_thread();
  if (value <= static_cast<uint64_t>(RawObject::kSmallIntMax))
    return new_reference(thread, RawObject::from_small_int(static_cast<word>(value)));
  return new_reference(thread, new_int_unsigned(thread, value));
}
PYRO_API PyObject* PyLong_FromUnsignedLongLong(unsigned long long value) {
  return PyLong_FromUnsignedLong(value);
}
PYRO_API PyObject* PyLong_FromSize_t(size_t value) { return PyLong_FromUnsignedLong(value); }
PYRO_API PyObject* PyLong_FromVoidPtr(void* value) {
  return PyLong_FromUnsignedLong(reinterpret_cast<uintptr_t>(value));
}
PYRO_API PyObject* PyLong_FromDouble(double value) {
  Thread* thread = current_thread();
  return new_reference(thread, int_from_double(thread, value));
}
PYRO_API PyObject* PyLong_FromString(const char* text, char** end, int base) {
  Thread* thread = current_thread();
  const char* stop = text;
  while (*stop == ' ' || (*stop >= '\t' && *stop <= '\r')) stop++;
  if (*stop == '+' || *stop == '-') stop++;
  while ((*stop >= '0' && *stop <= '9') || (*stop >= 'a' && *stop <= 'z') ||
         (*stop >= 'A' && *stop <= 'Z') || *stop == '_')
    stop++;
  if (end != nullptr) *end = const_cast<char*>(stop);
  word size = end != nullptr ? stop - text : static_cast<word>(std::strlen(text));
  Object value(thread, text_from(thread, text, size));
  if (value->is_error()) return nullptr;
  return new_reference(thread, int_from_text(thread, value, base));
}

PYRO_API long PyLong_AsLong(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  int64_t result;
  return long_from_value(thread, value, &result) ? result : -1;
}
PYRO_API long long PyLong_AsLongLong(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  int64_t result;
  int overflow;
  if (!long_from_value(thread, value, &result, &overflow)) return -1;
  if (overflow != 0) raise(thread, Exc::kOverflowError, "int too big to convert");
  return result;
}
PYRO_API long PyLong_AsLongAndOverflow(PyObject* object, int* overflow) {
  Thread* thread = current_thread();
  *overflow = 0;
  PYRO_VALUE(value, object, -1);
  int64_t result;
  return long_from_value(thread, value, &result, overflow) ? result : -1;
}
PYRO_API long long PyLong_AsLongLongAndOverflow(PyObject* object, int* overflow) {
  return PyLong_AsLongAndOverflow(object, overflow);
}
PYRO_API Py_ssize_t PyLong_AsSsize_t(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  if (!is_int(*value)) {
    raise_type_error(thread, "an integer is required");
    return -1;
  }
  word result;
  if (int_to_word_NoGC(int_value_of(*value), &result)) return result;
  raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
  return -1;
}
PYRO_API unsigned long PyLong_AsUnsignedLong(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, static_cast<unsigned long>(-1));
  uint64_t result;
  return unsigned_from_value(thread, value, &result, "unsigned long")
             ? result
             : static_cast<unsigned long>(-1);
}
PYRO_API unsigned long long PyLong_AsUnsignedLongLong(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, static_cast<unsigned long long>(-1));
  if (!is_int(*value)) {
    raise_type_error(thread, "an integer is required");
    return static_cast<unsigned long long>(-1);
  }
  RawObject exact = int_value_of(*value);
  uint64_t result;
  if (int_to_uint64_NoGC(exact, &result)) return result;
  raise(thread, Exc::kOverflowError, "%s",
        int_sign_NoGC(exact) < 0 ? "can't convert negative int to unsigned"
                                 : "int too big to convert");
  return static_cast<unsigned long long>(-1);
}
PYRO_API size_t PyLong_AsSize_t(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, static_cast<size_t>(-1));
  uint64_t result;
  return unsigned_from_value(thread, value, &result, "size_t") ? result : static_cast<size_t>(-1);
}
PYRO_API unsigned long PyLong_AsUnsignedLongMask(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, static_cast<unsigned long>(-1));
  uint64_t result;
  return mask_from_value(thread, value, &result) ? result : static_cast<unsigned long>(-1);
}
PYRO_API unsigned long long PyLong_AsUnsignedLongLongMask(PyObject* object) {
  return PyLong_AsUnsignedLongMask(object);
}
PYRO_API void* PyLong_AsVoidPtr(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (!is_int(*value)) {
    raise_type_error(thread, "an integer is required");
    return nullptr;
  }
  RawObject exact = int_value_of(*value);
  word negative;
  uint64_t bits;
  if (int_to_word_NoGC(exact, &negative)) return reinterpret_cast<void*>(negative);
  if (int_to_uint64_NoGC(exact, &bits)) return reinterpret_cast<void*>(bits);
  raise(thread, Exc::kOverflowError, "Python int too large to convert to C %s",
        int_sign_NoGC(exact) < 0 ? "long" : "unsigned long");
  return nullptr;
}
PYRO_API double PyLong_AsDouble(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1.0);
  if (!is_int(*value)) {
    raise_type_error(thread, "an integer is required");
    return -1.0;
  }
  double result;
  return int_to_double(thread, int_value_of(*value), &result) ? result : -1.0;
}
PYRO_API PyObject* PyBool_FromLong(long value) {
  PyObject* result = &exported_singleton(value != 0 ? 2 : 1)->head;
  result->ob_refcnt++;
  return result;
}

// --- floats

PYRO_API PyObject* PyFloat_FromDouble(double value) {
  Thread* thread = current_thread();
  return new_reference(thread, new_float(thread, value));
}
PYRO_API double PyFloat_AsDouble(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1.0);
  double result;
  return as_double(thread, value, &result) ? result : -1.0;
}
PYRO_API PyObject* PyFloat_FromString(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object type(thread, builtin(thread, "float"));
  return new_reference(thread, call(thread, type, value));
}
PYRO_API double PyFloat_GetMax() { return DBL_MAX; }
PYRO_API double PyFloat_GetMin() { return DBL_MIN; }
namespace {
PyObject* sys_attribute(const char* name) {
  Thread* thread = current_thread();
  return new_reference(thread, module_attribute(thread, "sys", name));
}
}  // namespace
PYRO_API PyObject* PyFloat_GetInfo() { return sys_attribute("float_info"); }
PYRO_API PyObject* PyLong_GetInfo() { return sys_attribute("int_info"); }

// --- complex

PYRO_API PyObject* PyComplex_FromDoubles(double real, double imaginary) {
  Thread* thread = current_thread();
  return new_reference(thread, new_complex(thread, real, imaginary));
}
PYRO_API double PyComplex_RealAsDouble(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1.0);
  return is_complex(*value) ? complex_value_of(*value).real : PyFloat_AsDouble(object);
}
PYRO_API double PyComplex_ImagAsDouble(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1.0);
  return is_complex(*value) ? complex_value_of(*value).imaginary : 0.0;
}

// --- the number protocol

namespace {

PyObject* binary(PyObject* left, PyObject* right, BinaryOp op) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, left, nullptr);
  PYRO_VALUE(b, right, nullptr);
  return new_reference(thread, binary_operation(thread, op, a, b));
}
PyObject* inplace(PyObject* left, PyObject* right, BinaryOp op) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, left, nullptr);
  PYRO_VALUE(b, right, nullptr);
  return new_reference(thread, inplace_operation(thread, op, a, b));
}
PyObject* unary(PyObject* operand, UnaryOp op) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, operand, nullptr);
  return new_reference(thread, unary_operation(thread, op, a));
}
PyObject* convert(PyObject* object, const char* type_name) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object type(thread, builtin(thread, type_name));
  return new_reference(thread, call(thread, type, value));
}

}  // namespace

#define PYRO_BINARY(Name, op)                                           \
  PYRO_API PyObject* PyNumber_##Name(PyObject* a, PyObject* b) {        \
    return binary(a, b, BinaryOp::op);                                  \
  }                                                                     \
  PYRO_API PyObject* PyNumber_InPlace##Name(PyObject* a, PyObject* b) { \
    return inplace(a, b, BinaryOp::op);                                 \
  }
PYRO_BINARY(Add, kAdd)
PYRO_BINARY(Subtract, kSub)
PYRO_BINARY(Multiply, kMul)
PYRO_BINARY(MatrixMultiply, kMatMul)
PYRO_BINARY(FloorDivide, kFloorDiv)
PYRO_BINARY(TrueDivide, kTrueDiv)
PYRO_BINARY(Remainder, kMod)
PYRO_BINARY(Lshift, kLshift)
PYRO_BINARY(Rshift, kRshift)
PYRO_BINARY(And, kAnd)
PYRO_BINARY(Or, kOr)
PYRO_BINARY(Xor, kXor)
PYRO_API PyObject* PyNumber_Divmod(PyObject* a, PyObject* b) {
  return binary(a, b, BinaryOp::kDivmod);
}
PYRO_API PyObject* PyNumber_Power(PyObject* base, PyObject* exponent, PyObject* modulus) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, base, nullptr);
  PYRO_VALUE(b, exponent, nullptr);
  PYRO_VALUE(c, modulus, nullptr);
  return new_reference(thread, power(thread, a, b, c));
}
PYRO_API PyObject* PyNumber_InPlacePower(PyObject* base, PyObject* exponent, PyObject* modulus) {
  if (!(modulus == &exported_singleton(0)->head)) return PyNumber_Power(base, exponent, modulus);
  return inplace(base, exponent, BinaryOp::kPow);
}
PYRO_API PyObject* PyNumber_Negative(PyObject* a) { return unary(a, UnaryOp::kNegate); }
PYRO_API PyObject* PyNumber_Positive(PyObject* a) { return unary(a, UnaryOp::kPositive); }
PYRO_API PyObject* PyNumber_Invert(PyObject* a) { return unary(a, UnaryOp::kInvert); }
PYRO_API PyObject* PyNumber_Absolute(PyObject* object) { return convert(object, "abs"); }
PYRO_API PyObject* PyNumber_Long(PyObject* object) { return convert(object, "int"); }
PYRO_API PyObject* PyNumber_Float(PyObject* object) { return convert(object, "float"); }
PYRO_API PyObject* PyNumber_Index(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object number(thread, index_of(thread, value));
  return new_reference(thread, number->is_error() ? *number : int_value_of(*number));
}
PYRO_API Py_ssize_t PyNumber_AsSsize_t(PyObject* object, PyObject* exception) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  Object number(thread, index_of(thread, value));
  if (number->is_error()) return -1;
  RawObject exact = int_value_of(*number);
  word result;
  if (int_to_word_NoGC(exact, &result)) return result;
  if (exception == nullptr) return int_sign_NoGC(exact) < 0 ? INTPTR_MIN : INTPTR_MAX;
  raise(thread, value_of(thread, exception), "cannot fit '%T' into an index-sized integer", &value);
  return -1;
}
PYRO_API PyObject* PyNumber_ToBase(PyObject* object, int base) {
  Thread* thread = current_thread();
  if (base != 2 && base != 8 && base != 10 && base != 16) {
    raise(thread, Exc::kSystemError, "PyNumber_ToBase: base must be 2, 8, 10 or 16");
    return nullptr;
  }
  PYRO_VALUE(value, object, nullptr);
  Object number(thread, index_of(thread, value));
  if (number->is_error()) return nullptr;
  RawObject exact = int_value_of(*number);
  return new_reference(
      thread, base == 10 ? int_to_text(thread, exact) : int_to_prefixed_text(thread, exact, base));
}
PYRO_API int PyNumber_Check(PyObject* object) {
  Thread* thread = current_thread();
  if (object == nullptr) return 0;
  PYRO_VALUE(value, object, 0);
  if (is_int(*value) || is_float(*value) || is_complex(*value)) return 1;
  RawObject type = type_of(thread, *value);
  for (Symbol name : {Symbol::k__index__, Symbol::k__int__, Symbol::k__float__}) {
    if (!type_lookup(thread, type, name).is_unbound()) return 1;
  }
  return 0;
}
