#include "modules/_decimal/decimals.h"

// The types Context and SignalDict, and localcontext().

namespace pyro::decimals {

namespace {

enum Attribute : uint8_t {
  kPrec,
  kRounding,
  kEmin,
  kEmax,
  kCapitals,
  kClamp,
  kFlags,
  kTraps,
  kAttributeCount
};
constexpr const char* kAttributeNames[] = {"prec",     "rounding", "Emin",  "Emax",
                                           "capitals", "clamp",    "flags", "traps"};

// An integer attribute within its limits.
struct Limits {
  int64_t low, high;
  const char* error;
};
constexpr Limits kLimits[] = {
    {1, kMaxPrecision, "valid range for prec is [1, MAX_PREC]"},
    {0, 0, nullptr},
    {kMinEmin, 0, "valid range for Emin is [MIN_EMIN, 0]"},
    {0, kMaxEmax, "valid range for Emax is [0, MAX_EMAX]"},
    {0, 1, "valid values for capitals are 0 or 1"},
    {0, 1, "valid values for clamp are 0 or 1"},
};

bool integer_in(Thread* thread, RawObject value, const Limits& limits, word* result) {
  if (!is_int(value)) {
    raise_type_error(thread, "an integer is required");
    return false;
  }
  if (!int_to_word_NoGC(int_value_of(value), result)) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
    return false;
  }
  if (*result >= limits.low && *result <= limits.high) return true;
  raise_value_error(thread, "%s", limits.error);
  return false;
}

// Bits of a mapping from all signals to truth values.
bool bits_of_dict(Thread* thread, const Object& value, uint32_t* bits) {
  Dict dict(thread, *value);
  if (dict_size_NoGC(*dict) != kSignalCount) {
    raise(thread, Exc::kKeyError, "invalid signal dict");
    return false;
  }
  *bits = 0;
  for (int i = 0; i < kSignalCount; i++) {
    Object key(thread, tuple_at(state_at(thread, kSignals), i));
    Object entry(thread, dict_get(thread, dict, key));
    if (entry->is_error()) return false;
    if (entry->is_unbound()) {
      raise(thread, Exc::kKeyError, "invalid signal dict");
      return false;
    }
    Truth truth = is_true(thread, entry);
    if (truth == Truth::kError) return false;
    if (truth == Truth::kTrue) *bits |= uint32_t{1} << i;
  }
  return true;
}

bool bits_of_list(Thread* thread, const Object& value, uint32_t* bits) {
  *bits = 0;
  for (word i = 0; i < RawList(value->raw()).length(); i++) {
    uint32_t bit = signal_bit(thread, list_at(RawList(value->raw()), i));
    if (bit == 0) return false;
    *bits |= bit;
  }
  return true;
}

bool bits_of(Thread* thread, const Object& value, uint32_t* bits) {
  if (is_heap_decimal_signals(*value)) {
    *bits = static_cast<uint32_t>(RawDecimalSignals::cast(*value).bits());
    return true;
  }
  if (is_heap_dict(*value)) return bits_of_dict(thread, value, bits);
  raise_type_error(thread, "argument must be a signal dict");
  return false;
}

RawObject signals_field(RawObject context, Attribute attribute) {
  RawDecimalContext fields = RawDecimalContext::cast(context);
  return attribute == kFlags ? fields.flags() : fields.traps();
}

void set_word(RawDecimalContext context, Attribute attribute, word value) {
  switch (attribute) {
    case kPrec:
      return context.set_precision(value);
    case kEmin:
      return context.set_emin(value);
    case kEmax:
      return context.set_emax(value);
    case kCapitals:
      return context.set_capitals(value);
    case kClamp:
      return context.set_clamp(value);
    default:
      return context.set_rounding(value);
  }
}

// Lists are taken by constructors, not by assignments.
enum class Lists : uint8_t { kAccepted, kRefused };

bool set_attribute(Thread* thread, const Object& context, Attribute attribute, const Object& value,
                   Lists lists) {
  word number = 0;
  if (attribute == kFlags || attribute == kTraps) {
    uint32_t bits;
    bool ok = lists == Lists::kAccepted && is_heap_list(*value) ? bits_of_list(thread, value, &bits)
                                                                : bits_of(thread, value, &bits);
    if (ok) RawDecimalSignals::cast(signals_field(*context, attribute)).set_bits(bits);
    return ok;
  }
  if (attribute == kRounding) {
    Rounding rounding;
    if (!rounding_argument(thread, value, &rounding)) return false;
    number = static_cast<word>(rounding);
  } else if (!integer_in(thread, *value, kLimits[attribute], &number)) {
    return false;
  }
  set_word(RawDecimalContext::cast(*context), attribute, number);
  return true;
}

RawObject setter(Thread* thread, Attribute attribute, Arguments arguments) {
  Object context(thread, arguments[0]), value(thread, arguments[1]);
  return none_or_error(set_attribute(thread, context, attribute, value, Lists::kRefused));
}

RawObject rounding_name(Thread* thread, RawObject context) {
  return intern_ascii(thread, kRoundingNames[RawDecimalContext::cast(context).rounding()]);
}

// In repr() of a context, signals stand in this order.
struct NamedSignal {
  const char* name;
  uint32_t bit;
};
constexpr NamedSignal kShownSignals[] = {{"Clamped", kClamped},
                                         {"InvalidOperation", kInvalidOperation},
                                         {"DivisionByZero", kDivisionByZero},
                                         {"Inexact", kInexact},
                                         {"FloatOperation", kFloatOperation},
                                         {"Overflow", kOverflow},
                                         {"Rounded", kRounded},
                                         {"Subnormal", kSubnormal},
                                         {"Underflow", kUnderflow}};

std::string shown_signals(uint32_t bits) {
  std::string text;
  for (const NamedSignal& signal : kShownSignals) {
    if ((bits & signal.bit) != 0) text += (text.empty() ? "" : ", ") + std::string(signal.name);
  }
  return "[" + text + "]";
}

// False: an unknown keyword (TypeError) or a wrong value.
bool set_keyword(Thread* thread, const Object& context, const Object& name, const Object& value) {
  std::string text = utf8_of(*name);
  for (uint8_t i = 0; i < kAttributeCount; i++) {
    if (text != kAttributeNames[i]) continue;
    return value->is_none() ||
           set_attribute(thread, context, static_cast<Attribute>(i), value, Lists::kAccepted);
  }
  raise_type_error(thread, "'%s' is an invalid keyword argument for this function", text.c_str());
  return false;
}

}  // namespace

}  // namespace pyro::decimals

namespace pyro::natives {

using namespace decimals;

RawObject decimal_Context___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  return new_context(thread, cls);
}

RawObject decimal_Context___init__(Thread* thread, Arguments arguments) {
  Object context(thread, arguments[0]), value(thread, RawObject::none());
  for (uint8_t i = 0; i < kAttributeCount; i++) {
    value = arguments[i + 1];
    if (value->is_none()) continue;
    if (!set_attribute(thread, context, static_cast<Attribute>(i), value, Lists::kAccepted))
      return RawObject::error();
  }
  return RawObject::none();
}

#define PYRO_CONTEXT_WORD(NAME, ATTRIBUTE, FIELD)                                    \
  RawObject decimal_Context_##NAME##_get(Thread*, Arguments arguments) {             \
    return RawObject::from_small_int(RawDecimalContext::cast(arguments[0]).FIELD()); \
  }                                                                                  \
  RawObject decimal_Context_##NAME##_set(Thread* thread, Arguments arguments) {      \
    return setter(thread, ATTRIBUTE, arguments);                                     \
  }
PYRO_CONTEXT_WORD(prec, kPrec, precision)
PYRO_CONTEXT_WORD(Emin, kEmin, emin)
PYRO_CONTEXT_WORD(Emax, kEmax, emax)
PYRO_CONTEXT_WORD(capitals, kCapitals, capitals)
PYRO_CONTEXT_WORD(clamp, kClamp, clamp)
#undef PYRO_CONTEXT_WORD

RawObject decimal_Context_rounding_get(Thread* thread, Arguments arguments) {
  return rounding_name(thread, arguments[0]);
}
RawObject decimal_Context_rounding_set(Thread* thread, Arguments arguments) {
  return setter(thread, kRounding, arguments);
}
RawObject decimal_Context_flags_get(Thread*, Arguments arguments) {
  return RawDecimalContext::cast(arguments[0]).flags();
}
RawObject decimal_Context_flags_set(Thread* thread, Arguments arguments) {
  return setter(thread, kFlags, arguments);
}
RawObject decimal_Context_traps_get(Thread*, Arguments arguments) {
  return RawDecimalContext::cast(arguments[0]).traps();
}
RawObject decimal_Context_traps_set(Thread* thread, Arguments arguments) {
  return setter(thread, kTraps, arguments);
}

RawObject decimal_Context___repr__(Thread* thread, Arguments arguments) {
  RawDecimalContext context = RawDecimalContext::cast(arguments[0]);
  std::string text =
      "Context(prec=" + std::to_string(context.precision()) +
      ", rounding=" + kRoundingNames[context.rounding()] +
      ", Emin=" + std::to_string(context.emin()) + ", Emax=" + std::to_string(context.emax()) +
      ", capitals=" + std::to_string(context.capitals()) +
      ", clamp=" + std::to_string(context.clamp()) + ", flags=" + shown_signals(flags_of(context)) +
      ", traps=" + shown_signals(traps_of(context)) + ")";
  return new_str(thread, text);
}

RawObject decimal_Context_copy(Thread* thread, Arguments arguments) {
  Object context(thread, arguments[0]);
  return copy_context(thread, context);
}
RawObject decimal_Context___copy__(Thread* thread, Arguments arguments) {
  return decimal_Context_copy(thread, arguments);
}

RawObject decimal_Context___reduce__(Thread* thread, Arguments arguments) {
  DecimalContext context(thread, arguments[0]);
  Object flags(thread, signal_list(thread, flags_of(*context)));
  Object traps(thread, signal_list(thread, traps_of(*context)));
  Object rounding(thread, rounding_name(thread, *context));
  Object state(thread, new_tuple(thread, 8));
  tuple_init(*state, 0, RawObject::from_small_int(context->precision()));
  tuple_init(*state, 1, *rounding);
  tuple_init(*state, 2, RawObject::from_small_int(context->emin()));
  tuple_init(*state, 3, RawObject::from_small_int(context->emax()));
  tuple_init(*state, 4, RawObject::from_small_int(context->capitals()));
  tuple_init(*state, 5, RawObject::from_small_int(context->clamp()));
  tuple_init(*state, 6, *flags);
  tuple_init(*state, 7, *traps);
  Object type(thread, type_of(thread, *context));
  return new_tuple_of(thread, type, state);
}

RawObject decimal_Context_clear_flags(Thread*, Arguments arguments) {
  set_flags(arguments[0], 0);
  return RawObject::none();
}
RawObject decimal_Context_clear_traps(Thread*, Arguments arguments) {
  RawDecimalSignals::cast(RawDecimalContext::cast(arguments[0]).traps()).set_bits(0);
  return RawObject::none();
}
RawObject decimal_Context_Etiny(Thread*, Arguments arguments) {
  return RawObject::from_small_int(settings_of(arguments[0]).etiny());
}
RawObject decimal_Context_Etop(Thread*, Arguments arguments) {
  return RawObject::from_small_int(settings_of(arguments[0]).etop());
}

// --- SignalDict

RawObject decimal_SignalDictMixin___getitem__(Thread* thread, Arguments arguments) {
  uint32_t bit = signal_bit(thread, arguments[1]);
  if (bit == 0) return RawObject::error();
  return RawObject::from_bool((RawDecimalSignals::cast(arguments[0]).bits() & bit) != 0);
}

RawObject decimal_SignalDictMixin___setitem__(Thread* thread, Arguments arguments) {
  uint32_t bit = signal_bit(thread, arguments[1]);
  if (bit == 0) return RawObject::error();
  Object value(thread, arguments[2]);
  Truth truth = is_true(thread, value);
  if (truth == Truth::kError) return RawObject::error();
  RawDecimalSignals self = RawDecimalSignals::cast(arguments[0]);
  self.set_bits(truth == Truth::kTrue ? self.bits() | bit : self.bits() & ~word{bit});
  return RawObject::none();
}

namespace {

RawObject compare_signals(Thread* thread, Arguments arguments, bool equal) {
  uint32_t bits;
  Object other(thread, arguments[1]);
  if (!is_heap_decimal_signals(*other) && !is_heap_dict(*other))
    return RawObject::not_implemented();
  if (!bits_of(thread, other, &bits)) {
    // A dict with other keys is a different one.
    if (!clear_pending_if(thread, Exc::kKeyError)) return RawObject::error();
    return RawObject::from_bool(!equal);
  }
  return RawObject::from_bool((RawDecimalSignals::cast(arguments[0]).bits() == bits) == equal);
}

}  // namespace

RawObject decimal_SignalDictMixin___eq__(Thread* thread, Arguments arguments) {
  return compare_signals(thread, arguments, true);
}
RawObject decimal_SignalDictMixin___ne__(Thread* thread, Arguments arguments) {
  return compare_signals(thread, arguments, false);
}

// --- localcontext: field0 the context to be in force, field1 the one before

RawObject decimal_localcontext(Thread* thread, Arguments arguments) {
  Object original(thread, context_argument(thread, arguments[0]));
  if (original->is_error()) return *original;
  Dict keywords(thread, arguments[1]);
  Object context(thread, copy_context(thread, original));
  Object name(thread, RawObject::none()), value(thread, RawObject::none());
  RawObject key, entry;
  for (word position = 0; dict_next_NoGC(*keywords, &position, &key, &entry);) {
    name = key;
    value = entry;
    if (!set_keyword(thread, context, name, value)) return RawObject::error();
  }
  Object before(thread, current_context(thread));
  if (before->is_error()) return *before;
  Object cls(thread, state_at(thread, kContextManagerType));
  RawNativeRecord manager(allocate_for(thread, *cls).raw());
  manager.set_field0(*context);
  manager.set_field1(*before);
  return manager;
}

RawObject decimal_ContextManager___enter__(Thread* thread, Arguments arguments) {
  Object context(thread, RawNativeRecord::cast(arguments[0]).field0());
  Object variable(thread, state_at(thread, kVariable));
  return call_named(thread, variable, "set", context).is_error() ? RawObject::error() : *context;
}

RawObject decimal_ContextManager___exit__(Thread* thread, Arguments arguments) {
  Object context(thread, RawNativeRecord::cast(arguments[0]).field1());
  Object variable(thread, state_at(thread, kVariable));
  return call_named(thread, variable, "set", context).is_error() ? RawObject::error()
                                                                 : RawObject::false_object();
}

}  // namespace pyro::natives
