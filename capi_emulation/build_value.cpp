#include "capi_emulation/build_value.h"

#include <cstring>
#include <cwchar>

// Py_BuildValue (documentation: "Parsing arguments and building values").

namespace pyro::capi {

namespace {

class ValueBuilder {
 public:
  ValueBuilder(Thread* thread, const char* format, va_list* list)
      : thread_(thread), format_(format), list_(list) {}

  RawObject build() {
    word count = count_units(0);
    if (count < 0) return RawObject::error();
    if (count == 0) return RawObject::none();
    return count == 1 ? one() : sequence(0, count);
  }

 private:
  // Units up to the closing bracket of this level.
  word count_units(char end) {
    word count = 0;
    int depth = 0;
    for (const char* at = format_; depth > 0 || *at != end; at++) {
      switch (*at) {
        case 0:
          raise(thread_, Exc::kSystemError, "unmatched paren in format");
          return -1;
        case '(':
        case '[':
        case '{':
          if (depth++ == 0) count++;
          break;
        case ')':
        case ']':
        case '}':
          depth--;
          break;
        case '#':
        case '&':
        case ',':
        case ':':
        case ' ':
        case '\t':
          break;
        default:
          if (depth == 0) count++;
      }
    }
    return count;
  }

  void skip_separators() {
    while (*format_ == ',' || *format_ == ':' || *format_ == ' ' || *format_ == '\t') format_++;
  }

  // Values go on the VM's stack. All of them are consumed even if one fails, since arguments may be
  // stolen references.
  RawObject sequence(char end, word count) {
    StackWindow window(thread_);
    if (!push_values(&window, end, count)) return RawObject::error();
    return window.size() == 0 ? empty_tuple(thread_)
                              : new_tuple_from_roots(thread_, window.base(), window.size());
  }

  bool push_values(StackWindow* window, char end, word count) {
    Object failure(thread_, RawObject::unbound());
    for (word i = 0; i < count; i++) {
      RawObject value = one();
      if (value.is_error()) {
        if (failure->is_unbound())
          failure = thread_->take_exception();
        else
          thread_->take_exception();
        value = RawObject::none();
      }
      if (!window->push(value)) return false;
    }
    skip_separators();
    if (!failure->is_unbound()) {
      thread_->set_pending_exception(*failure);
      return false;
    }
    if (*format_ != end) {
      raise(thread_, Exc::kSystemError, "Unmatched paren in format");
      return false;
    }
    if (end != 0) format_++;
    return true;
  }

  RawObject list() {
    word count = count_units(']');
    if (count < 0) return RawObject::error();
    Object items(thread_, sequence(']', count));
    return items->is_error() ? *items : list_from_iterable(thread_, items);
  }

  RawObject dict() {
    word count = count_units('}');
    if (count < 0) return RawObject::error();
    if (count % 2 != 0) return raise(thread_, Exc::kSystemError, "Bad dict format");
    StackWindow window(thread_);
    if (!push_values(&window, '}', count)) return RawObject::error();
    Dict result(thread_, new_dict(thread_));
    Object key(thread_, RawObject::none());
    Object value(thread_, RawObject::none());
    for (word i = 0; i < count; i += 2) {
      key = window.base()[i];
      value = window.base()[i + 1];
      if (!dict_set(thread_, result, key, value)) return RawObject::error();
    }
    return *result;
  }

  bool take(char c) {
    if (*format_ != c) return false;
    format_++;
    return true;
  }

  RawObject text(bool bytes) {
    const char* data = va_arg(*list_, const char*);
    bool sized = take('#');
    Py_ssize_t size = sized ? va_arg(*list_, Py_ssize_t) : -1;
    if (data == nullptr) return RawObject::none();
    if (size < 0) size = static_cast<Py_ssize_t>(std::strlen(data));
    return bytes ? new_bytes(thread_, data, size) : text_from(thread_, data, size);
  }

  RawObject wide_text() {
    const wchar_t* data = va_arg(*list_, const wchar_t*);
    Py_ssize_t size = take('#') ? va_arg(*list_, Py_ssize_t) : -1;
    if (data == nullptr) return RawObject::none();
    if (size < 0) size = static_cast<Py_ssize_t>(std::wcslen(data));
    return new_str_from_ucs4(thread_, reinterpret_cast<const uint32_t*>(data), size);
  }

  RawObject object(char unit) {
    if (take('&')) {
      using Converter = PyObject* (*)(void*);
      Converter converter = va_arg(*list_, Converter);
      void* argument = va_arg(*list_, void*);
      return steal(thread_, converter(argument));
    }
    PyObject* object = va_arg(*list_, PyObject*);
    if (object == nullptr) {
      if (!thread_->has_exception())
        raise(thread_, Exc::kSystemError, "NULL object passed to Py_BuildValue");
      return RawObject::error();
    }
    return unit == 'N' ? steal(thread_, object) : value_of(thread_, object);
  }

  RawObject one() {
    skip_separators();
    char unit = *format_++;
    switch (unit) {
      case '(': {
        word count = count_units(')');
        return count < 0 ? RawObject::error() : sequence(')', count);
      }
      case '[':
        return list();
      case '{':
        return dict();
      case 'b':
      case 'B':
      case 'h':
      case 'i':
        return new_int(thread_, va_arg(*list_, int));
      case 'H':
        return new_int(thread_, va_arg(*list_, int));
      case 'I':
        return new_int(thread_, va_arg(*list_, unsigned));
      case 'l':
        return new_int(thread_, va_arg(*list_, long));
      case 'L':
        return new_int(thread_, va_arg(*list_, long long));
      case 'n':
        return new_int(thread_, va_arg(*list_, Py_ssize_t));
      case 'k':
        return new_int_unsigned(thread_, va_arg(*list_, unsigned long));
      case 'K':
        return new_int_unsigned(thread_, va_arg(*list_, unsigned long long));
      case 'f':
      case 'd':
        return new_float(thread_, va_arg(*list_, double));
      case 'D': {
        const double* parts = va_arg(*list_, const double*);
        return new_complex(thread_, parts[0], parts[1]);
      }
      case 'c': {
        char byte = static_cast<char>(va_arg(*list_, int));
        return new_bytes(thread_, &byte, 1);
      }
      case 'C': {
        int code = va_arg(*list_, int);
        if (code < 0 || code > 0x10ffff)
          return raise_value_error(thread_, "chr() arg not in range(0x110000)");
        return new_str_from_code_point(thread_, static_cast<uint32_t>(code));
      }
      case 's':
      case 'z':
      case 'U':
        return text(false);
      case 'y':
        return text(true);
      case 'u':
        return wide_text();
      case 'O':
      case 'S':
      case 'N':
        return object(unit);
      default:
        return raise(thread_, Exc::kSystemError, "bad format char passed to Py_BuildValue");
    }
  }

  Thread* thread_;
  const char* format_;
  va_list* list_;
};

}  // namespace

RawObject build_value(Thread* thread, const char* format, va_list* list) {
  return ValueBuilder(thread, format, list).build();
}

}  // namespace pyro::capi

using namespace pyro;
using namespace pyro::capi;

namespace {

PyObject* build(const char* format, va_list* list) {
  Thread* thread = current_thread();
  return new_reference(thread, build_value(thread, format, list));
}

}  // namespace

PYRO_API PyObject* Py_BuildValue(const char* format, ...) {
  if (refuses_lengths(current_thread(), format)) return nullptr;
  va_list list;
  va_start(list, format);
  PyObject* result = build(format, &list);
  va_end(list);
  return result;
}
PYRO_API PyObject* _Py_BuildValue_SizeT(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = build(format, &list);
  va_end(list);
  return result;
}
PYRO_API PyObject* Py_VaBuildValue(const char* format, va_list list) {
  if (refuses_lengths(current_thread(), format)) return nullptr;
  va_list copy;
  va_copy(copy, list);
  PyObject* result = build(format, &copy);
  va_end(copy);
  return result;
}
PYRO_API PyObject* _Py_VaBuildValue_SizeT(const char* format, va_list list) {
  va_list copy;
  va_copy(copy, list);
  PyObject* result = build(format, &copy);
  va_end(copy);
  return result;
}
