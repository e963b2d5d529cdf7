#include <unistd.h>

#include <cstdio>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

// print() and input().

namespace pyro {
namespace natives {

namespace {

// A stream of module sys; Unbound if it has been deleted.
RawObject find_stream(Thread* thread, Symbol name) {
  Object sys(thread, thread->runtime()->sys_module());
  return sys->is_none() ? RawObject::unbound() : find_attribute(thread, sys, name);
}

// Until the start-up code has made the streams, text goes to the process's standard output as it
// is.
bool streams_exist(Thread* thread) {
  if (!is_heap_dict(thread->runtime()->modules_dict())) return false;
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, new_str_ascii(thread, "io"));
  return !dict_get(thread, modules, name).is_unbound();
}

// Writes to `file`, or directly if that is Unbound.
bool write_text(Thread* thread, const Object& file, const Object& text) {
  if (!file->is_unbound()) return !call_method(thread, file, Symbol::kwrite, text).is_error();
  std::string utf8 = str_to_utf8_NoGC(underlying_value(*text));
  std::fwrite(utf8.data(), 1, utf8.size(), stdout);
  return true;
}

bool write_value(Thread* thread, const Object& file, const Object& value) {
  Object text(thread, str(thread, value));
  return !text->is_error() && write_text(thread, file, text);
}

// sep and end: a str, or the default for None.
bool check_separator(Thread* thread, const Object& value, const char* name) {
  if (value->is_none() || is_str(*value)) return true;
  raise_type_error(thread, "%s must be None or a string, not %T", name, &value);
  return false;
}

bool flush_stream(Thread* thread, const Object& file) {
  if (file->is_unbound()) return std::fflush(stdout) == 0;
  return !call_method(thread, file, Symbol::kflush).is_error();
}

}  // namespace

RawObject builtins_print(Thread* thread, Arguments arguments) {
  // Parameters: sep, end, file, flush, *args.
  Object separator(thread, arguments[0]), end(thread, arguments[1]), file(thread, arguments[2]);
  if (!check_separator(thread, separator, "sep") || !check_separator(thread, end, "end"))
    return RawObject::error();
  if (file->is_none()) {
    file = find_stream(thread, Symbol::kstdout);
    if (file->is_error()) return *file;
    if (file->is_none()) return *file;
    if (file->is_unbound() && streams_exist(thread))
      return raise(thread, Exc::kRuntimeError, "lost sys.stdout");
  }
  if (separator->is_none()) separator = RawObject::from_small_str(" ", 1);
  if (end->is_none()) end = RawObject::from_small_str("\n", 1);
  Object flush(thread, arguments[3]);
  Object values(thread, arguments[4]);
  Object value(thread, RawObject::none());
  for (word i = 0, n = tuple_length(*values); i < n; i++) {
    if (i > 0 && !write_text(thread, file, separator)) return RawObject::error();
    value = tuple_at(*values, i);
    if (!write_value(thread, file, value)) return RawObject::error();
  }
  if (!write_text(thread, file, end)) return RawObject::error();
  Truth flushing = is_true(thread, flush);
  if (flushing == Truth::kError) return RawObject::error();
  if (flushing == Truth::kTrue && !flush_stream(thread, file)) return RawObject::error();
  return RawObject::none();
}

namespace {

// One of the streams that input() needs.
RawObject input_stream(Thread* thread, Symbol name, const char* text) {
  RawObject stream = find_stream(thread, name);
  if (stream.is_unbound() || stream.is_none())
    return raise(thread, Exc::kRuntimeError, "input(): lost sys.%s", text);
  return stream;
}

RawObject without_newline(Thread* thread, const Object& line) {
  if (!is_str(*line)) return raise_type_error(thread, "object.readline() returned non-string");
  Object exact(thread, underlying_value(*line));
  word size = str_length(*exact);
  if (size == 0) return raise(thread, Exc::kEOFError, "EOF when reading a line");
  RawObject text = *exact;
  if (str_data(text).at(size - 1) != '\n') return text;
  return str_substring(thread, exact, 0, size - 1);
}

// Whether the stream is the terminal behind a descriptor.
bool is_terminal(Thread* thread, const Object& stream, int descriptor) {
  if (!isatty(descriptor)) return false;
  Object name(thread, intern_ascii(thread, "fileno"));
  Object method(thread, find_attribute(thread, stream, name));
  if (method->is_unbound()) return false;
  Object number(thread, method->is_error() ? *method : call(thread, method));
  if (number->is_error()) thread->take_exception();
  return *number == RawObject::from_small_int(descriptor);
}

// The function that reads a line with editing: the module readline has it, once it was imported.
// Unbound if lines are not edited.
RawObject line_editor(Thread* thread, const Object& input, const Object& output) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, intern_ascii(thread, "readline"));
  Object module(thread, dict_get(thread, modules, name));
  if (module->is_error() || module->is_unbound() || module->is_none()) return RawObject::unbound();
  if (!is_terminal(thread, input, 0) || !is_terminal(thread, output, 1))
    return RawObject::unbound();
  name = intern_ascii(thread, "_read_line");
  return find_attribute(thread, module, name);
}

RawObject edited_line(Thread* thread, const Object& editor, const Object& output, Arguments a) {
  Object prompt(thread, RawObject::from_small_str("", 0));
  if (a.has(0)) {
    prompt = a[0];
    prompt = str(thread, prompt);
    if (prompt->is_error()) return *prompt;
  }
  if (call_method(thread, output, Symbol::kflush).is_error()) thread->take_exception();
  Object line(thread, call(thread, editor, prompt));
  if (!line->is_none()) return *line;
  return raise(thread, Exc::kEOFError, "%s", "");
}

}  // namespace

RawObject builtins_input(Thread* thread, Arguments arguments) {
  Object input(thread, input_stream(thread, Symbol::kstdin, "stdin"));
  if (input->is_error()) return *input;
  Object output(thread, input_stream(thread, Symbol::kstdout, "stdout"));
  if (output->is_error()) return *output;
  Object errors(thread, input_stream(thread, Symbol::kstderr, "stderr"));
  if (errors->is_error()) return *errors;
  if (call_method(thread, errors, Symbol::kflush).is_error()) thread->take_exception();
  Object editor(thread, line_editor(thread, input, output));
  if (editor->is_error()) return *editor;
  if (!editor->is_unbound()) return edited_line(thread, editor, output, arguments);
  if (arguments.has(0)) {
    Object prompt(thread, arguments[0]);
    if (!write_value(thread, output, prompt)) return RawObject::error();
  }
  if (call_method(thread, output, Symbol::kflush).is_error()) thread->take_exception();
  Object line(thread, call_method(thread, input, Symbol::kreadline));
  return line->is_error() ? *line : without_newline(thread, line);
}

}  // namespace natives
}  // namespace pyro
