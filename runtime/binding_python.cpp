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

// Functions of builtin modules that are written in Python count their arguments in the words of
// those that are not. The name of their file is that of a stub.
bool is_builtin_NoGC(const Function& function) {
  RawObject filename = function->code().filename();
  return is_str(filename) && str_to_utf8_NoGC(filename).starts_with("<stub ");
}

// How such a function would be called if it were native; counts are without the receiver.
struct BuiltinShape {
  std::string name, qualified_name;
  word receiver, minimum, maximum;
  bool is_slot, takes_keywords;
};

BuiltinShape builtin_shape(const Function& function, const Shape& shape) {
  BuiltinShape result;
  result.qualified_name = function_text(function);
  size_t dot = result.qualified_name.rfind('.');
  result.receiver = dot != std::string::npos && shape.positional > 0 ? 1 : 0;
  result.name =
      dot == std::string::npos ? result.qualified_name : result.qualified_name.substr(dot + 1);
  word defaults = function->defaults().is_none() ? 0 : tuple_length(function->defaults());
  result.minimum = shape.positional - defaults - result.receiver;
  result.maximum = shape.positional - result.receiver;
  result.is_slot = result.name.starts_with("__") && !result.name.starts_with("__reduce") &&
                   result.name != "__format__" && result.name != "__reversed__" &&
                   result.name != "__init__" && result.name != "__new__" &&
                   result.name != "__copy__" && result.name != "__deepcopy__";
  result.takes_keywords = shape.positional_only < shape.positional && result.maximum > 0;
  return result;
}

bool raise_builtin_count(Thread* thread, const Function& function, const Shape& shape, word given) {
  BuiltinShape builtin = builtin_shape(function, shape);
  given -= builtin.receiver;
  const char* plural = builtin.maximum == 1 ? "" : "s";
  if (builtin.is_slot) {
    raise_type_error(thread, "expected %ld argument%s, got %ld", builtin.maximum, plural, given);
  } else if (builtin.maximum == 0) {
    raise_type_error(thread, "%s() takes no arguments (%ld given)", builtin.qualified_name.c_str(),
                     given);
  } else if (builtin.takes_keywords && given < builtin.minimum) {
    std::string missing = parameter_name(function, given + builtin.receiver);
    raise_type_error(thread, "%s() missing required argument '%s' (pos %ld)", builtin.name.c_str(),
                     missing.c_str(), given + 1);
  } else if (builtin.takes_keywords) {
    raise_type_error(thread, "%s() takes at most %ld argument%s (%ld given)", builtin.name.c_str(),
                     builtin.maximum, plural, given);
  } else if (builtin.minimum == 1 && builtin.maximum == 1) {
    raise_type_error(thread, "%s() takes exactly one argument (%ld given)",
                     builtin.qualified_name.c_str(), given);
  } else {
    bool few = given < builtin.minimum;
    word bound = few ? builtin.minimum : builtin.maximum;
    raise_type_error(thread, "%s expected %s%ld argument%s, got %ld", builtin.name.c_str(),
                     builtin.minimum == builtin.maximum ? ""
                     : few                              ? "at least "
                                                        : "at most ",
                     bound, bound == 1 ? "" : "s", given);
  }
  return false;
}

bool raise_builtin_keyword(Thread* thread, const Function& function, const Shape& shape,
                           const Object& name) {
  BuiltinShape builtin = builtin_shape(function, shape);
  if (builtin.takes_keywords) {
    raise_type_error(thread, "'%S' is an invalid keyword argument for %s()", &name,
                     builtin.name.c_str());
  } else if (builtin.is_slot) {
    raise_type_error(thread, "wrapper %s() takes no keyword arguments", builtin.name.c_str());
  } else {
    raise_type_error(thread, "%s() takes no keyword arguments", builtin.qualified_name.c_str());
  }
  return false;
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
  if (is_builtin_NoGC(function)) return raise_builtin_count(thread, function, shape, given);
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
  if (is_builtin_NoGC(function)) return raise_builtin_keyword(thread, function, shape, name);
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
  if (missing && is_builtin_NoGC(function)) {
    word given = 0;
    while (!bound[given].is_unbound()) given++;
    return raise_builtin_count(thread, function, shape, given);
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
