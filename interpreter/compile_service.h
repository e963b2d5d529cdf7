#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"
#include "runtime/roots.h"
#include "runtime/thread.h"

// The compiler as the VM uses it: source to code objects, its errors as exceptions, its warnings
// through `warnings`.

namespace pyro::interpreter {

struct CompileRequest {
  std::string filename = "<string>";
  compiler::CompileMode mode = compiler::CompileMode::kExec;
  int optimize_level = 0;
  uint32_t flags = 0;          // PyCF_* and __future__ bits as compile() takes them
  bool source_is_text = true;  // the source was a str: no encoding cookie
  bool is_signature = false;  // mode 'func_type', only with kOnlyTree; `mode` is not looked at then
  int feature_version = 11;   // minor version of the grammar

  static constexpr uint32_t kOnlyTree =
      0x400;  // PyCF_ONLY_AST in `flags`: compile_source gives an ast.mod, not a Code
};

// A Code, or Error with SyntaxError (or ValueError, MemoryError, ...) pending.
RawObject compile_source(Thread* thread, std::string_view source, const CompileRequest& request);
// The same for an instance of _ast.AST; with kOnlyTree it is returned as it is.
RawObject compile_tree_object(Thread* thread, const Object& tree, const CompileRequest& request);
// The file name for compile() and its like, in UTF-8: text, bytes, anything with __fspath__; with a
// warning, other buffers. False: TypeError.
[[nodiscard]] bool filename_argument(Thread* thread, const Object& filename, std::string* text);
// For text of the VM's own: exec mode, no warnings.
RawObject compile_text(Thread* thread, std::string_view source, const std::string& filename);
// Passes the compiler's warnings on to `warnings`; one that a filter turns into an error becomes a
// SyntaxError at that place. `source` is empty for warnings of the code generator.
[[nodiscard]] bool emit_warnings(Thread* thread, const std::vector<CompilerWarning>& warnings,
                                 const CompileRequest& request, std::string_view source);
// Raises the exception that describes an error of the parser.
RawObject raise_syntax_error(Thread* thread, const SyntaxErrorInfo& error,
                             const std::string& filename, std::string_view source);
// The same for the phases behind it, which know the tree only: offsets count bytes, and the line is
// read from the file.
RawObject raise_compile_error(Thread* thread, const SyntaxErrorInfo& error,
                              const std::string& filename);

}  // namespace pyro::interpreter
