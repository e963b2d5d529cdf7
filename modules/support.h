#pragma once

#include <string>
#include <string_view>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/types/container_support.h"

// What the native modules share: text in and out of the system's encoding, integer arguments with
// the range checks of C types, constants in a module's namespace, calls by name.

namespace pyro {

// --- text

// UTF-8 of any str or instance of a subclass; lone surrogates become three bytes.
std::string utf8_of(RawObject str);
// File names, environment, arguments: UTF-8 where undecodable bytes are lone surrogates
// U+DC80..U+DCFF (PEP 383).
RawObject decode_file_system(Thread* thread, std::string_view bytes);
// UnicodeEncodeError for other surrogates.
[[nodiscard]] bool encode_file_system(Thread* thread, const Object& str, std::string* out);
// A str or bytes or os.PathLike as the system wants it. `where` names function and argument in the
// TypeError ("open: path should be string, bytes or os.PathLike, not int"). ValueError for embedded
// null bytes.
[[nodiscard]] bool path_text(Thread* thread, const Object& value, const char* where,
                             std::string* out);
// os.fspath(): a str or bytes, or Error.
RawObject file_system_path(Thread* thread, const Object& value);

// --- integers

// int(value) through __index__. OverflowError in the words CPython uses for the C type.
[[nodiscard]] bool as_int64(Thread* thread, const Object& value, int64_t* out);
[[nodiscard]] bool as_uint64(Thread* thread, const Object& value, uint64_t* out);
[[nodiscard]] bool as_int(Thread* thread, const Object& value, int* out);
// A file descriptor, or an object with fileno(). TypeError, ValueError if negative.
[[nodiscard]] bool as_descriptor(Thread* thread, const Object& value, int* out);
// Exact ints only; false without an exception if it does not fit.
bool int_fits_int64_NoGC(RawObject exact_int, int64_t* out);

// --- modules

[[nodiscard]] bool module_set(Thread* thread, const Object& module, const char* name,
                              const Object& value);
[[nodiscard]] bool module_set_int(Thread* thread, const Object& module, const char* name,
                                  int64_t value);
[[nodiscard]] bool module_set_text(Thread* thread, const Object& module, const char* name,
                                   std::string_view utf8);
// An attribute of the module's namespace; Unbound if missing.
RawObject module_get(Thread* thread, const Object& module, const char* name);

struct IntConstant {
  const char* name;
  int64_t value;
};
template <size_t N>
[[nodiscard]] bool module_set_ints(Thread* thread, const Object& module,
                                   const IntConstant (&constants)[N]) {
  for (const IntConstant& constant : constants) {
    if (!module_set_int(thread, module, constant.name, constant.value)) return false;
  }
  return true;
}

// A types.SimpleNamespace with these attributes.
RawObject new_namespace(Thread* thread, const Dict& attributes);
// sys.NAME; Unbound if missing.
RawObject sys_get(Thread* thread, const char* name);
// import NAME (dotted: the innermost module) through builtins.__import__.
RawObject import_module(Thread* thread, const char* name);
// from MODULE import NAME.
RawObject import_from(Thread* thread, const char* module, const char* name);

// --- calls by name

RawObject attribute_named(Thread* thread, const Object& value, const char* name);
RawObject call_named(Thread* thread, const Object& value, const char* name);
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a);
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a,
                     const Object& b);
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a,
                     const Object& b, const Object& c);

}  // namespace pyro
