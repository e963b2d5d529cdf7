#include "lib-python/natives.h"
#include "modules/_io/io.h"
#include "runtime/buffer.h"
#include "runtime/types/text_arguments.h"

// BytesIO: a stream over a bytearray of its own, which is also what getbuffer() shows.

namespace pyro::natives {

namespace {

bool check_open(Thread* thread, RawObject self) {
  if (!RawBytesIO::cast(self).storage().is_none()) return true;
  raise_closed(thread);
  return false;
}

std::string_view contents_NoGC(RawObject self) {
  return growing_view_NoGC(RawGrowingBytes(RawBytesIO::cast(self).storage().raw()));
}

// The bytes from the position on, at most `size` (-1: all); moves the position.
RawObject take(Thread* thread, RawObject self, word size) {
  RawBytesIO stream = RawBytesIO::cast(self);
  std::string_view all = contents_NoGC(self);
  size_t start = std::min(static_cast<size_t>(stream.position()), all.size());
  size_t count = all.size() - start;
  if (size >= 0) count = std::min(count, static_cast<size_t>(size));
  stream.set_position(static_cast<word>(static_cast<size_t>(stream.position()) + count));
  // The bytes may move while the result is allocated.
  if (count <= 4096) {
    char copy[4096];
    std::memcpy(copy, all.data() + start, count);
    return new_bytes(thread, copy, static_cast<word>(count));
  }
  Object root(thread, self);
  RawObject result = new_bytes_uninitialized(thread, static_cast<word>(count));
  if (result.is_error()) return result;
  std::memcpy(bytes_units(result), contents_NoGC(*root).data() + start, count);
  return result;
}

word line_length_NoGC(RawObject self, word limit) {
  RawBytesIO stream = RawBytesIO::cast(self);
  std::string_view all = contents_NoGC(self);
  size_t start = std::min(static_cast<size_t>(stream.position()), all.size());
  size_t end = all.find('\n', start);
  word count = static_cast<word>((end == std::string_view::npos ? all.size() : end + 1) - start);
  return limit >= 0 ? std::min(count, limit) : count;
}

RawObject write_bytes(Thread* thread, const BytesIO& stream, const Object& data) {
  BufferView view(thread);
  if (!view.acquire(data)) return RawObject::error();
  word size = view.size(), position = stream->position();
  if (size == 0) return RawObject::from_small_int(0);
  GrowingBytes storage(thread, stream->storage());
  if (!growing_check_resizable(thread, storage)) return RawObject::error();
  word length = storage->length();
  if (position + size > length) {
    if (!growing_resize(thread, storage, position + size)) return RawObject::error();
    if (position > length)
      std::memset(growing_data_NoGC(*storage) + length, 0, static_cast<size_t>(position - length));
  }
  std::memmove(growing_data_NoGC(*storage) + position, view.data_NoGC(), static_cast<size_t>(size));
  stream->set_position(position + size);
  return RawObject::from_small_int(size);
}

}  // namespace

RawObject io_BytesIO___new__(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]);
  bool exact = *type == io_type(thread, IoType::kBytesIO);
  BytesIO stream(thread, new_stream(thread, *type, !exact));
  Object storage(thread, new_byte_array(thread, nullptr, 0));
  stream->set_storage(*storage);
  stream->set_position(0);
  return *stream;
}

RawObject io_BytesIO___init__(Thread* thread, Arguments arguments) {
  BytesIO stream(thread, arguments[0]);
  Object initial(thread, arguments[1]);
  if (!stream->storage().is_none()) {
    GrowingBytes old(thread, stream->storage());
    if (!growing_check_resizable(thread, old)) return RawObject::error();
  }
  Object storage(thread, new_byte_array(thread, nullptr, 0));
  stream->set_storage(*storage);
  stream->set_position(0);
  if (initial->is_none()) return RawObject::none();
  if (write_bytes(thread, stream, initial).is_error()) return RawObject::error();
  stream->set_position(0);
  return RawObject::none();
}

RawObject io_BytesIO_read(Thread* thread, Arguments arguments) {
  word size;
  if (!check_open(thread, arguments[0]) || !size_argument(thread, arguments[1], &size))
    return RawObject::error();
  return take(thread, arguments[0], size);
}
RawObject io_BytesIO_read1(Thread* thread, Arguments arguments) {
  return io_BytesIO_read(thread, arguments);
}

RawObject io_BytesIO_readline(Thread* thread, Arguments arguments) {
  word size;
  if (!check_open(thread, arguments[0]) || !size_argument(thread, arguments[1], &size))
    return RawObject::error();
  return take(thread, arguments[0], line_length_NoGC(arguments[0], size));
}

RawObject io_BytesIO_readlines(Thread* thread, Arguments arguments) {
  word hint, total = 0;
  if (!check_open(thread, arguments[0]) || !size_argument(thread, arguments[1], &hint))
    return RawObject::error();
  List lines(thread, new_list(thread));
  Object line(thread, RawObject::none());
  while (true) {
    word count = line_length_NoGC(arguments[0], -1);
    if (count == 0) return *lines;
    line = take(thread, arguments[0], count);
    if (line->is_error() || !list_append(thread, lines, line)) return RawObject::error();
    total += count;
    if (hint > 0 && total >= hint) return *lines;
  }
}

RawObject io_BytesIO_readinto(Thread* thread, Arguments arguments) {
  Object target(thread, arguments[1]);
  if (!check_open(thread, arguments[0])) return RawObject::error();
  BufferView view(thread);
  if (!acquire_target(thread, &view, target, "readinto")) return RawObject::error();
  RawBytesIO stream = RawBytesIO::cast(arguments[0]);
  std::string_view all = contents_NoGC(stream);
  size_t start = std::min(static_cast<size_t>(stream.position()), all.size());
  size_t count = std::min(all.size() - start, static_cast<size_t>(view.size()));
  std::memcpy(view.data_NoGC(), all.data() + start, count);
  stream.set_position(stream.position() + static_cast<word>(count));
  return RawObject::from_small_int(static_cast<word>(count));
}

RawObject io_BytesIO_write(Thread* thread, Arguments arguments) {
  BytesIO stream(thread, arguments[0]);
  Object data(thread, arguments[1]);
  return check_open(thread, *stream) ? write_bytes(thread, stream, data) : RawObject::error();
}

RawObject io_BytesIO_writelines(Thread* thread, Arguments arguments) {
  BytesIO stream(thread, arguments[0]);
  Object lines(thread, arguments[1]);
  if (!check_open(thread, *stream)) return RawObject::error();
  Object iterator(thread, get_iterator(thread, lines));
  if (iterator->is_error()) return *iterator;
  Object line(thread, RawObject::none());
  while (true) {
    line = iterate(thread, iterator);
    if (line->is_error()) return *line;
    if (line->is_unbound()) return RawObject::none();
    if (!check_open(thread, *stream) || write_bytes(thread, stream, line).is_error())
      return RawObject::error();
  }
}

RawObject io_BytesIO_seek(Thread* thread, Arguments arguments) {
  Object offset(thread, arguments[1]);
  Object whence_object(thread, arguments[2]);
  word position;
  int whence;
  if (!check_open(thread, arguments[0])) return RawObject::error();
  if (!size_argument(thread, offset, &position) ||
      !int_argument(thread, whence_object, &whence)) {
    return RawObject::error();
  }
  RawBytesIO stream = RawBytesIO::cast(arguments[0]);
  if (whence < 0 || whence > 2)
    return raise_value_error(thread, "invalid whence (%d, should be 0, 1 or 2)", whence);
  if (whence == 0 && position < 0)
    return raise_value_error(thread, "negative seek value %ld", position);
  word base = whence == 0   ? 0
              : whence == 1 ? stream.position()
                            : static_cast<word>(contents_NoGC(stream).size());
  word result;
  if (__builtin_add_overflow(base, position, &result) || !RawObject::fits_small_int(result)) {
    return raise(thread, Exc::kOverflowError, "new position too large");
  }
  stream.set_position(std::max<word>(result, 0));
  return RawObject::from_small_int(stream.position());
}

RawObject io_BytesIO_tell(Thread* thread, Arguments arguments) {
  return check_open(thread, arguments[0])
             ? RawObject::from_small_int(RawBytesIO::cast(arguments[0]).position())
             : RawObject::error();
}

RawObject io_BytesIO_truncate(Thread* thread, Arguments arguments) {
  BytesIO stream(thread, arguments[0]);
  if (!check_open(thread, *stream)) return RawObject::error();
  GrowingBytes storage(thread, stream->storage());
  if (!growing_check_resizable(thread, storage)) return RawObject::error();
  word size;
  if (!size_argument(thread, arguments[1], &size)) return RawObject::error();
  if (arguments[1].is_none()) size = stream->position();
  if (size < 0) return raise_value_error(thread, "negative size value %ld", size);
  if (size < storage->length() && !growing_resize(thread, storage, size)) return RawObject::error();
  return RawObject::from_small_int(size);
}

RawObject io_BytesIO_getvalue(Thread* thread, Arguments arguments) {
  if (!check_open(thread, arguments[0])) return RawObject::error();
  Object storage(thread, RawBytesIO::cast(arguments[0]).storage());
  return bytes_from_buffer(thread, storage);
}

RawObject io_BytesIO_getbuffer(Thread* thread, Arguments arguments) {
  if (!check_open(thread, arguments[0])) return RawObject::error();
  Object storage(thread, RawBytesIO::cast(arguments[0]).storage());
  return new_memory_view(thread, storage);
}

RawObject io_BytesIO_close(Thread* thread, Arguments arguments) {
  RawBytesIO stream = RawBytesIO::cast(arguments[0]);
  if (stream.storage().is_none()) return RawObject::none();
  GrowingBytes storage(thread, stream.storage());
  if (!growing_check_resizable(thread, storage)) return RawObject::error();
  RawBytesIO::cast(arguments[0]).set_storage(RawObject::none());
  return RawObject::none();
}

namespace {

RawObject open_answer(Thread* thread, Arguments arguments, RawObject answer) {
  return check_open(thread, arguments[0]) ? answer : RawObject::error();
}

}  // namespace

RawObject io_BytesIO_flush(Thread* thread, Arguments arguments) {
  return open_answer(thread, arguments, RawObject::none());
}
RawObject io_BytesIO_isatty(Thread* thread, Arguments arguments) {
  return open_answer(thread, arguments, RawObject::false_object());
}
RawObject io_BytesIO_seekable(Thread* thread, Arguments arguments) {
  return open_answer(thread, arguments, RawObject::true_object());
}
RawObject io_BytesIO_readable(Thread* thread, Arguments arguments) {
  return open_answer(thread, arguments, RawObject::true_object());
}
RawObject io_BytesIO_writable(Thread* thread, Arguments arguments) {
  return open_answer(thread, arguments, RawObject::true_object());
}
RawObject io_BytesIO___iter__(Thread* thread, Arguments arguments) {
  return open_answer(thread, arguments, arguments[0]);
}
RawObject io_BytesIO_closed_get(Thread*, Arguments arguments) {
  return RawObject::from_bool(RawBytesIO::cast(arguments[0]).storage().is_none());
}

RawObject io_BytesIO___next__(Thread* thread, Arguments arguments) {
  if (!check_open(thread, arguments[0])) return RawObject::error();
  word count = line_length_NoGC(arguments[0], -1);
  return count == 0 ? raise_stop_iteration(thread, RawObject::none())
                    : take(thread, arguments[0], count);
}

// (contents, position, instance dict or None)
RawObject io_BytesIO___getstate__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object value(thread, io_BytesIO_getvalue(thread, arguments));
  if (value->is_error()) return *value;
  Object position(thread, RawObject::from_small_int(RawBytesIO::cast(*self).position()));
  Object dict(thread, instance_dict(thread, self));
  if (dict->is_unbound()) dict = RawObject::none();
  if (is_heap_dict(*dict)) {
    Dict attributes(thread, *dict);
    dict = dict_copy(thread, attributes);
  }
  return new_tuple_of(thread, value, position, dict);
}

RawObject io_BytesIO___setstate__(Thread* thread, Arguments arguments) {
  BytesIO self(thread, arguments[0]);
  Object state(thread, arguments[1]);
  if (!is_heap_tuple(*state) || tuple_length(*state) < 3) {
    return raise_type_error(thread, "%T.__setstate__ argument should be 3-tuple, got %T", &self,
                            &state);
  }
  self->set_position(0);
  Object storage(thread, new_byte_array(thread, nullptr, 0));
  self->set_storage(*storage);
  Object value(thread, tuple_at(*state, 0));
  if (write_bytes(thread, self, value).is_error()) return RawObject::error();
  Object position(thread, tuple_at(*state, 1));
  if (!is_int(*position)) {
    return raise_type_error(thread, "second item of state must be an integer, not %T", &position);
  }
  word offset;
  if (!index_as_word(thread, position, OnOverflow::kOverflowError, &offset))
    return RawObject::error();
  if (offset < 0) return raise_value_error(thread, "position value cannot be negative");
  self->set_position(offset);
  Object dict(thread, tuple_at(*state, 2));
  if (dict->is_none()) return RawObject::none();
  if (!is_heap_dict(*dict))
    return raise_type_error(thread, "third item of state should be a dict, got a %T", &dict);
  Dict own(thread, instance_dict(thread, self));
  return none_or_error(dict_update(thread, own, dict, OnDuplicate::kReplace));
}

}  // namespace pyro::natives
