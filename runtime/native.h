#pragma once

#include "runtime/roots.h"

// Native functions: C++ bodies of functions and methods that are declared in the Python stub files under lib-python/. The
// build turns each declaration into a NativeDefinition; argument binding is done from it, once, in runtime/binding.cpp.

namespace pyro {

using NativeCode = RawObject (*)(Thread* thread, Arguments arguments);

struct ParameterDefinition {
  const char* name;
  uint64_t default_value;  // raw word: an immediate value; the Unbound word both for "required" and for "absent if omitted"
  bool required;
};

// How the builtin counts and names its arguments in error texts, as CPython's builtins do by calling convention.
enum class CallStyle : uint8_t {
  kNoArguments,   // "list.clear() takes no arguments (1 given)"
  kOneArgument,   // "len() takes exactly one argument (2 given)"
  kPositional,    // "pop expected at most 1 argument, got 2"
  kKeywords,      // "sort() got an unexpected keyword argument 'x'", "missing required argument 'iterable' (pos 1)"
};

enum class NativeRole : uint8_t { kFunction, kMethod, kSlotWrapper, kClassMethod, kStaticMethod, kNew, kGetter, kSetter, kDeleter };

struct NativeDefinition {
  const char* name;             // as Python shows it
  const char* qualified_name;   // "list.append"
  NativeCode code;
  const ParameterDefinition* parameters;  // the receiver first for methods
  uint8_t positional_only, positional, keyword_only;  // counts; positional includes positional_only; receiver included
  bool has_varargs, has_varkeywords;                   // one more parameter each, behind the others
  CallStyle style;
  NativeRole role;
  const char* text_signature;   // "($self, object, /)", or null
  const char* doc;              // or null
};

}  // namespace pyro
