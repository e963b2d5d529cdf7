#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "runtime/attributes.h"
#include "runtime/binding.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

namespace pyro {

namespace {

word parameter_count(const NativeDefinition* native) {
  return native->positional + native->keyword_only + native->has_varargs + native->has_varkeywords;
}

bool has_receiver(const NativeDefinition* native) {
  return native->role != NativeRole::kFunction && native->role != NativeRole::kStaticMethod;
}

const char* plural(word count) { return count == 1 ? "" : "s"; }

word required_positional(const NativeDefinition* native) {
  word required = 0;
  for (word i = 0; i < native->positional; i++) required += native->parameters[i].required;
  return required;
}

// "append"; constructors go by the name of their type.
std::string call_name(const NativeDefinition* native) {
  if (native->role != NativeRole::kNew && std::strcmp(native->name, "__init__") != 0)
    return native->name;
  const char* dot = std::strrchr(native->qualified_name, '.');
  return dot == nullptr ? native->name : std::string(native->qualified_name, dot);
}

// "itemgetter", for its __call__.
std::string owner_name(const NativeDefinition* native) {
  std::string qualified = native->qualified_name;
  std::string owner = qualified.substr(0, qualified.rfind('.'));
  return owner.substr(owner.rfind('.') + 1);
}

// "list.append" or "math.sin", where the text shows type or module.
std::string shown_name(const NativeDefinition* native) {
  std::string name = call_name(native);
  return name == native->name ? native->qualified_name : name;
}

// Searches count their arguments in words of their own: "find() takes at least 1 argument (0
// given)".
bool counts_as_search(const NativeDefinition* native) {
  constexpr const char* kNames[] = {"find",  "rfind",      "index",   "rindex",
                                    "count", "startswith", "endswith"};
  std::string_view qualified = native->qualified_name;
  if (!qualified.starts_with("str.") && !qualified.starts_with("bytes.") &&
      !qualified.starts_with("bytearray."))
    return false;
  return std::ranges::any_of(
      kNames, [&](const char* name) { return std::strcmp(name, native->name) == 0; });
}

RawObject raise_count_keywords(Thread* thread, const NativeDefinition* native, word given,
                               word missing_index) {
  word shift = has_receiver(native) ? 1 : 0;
  if (missing_index >= 0 && missing_index < native->positional_only) {
    word minimum = std::min<word>(required_positional(native), native->positional_only) - shift;
    bool exact = minimum == native->positional - shift;
    return raise_type_error(thread, "%s() takes %s %ld positional argument%s (%ld given)",
                            call_name(native).c_str(), exact ? "exactly" : "at least", minimum,
                            plural(minimum), given - shift);
  }
  if (missing_index >= 0) {
    if (call_name(native) == "enumerate")
      return raise_type_error(thread, "enumerate() missing required argument 'iterable'");
    return raise_type_error(thread, "%s() missing required argument '%s' (pos %ld)",
                            call_name(native).c_str(), native->parameters[missing_index].name,
                            missing_index + 1 - shift);
  }
  word maximum = native->positional - shift, minimum = required_positional(native) - shift;
  if (maximum == 0 && native->keyword_only == 0)
    return raise_type_error(thread, "%s() takes no arguments (%ld given)",
                            shown_name(native).c_str(), given - shift);
  word all = maximum + native->keyword_only;
  if (native->keyword_only > 0 && given - shift > all) {
    return raise_type_error(thread, "%s() takes at most %ld argument%s (%ld given)",
                            call_name(native).c_str(), all, plural(all), given - shift);
  }
  if (maximum == 0)
    return raise_type_error(thread, "%s() takes no positional arguments",
                            call_name(native).c_str());
  // Only where some parameters are keyword-only do the texts tell a fixed number from a maximum.
  const char* bound = native->keyword_only > 0 && minimum == maximum ? "exactly" : "at most";
  return raise_type_error(
      thread, "%s() takes %s %ld %sargument%s (%ld given)", call_name(native).c_str(), bound,
      maximum, native->keyword_only > 0 ? "positional " : "", plural(maximum), given - shift);
}

// Special methods whose arguments are unpacked under an empty name: " expected 2 arguments, got 0".
bool has_empty_name(const NativeDefinition* native) {
  constexpr const char* kNames[] = {"__setattr__", "__setitem__", "__get__", "__set__",
                                    "__pow__",     "__rpow__",    "__ipow__"};
  constexpr const char* kRepeating[] = {"__mul__", "__rmul__", "__imul__"};
  auto is_one_of = [&](auto& names) {
    return std::ranges::any_of(
        names, [&](const char* name) { return std::strcmp(name, native->name) == 0; });
  };
  std::string_view qualified = native->qualified_name;
  bool number = qualified.starts_with("int.") || qualified.starts_with("float.") ||
                qualified.starts_with("complex.");
  return is_one_of(kNames) || (!number && is_one_of(kRepeating));
}

RawObject raise_wrong_count(Thread* thread, const NativeDefinition* native, word given,
                            word missing_index) {
  word shift = has_receiver(native) ? 1 : 0;
  word minimum = required_positional(native) - shift, maximum = native->positional - shift,
       own = given - shift;
  switch (native->style) {
    case CallStyle::kNoArguments:
      return raise_type_error(thread, "%s() takes no arguments (%ld given)",
                              shown_name(native).c_str(), own);
    case CallStyle::kOneArgument:
      return raise_type_error(thread, "%s() takes exactly one argument (%ld given)",
                              shown_name(native).c_str(), own);
    case CallStyle::kSlot:
    case CallStyle::kPositional: {
      if (counts_as_search(native)) {
        bool few = own < minimum;
        word limit = few ? minimum : maximum;
        return raise_type_error(thread, "%s() takes at %s %ld argument%s (%ld given)", native->name,
                                few ? "least" : "most", limit, plural(limit), own);
      }
      bool slot = native->style == CallStyle::kSlot;
      bool is_call = std::strcmp(native->name, "__call__") == 0;
      std::string prefix = is_call ? owner_name(native) : slot ? "" : call_name(native);
      const char* space = slot && !is_call && !has_empty_name(native) ? "" : " ";
      if (minimum == maximum) {
        return raise_type_error(thread, "%s%sexpected %ld argument%s, got %ld", prefix.c_str(),
                                space, minimum, plural(minimum), own);
      }
      bool few = own < minimum;
      word bound = few ? minimum : maximum;
      return raise_type_error(thread, "%s%sexpected at %s %ld argument%s, got %ld", prefix.c_str(),
                              space, few ? "least" : "most", bound, plural(bound), own);
    }
    case CallStyle::kKeywords:
      break;
  }
  return raise_count_keywords(thread, native, given, missing_index);
}

bool has_no_keyword_parameter(const NativeDefinition* native) {
  return native->positional_only == native->positional && native->keyword_only == 0;
}

bool takes_no_keywords(const NativeDefinition* native) {
  if (native->keyword_only > 0 || native->has_varkeywords || native->has_varargs) return false;
  if (native->positional == (has_receiver(native) ? 1 : 0)) return true;
  return native->positional_only == native->positional && native->style != CallStyle::kKeywords;
}

RawObject raise_no_keywords(Thread* thread, const NativeDefinition* native) {
  if (std::strcmp(native->name, "__call__") == 0)
    return raise_type_error(thread, "%s() takes no keyword arguments", owner_name(native).c_str());
  if (native->style == CallStyle::kSlot && native->role == NativeRole::kSlotWrapper)
    return raise_type_error(thread, "wrapper %s() takes no keyword arguments", native->name);
  return raise_type_error(thread, "%s() takes no keyword arguments", shown_name(native).c_str());
}

// Keywords that a builtin's __new__ or __init__ does not know are for the other one of the two, if
// a subclass has replaced that.
bool ignores_keywords(Thread* thread, const NativeDefinition* native, RawObject receiver) {
  bool is_new = native->role == NativeRole::kNew;
  if (!is_new && std::string_view(native->qualified_name) != "list.__init__") return false;
  RawObject type = is_new ? receiver : type_of(thread, receiver);
  if (!is_heap_type(type)) return false;
  RawObject builtin = type;
  while (type_has_flag(builtin, kTypeHeap)) builtin = RawType(builtin.raw()).base();
  Symbol other = is_new ? Symbol::k__init__ : Symbol::k__new__;
  return !(type_lookup(thread, type, other) == type_lookup(thread, builtin, other));
}

RawObject raise_unknown_keyword(Thread* thread, const NativeDefinition* native,
                                const Object& name) {
  if (call_name(native) == "zip_longest")
    return raise_type_error(thread, "zip_longest() got an unexpected keyword argument");
  return raise_type_error(thread, "'%S' is an invalid keyword argument for %s()", &name,
                          call_name(native).c_str());
}

// Index of the parameter that the keyword names, or -1.
word find_parameter(const NativeDefinition* native, const RawObject& name) {
  word first = std::max<word>(native->positional_only, has_receiver(native) ? 1 : 0);
  for (word i = first; i < native->positional + native->keyword_only; i++) {
    if (str_equals_ascii_NoGC(name, native->parameters[i].name)) return i;
  }
  return -1;
}

// The general case: builds the parameter values in a window of their own.
bool bind_general(Thread* thread, const NativeDefinition* native, RawObject* arguments, word count,
                  RawObject keyword_names, StackWindow* window) {
  Object names(thread, keyword_names);
  word keyword_count = names->is_none() ? 0 : tuple_length(*names);
  word positional = count - keyword_count;
  word named = native->positional + native->keyword_only;
  if (keyword_count > 0 && takes_no_keywords(native) &&
      !ignores_keywords(thread, native, arguments[0])) {
    raise_no_keywords(thread, native);
    return false;
  }
  for (word i = 0; i < named; i++) {
    RawObject value =
        i < native->positional && i < positional ? arguments[i] : RawObject::unbound();
    if (!window->push(value)) return false;
  }
  if (count > named && keyword_count > 0 && !native->has_varargs && !native->has_varkeywords &&
      native->style == CallStyle::kKeywords) {
    word shift = has_receiver(native) ? 1 : 0;
    raise_type_error(thread, "%s() takes at most %ld argument%s (%ld given)",
                     call_name(native).c_str(), named - shift, plural(named - shift),
                     count - shift);
    return false;
  }
  word extra = std::max<word>(positional - native->positional, 0);
  if (extra > 0 && !native->has_varargs) {
    raise_wrong_count(thread, native, count, -1);
    return false;
  }
  if (native->has_varargs) {
    RawObject rest = new_tuple_from_roots(thread, arguments + native->positional, extra);
    if (rest.is_error() || !window->push(rest)) return false;
  }
  Object keywords(thread, RawObject::none());
  if (native->has_varkeywords) {
    keywords = new_dict(thread);
    if (!window->push(*keywords)) return false;
  }
  RawObject* bound = window->base();
  word unknown = -1;
  for (word i = 0; i < keyword_count; i++) {
    Object name(thread, tuple_at(*names, i));
    word index = find_parameter(native, *name);
    if (index >= 0) {
      if (!bound[index].is_unbound()) {
        raise_type_error(thread, "argument for %s() given by name ('%S') and position (%ld)",
                         call_name(native).c_str(), &name,
                         index + 1 - (has_receiver(native) ? 1 : 0));
        return false;
      }
      bound[index] = arguments[positional + i];
    } else if (native->has_varkeywords) {
      Dict dict(thread, *keywords);
      Object value(thread, arguments[positional + i]);
      if (!dict_set(thread, dict, name, value)) return false;
    } else if (unknown < 0 &&
               !(takes_no_keywords(native) && ignores_keywords(thread, native, arguments[0]))) {
      unknown = i;
    }
  }
  if (unknown >= 0 && has_no_keyword_parameter(native)) {
    raise_no_keywords(thread, native);
    return false;
  }
  if (unknown >= 0 && call_name(native) == "enumerate") {  // which looks at names first
    Object name(thread, tuple_at(*names, unknown));
    raise_unknown_keyword(thread, native, name);
    return false;
  }
  for (word i = 0; i < named; i++) {
    if (!bound[i].is_unbound()) continue;
    if (native->parameters[i].required) {
      if (i < native->positional) {
        raise_wrong_count(thread, native, i < native->positional_only ? positional : count, i);
      } else {
        raise_type_error(thread, "%s() missing required argument '%s' (pos %ld)", native->name,
                         native->parameters[i].name, i + 1);
      }
      return false;
    }
    bound[i] = RawObject(native->parameters[i].default_value);
  }
  if (unknown < 0) return true;
  Object name(thread, tuple_at(*names, unknown));
  raise_unknown_keyword(thread, native, name);
  return false;
}

// Methods of int, str, tuple ... want the exact value; types built on them (struct sequences) want
// the instance.
bool unwraps_receiver(RawObject owner) {
  if (!is_heap_type(owner)) return false;
  RawLayout layout(RawType(owner.raw()).layout().raw());
  Kind kind = static_cast<Kind>(layout.kind());
  return kind >= Kind::kUserValue && kind <= Kind::kUserTuple &&
         layout.id() < static_cast<word>(LayoutId::kFirstDynamic);
}

// TYPE.__new__(cls): cls must derive from TYPE, and no builtin class on the way there may have a
// __new__ of its own.
RawObject check_new_class(Thread* thread, const Object& type, RawObject raw_class) {
  if (raw_class == *type) return RawObject::none();
  Object cls(thread, raw_class);
  if (!is_heap_type(*cls))
    return raise_type_error(thread, "%N.__new__(X): X is not a type object (%T)", &type, &cls);
  if (!is_subtype_NoGC(*cls, *type)) {
    return raise_type_error(thread, "%N.__new__(%N): %N is not a subtype of %N", &type, &cls, &cls,
                            &type);
  }
  // object.__new__ looks for itself.
  if (*type == thread->runtime()->type_at(LayoutId::kObject)) return RawObject::none();
  Object constructor(thread, *cls);
  // Classes made in Python do not count; those that extensions define have a native __new__ of
  // their own, if any.
  auto defines_new = [&] {
    RawObject own =
        type_dict_get(thread, *constructor, thread->runtime()->symbol(Symbol::k__new__));
    return is_heap_native_function(own);
  };
  while (type_has_flag(*constructor, kTypeHeap) && !defines_new())
    constructor = RawType(constructor->raw()).base();
  // A builtin type may leave __new__ to a base with fewer fields (ImportError to BaseException).
  RawObject inherited = type_lookup(thread, *constructor, Symbol::k__new__);
  if (is_heap_native_function(inherited) && RawNativeFunction(inherited.raw()).owner() == *type)
    return RawObject::none();
  return raise_type_error(thread, "%N.__new__(%N) is not safe, use %N.__new__()", &type, &cls,
                          &constructor);
}

RawObject check_receiver(Thread* thread, const NativeDefinition* native, RawObject owner,
                         RawObject* arguments, word count) {
  Object type(thread, owner);
  if (count == 0) {
    if (native->role == NativeRole::kNew)
      return raise_type_error(thread, "%N.__new__(): not enough arguments", &type);
    if (native->role == NativeRole::kSlotWrapper) {
      return raise_type_error(thread, "descriptor '%s' of '%N' object needs an argument",
                              native->name, &type);
    }
    return raise_type_error(thread, "unbound method %N.%s() needs an argument", &type,
                            native->name);
  }
  if (native->role == NativeRole::kNew) return check_new_class(thread, type, arguments[0]);
  if (native->role == NativeRole::kClassMethod) return RawObject::none();
  if (!is_subtype_NoGC(type_of(thread, arguments[0]), owner)) {
    Object receiver(thread, arguments[0]);
    if (native->role == NativeRole::kSlotWrapper) {
      return raise_type_error(thread, "descriptor '%s' requires a '%N' object but received a '%T'",
                              native->name, &type, &receiver);
    }
    return raise_type_error(thread,
                            "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                            native->name, &type, &receiver);
  }
  if (is_heap_user_value(arguments[0]) && unwraps_receiver(owner))
    arguments[0] = underlying_value(arguments[0]);
  return RawObject::none();
}

}  // namespace

RawObject call_native(Thread* thread, const NativeDefinition* native, RawObject owner,
                      RawObject* arguments, word count, RawObject keyword_names) {
  Object names(thread, keyword_names);
  word positional = names->is_none() ? count : count - tuple_length(*names);
  if (has_receiver(native) &&
      check_receiver(thread, native, owner, arguments, positional).is_error())
    return RawObject::error();
  if (native->window_code != nullptr)
    return native->window_code(thread, native, owner, arguments, count, *names);
  if (native->code == nullptr) return raise_missing_feature(thread, native->qualified_name);
  RawObject* old_top = thread->stack_top;
  if (names->is_none() && native->keyword_only == 0 && !native->has_varargs &&
      !native->has_varkeywords && count <= native->positional) {
    for (word i = count; i < native->positional; i++) {
      if (native->parameters[i].required) return raise_wrong_count(thread, native, count, i);
      arguments[i] = RawObject(native->parameters[i].default_value);
    }
    thread->stack_top = std::max(old_top, arguments + parameter_count(native));
    RawObject result = native->code(thread, Arguments(arguments));
    thread->stack_top = old_top;
    return result;
  }
  StackWindow window(thread);
  if (!bind_general(thread, native, arguments, count, *names, &window)) return RawObject::error();
  return native->code(thread, Arguments(window.base()));
}

}  // namespace pyro
