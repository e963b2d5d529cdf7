#pragma once

#include "runtime/roots.h"

// Native functions: C++ bodies of functions and methods that are declared in the Python stub files
// under lib-python/. The build turns each declaration into a NativeDefinition; argument binding is
// done from it, once, in runtime/binding.cpp.

namespace pyro {

using NativeCode = RawObject (*)(Thread* thread, Arguments arguments);

struct ParameterDefinition {
  const char* name;
  uint64_t default_value;  // raw word: an immediate value; the Unbound word both for "required" and
                           // for "absent if omitted"
  bool required;
};

// How the builtin counts and names its arguments in error texts, as CPython's builtins do by
// calling convention.
enum class CallStyle : uint8_t {
  kNoArguments,  // "list.clear() takes no arguments (1 given)"
  kOneArgument,  // "len() takes exactly one argument (2 given)"
  kPositional,   // "pop expected at most 1 argument, got 2"
  kSlot,         // special methods called by name: "expected 1 argument, got 0"
  kKeywords,     // "sort() got an unexpected keyword argument 'x'", "missing required argument
                 // 'iterable' (pos 1)"
};

enum class NativeRole : uint8_t {
  kFunction,
  kMethod,
  kSlotWrapper,
  kClassMethod,
  kStaticMethod,
  kNew,
  kGetter,
  kSetter,
  kDeleter
};

struct NativeDefinition;
// Functions of extension modules bind their arguments themselves: `count` values, of which the last
// ones are keywords if `keyword_names` is a tuple (else None). `owner` is that of the function
// object. Accessors get the receiver and the new value.
using WindowCode = RawObject (*)(Thread* thread, const NativeDefinition* native, RawObject owner,
                                 RawObject* arguments, word count, RawObject keyword_names);

struct NativeDefinition {
  const char* name;            // as Python shows it
  const char* qualified_name;  // "list.append"
  NativeCode code;
  const ParameterDefinition* parameters;  // the receiver first for methods
  uint8_t positional_only, positional,
      keyword_only;  // counts; positional includes positional_only; receiver included
  bool has_varargs, has_varkeywords;  // one more parameter each, behind the others
  CallStyle style;
  NativeRole role;
  const char* text_signature;        // "($self, object, /)", or null
  const char* doc;                   // or null
  WindowCode window_code = nullptr;  // instead of `code`
};

// A field of the instance shown as an attribute.
struct NativeMember {
  const char* name;
  uint8_t word_index;
  bool read_only;
};

struct NativeTypeDefinition {
  const char* name;   // "list"; with the module in front if that is not the defining module:
                      // "types.GenericAlias"
  const char* base;   // name of the base type in the same module or in builtins, or "module.type"
  LayoutId layout;    // fixed first layout, or kInvalid: one is made
  Kind kind;          // storage format of instances; kForwarded: that of the base
  bool final_type;    // may not be subclassed
  bool hidden;        // not a name in the module's namespace
  bool no_instances;  // calling it raises TypeError "cannot create 'X' instances"
  bool unhashable;    // __hash__ = None
  bool has_dict;      // instances of the type itself have a __dict__
  bool has_weakrefs;  // instances may be weakly referenced
  const char* doc;
  const NativeDefinition* methods;
  int method_count;
  const NativeMember* members;
  int member_count;
};

struct NativeModuleDefinition {
  const char* name;
  const char* doc;
  const NativeDefinition* functions;
  int function_count;
  const NativeTypeDefinition* types;
  int type_count;
  // Run after functions and types are in the namespace, before the Python part; null if there is
  // none. False: failed.
  RawObject (*initialize)(Thread* thread, Arguments module_argument);
  const char* python_source;  // the part of the stub written in Python, or null
};

}  // namespace pyro
