#include <string>
#include <vector>

#include "runtime/binding.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/function.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

// Language reference 6.3.4 (calls), from the callee's side.

namespace pyro {

namespace {

constexpr word kVarargs = 0x4, kVarkeywords = 0x8;  // co_flags

struct Shape {
  word positional_only, positional, keyword_only;
  bool varargs, varkeywords;
  word named() const { return positional + keyword_only; }
};

Shape shape_of_NoGC(RawCode code) {
  return {code.posonlyargcount(), code.argcount(), code.kwonlyargcount(),
          (code.flags() & kVarargs) != 0, (code.flags() & kVarkeywords) != 0};
}

std::string function_text(const Function& function) {
  return str_to_utf8_NoGC(function_qualname_NoGC(*function));
}

// "'a'", "'a' and 'b'", "'a', 'b', and 'c'"
std::string enumerate_names(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); i++) {
    if (i > 0) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
    text += "'" + names[i] + "'";
  }
  return text;
}

std::string parameter_name(const Function& function, word index) {
  return str_to_utf8_NoGC(tuple_at(function->code().varnames(), index));
}

bool raise_missing(Thread* thread, const Function& function, const RawObject* bound, word begin,
                   word end, const char* kind) {
  std::vector<std::string> missing;
  for (word i = begin; i < end; i++) {
    if (bound[i].is_unbound()) missing.push_back(parameter_name(function, i));
  }
  raise_type_error(thread, "%s() missing %ld required %s argument%s: %s",
                   function_text(function).c_str(), static_cast<word>(missing.size()), kind,
                   missing.size() == 1 ? "" : "s", enumerate_names(missing).c_str());
  return false;
}

bool raise_too_many(Thread* thread, const Function& function, const Shape& shape,
                    const RawObject* bound, word given) {
  word defaults = function->defaults().is_none() ? 0 : tuple_length(function->defaults());
  word keyword_only_given = 0;
  for (word i = shape.positional; i < shape.named(); i++)
    keyword_only_given += !bound[i].is_unbound();
  std::string takes = defaults > 0 ? "from " + std::to_string(shape.positional - defaults) +
                                         " to " + std::to_string(shape.positional)
                                   : std::to_string(shape.positional);
  bool many = defaults > 0 || shape.positional != 1;
  std::string extra;
  if (keyword_only_given > 0) {
    extra = std::string(" positional argument") + (given != 1 ? "s" : "") + " (and " +
            std::to_string(keyword_only_given) + " keyword-only argument" +
            (keyword_only_given != 1 ? "s" : "") + ")";
  }
  raise_type_error(thread, "%s() takes %s positional argument%s but %ld%s %s given",
                   function_text(function).c_str(), takes.c_str(), many ? "s" : "", given,
                   extra.c_str(), given == 1 && keyword_only_given == 0 ? "was" : "were");
  return false;
}

word find_keyword(Thread* thread, const Function& function, const Shape& shape,
                  const Object& name) {
  RawObject names = function->code().varnames();
  for (word i = shape.positional_only; i < shape.named(); i++) {
    if (tuple_at(names, i) == *name) return i;
  }
  for (word i = shape.positional_only; i < shape.named(); i++) {
    if (str_equals_NoGC(tuple_at(names, i), underlying_value(*name))) return i;
  }
  return -1;
}

// All keywords that name positional-only parameters, for the error text.
std::string positional_only_conflicts(const Function& function, const Shape& shape,
                                      RawObject names) {
  std::string text;
  for (word i = 0; i < shape.positional_only; i++) {
    RawObject parameter = tuple_at(function->code().varnames(), i);
    for (word k = 0; k < tuple_length(names); k++) {
      if (!str_equals_NoGC(parameter, tuple_at(names, k))) continue;
      if (!text.empty()) text += ", ";
      text += str_to_utf8_NoGC(parameter);
    }
  }
  return text;
}

bool bind_keyword(Thread* thread, const Function& function, const Shape& shape, RawObject* bound,
                  const Tuple& names, word index, const Object& value, const Object& extra) {
  Object name(thread, tuple_at(*names, index));
  if (!is_str(*name)) {
    raise_type_error(thread, "%s() keywords must be strings", function_text(function).c_str());
    return false;
  }
  word target = find_keyword(thread, function, shape, name);
  if (target >= 0) {
    if (!bound[target].is_unbound()) {
      raise_type_error(thread, "%s() got multiple values for argument '%S'",
                       function_text(function).c_str(), &name);
      return false;
    }
    bound[target] = *value;
    return true;
  }
  if (shape.varkeywords) {
    Dict dict(thread, *extra);
    return dict_set(thread, dict, name, value);
  }
  std::string conflicts = positional_only_conflicts(function, shape, *names);
  if (!conflicts.empty()) {
    raise_type_error(thread,
                     "%s() got some positional-only arguments passed as keyword arguments: '%s'",
                     function_text(function).c_str(), conflicts.c_str());
  } else {
    raise_type_error(thread, "%s() got an unexpected keyword argument '%S'",
                     function_text(function).c_str(), &name);
  }
  return false;
}

bool fill_defaults(Thread* thread, const Function& function, const Shape& shape, RawObject* bound) {
  word default_count = function->defaults().is_none() ? 0 : tuple_length(function->defaults());
  word first_default = shape.positional - default_count;
  bool missing = false;
  for (word i = 0; i < shape.positional; i++) {
    if (!bound[i].is_unbound()) continue;
    if (i >= first_default) {
      bound[i] = tuple_at(function->defaults(), i - first_default);
    } else {
      missing = true;
    }
  }
  if (missing) return raise_missing(thread, function, bound, 0, shape.positional, "positional");
  Object kwdefaults(thread, function_kwdefaults_NoGC(*function));
  for (word i = shape.positional; i < shape.named(); i++) {
    if (!bound[i].is_unbound()) continue;
    RawObject value = RawObject::unbound();
    if (is_heap_dict(*kwdefaults)) {
      value =
          dict_get_str_NoGC(RawDict(kwdefaults->raw()), tuple_at(function->code().varnames(), i));
    }
    if (value.is_unbound()) {
      missing = true;
    } else {
      bound[i] = value;
    }
  }
  return missing ? raise_missing(thread, function, bound, shape.positional, shape.named(),
                                 "keyword-only")
                 : true;
}

bool bind_general(Thread* thread, const Function& function, const Shape& shape,
                  RawObject* arguments, word count, const Object& names, StackWindow* window) {
  word keyword_count = names->is_none() ? 0 : tuple_length(*names);
  word positional = count - keyword_count;
  for (word i = 0; i < shape.named(); i++) {
    if (!window->push(i < shape.positional && i < positional ? arguments[i] : RawObject::unbound()))
      return false;
  }
  word extra_count = std::max<word>(positional - shape.positional, 0);
  if (shape.varargs) {
    RawObject rest = new_tuple_from_roots(thread, arguments + shape.positional, extra_count);
    if (rest.is_error() || !window->push(rest)) return false;
  }
  Object extra(thread, RawObject::none());
  if (shape.varkeywords) {
    extra = new_dict(thread);
    if (!window->push(*extra)) return false;
  }
  if (keyword_count > 0) {
    Tuple name_tuple(thread, *names);
    Object value(thread, RawObject::none());
    for (word i = 0; i < keyword_count; i++) {
      value = arguments[positional + i];
      if (!bind_keyword(thread, function, shape, window->base(), name_tuple, i, value, extra))
        return false;
    }
  }
  if (extra_count > 0 && !shape.varargs)
    return raise_too_many(thread, function, shape, window->base(), positional);
  return fill_defaults(thread, function, shape, window->base());
}

}  // namespace

bool bind_python_arguments(Thread* thread, RawObject function_object, RawObject* arguments,
                           word count, RawObject keyword_names) {
  if (__builtin_expect(RawFunction(function_object.raw()).code().block() == 0, 0)) {
    Function function(thread, function_object);
    Object names(thread, keyword_names);
    Code code(thread, function->code());
    if (!thread->runtime()->hooks.wake_code(thread, code)) return false;
    function_object = *function;
    keyword_names = *names;
  }
  Shape shape = shape_of_NoGC(RawFunction(function_object.raw()).code());
  if (keyword_names.is_none() && !shape.varargs && !shape.varkeywords && shape.keyword_only == 0) {
    if (count == shape.positional) return true;
    RawObject defaults = RawFunction(function_object.raw()).defaults();
    word default_count = defaults.is_none() ? 0 : tuple_length(defaults);
    if (count < shape.positional && count + default_count >= shape.positional) {
      for (word i = count; i < shape.positional; i++) {
        arguments[i] = tuple_at(defaults, i - (shape.positional - default_count));
      }
      return true;
    }
  }
  Function function(thread, function_object);
  Object names(thread, keyword_names);
  StackWindow window(thread);
  if (!bind_general(thread, function, shape, arguments, count, names, &window)) return false;
  std::copy(window.base(), window.base() + window.size(), arguments);
  return true;
}

}  // namespace pyro
