#include "modules/_contextvars/context_map.h"
#include "modules/_decimal/decimals.h"

// The state of the module, the context in force, and signals.

namespace pyro::decimals {

namespace {

constexpr char kStateKey = 0;
constexpr char kNamespaceKey = 0;

RawDecimalSignals signals_of(RawObject dict) { return RawDecimalSignals::cast(dict); }

// Conditions of which several stand for one signal.
uint32_t signals_in(uint32_t status) {
  return (status & kSignalMask) | ((status & kInvalidKinds) != 0 ? kInvalidOperation : 0);
}

// The context variable's value in the running context; Unbound if it has none.
RawObject context_value_NoGC(Thread* thread) {
  if (thread->context.is_none()) return RawObject::unbound();
  RawObject map = RawNativeRecord::cast(thread->context).field0();
  return context_map_find_NoGC(map, state_at(thread, kVariable));
}

RawObject new_signals(Thread* thread, word bits) {
  Object cls(thread, state_at(thread, kSignalDictType));
  RawDecimalSignals signals(allocate_for(thread, *cls).raw());
  signals.set_bits(bits);
  return signals;
}

// The list that a decimal exception carries.
RawObject condition_list(Thread* thread, uint32_t trapped, uint32_t status) {
  constexpr uint32_t kFirstKind = kConversionSyntax;
  Object list(thread, new_list(thread));
  auto append = [&](StateIndex tuple, word index) {
    Object type(thread, tuple_at(state_at(thread, tuple), index));
    return list_append(thread, List(thread, *list), type);
  };
  bool plain = (status & kInvalidOperation) != 0;
  for (int i = 0; i < 4; i++) {
    if ((trapped & kInvalidOperation) != 0 && (status & kFirstKind << i) != 0)
      append(kInvalidTypes, i);
  }
  for (int i = 0; i < kSignalCount; i++) {
    if ((trapped & uint32_t{1} << i) != 0 && (i != 0 || plain)) append(kSignals, i);
  }
  return *list;
}

bool raise_conditions(Thread* thread, uint32_t trapped, uint32_t status) {
  Object list(thread, condition_list(thread, trapped, status));
  Object type(thread, tuple_at(state_at(thread, kSignals), __builtin_ctz(trapped)));
  Object exception(thread, call(thread, type, list));
  if (!exception->is_error()) raise_object(thread, exception);
  return false;
}

}  // namespace

const char* const kRoundingNames[kRoundingCount] = {
    "ROUND_UP",      "ROUND_DOWN",      "ROUND_CEILING",   "ROUND_FLOOR",
    "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"};

RawObject state_at(Thread* thread, StateIndex index) {
  return array_at(thread->runtime()->module_state(&kStateKey), index);
}

Settings settings_of(RawObject context) {
  RawDecimalContext fields = RawDecimalContext::cast(context);
  return {fields.precision(),  fields.emax(),
          fields.emin(),       static_cast<Rounding>(fields.rounding()),
          fields.clamp() != 0, fields.capitals() != 0};
}
uint32_t flags_of(RawObject context) {
  return static_cast<uint32_t>(signals_of(RawDecimalContext::cast(context).flags()).bits());
}
uint32_t traps_of(RawObject context) {
  return static_cast<uint32_t>(signals_of(RawDecimalContext::cast(context).traps()).bits());
}
void set_flags(RawObject context, uint32_t bits) {
  signals_of(RawDecimalContext::cast(context).flags()).set_bits(bits);
}

RawObject new_context(Thread* thread, const Object& cls) {
  DecimalContext context(thread, allocate_for(thread, *cls));
  context->set_precision(28);
  context->set_emin(-999999);
  context->set_emax(999999);
  context->set_rounding(static_cast<word>(Rounding::kHalfEven));
  context->set_capitals(1);
  context->set_clamp(0);
  RawObject signals = new_signals(thread, 0);
  context->set_flags(signals);
  signals = new_signals(thread, kInvalidOperation | kDivisionByZero | kOverflow);
  context->set_traps(signals);
  return *context;
}

RawObject copy_context(Thread* thread, const Object& original) {
  Object cls(thread, state_at(thread, kContextType));
  RawObject copy = new_context(thread, cls);
  RawDecimalContext from = RawDecimalContext::cast(*original), to = RawDecimalContext::cast(copy);
  to.set_precision(from.precision());
  to.set_emin(from.emin());
  to.set_emax(from.emax());
  to.set_rounding(from.rounding());
  to.set_capitals(from.capitals());
  to.set_clamp(from.clamp());
  signals_of(to.flags()).set_bits(flags_of(*original));
  signals_of(to.traps()).set_bits(traps_of(*original));
  return copy;
}

RawObject current_context(Thread* thread) {
  RawObject value = context_value_NoGC(thread);
  if (!value.is_unbound()) return value;
  // A first use in this context: a copy of DefaultContext, which programs may have changed.
  Dict names(thread, thread->runtime()->module_state(&kNamespaceKey));
  Object key(thread, intern_ascii(thread, "DefaultContext"));
  Object original(thread, dict_get(thread, names, key));
  Object context(thread, copy_context(thread, original));
  set_flags(*context, 0);
  Object variable(thread, state_at(thread, kVariable));
  RawObject token = call_named(thread, variable, "set", context);
  return token.is_error() ? token : *context;
}

RawObject context_argument(Thread* thread, RawObject argument) {
  if (argument.is_none()) return current_context(thread);
  if (is_heap_decimal_context(argument)) return argument;
  return raise_type_error(thread, "optional argument must be a context");
}

bool signal(Thread* thread, const Object& context, uint32_t status) {
  if (status == 0) return true;
  if ((status & kMemory) != 0) {
    raise_memory_error(thread);
    return false;
  }
  uint32_t signals = signals_in(status);
  set_flags(*context, flags_of(*context) | signals);
  uint32_t trapped = signals & traps_of(*context);
  return trapped == 0 || raise_conditions(thread, trapped, status);
}

bool signal_float(Thread* thread, const Object& context) {
  return signal(thread, context, kFloatOperation);
}

uint32_t signal_bit(Thread* thread, RawObject type) {
  RawObject signals = state_at(thread, kSignals);
  for (int i = 0; i < kSignalCount; i++) {
    if (tuple_at(signals, i) == type) return uint32_t{1} << i;
  }
  raise(thread, Exc::kKeyError,
        "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n"
        "   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]");
  return 0;
}

RawObject signal_list(Thread* thread, uint32_t bits) {
  List list(thread, new_list(thread));
  for (int i = 0; i < kSignalCount; i++) {
    if ((bits & uint32_t{1} << i) == 0) continue;
    Object type(thread, tuple_at(state_at(thread, kSignals), i));
    if (!list_append(thread, list, type)) return RawObject::error();
  }
  return *list;
}

bool rounding_argument(Thread* thread, const Object& value, Rounding* rounding) {
  if (is_str(*value)) {
    std::string name = utf8_of(*value);
    for (int i = 0; i < kRoundingCount; i++) {
      if (name != kRoundingNames[i]) continue;
      *rounding = static_cast<Rounding>(i);
      return true;
    }
  }
  raise_type_error(thread,
                   "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, "
                   "ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   "
                   "ROUND_05UP]");
  return false;
}

}  // namespace pyro::decimals

namespace pyro::natives {

using namespace decimals;

// Called by the Python part of the stub once types and exceptions exist. False: there are ones from
// an earlier import.
RawObject decimal__remember(Thread* thread, Arguments arguments) {
  if (!thread->runtime()->module_state(&kStateKey).is_none()) return RawObject::false_object();
  RawObject state = new_array(thread, kStateSize);
  for (word i = 0; i < 4; i++) array_set(state, i, tuple_at(arguments[0], i));
  for (word i = 1; i < 6; i++) array_set(state, kSignals + i - 1, arguments[i]);
  thread->runtime()->set_module_state(&kStateKey, state);
  return RawObject::true_object();
}

// The names of the first import are those of every later one.
RawObject decimal__share(Thread* thread, Arguments arguments) {
  Dict names(thread, arguments[0]);
  Object shared(thread, thread->runtime()->module_state(&kNamespaceKey));
  if (shared->is_none()) {
    shared = dict_copy(thread, names);
    // The module's own attributes differ from copy to copy.
    for (const char* own : {"__name__", "__spec__", "__loader__", "__package__", "__doc__"}) {
      Object key(thread, intern_ascii(thread, own));
      if (dict_remove(thread, Dict(thread, *shared), key).is_error()) return RawObject::error();
    }
    thread->runtime()->set_module_state(&kNamespaceKey, *shared);
    return RawObject::none();
  }
  return none_or_error(dict_update(thread, names, shared, OnDuplicate::kReplace));
}

RawObject decimal_getcontext(Thread* thread, Arguments) { return current_context(thread); }

RawObject decimal_setcontext(Thread* thread, Arguments arguments) {
  if (!is_heap_decimal_context(arguments[0]))
    return raise_type_error(thread, "argument must be a context");
  Object context(thread, arguments[0]), key(thread, RawObject::none());
  Dict names(thread, thread->runtime()->module_state(&kNamespaceKey));
  // The templates stay as they are.
  for (const char* name : {"DefaultContext", "BasicContext", "ExtendedContext"}) {
    key = intern_ascii(thread, name);
    if (dict_get(thread, names, key) != arguments[0]) continue;
    context = copy_context(thread, context);
    set_flags(*context, 0);
    break;
  }
  Object variable(thread, state_at(thread, kVariable));
  return none_or_error(!call_named(thread, variable, "set", context).is_error());
}

}  // namespace pyro::natives
