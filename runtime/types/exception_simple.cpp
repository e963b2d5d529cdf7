#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

// Exceptions with a few fields: StopIteration, SystemExit, ImportError, NameError, AttributeError,
// KeyError, SyntaxError.

namespace pyro {
namespace natives {

namespace {

// BaseException.__init__ for __init__(self, *args, **kwargs) that take no keywords.
bool initialize_args(Thread* thread, Arguments arguments) {
  return !BaseException___init__(thread, arguments).is_error();
}

RawObject take_keyword(Thread* thread, const Dict& keywords, Symbol name) {
  Object key(thread, thread->runtime()->symbol(name));
  return dict_remove(thread, keywords, key);
}

struct KeywordField {
  Symbol name;
  word index;  // of the field in the instance
};

// Stores the keyword-only arguments that the type has; `function` is shown in the TypeError for
// others.
bool store_keywords(Thread* thread, Arguments arguments, const char* function,
                    std::initializer_list<KeywordField> fields) {
  RawBaseException::cast(arguments[0]).set_args(arguments[1]);
  Dict keywords(thread, arguments[2]);
  for (const KeywordField& field : fields) {
    RawObject value = take_keyword(thread, keywords, field.name);
    arguments[0].set_at(field.index, value.is_unbound() ? RawObject::none() : value);
  }
  if (dict_size_NoGC(*keywords) == 0) return true;
  word position = 0;
  RawObject raw_key, raw_value;
  dict_next_NoGC(*keywords, &position, &raw_key, &raw_value);
  Object key(thread, raw_key);
  raise_type_error(thread, "'%S' is an invalid keyword argument for %s()", &key, function);
  return false;
}

RawObject first_argument(RawObject args) {
  return tuple_length(args) == 0 ? RawObject::none() : tuple_at(args, 0);
}

}  // namespace

// --- StopIteration, SystemExit

RawObject StopIteration___init__(Thread* thread, Arguments arguments) {
  if (!initialize_args(thread, arguments)) return RawObject::error();
  RawStopIteration::cast(arguments[0]).set_value(first_argument(arguments[1]));
  return RawObject::none();
}

RawObject SystemExit___init__(Thread* thread, Arguments arguments) {
  if (!initialize_args(thread, arguments)) return RawObject::error();
  RawObject args = arguments[1];
  RawSystemExit::cast(arguments[0]).set_code(tuple_length(args) > 1 ? args : first_argument(args));
  return RawObject::none();
}

// --- names

RawObject NameError___init__(Thread* thread, Arguments arguments) {
  bool ok =
      store_keywords(thread, arguments, "NameError", {{Symbol::kname, RawNameError::kNameIndex}});
  return ok ? RawObject::none() : RawObject::error();
}

RawObject AttributeError___init__(Thread* thread, Arguments arguments) {
  bool ok = store_keywords(thread, arguments, "AttributeError",
                           {{Symbol::kname, RawAttributeError::kNameIndex},
                            {Symbol::kobj, RawAttributeError::kObjIndex}});
  return ok ? RawObject::none() : RawObject::error();
}

RawObject ImportError___init__(Thread* thread, Arguments arguments) {
  if (!store_keywords(thread, arguments, "ImportError",
                      {{Symbol::kname, RawImportError::kNameIndex},
                       {Symbol::kpath, RawImportError::kPathIndex}})) {
    return RawObject::error();
  }
  RawObject args = arguments[1];
  RawImportError::cast(arguments[0])
      .set_msg(tuple_length(args) == 1 ? tuple_at(args, 0) : RawObject::none());
  return RawObject::none();
}

RawObject ImportError___str__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawObject msg = RawImportError::cast(*self).msg();
  return is_exact_str(msg) ? msg : base_exception_text(thread, self);
}

// The state: the attributes, with name and path as they are set.
RawObject ImportError___reduce__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object type(thread, type_of(thread, *self));
  Object args(thread, RawBaseException::cast(*self).args());
  Object attributes(thread, exception_attributes(thread, self));
  Object name(thread, RawImportError::cast(*self).name()),
      path(thread, RawImportError::cast(*self).path());
  if (name->is_none() && path->is_none()) {
    return attributes->is_unbound() ? new_tuple_of(thread, type, args)
                                    : new_tuple_of(thread, type, args, attributes);
  }
  Dict state(thread, RawObject::none());
  if (is_heap_dict(*attributes)) {
    Dict own(thread, *attributes);
    state = dict_copy(thread, own);
  } else {
    state = new_dict(thread);
  }
  if (!name->is_none() && !dict_set(thread, state, Symbol::kname, name)) return RawObject::error();
  if (!path->is_none() && !dict_set(thread, state, Symbol::kpath, path)) return RawObject::error();
  return new_tuple_of(thread, type, args, state);
}

// --- KeyError

// The repr of the key, so that an empty string is not shown as nothing.
RawObject KeyError___str__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawObject args = RawBaseException::cast(*self).args();
  if (tuple_length(args) != 1) return base_exception_text(thread, self);
  Object key(thread, tuple_at(args, 0));
  return repr(thread, key);
}

// --- SyntaxError

namespace {

// (filename, lineno, offset, text[, end_lineno, end_offset])
bool store_syntax_details(Thread* thread, const SyntaxError& self, const Object& details) {
  Object tuple(thread, tuple_from_iterable(thread, details));
  if (tuple->is_error()) return false;
  word count = tuple_length(*tuple);
  if (count < 4 || count > 6) {
    raise_type_error(thread, "function takes at %s %d arguments (%ld given)",
                     count < 4 ? "least" : "most", count < 4 ? 4 : 6, count);
    return false;
  }
  self->set_filename(tuple_at(*tuple, 0));
  self->set_lineno(tuple_at(*tuple, 1));
  self->set_offset(tuple_at(*tuple, 2));
  self->set_text(tuple_at(*tuple, 3));
  self->set_end_lineno(count > 4 ? tuple_at(*tuple, 4) : RawObject::none());
  self->set_end_offset(count > 5 ? tuple_at(*tuple, 5) : RawObject::none());
  if (count != 5) return true;
  raise_type_error(thread, "end_offset must be provided when end_lineno is provided");
  return false;
}

// The last part of a path.
RawObject base_name(Thread* thread, const Object& path) {
  RawObject text = *path;
  StrData data = str_data(text);
  word start = data.length;
  while (start > 0 && data.at(start - 1) != '/') start--;
  return str_substring(thread, path, start, data.length - start);
}

}  // namespace

RawObject SyntaxError___init__(Thread* thread, Arguments arguments) {
  if (!initialize_args(thread, arguments)) return RawObject::error();
  SyntaxError self(thread, arguments[0]);
  word count = tuple_length(arguments[1]);
  if (count >= 1) self->set_msg(tuple_at(arguments[1], 0));
  if (count != 2) return RawObject::none();
  Object details(thread, tuple_at(arguments[1], 1));
  return store_syntax_details(thread, self, details) ? RawObject::none() : RawObject::error();
}

RawObject SyntaxError___str__(Thread* thread, Arguments arguments) {
  SyntaxError self(thread, arguments[0]);
  Object msg(thread, self->msg());
  Object filename(thread, RawObject::none());
  if (is_str(self->filename())) {
    filename = underlying_value(self->filename());
    filename = base_name(thread, filename);
  }
  Object line(thread, self->lineno());
  bool has_line = is_exact_int(*line);
  word number = 0;
  if (has_line && !int_to_word_NoGC(*line, &number)) number = -1;
  if (!filename->is_none() && has_line)
    return new_str_format(thread, "%S (%S, line %ld)", &msg, &filename, number);
  if (!filename->is_none()) return new_str_format(thread, "%S (%S)", &msg, &filename);
  if (has_line) return new_str_format(thread, "%S (line %ld)", &msg, number);
  return str(thread, msg);
}

}  // namespace natives
}  // namespace pyro
