#include "interpreter/compile_service.h"

#include "compiler/parser.h"
#include "compiler/source_text.h"
#include "compiler/tree_validator.h"
#include "interpreter/ast_objects.h"
#include "interpreter/code_objects.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/host_file.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro::interpreter {

namespace {

Exc exception_class(SyntaxErrorKind kind) {
  switch (kind) {
    case SyntaxErrorKind::IndentationError:
      return Exc::kIndentationError;
    case SyntaxErrorKind::TabError:
      return Exc::kTabError;
    case SyntaxErrorKind::UnicodeDecodeError:
    case SyntaxErrorKind::SyntaxError:
      return Exc::kSyntaxError;
    case SyntaxErrorKind::ValueError:
      return Exc::kValueError;
    case SyntaxErrorKind::MemoryError:
      return Exc::kMemoryError;
    case SyntaxErrorKind::RecursionError:
      return Exc::kRecursionError;
  }
  return Exc::kSyntaxError;
}

std::string_view line_of(std::string_view source, int line) {
  size_t start = 0;
  for (int i = 1; i < line; i++) {
    size_t end = source.find('\n', start);
    if (end == std::string_view::npos) return {};
    start = end + 1;
  }
  size_t end = source.find('\n', start);
  return source.substr(start, end == std::string_view::npos ? source.npos : end - start + 1);
}

// Characters before byte `offset` (from 1) of a UTF-8 line, plus one.
int character_offset(std::string_view line, int offset) {
  int characters = 1;
  for (int i = 0; i < offset - 1 && i < static_cast<int>(line.size()); i++) {
    characters += (line[static_cast<size_t>(i)] & 0xc0) != 0x80;
  }
  return characters;
}

// What CPython shows of a program whose text it no longer has: the line of the file of that name,
// if there is such a file, it is that long, and the line is UTF-8.
bool line_of_file(const std::string& filename, int number, std::string* line) {
  std::string text;
  if (number < 1 || !read_host_file(filename, &text)) return false;
  size_t start = 0;
  for (int i = 1; i < number; i++) {
    start = text.find('\n', start);
    if (start == std::string::npos) return false;
    start++;
  }
  if (start == text.size()) return false;
  size_t end = text.find('\n', start);
  *line = text.substr(start, end - start);
  if (end != std::string::npos) {
    if (line->ends_with('\r')) line->pop_back();
    *line += '\n';
  }
  return describe_invalid_utf8(*line).empty();
}

// Errors of scopes and future imports have the text as their only argument; the places are
// attributes.
RawObject raise_without_details(Thread* thread, const SyntaxErrorInfo& error, const Object& cls,
                                const Object& message, const Object& file, const Object& text) {
  Object exception(thread, call(thread, cls, message));
  if (exception->is_error()) return *exception;
  Object line(thread, RawObject::from_small_int(error.lineno));
  Object offset(thread, RawObject::from_small_int(error.offset));
  Object end_line(thread, RawObject::from_small_int(error.end_lineno));
  Object end_offset(thread, error.end_offset == kNoPosition
                                ? RawObject::none()
                                : RawObject::from_small_int(error.end_offset));
  const std::pair<const char*, const Object*> kAttributes[] = {
      {"filename", &file}, {"lineno", &line},         {"offset", &offset},
      {"text", &text},     {"end_lineno", &end_line}, {"end_offset", &end_offset}};
  for (const auto& [name, value] : kAttributes) {
    Object key(thread, new_str(thread, name));
    if (!set_attribute(thread, exception, key, *value)) return RawObject::error();
  }
  return raise_object(thread, exception);
}

// A Code from a tree.
RawObject generate_code(Thread* thread, Arena& arena, const ast::Mod* tree,
                        const CompileRequest& request) {
  constexpr uint32_t kTopLevelAwait = 0x2000;
  compiler::CompileOptions options;
  options.filename = request.filename;
  options.mode = request.mode;
  options.optimize_level = request.optimize_level;
  options.future_flags = request.flags & compiler::kFutureMask;
  options.allow_top_level_await = (request.flags & kTopLevelAwait) != 0;
  compiler::CompileResult compiled = compiler::compile_module(arena, tree, options);
  if (!emit_warnings(thread, compiled.warnings, request, {})) return RawObject::error();
  if (compiled.unit == nullptr)
    return raise_compile_error(thread, compiled.error, request.filename);
  return make_code(thread, *compiled.unit);
}

}  // namespace

RawObject raise_syntax_error(Thread* thread, const SyntaxErrorInfo& error,
                             const std::string& filename, std::string_view source) {
  Exc type = exception_class(error.kind);
  if (type == Exc::kMemoryError) return raise_memory_error(thread);
  if (type == Exc::kValueError || type == Exc::kRecursionError)
    return raise(thread, type, "%s", error.message.c_str());
  std::string_view line = error.has_text     ? std::string_view(error.text)
                          : error.lineno > 0 ? line_of(source, error.lineno)
                                             : "";
  Object message(thread, new_str(thread, error.message));
  Object file(thread, new_str(thread, filename));
  Object text(thread, line.empty() && !error.has_text
                          ? RawObject::none()
                          : new_str(thread, replace_invalid_utf8(line)));
  Object cls(thread, exc_type(thread, type));
  if (!error.has_position) {
    Object exception(thread, call(thread, cls, message));
    return exception->is_error() ? *exception : raise_object(thread, exception);
  }
  if (error.only_message) return raise_without_details(thread, error, cls, message, file, text);
  bool has_end = error.end_lineno != kNoPosition;
  Tuple details(thread, new_tuple(thread, has_end ? 6 : 4));
  tuple_init(*details, 0, *file);
  tuple_init(*details, 1, RawObject::from_small_int(error.lineno));
  tuple_init(*details, 2, RawObject::from_small_int(error.offset));
  tuple_init(*details, 3, *text);
  if (has_end) {
    tuple_init(*details, 4, RawObject::from_small_int(error.end_lineno));
    tuple_init(*details, 5, RawObject::from_small_int(error.end_offset));
  }
  Object exception(thread, call(thread, cls, message, details));
  if (exception->is_error()) return *exception;
  return raise_object(thread, exception);
}

RawObject raise_compile_error(Thread* thread, const SyntaxErrorInfo& error,
                              const std::string& filename) {
  SyntaxErrorInfo located = error;
  located.has_text = line_of_file(filename, error.lineno, &located.text);
  return raise_syntax_error(thread, located, filename, {});
}

RawObject compile_source(Thread* thread, std::string_view source, const CompileRequest& request) {
  constexpr uint32_t kIgnoreCookie = 0x100, kDontImplyDedent = 0x200, kTypeComments = 0x1000,
                     kAllowIncomplete = 0x4000;
  Arena arena;
  ParseOptions options;
  options.mode = request.is_signature                             ? ParseMode::FuncType
                 : request.mode == compiler::CompileMode::kEval   ? ParseMode::Eval
                 : request.mode == compiler::CompileMode::kSingle ? ParseMode::Single
                                                                  : ParseMode::Exec;
  options.ignore_cookie = request.source_is_text || (request.flags & kIgnoreCookie) != 0;
  options.dont_imply_dedent = (request.flags & kDontImplyDedent) != 0;
  options.type_comments = (request.flags & kTypeComments) != 0;
  options.allow_incomplete_input = (request.flags & kAllowIncomplete) != 0;
  options.feature_version = request.feature_version;
  options.barry_as_bdfl = (request.flags & compiler::kFutureBarryAsBdfl) != 0;
  options.max_int_digits = static_cast<int>(thread->runtime()->max_int_digits);
  ParseResult parsed = parse(arena, source, request.filename, options);
  if (parsed.tree == nullptr && !emit_warnings(thread, parsed.warnings, request, source))
    return RawObject::error();
  if (parsed.tree == nullptr)
    return raise_syntax_error(thread, parsed.error, request.filename, source);
  if (!emit_warnings(thread, parsed.warnings, request, source)) return RawObject::error();
  if ((request.flags & CompileRequest::kOnlyTree) != 0) return tree_to_objects(thread, parsed.tree);
  return generate_code(thread, arena, parsed.tree, request);
}

RawObject compile_tree_object(Thread* thread, const Object& tree, const CompileRequest& request) {
  if ((request.flags & CompileRequest::kOnlyTree) != 0) return *tree;
  const char* wanted = request.mode == compiler::CompileMode::kEval     ? "Expression"
                       : request.mode == compiler::CompileMode::kSingle ? "Interactive"
                                                                        : "Module";
  Arena arena;
  ast::Mod* converted = tree_from_objects(thread, arena, tree, wanted);
  if (converted == nullptr) return RawObject::error();
  std::string problem = compiler::validate_tree(converted);
  if (!problem.empty()) return raise_value_error(thread, "%s", problem.c_str());
  return generate_code(thread, arena, converted, request);
}

bool filename_argument(Thread* thread, const Object& filename, std::string* text) {
  if (supports_buffer_NoGC(*filename)) {
    if (!is_bytes(*filename) &&
        !warn(thread, Exc::kDeprecationWarning, 1,
              "path should be string, bytes, or os.PathLike, not %T", &filename)) {
      return false;
    }
    BufferView view(thread);
    if (!view.acquire(filename)) return false;
    *text = view.copy();
  } else {
    Object path(thread, is_str(*filename) ? *filename
                                          : call_special(thread, filename, Symbol::k__fspath__));
    if (path->is_error()) return false;
    if (!is_str(*path)) {
      raise_type_error(thread, "expected str, bytes or os.PathLike object, not %T", &filename);
      return false;
    }
    *text = str_to_utf8_NoGC(underlying_value(*path));
  }
  return true;
}

RawObject compile_text(Thread* thread, std::string_view source, const std::string& filename) {
  CompileRequest request;
  request.filename = filename;
  return compile_source(thread, source, request);
}

bool emit_warnings(Thread* thread, const std::vector<CompilerWarning>& warnings,
                   const CompileRequest& request, std::string_view source) {
  for (const CompilerWarning& warning : warnings) {
    Exc category = warning.category == WarningCategory::SyntaxWarning ? Exc::kSyntaxWarning
                                                                      : Exc::kDeprecationWarning;
    Object text(thread, new_str(thread, warning.message));
    Object file(thread, new_str(thread, request.filename));
    if (warn_explicit(thread, category, text, file, warning.lineno)) continue;
    if (!clear_pending_if(thread, category)) return false;
    SyntaxErrorInfo error;
    error.message = warning.message;
    error.lineno = warning.lineno;
    error.end_lineno = warning.end_lineno;
    if (source.empty()) {
      error.offset = warning.col_offset + 1;
      error.end_offset = warning.end_col_offset + 1;
      raise_compile_error(thread, error, request.filename);
    } else {
      error.offset = character_offset(line_of(source, warning.lineno), warning.col_offset + 1);
      error.end_offset =
          character_offset(line_of(source, warning.end_lineno), warning.end_col_offset + 1);
      raise_syntax_error(thread, error, request.filename, source);
    }
    return false;
  }
  return true;
}

}  // namespace pyro::interpreter
