#pragma once

#include "object.h"

// int, bool, float and complex.

PYRO_API_BEGIN

// --- int from C

PyObject* PyLong_FromLong(long value);
PyObject* PyLong_FromUnsignedLong(unsigned long value);
PyObject* PyLong_FromLongLong(long long value);
PyObject* PyLong_FromUnsignedLongLong(unsigned long long value);
PyObject* PyLong_FromSsize_t(Py_ssize_t value);
PyObject* PyLong_FromSize_t(size_t value);
PyObject* PyLong_FromDouble(double value);
PyObject* PyLong_FromVoidPtr(void* address);
// `end` may be null; base 0 takes the base from the text.
PyObject* PyLong_FromString(const char* text, char** end, int base);
PyObject* PyLong_GetInfo(void);
#define PyLong_FromPid PyLong_FromLong

// --- int to C: OverflowError if it does not fit, -1 (or 1.0) and an exception

long PyLong_AsLong(PyObject* object);
unsigned long PyLong_AsUnsignedLong(PyObject* object);
long long PyLong_AsLongLong(PyObject* object);
unsigned long long PyLong_AsUnsignedLongLong(PyObject* object);
Py_ssize_t PyLong_AsSsize_t(PyObject* object);
size_t PyLong_AsSize_t(PyObject* object);
double PyLong_AsDouble(PyObject* object);
void* PyLong_AsVoidPtr(PyObject* object);
// `overflow` becomes -1, 0 or 1 instead of an exception.
long PyLong_AsLongAndOverflow(PyObject* object, int* overflow);
long long PyLong_AsLongLongAndOverflow(PyObject* object, int* overflow);
// The low bits.
unsigned long PyLong_AsUnsignedLongMask(PyObject* object);
unsigned long long PyLong_AsUnsignedLongLongMask(PyObject* object);
#define PyLong_AsPid PyLong_AsLong
#define PyLong_AS_LONG(object) PyLong_AsLong(object)

PyObject* PyBool_FromLong(long truth);

// --- float and complex

PyObject* PyFloat_FromDouble(double value);
PyObject* PyFloat_FromString(PyObject* text);
double PyFloat_AsDouble(PyObject* object);
double PyFloat_GetMax(void);
double PyFloat_GetMin(void);
PyObject* PyFloat_GetInfo(void);
PyObject* PyComplex_FromDoubles(double real, double imaginary);
double PyComplex_RealAsDouble(PyObject* object);
double PyComplex_ImagAsDouble(PyObject* object);

#define Py_RETURN_NAN return PyFloat_FromDouble(Py_NAN)
#define Py_RETURN_INF(sign)                    \
  do {                                         \
    if (copysign(1., sign) == 1.) {            \
      return PyFloat_FromDouble(Py_HUGE_VAL);  \
    } else {                                   \
      return PyFloat_FromDouble(-Py_HUGE_VAL); \
    }                                          \
  } while (0)

// --- numbers in C

#define Py_HUGE_VAL HUGE_VAL
#define Py_NAN (__builtin_nan(""))
#define Py_MATH_PI 3.14159265358979323846
#define Py_MATH_PIl 3.1415926535897932384626433832795029L
#define Py_MATH_E 2.7182818284590452354
#define Py_MATH_El 2.7182818284590452353602874713526625L
#define Py_MATH_TAU 6.2831853071795864769252867665590057683943L
#define Py_IS_NAN(x) isnan(x)
#define Py_IS_INFINITY(x) isinf(x)
#define Py_IS_FINITE(x) isfinite(x)

// Numbers and text, whatever the locale is. The text at `end` is the first that was not read; null
// demands that all is. `overflow` is raised if the number is too large; null: infinity.
double PyOS_string_to_double(const char* text, char** end, PyObject* overflow);
// `format` is one of e f g r and their capitals; `kind` becomes Py_DTST_...; PyMem_Free the result.
char* PyOS_double_to_string(double value, char format, int precision, int flags, int* kind);
long PyOS_strtol(const char* text, char** end, int base);
unsigned long PyOS_strtoul(const char* text, char** end, int base);
#define Py_DTSF_SIGN 0x01
#define Py_DTSF_ADD_DOT_0 0x02
#define Py_DTSF_ALT 0x04
#define Py_DTSF_NO_NEG_0 0x08
#define Py_DTST_FINITE 0
#define Py_DTST_INFINITE 1
#define Py_DTST_NAN 2

// Hashes: those of numbers are remainders modulo _PyHASH_MODULUS.
#define _PyHASH_BITS 61
#define _PyHASH_MODULUS (((size_t)1 << _PyHASH_BITS) - 1)
#define _PyHASH_INF 314159
#define _PyHASH_MULTIPLIER 1000003UL
#define _PyHASH_IMAG _PyHASH_MULTIPLIER
#define Py_HASH_CUTOFF 0
#define Py_HASH_EXTERNAL 0
#define Py_HASH_SIPHASH24 1
#define Py_HASH_FNV 2
#define Py_HASH_SIPHASH13 3
#define Py_HASH_ALGORITHM Py_HASH_SIPHASH13

PYRO_API_END
