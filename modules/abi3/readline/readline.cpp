#include <sys/select.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "modules/abi3/readline/editor.h"

// Documented, but not in the limited API: CPython has them, so that input() edits lines there, too.
extern "C" {
extern char* (*PyOS_ReadlineFunctionPointer)(FILE*, FILE*, const char*)__attribute__((weak));
void* PyMem_RawMalloc(size_t size) __attribute__((weak));
}

namespace pyro::abi3::editing {

extern PyMethodDef kHookFunctions[];

State* current_state(Ref* module) {
  Ref name(PyUnicode_FromString("readline"));
  if (name) module->reset(PyImport_GetModule(name));
  if (!*module) {
    PyErr_Clear();
    return nullptr;
  }
  return PyModule_Check(module->get()) ? state_of<State>(*module) : nullptr;
}

PyObject* encode(PyObject* text) { return PyUnicode_EncodeLocale(text, "surrogateescape"); }
PyObject* decode(const char* text) { return PyUnicode_DecodeLocale(text, "surrogateescape"); }

namespace {

PyObject* take_encoded(PyObject* text, int (*use)(char*)) {
  Ref bytes(encode(text));
  if (!bytes) return nullptr;
  char* copy = strdup(PyBytes_AsString(bytes));  // the library writes to it
  if (copy == nullptr) return PyErr_NoMemory();
  use(copy);
  std::free(copy);
  return none();
}

PyObject* parse_and_bind(PyObject*, PyObject* line) {
  return take_encoded(line, rl_parse_and_bind);
}
PyObject* insert_text(PyObject*, PyObject* text) {
  return take_encoded(text, [](char* characters) { return rl_insert_text(characters); });
}

PyObject* read_init_file(PyObject*, PyObject* arguments) {
  PyObject* file = Py_None;
  if (!PyArg_UnpackTuple(arguments, "read_init_file", 0, 1, &file)) return nullptr;
  Ref bytes;
  if (file != Py_None && !PyUnicode_FSConverter(file, bytes.out())) return nullptr;
  errno = rl_read_init_file(bytes ? PyBytes_AsString(bytes) : nullptr);
  return errno != 0 ? PyErr_SetFromErrno(PyExc_OSError) : none();
}

PyObject* redisplay(PyObject*, PyObject*) {
  rl_redisplay();
  return none();
}
PyObject* get_line_buffer(PyObject*, PyObject*) {
  return decode(rl_line_buffer == nullptr ? "" : rl_line_buffer);
}
PyObject* get_completion_type(PyObject*, PyObject*) { return PyLong_FromLong(rl_completion_type); }
PyObject* get_begidx(PyObject* module, PyObject*) {
  return new_ref(state_of<State>(module)->begin);
}
PyObject* get_endidx(PyObject* module, PyObject*) { return new_ref(state_of<State>(module)->end); }
PyObject* get_completer_delims(PyObject*, PyObject*) {
  return decode(rl_completer_word_break_characters);
}

bool set_delimiters(State* state, const char* characters) {
  char* copy = strdup(characters);
  if (copy == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  rl_completer_word_break_characters = copy;
  std::free(std::exchange(state->delimiters, copy));
  return true;
}

PyObject* set_completer_delims(PyObject* module, PyObject* text) {
  Ref bytes(encode(text));
  if (!bytes || !set_delimiters(state_of<State>(module), PyBytes_AsString(bytes))) return nullptr;
  return none();
}

// --- reading a line

void line_ended(char* line) {
  rl_callback_handler_remove();
  Locked lock;
  Ref module;
  State* state = current_state(&module);
  if (state == nullptr) {
    std::free(line);
    return;
  }
  state->line_ended = true;
  state->line = line;
}

void give_up_line() {
  rl_free_line_state();
  rl_callback_sigcleanup();
  rl_cleanup_after_signal();
  rl_callback_handler_remove();
}

// Waits for a character while other threads run. False: a signal's handler raised.
bool wait_for_input() {
  for (;;) {
    fd_set descriptors;
    FD_ZERO(&descriptors);
    int descriptor = fileno(rl_instream);
    FD_SET(descriptor, &descriptors);
    int count, error;
    {
      Unlocked unlocked;
      count = select(descriptor + 1, &descriptors, nullptr, nullptr, nullptr);
      error = errno;
    }
    if (count > 0) return true;
    if (count < 0 && error != EINTR) return true;  // the library will meet the error, too
    if (PyErr_CheckSignals() < 0) return false;
  }
}

void remember(const State* state, const char* line) {
  if (!state->auto_history || line[0] == '\0') return;
  HIST_ENTRY* last = history_length > 0 ? history_get(history_base + history_length - 1) : nullptr;
  if (last == nullptr || std::strcmp(last->line, line) != 0) add_history(line);
}

}  // namespace

namespace {

// Reads a line that the caller frees; null at the end of the input. False with an exception if a
// signal ended it.
bool edit_line(State* state, FILE* input, FILE* output, const char* prompt, char** line) {
  rl_instream = input;
  rl_outstream = output;
  state->line_ended = false;
  state->line = nullptr;
  rl_callback_handler_install(prompt, line_ended);
  while (!state->line_ended) {
    if (!wait_for_input()) {
      give_up_line();
      return false;
    }
    rl_callback_read_char();
  }
  *line = std::exchange(state->line, nullptr);
  if (*line != nullptr) remember(state, *line);
  return true;
}

// For CPython, which calls it without the lock: the line with its newline in memory of
// PyMem_RawMalloc, empty at the end of the input, null after an interruption.
char* line_for_program(FILE* input, FILE* output, const char* prompt) {
  Locked lock;
  Ref module;
  State* state = current_state(&module);
  char* line = nullptr;
  if (state == nullptr || !edit_line(state, input, output, prompt, &line)) return nullptr;
  size_t size = line != nullptr ? strlen(line) : 0;
  auto* copy = static_cast<char*>(PyMem_RawMalloc(size + 2));
  if (copy != nullptr && line != nullptr) {
    memcpy(copy, line, size);
    copy[size++] = '\n';
  }
  if (copy != nullptr) copy[size] = '\0';
  std::free(line);
  return copy;
}

void offer_editor() {
  if (&PyOS_ReadlineFunctionPointer == nullptr || PyMem_RawMalloc == nullptr) return;
  PyOS_ReadlineFunctionPointer = line_for_program;
}

}  // namespace

PyObject* read_line(PyObject* module, PyObject* prompt) {
  Ref bytes(encode(prompt));
  char* line;
  if (!bytes || !edit_line(state_of<State>(module), stdin, stdout, PyBytes_AsString(bytes), &line))
    return nullptr;
  if (line == nullptr) return none();
  PyObject* text = decode(line);
  std::free(line);
  return text;
}

namespace {

PyMethodDef kFunctions[] = {
    {"parse_and_bind", method(parse_and_bind), METH_O,
     "parse_and_bind($module, string, /)\n--\n\nObeys one line of the kind that stands in "
     "~/.inputrc."},
    {"read_init_file", method(read_init_file), METH_VARARGS,
     "read_init_file($module, filename=None, /)\n--\n\nObeys a file like ~/.inputrc; the last one "
     "read unless named."},
    {"get_line_buffer", method(get_line_buffer), METH_NOARGS,
     "get_line_buffer($module, /)\n--\n\nThe text of the line as it is edited now."},
    {"insert_text", method(insert_text), METH_O,
     "insert_text($module, string, /)\n--\n\nPuts text into the edited line where the cursor "
     "stands."},
    {"redisplay", method(redisplay), METH_NOARGS,
     "redisplay($module, /)\n--\n\nShows the edited line anew."},
    {"get_completion_type", method(get_completion_type), METH_NOARGS,
     "get_completion_type($module, /)\n--\n\nThe kind of completion in progress: a character code "
     "of Readline."},
    {"get_begidx", method(get_begidx), METH_NOARGS,
     "get_begidx($module, /)\n--\n\nWhere in the line the word to be completed begins."},
    {"get_endidx", method(get_endidx), METH_NOARGS,
     "get_endidx($module, /)\n--\n\nWhere in the line the word to be completed ends."},
    {"set_completer_delims", method(set_completer_delims), METH_O,
     "set_completer_delims($module, string, /)\n--\n\nSets the characters that end a word for "
     "completion."},
    {"get_completer_delims", method(get_completer_delims), METH_NOARGS,
     "get_completer_delims($module, /)\n--\n\nThe characters that end a word for completion."},
    {"_read_line", method(read_line), METH_O,
     "_read_line($module, prompt, /)\n--\n\nA line from the terminal, edited; None at the end of "
     "input."},
    {nullptr, nullptr, 0, nullptr}};

void set_up_library() {
  using_history();
  rl_readline_name = "python";
  rl_bind_key('\t', rl_insert);
  rl_bind_key_in_map('\t', rl_complete, emacs_meta_keymap);
  rl_bind_key_in_map('\033', rl_complete, emacs_meta_keymap);
  install_callbacks();
  rl_catch_signals = 0;
  char variable[] = "enable-bracketed-paste", off[] = "off", meta[] = "enable-meta-key";
  rl_variable_bind(variable, off);
  // Else the library writes escape sequences to what is no terminal.
  if (!isatty(STDOUT_FILENO)) rl_variable_bind(meta, off);
  rl_initialize();
}

int execute(PyObject* module) {
  State* state = state_of<State>(module);
  state->history_limit = -1;
  state->auto_history = true;
  state->begin = PyLong_FromLong(0);
  state->end = PyLong_FromLong(0);
  if (state->begin == nullptr || state->end == nullptr) return -1;
  set_up_library();
  offer_editor();
  if (!set_delimiters(state, " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?")) return -1;
  static constexpr IntConstant kVersions[] = {{"_READLINE_VERSION", RL_READLINE_VERSION}};
  if (!add_constants(module, kVersions)) return -1;
  if (!add_owned(module, "_READLINE_RUNTIME_VERSION", PyLong_FromLong(rl_readline_version)) ||
      !add_owned(module, "_READLINE_LIBRARY_VERSION", PyUnicode_FromString(rl_library_version))) {
    return -1;
  }
  return PyModule_AddFunctions(module, kHistoryFunctions) < 0 ||
                 PyModule_AddFunctions(module, kHookFunctions) < 0
             ? -1
             : 0;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  State* state = state_of<State>(module);
  for (PyObject* hook : state->hooks) Py_VISIT(hook);
  Py_VISIT(state->begin);
  Py_VISIT(state->end);
  return 0;
}

int clear(PyObject* module) {
  State* state = state_of<State>(module);
  for (PyObject*& hook : state->hooks) Py_CLEAR(hook);
  Py_CLEAR(state->begin);
  Py_CLEAR(state->end);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {
    PyModuleDef_HEAD_INIT,
    "readline",
    "Line editing at the prompt and in input(), by GNU Readline, once this module is imported.",
    sizeof(State),
    kFunctions,
    kSlots,
    traverse,
    clear,
    nullptr};

}  // namespace

}  // namespace pyro::abi3::editing

PYRO_MODULE_EXPORT PyInit_readline() { return PyModuleDef_Init(&pyro::abi3::editing::kModule); }
