#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dispatch.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/number_text.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

// repr, str, ascii, format, and the guards against runaway recursion.

namespace pyro {

RawObject repr(Thread* thread, const Object& value) {
  if (is_exact_int(*value)) return int_to_text(thread, *value);
  if (is_exact_float(*value)) return float_to_text(thread, float_value_of(*value));
  RecursionGuard guard(thread, " while getting the repr of an object");
  if (!guard.ok()) return RawObject::error();
  Object text(thread, call_special(thread, value, Symbol::k__repr__));
  if (text->is_error() || is_str(*text)) return *text;
  if (text->is_unbound()) {
    return new_str_format(thread, "<%T object at 0x%lx>", &value, thread->heap()->identity(*value));
  }
  return raise_type_error(thread, "__repr__ returned non-string (type %T)", &text);
}

RawObject str(Thread* thread, const Object& value) {
  if (is_exact_str(*value)) return *value;
  if (is_exact_int(*value)) return int_to_text(thread, *value);
  if (is_exact_float(*value)) return float_to_text(thread, float_value_of(*value));
  Object method(thread, type_lookup(thread, type_of(thread, *value), Symbol::k__str__));
  // object.__str__ asks __repr__, whose result is then checked as that of __str__.
  if (is_objects_own_NoGC(thread, *method))
    method = type_lookup(thread, type_of(thread, *value), Symbol::k__repr__);
  if (method->is_unbound()) return repr(thread, value);
  RecursionGuard guard(thread, " while getting the str of an object");
  if (!guard.ok()) return RawObject::error();
  Object text(thread, call_found(thread, method, value));
  if (text->is_error() || is_str(*text)) return *text;
  return raise_type_error(thread, "__str__ returned non-string (type %T)", &text);
}

namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

void append_escaped(StrBuilder* out, uint32_t code_point) {
  int digits = code_point < 0x100 ? 2 : code_point < 0x10000 ? 4 : 8;
  out->append('\\');
  out->append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    out->append(static_cast<uint32_t>(kHexDigits[code_point >> shift & 15]));
  }
}

}  // namespace

RawObject ascii(Thread* thread, const Object& value) {
  RawObject text = repr(thread, value);
  if (text.is_error()) return text;
  RawObject exact = underlying_value(text);
  StrData data = str_data(exact);
  if (data.is_ascii()) return text;
  StrBuilder builder;
  for (word i = 0; i < data.length; i++) {
    uint32_t code_point = data.at(i);
    if (code_point < 0x80) {
      builder.append(code_point);
    } else {
      append_escaped(&builder, code_point);
    }
  }
  return builder.finish(thread);
}

RawObject format(Thread* thread, const Object& value, const Object& spec) {
  bool empty =
      spec->is_unbound() || spec->is_none() || (is_exact_str(*spec) && str_length(*spec) == 0);
  if (empty && (is_exact_str(*value) || is_exact_int(*value))) return str(thread, value);
  if (!empty && is_exact_str(*spec)) {  // what their own methods would do
    if (is_exact_float(*value)) return format_float(thread, float_value_of(*value), spec, value);
    if (is_exact_int(*value)) return format_int(thread, value, spec, value);
  }
  // Methods of value types see the exact value, but without a specification the text is that of the
  // instance's own __str__.
  if (empty && is_heap_user_value(*value)) {
    RawObject method = type_lookup(thread, type_of(thread, *value), Symbol::k__format__);
    if (is_heap_native_function(method)) return str(thread, value);
  }
  Object spec_str(thread, empty ? RawObject::from_small_str("", 0) : *spec);
  if (!is_str(*spec_str)) {
    return raise_type_error(thread, "Format specifier must be a string, not %T", &spec_str);
  }
  Object text(thread, call_special(thread, value, Symbol::k__format__, spec_str));
  if (text->is_error() || is_str(*text)) return *text;
  if (text->is_unbound())
    return raise_type_error(thread, "Type %T doesn't define __format__", &value);
  return raise_type_error(thread, "__format__ must return a str, not %T", &text);
}

// --- guards

bool enter_repr(Thread* thread, const Object& value) {
  if (thread->repr_running.is_none()) thread->repr_running = new_list(thread);
  List running(thread, thread->repr_running);
  for (word i = 0; i < running->length(); i++) {
    if (list_at(*running, i) == *value) return false;
  }
  if (!list_append(thread, running, value)) thread->take_exception();
  return true;
}

void leave_repr(Thread* thread, const Object& value) {
  RawList running = RawList::cast(thread->repr_running);
  for (word i = running.length(); i-- > 0;) {
    if (!(list_at(running, i) == *value)) continue;
    list_set_at(running, i, list_at(running, running.length() - 1));
    list_set_at(running, running.length() - 1, RawObject::none());
    running.set_length(running.length() - 1);
    return;
  }
}

RecursionGuard::RecursionGuard(Thread* thread, const char* where) : thread_(thread), ok_(true) {
  thread->recursion_depth++;
  char here;
  bool too_deep = thread->recursion_depth > thread->runtime()->recursion_limit;
  if (thread->native_stack_limit != nullptr && &here < thread->native_stack_limit) too_deep = true;
  if (!too_deep) return;
  ok_ = false;
  raise(thread, Exc::kRecursionError, "maximum recursion depth exceeded%s", where);
}

RecursionGuard::~RecursionGuard() { thread_->recursion_depth--; }

}  // namespace pyro
