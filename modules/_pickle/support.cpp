#include <cstdarg>

#include "modules/_pickle/pickle.h"
#include "runtime/format_message.h"

// What both directions share: exceptions, modules, dotted names.

namespace pyro::pickling {

namespace {

RawObject raise_listed(Thread* thread, const char* type_name, const char* format,
                       va_list arguments) {
  Object message(thread, new_str_format_list(thread, format, arguments));
  if (message->is_error()) return *message;
  Object type(thread, import_from(thread, "_pickle", type_name));
  return type->is_error() ? *type : raise(thread, *type, "%S", &message);
}

RawObject attribute_missing(Thread* thread, const Object& module, const Object& name, bool local) {
  return raise(thread, Exc::kAttributeError,
               local ? "Can't get local attribute %R on %R" : "Can't get attribute %R on %R", &name,
               &module);
}

}  // namespace

RawObject raise_pickling(Thread* thread, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  RawObject result = raise_listed(thread, "PicklingError", format, arguments);
  va_end(arguments);
  return result;
}

RawObject raise_unpickling(Thread* thread, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  RawObject result = raise_listed(thread, "UnpicklingError", format, arguments);
  va_end(arguments);
  return result;
}

RawObject dotted_attribute(Thread* thread, const Object& module, const Object& name,
                           Object* parent) {
  Object current(thread, *module), part(thread, RawObject::none()),
      found(thread, RawObject::none());
  RawObject text = underlying_value(*name);
  word length = str_length(text), start = 0;
  while (start <= length) {
    text = underlying_value(*name);
    word stop = start;
    for (StrData data = str_data(text); stop < length && data.at(stop) != '.';) stop++;
    part = text;
    part = str_substring(thread, part, start, stop - start);
    part = intern(thread, part);
    if (str_equals_ascii_NoGC(*part, "<locals>"))
      return attribute_missing(thread, module, name, true);
    if (parent != nullptr) *parent = *current;
    found = find_attribute(thread, current, part);
    if (found->is_error()) return *found;
    if (found->is_unbound()) return attribute_missing(thread, module, name, false);
    current = *found;
    start = stop + 1;
  }
  return *current;
}

RawObject module_named(Thread* thread, const Object& name) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object module(thread, dict_get(thread, modules, name));
  if (module->is_error()) return *module;
  if (!module->is_unbound() && !module->is_none()) return *module;
  modules = thread->runtime()->builtins_dict();
  Object import(thread, dict_get(thread, modules, Symbol::k__import__));
  if (import->is_error()) return *import;
  Object result(thread, call(thread, import, name));
  if (result->is_error()) return *result;
  modules = thread->runtime()->modules_dict();
  module = dict_get(thread, modules, name);
  return module->is_unbound() ? *result : *module;
}

bool protocol_argument(Thread* thread, const Object& value, word* protocol) {
  *protocol = kDefaultProtocol;
  if (value->is_none()) return true;
  if (!index_as_word(thread, value, OnOverflow::kOverflowError, protocol)) return false;
  if (*protocol < 0) *protocol = kHighestProtocol;
  if (*protocol <= kHighestProtocol) return true;
  raise_value_error(thread, "pickle protocol must be <= %ld", kHighestProtocol);
  return false;
}

}  // namespace pyro::pickling
