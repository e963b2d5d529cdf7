#pragma once

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "../pyconfig.h"

// What everything else is written in: the version, the compiler's attributes, the integer types.

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030b0000
#endif

// --- the version whose API this is

#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION 11
#define PY_MICRO_VERSION 2
#define PY_RELEASE_LEVEL PY_RELEASE_LEVEL_FINAL
#define PY_RELEASE_SERIAL 0
#define PY_VERSION "3.11.2"

#define PY_RELEASE_LEVEL_ALPHA 0xA
#define PY_RELEASE_LEVEL_BETA 0xB
#define PY_RELEASE_LEVEL_GAMMA 0xC
#define PY_RELEASE_LEVEL_FINAL 0xF

#define PY_VERSION_HEX                                                       \
  (PY_MAJOR_VERSION << 24 | PY_MINOR_VERSION << 16 | PY_MICRO_VERSION << 8 | \
   PY_RELEASE_LEVEL << 4 | PY_RELEASE_SERIAL)

// The numbers that modules pass when they are created, and their texts.
#define PYTHON_API_VERSION 1013
#define PYTHON_API_STRING "1013"
#define PYTHON_ABI_VERSION 3
#define PYTHON_ABI_STRING "3"

// --- the compiler

#ifdef __cplusplus
#define PYRO_API_BEGIN extern "C" {
#define PYRO_API_END }
#define _Py_NULL nullptr
#define _Py_STATIC_CAST(type, expression) static_cast<type>(expression)
#define _Py_CAST(type, expression) ((type)(expression))
#else
#define PYRO_API_BEGIN
#define PYRO_API_END
#define _Py_NULL NULL
#define _Py_STATIC_CAST(type, expression) ((type)(expression))
#define _Py_CAST(type, expression) ((type)(expression))
#if !defined(static_assert) && __STDC_VERSION__ < 202311L
#define static_assert _Static_assert
#endif
#endif

#define Py_EXPORTED_SYMBOL __attribute__((visibility("default")))
#define Py_IMPORTED_SYMBOL __attribute__((visibility("default")))
#define Py_LOCAL_SYMBOL __attribute__((visibility("hidden")))
#define PyAPI_FUNC(type) Py_EXPORTED_SYMBOL type
#define PyAPI_DATA(type) extern Py_EXPORTED_SYMBOL type

// In front of a module's init function.
#ifdef __cplusplus
#define PyMODINIT_FUNC extern "C" Py_EXPORTED_SYMBOL PyObject*
#else
#define PyMODINIT_FUNC Py_EXPORTED_SYMBOL PyObject*
#endif

#define Py_DEPRECATED(version) __attribute__((deprecated))
#define Py_ALWAYS_INLINE __attribute__((always_inline))
#define Py_NO_INLINE __attribute__((noinline))
#define Py_LOCAL(type) static type
#define Py_LOCAL_INLINE(type) static inline type
#define Py_UNUSED(name) _unused_##name __attribute__((unused))
#define Py_GCC_ATTRIBUTE(attribute) __attribute__(attribute)
#define Py_UNREACHABLE() __builtin_unreachable()
#define _Py_NO_RETURN __attribute__((__noreturn__))
#define _Py_HOT_FUNCTION __attribute__((hot))
#define _Py_COMP_DIAG_PUSH _Pragma("GCC diagnostic push")
#define _Py_COMP_DIAG_IGNORE_DEPR_DECLS \
  _Pragma("GCC diagnostic ignored \"-Wdeprecated-declarations\"")
#define _Py_COMP_DIAG_POP _Pragma("GCC diagnostic pop")

// --- integers

typedef ssize_t Py_ssize_t;
typedef Py_ssize_t Py_hash_t;
typedef size_t Py_uhash_t;
typedef Py_ssize_t Py_ssize_clean_t;
typedef intptr_t Py_intptr_t;
typedef uintptr_t Py_uintptr_t;
// One code point, and what narrow texts consist of.
typedef uint32_t Py_UCS4;
typedef uint16_t Py_UCS2;
typedef uint8_t Py_UCS1;

#define PY_SSIZE_T_MAX SSIZE_MAX
#define PY_SSIZE_T_MIN (-PY_SSIZE_T_MAX - 1)
#define PY_SIZE_MAX SIZE_MAX
#define PY_DWORD_MAX 4294967295U
#define HAVE_LONG_LONG 1
#define PY_LONG_LONG long long
#define PY_LLONG_MIN LLONG_MIN
#define PY_LLONG_MAX LLONG_MAX
#define PY_ULLONG_MAX ULLONG_MAX
#define PY_INT32_T int32_t
#define PY_UINT32_T uint32_t
#define PY_INT64_T int64_t
#define PY_UINT64_T uint64_t
#define PYLONG_BITS_IN_DIGIT 30
#define SIZEOF_PY_HASH_T SIZEOF_SIZE_T
#define SIZEOF_PY_UHASH_T SIZEOF_SIZE_T
#define PY_LITTLE_ENDIAN 1
#define PY_BIG_ENDIAN 0
#ifndef LONG_BIT
#define LONG_BIT (8 * SIZEOF_LONG)
#endif
// Of printf: the length modifier of Py_ssize_t.
#define PY_FORMAT_SIZE_T "z"
#define PY_STDIOTEXTMODE "b"
// Units of argument formats for integers of a pointer's and a pid_t's size.
#define _Py_PARSE_INTPTR "l"
#define _Py_PARSE_UINTPTR "k"
#define _Py_PARSE_PID "i"

// --- arithmetic

#define Py_MIN(x, y) (((x) > (y)) ? (y) : (x))
#define Py_MAX(x, y) (((x) > (y)) ? (x) : (y))
#define Py_ABS(x) ((x) < 0 ? -(x) : (x))
#define Py_CHARMASK(c) ((unsigned char)((c) & 0xff))
// Shifts that fill with the sign; `type` is that of the operand.
#define Py_ARITHMETIC_RIGHT_SHIFT(type, i, j) ((i) >> (j))
#define Py_SAFE_DOWNCAST(value, wide, narrow) (_Py_STATIC_CAST(narrow, (value)))
#define Py_FORCE_EXPANSION(x) x
#define Py_MEMBER_SIZE(type, member) sizeof(((type*)0)->member)
#define Py_STRINGIFY(x) _Py_XSTRINGIFY(x)
#define _Py_XSTRINGIFY(x) #x
// A constant expression for conditions that must hold when the module is compiled.
#define Py_BUILD_ASSERT_EXPR(condition) (sizeof(char[1 - 2 * !(condition)]) - 1)
#define Py_BUILD_ASSERT(condition)         \
  do {                                     \
    (void)Py_BUILD_ASSERT_EXPR(condition); \
  } while (0)
#define Py_VA_COPY va_copy
#define Py_LL(digits) digits##LL
#define Py_ULL(digits) Py_LL(digits##U)
#define Py_ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define Py_ALIGNED(bytes) __attribute__((aligned(bytes)))
// Threads are always there.
#define WITH_THREAD
// Sizes and pointers rounded to a power of two.
#define _Py_SIZE_ROUND_DOWN(n, a) ((size_t)(n) & ~(size_t)((a) - 1))
#define _Py_SIZE_ROUND_UP(n, a) (((size_t)(n) + (size_t)((a) - 1)) & ~(size_t)((a) - 1))
#define _Py_ALIGN_DOWN(p, a) ((void*)((uintptr_t)(p) & ~(uintptr_t)((a) - 1)))
#define _Py_ALIGN_UP(p, a) \
  ((void*)(((uintptr_t)(p) + (uintptr_t)((a) - 1)) & ~(uintptr_t)((a) - 1)))
#define _Py_IS_ALIGNED(p, a) (!((uintptr_t)(p) & (uintptr_t)((a) - 1)))
