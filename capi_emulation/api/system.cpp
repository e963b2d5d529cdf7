#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "capi_emulation/api.h"
#include "capi_emulation/buffers.h"
#include "capi_emulation/format.h"
#include "runtime/buffer.h"
#include "runtime/frame.h"
#include "runtime/str.h"
#include "runtime/weakref.h"

// sys, the running program, weak references, files, small utilities (documentation: "Utilities").

using namespace pyro;
using namespace pyro::capi;

// --- sys

namespace {
RawObject sys_dict_get(Thread* thread, const char* name) {
  Dict dict(thread, RawModule::cast(thread->runtime()->sys_module()).dict());
  Object key(thread, name_from(thread, name));
  return dict_get(thread, dict, key);
}
void write_stream(const char* name, FILE* fallback, const std::string& text) {
  Thread* thread = current_thread();
  Object pending(thread, thread->take_exception());
  Object stream(thread, sys_dict_get(thread, name));
  Object value(thread, new_str(thread, text));
  bool written = !stream->is_unbound() && !stream->is_none() &&
                 !call_named(thread, stream, "write", value).is_error();
  if (!written) {
    thread->take_exception();
    std::fputs(text.c_str(), fallback);
  }
  if (!pending->is_unbound()) thread->set_pending_exception(*pending);
}
void write_printf(const char* name, FILE* fallback, const char* format, va_list list) {
  char buffer[1001];
  int size = std::vsnprintf(buffer, sizeof(buffer), format, list);
  std::string text = buffer;
  if (size >= static_cast<int>(sizeof(buffer))) text += "... truncated";
  write_stream(name, fallback, text);
}
void write_format(const char* name, FILE* fallback, const char* format, va_list* list) {
  Thread* thread = current_thread();
  Object text(thread, format_text(thread, format, list));
  if (!text->is_error()) write_stream(name, fallback, str_to_utf8_NoGC(*text));
}
}  // namespace
PYRO_API PyObject* PySys_GetObject(const char* name) {
  Thread* thread = current_thread();
  RawObject value = sys_dict_get(thread, name);
  return value.is_unbound() || value.is_error() ? nullptr : lend(thread, value);
}
PYRO_API int PySys_SetObject(const char* name, PyObject* object) {
  Thread* thread = current_thread();
  Dict dict(thread, RawModule::cast(thread->runtime()->sys_module()).dict());
  Object key(thread, name_from(thread, name));
  if (object == nullptr) return dict_remove(thread, dict, key).is_error() ? -1 : 0;
  PYRO_VALUE(value, object, -1);
  return status(dict_set(thread, dict, key, value));
}
#define PYRO_WRITER(Name, stream, file, function, pass) \
  PYRO_API void Name(const char* format, ...) {         \
    va_list list;                                       \
    va_start(list, format);                             \
    function(stream, file, format, pass list);          \
    va_end(list);                                       \
  }
#define PYRO_NOTHING
PYRO_WRITER(PySys_WriteStdout, "stdout", stdout, write_printf, PYRO_NOTHING)
PYRO_WRITER(PySys_WriteStderr, "stderr", stderr, write_printf, PYRO_NOTHING)
PYRO_WRITER(PySys_FormatStdout, "stdout", stdout, write_format, &)
PYRO_WRITER(PySys_FormatStderr, "stderr", stderr, write_format, &)
PYRO_API PyObject* PySys_GetXOptions() { return PySys_GetObject("_xoptions"); }
PYRO_API int PySys_HasWarnOptions() {
  Thread* thread = current_thread();
  Object options(thread, sys_dict_get(thread, "warnoptions"));
  return is_heap_list(*options) && RawList::cast(*options).length() > 0;
}

// --- the program

PYRO_API int Py_IsInitialized() { return 1; }
PYRO_API const char* Py_GetVersion() { return "3.11.2 (pyro)"; }
PYRO_API const char* Py_GetPlatform() { return "linux"; }
PYRO_API const char* Py_GetCopyright() { return "Part of pyro."; }
PYRO_API const char* Py_GetCompiler() { return "[Clang]"; }
PYRO_API const char* Py_GetBuildInfo() { return "pyro"; }
PYRO_API void Py_FatalError(const char* message) {
  std::fprintf(stderr, "Fatal Python error: %s\n", message);
  std::fflush(stderr);
  std::abort();
}
PYRO_API void Py_Exit(int code) { std::exit(code); }
PYRO_API int Py_AtExit(void (*function)()) { return std::atexit(function) == 0 ? 0 : -1; }
PYRO_API PyObject* Py_CompileString(const char* source, const char* filename, int start) {
  Thread* thread = current_thread();
  const char* mode = start == 256 ? "single" : start == 258 ? "eval" : "exec";
  Object function(thread, builtin(thread, "compile"));
  Object text(thread, text_from(thread, source));
  Object name(thread, text_from(thread, filename));
  Object mode_text(thread, new_str(thread, mode));
  return new_reference(thread, call(thread, function, text, name, mode_text));
}
PYRO_API PyObject* PyEval_EvalCode(PyObject* code, PyObject* globals, PyObject* locals) {
  Thread* thread = current_thread();
  PYRO_VALUE(code_value, code, nullptr);
  PYRO_VALUE(globals_value, globals, nullptr);
  Object locals_value(thread, locals == nullptr ? *globals_value : value_of(thread, locals));
  Object function(thread, builtin(thread, "eval"));
  return new_reference(thread, call(thread, function, code_value, globals_value, locals_value));
}
PYRO_API PyObject* PyEval_GetBuiltins() {
  Thread* thread = current_thread();
  return lend(thread, thread->runtime()->builtins_dict());
}
PYRO_API PyObject* PyEval_GetGlobals() {
  Thread* thread = current_thread();
  if (thread->frame == nullptr) return nullptr;
  return lend(thread, thread->frame->globals);
}

// --- weak references

namespace {
PyObject* weak_reference(PyObject* object, PyObject* callback, LayoutId plain, LayoutId callable) {
  Thread* thread = current_thread();
  PYRO_VALUE(referent, object, nullptr);
  Object function(thread, callback == nullptr ? RawObject::none() : value_of(thread, callback));
  if (function->is_none() && plain == callable)
    return new_reference(thread, weak_ref_to(thread, referent));
  LayoutId layout = plain != callable && is_callable(thread, *referent) ? callable : plain;
  Object type(thread, thread->runtime()->type_at(layout));
  return new_reference(thread, new_weak_ref(thread, type, referent, function));
}
}  // namespace
PYRO_API PyObject* PyWeakref_NewRef(PyObject* object, PyObject* callback) {
  return weak_reference(object, callback, LayoutId::kWeakrefReferenceType,
                        LayoutId::kWeakrefReferenceType);
}
PYRO_API PyObject* PyWeakref_NewProxy(PyObject* object, PyObject* callback) {
  return weak_reference(object, callback, LayoutId::kWeakrefProxyType,
                        LayoutId::kWeakrefCallableProxyType);
}
PYRO_API PyObject* PyWeakref_GetObject(PyObject* reference) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, reference, nullptr);
  if (!is_heap_weak_ref(*value)) return bad_argument(thread);
  return lend(thread, weak_ref_target_NoGC(*value));
}

// --- files

PYRO_API int PyFile_WriteObject(PyObject* object, PyObject* file, int raw) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  PYRO_VALUE(stream, file, -1);
  Object text(thread, (raw & 1) != 0 ? str(thread, value) : repr(thread, value));
  return text->is_error() || call_named(thread, stream, "write", text).is_error() ? -1 : 0;
}
PYRO_API int PyFile_WriteString(const char* data, PyObject* file) {
  Thread* thread = current_thread();
  if (thread->has_exception()) return -1;
  PYRO_VALUE(stream, file, -1);
  Object text(thread, text_from(thread, data));
  return call_named(thread, stream, "write", text).is_error() ? -1 : 0;
}
PYRO_API PyObject* PyFile_GetLine(PyObject* file, int limit) {
  Thread* thread = current_thread();
  PYRO_VALUE(stream, file, nullptr);
  Object size(thread, new_int(thread, limit));
  Object line(thread, limit <= 0 ? call_named(thread, stream, "readline")
                                 : call_named(thread, stream, "readline", size));
  if (line->is_error()) return nullptr;
  bool empty = is_str(*line) ? str_length(underlying_value(*line)) == 0
                             : is_bytes(*line) && *line == RawObject::from_small_bytes("", 0);
  if (limit < 0 && empty) {
    raise(thread, Exc::kEOFError, "EOF when reading a line");
    return nullptr;
  }
  if (limit < 0 && (is_str(*line) || is_bytes(*line))) {
    Object end(thread, is_str(*line) ? new_str_ascii(thread, "\n") : new_bytes(thread, "\n", 1));
    return new_reference(thread, call_named(thread, line, "removesuffix", end));
  }
  return new_reference(thread, *line);
}
PYRO_API PyObject* PyFile_FromFd(int descriptor, const char*, const char* mode, int buffering,
                                 const char* encoding, const char* errors, const char* newline,
                                 int close_descriptor) {
  Thread* thread = current_thread();
  Object open(thread, builtin(thread, "open"));
  StackWindow window(thread);
  if (!window.push(*open) || !window.push(RawObject::unbound()) ||
      !window.push(new_int(thread, descriptor)))
    return nullptr;
  if (!window.push(text_from(thread, mode)) || !window.push(new_int(thread, buffering)))
    return nullptr;
  for (const char* text : {encoding, errors, newline}) {
    if (!window.push(text == nullptr ? RawObject::none() : text_from(thread, text))) return nullptr;
  }
  if (!window.push(RawObject::from_bool(close_descriptor != 0))) return nullptr;
  return new_reference(thread, call_in_place(thread, window.base(), 7, RawObject::none()));
}

// --- utilities

PYRO_API int PyOS_vsnprintf(char* buffer, size_t size, const char* format, va_list list) {
  int result = std::vsnprintf(buffer, size, format, list);
  if (size > 0) buffer[size - 1] = 0;
  return result;
}
PYRO_API int PyOS_snprintf(char* buffer, size_t size, const char* format, ...) {
  va_list list;
  va_start(list, format);
  int result = PyOS_vsnprintf(buffer, size, format, list);
  va_end(list);
  return result;
}
PYRO_API int PyOS_mystricmp(const char* a, const char* b) { return strcasecmp(a, b); }
PYRO_API int PyOS_mystrnicmp(const char* a, const char* b, Py_ssize_t size) {
  return strncasecmp(a, b, static_cast<size_t>(size));
}
namespace {
// "0b101" and "0o17", which the C library's function does not know.
const char* without_binary_prefix(const char* text, int* base) {
  const char* digits = text;
  while (std::isspace(static_cast<unsigned char>(*digits)) != 0) digits++;
  if (*digits != '0' || (*base != 0 && *base != 2 && *base != 8)) return text;
  int lower = digits[1] | 0x20;
  int wanted = lower == 'b' ? 2 : lower == 'o' ? 8 : 0;
  if (wanted == 0 || (*base != 0 && *base != wanted)) return text;
  if (digits[2] < '0' || digits[2] >= '0' + wanted) return text;
  *base = wanted;
  return digits + 2;
}
}  // namespace
PYRO_API unsigned long PyOS_strtoul(const char* text, char** end, int base) {
  return std::strtoul(without_binary_prefix(text, &base), end, base);
}
PYRO_API long PyOS_strtol(const char* text, char** end, int base) {
  return std::strtol(without_binary_prefix(text, &base), end, base);
}
PYRO_API double PyOS_string_to_double(const char* text, char** end, PyObject* overflow) {
  Thread* thread = current_thread();
  char* stop;
  errno = 0;
  double value = std::strtod(text, &stop);
  bool starts_well = *text != 0 && std::strchr(" \t\n\r\f\v", *text) == nullptr &&
                     std::strchr("xX", text[*text == '-' || *text == '+' ? 1 : 0] == '0'
                                           ? text[*text == '-' || *text == '+' ? 2 : 1]
                                           : 'q') == nullptr;
  if (stop == text || !starts_well || (end == nullptr && *stop != 0)) {
    Object shown(thread, text_from(thread, text));
    raise_value_error(thread, "could not convert string to float: '%S'", &shown);
    return -1.0;
  }
  if (end != nullptr) *end = stop;
  if (errno == ERANGE && (value > 1 || value < -1) && overflow != nullptr) {
    Object type(thread, value_of(thread, overflow));
    raise(thread, *type, "value too large to convert to float: '%s'", text);
    return -1.0;
  }
  return value;
}
PYRO_API char* PyOS_double_to_string(double value, char code, int precision, int flags, int* type) {
  Thread* thread = current_thread();
  Object number(thread, new_float(thread, value));
  Object text(thread, RawObject::none());
  if (type != nullptr) *type = value != value ? 2 : (value - value != 0) ? 1 : 0;
  if (code == 'r') {
    text = repr(thread, number);
  } else {
    std::string spec =
        std::string((flags & 4) != 0 ? "#" : "") + "." + std::to_string(precision) + code;
    if ((flags & 1) != 0) spec = "+" + spec;
    Object format_spec(thread, new_str(thread, spec));
    text = format(thread, number, format_spec);
  }
  if (text->is_error()) return nullptr;
  std::string result = str_to_utf8_NoGC(underlying_value(*text));
  if (code == 'r' && (flags & 1) != 0 && !result.starts_with("-")) result = "+" + result;
  bool plain = result.find_first_not_of("+-0123456789") == std::string::npos;
  if (code == 'r' && (flags & 2) == 0 && result.ends_with(".0"))
    result.resize(result.size() - 2);
  else if (code != 'r' && (flags & 2) != 0 && plain)
    result += ".0";
  return strdup(result.c_str());
}
PYRO_API wchar_t* Py_DecodeLocale(const char* text, size_t* size) {
  size_t length = std::mbstowcs(nullptr, text, 0);
  if (length == static_cast<size_t>(-1)) length = std::strlen(text);
  auto* result = static_cast<wchar_t*>(std::malloc((length + 1) * sizeof(wchar_t)));
  if (result == nullptr) return nullptr;
  // UTF-8 with surrogateescape, whatever the C library's locale is.
  size_t count = 0;
  for (const unsigned char* at = reinterpret_cast<const unsigned char*>(text); *at != 0; count++) {
    uint32_t code = *at++;
    int more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : code >= 0xc2 ? 1 : 0;
    if (code >= 0x80 && more == 0) {
      code += 0xdc00;
    } else if (more > 0) {
      uint32_t full = code & (0x3f >> more);
      int taken = 0;
      while (taken < more && (at[taken] & 0xc0) == 0x80) full = full << 6 | (at[taken++] & 0x3f);
      if (taken == more)
        code = full, at += more;
      else
        code += 0xdc00;
    }
    result[count] = static_cast<wchar_t>(code);
  }
  result[count] = 0;
  if (size != nullptr) *size = count;
  return result;
}
PYRO_API char* Py_EncodeLocale(const wchar_t* text, size_t* error_position) {
  std::string out;
  for (; *text != 0; text++) {
    uint32_t code = static_cast<uint32_t>(*text);
    if (code >= 0xdc80 && code <= 0xdcff)
      out.push_back(static_cast<char>(code - 0xdc00));
    else if (code < 0x80)
      out.push_back(static_cast<char>(code));
    else if (code < 0x800)
      out += {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f))};
    else if (code < 0x10000)
      out += {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3f)),
              static_cast<char>(0x80 | (code & 0x3f))};
    else
      out +=
          {static_cast<char>(0xf0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3f)),
           static_cast<char>(0x80 | (code >> 6 & 0x3f)), static_cast<char>(0x80 | (code & 0x3f))};
  }
  if (error_position != nullptr) *error_position = static_cast<size_t>(-1);
  return strdup(out.c_str());
}

// --- memoryview

PYRO_API PyObject* PyMemoryView_FromBuffer(const Py_buffer* view) {
  Thread* thread = current_thread();
  if (view->buf == nullptr) {
    raise_value_error(thread, "PyMemoryView_FromBuffer(): info->buf must not be NULL");
    return nullptr;
  }
  Py_buffer copy = *view;
  copy.obj = nullptr;
  Object none(thread, RawObject::none());
  return new_reference(thread, new_memory_view_on(thread, copy, none));
}
PYRO_API PyObject* PyMemoryView_FromMemory(char* memory, Py_ssize_t size, int flags) {
  Py_buffer view{memory,  nullptr, size,    1,      flags == 0x200 ? 0 : 1, 1, nullptr,
                 nullptr, nullptr, nullptr, nullptr};
  return PyMemoryView_FromBuffer(&view);
}
namespace {
RawObject find_attribute_named(Thread* thread, const Object& value, const char* name) {
  Object key(thread, name_from(thread, name));
  return get_attribute(thread, value, key);
}
// A view of the same shape on bytes of its own.
RawObject contiguous_copy(Thread* thread, const Object& view, char order) {
  Object order_text(thread, new_str(thread, std::string_view(&order, 1)));
  Object bytes(thread, call_named(thread, view, "tobytes", order_text));
  if (bytes->is_error()) return *bytes;
  Object type(thread, thread->runtime()->type_at(LayoutId::kMemoryview));
  MemoryView copy(thread, call(thread, type, bytes));
  if (copy->is_error()) return *copy;
  RawMemoryView source = RawMemoryView::cast(*view);
  word dimensions = tuple_length(source.shape());
  Tuple strides(thread, dimensions == 0 ? empty_tuple(thread) : new_tuple(thread, dimensions));
  source = RawMemoryView::cast(*view);
  word stride = source.item_size();
  for (word i = 0; i < dimensions; i++) {
    word at = order == 'F' ? i : dimensions - 1 - i;
    tuple_init(*strides, at, RawObject::from_small_int(stride));
    stride *= tuple_at(source.shape(), at).small_int();
  }
  copy->set_shape(source.shape());
  copy->set_strides(*strides);
  copy->set_format(source.format());
  copy->set_item_size(source.item_size());
  return *copy;
}
}  // namespace
PYRO_API PyObject* PyMemoryView_GetContiguous(PyObject* object, int kind, char order) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object type(thread, thread->runtime()->type_at(LayoutId::kMemoryview));
  Object view(thread, call(thread, type, value));
  if (view->is_error()) return nullptr;
  bool writable = kind == 0x200;
  if (writable && (RawMemoryView::cast(*view).flags() & kMemoryViewReadOnly) != 0) {
    raise(thread, Exc::kBufferError, "underlying buffer is not writable");
    return nullptr;
  }
  bool is_c = memory_view_is_contiguous_NoGC(RawMemoryView::cast(*view));
  Object as_fortran(thread, find_attribute_named(thread, view, "f_contiguous"));
  bool is_fortran = *as_fortran == RawObject::true_object();
  if (order == 'C' ? is_c : order == 'F' ? is_fortran : is_c || is_fortran)
    return new_reference(thread, *view);
  if (writable) {
    raise(thread, Exc::kBufferError,
          "writable contiguous buffer requested for a non-contiguous object.");
    return nullptr;
  }
  return new_reference(thread, contiguous_copy(thread, view, order));
}
PYRO_API PyObject* PyMemoryView_FromObject(PyObject* object) {
  Thread* thread = current_thread();
  Object type(thread, thread->runtime()->type_at(LayoutId::kMemoryview));
  PYRO_VALUE(value, object, nullptr);
  return new_reference(thread, call(thread, type, value));
}
