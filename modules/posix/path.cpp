#include "modules/posix/path.h"

#include <cerrno>
#include <cstring>

#include "runtime/buffer.h"

namespace pyro {

namespace {

const char* accepted_types(int flags) {
  switch (flags) {
    case kPathOrDescriptor:
      return "string, bytes, os.PathLike or integer";
    case kPathOrNone:
      return "string, bytes, os.PathLike or None";
    case kPathOrDescriptor | kPathOrNone:
      return "string, bytes, os.PathLike, integer or None";
    default:
      return "string, bytes or os.PathLike";
  }
}

bool wide_descriptor(Thread* thread, const Object& value, int* out) {
  RawObject index = int_value_of(index_of(thread, value));
  if (index.is_error()) return false;
  int64_t wide = 0;
  bool fits = int_fits_int64_NoGC(index, &wide);
  bool negative = fits ? wide < 0 : (index.header().hash() & 1) != 0;
  if (!fits || wide > INT32_MAX || wide < INT32_MIN) {
    raise(thread, Exc::kOverflowError, "fd is %s than %s", negative ? "less" : "greater",
          negative ? "minimum" : "maximum");
    return false;
  }
  *out = static_cast<int>(wide);
  return true;
}

}  // namespace

// Other objects with a buffer still count as bytes.
RawObject Path::deprecated_bytes() {
  if (!warn(thread_, Exc::kDeprecationWarning, 1, "%s: %s should be %s, not %T", function_,
            argument_, accepted_types(flags_), &object_)) {
    return RawObject::error();
  }
  BufferView view(thread_);
  if (!view.acquire(object_)) return RawObject::error();
  return new_bytes(thread_, view.copy());
}

bool Path::read(RawObject argument) {
  object_ = argument;
  if (argument.is_none() && (flags_ & kPathOrNone) != 0) {
    is_none_ = true;
    text_ = ".";
    return true;
  }
  if (!is_str(argument) && !pyro::is_bytes(argument)) {
    RawObject index_method = type_lookup(thread_, type_of(thread_, argument), Symbol::k__index__);
    if ((flags_ & kPathOrDescriptor) != 0 && !index_method.is_unbound()) {
      given_descriptor_ = true;
      return wide_descriptor(thread_, object_, &descriptor_);
    }
    Object path(thread_, call_special(thread_, object_, Symbol::k__fspath__));
    if (path->is_error()) return false;
    if (path->is_unbound() && supports_buffer_NoGC(*object_)) {
      path = deprecated_bytes();
      if (path->is_error()) return false;
    }
    if (path->is_unbound()) {
      raise_type_error(thread_, "%s: %s should be %s, not %T", function_, argument_,
                       accepted_types(flags_), &object_);
      return false;
    }
    if (!is_str(*path) && !pyro::is_bytes(*path)) {
      raise_type_error(thread_, "expected %T.__fspath__() to return str or bytes, not %T", &object_,
                       &path);
      return false;
    }
    object_ = *path;
  }
  if (pyro::is_bytes(*object_)) {
    is_bytes_ = true;
    RawObject exact = underlying_value(*object_);
    text_.assign(bytes_data(exact));
  } else if (!encode_file_system(thread_, object_, &text_)) {
    return false;
  }
  if (text_.find('\0') == std::string::npos) return true;
  raise_value_error(thread_, "embedded null byte");
  return false;
}

RawObject Path::raise_error() const { return raise_os_error(thread_, errno, object_); }

RawObject Path::decode(std::string_view name) const {
  return is_bytes_ ? new_bytes(thread_, name) : decode_file_system(thread_, name);
}

RawObject raise_os_error_two_paths(Thread* thread, int error, const Path& first,
                                   const Path& second) {
  Tuple args(thread, new_tuple(thread, 5));
  tuple_init(*args, 0, RawObject::from_small_int(error));
  Object text(thread, new_str(thread, std::string_view(strerror(error))));
  tuple_init(*args, 1, *text);
  tuple_init(*args, 2, *first.object());
  tuple_init(*args, 3, RawObject::none());
  tuple_init(*args, 4, *second.object());
  Object type(thread, exc_type(thread, Exc::kOSError));
  Object none(thread, RawObject::none());
  Object exception(thread, call_with(thread, type, args, none));
  return exception->is_error() ? *exception : raise_object(thread, exception);
}

bool directory_argument(Thread* thread, RawObject argument, int* descriptor) {
  *descriptor = AT_FDCWD;
  if (argument.is_none() || argument.is_unbound()) return true;
  Object value(thread, argument);
  if (type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound()) {
    raise_type_error(thread, "argument should be integer or None, not %T", &value);
    return false;
  }
  return wide_descriptor(thread, value, descriptor);
}

bool flag_argument(Thread* thread, RawObject argument, bool* flag) {
  Object value(thread, argument);
  Truth truth = is_true(thread, value);
  *flag = truth == Truth::kTrue;
  return truth != Truth::kError;
}

bool int_argument(Thread* thread, RawObject argument, int* out) {
  Object value(thread, argument);
  return as_int(thread, value, out);
}
bool int64_argument(Thread* thread, RawObject argument, int64_t* out) {
  Object value(thread, argument);
  return as_int64(thread, value, out);
}
bool descriptor_argument(Thread* thread, RawObject argument, int* out) {
  Object value(thread, argument);
  return as_descriptor(thread, value, out);
}

RawObject failed_call(Thread* thread) {
  if (thread->has_exception()) return RawObject::error();
  return raise_os_error(thread, errno);
}

}  // namespace pyro
