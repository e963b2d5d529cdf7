#include <cstdarg>
#include <cstring>
#include <string>
#include <vector>

#include "capi_emulation/api.h"
#include "capi_emulation/buffers.h"
#include "capi_emulation/build_value.h"
#include "capi_emulation/numbers.h"
#include "capi_emulation/types.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/str.h"

// PyArg_ParseTuple and its relatives (documentation: "Parsing arguments and building values").
//
// A format is a row of units; each takes one argument and stores through one or more pointers of
// the variable argument list. After a failure, what earlier units acquired (buffers, memory,
// objects of converters that can clean up) is given back.

namespace pyro::capi {

namespace {

constexpr int kCleanupSupported = 0x20000;

struct Cleanup {
  enum Kind { kBuffer, kMemory, kConverter } kind;
  void* target;
  int (*converter)(PyObject*, void*);
};

class ArgumentParser {
 public:
  ArgumentParser(Thread* thread, const char* format, va_list* list)
      : thread_(thread), format_(format), list_(list) {
    const char* end = format;
    int depth = 0;
    for (; *end != 0; end++) {
      if (*end == '(') depth++;
      if (*end == ')') depth--;
      if (depth == 0 && (*end == ':' || *end == ';')) break;
    }
    if (*end == ':') function_ = end + 1;
    if (*end == ';') message_ = end + 1;
  }
  ~ArgumentParser() {
    if (!failed_) return;
    Object pending(thread_, thread_->take_exception());
    for (const Cleanup& cleanup : cleanups_) undo(cleanup);
    if (!pending->is_unbound()) thread_->set_pending_exception(*pending);
  }

  bool parse_tuple(PyObject* args);
  bool parse_one(PyObject* argument);
  bool parse_keywords(PyObject* args, PyObject* keywords, const char* const* names);

 private:
  struct Counts {
    int minimum = -1, positional = -1, maximum = 0;
  };
  Counts count_units(const char* format, char end);
  std::string shown_function() const {
    return function_ == nullptr ? "function" : std::string(function_) + "()";
  }
  bool fail_unit(const std::string& message);
  bool wrong_type(const char* expected, PyObject* argument);
  bool convert(PyObject* argument);
  bool convert_group(PyObject* argument);
  bool convert_text(char unit, PyObject* argument);
  bool convert_number(char unit, const Object& value);
  bool convert_object(PyObject* argument);
  bool convert_encoded(PyObject* argument);
  bool wide_text(char unit, PyObject* argument);
  void skip_unit();
  bool take(char c) {
    if (*format_ != c) return false;
    format_++;
    return true;
  }
  template <typename T>
  T next() {
    return va_arg(*list_, T);
  }
  bool store_int(const Object& value, int64_t minimum, int64_t maximum, const char* type,
                 int64_t* result);
  void undo(const Cleanup& cleanup);
  bool format_ends_well();
  bool fail() {
    failed_ = true;
    return false;
  }

  Thread* thread_;
  const char* format_;
  va_list* list_;
  const char* function_ = nullptr;
  const char* message_ = nullptr;
  std::vector<int> position_;  // of the argument, then of items in nested tuples
  std::vector<Cleanup> cleanups_;
  bool failed_ = false;
};

void ArgumentParser::undo(const Cleanup& cleanup) {
  switch (cleanup.kind) {
    case Cleanup::kBuffer:
      release_buffer(thread_, static_cast<Py_buffer*>(cleanup.target));
      break;
    case Cleanup::kMemory: {
      void** memory = static_cast<void**>(cleanup.target);
      std::free(*memory);
      *memory = nullptr;
      break;
    }
    case Cleanup::kConverter:
      cleanup.converter(nullptr, cleanup.target);
      break;
  }
}

ArgumentParser::Counts ArgumentParser::count_units(const char* format, char end) {
  Counts counts;
  int depth = 0;
  for (const char* at = format; *at != 0 && (depth > 0 || (*at != end && *at != ':' && *at != ';'));
       at++) {
    if (*at == '(') {
      if (depth++ == 0) counts.maximum++;
    } else if (*at == ')') {
      depth--;
    } else if (depth > 0) {
      continue;
    } else if (*at == '|') {
      counts.minimum = counts.maximum;
    } else if (*at == '$') {
      counts.positional = counts.maximum;
    } else if (*at == 'e') {
      counts.maximum++;
      at++;  // es, et
    } else if ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')) {
      counts.maximum++;
    }
  }
  if (counts.minimum < 0) counts.minimum = counts.maximum;
  if (counts.positional < 0) counts.positional = counts.maximum;
  return counts;
}

// An error about the current argument; nothing if another exception is pending already.
bool ArgumentParser::fail_unit(const std::string& message) {
  if (thread_->has_exception()) return fail();
  if (message_ != nullptr) {
    raise_type_error(thread_, "%s", message_);
    return fail();
  }
  std::string text = function_ == nullptr ? "" : std::string(function_) + "() ";
  text += "argument";
  if (!position_.empty() && position_[0] > 0) {
    text += " " + std::to_string(position_[0]);
    for (size_t i = 1; i < position_.size(); i++)
      text += ", item " + std::to_string(position_[i] - 1);
  }
  raise_type_error(thread_, "%s %s", text.c_str(), message.c_str());
  return fail();
}

bool ArgumentParser::wrong_type(const char* expected, PyObject* argument) {
  Object value(thread_, value_of(thread_, argument));
  std::string name = value->is_none() ? "None" : type_text_NoGC(thread_, type_of(thread_, *value));
  return fail_unit(std::string("must be ") + expected + ", not " + name);
}

// --- numbers

bool ArgumentParser::store_int(const Object& value, int64_t minimum, int64_t maximum,
                               const char* type, int64_t* result) {
  if (!long_from_value(thread_, value, result)) return fail();
  if (*result >= minimum && *result <= maximum) return true;
  raise(thread_, Exc::kOverflowError, "%s is %s than %s", type,
        *result < minimum ? "less" : "greater", *result < minimum ? "minimum" : "maximum");
  return fail();
}

bool ArgumentParser::convert_number(char unit, const Object& value) {
  int64_t number;
  uint64_t bits;
  switch (unit) {
    case 'b':
      if (!store_int(value, 0, 255, "unsigned byte integer", &number)) return false;
      *next<unsigned char*>() = static_cast<unsigned char>(number);
      return true;
    case 'h':
      if (!store_int(value, INT16_MIN, INT16_MAX, "signed short integer", &number)) return false;
      *next<short*>() = static_cast<short>(number);
      return true;
    case 'i':
      if (!store_int(value, INT32_MIN, INT32_MAX, "signed integer", &number)) return false;
      *next<int*>() = static_cast<int>(number);
      return true;
    case 'L': {
      int overflow;
      if (!long_from_value(thread_, value, &number, &overflow)) return fail();
      if (overflow != 0)
        return raise(thread_, Exc::kOverflowError, "int too big to convert"), fail();
      *next<long long*>() = number;
      return true;
    }
    case 'l':
      if (!store_int(value, INT64_MIN, INT64_MAX, "", &number)) return false;
      *next<long*>() = number;
      return true;
    case 'n': {
      Object index(thread_, index_of(thread_, value));
      if (index->is_error()) return fail();
      word result;
      if (!int_to_word_NoGC(int_value_of(*index), &result)) {
        raise(thread_, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
        return fail();
      }
      *next<Py_ssize_t*>() = result;
      return true;
    }
    case 'B':
      if (!mask_from_value(thread_, value, &bits)) return fail();
      *next<unsigned char*>() = static_cast<unsigned char>(bits);
      return true;
    case 'H':
      if (!mask_from_value(thread_, value, &bits)) return fail();
      *next<unsigned short*>() = static_cast<unsigned short>(bits);
      return true;
    case 'I':
      if (!mask_from_value(thread_, value, &bits)) return fail();
      *next<unsigned*>() = static_cast<unsigned>(bits);
      return true;
    case 'k':
    case 'K':
      if (!is_int(*value)) {
        return fail_unit("must be int, not " +
                         std::string(value->is_none()
                                         ? "None"
                                         : type_text_NoGC(thread_, type_of(thread_, *value))));
      }
      if (!mask_from_value(thread_, value, &bits)) return fail();
      *next<unsigned long*>() = bits;
      return true;
    case 'f':
    case 'd': {
      double real;
      if (!as_double(thread_, value, &real)) return fail();
      if (unit == 'f')
        *next<float*>() = static_cast<float>(real);
      else
        *next<double*>() = real;
      return true;
    }
    case 'D': {
      Object type(thread_, builtin(thread_, "complex"));
      Object number_value(thread_, is_complex(*value) ? *value : call(thread_, type, value));
      if (number_value->is_error()) return fail();
      ComplexNumber parts = complex_value_of(*number_value);
      double* target = next<double*>();
      target[0] = parts.real;
      target[1] = parts.imaginary;
      return true;
    }
    case 'p': {
      Truth truth = is_true(thread_, value);
      if (truth == Truth::kError) return fail();
      *next<int*>() = truth == Truth::kTrue;
      return true;
    }
    default:
      return fail();
  }
}

// --- text and buffers

bool ArgumentParser::convert_text(char unit, PyObject* argument) {
  Object value(thread_, value_of(thread_, argument));
  if (take('*')) {
    Py_buffer* view = next<Py_buffer*>();
    if (unit == 'z' && value->is_none()) {
      *view = Py_buffer{};
      return true;
    }
    if (unit == 'w') {
      if (!get_buffer(thread_, argument, view, PyBUF_WRITABLE)) {
        if (!clear_pending_if(thread_, Exc::kTypeError)) thread_->take_exception();
        return wrong_type("read-write bytes-like object", argument);
      }
    } else if (is_str(*value) && unit != 'y') {
      Py_ssize_t size;
      const char* data = utf8_of_handle(thread_, argument, &size);
      if (data == nullptr) return fail();
      *view = Py_buffer{const_cast<char*>(data),
                        argument,
                        size,
                        1,
                        1,
                        1,
                        nullptr,
                        nullptr,
                        nullptr,
                        nullptr,
                        nullptr};
      increment(argument);
      view->shape = &view->len;
      view->strides = &view->itemsize;
    } else if (!get_buffer(thread_, argument, view, PyBUF_SIMPLE)) {
      return fail();
    }
    cleanups_.push_back({Cleanup::kBuffer, view, nullptr});
    return true;
  }
  bool sized = take('#');
  const char** target = next<const char**>();
  Py_ssize_t size = 0;
  const char* data = nullptr;
  if (unit == 'z' && value->is_none()) {
    *target = nullptr;
    if (sized) *next<Py_ssize_t*>() = 0;
    return true;
  }
  if (is_str(*value) && unit != 'y') {
    data = utf8_of_handle(thread_, argument, &size);
    if (data == nullptr) return fail();
  } else if (is_bytes(*value) && (unit == 'y' || sized)) {
    data = bytes_of_handle(thread_, argument, &size);
    if (data == nullptr) return fail();
    if ((handle_of(argument)->flags & kHandleData) == 0) handle_of(argument)->flags |= kHandleLent;
  } else if (unit == 'y' || sized) {
    // Buffers that may change or have to be released will not do.
    if (offers_buffer_NoGC(Extensions::of(thread_), *value))
      return wrong_type("read-only bytes-like object", argument);
    raise_type_error(thread_, "a bytes-like object is required, not '%T'", &value);
    return fail();
  } else {
    return wrong_type(unit == 'z' ? "str or None" : "str", argument);
  }
  *target = data;
  if (sized) {
    *next<Py_ssize_t*>() = size;
  } else if (std::strlen(data) != static_cast<size_t>(size)) {
    raise_value_error(thread_, unit == 'y' ? "embedded null byte" : "embedded null character");
    return fail();
  }
  return true;
}

// es, et, es#, et#: encoded text in memory of its own.
bool ArgumentParser::convert_encoded(PyObject* argument) {
  char kind = *format_++;
  const char* encoding = next<const char*>();
  bool sized = take('#');
  char** target = next<char**>();
  Py_ssize_t* size_target = sized ? next<Py_ssize_t*>() : nullptr;
  Object value(thread_, value_of(thread_, argument));
  Object bytes(thread_, RawObject::none());
  if (kind == 't' && (is_bytes(*value) || is_heap_byte_array(*value))) {
    Object type(thread_, builtin(thread_, "bytes"));
    bytes = is_exact_bytes(*value) ? *value : call(thread_, type, value);
  } else if (is_str(*value)) {
    Object codec(thread_, new_str(thread_, encoding == nullptr ? "utf-8" : encoding));
    bytes = call_named(thread_, value, "encode", codec);
  } else {
    return wrong_type(kind == 't' ? "str, bytes or bytearray" : "str", argument);
  }
  if (bytes->is_error()) return fail();
  RawObject raw = underlying_value(*bytes);
  std::string text(bytes_data(raw));
  if (!sized && text.find('\0') != std::string::npos)
    return fail_unit("must be encoded string without null bytes");
  if (sized && *target != nullptr) {
    if (static_cast<Py_ssize_t>(text.size()) + 1 > *size_target) {
      raise_value_error(thread_, "encoded string too long (%ld, maximum length %ld)",
                        static_cast<long>(text.size()), static_cast<long>(*size_target - 1));
      return fail();
    }
  } else {
    *target = static_cast<char*>(std::malloc(text.size() + 1));
    if (*target == nullptr) return raise_memory_error(thread_), fail();
    cleanups_.push_back({Cleanup::kMemory, target, nullptr});
  }
  std::memcpy(*target, text.c_str(), text.size() + 1);
  if (sized) *size_target = static_cast<Py_ssize_t>(text.size());
  return true;
}

// --- objects

bool ArgumentParser::convert_object(PyObject* argument) {
  if (take('!')) {
    PyObject* type = next<PyObject*>();
    PyObject** target = next<PyObject**>();
    Object value(thread_, value_of(thread_, argument));
    Object expected(thread_, value_of(thread_, type));
    if (!is_subtype_NoGC(type_of(thread_, *value), *expected)) {
      return wrong_type(type_text_NoGC(thread_, *expected).c_str(), argument);
    }
    *target = argument;
    return true;
  }
  if (take('&')) {
    using Converter = int (*)(PyObject*, void*);
    Converter converter = next<Converter>();
    void* target = next<void*>();
    int result = converter(argument, target);
    if (result == 0) return fail_unit("(unspecified)");
    if (result == kCleanupSupported) cleanups_.push_back({Cleanup::kConverter, target, converter});
    return true;
  }
  *next<PyObject**>() = argument;
  return true;
}

bool ArgumentParser::convert_group(PyObject* argument) {
  Counts counts = count_units(format_, ')');
  Object value(thread_, value_of(thread_, argument));
  bool is_text = is_str(*value) || is_bytes(*value);
  if (is_text ||
      type_lookup(thread_, type_of(thread_, *value), Symbol::k__getitem__).is_unbound() ||
      is_heap_dict(*value)) {
    std::string name =
        value->is_none() ? "None" : type_text_NoGC(thread_, type_of(thread_, *value));
    return fail_unit("must be " + std::to_string(counts.maximum) + "-item sequence, not " + name);
  }
  Object items(thread_, tuple_from_iterable(thread_, value));
  if (items->is_error()) return fail();
  if (tuple_length(*items) != counts.maximum) {
    return fail_unit("must be sequence of length " + std::to_string(counts.maximum) + ", not " +
                     std::to_string(tuple_length(*items)));
  }
  position_.push_back(0);
  for (int i = 0; i < counts.maximum; i++) {
    position_.back() = i + 1;
    PyObject* item = lend(thread_, tuple_at(*items, i));
    if (!convert(item)) return false;
  }
  position_.pop_back();
  return take(')') || fail();
}

bool ArgumentParser::convert(PyObject* argument) {
  while (*format_ == '|' || *format_ == '$') format_++;
  char unit = *format_++;
  Object value(thread_, value_of(thread_, argument));
  if (value->is_error()) return fail();
  switch (unit) {
    case '(':
      return convert_group(argument);
    case 'O':
      return convert_object(argument);
    case 's':
    case 'z':
    case 'y':
    case 'w':
      return convert_text(unit, argument);
    case 'e':
      return convert_encoded(argument);
    case 'S':
      if (!is_bytes(*value)) return wrong_type("bytes", argument);
      *next<PyObject**>() = argument;
      return true;
    case 'Y':
      if (!is_heap_byte_array(*value)) return wrong_type("bytearray", argument);
      *next<PyObject**>() = argument;
      return true;
    case 'U':
      if (!is_str(*value)) return wrong_type("str", argument);
      *next<PyObject**>() = argument;
      return true;
    case 'c': {
      Py_buffer view;
      bool bytes = is_bytes(*value) || is_heap_byte_array(*value);
      if (!bytes || !get_buffer(thread_, argument, &view, PyBUF_SIMPLE))
        return wrong_type("a byte string of length 1", argument);
      char byte = view.len == 1 ? *static_cast<char*>(view.buf) : 0;
      Py_ssize_t length = view.len;
      release_buffer(thread_, &view);
      if (length != 1) return wrong_type("a byte string of length 1", argument);
      *next<char*>() = byte;
      return true;
    }
    case 'C': {
      RawObject exact = underlying_value(*value);
      if (!is_str(*value)) return wrong_type("a unicode character", argument);
      if (str_length(exact) != 1) return wrong_type("a unicode character", argument);
      *next<int*>() = static_cast<int>(str_data(exact).at(0));
      return true;
    }
    default:
      if (std::strchr("bBhHiIlLkKnfdDp", unit) != nullptr && unit != 0)
        return convert_number(unit, value);
      raise(thread_, Exc::kSystemError, "bad format char '%c' in argument parsing", unit);
      return fail();
  }
}

// Passes over a unit whose argument was omitted.
void ArgumentParser::skip_unit() {
  while (*format_ == '|' || *format_ == '$') format_++;
  char unit = *format_++;
  if (unit == '(') {
    while (*format_ != ')' && *format_ != 0) skip_unit();
    if (*format_ == ')') format_++;
    return;
  }
  if (unit == 'e') {
    format_++;
    next<const char*>();
  }
  if (unit == 'O' && take('!'))
    next<void*>();
  else if (unit == 'O' && take('&'))
    next<void*>();
  next<void*>();
  if (take('#'))
    next<void*>();
  else
    take('*');
}

// What follows the last unit that was used must be another unit, or the end.
bool ArgumentParser::format_ends_well() {
  char c = *format_;
  bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c == 0 || letter || std::strchr("(|$:;", c) != nullptr) return true;
  raise(thread_, Exc::kSystemError, "bad format string: %s", format_);
  return fail();
}

// --- the three entry points

bool ArgumentParser::parse_tuple(PyObject* args) {
  Object tuple(thread_, value_of(thread_, args));
  if (tuple->is_error()) return fail();
  if (!is_tuple(*tuple)) {
    raise(thread_, Exc::kSystemError, "new style getargs format but argument is not a tuple");
    return fail();
  }
  Counts counts = count_units(format_, 0);
  word given = tuple_length(underlying_value(*tuple));
  if (given < counts.minimum || given > counts.maximum) {
    if (message_ != nullptr) {
      raise_type_error(thread_, "%s", message_);
      return fail();
    }
    bool exact = counts.minimum == counts.maximum;
    int bound = given < counts.minimum ? counts.minimum : counts.maximum;
    const char* relation = exact ? "exactly" : given < counts.minimum ? "at least" : "at most";
    if (counts.maximum == 0) {
      raise_type_error(thread_, "%s takes no arguments", shown_function().c_str());
    } else {
      raise_type_error(thread_, "%s takes %s %d argument%s (%ld given)", shown_function().c_str(),
                       relation, bound, bound == 1 ? "" : "s", given);
    }
    return fail();
  }
  position_.push_back(0);
  for (word i = 0; i < given; i++) {
    position_[0] = static_cast<int>(i) + 1;
    if (!convert(lend(thread_, tuple_at(underlying_value(*tuple), i)))) return false;
  }
  return format_ends_well();
}

bool ArgumentParser::parse_one(PyObject* argument) {
  Counts counts = count_units(format_, 0);
  if (argument == nullptr) {
    if (counts.maximum == 0) return true;
    raise_type_error(thread_, "%s takes at least one argument", shown_function().c_str());
    return fail();
  }
  if (counts.maximum == 0) {
    raise_type_error(thread_, "%s takes no arguments", shown_function().c_str());
    return fail();
  }
  if (counts.maximum != 1) return parse_tuple(argument);
  position_.push_back(0);
  return convert(argument);
}

bool ArgumentParser::parse_keywords(PyObject* args, PyObject* keywords, const char* const* names) {
  Object tuple(thread_, value_of(thread_, args));
  Object dict(thread_, keywords == nullptr ? RawObject::none() : value_of(thread_, keywords));
  if (tuple->is_error() || dict->is_error()) return fail();
  if (!is_tuple(*tuple) || (!dict->is_none() && !is_heap_dict(*dict)))
    return bad_internal_call(thread_), fail();
  Counts counts = count_units(format_, 0);
  word given = tuple_length(underlying_value(*tuple));
  word named = dict->is_none() ? 0 : dict_size_NoGC(RawDict::cast(*dict));
  int count = 0, positional_only = 0;
  while (names[count] != nullptr) {
    if (*names[count] == 0) positional_only = count + 1;
    count++;
  }
  std::string function = shown_function();
  if (given + named > count) {
    raise_type_error(thread_, "%s takes %s %d %sargument%s (%ld given)", function.c_str(),
                     counts.minimum == counts.maximum ? "exactly" : "at most", count,
                     given == 0 ? "keyword " : "", count == 1 ? "" : "s", given + named);
    return fail();
  }
  if (given > counts.positional) {
    if (counts.positional == 0) {
      raise_type_error(thread_, "%s takes no positional arguments", function.c_str());
    } else {
      raise_type_error(thread_, "%s takes %s %d positional argument%s (%ld given)",
                       function.c_str(),
                       counts.minimum == counts.positional && counts.minimum < counts.maximum &&
                               counts.minimum != 0
                           ? "exactly"
                           : "at most",
                       counts.positional, counts.positional == 1 ? "" : "s", given);
    }
    return fail();
  }
  word used = 0;
  Object value(thread_, RawObject::none());
  Object key(thread_, RawObject::none());
  position_.push_back(0);
  if (count > counts.maximum) {
    raise(thread_, Exc::kSystemError, "More keyword list entries (%d) than format specifiers (%d)",
          count, counts.maximum);
    return fail();
  }
  for (int i = 0; i < count; i++) {
    position_[0] = i + 1;
    value = i < given ? tuple_at(underlying_value(*tuple), i) : RawObject::unbound();
    if (used < named && i >= positional_only) {
      Dict lookup(thread_, *dict);
      key = name_from(thread_, names[i]);
      RawObject found = dict_get(thread_, lookup, key);
      if (found.is_error()) return fail();
      if (!found.is_unbound()) {
        if (!value->is_unbound()) {
          raise_type_error(thread_, "argument for %s given by name ('%s') and position (%d)",
                           function.c_str(), names[i], i + 1);
          return fail();
        }
        value = found;
        used++;
      }
    }
    if (!value->is_unbound()) {
      if (!convert(lend(thread_, *value))) return false;
      continue;
    }
    if (i < counts.minimum) {
      if (i < positional_only) {
        int required = std::min(positional_only, counts.minimum);
        raise_type_error(thread_, "%s takes %s %d positional argument%s (%ld given)",
                         function.c_str(), required < counts.maximum ? "at least" : "exactly",
                         required, required == 1 ? "" : "s", given);
      } else {
        raise_type_error(thread_, "%s missing required argument '%s' (pos %d)", function.c_str(),
                         names[i], i + 1);
      }
      return fail();
    }
    skip_unit();
  }
  if (used == named) return true;
  // Some keyword names nothing.
  RawObject raw_key, raw_value;
  for (word at = 0; dict_next_NoGC(RawDict::cast(*dict), &at, &raw_key, &raw_value);) {
    key = raw_key;
    if (!is_str(*key)) {
      raise_type_error(thread_, "keywords must be strings");
      return fail();
    }
    bool known = false;
    std::string text = str_to_utf8_NoGC(underlying_value(*key));
    for (int i = positional_only; i < count; i++) known |= text == names[i];
    if (known) continue;
    raise_type_error(thread_, "'%S' is an invalid keyword argument for %s", &key,
                     function_ == nullptr ? "this function" : function.c_str());
    return fail();
  }
  return true;
}

bool unpack_tuple(Thread* thread, PyObject* args, const char* name, Py_ssize_t minimum,
                  Py_ssize_t maximum, va_list* list) {
  Object tuple(thread, value_of(thread, args));
  if (tuple->is_error()) return false;
  if (!is_tuple(*tuple)) {
    raise(thread, Exc::kSystemError, "PyArg_UnpackTuple() argument list is not a tuple");
    return false;
  }
  word given = tuple_length(underlying_value(*tuple));
  if (given < minimum || given > maximum) {
    Py_ssize_t bound = given < minimum ? minimum : maximum;
    const char* relation = minimum == maximum ? "" : given < minimum ? "at least " : "at most ";
    if (name != nullptr) {
      raise_type_error(thread, "%s expected %s%ld argument%s, got %ld", name, relation, bound,
                       bound == 1 ? "" : "s", given);
    } else {
      raise_type_error(thread, "unpacked tuple should have %s%ld element%s, but has %ld", relation,
                       bound, bound == 1 ? "" : "s", given);
    }
    return false;
  }
  for (word i = 0; i < given; i++)
    *va_arg(*list, PyObject**) = lend(thread, tuple_at(underlying_value(*tuple), i));
  return true;
}

}  // namespace

}  // namespace pyro::capi

using namespace pyro;
using namespace pyro::capi;

// The ..._SizeT twins are what headers with PY_SSIZE_T_CLEAN call; the others refuse formats with
// '#'.
#define PYRO_PARSE(Name, Twin, Argument, call)                            \
  PYRO_API int Name(PyObject* args, const char* format, ...) {            \
    if (refuses_lengths(current_thread(), format)) return 0;              \
    va_list list;                                                         \
    va_start(list, format);                                               \
    bool ok = ArgumentParser(current_thread(), format, &list).call(args); \
    va_end(list);                                                         \
    return ok;                                                            \
  }                                                                       \
  PYRO_API int Twin(PyObject* args, const char* format, ...) {            \
    va_list list;                                                         \
    va_start(list, format);                                               \
    bool ok = ArgumentParser(current_thread(), format, &list).call(args); \
    va_end(list);                                                         \
    return ok;                                                            \
  }
PYRO_PARSE(PyArg_ParseTuple, _PyArg_ParseTuple_SizeT, args, parse_tuple)
PYRO_PARSE(PyArg_Parse, _PyArg_Parse_SizeT, args, parse_one)

namespace {

int va_parse(PyObject* args, const char* format, va_list list) {
  va_list copy;
  va_copy(copy, list);
  bool ok = ArgumentParser(current_thread(), format, &copy).parse_tuple(args);
  va_end(copy);
  return ok;
}
int va_parse_keywords(PyObject* args, PyObject* keywords, const char* format, char** names,
                      va_list list) {
  va_list copy;
  va_copy(copy, list);
  bool ok = ArgumentParser(current_thread(), format, &copy).parse_keywords(args, keywords, names);
  va_end(copy);
  return ok;
}

}  // namespace

PYRO_API int PyArg_VaParse(PyObject* args, const char* format, va_list list) {
  if (refuses_lengths(current_thread(), format)) return 0;
  return va_parse(args, format, list);
}
PYRO_API int _PyArg_VaParse_SizeT(PyObject* args, const char* format, va_list list) {
  return va_parse(args, format, list);
}
PYRO_API int PyArg_VaParseTupleAndKeywords(PyObject* args, PyObject* keywords, const char* format,
                                           char** names, va_list list) {
  if (refuses_lengths(current_thread(), format)) return 0;
  return va_parse_keywords(args, keywords, format, names, list);
}
PYRO_API int _PyArg_VaParseTupleAndKeywords_SizeT(PyObject* args, PyObject* keywords,
                                                  const char* format, char** names, va_list list) {
  return va_parse_keywords(args, keywords, format, names, list);
}
PYRO_API int PyArg_ParseTupleAndKeywords(PyObject* args, PyObject* keywords, const char* format,
                                         char** names, ...) {
  if (refuses_lengths(current_thread(), format)) return 0;
  va_list list;
  va_start(list, names);
  int ok = va_parse_keywords(args, keywords, format, names, list);
  va_end(list);
  return ok;
}
PYRO_API int _PyArg_ParseTupleAndKeywords_SizeT(PyObject* args, PyObject* keywords,
                                                const char* format, char** names, ...) {
  va_list list;
  va_start(list, names);
  int ok = va_parse_keywords(args, keywords, format, names, list);
  va_end(list);
  return ok;
}
PYRO_API int PyArg_UnpackTuple(PyObject* args, const char* name, Py_ssize_t minimum,
                               Py_ssize_t maximum, ...) {
  va_list list;
  va_start(list, maximum);
  bool ok = unpack_tuple(current_thread(), args, name, minimum, maximum, &list);
  va_end(list);
  return ok;
}
PYRO_API int PyArg_ValidateKeywordArguments(PyObject* keywords) {
  Thread* thread = current_thread();
  PYRO_VALUE(dict, keywords, 0);
  if (!is_heap_dict(*dict)) return bad_internal_call(thread), 0;
  RawObject key, value;
  for (word at = 0; dict_next_NoGC(RawDict::cast(*dict), &at, &key, &value);) {
    if (is_str(key)) continue;
    raise_type_error(thread, "keywords must be strings");
    return 0;
  }
  return 1;
}
