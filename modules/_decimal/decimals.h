#pragma once

#include "lib-python/natives.h"
#include "modules/_decimal/number.h"
#include "modules/support.h"
#include "runtime/int.h"
#include "runtime/type.h"

// _decimal: decimal floating point, as library reference "decimal" and the General Decimal
// Arithmetic Specification have it.
//
// Three layers. coefficient.h is arithmetic on long natural numbers in base 10^18. number.h is the
// specification: numbers with sign and exponent, and every operation on them, in native memory and
// without an idea of Python. This header is what joins them to objects.
//
// A Decimal is immutable: exponent, sign and kind, and a coefficient of up to 36 digits in two
// tagged words of the object itself, 40 bytes in all; longer ones have their limbs in a ByteBuffer.
// An operation loads its operands into Numbers (a copy of two words in the usual case), computes
// there, where no collection can happen, and allocates the result at the end.
//
// A Context owns two DecimalSignals, its flags and its traps, which Python code sees as mappings
// (SignalDict), so that `flags = context.flags` goes on showing what the context signals. The
// context in force is the value of a ContextVar (PEP 567): it is looked up in the map of the
// thread's contextvars.Context without running code, and made from DefaultContext when there is
// none yet.
//
// How a failed operation becomes an exception: its conditions are added to the context's flags
// first; if one of them is trapped, the exception's class is that of the first trapped signal (in
// the order of the Condition enumeration), and its argument is the list of all of them. An invalid
// operation of a known variety (ConversionSyntax ...) appears in the list under that name.
//
// What the module shares (types, exceptions, the variable) exists once in a runtime, however often
// it is imported afresh: see decimal__share.

namespace pyro::decimals {

enum StateIndex : word {
  kDecimalType,
  kContextType,
  kContextManagerType,
  kSignalDictType,
  kSignals,       // tuple, in the order of the conditions
  kInvalidTypes,  // tuple of the varieties of invalid operations, in that order
  kDecimalTuple,
  kRational,
  kVariable,
  kStateSize,
};
RawObject state_at(Thread* thread, StateIndex index);

// --- contexts (context_access.cpp)
// The context in force: a DecimalContext, or Error.
RawObject current_context(Thread* thread);
// The context that a method's argument names: None is the one in force. TypeError for others.
RawObject context_argument(Thread* thread, RawObject argument);
Settings settings_of(RawObject context);
uint32_t flags_of(RawObject context);
uint32_t traps_of(RawObject context);
void set_flags(RawObject context, uint32_t bits);
RawObject new_context(Thread* thread, const Object& cls);
RawObject copy_context(Thread* thread, const Object& context);
// Adds conditions to the flags. False: one is trapped, its exception pending (or MemoryError).
[[nodiscard]] bool signal(Thread* thread, const Object& context, uint32_t status);
// FloatOperation.
[[nodiscard]] bool signal_float(Thread* thread, const Object& context);
// The bit of a signal's class; 0 with KeyError pending.
uint32_t signal_bit(Thread* thread, RawObject type);
// The classes of the signals in `bits`, as a list in the order in which they are declared.
RawObject signal_list(Thread* thread, uint32_t bits);
extern const char* const kRoundingNames[kRoundingCount];
// A rounding mode by name; TypeError that lists them.
[[nodiscard]] bool rounding_argument(Thread* thread, const Object& value, Rounding* rounding);

// --- values (values.cpp)
// False: no memory; MemoryError is pending.
[[nodiscard]] bool load(Thread* thread, RawObject decimal, Number* number);
bool load_int(Thread* thread, RawObject exact_int, Number* number);
// A Decimal or an int as a number.
enum class Loaded : uint8_t { kOk, kOtherType, kError };
Loaded load_operand(Thread* thread, RawObject value, Number* number);
// The same; TypeError "conversion from X to Decimal is not supported".
[[nodiscard]] bool load_argument(Thread* thread, RawObject value, Number* number);
RawObject new_decimal(Thread* thread, const Number& number);
RawObject new_decimal_of(Thread* thread, const Object& cls, const Number& number);
// The result of an operation: signals its status, then makes a Decimal.
RawObject outcome(Thread* thread, const Object& context, uint32_t status, const Number& number);
// Exactly, whatever float it is.
[[nodiscard]] bool load_float(Thread* thread, double value, Number* number);
// An int from a coefficient.
RawObject new_int_of(Thread* thread, const Coefficient& magnitude, bool negative);
// Truncated towards zero after rounding to an integer by `rounding`; ValueError, OverflowError for
// NaNs and infinities.
RawObject to_int(Thread* thread, const Number& number, Rounding rounding);

// What decides how a value given to a constructor is taken: exactly, or rounded to the context.
enum class Conversion : uint8_t { kExact, kRounded };
// Decimal(value) (construct.cpp).
RawObject construct(Thread* thread, const Object& cls, const Object& value, const Object& context,
                    Conversion conversion);

inline bool is_decimal(RawObject value) { return is_heap_decimal(value); }

}  // namespace pyro::decimals
